/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/http/request-private.h"

#include <event2/buffer.h>
#include <string.h>

#include "base/json.h"
#include "protocol/problem.h"

/* evhttp has taken the request off the connection by now; it frees it at the next answer. */
static void
on_connection_closed (struct evhttp_connection *connection, void *data)
{
  YqqHttpRequest *self = data;
  self->events = NULL;
  GSourceOnceFunc on_closed = g_steal_pointer (&self->on_closed);
  if (on_closed != NULL)
    on_closed (self->closed_data);
}

static void
on_answered (struct evhttp_request *request, void *data)
{
  struct evhttp_connection *connection = evhttp_request_get_connection (request);
  yqq_connections_end_answer (data, evhttp_connection_get_bufferevent (connection));
}

YqqHttpRequest *
yqq_http_request_new (struct evhttp_request *request, YqqConnections *connections, const char *peer)
{
  YqqHttpRequest *self = g_new0 (YqqHttpRequest, 1);
  g_atomic_ref_count_init (&self->references);
  self->request = request;
  self->connections = connections;
  self->peer = g_strdup (peer);
  const struct evhttp_uri *uri = evhttp_request_get_evhttp_uri (request);
  const char *path = uri != NULL ? evhttp_uri_get_path (uri) : NULL;
  self->path = g_strdup (path != NULL ? path : "");
  self->query = g_strdup (uri != NULL ? evhttp_uri_get_query (uri) : NULL);

  struct evhttp_connection *connection = evhttp_request_get_connection (request);
  self->events = evhttp_connection_get_bufferevent (connection);
  yqq_connections_begin_answer (connections, self->events);
  evhttp_connection_set_closecb (connection, on_connection_closed, self);
  evhttp_request_set_on_complete_cb (request, on_answered, connections);
  return self;
}

YqqHttpRequest *
yqq_http_request_ref (YqqHttpRequest *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
yqq_http_request_unref (YqqHttpRequest *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  if (self->request != NULL && self->events == NULL)
    evhttp_send_reply_end (g_steal_pointer (&self->request)); /* nobody listens: frees it */
  else if (self->request != NULL) {
    g_autoptr (GError) error = yqq_problem_error_new (YQQ_PROBLEM_INTERNAL, NULL);
    g_atomic_ref_count_inc (&self->references);
    yqq_http_request_fail (self, error);
  }
  g_free (self->path);
  g_free (self->query);
  g_free (self->peer);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_strfreev (self->places);
  g_clear_pointer (&self->device, yqq_device_free);
  g_free (self);
}

const char *
yqq_http_request_get_method (YqqHttpRequest *self)
{
  switch (self->request != NULL ? evhttp_request_get_command (self->request) : EVHTTP_REQ_TRACE) {
  case EVHTTP_REQ_GET:
  case EVHTTP_REQ_HEAD:
    return "GET";
  case EVHTTP_REQ_POST:
    return "POST";
  case EVHTTP_REQ_PUT:
    return "PUT";
  case EVHTTP_REQ_DELETE:
    return "DELETE";
  default:
    return "OTHER";
  }
}

const char *
yqq_http_request_get_path (YqqHttpRequest *self)
{
  return self->path;
}

const char *
yqq_http_request_get_query (YqqHttpRequest *self)
{
  return self->query;
}

const char *
yqq_http_request_get_header (YqqHttpRequest *self, const char *name)
{
  if (self->request == NULL)
    return NULL;
  return evhttp_find_header (evhttp_request_get_input_headers (self->request), name);
}

const char *
yqq_http_request_get_peer (YqqHttpRequest *self)
{
  return self->peer;
}

gsize
yqq_http_request_get_body_size (YqqHttpRequest *self)
{
  if (self->body != NULL)
    return g_bytes_get_size (self->body);
  return self->request == NULL
             ? 0
             : evbuffer_get_length (evhttp_request_get_input_buffer (self->request));
}

GBytes *
yqq_http_request_get_body (YqqHttpRequest *self)
{
  if (self->body == NULL) {
    gsize size = yqq_http_request_get_body_size (self);
    g_autofree guint8 *copy = g_malloc (size);
    if (size > 0)
      evbuffer_remove (evhttp_request_get_input_buffer (self->request), copy, size);
    self->body = g_bytes_new_take (g_steal_pointer (&copy), size);
  }
  return self->body;
}

JsonObject *
yqq_http_request_dup_json (YqqHttpRequest *self, GError **error)
{
  gsize size;
  const char *text = g_bytes_get_data (yqq_http_request_get_body (self), &size);
  return yqq_json_parse (text != NULL ? text : "", (gssize)size, 0, error);
}

char *
yqq_http_request_dup_query_text (YqqHttpRequest *self, const char *name)
{
  g_auto (GStrv) pairs = g_strsplit (self->query != NULL ? self->query : "", "&", 16);
  gsize length = strlen (name);
  for (guint i = 0; pairs[i] != NULL; i++)
    if (strncmp (pairs[i], name, length) == 0 && pairs[i][length] == '=')
      return g_strdup (pairs[i] + length + 1);
  return NULL;
}

gint64
yqq_http_request_get_query_int (YqqHttpRequest *self,
                                const char *name,
                                gint64 minimum,
                                gint64 maximum,
                                gint64 fallback)
{
  g_autofree char *text = yqq_http_request_dup_query_text (self, name);
  gint64 number;
  return text != NULL && g_ascii_string_to_signed (text, 10, minimum, maximum, &number, NULL)
             ? number
             : fallback;
}

const char *
yqq_http_request_get_bearer (YqqHttpRequest *self)
{
  const char *header = yqq_http_request_get_header (self, "Authorization");
  if (header == NULL || g_ascii_strncasecmp (header, "Bearer ", 7) != 0)
    return NULL;
  return header + 7;
}

const char *
yqq_http_request_get_place (YqqHttpRequest *self, guint number)
{
  return self->places[number];
}

void
yqq_http_request_take_places (YqqHttpRequest *self, GStrv places)
{
  g_strfreev (self->places);
  self->places = places;
}

YqqDevice *
yqq_http_request_get_device (YqqHttpRequest *self)
{
  return self->device;
}

void
yqq_http_request_take_device (YqqHttpRequest *self, YqqDevice *device)
{
  g_clear_pointer (&self->device, yqq_device_free);
  self->device = device;
}
