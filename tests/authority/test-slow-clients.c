/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clients that send drop by drop, or never read: each is dropped, and nobody else notices. */
#include <string.h>

#include "support.h"

static TestAuthority *authority;

static GSocketConnection *
dial (void)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  GSocketConnection *connection = g_socket_client_connect_to_host (
      client, "127.0.0.1", test_authority_get_port (authority), NULL, NULL);
  g_assert_nonnull (connection);
  return connection;
}

static gboolean
send_text (GSocketConnection *connection, const char *text)
{
  return g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), text,
                                    strlen (text), NULL, NULL, NULL);
}

static gboolean
is_open (GSocketConnection *connection)
{
  char byte;
  g_autoptr (GError) error = NULL;
  gssize count = g_socket_receive_with_blocking (g_socket_connection_get_socket (connection), &byte,
                                                 1, FALSE, NULL, &error);
  return count < 0 && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK);
}

static void
a_request_drop_by_drop_is_dropped_in_time (void)
{
  static const char *const beginnings[] = {
      "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: ",
      "POST /v1/verify HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n",
      "G",
  };
  GSocketConnection *slow[G_N_ELEMENTS (beginnings)];
  gint64 begin = g_get_monotonic_time ();
  for (guint i = 0; i < G_N_ELEMENTS (slow); i++) {
    slow[i] = dial ();
    g_assert_true (send_text (slow[i], beginnings[i]));
  }
  guint open = G_N_ELEMENTS (slow);
  while (open > 0 && g_get_monotonic_time () - begin < 25 * G_USEC_PER_SEC) {
    g_usleep (G_USEC_PER_SEC / 2);
    open = 0;
    for (guint i = 0; i < G_N_ELEMENTS (slow); i++)
      open += is_open (slow[i]) && send_text (slow[i], "a") ? 1 : 0;
    g_autoptr (TestAnswer) other = test_request (authority, "GET", "/healthz", NULL, NULL);
    g_assert_cmpuint (other->status, ==, 200);
  }
  g_assert_cmpuint (open, ==, 0);
  g_assert_cmpint (g_get_monotonic_time () - begin, >=, YQQ_HTTP_REQUEST_MS * 900);
  for (guint i = 0; i < G_N_ELEMENTS (slow); i++)
    g_object_unref (slow[i]);
}

static void
a_stream_stays_open_and_is_kept_alive (void)
{
  g_autoptr (TestAnswer) session = test_request (authority, "POST", "/pc/sessions", NULL,
                                                 "{\"purpose\":\"a\",\"documents\":[]}");
  g_autoptr (GSocketConnection) stream = dial ();
  g_autofree char *request = g_strdup_printf (
      "GET /v1/sessions/%s/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
      "%s\r\n\r\n",
      test_answer_get_text (session, "session_id"),
      test_answer_get_text (session, "session_token"));
  g_assert_true (send_text (stream, request));
  g_autoptr (GString) all = g_string_new (NULL);
  gint64 begin = g_get_monotonic_time ();
  char buffer[4096];
  while (g_get_monotonic_time () - begin < 35 * G_USEC_PER_SEC) {
    gssize count = g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (stream)), buffer,
                                        sizeof buffer, NULL, NULL);
    g_assert_cmpint (count, >, 0);
    g_string_append_len (all, buffer, count);
  }
  g_auto (GStrv) beats = g_strsplit (all->str, ": still here", -1);
  g_assert_cmpuint (g_strv_length (beats) - 1, >=, 3);
}

/* What a stream's client sends is not read without bound: the sending blocks. */
static void
a_flood_into_a_stream_is_not_taken_in (void)
{
  g_autoptr (TestAnswer) session = test_request (authority, "POST", "/pc/sessions", NULL,
                                                 "{\"purpose\":\"a\",\"documents\":[]}");
  g_autoptr (GSocketConnection) stream = dial ();
  g_autofree char *request = g_strdup_printf (
      "GET /v1/sessions/%s/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
      "%s\r\n\r\n",
      test_answer_get_text (session, "session_id"),
      test_answer_get_text (session, "session_token"));
  g_assert_true (send_text (stream, request));
  GSocket *socket = g_socket_connection_get_socket (stream);
  g_autofree char *flood = g_malloc0 (65536);
  gsize taken = 0;
  for (guint quiet = 0; quiet < 50 && taken < 64 * 1024 * 1024;) {
    gssize count = g_socket_send_with_blocking (socket, flood, 65536, FALSE, NULL, NULL);
    if (count > 0)
      taken += (gsize)count;
    else {
      quiet++;
      g_usleep (20000);
    }
  }
  g_test_message ("%zu bytes were taken in", taken);
  g_assert_cmpuint (taken, <, 16 * 1024 * 1024);
  g_autoptr (TestAnswer) other = test_request (authority, "GET", "/healthz", NULL, NULL);
  g_assert_cmpuint (other->status, ==, 200);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  authority = test_authority_new (yqq_clock_get_system ());
#define ADD(name) g_test_add_func ("/authority/slow-clients/" #name, name)
  ADD (a_request_drop_by_drop_is_dropped_in_time);
  ADD (a_stream_stays_open_and_is_kept_alive);
  ADD (a_flood_into_a_stream_is_not_taken_in);
  int result = g_test_run ();
  test_authority_free (authority);
  return result;
}
