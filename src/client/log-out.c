/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/log-out.h"

#include "protocol/problem.h"

typedef struct {
  YqqAuthorityConnection *connection;
  YqqWallet *wallet;
} LogOut;

static void
log_out_free (LogOut *self)
{
  g_object_unref (self->connection);
  g_object_unref (self->wallet);
  g_free (self);
}

static void
on_forgotten (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LogOut *log_out = g_task_get_task_data (task);
  GError *error = NULL;
  if (!yqq_wallet_forget_finish (log_out->wallet, result, &error)) {
    g_task_return_error (task, error);
    return;
  }
  yqq_authority_connection_set_device_key (log_out->connection, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
forget (GTask *task)
{
  LogOut *log_out = g_task_get_task_data (task);
  yqq_wallet_forget_async (log_out->wallet, NULL, on_forgotten, task);
}

static gboolean
is_gone_already (const GError *error)
{
  return g_error_matches (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_DEVICE_UNKNOWN) ||
         g_error_matches (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_DEVICE_REVOKED);
}

static void
on_revoked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LogOut *log_out = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (JsonObject) answer =
      yqq_authority_connection_send_finish (log_out->connection, result, &error);
  if (answer == NULL && !is_gone_already (error)) {
    g_task_return_error (task, error);
    return;
  }
  g_clear_error (&error);
  forget (g_steal_pointer (&task));
}

void
yqq_log_out_async (YqqAuthorityConnection *connection,
                   YqqWallet *wallet,
                   gboolean only_here,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  GTask *task = g_task_new (connection, cancellable, callback, user_data);
  g_task_set_check_cancellable (task, FALSE);
  LogOut *log_out = g_new0 (LogOut, 1);
  log_out->connection = g_object_ref (connection);
  log_out->wallet = g_object_ref (wallet);
  g_task_set_task_data (task, log_out, (GDestroyNotify)log_out_free);
  if (only_here)
    forget (task);
  else
    yqq_authority_connection_send_async (connection, "DELETE", "/v1/devices/self", NULL,
                                         YQQ_REQUEST_SIGNED, 0, cancellable, on_revoked, task);
}

gboolean
yqq_log_out_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
