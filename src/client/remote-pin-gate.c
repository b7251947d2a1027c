/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/remote-pin-gate.h"

#include "client/ask.h"
#include "client/client-error.h"
#include "protocol/pin-replacement.h"
#include "protocol/problem.h"
#include "wallet/wallet-error.h"

struct _YqqRemotePinGate {
  GObject parent;

  YqqAuthorityConnection *connection;
};

static void yqq_remote_pin_gate_iface_init (YqqPinGateInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (YqqRemotePinGate,
                               yqq_remote_pin_gate,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (YQQ_TYPE_PIN_GATE,
                                                      yqq_remote_pin_gate_iface_init))

/* The gate's refusals in the wallet's words; everything else stays as it is. Takes error. */
static GError *
translate (GError *error)
{
  if (error->domain != YQQ_PROBLEM_ERROR)
    return error;
  g_autoptr (GError) owned = error;
  int tries_left = yqq_problem_error_get (owned)->tries_left;
  switch (owned->code) {
  case YQQ_PROBLEM_PIN_WRONG:
    return yqq_wallet_error_new_for_pin (YQQ_WALLET_ERROR_WRONG_PIN, tries_left);
  case YQQ_PROBLEM_PIN_LOCKED:
    return yqq_wallet_error_new_for_pin (YQQ_WALLET_ERROR_PIN_LOCKED, 0);
  case YQQ_PROBLEM_PIN_NOT_SET:
    return g_error_new (YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_NO_PIN,
                        "the authority knows of no PIN here");
  case YQQ_PROBLEM_PIN_ALREADY_SET:
    return g_error_new (YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_PIN_ALREADY_SET,
                        "the authority has a PIN already");
  default:
    return g_steal_pointer (&owned);
  }
}

static void
on_pepper (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (YqqPinOpened) opened = yqq_ask_finish (result, &error);
  if (opened == NULL)
    g_task_return_error (task, translate (error));
  else
    g_task_return_pointer (task, yqq_secret_bytes_ref (opened->pepper),
                           (GDestroyNotify)yqq_secret_bytes_unref);
}

static void
on_challenge (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (YqqPinChallenge) challenge = yqq_ask_finish (result, &error);
  if (challenge == NULL)
    g_task_return_error (task, translate (error));
  else
    g_task_return_pointer (task,
                           yqq_pin_gate_challenge_new (challenge->challenge, challenge->salt,
                                                       (int)challenge->tries_left),
                           (GDestroyNotify)yqq_pin_gate_challenge_free);
}

/* A task whose outcome is the gate's word: an opening that was answered has cost its try, whatever
 * was cancelled meanwhile. */
static GTask *
new_task (YqqPinGate *gate,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (gate, cancellable, callback, user_data);
  g_task_set_check_cancellable (task, FALSE);
  return task;
}

static void
remote_pin_gate_register_async (YqqPinGate *gate,
                                GBytes *verifier_public_key,
                                GBytes *salt,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  YqqPinRegistration registration = {.verifier_key = verifier_public_key, .salt = salt};
  yqq_ask_async (YQQ_REMOTE_PIN_GATE (gate)->connection, "PUT", "/v1/pin",
                 yqq_pin_registration_to_json (&registration), YQQ_REQUEST_SIGNED, 0,
                 (YqqAnswerReader)yqq_pin_opened_from_json, (GDestroyNotify)yqq_pin_opened_free,
                 cancellable, on_pepper, new_task (gate, cancellable, callback, user_data));
}

static void
remote_pin_gate_replace_async (YqqPinGate *gate,
                               GBytes *verifier_public_key,
                               GBytes *salt,
                               const char *identity,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  YqqPinRegistration registration = {.verifier_key = verifier_public_key, .salt = salt};
  YqqPinReplacement replacement = {.registration = &registration, .identity = (char *)identity};
  yqq_ask_async (YQQ_REMOTE_PIN_GATE (gate)->connection, "PUT", "/v1/pin/replacement",
                 yqq_pin_replacement_to_json (&replacement), YQQ_REQUEST_SIGNED, 0,
                 (YqqAnswerReader)yqq_pin_opened_from_json, (GDestroyNotify)yqq_pin_opened_free,
                 cancellable, on_pepper, new_task (gate, cancellable, callback, user_data));
}

static void
remote_pin_gate_change_async (YqqPinGate *gate,
                              GBytes *verifier_public_key,
                              GBytes *salt,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  YqqPinRegistration registration = {.verifier_key = verifier_public_key, .salt = salt};
  yqq_ask_async (YQQ_REMOTE_PIN_GATE (gate)->connection, "PUT", "/v1/pin/change",
                 yqq_pin_registration_to_json (&registration), YQQ_REQUEST_SIGNED, 0,
                 (YqqAnswerReader)yqq_pin_opened_from_json, (GDestroyNotify)yqq_pin_opened_free,
                 cancellable, on_pepper, new_task (gate, cancellable, callback, user_data));
}

static void
on_committed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (JsonObject) answer =
      yqq_authority_connection_send_finish (YQQ_AUTHORITY_CONNECTION (source), result, &error);
  if (answer == NULL)
    g_task_return_error (task, translate (error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
remote_pin_gate_commit_async (YqqPinGate *gate,
                              GBytes *challenge,
                              GBytes *signature,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  YqqPinOpening opening = {.challenge = challenge, .signature = signature};
  yqq_authority_connection_send_async (YQQ_REMOTE_PIN_GATE (gate)->connection, "POST",
                                       "/v1/pin/change/commit", yqq_pin_opening_to_json (&opening),
                                       YQQ_REQUEST_SIGNED, 0, cancellable, on_committed,
                                       new_task (gate, cancellable, callback, user_data));
}

static gboolean
remote_pin_gate_commit_finish (YqqPinGate *gate, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
remote_pin_gate_challenge_async (YqqPinGate *gate,
                                 const char *purpose,
                                 const char *subject,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  YqqPinChallengeRequest request = {.subject = (char *)subject};
  if (!yqq_pin_purpose_from_nick (purpose, &request.purpose))
    g_return_if_reached ();
  yqq_ask_async (YQQ_REMOTE_PIN_GATE (gate)->connection, "POST", "/v1/pin/challenges",
                 yqq_pin_challenge_request_to_json (&request), YQQ_REQUEST_SIGNED, 0,
                 (YqqAnswerReader)yqq_pin_challenge_from_json,
                 (GDestroyNotify)yqq_pin_challenge_free, cancellable, on_challenge,
                 new_task (gate, cancellable, callback, user_data));
}

static void
remote_pin_gate_open_async (YqqPinGate *gate,
                            GBytes *challenge,
                            GBytes *signature,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  YqqPinOpening opening = {.challenge = challenge, .signature = signature};
  yqq_ask_async (YQQ_REMOTE_PIN_GATE (gate)->connection, "POST", "/v1/pin/open",
                 yqq_pin_opening_to_json (&opening), YQQ_REQUEST_SIGNED, 0,
                 (YqqAnswerReader)yqq_pin_opened_from_json, (GDestroyNotify)yqq_pin_opened_free,
                 cancellable, on_pepper, new_task (gate, cancellable, callback, user_data));
}

static YqqSecretBytes *
remote_pin_gate_pepper_finish (YqqPinGate *gate, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static YqqPinGateChallenge *
remote_pin_gate_challenge_finish (YqqPinGate *gate, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
yqq_remote_pin_gate_iface_init (YqqPinGateInterface *iface)
{
  iface->register_async = remote_pin_gate_register_async;
  iface->register_finish = remote_pin_gate_pepper_finish;
  iface->replace_async = remote_pin_gate_replace_async;
  iface->replace_finish = remote_pin_gate_pepper_finish;
  iface->change_async = remote_pin_gate_change_async;
  iface->change_finish = remote_pin_gate_pepper_finish;
  iface->commit_async = remote_pin_gate_commit_async;
  iface->commit_finish = remote_pin_gate_commit_finish;
  iface->challenge_async = remote_pin_gate_challenge_async;
  iface->challenge_finish = remote_pin_gate_challenge_finish;
  iface->open_async = remote_pin_gate_open_async;
  iface->open_finish = remote_pin_gate_pepper_finish;
}

static void
yqq_remote_pin_gate_finalize (GObject *object)
{
  g_clear_object (&YQQ_REMOTE_PIN_GATE (object)->connection);
  G_OBJECT_CLASS (yqq_remote_pin_gate_parent_class)->finalize (object);
}

static void
yqq_remote_pin_gate_class_init (YqqRemotePinGateClass *class)
{
  G_OBJECT_CLASS (class)->finalize = yqq_remote_pin_gate_finalize;
}

static void
yqq_remote_pin_gate_init (YqqRemotePinGate *self)
{
}

YqqPinGate *
yqq_remote_pin_gate_new (YqqAuthorityConnection *connection)
{
  YqqRemotePinGate *self = g_object_new (YQQ_TYPE_REMOTE_PIN_GATE, NULL);
  self->connection = g_object_ref (connection);
  return YQQ_PIN_GATE (self);
}
