/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/http/event-sink.h"

#include "protocol/event-stream.h"

struct _YqqEventSinks {
  GHashTable *open; /* set of YqqEventSink */
  GBytes *heartbeat;
};

struct _YqqEventSink {
  YqqEventSinks *sinks; /* NULL once the authority stops */
  YqqHttpRequest *request;
};

static void
beat (gpointer data)
{
  YqqEventSinks *self = data;
  GHashTableIter iter;
  gpointer sink;
  g_hash_table_iter_init (&iter, self->open);
  while (g_hash_table_iter_next (&iter, &sink, NULL))
    yqq_event_sink_send (sink, self->heartbeat);
}

YqqEventSinks *
yqq_event_sinks_new (YqqLoop *loop)
{
  YqqEventSinks *self = g_new0 (YqqEventSinks, 1);
  self->open = g_hash_table_new (NULL, NULL);
  self->heartbeat =
      g_bytes_new_static (YQQ_EVENT_STREAM_HEARTBEAT, sizeof YQQ_EVENT_STREAM_HEARTBEAT - 1);
  yqq_loop_add_timer (loop, YQQ_EVENT_SINK_HEARTBEAT_MS, beat, self);
  return self;
}

void
yqq_event_sinks_free (YqqEventSinks *self)
{
  GHashTableIter iter;
  gpointer pointer;
  g_hash_table_iter_init (&iter, self->open);
  while (g_hash_table_iter_next (&iter, &pointer, NULL)) {
    YqqEventSink *sink = pointer;
    sink->sinks = NULL;
    yqq_http_request_end_stream (sink->request);
  }
  g_hash_table_unref (self->open);
  g_bytes_unref (self->heartbeat);
  g_free (self);
}

YqqEventSink *
yqq_event_sink_open (YqqEventSinks *sinks,
                     YqqHttpRequest *request,
                     GSourceOnceFunc on_closed,
                     gpointer data)
{
  YqqEventSink *self = g_new0 (YqqEventSink, 1);
  self->sinks = sinks;
  self->request = yqq_http_request_ref (request);
  g_hash_table_add (sinks->open, self);
  yqq_http_request_begin_stream (request, on_closed, data);
  /* The client learns at once that the stream is there. */
  yqq_event_sink_send (self, sinks->heartbeat);
  return self;
}

void
yqq_event_sink_send (YqqEventSink *self, GBytes *event)
{
  yqq_http_request_write_stream (self->request, event);
}

void
yqq_event_sink_close (YqqEventSink *self)
{
  if (self->sinks != NULL)
    g_hash_table_remove (self->sinks->open, self);
  yqq_http_request_end_stream (self->request);
  yqq_http_request_unref (self->request);
  g_free (self);
}
