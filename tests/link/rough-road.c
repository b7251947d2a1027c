/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rough-road.h"

#include <gio/gunixsocketaddress.h>
#include <string.h>

#define DELAY_US 150000

struct _RoughRoad {
  GSocketService *service;
  char *socket;
  char *address;
  GArray *mishaps;
  gint frames; /* atomic */
  gboolean old;
};

/* One message: its head, and as much body as Content-Length says. NULL at the end. */
static GString *
read_message (GInputStream *input)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char byte;
  while (strstr (text->str, "\r\n\r\n") == NULL) {
    if (g_input_stream_read (input, &byte, 1, NULL, NULL) != 1)
      return NULL;
    g_string_append_c (text, byte);
  }
  g_autofree char *head = g_ascii_strdown (text->str, -1);
  const char *length = strstr (head, "content-length:");
  gsize size = length != NULL ? g_ascii_strtoull (length + 15, NULL, 10) : 0, got = 0;
  g_autofree char *body = g_malloc0 (size + 1);
  if (!g_input_stream_read_all (input, body, size, &got, NULL, NULL) || got < size)
    return NULL;
  g_string_append_len (text, body, (gssize)size);
  return g_steal_pointer (&text);
}

static gboolean
write_message (GIOStream *stream, const GString *text)
{
  return g_output_stream_write_all (g_io_stream_get_output_stream (stream), text->str, text->len,
                                    NULL, NULL, NULL);
}

/* Events, a line at a time; the word is replaced by one of the same length, for the chunks of HTTP
 * are counted. */
static void
carry_events (RoughRoad *self, GIOStream *device, GIOStream *authority)
{
  g_autoptr (GDataInputStream) input =
      g_data_input_stream_new (g_io_stream_get_input_stream (authority));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (input), FALSE);
  char *line;
  gsize length;
  while ((line = g_data_input_stream_read_line (input, &length, NULL, NULL)) != NULL) {
    g_autoptr (GString) text = g_string_new_len (line, (gssize)length);
    g_string_append_c (text, '\n');
    g_free (line);
    if (self->old)
      g_string_replace (text, "\"by_value\":true", "\"by_value\":null", 0);
    if (!write_message (device, text))
      return;
  }
}

static RoughRoadMishap
find_mishap (RoughRoad *self, const GString *request)
{
  if (strstr (request->str, "\"signatures\":") == NULL)
    return ROUGH_ROAD_SMOOTH;
  guint number = (guint)g_atomic_int_add (&self->frames, 1);
  return number < self->mishaps->len ? g_array_index (self->mishaps, int, number)
                                     : ROUGH_ROAD_SMOOTH;
}

/* FALSE if the connection breaks. */
static gboolean
carry (RoughRoad *self, GIOStream *device, GIOStream *authority, const GString *request)
{
  RoughRoadMishap mishap = find_mishap (self, request);
  if (mishap == ROUGH_ROAD_LOSES_FRAME)
    return FALSE;
  if (mishap == ROUGH_ROAD_DELAYS)
    g_usleep (DELAY_US);
  if (!write_message (authority, request))
    return FALSE;
  g_autoptr (GString) answer = read_message (g_io_stream_get_input_stream (authority));
  if (answer == NULL || mishap == ROUGH_ROAD_LOSES_ANSWER || !write_message (device, answer))
    return FALSE;
  if (strstr (answer->str, "text/event-stream") != NULL)
    carry_events (self, device, authority);
  return strstr (answer->str, "text/event-stream") == NULL;
}

static gboolean
on_run (GThreadedSocketService *service,
        GSocketConnection *connection,
        GObject *source,
        gpointer user_data)
{
  RoughRoad *self = user_data;
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (self->socket);
  g_autoptr (GSocketConnection) authority =
      g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, NULL);
  gboolean whole = authority != NULL;
  while (whole) {
    g_autoptr (GString) request =
        read_message (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
    whole =
        request != NULL && carry (self, G_IO_STREAM (connection), G_IO_STREAM (authority), request);
  }
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  return TRUE;
}

RoughRoad *
rough_road_new (const char *socket, const int *mishaps)
{
  g_autoptr (GError) error = NULL;
  RoughRoad *self = g_new0 (RoughRoad, 1);
  self->socket = g_strdup (socket);
  self->mishaps = g_array_new (FALSE, FALSE, sizeof (int));
  for (guint i = 0; mishaps[i] >= 0; i++)
    g_array_append_val (self->mishaps, mishaps[i]);
  self->service = g_threaded_socket_service_new (32);
  guint16 port =
      g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (self->service), NULL, &error);
  g_assert_no_error (error);
  self->address = g_strdup_printf ("http://127.0.0.1:%u", port);
  g_signal_connect (self->service, "run", G_CALLBACK (on_run), self);
  g_socket_service_start (self->service);
  return self;
}

/* What is still carried ends with the connections; self stays for it: a test is short. */
void
rough_road_free (RoughRoad *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
}

void
rough_road_make_old (RoughRoad *self)
{
  self->old = TRUE;
}

const char *
rough_road_get_address (RoughRoad *self)
{
  return self->address;
}

guint
rough_road_get_n_frames (RoughRoad *self)
{
  return (guint)g_atomic_int_get (&self->frames);
}
