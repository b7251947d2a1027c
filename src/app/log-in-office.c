/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/log-in-office.h"

#include "client/client-error.h"

struct _YqqLogInOffice {
  GObject parent;

  YqqAuthorityAccess *access;
  YqqWallet *wallet;
  char *name;
  char *id_type;
  char *id_number;
  gboolean again;
  YqqAuthorityConnection *connection; /* while a log in is under way */
  YqqKey *key_before;                 /* that it signed with; NULL: none */
  GPtrArray *proofs;                  /* of YqqIdentityProof */
};

/* What the connection signed with before is what it signs with again. */
static void
restore_key (YqqLogInOffice *self)
{
  if (self->connection)
    yqq_authority_connection_set_device_key (self->connection, self->key_before);
  g_clear_object (&self->connection);
  g_clear_pointer (&self->key_before, yqq_key_unref);
}

static void
on_begun (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  YqqIdentityCase *which = yqq_log_in_begin_finish (result, &error);
  if (which)
    g_task_return_pointer (task, which, (GDestroyNotify)yqq_identity_case_free);
  else
    g_task_return_error (task, error);
}

static void
log_in_begin (YqqIdentityOffice *office,
              const char *purpose,
              const char *subject,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  YqqLogInOffice *self = YQQ_LOG_IN_OFFICE (office);
  g_autoptr (GTask) task = g_task_new (office, cancellable, callback, user_data);
  YqqAuthorityConnection *connection = yqq_authority_access_get_connection (self->access);
  if (!connection) {
    g_task_return_new_error (task, YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_OFFLINE,
                             "The authority was not reached yet");
    return;
  }
  restore_key (self);
  g_ptr_array_set_size (self->proofs, 0);
  YqqKey *key = yqq_authority_connection_get_device_key (connection);
  self->key_before = key ? yqq_key_ref (key) : NULL;
  self->connection = g_object_ref (connection);
  yqq_log_in_begin_async (connection, self->wallet, self->again, cancellable, on_begun,
                          g_object_ref (task));
}

static YqqIdentityCase *
log_in_begin_finish (YqqIdentityOffice *office, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
has_proof (YqqLogInOffice *self, const char *method)
{
  for (guint i = 0; i < self->proofs->len; i++)
    if (g_str_equal (((YqqIdentityProof *)self->proofs->pdata[i])->method, method))
      return TRUE;
  return FALSE;
}

static gboolean
is_complete (YqqLogInOffice *self, char **way)
{
  for (guint i = 0; way[i]; i++)
    if (!has_proof (self, way[i]))
      return FALSE;
  return TRUE;
}

static YqqIdentityAnswer *
create_answer (YqqLogInOffice *self, gboolean satisfied)
{
  YqqIdentityAnswer *answer = g_new0 (YqqIdentityAnswer, 1);
  g_autoptr (GStrvBuilder) proven = g_strv_builder_new ();
  for (guint i = 0; i < self->proofs->len; i++)
    g_strv_builder_add (proven, ((YqqIdentityProof *)self->proofs->pdata[i])->method);
  answer->satisfied = satisfied;
  answer->proven = g_strv_builder_end (proven);
  answer->missing = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  return answer;
}

/* Evidence that was refused is not brought a second time: the person gives it anew. */
static void
on_completed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  YqqLogInOffice *self = g_task_get_source_object (task);
  GError *error = NULL;
  if (!yqq_log_in_complete_finish (result, &error)) {
    g_ptr_array_set_size (self->proofs, 0);
    g_task_return_error (task, error);
    return;
  }
  g_clear_object (&self->connection);
  g_task_return_pointer (task, create_answer (self, TRUE),
                         (GDestroyNotify)yqq_identity_answer_free);
}

static void
log_in_prove (YqqIdentityOffice *office,
              YqqIdentityCase *which,
              const char *method,
              JsonObject *evidence,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  YqqLogInOffice *self = YQQ_LOG_IN_OFFICE (office);
  g_autoptr (GTask) task = g_task_new (office, cancellable, callback, user_data);
  const YqqLogInDetails details = {
      .name = self->name, .id_type = self->id_type, .id_number = self->id_number};
  gboolean complete = FALSE;
  if (!has_proof (self, method))
    g_ptr_array_add (self->proofs, yqq_identity_proof_new (method, evidence));
  for (guint i = 0; i < which->ways->len && !complete; i++)
    complete = is_complete (self, which->ways->pdata[i]);
  if (!complete)
    g_task_return_pointer (task, create_answer (self, FALSE),
                           (GDestroyNotify)yqq_identity_answer_free);
  else
    yqq_log_in_complete_async (self->connection, self->wallet, which, &details, self->proofs,
                               cancellable, on_completed, g_object_ref (task));
}

static YqqIdentityAnswer *
log_in_prove_finish (YqqIdentityOffice *office, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* The policy lets no PIN count for a log in: there is no gate before the device is known. */
static void
log_in_confirm_pin (YqqIdentityOffice *office,
                    YqqIdentityCase *which,
                    YqqSecretBytes *pin,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (office, cancellable, callback, user_data);
  g_task_return_new_error (task, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_NO_PIN, "not for a log in");
}

static gboolean
log_in_confirm_pin_finish (YqqIdentityOffice *office, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
implement_office (YqqIdentityOfficeInterface *interface)
{
  interface->begin_async = log_in_begin;
  interface->begin_finish = log_in_begin_finish;
  interface->prove_async = log_in_prove;
  interface->prove_finish = log_in_prove_finish;
  interface->confirm_pin_async = log_in_confirm_pin;
  interface->confirm_pin_finish = log_in_confirm_pin_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (YqqLogInOffice,
                               yqq_log_in_office,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (YQQ_TYPE_IDENTITY_OFFICE, implement_office))

static void
yqq_log_in_office_finalize (GObject *object)
{
  YqqLogInOffice *self = YQQ_LOG_IN_OFFICE (object);
  restore_key (self);
  g_object_unref (self->access);
  g_object_unref (self->wallet);
  g_free (self->name);
  g_free (self->id_type);
  g_free (self->id_number);
  g_ptr_array_unref (self->proofs);
  G_OBJECT_CLASS (yqq_log_in_office_parent_class)->finalize (object);
}

static void
yqq_log_in_office_class_init (YqqLogInOfficeClass *class)
{
  G_OBJECT_CLASS (class)->finalize = yqq_log_in_office_finalize;
}

static void
yqq_log_in_office_init (YqqLogInOffice *self)
{
  self->proofs = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_identity_proof_free);
}

YqqIdentityOffice *
yqq_log_in_office_new (YqqAuthorityAccess *access,
                       YqqWallet *wallet,
                       const YqqLogInDetails *details,
                       gboolean again)
{
  YqqLogInOffice *self = g_object_new (YQQ_TYPE_LOG_IN_OFFICE, NULL);
  self->access = g_object_ref (access);
  self->wallet = g_object_ref (wallet);
  self->name = g_strdup (details->name);
  self->id_type = g_strdup (details->id_type);
  self->id_number = g_strdup (details->id_number);
  self->again = again;
  return YQQ_IDENTITY_OFFICE (self);
}
