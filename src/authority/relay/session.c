/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/relay/session.h"

#include <string.h>

#include "authority/relay/session-private.h"
#include "base/encoding.h"
#include "base/secret-bytes.h"
#include "crypto/random.h"

#define TOKEN_SIZE 32

static char *
make_token (void)
{
  guint8 bytes[TOKEN_SIZE];
  yqq_random_bytes (bytes, sizeof bytes);
  return yqq_base64url_encode (bytes, sizeof bytes);
}

YqqRelaySession *
yqq_relay_session_new (YqqRelay *relay, const char *relying_party_id)
{
  YqqRelaySession *self = g_new0 (YqqRelaySession, 1);
  self->references = 1;
  self->relay = relay;
  yqq_random_bytes (self->sid, sizeof self->sid);
  self->id = yqq_base32_encode (self->sid, sizeof self->sid);
  self->token = make_token ();
  self->relying_party_id = g_strdup (relying_party_id);
  self->state = YQQ_SESSION_STATE_CREATED;
  self->created_at = yqq_relay_session_now (self);
  self->expires_at = self->created_at + YQQ_SESSION_CREATED_MS;
  self->code_step = -1;
  self->check_tries = YQQ_SESSION_CHECK_CODE_TRIES;
  g_queue_init (&self->early);
  g_queue_init (&self->checking);
  g_queue_init (&self->uncertain);
  self->requests = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_sign_request_free);
  for (int side = 0; side < 2; side++)
    self->peers[side].events = yqq_event_queue_new (yqq_relay_get_clock (relay));
  return self;
}

YqqRelaySession *
yqq_relay_session_ref (YqqRelaySession *self)
{
  self->references++;
  return self;
}

static void
free_parts (YqqRelaySession *self)
{
  g_clear_pointer (&self->own, yqq_pc_session_request_free);
  g_clear_pointer (&self->nonce, g_bytes_unref);
  g_clear_pointer (&self->documents, g_hash_table_unref);
  g_ptr_array_unref (self->requests);
  g_strfreev (self->certificates);
  for (int side = 0; side < 2; side++)
    yqq_event_queue_free (self->peers[side].events);
}

void
yqq_relay_session_unref (YqqRelaySession *self)
{
  if (--self->references > 0)
    return;
  free_parts (self);
  g_free (self->id);
  g_free (self->token);
  g_free (self->relying_party_id);
  g_free (self->device_id);
  g_free (self->person_id);
  g_free (self->person_name_masked);
  g_free (self);
}

void
yqq_relay_session_detach (YqqRelaySession *self)
{
  yqq_relay_session_drop_early (self);
  for (int side = 0; side < 2; side++) {
    yqq_relay_session_answer_poll (self, side);
    yqq_event_queue_end (self->peers[side].events);
  }
  self->relay = NULL;
  yqq_relay_session_unref (self);
}

gint64
yqq_relay_session_now (YqqRelaySession *self)
{
  return yqq_clock_get_unix_ms (yqq_relay_get_clock (self->relay));
}

gboolean
yqq_relay_session_check_token (YqqRelaySession *self, const char *token)
{
  gsize length = strlen (self->token);
  return token != NULL && strlen (token) == length &&
         yqq_equal_constant_time (token, self->token, length);
}

gboolean
yqq_relay_session_is_device (YqqRelaySession *self, const char *device_id)
{
  return self->device_id != NULL && g_strcmp0 (self->device_id, device_id) == 0;
}

void
yqq_relay_session_push (YqqRelaySession *self, YqqRelaySide side, YqqSessionEvent *event)
{
  yqq_event_queue_push (self->peers[side].events, event);
  yqq_relay_session_answer_poll (self, side);
}

gboolean
yqq_relay_session_refuse_state (YqqRelaySession *self, GError **error)
{
  YqqProblem *problem;
  if (yqq_session_state_is_open (self->state)) {
    problem = yqq_problem_error_set (error, YQQ_PROBLEM_STATE_CONFLICT, NULL);
  } else {
    problem = yqq_problem_error_set (error, YQQ_PROBLEM_SESSION_CLOSED, NULL);
    problem->reason = g_strdup (yqq_session_reason_to_nick (self->reason));
  }
  problem->state = g_strdup (yqq_session_state_to_nick (self->state));
  return FALSE;
}

static void
frame_unref (YqqRelayFrame *frame)
{
  if (--frame->references > 0)
    return;
  yqq_relay_session_unref (frame->session);
  g_clear_pointer (&frame->offered, g_ptr_array_unref);
  g_clear_pointer (&frame->delivered, g_ptr_array_unref);
  g_clear_pointer (&frame->checks, g_ptr_array_unref);
  g_free (frame);
}

void
yqq_relay_session_finish_frame (YqqRelayFrame *frame, const GError *error)
{
  if (error != NULL) {
    frame->reply (yqq_problem_code_get_status (error->code), NULL, error, frame->data);
  } else {
    YqqFrameAccepted accepted = {frame->session->state, frame->seq};
    g_autoptr (JsonObject) answer = yqq_frame_accepted_to_json (&accepted);
    frame->reply (200, answer, NULL, frame->data);
  }
  frame_unref (frame);
}

void
yqq_relay_session_defer_frame (YqqRelayFrame *frame,
                               const YqqRelayRecord *record,
                               YqqRelayCommitted callback)
{
  frame->deferred = TRUE;
  yqq_relay_journal_append (yqq_relay_get_journal (frame->session->relay), record, callback, frame);
}

GError *
yqq_relay_session_make_write_error (gboolean committed)
{
  return committed ? NULL : yqq_problem_error_new (YQQ_PROBLEM_INTERNAL, "it could not be written");
}

/* Good signatures are bounded by what was asked for instead of by the rate, so that a hundred
 * documents need not take five seconds; bad ones count, for looking at them costs. */
static gboolean
check_rate (YqqRelaySession *self, YqqRelayPeer *peer, YqqSessionMessage message)
{
  gint64 now = yqq_relay_session_now (self);
  return message == YQQ_SESSION_MESSAGE_SIGNED
             ? !yqq_bucket_is_empty (&peer->frames, YQQ_SESSION_FRAMES_PER_SECOND, now)
             : yqq_bucket_take (&peer->frames, YQQ_SESSION_FRAMES_PER_SECOND, now);
}

/* Sequence, rate and state, in this order. */
static gboolean
check_frame (YqqRelaySession *self,
             YqqRelaySide side,
             gint64 seq,
             YqqSessionMessage message,
             GError **error)
{
  YqqRelayPeer *peer = &self->peers[side];
  if (!yqq_session_state_is_open (self->state))
    return yqq_relay_session_refuse_state (self, error);
  if (seq <= peer->last_seq) {
    yqq_problem_error_set (error, YQQ_PROBLEM_FRAME_REPLAYED, NULL)->last_seq = peer->last_seq;
    return FALSE;
  }
  if (!check_rate (self, peer, message)) {
    yqq_problem_error_set (error, YQQ_PROBLEM_FRAME_RATE, NULL)->retry_after = 1;
    return FALSE;
  }
  /* A frame that was judged is used up, whatever the judgement. */
  peer->last_seq = seq;
  if (message == YQQ_SESSION_MESSAGE_SIGNED)
    return TRUE; /* what is there already is acknowledged in any state; signature-frames.c */
  return yqq_session_state_accepts (self->state, message, NULL) ||
         yqq_relay_session_refuse_state (self, error);
}

/* Ends this call's part in a frame: it is answered unless somebody else does that later. */
static void
leave_frame (YqqRelaySession *self, YqqRelayFrame *pending, gboolean taken, const GError *error)
{
  if (taken && self->relay != NULL)
    self->frame_at = yqq_relay_session_now (self);
  if (!taken || !pending->deferred) {
    g_autoptr (GError) problem = error != NULL ? yqq_problem_error_from (error) : NULL;
    yqq_relay_session_finish_frame (pending, problem);
  }
  frame_unref (pending);
}

void
yqq_relay_session_drop_frame (YqqRelayFrame *frame, const GError *error)
{
  leave_frame (frame->session, frame, FALSE, error);
}

void
yqq_relay_session_judge (YqqRelaySession *self, YqqDeviceFrame *frame, YqqRelayFrame *pending)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqDeviceFrame) owned = frame;
  pending->seq = owned->seq;
  gboolean taken = check_frame (self, YQQ_RELAY_SIDE_DEVICE, owned->seq,
                                yqq_device_frame_get_message (owned), &error) &&
                   yqq_relay_session_take_device_frame (self, owned, pending, &error);
  leave_frame (self, pending, taken, error);
}

static void
take_device_frame (YqqRelaySession *self, JsonObject *object, YqqRelayFrame *pending)
{
  g_autoptr (GError) error = NULL;
  YqqDeviceFrame *frame = yqq_device_frame_from_json (object, &error);
  if (frame == NULL) {
    yqq_relay_session_drop_frame (pending, error);
  } else if (!yqq_relay_session_keep_early (self, frame, pending)) {
    yqq_relay_session_judge (self, frame, pending);
    yqq_relay_session_release_early (self);
  }
}

static void
take_relying_party_frame (YqqRelaySession *self, JsonObject *object, YqqRelayFrame *pending)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqRelyingPartyFrame) frame = yqq_relying_party_frame_from_json (object, &error);
  if (frame == NULL) {
    yqq_relay_session_drop_frame (pending, error);
    return;
  }
  pending->seq = frame->seq;
  gboolean taken = check_frame (self, YQQ_RELAY_SIDE_RELYING_PARTY, frame->seq,
                                yqq_relying_party_frame_get_message (frame), &error) &&
                   yqq_relay_session_take_relying_party_frame (self, frame, pending, &error);
  leave_frame (self, pending, taken, error);
}

void
yqq_relay_session_take_frame (YqqRelaySession *self,
                              YqqRelaySide side,
                              JsonObject *object,
                              YqqRelayReply reply,
                              gpointer data)
{
  g_autoptr (YqqRelaySession) alive = yqq_relay_session_ref (self);
  YqqRelayFrame *pending = g_new0 (YqqRelayFrame, 1);
  pending->references = 2; /* this call's, and that of whoever finishes the frame */
  pending->session = yqq_relay_session_ref (self);
  pending->reply = reply;
  pending->data = data;
  if (side == YQQ_RELAY_SIDE_DEVICE)
    take_device_frame (self, object, pending);
  else
    take_relying_party_frame (self, object, pending);
}

YqqRelyingParty *
yqq_relay_session_dup_relying_party (YqqRelaySession *self)
{
  YqqRelayRegistry *registry = yqq_relay_get_registry (self->relay);
  g_autoptr (YqqRelayRelyingParty) party =
      yqq_relay_registry_dup_relying_party (registry, self->relying_party_id);
  if (party == NULL)
    return NULL;
  return yqq_relying_party_new (
      party->id, party->name, (const char *const *)party->domains,
      yqq_relay_registry_is_first_use (registry, self->person_id, party->id));
}

gboolean
yqq_relay_session_offers (YqqRelaySession *self, const char *fingerprint)
{
  return self->certificates != NULL &&
         g_strv_contains ((const char *const *)self->certificates, fingerprint);
}
