/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/http/connections.h"

#include <event2/buffer.h>
#include <event2/bufferevent_ssl.h>
#include <string.h>

#include "base/clock.h"
#include "crypto/tls.h"

/* evhttp tells nobody when it drops a connection, so each is held by a reference of ours and looked
 * at once a second: bufferevent_free leaves one without callbacks. */
typedef struct {
  YqqConnections *owner;
  struct bufferevent *events;
  gint64 reading_since_ms; /* 0: nothing of a request is here */
  gsize pending;
  gboolean answering;
  gboolean doomed;
} Connection;

struct _YqqConnections {
  YqqLoop *loop;
  struct evhttp *http;
  gpointer tls;
  GHashTable *open; /* bufferevent → Connection */
  struct evconnlistener *listener;
  gsize pending;
  gboolean full;
};

static gint64
now (void)
{
  return yqq_clock_get_monotonic_ms (yqq_clock_get_system ());
}

static void
on_input_changed (struct evbuffer *input, const struct evbuffer_cb_info *info, void *data)
{
  Connection *connection = data;
  YqqConnections *self = connection->owner;
  gsize pending = evbuffer_get_length (input);
  self->pending += pending - connection->pending;
  connection->pending = pending;
  if (connection->reading_since_ms == 0 && info->n_added > 0)
    connection->reading_since_ms = now ();
  if (self->pending > YQQ_HTTP_MAX_PENDING_BYTES && pending > YQQ_HTTP_MAX_AHEAD_BYTES)
    connection->doomed = TRUE;
}

static void
free_connection (gpointer pointer)
{
  Connection *connection = pointer;
  connection->owner->pending -= connection->pending;
  evbuffer_remove_cb (bufferevent_get_input (connection->events), on_input_changed, connection);
  bufferevent_decref (connection->events);
  g_free (connection);
}

static gboolean
is_gone (Connection *connection)
{
  bufferevent_event_cb on_event = NULL;
  bufferevent_getcb (connection->events, NULL, NULL, &on_event, NULL);
  return on_event == NULL;
}

static void
set_accepting (YqqConnections *self, gboolean accepting)
{
  self->full = !accepting;
  if (self->listener == NULL)
    return;
  if (accepting)
    evconnlistener_enable (self->listener);
  else
    evconnlistener_disable (self->listener);
}

static struct bufferevent *
on_accepted (struct event_base *base, void *data)
{
  YqqConnections *self = data;
  struct bufferevent *events = NULL;
  if (self->tls != NULL) {
    gpointer ssl = yqq_tls_server_connection_new (self->tls);
    if (ssl != NULL)
      events = bufferevent_openssl_socket_new (base, -1, ssl, BUFFEREVENT_SSL_ACCEPTING,
                                               BEV_OPT_CLOSE_ON_FREE);
  }
  if (events == NULL)
    events = bufferevent_socket_new (base, -1, BEV_OPT_CLOSE_ON_FREE);

  Connection *connection = g_new0 (Connection, 1);
  connection->owner = self;
  connection->events = events;
  connection->reading_since_ms = now ();
  bufferevent_incref (events);
  evbuffer_add_cb (bufferevent_get_input (events), on_input_changed, connection);
  g_hash_table_insert (self->open, events, connection);
  if (g_hash_table_size (self->open) >= YQQ_HTTP_MAX_CONNECTIONS)
    set_accepting (self, FALSE);
  return events;
}

static void
look_at_all (gpointer data)
{
  YqqConnections *self = data;
  g_autoptr (GPtrArray) late = g_ptr_array_new ();
  gint64 moment = now ();
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init (&iter, self->open);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    Connection *connection = value;
    gboolean slow = !connection->answering && connection->reading_since_ms > 0 &&
                    moment - connection->reading_since_ms > YQQ_HTTP_REQUEST_MS;
    if (is_gone (connection))
      g_hash_table_iter_remove (&iter);
    else if (slow || connection->doomed)
      g_ptr_array_add (late, connection->events);
  }
  for (guint i = 0; i < late->len; i++)
    bufferevent_trigger_event (g_ptr_array_index (late, i), BEV_EVENT_TIMEOUT | BEV_EVENT_READING,
                               0);
  if (self->full && g_hash_table_size (self->open) < YQQ_HTTP_MAX_CONNECTIONS)
    set_accepting (self, TRUE);
}

YqqConnections *
yqq_connections_new (YqqLoop *loop, struct evhttp *http)
{
  YqqConnections *self = g_new0 (YqqConnections, 1);
  self->loop = loop;
  self->http = http;
  self->open = g_hash_table_new_full (NULL, NULL, NULL, free_connection);
  evhttp_set_bevcb (http, on_accepted, self);
  evhttp_set_timeout (http, YQQ_HTTP_IDLE_SECONDS);
  yqq_loop_add_timer (loop, 1000, look_at_all, self);
  return self;
}

void
yqq_connections_free (YqqConnections *self)
{
  g_hash_table_unref (self->open);
  g_free (self);
}

void
yqq_connections_set_listener (YqqConnections *self, struct evconnlistener *listener)
{
  self->listener = listener;
}

void
yqq_connections_use_tls (YqqConnections *self, gpointer context)
{
  self->tls = context;
}

void
yqq_connections_begin_answer (YqqConnections *self, struct bufferevent *events)
{
  Connection *connection = g_hash_table_lookup (self->open, events);
  if (connection == NULL)
    return;
  static const struct timeval write_limit = {YQQ_HTTP_REQUEST_MS / 1000, 0};
  connection->answering = TRUE;
  bufferevent_set_timeouts (events, NULL, &write_limit);
  bufferevent_setwatermark (events, EV_READ, 0, YQQ_HTTP_MAX_AHEAD_BYTES);
}

void
yqq_connections_end_answer (YqqConnections *self, struct bufferevent *events)
{
  Connection *connection = g_hash_table_lookup (self->open, events);
  if (connection == NULL)
    return;
  static const struct timeval idle_limit = {YQQ_HTTP_IDLE_SECONDS, 0};
  connection->answering = FALSE;
  connection->reading_since_ms = connection->pending > 0 ? now () : 0;
  bufferevent_set_timeouts (events, &idle_limit, &idle_limit);
  bufferevent_setwatermark (events, EV_READ, 0, 0);
}

guint
yqq_connections_get_count (YqqConnections *self)
{
  return g_hash_table_size (self->open);
}
