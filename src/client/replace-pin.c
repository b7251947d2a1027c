/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/replace-pin.h"

#include "client/install-certificate.h"
#include "protocol/problem.h"

#define PURPOSE "check"
#define SUBJECT "new-pin"

typedef struct {
  YqqAuthorityConnection *connection;
  YqqWallet *wallet;
  YqqPinGate *gate;
  YqqSecretBytes *pin;
  YqqReplacePinProgress progress;
  gpointer progress_data;
  GPtrArray *stale; /* YqqCredential */
  guint next;
  guint left; /* as they are */
} Run;

static void
run_free (Run *self)
{
  g_object_unref (self->connection);
  g_object_unref (self->wallet);
  g_object_unref (self->gate);
  yqq_secret_bytes_unref (self->pin);
  g_ptr_array_unref (self->stale);
  g_free (self);
}

static void
report (Run *self)
{
  if (self->progress != NULL)
    self->progress (self->next - self->left, self->left, self->stale->len, self->progress_data);
}

static void install_next (GTask *task);

/* Nothing can be made anew under a grant that is not in force; its page says why. */
static gboolean
is_of_grant (const GError *error)
{
  return g_error_matches (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_GRANT_NOT_FOUND) ||
         g_error_matches (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_GRANT_SUSPENDED) ||
         g_error_matches (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_GRANT_CANCELLED) ||
         g_error_matches (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_GRANT_EXPIRED);
}

static void
on_installed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (YqqCredential) credential = yqq_install_certificate_finish (result, &error);
  if (credential == NULL && !is_of_grant (error)) {
    g_task_return_error (task, error);
    return;
  }
  if (credential == NULL)
    run->left++;
  g_clear_error (&error);
  run->next++;
  install_next (g_steal_pointer (&task));
}

/* Takes task. */
static void
install_next (GTask *task)
{
  Run *run = g_task_get_task_data (task);
  report (run);
  if (run->next == run->stale->len) {
    g_task_return_boolean (task, TRUE);
    g_object_unref (task);
    return;
  }
  YqqCredential *credential = g_ptr_array_index (run->stale, run->next);
  yqq_install_certificate_async (run->connection, run->wallet, run->gate,
                                 yqq_credential_get_grant_id (credential),
                                 yqq_credential_get_algorithm (credential), run->pin, NULL, NULL,
                                 g_task_get_cancellable (task), on_installed, task);
}

static void
on_unlocked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (YqqUnlockedVault) vault = yqq_wallet_unlock_finish (run->wallet, result, &error);
  if (vault == NULL) {
    g_task_return_error (task, error);
    return;
  }
  GListModel *credentials = yqq_wallet_get_credentials (run->wallet);
  for (guint i = 0; i < g_list_model_get_n_items (credentials); i++) {
    g_autoptr (YqqCredential) credential = g_list_model_get_item (credentials, i);
    if (!yqq_wallet_opens (run->wallet, credential, vault))
      g_ptr_array_add (run->stale, g_object_ref (credential));
  }
  yqq_unlocked_vault_wipe (vault);
  install_next (g_steal_pointer (&task));
}

static void
unlock (GTask *task)
{
  Run *run = g_task_get_task_data (task);
  yqq_wallet_unlock_async (run->wallet, run->gate, PURPOSE, SUBJECT, run->pin,
                           g_task_get_cancellable (task), on_unlocked, task);
}

static void
on_replaced (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  if (yqq_wallet_replace_pin_finish (YQQ_WALLET (source), result, &error))
    unlock (g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

void
yqq_replace_pin_async (YqqAuthorityConnection *connection,
                       YqqWallet *wallet,
                       YqqPinGate *gate,
                       YqqSecretBytes *pin,
                       const char *identity,
                       YqqReplacePinProgress progress,
                       gpointer progress_data,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (connection, cancellable, callback, user_data);
  Run *run = g_new0 (Run, 1);
  g_task_set_check_cancellable (task, FALSE);
  run->connection = g_object_ref (connection);
  run->wallet = g_object_ref (wallet);
  run->gate = g_object_ref (gate);
  run->pin = yqq_secret_bytes_ref (pin);
  run->progress = progress;
  run->progress_data = progress_data;
  run->stale = g_ptr_array_new_with_free_func (g_object_unref);
  g_task_set_task_data (task, run, (GDestroyNotify)run_free);
  if (identity != NULL)
    yqq_wallet_replace_pin_async (wallet, gate, pin, identity, cancellable, on_replaced, task);
  else
    unlock (task);
}

gboolean
yqq_replace_pin_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
