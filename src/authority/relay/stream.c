/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who hears a session: streams, long polls, and what their coming and going means. */
#include "authority/relay/session-private.h"

struct _YqqRelayStream {
  YqqRelaySession *session; /* owned */
  YqqRelaySide side;
  const YqqRelaySink *sink;
  gpointer target;
};

static void
stream_free (YqqRelayStream *stream)
{
  yqq_relay_session_unref (stream->session);
  g_free (stream);
}

static void
send_to_sink (gpointer data, GBytes *event)
{
  YqqRelayStream *stream = data;
  stream->sink->send (stream->target, event);
}

static void
close_sink (gpointer data)
{
  YqqRelayStream *stream = data;
  stream->sink->close (stream->target);
  stream_free (stream);
}

static const YqqEventListenerClass stream_listener = {send_to_sink, close_sink};

/* A poll counts as presence for as long as a stream may be away. */
gboolean
yqq_relay_session_is_present (YqqRelaySession *self, YqqRelaySide side)
{
  YqqRelayPeer *peer = &self->peers[side];
  if (yqq_event_queue_has_listener (peer->events) || peer->poll != NULL)
    return TRUE;
  return peer->seen_at != 0 && yqq_relay_session_now (self) - peer->seen_at < YQQ_SESSION_ABSENT_MS;
}

static void
tell_presence (YqqRelaySession *self, YqqRelaySide side, gboolean present)
{
  YqqRelaySide other =
      side == YQQ_RELAY_SIDE_DEVICE ? YQQ_RELAY_SIDE_RELYING_PARTY : YQQ_RELAY_SIDE_DEVICE;
  if (!yqq_session_state_is_open (self->state) || self->connected_at == 0)
    return;
  YqqSessionEvent *event = yqq_session_event_new (YQQ_SESSION_EVENT_PEER);
  event->present = present;
  yqq_relay_session_push (self, other, event);
}

static void
note_arrival (YqqRelaySession *self, YqqRelaySide side, gboolean was_there)
{
  self->peers[side].seen_at = yqq_relay_session_now (self);
  if (!was_there)
    tell_presence (self, side, TRUE);
  yqq_relay_session_try_open (self);
  yqq_relay_session_check_presence (self);
  yqq_relay_session_push_code (self);
}

YqqRelayStream *
yqq_relay_session_open_stream (YqqRelaySession *self,
                               YqqRelaySide side,
                               gint64 after,
                               const YqqRelaySink *sink,
                               gpointer target)
{
  YqqRelayPeer *peer = &self->peers[side];
  YqqRelayStream *stream = g_new0 (YqqRelayStream, 1);
  gboolean was_there = yqq_event_queue_has_listener (peer->events);
  stream->session = yqq_relay_session_ref (self);
  stream->side = side;
  stream->sink = sink;
  stream->target = target;
  yqq_event_queue_listen (peer->events, after, &stream_listener, stream);
  if (!yqq_session_state_is_open (self->state)) {
    yqq_event_queue_end (peer->events);
    return NULL;
  }
  note_arrival (self, side, was_there);
  return stream;
}

void
yqq_relay_drop_stream (YqqRelay *relay, YqqRelayStream *stream)
{
  g_autoptr (YqqRelaySession) self = yqq_relay_session_ref (stream->session);
  YqqRelaySide side = stream->side;
  yqq_event_queue_leave (self->peers[side].events, stream);
  stream_free (stream);
  if (self->relay == NULL || yqq_event_queue_has_listener (self->peers[side].events))
    return;
  self->peers[side].seen_at = yqq_relay_session_now (self);
  tell_presence (self, side, FALSE);
}

static void
poll_free (YqqRelayPoll *poll)
{
  yqq_relay_session_unref (poll->session);
  g_free (poll);
}

void
yqq_relay_session_answer_poll (YqqRelaySession *self, YqqRelaySide side)
{
  YqqRelayPeer *peer = &self->peers[side];
  YqqRelayPoll *poll = g_steal_pointer (&peer->poll);
  if (poll == NULL)
    return;
  g_autoptr (JsonObject) answer = json_object_new ();
  json_object_set_array_member (answer, "events",
                                yqq_event_queue_list_after (peer->events, poll->after));
  json_object_set_string_member (answer, "state", yqq_session_state_to_nick (self->state));
  if (self->relay != NULL)
    peer->seen_at = yqq_relay_session_now (self);
  poll->reply (200, answer, NULL, poll->data);
  poll_free (poll);
}

YqqRelayPoll *
yqq_relay_session_poll (YqqRelaySession *self,
                        YqqRelaySide side,
                        gint64 after,
                        guint wait_seconds,
                        YqqRelayReply reply,
                        gpointer data)
{
  YqqRelayPeer *peer = &self->peers[side];
  YqqRelayPoll *poll = g_new0 (YqqRelayPoll, 1);
  yqq_relay_session_answer_poll (self, side);
  poll->session = yqq_relay_session_ref (self);
  poll->side = side;
  poll->after = after;
  poll->until = yqq_relay_session_now (self) + wait_seconds * 1000;
  poll->reply = reply;
  poll->data = data;
  peer->poll = poll;
  if (yqq_session_state_is_open (self->state)) {
    peer->seen_at = yqq_relay_session_now (self);
    yqq_relay_session_try_open (self);
    yqq_relay_session_check_presence (self);
    yqq_relay_session_push_code (self);
  }
  if (peer->poll == poll && (wait_seconds == 0 || yqq_event_queue_has_after (peer->events, after) ||
                             !yqq_session_state_is_open (self->state)))
    yqq_relay_session_answer_poll (self, side);
  return peer->poll == poll ? poll : NULL;
}

void
yqq_relay_cancel_poll (YqqRelay *relay, YqqRelayPoll *poll)
{
  YqqRelayPeer *peer = &poll->session->peers[poll->side];
  if (peer->poll == poll)
    peer->poll = NULL;
  poll_free (poll);
}

void
yqq_relay_session_tick_polls (YqqRelaySession *self, gint64 now)
{
  for (int side = 0; side < 2; side++)
    if (self->peers[side].poll != NULL && now >= self->peers[side].poll->until)
      yqq_relay_session_answer_poll (self, side);
}
