/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pc.h"

#include <gio/gio.h>
#include <gio/gunixsocketaddress.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>

#include "base/json.h"

struct _Pc {
  GIOStream *stream;
  GDataInputStream *input;
  char *host;
  char *session;
  char *token;
};

static GSocketConnectable *
resolve (const char *address)
{
  if (g_str_has_prefix (address, "unix:"))
    return G_SOCKET_CONNECTABLE (g_unix_socket_address_new (address + strlen ("unix:")));
  return g_network_address_parse (address + strlen ("http://"), 80, NULL);
}

Pc *
pc_new (const char *address)
{
  Pc *self = g_new0 (Pc, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnectable) where = resolve (address);
  self->host =
      g_strdup (g_str_has_prefix (address, "unix:") ? "localhost" : address + strlen ("http://"));
  self->stream = G_IO_STREAM (g_socket_client_connect (client, where, NULL, &error));
  g_assert_no_error (error);
  GSocket *socket = g_socket_connection_get_socket (G_SOCKET_CONNECTION (self->stream));
  if (g_socket_get_family (socket) != G_SOCKET_FAMILY_UNIX)
    g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, 1, NULL);
  self->input = g_data_input_stream_new (g_io_stream_get_input_stream (self->stream));
  g_data_input_stream_set_newline_type (self->input, G_DATA_STREAM_NEWLINE_TYPE_CR_LF);
  return self;
}

void
pc_free (Pc *self)
{
  g_object_unref (self->input);
  g_object_unref (self->stream);
  g_free (self->host);
  g_free (self->session);
  g_free (self->token);
  g_free (self);
}

static void
send_request (Pc *self, const char *method, const char *path, const char *token, const char *body)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_string_printf (text, "%s %s HTTP/1.1\r\nHost: %s\r\nContent-Length: %zu\r\n", method, path,
                   self->host, body != NULL ? strlen (body) : 0);
  if (token != NULL)
    g_string_append_printf (text, "Authorization: Bearer %s\r\n", token);
  g_string_append (text, "\r\n");
  if (body != NULL)
    g_string_append (text, body);
  g_output_stream_write_all (g_io_stream_get_output_stream (self->stream), text->str, text->len,
                             NULL, NULL, &error);
  g_assert_no_error (error);
}

static gsize
read_head (Pc *self, guint *status)
{
  gsize length = 0;
  for (gboolean first = TRUE;; first = FALSE) {
    g_autoptr (GError) error = NULL;
    g_autofree char *line = g_data_input_stream_read_line (self->input, NULL, NULL, &error);
    g_assert_no_error (error);
    g_assert_nonnull (line);
    if (first)
      *status = (guint)g_ascii_strtoull (line + strlen ("HTTP/1.1 "), NULL, 10);
    if (g_ascii_strncasecmp (line, "Content-Length:", 15) == 0)
      length = g_ascii_strtoull (line + 15, NULL, 10);
    if (*line == '\0')
      return length;
  }
}

JsonObject *
pc_call (Pc *self, const char *method, const char *path, const char *token, const char *body)
{
  guint status = 0;
  g_autoptr (GError) error = NULL;
  send_request (self, method, path, token, body);
  gsize length = read_head (self, &status);
  g_autofree char *answer = g_malloc0 (length + 1);
  g_input_stream_read_all (G_INPUT_STREAM (self->input), answer, length, NULL, NULL, &error);
  g_assert_no_error (error);
  if (status / 100 != 2)
    g_error ("%s %s: %u %s", method, path, status, answer);
  JsonObject *object = yqq_json_parse (answer, (gssize)length, 1024 * 1024, &error);
  g_assert_no_error (error);
  return object;
}

void
pc_open_session (Pc *self)
{
  g_autoptr (JsonObject) created =
      pc_call (self, "POST", "/pc/sessions", NULL, "{\"purpose\":\"bench\",\"documents\":[]}");
  g_free (self->session);
  g_free (self->token);
  self->session = g_strdup (json_object_get_string_member (created, "session_id"));
  self->token = g_strdup (json_object_get_string_member (created, "session_token"));
}

const char *
pc_get_session (Pc *self)
{
  return self->session;
}

JsonObject *
pc_call_session (Pc *self, const char *method, const char *path, const char *body)
{
  g_autofree char *whole = g_strdup_printf ("/v1/sessions/%s%s", self->session, path);
  return pc_call (self, method, whole, self->token, body);
}

void
pc_listen (Pc *self, Pc *other)
{
  guint status = 0;
  g_autofree char *path = g_strdup_printf ("/v1/sessions/%s/events", other->session);
  send_request (self, "GET", path, other->token, NULL);
  read_head (self, &status);
  g_assert_cmpuint (status, ==, 200);
}
