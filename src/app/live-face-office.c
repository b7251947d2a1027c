/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/live-face-office.h"

#include "client/client-error.h"
#include "client/face.h"
#include "face/face-models.h"

struct _YqqLiveFaceOffice {
  GObject parent;

  YqqAuthorityAccess *access;
  YqqWallet *wallet;
};

static gint64
get_now_ms (void)
{
  return g_get_real_time () / 1000;
}

static YqqAuthorityConnection *
get_connection (YqqLiveFaceOffice *self, GTask *task)
{
  YqqAuthorityConnection *connection = yqq_authority_access_get_connection (self->access);
  if (!connection)
    g_task_return_new_error (task, YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_OFFLINE,
                             "The authority was not reached yet");
  return connection;
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  YqqKeptFace *face = yqq_wallet_open_face_finish (YQQ_WALLET (source), result, &error);
  if (error)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, face, (GDestroyNotify)yqq_kept_face_free);
}

static void
live_load (YqqFaceOffice *office, GTask *task)
{
  yqq_wallet_open_face_async (YQQ_LIVE_FACE_OFFICE (office)->wallet, get_now_ms (),
                              g_task_get_cancellable (task), on_opened, task);
}

static void
on_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  if (yqq_wallet_keep_face_finish (YQQ_WALLET (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* The authority says how long it holds; what is kept here ends with it. */
static void
on_enrolled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  YqqLiveFaceOffice *self = g_task_get_source_object (task);
  YqqKeptFace *face = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (YqqFaceReceipt) receipt = yqq_enrol_face_finish (result, &error);
  if (!receipt) {
    g_task_return_error (task, error);
    return;
  }
  face->made_at_ms = receipt->enrolled_at_ms;
  face->expires_at_ms = receipt->expires_at_ms;
  yqq_wallet_keep_face_async (self->wallet, face, NULL, on_kept, g_object_ref (task));
}

static void
live_keep (YqqFaceOffice *office,
           YqqSecretBytes *bytes,
           const char *consent,
           const char *identity,
           GTask *given)
{
  g_autoptr (GTask) task = given;
  YqqAuthorityConnection *connection = get_connection (YQQ_LIVE_FACE_OFFICE (office), task);
  if (!connection)
    return;
  YqqKeptFace *face = g_new0 (YqqKeptFace, 1);
  face->template_id = yqq_kept_face_make_id ();
  face->model = g_strdup (yqq_face_models_get_name ());
  face->consent = g_strdup (consent);
  face->bytes = yqq_secret_bytes_ref (bytes);
  g_task_set_task_data (task, face, (GDestroyNotify)yqq_kept_face_free);
  const YqqFaceEnrolment enrolment = {
      .template_id = face->template_id,
      .model = face->model,
      .consent = face->consent,
      .identity = (char *)identity,
  };
  yqq_enrol_face_async (connection, &enrolment, g_task_get_cancellable (task), on_enrolled,
                        g_object_ref (task));
}

static void
on_removed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  if (yqq_remove_face_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_erased (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  YqqLiveFaceOffice *self = g_task_get_source_object (task);
  GError *error = NULL;
  YqqAuthorityConnection *connection;
  if (!yqq_wallet_erase_face_finish (YQQ_WALLET (source), result, &error))
    g_task_return_error (task, error);
  else if ((connection = get_connection (self, task)))
    yqq_remove_face_async (connection, g_task_get_cancellable (task), on_removed,
                           g_object_ref (task));
}

static void
live_erase (YqqFaceOffice *office, GTask *task)
{
  yqq_wallet_erase_face_async (YQQ_LIVE_FACE_OFFICE (office)->wallet, NULL, on_erased, task);
}

static void
implement_office (YqqFaceOfficeInterface *interface)
{
  interface->load = live_load;
  interface->keep = live_keep;
  interface->erase = live_erase;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (YqqLiveFaceOffice,
                               yqq_live_face_office,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (YQQ_TYPE_FACE_OFFICE, implement_office))

static void
yqq_live_face_office_dispose (GObject *object)
{
  YqqLiveFaceOffice *self = YQQ_LIVE_FACE_OFFICE (object);
  g_clear_object (&self->access);
  g_clear_object (&self->wallet);
  G_OBJECT_CLASS (yqq_live_face_office_parent_class)->dispose (object);
}

static void
yqq_live_face_office_class_init (YqqLiveFaceOfficeClass *class)
{
  G_OBJECT_CLASS (class)->dispose = yqq_live_face_office_dispose;
}

static void
yqq_live_face_office_init (YqqLiveFaceOffice *self)
{
}

YqqFaceOffice *
yqq_live_face_office_new (YqqAuthorityAccess *access, YqqWallet *wallet)
{
  YqqLiveFaceOffice *self = g_object_new (YQQ_TYPE_LIVE_FACE_OFFICE, NULL);
  self->access = g_object_ref (access);
  self->wallet = g_object_ref (wallet);
  return YQQ_FACE_OFFICE (self);
}
