/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The code that is shown, and the one claim that it allows. */
#include <string.h>

#include "authority/relay/session-private.h"
#include "base/encoding.h"
#include "base/secret-bytes.h"
#include "crypto/random.h"
#include "protocol/time-text.h"
#include "qr/qr-code.h"

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
  /* Nobody listens: the code would be stale before anybody heard of it. */
  if (!yqq_relay_session_is_present (self, YQQ_RELAY_SIDE_RELYING_PARTY))
    return;
  self->code_step = step;
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
  g_autoptr (YqqQrCode) code = yqq_qr_code_new (text, error);
  if (code == NULL)
    return NULL;
  g_autofree char *svg = yqq_qr_code_to_svg (code);
  g_autofree char *until = yqq_time_text_format (get_valid_until (self, step));
  JsonObject *answer = json_object_new ();
  json_object_set_string_member (answer, "text", text);
  json_object_set_int_member (answer, "step", step);
  json_object_set_string_member (answer, "valid_until", until);
  json_object_set_string_member (answer, "svg", svg);
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

/* A relying party may have been withdrawn a moment ago, before the look that ends its sessions. */
static gboolean
check_relying_party (YqqRelaySession *self, GError **error)
{
  if (self->state == YQQ_SESSION_STATE_CREATED) {
    g_autoptr (YqqRelayRelyingParty) party = yqq_relay_registry_dup_relying_party (
        yqq_relay_get_registry (self->relay), self->relying_party_id);
    if (party != NULL)
      return TRUE;
    yqq_relay_session_move (self, YQQ_SESSION_MESSAGE_END,
                            YQQ_SESSION_REASON_RELYING_PARTY_WITHDRAWN);
  }
  return self->reason != YQQ_SESSION_REASON_RELYING_PARTY_WITHDRAWN ||
         fail_claim (self, YQQ_PROBLEM_RELYING_PARTY_UNKNOWN, error);
}

/* The MAC comes first: who cannot make one learns nothing of the session's state. */
static gboolean
check_claim (YqqRelaySession *self, const YqqSessionClaim *claim, GError **error)
{
  if (!check_mac (self, claim, error))
    return FALSE;
  if (self->device_id != NULL)
    return fail_claim (self, YQQ_PROBLEM_CODE_USED, error);
  if (!check_relying_party (self, error))
    return FALSE;
  if (self->state != YQQ_SESSION_STATE_CREATED ||
      yqq_relay_session_now (self) > get_valid_until (self, (guint16)claim->step))
    return fail_claim (self, YQQ_PROBLEM_CODE_EXPIRED, error);
  return TRUE;
}

static gboolean
is_same_claim (YqqRelaySession *self, const YqqRelayCaller *device, const YqqSessionClaim *claim)
{
  return self->state == YQQ_SESSION_STATE_SCANNED && self->claim_written &&
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
  g_autofree char *jws = yqq_relay_registry_sign_own_request (registry, payload, &error);
  if (jws == NULL || !yqq_relay_session_bind (self, jws, &error)) {
    gboolean withdrawn =
        g_error_matches (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_RELYING_PARTY_UNKNOWN);
    if (!withdrawn)
      g_warning ("the authority's own session request: %s", error->message);
    yqq_relay_session_move (self, YQQ_SESSION_MESSAGE_END,
                            withdrawn ? YQQ_SESSION_REASON_RELYING_PARTY_WITHDRAWN
                                      : YQQ_SESSION_REASON_PC);
  }
}

static void
accept_claim (YqqRelaySession *self, const YqqRelayCaller *device, const YqqSessionClaim *claim)
{
  self->device_id = g_strdup (device->device_id);
  self->person_id = g_strdup (device->person_id);
  self->person_name_masked = yqq_relay_registry_dup_person_name_masked (
      yqq_relay_get_registry (self->relay), device->person_id);
  self->nonce = g_bytes_ref (claim->nonce);
  self->check_passed = !yqq_claim_via_needs_check_code (claim->via);
  if (!self->check_passed)
    make_check_code (self);
  yqq_relay_session_move (self, YQQ_SESSION_MESSAGE_CLAIM, YQQ_SESSION_REASON_NONE);
}

/* One claim whose answer waits for the journal. */
typedef struct {
  YqqRelaySession *session; /* owned */
  YqqRelayReply reply;
  gpointer data;
} Claim;

static void
answer_claim (YqqRelaySession *self, YqqRelayReply reply, gpointer data)
{
  YqqSessionClaimed claimed = {self->state, *self->check_code != '\0' ? self->check_code : NULL,
                               self->expires_at};
  g_autoptr (JsonObject) answer = yqq_session_claimed_to_json (&claimed);
  reply (200, answer, NULL, data);
}

/* The relying party hears of the scan only now that it is certain. */
static void
on_claim_written (gboolean committed, gpointer data)
{
  g_autofree Claim *claim = data;
  g_autoptr (YqqRelaySession) self = claim->session;
  g_autoptr (GError) error = yqq_relay_session_make_write_error (committed);
  gboolean open = self->relay != NULL && self->state == YQQ_SESSION_STATE_SCANNED;
  self->claim_written = committed;
  if (committed && open) {
    push_scanned (self);
    if (self->own != NULL)
      bind_own (self);
    answer_claim (self, claim->reply, claim->data);
    return;
  }
  if (error == NULL)
    yqq_relay_session_refuse_state (self, &error);
  else if (open)
    yqq_relay_session_move (self, YQQ_SESSION_MESSAGE_END, YQQ_SESSION_REASON_PC);
  claim->reply (yqq_problem_code_get_status (error->code), NULL, error, claim->data);
}

static void
journal_claim (YqqRelaySession *self, YqqClaimVia via, YqqRelayReply reply, gpointer data)
{
  YqqRelayRecord record = {.type = YQQ_RELAY_RECORD_CLAIMED,
                           .session_id = self->id,
                           .at_ms = yqq_relay_session_now (self),
                           .device_id = self->device_id,
                           .person_id = self->person_id,
                           .via = yqq_claim_via_to_nick (via)};
  Claim *claim = g_new0 (Claim, 1);
  claim->session = yqq_relay_session_ref (self);
  claim->reply = reply;
  claim->data = data;
  yqq_relay_journal_append (yqq_relay_get_journal (self->relay), &record, on_claim_written, claim);
}

void
yqq_relay_session_claim (YqqRelaySession *self,
                         const YqqRelayCaller *device,
                         const YqqSessionClaim *claim,
                         YqqRelayReply reply,
                         gpointer data)
{
  g_autoptr (GError) error = NULL;
  if (is_same_claim (self, device, claim)) {
    answer_claim (self, reply, data);
  } else if (check_claim (self, claim, &error)) {
    accept_claim (self, device, claim);
    journal_claim (self, claim->via, reply, data);
  } else {
    reply (yqq_problem_code_get_status (error->code), NULL, error, data);
  }
}
