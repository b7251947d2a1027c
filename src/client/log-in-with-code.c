/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Both steps of a log in at once, with a staff code. */
#include "client/log-in.h"

#include "identity/method.h"

typedef struct {
  YqqAuthorityConnection *connection;
  YqqWallet *wallet;
  YqqKey *previous_key; /* what the connection signed with before */
  char *name;
  char *id_type;
  char *id_number;
  char *staff_code;
  char *label;
} LogIn;

static void
log_in_free (LogIn *self)
{
  g_object_unref (self->connection);
  g_object_unref (self->wallet);
  g_clear_pointer (&self->previous_key, yqq_key_unref);
  g_free (self->name);
  g_free (self->id_type);
  g_free (self->id_number);
  g_free (self->staff_code);
  g_free (self->label);
  g_free (self);
}

static void
fail (GTask *task, GError *error)
{
  LogIn *log_in = g_task_get_task_data (task);
  yqq_authority_connection_set_device_key (log_in->connection, log_in->previous_key);
  g_task_return_error (task, error);
}

static void
on_completed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  if (yqq_log_in_complete_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    fail (task, error);
}

static GPtrArray *
make_proofs (const char *staff_code)
{
  g_autoptr (JsonObject) evidence = json_object_new ();
  json_object_set_string_member (evidence, "code", staff_code);
  GPtrArray *proofs = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_identity_proof_free);
  g_ptr_array_add (proofs, yqq_identity_proof_new (YQQ_IDENTITY_METHOD_STAFF_CODE, evidence));
  return proofs;
}

static void
on_begun (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LogIn *log_in = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (YqqIdentityCase) identity = yqq_log_in_begin_finish (result, &error);
  if (identity == NULL) {
    fail (task, error);
    return;
  }
  g_autoptr (GPtrArray) proofs = make_proofs (log_in->staff_code);
  const YqqLogInDetails details = {
      .name = log_in->name,
      .id_type = log_in->id_type,
      .id_number = log_in->id_number,
      .device_label = log_in->label,
  };
  yqq_log_in_complete_async (log_in->connection, log_in->wallet, identity, &details, proofs,
                             g_task_get_cancellable (task), on_completed, g_object_ref (task));
}

void
yqq_log_in_async (YqqAuthorityConnection *connection,
                  YqqWallet *wallet,
                  const YqqLogInDetails *details,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer user_data)
{
  GTask *task = g_task_new (connection, cancellable, callback, user_data);
  g_task_set_check_cancellable (task, FALSE);
  LogIn *log_in = g_new0 (LogIn, 1);
  YqqKey *key = yqq_authority_connection_get_device_key (connection);
  log_in->connection = g_object_ref (connection);
  log_in->wallet = g_object_ref (wallet);
  log_in->previous_key = key != NULL ? yqq_key_ref (key) : NULL;
  log_in->name = g_strdup (details->name);
  log_in->id_type = g_strdup (details->id_type);
  log_in->id_number = g_strdup (details->id_number);
  log_in->staff_code = g_strdup (details->staff_code);
  log_in->label = g_strdup (details->device_label);
  g_task_set_task_data (task, log_in, (GDestroyNotify)log_in_free);
  yqq_log_in_begin_async (connection, wallet, FALSE, cancellable, on_begun, task);
}

gboolean
yqq_log_in_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
