/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The events for one side of a session: numbered, kept for a while, and handed to its listener. */
#pragma once

#include "base/clock.h"
#include "protocol/session-event.h"

G_BEGIN_DECLS

/* Somebody who hears events as they happen. data is the listener's identity. */
typedef struct {
  /* The text of one whole event (protocol/event-stream.h). */
  void (*send) (gpointer data, GBytes *event);
  /* Nothing more comes, and data is not used again: the session is over, or somebody else listens
   * now. */
  void (*end) (gpointer data);
} YqqEventListenerClass;

typedef struct _YqqEventQueue YqqEventQueue;

YqqEventQueue *yqq_event_queue_new (YqqClock *clock);
/* Ends the listener. */
void yqq_event_queue_free (YqqEventQueue *self);

/* Numbers event and takes it over. */
void yqq_event_queue_push (YqqEventQueue *self, YqqSessionEvent *event);

/* Sends what came after the event numbered after and is still kept, then whatever comes. Whoever
 * listened before is ended. */
void yqq_event_queue_listen (YqqEventQueue *self,
                             gint64 after,
                             const YqqEventListenerClass *listener,
                             gpointer data);
/* The listener has gone. Nothing happens if another has taken its place. */
void yqq_event_queue_leave (YqqEventQueue *self, gpointer data);
/* Tells the listener that nothing more comes. */
void yqq_event_queue_end (YqqEventQueue *self);

gboolean yqq_event_queue_has_listener (YqqEventQueue *self);
/* TRUE if an event after that number is kept. */
gboolean yqq_event_queue_has_after (YqqEventQueue *self, gint64 after);
/* The kept events after that number. */
JsonArray *yqq_event_queue_list_after (YqqEventQueue *self, gint64 after);
/* Lets go of events that are older than they have to be kept. */
void yqq_event_queue_trim (YqqEventQueue *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqEventQueue, yqq_event_queue_free)

G_END_DECLS
