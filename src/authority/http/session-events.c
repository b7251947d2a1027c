/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/http/session-events.h"

#include "authority/http/router.h"

/* Streams */

typedef struct {
  YqqRelay *relay;
  YqqRelayStream *stream;
  YqqEventSink *sink;
} Channel;

static void
send_event (gpointer target, GBytes *event)
{
  Channel *channel = target;
  yqq_event_sink_send (channel->sink, event);
}

static void
close_channel (gpointer target)
{
  Channel *channel = target;
  yqq_event_sink_close (channel->sink);
  g_free (channel);
}

static const YqqRelaySink sink_functions = {send_event, close_channel};

static void
on_client_gone (gpointer data)
{
  Channel *channel = data;
  yqq_relay_drop_stream (channel->relay, channel->stream);
  close_channel (channel);
}

static gint64
read_last_event_id (YqqHttpRequest *request)
{
  const char *header = yqq_http_request_get_header (request, "Last-Event-ID");
  gint64 id = 0;
  if (header == NULL || !g_ascii_string_to_signed (header, 10, 0, G_MAXINT64, &id, NULL))
    return 0;
  return id;
}

static void
open_stream (YqqAuthority *authority, YqqHttpRequest *request, const YqqRelayCaller *caller)
{
  g_autoptr (GError) error = NULL;
  const char *session_id = yqq_http_request_get_place (request, 0);
  gint64 after = read_last_event_id (request);
  if (!yqq_relay_check_stream (authority->relay, session_id, caller, after, &error)) {
    yqq_http_request_fail (request, error);
    return;
  }
  Channel *channel = g_new0 (Channel, 1);
  channel->relay = authority->relay;
  channel->sink = yqq_event_sink_open (authority->sinks, request, on_client_gone, channel);
  /* The relay may close it at once, which frees the channel: nothing of it is touched then. */
  YqqRelayStream *stream =
      yqq_relay_open_stream (authority->relay, session_id, caller, after, &sink_functions, channel);
  if (stream == NULL)
    return;
  channel->stream = stream;
  yqq_http_request_forget (request);
}

/* Polls */

typedef struct {
  YqqRelay *relay;
  YqqRelayPoll *poll;
  YqqHttpRequest *request;
} Waiting;

static void
on_polled (guint status, JsonObject *answer, const GError *problem, gpointer data)
{
  Waiting *waiting = data;
  yqq_http_request_set_closed (waiting->request, NULL, NULL);
  yqq_router_reply (status, answer, problem, waiting->request);
  g_free (waiting);
}

static void
on_poll_abandoned (gpointer data)
{
  Waiting *waiting = data;
  yqq_relay_cancel_poll (waiting->relay, waiting->poll);
  yqq_http_request_unref (waiting->request);
  g_free (waiting);
}

static void
poll_events (YqqAuthority *authority, YqqHttpRequest *request, const YqqRelayCaller *caller)
{
  Waiting *waiting = g_new0 (Waiting, 1);
  waiting->relay = authority->relay;
  waiting->request = yqq_http_request_ref (request);
  gint64 after = yqq_http_request_get_query_int (request, "after", 0, G_MAXINT64, 0);
  gint64 wait = yqq_http_request_get_query_int (request, "wait", 0, YQQ_RELAY_POLL_MAX_SECONDS, 0);
  YqqRelayPoll *poll = yqq_relay_poll (authority->relay, yqq_http_request_get_place (request, 0),
                                       caller, after, (guint)wait, on_polled, waiting);
  if (poll == NULL)
    return;
  waiting->poll = poll;
  yqq_http_request_set_closed (request, on_poll_abandoned, waiting);
}

void
yqq_session_events_get (YqqAuthority *authority, YqqHttpRequest *request)
{
  YqqRelayCaller caller = yqq_router_find_caller (request);
  if (yqq_http_request_get_query (request) != NULL)
    poll_events (authority, request, &caller);
  else
    open_stream (authority, request, &caller);
}
