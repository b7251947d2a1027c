/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the HTTP side refuses, and what it keeps serving while it refuses. */
#include <string.h>

#include "protocol/problem.h"
#include "support.h"

static TestAuthority *authority;

static TestAnswer *
send_lines (const char *first, const char *headers, const char *body)
{
  g_autofree char *bytes = g_strdup_printf (
      "%s\r\nHost: 127.0.0.1:%u\r\nConnection: close\r\n%sContent-Length: %zu\r\n\r\n%s", first,
      test_authority_get_port (authority), headers, strlen (body), body);
  return test_send_raw (authority, bytes, -1);
}

static void
assert_alive (void)
{
  g_autoptr (TestAnswer) answer = send_lines ("GET /healthz HTTP/1.1", "", "");
  g_assert_cmpuint (answer->status, ==, 200);
}

static void
every_answer_carries_the_safe_headers (void)
{
  static const char *const lines[] = {"GET /healthz HTTP/1.1", "GET /nothing HTTP/1.1",
                                      "GET / HTTP/1.1", "GET /S/1.A.B.C HTTP/1.1"};
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++) {
    g_autoptr (TestAnswer) answer = send_lines (lines[i], "", "");
    g_assert_nonnull (strstr (answer->head, "X-Content-Type-Options: nosniff"));
    g_assert_nonnull (strstr (answer->head, "Referrer-Policy: no-referrer"));
    g_assert_nonnull (strstr (answer->head, "Content-Security-Policy: default-src 'none'"));
    g_assert_null (strstr (answer->head, "unsafe-inline"));
  }
}

static void
unknown_paths_and_methods_are_told_apart (void)
{
  static const struct {
    const char *line;
    const char *code;
  } cases[] = {
      {"GET /v1/nothing HTTP/1.1", "not-found"},
      {"GET /v1/me/../authority HTTP/1.1", "not-found"},
      {"GET /assets/../authority.c HTTP/1.1", "not-found"},
      {"GET /assets/%2e%2e/x.js HTTP/1.1", "not-found"},
      {"GET /v1/sessions/a%20b HTTP/1.1", "not-found"},
      {"GET /v1/grants/../certificates HTTP/1.1", "not-found"},
      {"DELETE /v1/authority HTTP/1.1", "method-not-allowed"},
      {"PATCH /v1/pin HTTP/1.1", "method-not-allowed"},
      {"OPTIONS /v1/me HTTP/1.1", "method-not-allowed"},
      {"POST / HTTP/1.1", "not-found"},
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (TestAnswer) answer = send_lines (cases[i].line, "", "");
    g_test_message ("%s", cases[i].line);
    test_assert_problem (answer, cases[i].code);
  }
}

static void
what_is_not_our_json_is_malformed (void)
{
  static const char *const bodies[] = {
      "",
      "{",
      "[]",
      "null",
      "{\"purpose\":7}",
      "{\"purpose\":\"log-in\",\"purpose\":\"log-in\"}",
      "{\"purpose\":\"other\"}",
      "{\"purpose\":\"log-in\"} x",
      "{\"purpose\":\"\\ud800\"}",
      "{\"purpose\":\"\xff\"}",
  };
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++) {
    g_autoptr (TestAnswer) answer =
        test_request (authority, "POST", "/v1/identity/challenges", NULL, bodies[i]);
    g_test_message ("body %u", i);
    test_assert_problem (answer, "malformed");
  }
  g_autofree char *deep = g_malloc0 (16001);
  memset (deep, '[', 16000);
  g_autoptr (TestAnswer) answer =
      test_request (authority, "POST", "/v1/identity/challenges", NULL, deep);
  test_assert_problem (answer, "malformed");
}

static void
a_body_over_its_limit_is_too_large (void)
{
  g_autofree char *body = g_malloc0 (20001);
  memset (body, ' ', 20000);
  g_autoptr (TestAnswer) answer =
      test_request (authority, "POST", "/v1/identity/challenges", NULL, body);
  test_assert_problem (answer, "too-large");
  g_autoptr (TestAnswer) huge = test_send_raw (
      authority, "POST /v1/verify HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\n\r\n",
      -1);
  g_assert_cmpuint (huge->status, ==, 413);
  assert_alive ();
}

static void
headers_over_their_limit_end_the_connection (void)
{
  g_autoptr (GString) bytes = g_string_new ("GET /healthz HTTP/1.1\r\nHost: localhost\r\n");
  for (guint i = 0; i < 400; i++)
    g_string_append_printf (bytes, "X-%u: 0123456789012345678901234567890123456789\r\n", i);
  g_string_append (bytes, "\r\n");
  g_autoptr (TestAnswer) answer = test_send_raw (authority, bytes->str, (gssize)bytes->len);
  g_assert_cmpuint (answer->status, !=, 200);
  g_autoptr (GString) line = g_string_new ("GET /");
  for (guint i = 0; i < 20000; i++)
    g_string_append_c (line, 'a');
  g_autoptr (TestAnswer) endless = test_send_raw (authority, line->str, (gssize)line->len);
  g_assert_cmpuint (endless->status, !=, 200);
  assert_alive ();
}

static void
what_is_no_http_is_refused (void)
{
  static const char *const texts[] = {
      "\r\n\r\n",
      "GARBAGE\r\n\r\n",
      "GET\r\n\r\n",
      "GET /healthz HTTP/9.9\r\n\r\n",
      "GET /healthz FTP/1.1\r\n\r\n",
      "GET /healthz HTTP/1.1\r\nno colon here\r\n\r\n",
      "POST /v1/verify HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n",
      "POST /v1/verify HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5x\r\n\r\n",
      "POST /v1/verify HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
      "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
  };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autofree char *bytes = g_strconcat (texts[i], NULL);
    g_autoptr (GSocketClient) client = g_socket_client_new ();
    g_autoptr (GSocketConnection) connection = g_socket_client_connect_to_host (
        client, "127.0.0.1", test_authority_get_port (authority), NULL, NULL);
    g_assert_nonnull (connection);
    GIOStream *stream = G_IO_STREAM (connection);
    g_output_stream_write_all (g_io_stream_get_output_stream (stream), bytes, strlen (bytes), NULL,
                               NULL, NULL);
    /* The client gives up: what matters is that the authority lives on. */
    g_socket_shutdown (g_socket_connection_get_socket (connection), FALSE, TRUE, NULL);
    char answer[64] = {0};
    g_input_stream_read (g_io_stream_get_input_stream (stream), answer, sizeof answer - 1, NULL,
                         NULL);
    g_assert_false (g_str_has_prefix (answer, "HTTP/1.1 200"));
  }
  assert_alive ();
}

static void
a_body_with_two_lengths_is_refused (void)
{
  g_autoptr (TestAnswer) both = test_send_raw (
      authority,
      "POST /v1/identity/challenges HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
      "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n14\r\n{\"purpose\":\"log-in\"}"
      "\r\n0\r\n\r\n",
      -1);
  g_assert_cmpuint (both->status, ==, 400);
}

static void
another_site_and_another_host_are_refused (void)
{
  g_autoptr (TestAnswer) site =
      send_lines ("POST /pc/sessions HTTP/1.1", "Origin: https://evil.example\r\n",
                  "{\"purpose\":\"a\",\"documents\":[]}");
  test_assert_problem (site, "malformed");
  g_autoptr (TestAnswer) host = test_send_raw (
      authority, "GET /v1/authority HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
      -1);
  test_assert_problem (host, "malformed");
  g_autofree char *own = g_strdup_printf ("Origin: %s\r\n", authority->origin);
  g_autoptr (TestAnswer) page =
      send_lines ("POST /pc/sessions HTTP/1.1", own, "{\"purpose\":\"a\",\"documents\":[]}");
  g_assert_cmpuint (page->status, ==, 201);
}

static void
requests_sent_ahead_are_answered_one_after_the_other (void)
{
  g_autoptr (TestAnswer) answer =
      test_send_raw (authority,
                     "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
                     "GET /v1/demonstration HTTP/1.1\r\nHost: localhost\r\n\r\n"
                     "GET /nothing HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                     -1);
  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_nonnull (strstr (answer->body, "staff_code"));
  g_assert_nonnull (strstr (answer->body, "not-found"));
}

static void
too_many_attempts_of_one_address_are_slowed_down (void)
{
  gboolean limited = FALSE;
  for (guint i = 0; i < 100 && !limited; i++) {
    g_autoptr (TestAnswer) answer =
        send_lines ("POST /v1/identity/challenges HTTP/1.1", "", "{\"purpose\":\"log-in\"}");
    limited = answer->status == 429;
    if (limited) {
      test_assert_problem (answer, "rate-limited");
      g_assert_nonnull (strstr (answer->head, "Retry-After: "));
    }
  }
  g_assert_true (limited);
}

static void
a_client_that_goes_before_its_answer_harms_nobody (void)
{
  for (guint i = 0; i < 50; i++) {
    g_autoptr (GSocketClient) client = g_socket_client_new ();
    g_autoptr (GSocketConnection) connection = g_socket_client_connect_to_host (
        client, "127.0.0.1", test_authority_get_port (authority), NULL, NULL);
    g_assert_nonnull (connection);
    static const char bytes[] = "POST /v1/identity/challenges HTTP/1.1\r\nHost: localhost\r\n"
                                "Content-Length: 20\r\n\r\n{\"purpose\":\"log-in\"}";
    g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), bytes,
                               sizeof bytes - 1, NULL, NULL, NULL);
    g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  }
  assert_alive ();
}

static void
a_mistake_in_a_signature_request_is_no_signature (void)
{
  g_autoptr (TestAnswer) answer = test_request (
      authority, "POST", "/v1/verify", NULL,
      "{\"signature\":\"AAAA\",\"digest\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"}");
  test_assert_problem (answer, "malformed");
  g_assert_cmpstr (test_answer_get_text (answer, "member"), ==, "signature");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  authority = test_authority_new (yqq_clock_get_system ());
#define ADD(name) g_test_add_func ("/authority/http/" #name, name)
  ADD (every_answer_carries_the_safe_headers);
  ADD (unknown_paths_and_methods_are_told_apart);
  ADD (what_is_not_our_json_is_malformed);
  ADD (a_body_over_its_limit_is_too_large);
  ADD (headers_over_their_limit_end_the_connection);
  ADD (what_is_no_http_is_refused);
  ADD (a_body_with_two_lengths_is_refused);
  ADD (another_site_and_another_host_are_refused);
  ADD (requests_sent_ahead_are_answered_one_after_the_other);
  ADD (too_many_attempts_of_one_address_are_slowed_down);
  ADD (a_client_that_goes_before_its_answer_harms_nobody);
  ADD (a_mistake_in_a_signature_request_is_no_signature);
  int result = g_test_run ();
  test_authority_free (authority);
  return result;
}
