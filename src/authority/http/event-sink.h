/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A stream of Server-Sent Events to one client, kept alive by a comment. */
#pragma once

#include "authority/http/request.h"

G_BEGIN_DECLS

#define YQQ_EVENT_SINK_HEARTBEAT_MS 15000

/* All open sinks of a loop, and the one timer that keeps them alive. */
typedef struct _YqqEventSinks YqqEventSinks;
YqqEventSinks *yqq_event_sinks_new (YqqLoop *loop);
/* Ends every stream that is still open. */
void yqq_event_sinks_free (YqqEventSinks *self);

typedef struct _YqqEventSink YqqEventSink;

/* Answers request with a stream. on_closed comes at most once, when the client has gone; the sink
 * still has to be closed then. */
YqqEventSink *yqq_event_sink_open (YqqEventSinks *sinks,
                                   YqqHttpRequest *request,
                                   GSourceOnceFunc on_closed,
                                   gpointer data);

/* Sends the text of an event (protocol/event-stream.h). A client that is too far behind is dropped,
 * which comes as on_closed. */
void yqq_event_sink_send (YqqEventSink *self, GBytes *event);

/* Ends the stream, after what has been sent, and frees the sink. on_closed does not come. */
void yqq_event_sink_close (YqqEventSink *self);

G_END_DECLS
