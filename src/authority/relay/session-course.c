/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a session moves from state to state: by messages, and by time. */
#include "authority/relay/session-private.h"

static gint64
get_idle_at (YqqRelaySession *self)
{
  return self->connected_at != 0 ? self->frame_at + YQQ_SESSION_IDLE_MS : 0;
}

void
yqq_relay_session_push_state (YqqRelaySession *self, YqqRelaySide side)
{
  YqqSessionEvent *event = yqq_session_event_new (YQQ_SESSION_EVENT_STATE);
  gboolean open = yqq_session_state_is_open (self->state);
  event->state = self->state;
  event->reason = self->reason;
  event->expires_at_ms = open ? self->expires_at : 0;
  event->idle_at_ms = open ? get_idle_at (self) : 0;
  event->absolute_at_ms =
      open && self->connected_at != 0 ? self->connected_at + YQQ_SESSION_ABSOLUTE_MS : 0;
  event->signatures = self->signatures;
  event->signature_limit = YQQ_SESSION_SIGNATURE_LIMIT;
  yqq_relay_session_push (self, side, event);
}

static void
push_states (YqqRelaySession *self)
{
  yqq_relay_session_push_state (self, YQQ_RELAY_SIDE_RELYING_PARTY);
  if (self->device_id != NULL)
    yqq_relay_session_push_state (self, YQQ_RELAY_SIDE_DEVICE);
}

static void
journal_end (YqqRelaySession *self)
{
  YqqRelayRecord record = {.type = YQQ_RELAY_RECORD_ENDED,
                           .session_id = self->id,
                           .at_ms = self->ended_at,
                           .state = self->state,
                           .reason = self->reason,
                           .signatures = self->signatures};
  yqq_relay_journal_append (yqq_relay_get_journal (self->relay), &record, NULL, NULL);
}

static void
end (YqqRelaySession *self, YqqSessionReason reason)
{
  self->reason = reason;
  self->ended_at = yqq_relay_session_now (self);
  push_states (self);
  for (int side = 0; side < 2; side++)
    yqq_event_queue_end (self->peers[side].events);
  g_clear_pointer (&self->documents, g_hash_table_unref);
  yqq_relay_release_bytes (self->relay, self->document_bytes);
  self->document_bytes = 0;
  journal_end (self);
  yqq_relay_session_release_early (self);
}

static gint64
get_deadline (YqqRelaySession *self)
{
  switch (self->state) {
  case YQQ_SESSION_STATE_SCANNED:
    return yqq_relay_session_now (self) + YQQ_SESSION_SCANNED_MS;
  case YQQ_SESSION_STATE_CONFIRMED:
    return yqq_relay_session_now (self) + YQQ_SESSION_CONFIRMED_MS;
  case YQQ_SESSION_STATE_SUSPENDED:
    return self->suspended_at + YQQ_SESSION_LOST_MS;
  default:
    return 0;
  }
}

void
yqq_relay_session_move (YqqRelaySession *self, YqqSessionMessage message, YqqSessionReason reason)
{
  YqqSessionState next;
  if (!yqq_session_state_accepts (self->state, message, &next))
    return;
  gboolean changed = next != self->state;
  self->state = next;
  if (!yqq_session_state_is_open (next)) {
    end (self, reason);
    return;
  }
  if (!changed)
    return;
  if (next == YQQ_SESSION_STATE_SUSPENDED)
    self->suspended_at = yqq_relay_session_now (self);
  self->expires_at = get_deadline (self);
  push_states (self);
}

static void
push_connected (YqqRelaySession *self)
{
  YqqSessionEvent *to_party = yqq_session_event_new (YQQ_SESSION_EVENT_CONNECTED);
  to_party->person_name_masked = g_strdup (self->person_name_masked);
  yqq_relay_session_push (self, YQQ_RELAY_SIDE_RELYING_PARTY, to_party);
  YqqSessionEvent *to_device = yqq_session_event_new (YQQ_SESSION_EVENT_CONNECTED);
  to_device->relying_party = yqq_relay_session_dup_relying_party (self);
  if (to_device->relying_party != NULL)
    yqq_relay_session_push (self, YQQ_RELAY_SIDE_DEVICE, to_device);
  else
    yqq_session_event_free (to_device);
}

static void
journal_connection (YqqRelaySession *self)
{
  YqqRelayRecord record = {.type = YQQ_RELAY_RECORD_CONNECTED,
                           .session_id = self->id,
                           .at_ms = self->connected_at,
                           .relying_party_id = self->relying_party_id,
                           .person_id = self->person_id,
                           .device_id = self->device_id};
  yqq_relay_journal_append (yqq_relay_get_journal (self->relay), &record, NULL, NULL);
}

void
yqq_relay_session_try_open (YqqRelaySession *self)
{
  if (self->state != YQQ_SESSION_STATE_CONFIRMED ||
      !yqq_relay_session_is_present (self, YQQ_RELAY_SIDE_RELYING_PARTY))
    return;
  self->connected_at = self->frame_at = yqq_relay_session_now (self);
  for (int side = 0; side < 2; side++)
    self->peers[side].seen_at = self->connected_at;
  push_connected (self);
  yqq_relay_session_move (self, YQQ_SESSION_MESSAGE_OPEN, YQQ_SESSION_REASON_NONE);
  journal_connection (self);
}

static gboolean
has_open_requests (YqqRelaySession *self)
{
  for (guint i = 0; i < self->requests->len; i++)
    if (yqq_sign_request_is_open (self->requests->pdata[i]))
      return TRUE;
  return FALSE;
}

void
yqq_relay_session_settle (YqqRelaySession *self)
{
  if (has_open_requests (self))
    return;
  yqq_relay_session_move (self, YQQ_SESSION_MESSAGE_ALL_ANSWERED, YQQ_SESSION_REASON_NONE);
  if (self->signatures >= YQQ_SESSION_SIGNATURE_LIMIT)
    yqq_relay_session_move (self, YQQ_SESSION_MESSAGE_END, YQQ_SESSION_REASON_LIMIT);
}

/* Time limits: each ends the session for a reason of its own. */
static void
tick_limits (YqqRelaySession *self, gint64 now)
{
  gboolean waiting = self->connected_at == 0;
  if (waiting && now >= self->expires_at)
    yqq_relay_session_move (self, YQQ_SESSION_MESSAGE_TIME_OUT,
                            self->device_id == NULL ? YQQ_SESSION_REASON_CODE
                                                    : YQQ_SESSION_REASON_CLAIM);
  else if (!waiting && now >= self->connected_at + YQQ_SESSION_ABSOLUTE_MS)
    yqq_relay_session_move (self, YQQ_SESSION_MESSAGE_END, YQQ_SESSION_REASON_ABSOLUTE);
  else if (self->state == YQQ_SESSION_STATE_SUSPENDED && now >= self->expires_at)
    yqq_relay_session_move (self, YQQ_SESSION_MESSAGE_END, YQQ_SESSION_REASON_LOST);
  else if (!waiting && now >= get_idle_at (self))
    yqq_relay_session_move (self, YQQ_SESSION_MESSAGE_END, YQQ_SESSION_REASON_IDLE);
}

void
yqq_relay_session_check_presence (YqqRelaySession *self)
{
  gboolean both = yqq_relay_session_is_present (self, YQQ_RELAY_SIDE_DEVICE) &&
                  yqq_relay_session_is_present (self, YQQ_RELAY_SIDE_RELYING_PARTY);
  if (self->connected_at == 0)
    return;
  if (!both)
    yqq_relay_session_move (self, YQQ_SESSION_MESSAGE_PEER_ABSENT, YQQ_SESSION_REASON_NONE);
  else if (self->state == YQQ_SESSION_STATE_SUSPENDED)
    yqq_relay_session_move (self,
                            has_open_requests (self) ? YQQ_SESSION_MESSAGE_RESUME_SIGNING
                                                     : YQQ_SESSION_MESSAGE_RESUME,
                            YQQ_SESSION_REASON_NONE);
}

void
yqq_relay_session_tick (YqqRelaySession *self)
{
  gint64 now = yqq_relay_session_now (self);
  yqq_relay_session_release_early (self);
  yqq_relay_session_tick_polls (self, now);
  for (int side = 0; side < 2; side++)
    yqq_event_queue_trim (self->peers[side].events);
  if (!yqq_session_state_is_open (self->state))
    return;
  tick_limits (self, now);
  if (!yqq_session_state_is_open (self->state))
    return;
  yqq_relay_session_check_presence (self);
  yqq_relay_session_push_code (self);
}
