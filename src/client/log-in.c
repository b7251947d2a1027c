/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/log-in.h"

#include "client/ask.h"
#include "client/fetch-authority.h"
#include "client/identity-private.h"
#include "identity/policy.h"
#include "protocol/enrolment.h"
#include "protocol/problem.h"

/* Beginning: challenge → the device's key. */

typedef struct {
  YqqAuthorityConnection *connection;
  YqqWallet *wallet;
  YqqIdentityChallenge *challenge;
} Beginning;

static void
beginning_free (Beginning *self)
{
  g_object_unref (self->connection);
  g_object_unref (self->wallet);
  g_clear_pointer (&self->challenge, yqq_identity_challenge_free);
  g_free (self);
}

static void
return_case (GTask *task)
{
  Beginning *beginning = g_task_get_task_data (task);
  YqqKey *key = yqq_wallet_get_device_key (beginning->wallet);
  g_autofree char *thumbprint = yqq_key_thumbprint (key);
  yqq_authority_connection_set_device_key (beginning->connection, key);
  g_task_return_pointer (
      task,
      yqq_identity_case_new (beginning->challenge, YQQ_IDENTITY_PURPOSE_LOG_IN, NULL, thumbprint),
      (GDestroyNotify)yqq_identity_case_free);
}

static void
on_device_key (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  if (yqq_wallet_create_device_key_finish (YQQ_WALLET (source), result, &error))
    return_case (task);
  else
    g_task_return_error (task, error);
}

static gboolean
is_again (GTask *task)
{
  return g_task_get_source_tag (task) != NULL;
}

static void
on_challenge (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Beginning *beginning = g_task_get_task_data (task);
  GError *error = NULL;
  beginning->challenge = yqq_ask_finish (result, &error);
  if (beginning->challenge == NULL)
    g_task_return_error (task, error);
  else if (is_again (task))
    return_case (task);
  else
    yqq_wallet_create_device_key_async (beginning->wallet, g_task_get_cancellable (task),
                                        on_device_key, g_object_ref (task));
}

/* A log in that was begun and never finished has a key of its own, and goes on with that. */
static gboolean
can_be_again (YqqWallet *wallet)
{
  return yqq_wallet_get_logged_in (wallet) && yqq_wallet_get_login_id (wallet) == NULL &&
         yqq_wallet_get_device_key (wallet) != NULL;
}

void
yqq_log_in_begin_async (YqqAuthorityConnection *connection,
                        YqqWallet *wallet,
                        gboolean again,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (connection, cancellable, callback, user_data);
  g_task_set_check_cancellable (task, FALSE);
  Beginning *beginning = g_new0 (Beginning, 1);
  beginning->connection = g_object_ref (connection);
  beginning->wallet = g_object_ref (wallet);
  g_task_set_task_data (task, beginning, (GDestroyNotify)beginning_free);
  again = again && can_be_again (wallet);
  if (again) {
    g_task_set_source_tag (task, yqq_log_in_begin_async);
    yqq_authority_connection_set_device_key (connection, yqq_wallet_get_device_key (wallet));
  }
  YqqIdentityChallengeRequest request = {.purpose = (char *)YQQ_IDENTITY_PURPOSE_LOG_IN};
  yqq_ask_async (connection, "POST", "/v1/identity/challenges",
                 yqq_identity_challenge_request_to_json (&request),
                 again ? YQQ_REQUEST_SIGNED : YQQ_REQUEST_PLAIN, 0,
                 (YqqAnswerReader)yqq_identity_challenge_from_json,
                 (GDestroyNotify)yqq_identity_challenge_free, cancellable, on_challenge, task);
}

YqqIdentityCase *
yqq_log_in_begin_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Completing: who the authority is → registration → account stored. */

typedef struct {
  YqqAuthorityConnection *connection;
  YqqWallet *wallet;
  YqqIdType id_type;
  char *id_number;
  char *origin;
  JsonObject *message;
} Completing;

static void
completing_free (Completing *self)
{
  g_object_unref (self->connection);
  g_object_unref (self->wallet);
  g_free (self->id_number);
  g_free (self->origin);
  g_clear_pointer (&self->message, json_object_unref);
  g_free (self);
}

static void
on_account_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  if (yqq_wallet_store_account_finish (YQQ_WALLET (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
store_account (GTask *task, const YqqDeviceRegistered *registered)
{
  Completing *completing = g_task_get_task_data (task);
  g_autofree char *birthday =
      yqq_id_number_dup_birthday (completing->id_type, completing->id_number);
  g_autoptr (YqqAccount) account = yqq_account_new (
      yqq_wallet_get_login_id (completing->wallet),
      yqq_authority_connection_get_address (completing->connection), completing->origin,
      yqq_person_get_id (registered->person), yqq_person_get_name (registered->person),
      registered->device_id, birthday, yqq_id_type_to_nick (completing->id_type));
  /* Registered is registered: this is not cut short by a cancellation. */
  yqq_wallet_store_account_async (completing->wallet, account, NULL, on_account_stored,
                                  g_object_ref (task));
}

/* The account that was there stays as it is. */
static void
on_registered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Completing *completing = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (YqqDeviceRegistered) registered = yqq_ask_finish (result, &error);
  if (registered == NULL)
    g_task_return_error (task, error);
  else if (yqq_wallet_get_login_id (completing->wallet) == NULL)
    g_task_return_boolean (task, TRUE);
  else
    store_account (task, registered);
}

static void
on_authority (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Completing *completing = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (YqqAuthorityInfo) info = yqq_fetch_authority_finish (result, &error);
  if (info == NULL) {
    g_task_return_error (task, error);
    return;
  }
  completing->origin = g_strdup (info->origin);
  yqq_ask_async (completing->connection, "POST", "/v1/devices",
                 g_steal_pointer (&completing->message), YQQ_REQUEST_SIGNED, 0,
                 (YqqAnswerReader)yqq_device_registered_from_json,
                 (GDestroyNotify)yqq_device_registered_free, g_task_get_cancellable (task),
                 on_registered, g_object_ref (task));
}

static JsonObject *
write_registration (Completing *completing,
                    const YqqIdentityCase *identity,
                    const YqqLogInDetails *details,
                    GPtrArray *proofs)
{
  const char *label = details->device_label != NULL ? details->device_label : g_get_host_name ();
  YqqDeviceRegistration registration = {
      .challenge_id = identity->task->challenge_id,
      .name = (char *)details->name,
      .id_type = completing->id_type,
      .id_number = (char *)details->id_number,
      .proofs = proofs,
      .public_key = yqq_key_get_public (yqq_wallet_get_device_key (completing->wallet)),
      .label = (char *)label,
  };
  return yqq_device_registration_to_json (&registration);
}

/* A YQQ_PROBLEM_ERROR where there is no such kind of document. */
static gboolean
read_id_type (const YqqLogInDetails *details, YqqIdType *id_type, GError **error)
{
  if (yqq_id_type_from_nick (details->id_type, id_type))
    return TRUE;
  yqq_problem_error_set (error, YQQ_PROBLEM_MALFORMED, "unknown document type")->member =
      g_strdup ("id_type");
  return FALSE;
}

void
yqq_log_in_complete_async (YqqAuthorityConnection *connection,
                           YqqWallet *wallet,
                           const YqqIdentityCase *identity,
                           const YqqLogInDetails *details,
                           GPtrArray *proofs,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (connection, cancellable, callback, user_data);
  g_task_set_check_cancellable (task, FALSE);
  GError *error = NULL;
  YqqIdType id_type;
  if (!read_id_type (details, &id_type, &error)) {
    g_task_return_error (task, error);
    return;
  }
  Completing *completing = g_new0 (Completing, 1);
  completing->connection = g_object_ref (connection);
  completing->wallet = g_object_ref (wallet);
  completing->id_type = id_type;
  completing->id_number = g_strdup (details->id_number);
  completing->message = write_registration (completing, identity, details, proofs);
  g_task_set_task_data (task, completing, (GDestroyNotify)completing_free);
  yqq_fetch_authority_async (connection, cancellable, on_authority, g_steal_pointer (&task));
}

gboolean
yqq_log_in_complete_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
