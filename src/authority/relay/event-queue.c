/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/relay/event-queue.h"

#include "base/json.h"
#include "protocol/event-stream.h"

typedef struct {
  gint64 seq;
  gint64 at_ms;
  YqqSessionEventType type;
  YqqSessionEvent *event; /* NULL once json is there */
  char *json; /* NULL until somebody hears it: most events of a long list are spent first
                 where a side polls */
} Entry;

struct _YqqEventQueue {
  YqqClock *clock;
  GQueue entries; /* oldest first */
  gint64 last_seq;
  const YqqEventListenerClass *listener;
  gpointer data;
};

static void
entry_free (Entry *entry)
{
  yqq_session_event_free (entry->event);
  g_free (entry->json);
  g_free (entry);
}

static const char *
entry_get_json (Entry *entry)
{
  if (entry->json == NULL) {
    g_autoptr (JsonObject) object = yqq_session_event_to_json (entry->event);
    entry->json = yqq_json_to_string (object);
    g_clear_pointer (&entry->event, yqq_session_event_free);
  }
  return entry->json;
}

YqqEventQueue *
yqq_event_queue_new (YqqClock *clock)
{
  YqqEventQueue *self = g_new0 (YqqEventQueue, 1);
  self->clock = yqq_clock_ref (clock);
  g_queue_init (&self->entries);
  return self;
}

void
yqq_event_queue_free (YqqEventQueue *self)
{
  yqq_event_queue_end (self);
  g_queue_clear_full (&self->entries, (GDestroyNotify)entry_free);
  yqq_clock_unref (self->clock);
  g_free (self);
}

static void
send_entry (YqqEventQueue *self, Entry *entry)
{
  g_autoptr (GBytes) text = yqq_event_stream_format (
      entry->seq, yqq_session_event_type_to_nick (entry->type), entry_get_json (entry));
  self->listener->send (self->data, text);
}

void
yqq_event_queue_push (YqqEventQueue *self, YqqSessionEvent *event)
{
  Entry *entry = g_new0 (Entry, 1);
  event->seq = entry->seq = ++self->last_seq;
  event->at_ms = entry->at_ms = yqq_clock_get_unix_ms (self->clock);
  entry->type = event->type;
  entry->event = event;
  g_queue_push_tail (&self->entries, entry);
  yqq_event_queue_trim (self);
  if (self->listener != NULL)
    send_entry (self, entry);
}

void
yqq_event_queue_listen (YqqEventQueue *self,
                        gint64 after,
                        const YqqEventListenerClass *listener,
                        gpointer data)
{
  yqq_event_queue_end (self);
  self->listener = listener;
  self->data = data;
  for (GList *link = self->entries.head; link != NULL && self->listener != NULL; link = link->next)
    if (((Entry *)link->data)->seq > after)
      send_entry (self, link->data);
}

void
yqq_event_queue_leave (YqqEventQueue *self, gpointer data)
{
  if (self->listener != NULL && self->data == data)
    self->listener = NULL;
}

void
yqq_event_queue_end (YqqEventQueue *self)
{
  const YqqEventListenerClass *listener = g_steal_pointer (&self->listener);
  if (listener != NULL)
    listener->end (self->data);
}

gboolean
yqq_event_queue_has_listener (YqqEventQueue *self)
{
  return self->listener != NULL;
}

gboolean
yqq_event_queue_has_after (YqqEventQueue *self, gint64 after)
{
  Entry *newest = g_queue_peek_tail (&self->entries);
  return newest != NULL && newest->seq > after;
}

JsonArray *
yqq_event_queue_list_after (YqqEventQueue *self, gint64 after)
{
  JsonArray *events = json_array_new ();
  for (GList *link = self->entries.head; link != NULL; link = link->next) {
    Entry *entry = link->data;
    JsonObject *object = entry->seq > after ? yqq_json_parse (entry_get_json (entry), -1,
                                                              YQQ_SESSION_EVENT_MAX_BYTES, NULL)
                                            : NULL;
    if (object != NULL)
      json_array_add_object_element (events, object);
  }
  return events;
}

static gboolean
is_spent (YqqEventQueue *self, const Entry *oldest, gint64 now)
{
  return self->entries.length > YQQ_SESSION_EVENT_KEEP_COUNT ||
         oldest->at_ms + YQQ_SESSION_EVENT_KEEP_MS < now;
}

void
yqq_event_queue_trim (YqqEventQueue *self)
{
  gint64 now = yqq_clock_get_unix_ms (self->clock);
  /* The newest stays, so that whoever comes late learns where the session is. */
  while (self->entries.length > 1 && is_spent (self, self->entries.head->data, now))
    entry_free (g_queue_pop_head (&self->entries));
}
