/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/install-certificate.h"

#include "client/ask.h"
#include "protocol/certificates.h"

#define ANSWER_BYTES (64 * 1024)

/* PIN → key, stored sealed → certificate → stored. */
typedef struct {
  YqqAuthorityConnection *connection;
  YqqWallet *wallet;
  char *grant_id;
  YqqAlgorithm algorithm;
  YqqInstallProgress progress;
  gpointer progress_data;
  YqqUnlockedVault *vault;
} Install;

static void
install_free (Install *self)
{
  g_object_unref (self->connection);
  g_object_unref (self->wallet);
  g_free (self->grant_id);
  if (self->vault != NULL)
    yqq_unlocked_vault_wipe (self->vault);
  g_clear_pointer (&self->vault, yqq_unlocked_vault_unref);
  g_free (self);
}

static void
begin (Install *self, YqqInstallStep step)
{
  if (self->progress != NULL)
    self->progress (step, self->progress_data);
}

static void
on_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  YqqCredential *credential =
      yqq_wallet_store_credential_finish (YQQ_WALLET (source), result, &error);
  if (credential != NULL)
    g_task_return_pointer (task, credential, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
on_issued (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Install *install = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (YqqCertificate) certificate = yqq_ask_finish (result, &error);
  if (certificate == NULL) {
    g_task_return_error (task, error);
    return;
  }
  begin (install, YQQ_INSTALL_STORING);
  /* Issued is issued: it is kept even if the person has cancelled meanwhile. */
  yqq_wallet_store_credential_async (
      install->wallet, install->grant_id, yqq_certificate_get_der (certificate),
      yqq_certificate_get_chain (certificate), NULL, on_stored, g_steal_pointer (&task));
}

static void
on_key (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Install *install = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) request = NULL;
  g_autoptr (YqqKey) key = yqq_wallet_create_key_finish (install->wallet, result, &request, &error);
  if (key == NULL) {
    g_task_return_error (task, error);
    return;
  }
  yqq_unlocked_vault_wipe (install->vault);
  begin (install, YQQ_INSTALL_REQUESTING);
  YqqInstallRequest body = {.request = request, .algorithm = install->algorithm};
  g_autofree char *path = g_strdup_printf ("/v1/grants/%s/certificates", install->grant_id);
  yqq_ask_async (install->connection, "POST", path, yqq_install_request_to_json (&body),
                 YQQ_REQUEST_SIGNED, ANSWER_BYTES, (YqqAnswerReader)yqq_certificate_from_json,
                 g_object_unref, g_task_get_cancellable (task), on_issued, g_object_ref (task));
}

static void
on_unlocked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Install *install = g_task_get_task_data (task);
  GError *error = NULL;
  install->vault = yqq_wallet_unlock_finish (install->wallet, result, &error);
  if (install->vault == NULL) {
    g_task_return_error (task, error);
    return;
  }
  begin (install, YQQ_INSTALL_MAKING_KEY);
  yqq_wallet_create_key_async (install->wallet, install->vault, install->grant_id,
                               install->algorithm, g_task_get_cancellable (task), on_key,
                               g_object_ref (task));
}

void
yqq_install_certificate_async (YqqAuthorityConnection *connection,
                               YqqWallet *wallet,
                               YqqPinGate *gate,
                               const char *grant_id,
                               YqqAlgorithm algorithm,
                               YqqSecretBytes *pin,
                               YqqInstallProgress progress,
                               gpointer progress_data,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (connection, cancellable, callback, user_data);
  g_task_set_check_cancellable (task, FALSE);
  Install *install = g_new0 (Install, 1);
  install->connection = g_object_ref (connection);
  install->wallet = g_object_ref (wallet);
  install->grant_id = g_strdup (grant_id);
  install->algorithm = algorithm;
  install->progress = progress;
  install->progress_data = progress_data;
  g_task_set_task_data (task, install, (GDestroyNotify)install_free);
  begin (install, YQQ_INSTALL_UNLOCKING);
  yqq_wallet_unlock_async (wallet, gate, "install", grant_id, pin, cancellable, on_unlocked, task);
}

YqqCredential *
yqq_install_certificate_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
