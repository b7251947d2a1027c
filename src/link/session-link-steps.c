/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the person does with a session: claim, confirm, reject, disconnect. */
#include "base/encoding.h"
#include "client/ask.h"
#include "client/client-error.h"
#include "crypto/random.h"
#include "link/session-link-private.h"
#include "protocol/problem.h"
#include "protocol/session.h"

#define NONCE_SIZE 16

static GTask *
new_task (YqqSessionLink *self,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_check_cancellable (task, FALSE);
  return task;
}

/* Takes task. */
static void
return_state_error (GTask *task, const char *message)
{
  g_task_return_new_error (task, YQQ_LINK_ERROR, YQQ_LINK_ERROR_STATE, "%s", message);
  g_object_unref (task);
}

/* --- claim --------------------------------------------------------------------------------- */

typedef struct {
  JsonObject *body;
  char *path;
  gboolean repeated;
} Claim;

static void
claim_free (Claim *self)
{
  json_object_unref (self->body);
  g_free (self->path);
  g_free (self);
}

static void send_claim (GTask *task);

static void
take_claimed (YqqSessionLink *self, YqqSessionClaimed *claimed)
{
  g_object_freeze_notify (G_OBJECT (self));
  self->check_code = g_strdup (claimed->check_code);
  self->check_passed = claimed->check_code == NULL;
  yqq_session_link_set_time (self, YQQ_LINK_PROP_EXPIRES_AT, &self->expires_at,
                             claimed->expires_at_ms);
  yqq_session_link_set_state (self, YQQ_SESSION_STATE_SCANNED);
  yqq_session_link_notify (self, YQQ_LINK_PROP_CHECK_CODE);
  yqq_session_link_notify (self, YQQ_LINK_PROP_CHECK_PASSED);
  g_object_thaw_notify (G_OBJECT (self));
  yqq_session_link_listen (self);
}

static void
on_claimed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  YqqSessionLink *self = g_task_get_source_object (task);
  Claim *claim = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (YqqSessionClaimed) claimed = yqq_ask_finish (result, &error);
  /* The answer may have been lost on the way: with the same nonce the claim stays the same one. */
  if (g_error_matches (error, YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_OFFLINE) && !claim->repeated) {
    g_error_free (error);
    claim->repeated = TRUE;
    send_claim (g_steal_pointer (&task));
    return;
  }
  if (claimed == NULL) {
    g_clear_pointer (&self->session_id, g_free);
    g_task_return_error (task, error);
    return;
  }
  take_claimed (self, claimed);
  g_task_return_boolean (task, TRUE);
}

/* Takes task. */
static void
send_claim (GTask *task)
{
  YqqSessionLink *self = g_task_get_source_object (task);
  Claim *claim = g_task_get_task_data (task);
  yqq_ask_async (self->connection, "POST", claim->path, json_object_ref (claim->body),
                 YQQ_REQUEST_SIGNED, 0, (YqqAnswerReader)yqq_session_claimed_from_json,
                 (GDestroyNotify)yqq_session_claimed_free, g_task_get_cancellable (task),
                 on_claimed, task);
}

static JsonObject *
build_claim (YqqSessionLink *self, YqqQrPayload *payload, YqqClaimVia via)
{
  guint8 random[NONCE_SIZE];
  yqq_random_bytes (random, sizeof random);
  g_autoptr (GBytes) nonce = g_bytes_new (random, sizeof random);
  g_autoptr (GBytes) mac = g_bytes_new (payload->mac, sizeof payload->mac);
  g_free (self->nonce);
  self->nonce = yqq_base64_encode (random, sizeof random);
  YqqSessionClaim claim = {.step = payload->step, .mac = mac, .nonce = nonce, .via = via};
  return yqq_session_claim_to_json (&claim);
}

void
yqq_session_link_claim_async (YqqSessionLink *self,
                              YqqQrPayload *payload,
                              YqqClaimVia via,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = new_task (self, cancellable, callback, user_data);
  YqqAccount *account = yqq_wallet_get_account (self->wallet);
  GError *error = NULL;
  if (self->session_id != NULL || self->close_reason != NULL) {
    return_state_error (g_steal_pointer (&task), "this link has had its session");
    return;
  }
  if (account == NULL) {
    g_task_return_new_error (task, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_NOT_LOGGED_IN,
                             "nobody is logged in");
    return;
  }
  if (!yqq_qr_payload_check_origin (payload, yqq_account_get_authority_origin (account), &error)) {
    g_task_return_error (task, error);
    return;
  }
  self->session_id = g_strdup (payload->session_id);
  Claim *claim = g_new0 (Claim, 1);
  claim->body = build_claim (self, payload, via);
  claim->path = g_strdup_printf ("/v1/sessions/%s/claim", self->session_id);
  g_task_set_task_data (task, claim, (GDestroyNotify)claim_free);
  send_claim (g_steal_pointer (&task));
}

gboolean
yqq_session_link_claim_finish (YqqSessionLink *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- confirm ------------------------------------------------------------------------------- */

/* What can sign now, by the device's own clock; the authority drops what it knows better of. */
static GStrv
list_usable (YqqSessionLink *self)
{
  GListModel *credentials = yqq_wallet_get_credentials (self->wallet);
  gint64 now = yqq_clock_get_unix_ms (self->clock);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint n = MIN (g_list_model_get_n_items (credentials), YQQ_DEVICE_FRAME_MAX_CERTIFICATES);
  for (guint i = 0; i < n; i++) {
    g_autoptr (YqqCredential) credential = g_list_model_get_item (credentials, i);
    if (now <= yqq_credential_get_not_after (credential))
      g_strv_builder_add (builder, yqq_credential_get_fingerprint (credential));
  }
  return g_strv_builder_end (builder);
}

static void
fail_confirm (GTask *task, GError *error)
{
  YqqSessionLink *self = g_task_get_source_object (task);
  self->confirming = FALSE;
  yqq_session_link_wipe (self);
  yqq_session_link_close_by_error (self, error);
  g_task_return_error (task, error);
}

static void
on_confirm_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  YqqSessionLink *self = g_task_get_source_object (task);
  GError *error = NULL;
  if (!yqq_frame_sender_send_finish (YQQ_FRAME_SENDER (source), result, &error)) {
    fail_confirm (task, error);
    return;
  }
  self->confirming = FALSE;
  /* The events may have told more already. */
  if (self->state == YQQ_SESSION_STATE_SCANNED)
    yqq_session_link_set_state (self, YQQ_SESSION_STATE_CONFIRMED);
  g_task_return_boolean (task, TRUE);
}

static void
on_unlocked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  YqqSessionLink *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (YqqUnlockedVault) vault =
      yqq_wallet_unlock_finish (YQQ_WALLET (source), result, &error);
  if (vault != NULL && self->close_reason != NULL) {
    yqq_unlocked_vault_wipe (vault);
    error = g_error_new (YQQ_LINK_ERROR, YQQ_LINK_ERROR_STATE, "the session has ended meanwhile");
  } else if (vault != NULL) {
    g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &error);
  }
  if (error != NULL) {
    fail_confirm (task, error);
    return;
  }
  self->vault = g_steal_pointer (&vault);
  self->opened_at = yqq_clock_get_monotonic_ms (self->clock);
  yqq_session_link_touch (self);
  g_auto (GStrv) certificates = list_usable (self);
  YqqDeviceFrame frame = {.type = YQQ_DEVICE_FRAME_CONFIRM, .certificates = certificates};
  yqq_frame_sender_send_async (self->sender, &frame, on_confirm_sent, g_steal_pointer (&task));
}

void
yqq_session_link_confirm_async (YqqSessionLink *self,
                                YqqSecretBytes *pin,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = new_task (self, cancellable, callback, user_data);
  g_auto (GStrv) usable = list_usable (self);
  if (!yqq_session_link_get_ready (self) || self->confirming) {
    return_state_error (g_steal_pointer (&task), "the session cannot be confirmed now");
    return;
  }
  if (usable[0] == NULL) {
    g_task_return_new_error (task, YQQ_LINK_ERROR, YQQ_LINK_ERROR_NO_CERTIFICATE,
                             "no certificate on this device can sign now");
    return;
  }
  self->confirming = TRUE;
  yqq_wallet_unlock_async (self->wallet, self->gate, "session", self->session_id, pin, cancellable,
                           on_unlocked, g_steal_pointer (&task));
}

gboolean
yqq_session_link_confirm_finish (YqqSessionLink *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- ending -------------------------------------------------------------------------------- */

/* Whether the authority heard it or not: here the session is over. */
static void
on_farewell_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  if (!yqq_frame_sender_send_finish (YQQ_FRAME_SENDER (source), result, &error))
    g_debug ("the authority could not be told: %s", error->message);
  g_task_return_boolean (task, TRUE);
}

/* Takes task. Sends a last frame and closes without waiting for it. */
static void
say_farewell (YqqSessionLink *self,
              const YqqDeviceFrame *frame,
              YqqSessionState state,
              const char *shown,
              GTask *task)
{
  if (self->close_reason != NULL || self->sender == NULL) {
    if (self->close_reason == NULL)
      yqq_session_link_close (self, state, shown);
    g_task_return_boolean (task, TRUE);
    g_object_unref (task);
    return;
  }
  yqq_session_link_wipe (self);
  yqq_frame_sender_stop (self->sender);
  yqq_frame_sender_send_async (self->sender, frame, on_farewell_sent, task);
  yqq_session_link_close (self, state, shown);
}

void
yqq_session_link_end (YqqSessionLink *self, YqqSessionReason reason, const char *shown)
{
  GTask *task = new_task (self, NULL, NULL, NULL);
  YqqDeviceFrame frame = {.type = YQQ_DEVICE_FRAME_DISCONNECT, .reason = reason};
  say_farewell (self, &frame, YQQ_SESSION_STATE_CLOSED, shown, task);
}

void
yqq_session_link_reject_async (YqqSessionLink *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  YqqDeviceFrame frame = {.type = YQQ_DEVICE_FRAME_REJECT};
  say_farewell (self, &frame, YQQ_SESSION_STATE_REJECTED, "user",
                new_task (self, cancellable, callback, user_data));
}

gboolean
yqq_session_link_reject_finish (YqqSessionLink *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
yqq_session_link_disconnect_async (YqqSessionLink *self,
                                   const char *reason,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  YqqDeviceFrame frame = {.type = YQQ_DEVICE_FRAME_DISCONNECT};
  if (!yqq_session_reason_from_nick (reason, &frame.reason))
    g_return_if_reached ();
  say_farewell (self, &frame, YQQ_SESSION_STATE_CLOSED, reason,
                new_task (self, cancellable, callback, user_data));
}

gboolean
yqq_session_link_disconnect_finish (YqqSessionLink *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
