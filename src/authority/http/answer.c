/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answer to a request: whole, or a stream. */
#include "authority/http/request-private.h"

#include <event2/buffer.h>
#include <event2/keyvalq_struct.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>

#include "base/json.h"
#include "protocol/problem.h"

/* A stream whose client takes nothing for this much is dropped. */
#define MAX_BEHIND_BYTES (256 * 1024)

void
yqq_http_request_set_answer_header (YqqHttpRequest *self, const char *name, const char *value)
{
  if (self->request == NULL)
    return;
  struct evkeyvalq *headers = evhttp_request_get_output_headers (self->request);
  evhttp_remove_header (headers, name);
  evhttp_add_header (headers, name, value);
}

static void
set_common_headers (YqqHttpRequest *self)
{
  static const char *const headers[][2] = {
      {"Cache-Control", "no-store"},
      {"X-Content-Type-Options", "nosniff"},
      {"Referrer-Policy", "no-referrer"},
      {"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"},
  };
  struct evkeyvalq *output = evhttp_request_get_output_headers (self->request);
  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    if (evhttp_find_header (output, headers[i][0]) == NULL)
      evhttp_add_header (output, headers[i][0], headers[i][1]);
}

/* Gives up the connection's call back, which would come for the next request's wrapper. */
static struct evhttp_request *
take_request (YqqHttpRequest *self)
{
  struct evhttp_connection *connection = evhttp_request_get_connection (self->request);
  if (connection != NULL)
    evhttp_connection_set_closecb (connection, NULL, NULL);
  self->events = NULL;
  return g_steal_pointer (&self->request);
}

static void
reply (YqqHttpRequest *self, guint status, const char *content_type, gconstpointer data, gsize size)
{
  if (self->request == NULL)
    return;
  if (content_type != NULL)
    yqq_http_request_set_answer_header (self, "Content-Type", content_type);
  set_common_headers (self);
  struct evbuffer *buffer = evbuffer_new ();
  evbuffer_add (buffer, data, size);
  evhttp_send_reply (take_request (self), (int)status, NULL, buffer);
  evbuffer_free (buffer);
}

void
yqq_http_request_reply_json (YqqHttpRequest *self, guint status, JsonObject *object)
{
  g_autofree char *text = yqq_json_to_string (object);
  reply (self, status, "application/json", text, strlen (text));
  json_object_unref (object);
}

void
yqq_http_request_reply_secret (YqqHttpRequest *self, guint status, YqqSecretBytes *text)
{
  reply (self, status, "application/json", yqq_secret_bytes_get_data (text),
         yqq_secret_bytes_get_size (text));
}

void
yqq_http_request_reply_empty (YqqHttpRequest *self)
{
  reply (self, 204, NULL, "", 0);
}

void
yqq_http_request_reply_bytes (YqqHttpRequest *self,
                              guint status,
                              const char *content_type,
                              GBytes *body)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (body, &size);
  reply (self, status, content_type, data != NULL ? data : "", size);
}

void
yqq_http_request_fail (YqqHttpRequest *self, const GError *error)
{
  if (error->domain != YQQ_PROBLEM_ERROR)
    g_debug ("a request failed: %s", error->message);
  g_autoptr (GError) problem = yqq_problem_error_from (error);
  if (problem->code == YQQ_PROBLEM_INTERNAL)
    g_message ("a request failed: %s", error->message);
  gint64 retry_after = yqq_problem_error_get (problem)->retry_after;
  if (retry_after > 0) {
    g_autofree char *seconds = g_strdup_printf ("%" G_GINT64_FORMAT, retry_after);
    yqq_http_request_set_answer_header (self, "Retry-After", seconds);
  }
  g_autoptr (JsonObject) document = yqq_problem_to_json (problem);
  g_autofree char *text = yqq_json_to_string (document);
  reply (self, yqq_problem_code_get_status ((YqqProblemCode)problem->code),
         "application/problem+json", text, strlen (text));
}

/* A dead peer is noticed within a minute even where nothing is sent. */
static void
keep_alive (struct bufferevent *events)
{
  int fd = bufferevent_getfd (events);
  int on = 1, idle = 30, interval = 10, count = 3, unacknowledged_ms = 45000;
  setsockopt (fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
  setsockopt (fd, IPPROTO_TCP, TCP_KEEPIDLE, &idle, sizeof idle);
  setsockopt (fd, IPPROTO_TCP, TCP_KEEPINTVL, &interval, sizeof interval);
  setsockopt (fd, IPPROTO_TCP, TCP_KEEPCNT, &count, sizeof count);
  setsockopt (fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &unacknowledged_ms, sizeof unacknowledged_ms);
  setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

void
yqq_http_request_set_closed (YqqHttpRequest *self, GSourceOnceFunc on_closed, gpointer data)
{
  self->on_closed = on_closed;
  self->closed_data = data;
  if (self->events == NULL || on_closed == NULL)
    return;
  /* evhttp reads nothing while a request waits for its answer; what comes is left alone (its own
   * read call back would end the process), but the end of the connection is seen. */
  bufferevent_data_cb on_write;
  bufferevent_event_cb on_event;
  void *argument;
  bufferevent_getcb (self->events, NULL, &on_write, &on_event, &argument);
  bufferevent_setcb (self->events, NULL, on_write, on_event, argument);
  bufferevent_enable (self->events, EV_READ);
}

/* All but "Connection", which says whether the connection outlives the answer. */
static void
forget_headers (struct evkeyvalq *headers)
{
  g_autofree char *connection = g_strdup (evhttp_find_header (headers, "Connection"));
  evhttp_clear_headers (headers);
  if (connection != NULL)
    evhttp_add_header (headers, "Connection", connection);
}

void
yqq_http_request_forget (YqqHttpRequest *self)
{
  if (self->request != NULL) {
    forget_headers (evhttp_request_get_input_headers (self->request));
    forget_headers (evhttp_request_get_output_headers (self->request));
  }
  g_clear_pointer (&self->query, g_free);
  g_clear_pointer (&self->peer, g_free);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->places, g_strfreev);
  g_clear_pointer (&self->device, yqq_device_free);
}

void
yqq_http_request_begin_stream (YqqHttpRequest *self, GSourceOnceFunc on_closed, gpointer data)
{
  self->on_closed = on_closed;
  self->closed_data = data;
  if (self->events != NULL)
    keep_alive (self->events);
  yqq_http_request_set_answer_header (self, "Content-Type", "text/event-stream; charset=utf-8");
  yqq_http_request_set_answer_header (self, "X-Accel-Buffering", "no");
  set_common_headers (self);
  evhttp_send_reply_start (self->request, 200, "OK");
}

gboolean
yqq_http_request_write_stream (YqqHttpRequest *self, GBytes *bytes)
{
  if (self->events == NULL)
    return FALSE;
  if (evbuffer_get_length (bufferevent_get_output (self->events)) > MAX_BEHIND_BYTES) {
    bufferevent_trigger_event (self->events, BEV_EVENT_TIMEOUT | BEV_EVENT_WRITING,
                               BEV_TRIG_DEFER_CALLBACKS);
    return FALSE;
  }
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);
  struct evbuffer *buffer = evbuffer_new ();
  evbuffer_add (buffer, data, size);
  evhttp_send_reply_chunk (self->request, buffer);
  evbuffer_free (buffer);
  return TRUE;
}

void
yqq_http_request_end_stream (YqqHttpRequest *self)
{
  self->on_closed = NULL;
  if (self->request != NULL)
    evhttp_send_reply_end (take_request (self));
}
