/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The code that is shown, and the one claim that it allows. */
#include <string.h>

#include "authority/relay/session-private.h"
#include "base/encoding.h"
#include "base/secret-bytes.h"
#include "crypto/jws.h"
#include "crypto/random.h"
#include "protocol/time-text.h"

static guint16
get_step (YqqRelaySession *self)
{
  return (guint16)((yqq_relay_session_now (self) - self->created_at) / YQQ_SESSION_CODE_STEP_MS);
}

static char *
make_text (YqqRelaySession *self, guint16 step)
{
  guint8 mac[YQQ_QR_MAC_SIZE];
  yqq_relay_make_mac (self->relay, self->sid, step, mac);
  g_autoptr (YqqQrPayload) payload =
      yqq_qr_payload_new (yqq_relay_get_origin (self->relay), self->sid, step, mac);
  return yqq_qr_payload_format_url (payload);
}

static gint64
get_valid_until (YqqRelaySession *self, guint16 step)
{
  return self->created_at + step * (gint64)YQQ_SESSION_CODE_STEP_MS + YQQ_SESSION_CODE_MAX_AGE_MS;
}

void
yqq_relay_session_push_code (YqqRelaySession *self)
{
  guint16 step = get_step (self);
  if (self->state != YQQ_SESSION_STATE_CREATED || step == self->code_step)
    return;
  self->code_step = step;
  /* Nobody listens: the code would be stale before anybody heard of it. */
  if (!yqq_relay_session_is_present (self, YQQ_RELAY_SIDE_RELYING_PARTY))
    return;
  YqqSessionEvent *event = yqq_session_event_new (YQQ_SESSION_EVENT_CODE);
  event->text = make_text (self, step);
  event->step = step;
  event->valid_until_ms = get_valid_until (self, step);
  yqq_relay_session_push (self, YQQ_RELAY_SIDE_RELYING_PARTY, event);
}

JsonObject *
yqq_relay_session_get_code (YqqRelaySession *self, GError **error)
{
  if (self->state != YQQ_SESSION_STATE_CREATED) {
    yqq_relay_session_refuse_state (self, error);
    return NULL;
  }
  guint16 step = get_step (self);
  g_autofree char *text = make_text (self, step);
  g_autofree char *until = yqq_time_text_format (get_valid_until (self, step));
  JsonObject *answer = json_object_new ();
  json_object_set_string_member (answer, "text", text);
  json_object_set_int_member (answer, "step", step);
  json_object_set_string_member (answer, "valid_until", until);
  return answer;
}

static gboolean
fail_claim (YqqRelaySession *self, YqqProblemCode code, GError **error)
{
  yqq_problem_error_set (error, code, NULL);
  return FALSE;
}

static gboolean
check_mac (YqqRelaySession *self, const YqqSessionClaim *claim, GError **error)
{
  guint8 mac[YQQ_QR_MAC_SIZE];
  yqq_relay_make_mac (self->relay, self->sid, (guint16)claim->step, mac);
  if (g_bytes_get_size (claim->mac) == sizeof mac &&
      yqq_equal_constant_time (g_bytes_get_data (claim->mac, NULL), mac, sizeof mac))
    return TRUE;
  if (++self->failed_claims >= YQQ_SESSION_FAILED_CLAIMS &&
      self->state == YQQ_SESSION_STATE_CREATED)
    yqq_relay_session_move (self, YQQ_SESSION_MESSAGE_TIME_OUT, YQQ_SESSION_REASON_CODE);
  return fail_claim (self, YQQ_PROBLEM_CODE_FORGED, error);
}

/* The MAC comes first: who cannot make one learns nothing of the session's state. */
static gboolean
check_claim (YqqRelaySession *self, const YqqSessionClaim *claim, GError **error)
{
  if (!check_mac (self, claim, error))
    return FALSE;
  if (self->device_id != NULL)
    return fail_claim (self, YQQ_PROBLEM_CODE_USED, error);
  if (self->state != YQQ_SESSION_STATE_CREATED ||
      yqq_relay_session_now (self) > get_valid_until (self, (guint16)claim->step))
    return fail_claim (self, YQQ_PROBLEM_CODE_EXPIRED, error);
  return TRUE;
}

static gboolean
is_same_claim (YqqRelaySession *self, const YqqRelayDevice *device, const YqqSessionClaim *claim)
{
  return self->state == YQQ_SESSION_STATE_SCANNED &&
         yqq_relay_session_is_device (self, device->device_id) &&
         g_bytes_equal (self->nonce, claim->nonce);
}

static void
make_check_code (YqqRelaySession *self)
{
  guint16 number;
  do /* 65000 is a multiple of 1000: every code is as likely */
    yqq_random_bytes (&number, sizeof number);
  while (number >= 65000);
  g_snprintf (self->check_code, sizeof self->check_code, "%03u", number % 1000u);
}

static char *
encode_nonce (YqqRelaySession *self)
{
  return yqq_base64_encode (g_bytes_get_data (self->nonce, NULL), g_bytes_get_size (self->nonce));
}

static void
push_scanned (YqqRelaySession *self)
{
  YqqSessionEvent *event = yqq_session_event_new (YQQ_SESSION_EVENT_SCANNED);
  event->nonce = encode_nonce (self);
  event->check_code_required = !self->check_passed;
  event->tries_left = (gint)self->check_tries;
  yqq_relay_session_push (self, YQQ_RELAY_SIDE_RELYING_PARTY, event);
}

/* The authority's own page has no key: the authority signs for it. */
static void
bind_own (YqqRelaySession *self)
{
  YqqRelayRegistry *registry = yqq_relay_get_registry (self->relay);
  gint64 now = yqq_relay_session_now (self) / 1000;
  g_autofree char *nonce = encode_nonce (self);
  g_autofree char *id = yqq_random_id ();
  YqqSessionRequest request = {self->relying_party_id,
                               (char *)yqq_relay_get_origin (self->relay),
                               now,
                               now + YQQ_SESSION_REQUEST_LIFETIME_S,
                               id,
                               self->own->purpose,
                               self->own->documents,
                               self->id,
                               nonce};
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) payload = yqq_session_request_to_bytes (&request);
  g_autofree char *jws = yqq_jws_sign (yqq_relay_registry_get_own_key (registry),
                                       self->relying_party_id, payload, &error);
  if (jws == NULL || !yqq_relay_session_bind (self, jws, &error)) {
    g_warning ("the authority's own session request: %s", error->message);
    yqq_relay_session_move (self, YQQ_SESSION_MESSAGE_END, YQQ_SESSION_REASON_PC);
  }
}

static void
accept_claim (YqqRelaySession *self, const YqqRelayDevice *device, const YqqSessionClaim *claim)
{
  self->device_id = g_strdup (device->device_id);
  self->person_id = g_strdup (device->person_id);
  self->person_name_masked = g_strdup (device->person_name_masked);
  self->nonce = g_bytes_ref (claim->nonce);
  self->check_passed = !yqq_claim_via_needs_check_code (claim->via);
  if (!self->check_passed)
    make_check_code (self);
  yqq_relay_session_move (self, YQQ_SESSION_MESSAGE_CLAIM, YQQ_SESSION_REASON_NONE);
  push_scanned (self);
  if (self->own != NULL)
    bind_own (self);
}

void
yqq_relay_session_claim (YqqRelaySession *self,
                         const YqqRelayDevice *device,
                         const YqqSessionClaim *claim,
                         YqqRelayReply reply,
                         gpointer data)
{
  g_autoptr (GError) error = NULL;
  if (!is_same_claim (self, device, claim)) {
    if (!check_claim (self, claim, &error)) {
      reply (NULL, error, data);
      return;
    }
    accept_claim (self, device, claim);
  }
  YqqSessionClaimed claimed = {self->state, *self->check_code != '\0' ? self->check_code : NULL,
                               self->expires_at};
  g_autoptr (JsonObject) answer = yqq_session_claimed_to_json (&claimed);
  reply (answer, NULL, data);
}
