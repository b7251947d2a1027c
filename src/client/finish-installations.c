/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/fetch-grants.h"
#include "client/install-certificate.h"
#include "model/grant.h"

typedef struct {
  YqqWallet *wallet;
  GPtrArray *grants;
  guint grant; /* where the search goes on */
  guint certificate;
} Finish;

static void
finish_free (Finish *self)
{
  g_object_unref (self->wallet);
  g_clear_pointer (&self->grants, g_ptr_array_unref);
  g_free (self);
}

static gboolean
is_awaited (Finish *self, YqqCertificate *certificate)
{
  if (!yqq_certificate_get_this_device (certificate) ||
      yqq_certificate_get_state (certificate) != YQQ_ISSUED_STATE_ACTIVE)
    return FALSE;
  g_autoptr (YqqX509) parsed = yqq_x509_new (yqq_certificate_get_der (certificate), NULL);
  return parsed != NULL &&
         yqq_wallet_is_pending_key (self->wallet,
                                    yqq_public_key_get_spki (yqq_x509_get_public_key (parsed)));
}

/* The next certificate that a key here waits for, or NULL at the end. */
static YqqCertificate *
find_next (Finish *self, const char **grant_id)
{
  for (; self->grant < self->grants->len; self->grant++, self->certificate = 0) {
    YqqGrant *grant = g_ptr_array_index (self->grants, self->grant);
    GPtrArray *certificates = yqq_grant_get_certificates (grant);
    while (self->certificate < certificates->len) {
      YqqCertificate *certificate = g_ptr_array_index (certificates, self->certificate++);
      if (!is_awaited (self, certificate))
        continue;
      *grant_id = yqq_grant_get_id (grant);
      return certificate;
    }
  }
  return NULL;
}

static void
on_discarded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  if (yqq_wallet_discard_pending_keys_finish (YQQ_WALLET (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void store_next (GTask *task);

static void
on_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (YqqCredential) credential =
      yqq_wallet_store_credential_finish (YQQ_WALLET (source), result, &error);
  if (credential == NULL)
    g_task_return_error (task, error);
  else
    store_next (g_steal_pointer (&task));
}

/* Takes task. */
static void
store_next (GTask *task)
{
  Finish *self = g_task_get_task_data (task);
  const char *grant_id;
  YqqCertificate *certificate = find_next (self, &grant_id);
  if (certificate == NULL)
    yqq_wallet_discard_pending_keys_async (self->wallet, NULL, on_discarded, task);
  else
    yqq_wallet_store_credential_async (
        self->wallet, grant_id, yqq_certificate_get_der (certificate),
        yqq_certificate_get_chain (certificate), NULL, on_stored, task);
}

static void
on_grants (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Finish *self = g_task_get_task_data (task);
  GError *error = NULL;
  self->grants = yqq_fetch_grants_finish (result, &error);
  if (self->grants == NULL)
    g_task_return_error (task, error);
  else
    store_next (g_steal_pointer (&task));
}

void
yqq_finish_installations_async (YqqAuthorityConnection *connection,
                                YqqWallet *wallet,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (connection, cancellable, callback, user_data);
  g_task_set_check_cancellable (task, FALSE);
  if (!yqq_wallet_has_pending_keys (wallet)) {
    g_task_return_boolean (task, TRUE);
    return;
  }
  Finish *self = g_new0 (Finish, 1);
  self->wallet = g_object_ref (wallet);
  g_task_set_task_data (task, self, (GDestroyNotify)finish_free);
  yqq_fetch_grants_async (connection, cancellable, on_grants, g_steal_pointer (&task));
}

gboolean
yqq_finish_installations_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
