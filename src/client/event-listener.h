/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hears the events of one session, each once and in order, across lost connections. */
#pragma once

#include "client/authority-connection.h"
#include "protocol/session-event.h"

G_BEGIN_DECLS

#define YQQ_TYPE_EVENT_LISTENER (yqq_event_listener_get_type ())
G_DECLARE_FINAL_TYPE (YqqEventListener, yqq_event_listener, YQQ, EVENT_LISTENER, GObject)

/* A stream without a byte for so long is taken for lost (the authority sends one every 15 s). */
#define YQQ_EVENT_LISTENER_SILENCE_S 45

/* Signals: event (YqqSessionEvent *event, borrowed) with seq above every earlier one; failed
 * (GError *), after which nothing more comes: the authority refuses the stream, or nobody could be
 * reached for as long as a session outlives that. Property connected (notifies). */
YqqEventListener *yqq_event_listener_new (YqqAuthorityConnection *connection, const char *path);

void yqq_event_listener_start (YqqEventListener *self);
/* No signal comes after this. */
void yqq_event_listener_stop (YqqEventListener *self);
gboolean yqq_event_listener_get_connected (YqqEventListener *self);

/* For tests: seconds of silence and of not reaching anybody before giving up. */
void yqq_event_listener_set_limits (YqqEventListener *self, guint silence_ms, guint give_up_ms);

G_END_DECLS
