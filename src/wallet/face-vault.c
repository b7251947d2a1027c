/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wallet/face-vault.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/json.h"
#include "crypto/pin-vault.h"
#include "crypto/random.h"
#include "wallet/wallet-private.h"

#define KEY_SIZE 32
#define MAX_FILE_BYTES (64 * 1024)
#define MAX_SEALED_BYTES (17 * 1024)
#define MAX_TEXT 120

typedef struct {
  YqqKeyring *keyring;
  char *account_id;
  char *person_id;
  gint64 now_ms;
  YqqKeptFace *face;
} FaceWork;

YqqKeptFace *
yqq_kept_face_copy (const YqqKeptFace *self)
{
  YqqKeptFace *copy = g_new0 (YqqKeptFace, 1);
  copy->template_id = g_strdup (self->template_id);
  copy->model = g_strdup (self->model);
  copy->consent = g_strdup (self->consent);
  copy->made_at_ms = self->made_at_ms;
  copy->expires_at_ms = self->expires_at_ms;
  copy->bytes = yqq_secret_bytes_ref (self->bytes);
  return copy;
}

void
yqq_kept_face_free (YqqKeptFace *self)
{
  if (self == NULL)
    return;
  g_free (self->template_id);
  g_free (self->model);
  g_free (self->consent);
  g_clear_pointer (&self->bytes, yqq_secret_bytes_unref);
  g_free (self);
}

char *
yqq_kept_face_make_id (void)
{
  return yqq_random_id ();
}

static void
face_work_free (FaceWork *work)
{
  g_object_unref (work->keyring);
  g_free (work->account_id);
  g_free (work->person_id);
  yqq_kept_face_free (work->face);
  g_free (work);
}

static FaceWork *
face_work_new (YqqWallet *wallet)
{
  FaceWork *work = g_new0 (FaceWork, 1);
  work->keyring = g_object_ref (wallet->keyring);
  work->account_id = g_strdup (yqq_account_get_id (wallet->account));
  work->person_id = g_strdup (yqq_account_get_person_id (wallet->account));
  return work;
}

char *
yqq_face_vault_get_path (const char *account_id)
{
  g_autofree char *name = g_strconcat (account_id, ".json", NULL);
  return g_build_filename (g_get_user_data_dir (), "yueqiqian", "face", name, NULL);
}

gboolean
yqq_face_vault_delete_file (const char *account_id, GError **error)
{
  g_autofree char *path = yqq_face_vault_get_path (account_id);
  if (g_remove (path) == 0 || errno == ENOENT)
    return TRUE;
  g_set_error (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_FAILED, "cannot delete %s: %s", path,
               g_strerror (errno));
  return FALSE;
}

/* What the seal is bound to. */
static GBytes *
make_binding (const FaceWork *work, const YqqKeptFace *face)
{
  char *text =
      g_strdup_printf ("yqq-face-v1\n%s\n%s\n%s\n%s\n%s\n%" G_GINT64_FORMAT "\n%" G_GINT64_FORMAT,
                       work->account_id, work->person_id, face->template_id, face->model,
                       face->consent, face->made_at_ms, face->expires_at_ms);
  return g_bytes_new_take (text, strlen (text));
}

static gboolean
write_file (const FaceWork *work, GBytes *sealed, GError **error)
{
  const YqqKeptFace *face = work->face;
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *path = yqq_face_vault_get_path (work->account_id);
  g_autofree char *directory = g_path_get_dirname (path);
  g_autoptr (GError) local = NULL;
  json_object_set_string_member (object, "template", face->template_id);
  json_object_set_string_member (object, "model", face->model);
  json_object_set_string_member (object, "consent", face->consent);
  json_object_set_int_member (object, "made_at", face->made_at_ms);
  json_object_set_int_member (object, "expires_at", face->expires_at_ms);
  yqq_json_set_bytes (object, "sealed", sealed);
  g_autofree char *text = yqq_json_to_string (object);
  g_mkdir_with_parents (directory, 0700);
  if (g_file_set_contents_full (path, text, -1,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                &local))
    return TRUE;
  g_set_error_literal (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_FAILED, local->message);
  return FALSE;
}

static gboolean
remove_key (const FaceWork *work, GError **error)
{
  g_autoptr (GHashTable) attributes =
      yqq_item_attributes (YQQ_ITEM_FACE_KEY, work->account_id, NULL, NULL);
  return yqq_keyring_remove (work->keyring, attributes, NULL, error);
}

static gboolean
erase_work (gpointer data, GCancellable *cancellable, GError **error)
{
  FaceWork *work = data;
  gboolean without_key = remove_key (work, error);
  /* The file goes even where the keyring does not answer. */
  return yqq_face_vault_delete_file (work->account_id, without_key ? error : NULL) && without_key;
}

/* A key of its own for each enrolment: an older copy of the file opens no more. */
static gboolean
keep_work (gpointer data, GCancellable *cancellable, GError **error)
{
  FaceWork *work = data;
  g_autoptr (YqqSecretBytes) key = yqq_random_secret (KEY_SIZE);
  g_autoptr (GBytes) binding = make_binding (work, work->face);
  g_autoptr (GBytes) sealed = yqq_pin_vault_seal (key, work->face->bytes, binding);
  return erase_work (work, cancellable, error) &&
         yqq_item_store (work->keyring, YQQ_ITEM_FACE_KEY, work->account_id, NULL, NULL, key,
                         error) &&
         write_file (work, sealed, error);
}

static gboolean
read_members (JsonObject *object, YqqKeptFace *face, GBytes **sealed, GError **error)
{
  const char *id, *model, *consent;
  if (!yqq_json_read_string (object, "template", MAX_TEXT, &id, error) ||
      !yqq_json_read_string (object, "model", MAX_TEXT, &model, error) ||
      !yqq_json_read_string (object, "consent", MAX_TEXT, &consent, error) ||
      !yqq_json_read_int (object, "made_at", 0, G_MAXINT64, &face->made_at_ms, error) ||
      !yqq_json_read_int (object, "expires_at", 0, G_MAXINT64, &face->expires_at_ms, error) ||
      !yqq_json_read_bytes (object, "sealed", MAX_SEALED_BYTES, sealed, error))
    return FALSE;
  face->template_id = g_strdup (id);
  face->model = g_strdup (model);
  face->consent = g_strdup (consent);
  return TRUE;
}

/* The face in text, or NULL with whatever is wrong. */
static YqqKeptFace *
open_text (const FaceWork *work, const char *text, YqqSecretBytes *key, GError **error)
{
  g_autoptr (YqqKeptFace) face = g_new0 (YqqKeptFace, 1);
  g_autoptr (GBytes) sealed = NULL;
  g_autoptr (JsonObject) object = yqq_json_parse (text, -1, MAX_FILE_BYTES, error);
  if (object == NULL || !read_members (object, face, &sealed, error))
    return NULL;
  g_autoptr (GBytes) binding = make_binding (work, face);
  face->bytes = yqq_pin_vault_open (key, sealed, binding, error);
  return face->bytes != NULL ? g_steal_pointer (&face) : NULL;
}

static gboolean
open_work (gpointer data, GCancellable *cancellable, GError **error)
{
  FaceWork *work = data;
  g_autoptr (GError) local = NULL;
  g_autofree char *path = yqq_face_vault_get_path (work->account_id);
  g_autofree char *text = NULL;
  g_autoptr (GHashTable) attributes =
      yqq_item_attributes (YQQ_ITEM_FACE_KEY, work->account_id, NULL, NULL);
  g_autoptr (YqqSecretBytes) key =
      yqq_keyring_lookup (work->keyring, attributes, cancellable, &local);
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  if (key == NULL || !g_file_get_contents (path, &text, NULL, NULL))
    return TRUE;
  work->face = open_text (work, text, key, &local);
  if (work->face == NULL) {
    g_set_error (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_DAMAGED, "face: %s", local->message);
    return FALSE;
  }
  if (work->face->expires_at_ms > work->now_ms)
    return TRUE;
  g_clear_pointer (&work->face, yqq_kept_face_free);
  return erase_work (work, cancellable, error);
}

static void
answer_done (YqqWallet *self, gpointer data, GTask *task)
{
  g_task_return_boolean (task, TRUE);
}

static void
answer_face (YqqWallet *self, gpointer data, GTask *task)
{
  g_task_return_pointer (task, g_steal_pointer (&((FaceWork *)data)->face),
                         (GDestroyNotify)yqq_kept_face_free);
}

void
yqq_wallet_keep_face_async (YqqWallet *self,
                            const YqqKeptFace *face,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  if (!yqq_wallet_require_account (self, task))
    return;
  FaceWork *work = face_work_new (self);
  work->face = yqq_kept_face_copy (face);
  yqq_wallet_run (g_steal_pointer (&task), work, (GDestroyNotify)face_work_free, keep_work,
                  answer_done);
}

gboolean
yqq_wallet_keep_face_finish (YqqWallet *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
yqq_wallet_open_face_async (YqqWallet *self,
                            gint64 now_ms,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  if (!yqq_wallet_require_account (self, task))
    return;
  FaceWork *work = face_work_new (self);
  work->now_ms = now_ms;
  yqq_wallet_run (g_steal_pointer (&task), work, (GDestroyNotify)face_work_free, open_work,
                  answer_face);
}

YqqKeptFace *
yqq_wallet_open_face_finish (YqqWallet *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
yqq_wallet_erase_face_async (YqqWallet *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  if (yqq_wallet_require_account (self, task))
    yqq_wallet_run (g_steal_pointer (&task), face_work_new (self), (GDestroyNotify)face_work_free,
                    erase_work, answer_done);
}

gboolean
yqq_wallet_erase_face_finish (YqqWallet *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
