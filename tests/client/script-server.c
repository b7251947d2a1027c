/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script-server.h"

#include <string.h>

#define MAX_REQUEST 65536

typedef struct {
  GBytes *answer;
  ScriptEnd end;
} Step;

struct _ScriptServer {
  GSocketService *service;
  char *address;
  GMutex mutex; /* guards what follows: connections are served in threads */
  GQueue steps;
  GPtrArray *requests;
};

static void
step_free (Step *step)
{
  g_bytes_unref (step->answer);
  g_free (step);
}

static gsize
get_content_length (const char *head)
{
  g_autofree char *lower = g_ascii_strdown (head, -1);
  const char *line = strstr (lower, "\r\ncontent-length:");
  return line != NULL ? g_ascii_strtoull (line + strlen ("\r\ncontent-length:"), NULL, 10) : 0;
}

/* One request, head and body; NULL if the client goes before. */
static char *
read_request (GInputStream *input)
{
  g_autoptr (GString) text = g_string_new (NULL);
  while (text->len < MAX_REQUEST) {
    char chunk[4096];
    gssize size = g_input_stream_read (input, chunk, sizeof chunk, NULL, NULL);
    if (size <= 0)
      return NULL;
    g_string_append_len (text, chunk, size);
    const char *end = strstr (text->str, "\r\n\r\n");
    if (end != NULL && text->len >= (gsize)(end - text->str) + 4 + get_content_length (text->str))
      return g_string_free (g_steal_pointer (&text), FALSE);
  }
  return NULL;
}

static gboolean
on_run (GThreadedSocketService *service,
        GSocketConnection *connection,
        GObject *source,
        ScriptServer *self)
{
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  char *request = read_request (input);
  if (request == NULL)
    return TRUE;
  g_mutex_lock (&self->mutex);
  g_ptr_array_add (self->requests, request);
  Step *step = g_queue_pop_head (&self->steps);
  g_mutex_unlock (&self->mutex);
  if (step != NULL) {
    gsize size;
    gconstpointer data = g_bytes_get_data (step->answer, &size);
    g_output_stream_write_all (output, data, size, NULL, NULL, NULL);
    char rest[256];
    while (step->end == SCRIPT_HOLD &&
           g_input_stream_read (input, rest, sizeof rest, NULL, NULL) > 0)
      continue;
    step_free (step);
  }
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  return TRUE;
}

ScriptServer *
script_server_new (void)
{
  ScriptServer *self = g_new0 (ScriptServer, 1);
  g_autoptr (GError) error = NULL;
  g_mutex_init (&self->mutex);
  g_queue_init (&self->steps);
  self->requests = g_ptr_array_new_with_free_func (g_free);
  self->service = g_threaded_socket_service_new (8);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), wanted, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &bound, &error);
  g_assert_no_error (error);
  self->address = g_strdup_printf ("http://127.0.0.1:%u",
                                   g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  g_signal_connect (self->service, "run", G_CALLBACK (on_run), self);
  g_socket_service_start (self->service);
  return self;
}

void
script_server_free (ScriptServer *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_object_unref (self->service);
  g_mutex_lock (&self->mutex);
  g_queue_clear_full (&self->steps, (GDestroyNotify)step_free);
  g_ptr_array_set_size (self->requests, 0);
  g_mutex_unlock (&self->mutex);
  /* A thread may still be in its last read: the rest stays until the test program ends. */
  static GSList *ended;
  ended = g_slist_prepend (ended, self);
}

const char *
script_server_get_address (ScriptServer *self)
{
  return self->address;
}

void
script_server_add (ScriptServer *self, const char *answer, gssize length, ScriptEnd end)
{
  Step *step = g_new0 (Step, 1);
  step->answer = g_bytes_new (answer, length >= 0 ? (gsize)length : strlen (answer));
  step->end = end;
  g_mutex_lock (&self->mutex);
  g_queue_push_tail (&self->steps, step);
  g_mutex_unlock (&self->mutex);
}

void
script_server_add_answer (ScriptServer *self,
                          const char *status,
                          const char *type,
                          const char *body)
{
  g_autofree char *answer =
      g_strdup_printf ("HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %zu\r\n"
                       "Connection: close\r\n\r\n%s",
                       status, type, strlen (body), body);
  script_server_add (self, answer, -1, SCRIPT_CLOSE);
}

void
script_server_add_stream (ScriptServer *self, const char *events, ScriptEnd end)
{
  g_autofree char *answer = g_strconcat (
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n", events,
      NULL);
  script_server_add (self, answer, -1, end);
}

guint
script_server_get_n_requests (ScriptServer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  return self->requests->len;
}

char *
script_server_dup_request (ScriptServer *self, guint i)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_assert_cmpuint (i, <, self->requests->len);
  return g_strdup (self->requests->pdata[i]);
}

char *
script_server_dup_header (ScriptServer *self, guint i, const char *name)
{
  g_autofree char *request = script_server_dup_request (self, i);
  g_auto (GStrv) lines = g_strsplit (request, "\r\n", -1);
  g_autofree char *prefix = g_strconcat (name, ": ", NULL);
  for (guint line = 1; lines[line] != NULL && *lines[line] != '\0'; line++)
    if (g_ascii_strncasecmp (lines[line], prefix, strlen (prefix)) == 0)
      return g_strdup (lines[line] + strlen (prefix));
  return NULL;
}
