/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Server-Sent Events (WHATWG HTML, section 9.2): a reader fed piece by piece, and a writer. */
#pragma once

#include "protocol/error.h"

G_BEGIN_DECLS

#define YQQ_EVENT_STREAM_MAX_EVENT (64 * 1024)

typedef struct {
  const char *id;   /* the last id seen, "" before the first */
  const char *type; /* "message" where none was given */
  const char *data;
} YqqStreamEvent;

typedef struct _YqqEventStreamReader YqqEventStreamReader;

/* Called for each complete event, which is valid during the call only. */
typedef void (*YqqStreamEventFunc) (const YqqStreamEvent *event, gpointer user_data);

YqqEventStreamReader *yqq_event_stream_reader_new (YqqStreamEventFunc on_event, gpointer user_data);

/* Takes the next piece of the stream. TOO_LARGE for an event over YQQ_EVENT_STREAM_MAX_EVENT bytes,
 * MALFORMED for data that is not UTF-8 or holds NUL; the reader then takes nothing more. */
gboolean yqq_event_stream_reader_feed (YqqEventStreamReader *self,
                                       const char *data,
                                       gsize length,
                                       GError **error);

/* The id of the last whole event, for the Last-Event-ID header after a reconnection; "" before the
 * first. */
const char *yqq_event_stream_reader_get_last_id (YqqEventStreamReader *self);

/* Forgets a half-read event (the connection broke) but keeps the last id. */
void yqq_event_stream_reader_reset (YqqEventStreamReader *self);

void yqq_event_stream_reader_free (YqqEventStreamReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqEventStreamReader, yqq_event_stream_reader_free)

/* One event's text; data must be one line. */
GBytes *yqq_event_stream_format (gint64 id, const char *type, const char *data);
/* The comment that keeps a connection alive. */
#define YQQ_EVENT_STREAM_HEARTBEAT ": still here\n\n"

G_END_DECLS
