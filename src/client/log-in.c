/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/log-in.h"

#include "client/ask.h"
#include "client/fetch-authority.h"
#include "protocol/enrolment.h"
#include "protocol/problem.h"

#define PURPOSE "log-in"
#define METHOD "staff-code"

/* challenge → who the authority is → device key → registration → account stored. */
typedef struct {
  YqqAuthorityConnection *connection;
  YqqWallet *wallet;
  YqqKey *previous_key; /* what the connection signed with before */
  char *name;
  YqqIdType id_type;
  char *id_number;
  char *staff_code;
  char *label;

  char *challenge_id;
  char *origin;
} LogIn;

static void
log_in_free (LogIn *self)
{
  g_object_unref (self->connection);
  g_object_unref (self->wallet);
  g_clear_pointer (&self->previous_key, yqq_key_unref);
  g_free (self->name);
  g_free (self->id_number);
  g_free (self->staff_code);
  g_free (self->label);
  g_free (self->challenge_id);
  g_free (self->origin);
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
on_account_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  if (yqq_wallet_store_account_finish (YQQ_WALLET (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    fail (task, error);
}

static void
on_registered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LogIn *log_in = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (YqqDeviceRegistered) registered = yqq_ask_finish (result, &error);
  if (registered == NULL) {
    fail (task, error);
    return;
  }
  g_autofree char *birthday = yqq_id_number_dup_birthday (log_in->id_type, log_in->id_number);
  g_autoptr (YqqAccount) account =
      yqq_account_new (yqq_wallet_get_login_id (log_in->wallet),
                       yqq_authority_connection_get_address (log_in->connection), log_in->origin,
                       yqq_person_get_id (registered->person),
                       yqq_person_get_name (registered->person), registered->device_id, birthday);
  /* Registered is registered: this is not cut short by a cancellation. */
  yqq_wallet_store_account_async (log_in->wallet, account, NULL, on_account_stored,
                                  g_steal_pointer (&task));
}

static void
on_device_key (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LogIn *log_in = g_task_get_task_data (task);
  GError *error = NULL;
  if (!yqq_wallet_create_device_key_finish (log_in->wallet, result, &error)) {
    fail (task, error);
    return;
  }
  YqqKey *key = yqq_wallet_get_device_key (log_in->wallet);
  yqq_authority_connection_set_device_key (log_in->connection, key);
  g_autoptr (JsonObject) evidence = json_object_new ();
  json_object_set_string_member (evidence, "code", log_in->staff_code);
  g_autoptr (GPtrArray) proofs =
      g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_identity_proof_free);
  g_ptr_array_add (proofs, yqq_identity_proof_new (METHOD, evidence));
  YqqDeviceRegistration registration = {
      .challenge_id = log_in->challenge_id,
      .name = log_in->name,
      .id_type = log_in->id_type,
      .id_number = log_in->id_number,
      .proofs = proofs,
      .public_key = yqq_key_get_public (key),
      .label = log_in->label,
  };
  yqq_ask_async (log_in->connection, "POST", "/v1/devices",
                 yqq_device_registration_to_json (&registration), YQQ_REQUEST_SIGNED, 0,
                 (YqqAnswerReader)yqq_device_registered_from_json,
                 (GDestroyNotify)yqq_device_registered_free, g_task_get_cancellable (task),
                 on_registered, g_object_ref (task));
}

static void
on_authority (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LogIn *log_in = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (YqqAuthorityInfo) info = yqq_fetch_authority_finish (result, &error);
  if (info == NULL) {
    fail (task, error);
    return;
  }
  log_in->origin = g_strdup (info->origin);
  yqq_wallet_create_device_key_async (log_in->wallet, g_task_get_cancellable (task), on_device_key,
                                      g_object_ref (task));
}

static void
on_challenge (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LogIn *log_in = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (YqqIdentityChallenge) challenge = yqq_ask_finish (result, &error);
  if (challenge == NULL) {
    fail (task, error);
    return;
  }
  log_in->challenge_id = g_strdup (challenge->challenge_id);
  yqq_fetch_authority_async (log_in->connection, g_task_get_cancellable (task), on_authority,
                             g_object_ref (task));
}

static LogIn *
log_in_new (YqqAuthorityConnection *connection,
            YqqWallet *wallet,
            const YqqLogInDetails *details,
            YqqIdType id_type)
{
  LogIn *self = g_new0 (LogIn, 1);
  self->connection = g_object_ref (connection);
  self->wallet = g_object_ref (wallet);
  YqqKey *key = yqq_authority_connection_get_device_key (connection);
  self->previous_key = key != NULL ? yqq_key_ref (key) : NULL;
  self->name = g_strdup (details->name);
  self->id_type = id_type;
  self->id_number = g_strdup (details->id_number);
  self->staff_code = g_strdup (details->staff_code);
  self->label =
      g_strdup (details->device_label != NULL ? details->device_label : g_get_host_name ());
  return self;
}

void
yqq_log_in_async (YqqAuthorityConnection *connection,
                  YqqWallet *wallet,
                  const YqqLogInDetails *details,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (connection, cancellable, callback, user_data);
  g_task_set_check_cancellable (task, FALSE);
  YqqIdType id_type;
  if (!yqq_id_type_from_nick (details->id_type, &id_type)) {
    GError *error = NULL;
    YqqProblem *problem =
        yqq_problem_error_set (&error, YQQ_PROBLEM_MALFORMED, "unknown document type");
    problem->member = g_strdup ("id_type");
    g_task_return_error (task, error);
    return;
  }
  g_task_set_task_data (task, log_in_new (connection, wallet, details, id_type),
                        (GDestroyNotify)log_in_free);
  YqqIdentityChallengeRequest request = {.purpose = (char *)PURPOSE};
  yqq_ask_async (connection, "POST", "/v1/identity/challenges",
                 yqq_identity_challenge_request_to_json (&request), YQQ_REQUEST_PLAIN, 0,
                 (YqqAnswerReader)yqq_identity_challenge_from_json,
                 (GDestroyNotify)yqq_identity_challenge_free, cancellable, on_challenge,
                 g_steal_pointer (&task));
}

gboolean
yqq_log_in_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
