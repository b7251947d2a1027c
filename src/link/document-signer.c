/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link/document-signer.h"

#include "crypto/cms.h"

typedef struct {
  YqqUnlockedVault *vault;
  YqqCredential *credential;
  GBytes *digest;
  gint64 signing_time_ms;
} Work;

static void
work_free (Work *self)
{
  yqq_unlocked_vault_unref (self->vault);
  g_object_unref (self->credential);
  g_bytes_unref (self->digest);
  g_free (self);
}

/* The issuing authorities that go with a signature: whoever verifies it has the root. */
static GPtrArray *
list_intermediates (YqqCredential *credential, GError **error)
{
  GPtrArray *chain = yqq_x509_list_new_from_der (yqq_credential_get_chain (credential), error);
  if (chain == NULL)
    return NULL;
  for (guint i = chain->len; i > 0; i--) {
    YqqX509 *issuer = g_ptr_array_index (chain, i - 1);
    if (g_str_equal (yqq_x509_get_subject (issuer), yqq_x509_get_issuer (issuer)))
      g_ptr_array_remove_index (chain, i - 1);
  }
  return chain;
}

static void
sign_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  GError *error = NULL;
  g_autoptr (GPtrArray) chain = list_intermediates (work->credential, &error);
  g_autoptr (YqqKey) key =
      chain != NULL
          ? yqq_wallet_open_key (source, work->vault,
                                 yqq_credential_get_fingerprint (work->credential), &error)
          : NULL;
  GBytes *signature =
      key != NULL ? yqq_cms_sign_detached (key, yqq_credential_get_certificate (work->credential),
                                           chain, work->digest, work->signing_time_ms, &error)
                  : NULL;
  if (signature != NULL)
    g_task_return_pointer (task, signature, (GDestroyNotify)g_bytes_unref);
  else
    g_task_return_error (task, error);
}

void
yqq_sign_document_async (YqqWallet *wallet,
                         YqqUnlockedVault *vault,
                         const char *fingerprint,
                         GBytes *digest,
                         gint64 signing_time_ms,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (wallet, cancellable, callback, user_data);
  YqqCredential *credential = yqq_wallet_find_credential (wallet, fingerprint);
  if (credential == NULL) {
    g_task_return_new_error (task, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_KEY_UNKNOWN,
                             "no such certificate on this device");
    return;
  }
  Work *work = g_new0 (Work, 1);
  work->vault = yqq_unlocked_vault_ref (vault);
  work->credential = g_object_ref (credential);
  work->digest = g_bytes_ref (digest);
  work->signing_time_ms = signing_time_ms;
  g_task_set_task_data (task, work, (GDestroyNotify)work_free);
  g_task_run_in_thread (task, sign_in_thread);
}

GBytes *
yqq_sign_document_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
