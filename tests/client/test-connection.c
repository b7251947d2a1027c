/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "../support/await.h"
#include "client/authority-address.h"
#include "client/authority-connection.h"
#include "client/client-error.h"
#include "crypto/digest.h"
#include "protocol/http-signature.h"
#include "protocol/problem.h"
#include "script-server.h"

typedef struct {
  ScriptServer *server;
  YqqAuthorityConnection *connection;
  YqqKey *key;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  f->server = script_server_new ();
  f->connection = yqq_authority_connection_new (script_server_get_address (f->server), &error);
  g_assert_no_error (error);
  f->key = yqq_key_generate (YQQ_ALGORITHM_P256_SHA256);
  yqq_authority_connection_set_device_key (f->connection, f->key);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_object (&f->connection);
  script_server_free (f->server);
  yqq_key_unref (f->key);
}

static JsonObject *
ask (Fixture *f, const char *path, JsonObject *body, YqqRequestAuthentication how, GError **error)
{
  g_auto (Await) await = {0};
  yqq_authority_connection_send_async (f->connection, body != NULL ? "POST" : "GET", path, body,
                                       how, 1000, NULL, await_callback, &await);
  return yqq_authority_connection_send_finish (f->connection, await_result (&await), error);
}

static void
is_refused (Fixture *f, YqqClientError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = ask (f, "/v1/x", NULL, YQQ_REQUEST_PLAIN, &error);
  g_assert_null (answer);
  g_assert_error (error, YQQ_CLIENT_ERROR, (int)code);
}

/* --- answers ------------------------------------------------------------------------------- */

static void
an_object_is_an_answer (Fixture *f, gconstpointer data)
{
  script_server_add_answer (f->server, "200 OK", "application/json", "{\"a\":1}");
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = ask (f, "/v1/x", NULL, YQQ_REQUEST_PLAIN, &error);
  g_assert_no_error (error);
  g_assert_cmpint (json_object_get_int_member (answer, "a"), ==, 1);
  g_autofree char *request = script_server_dup_request (f->server, 0);
  g_assert_true (g_str_has_prefix (request, "GET /v1/x HTTP/1.1\r\n"));
}

static void
no_content_is_an_empty_object (Fixture *f, gconstpointer data)
{
  script_server_add (f->server, "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n", -1,
                     SCRIPT_CLOSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = ask (f, "/v1/x", NULL, YQQ_REQUEST_PLAIN, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (json_object_get_size (answer), ==, 0);
}

static void
what_is_not_an_object_is_no_answer (Fixture *f, gconstpointer data)
{
  g_autofree char *open = g_strnfill (400, '[');
  const char *bodies[] = {"[1]", "hello", "{\"a\":1", "{\"a\":1,\"a\":2}", open, "\xff\xfe"};
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++) {
    script_server_add_answer (f->server, "200 OK", "application/json", bodies[i]);
    is_refused (f, YQQ_CLIENT_ERROR_BAD_ANSWER);
  }
}

static void
an_answer_over_the_limit_is_not_read_to_its_end (Fixture *f, gconstpointer data)
{
  g_autofree char *spaces = g_strnfill (5000, ' ');
  g_autofree char *long_body = g_strconcat (spaces, "{}", NULL);
  script_server_add_answer (f->server, "200 OK", "application/json", long_body);
  is_refused (f, YQQ_CLIENT_ERROR_BAD_ANSWER);
  /* Without a length, and without an end. */
  g_autofree char *endless =
      g_strconcat ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n", spaces, NULL);
  script_server_add (f->server, endless, -1, SCRIPT_HOLD);
  is_refused (f, YQQ_CLIENT_ERROR_BAD_ANSWER);
}

static void
half_an_answer_counts_as_none (Fixture *f, gconstpointer data)
{
  script_server_add (f->server,
                     "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                     "Content-Length: 100\r\n\r\n{\"a\":",
                     -1, SCRIPT_CLOSE);
  is_refused (f, YQQ_CLIENT_ERROR_OFFLINE);
}

static void
what_is_not_http_is_no_answer (Fixture *f, gconstpointer data)
{
  script_server_add (f->server, "SSH-2.0-OpenSSH_9.2\r\n\r\n", -1, SCRIPT_CLOSE);
  is_refused (f, YQQ_CLIENT_ERROR_BAD_ANSWER);
}

static void
a_redirection_is_not_followed (Fixture *f, gconstpointer data)
{
  script_server_add (f->server,
                     "HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n"
                     "Connection: close\r\n\r\n",
                     -1, SCRIPT_CLOSE);
  is_refused (f, YQQ_CLIENT_ERROR_BAD_ANSWER);
  g_assert_cmpuint (script_server_get_n_requests (f->server), ==, 1);
}

static void
a_packed_answer_is_not_unpacked (Fixture *f, gconstpointer data)
{
  static const char packed[] = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                               "Content-Encoding: gzip\r\nConnection: close\r\n\r\n"
                               "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xab\xae\x05\x00\x43\xbf"
                               "\xa6\xa3\x02\x00\x00\x00";
  script_server_add (f->server, packed, sizeof packed - 1, SCRIPT_CLOSE);
  is_refused (f, YQQ_CLIENT_ERROR_BAD_ANSWER);
  g_autofree char *accepted = script_server_dup_header (f->server, 0, "Accept-Encoding");
  g_assert_null (accepted);
}

static void
nobody_there_is_offline (Fixture *f, gconstpointer data)
{
  script_server_add (f->server, "", 0, SCRIPT_CLOSE);
  is_refused (f, YQQ_CLIENT_ERROR_OFFLINE);
  g_assert_false (yqq_authority_connection_get_online (f->connection));
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqAuthorityConnection) nowhere =
      yqq_authority_connection_new ("unix:/nonexistent/socket", &error);
  g_auto (Await) await = {0};
  yqq_authority_connection_send_async (nowhere, "GET", "/v1/x", NULL, YQQ_REQUEST_PLAIN, 0, NULL,
                                       await_callback, &await);
  g_assert_null (yqq_authority_connection_send_finish (nowhere, await_result (&await), &error));
  g_assert_error (error, YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_OFFLINE);
}

static void
no_answer_in_time_is_told_apart (Fixture *f, gconstpointer data)
{
  script_server_add (f->server, "", 0, SCRIPT_HOLD);
  yqq_authority_connection_set_timeout (f->connection, 1);
  is_refused (f, YQQ_CLIENT_ERROR_TIMED_OUT);
  g_assert_false (yqq_authority_connection_get_online (f->connection));
}

static void
a_cancelled_question_is_cancelled (Fixture *f, gconstpointer data)
{
  script_server_add (f->server, "", 0, SCRIPT_HOLD);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_auto (Await) await = {0};
  yqq_authority_connection_send_async (f->connection, "GET", "/v1/x", NULL, YQQ_REQUEST_PLAIN, 0,
                                       cancellable, await_callback, &await);
  while (script_server_get_n_requests (f->server) == 0)
    g_main_context_iteration (NULL, FALSE);
  g_cancellable_cancel (cancellable);
  g_assert_null (
      yqq_authority_connection_send_finish (f->connection, await_result (&await), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (yqq_authority_connection_get_online (f->connection));
}

static void
a_problem_comes_with_its_code_and_members (Fixture *f, gconstpointer data)
{
  script_server_add_answer (f->server, "403 Forbidden", "application/problem+json",
                            "{\"type\":\"urn:yqq:problem:pin-wrong\",\"title\":\"x\","
                            "\"status\":403,\"tries_left\":3}");
  g_autoptr (GError) error = NULL;
  g_assert_null (ask (f, "/v1/x", NULL, YQQ_REQUEST_PLAIN, &error));
  g_assert_error (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_PIN_WRONG);
  g_assert_cmpint (yqq_problem_error_get (error)->tries_left, ==, 3);
}

static void
somebody_elses_error_page_is_a_problem_too (Fixture *f, gconstpointer data)
{
  script_server_add_answer (f->server, "502 Bad Gateway", "text/html", "<h1>502</h1>");
  g_autoptr (GError) error = NULL;
  g_assert_null (ask (f, "/v1/x", NULL, YQQ_REQUEST_PLAIN, &error));
  g_assert_true (error->domain == YQQ_PROBLEM_ERROR);
}

/* --- requests ------------------------------------------------------------------------------ */

/* The authority's check, done over the request's text. */
static void
check_signature (Fixture *f, const char *method, const char *path, const char *query)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *input = script_server_dup_header (f->server, 0, "Signature-Input");
  g_autofree char *value = script_server_dup_header (f->server, 0, "Signature");
  g_autofree char *digest = script_server_dup_header (f->server, 0, "Content-Digest");
  YqqHttpSignatureParams params;
  g_assert_true (yqq_http_signature_parse_input (input, &params, &error));
  g_assert_no_error (error);
  g_autoptr (GBytes) signature = yqq_http_signature_parse (value, &error);
  g_autoptr (GBytes) base =
      yqq_http_signature_build_base (&params, method, path, query, digest, &error);
  g_assert_no_error (error);
  g_autoptr (YqqPublicKey) key = yqq_public_key_new (yqq_key_get_public (f->key), &error);
  g_assert_true (yqq_public_key_verify_raw (key, base, signature, &error));
  g_autofree char *thumbprint = yqq_public_key_thumbprint (key);
  g_assert_cmpstr (params.keyid, ==, thumbprint);
  g_assert_cmpint (ABS (params.created - g_get_real_time () / G_USEC_PER_SEC), <, 60);
}

static void
a_signed_request_carries_a_signature_that_holds (Fixture *f, gconstpointer data)
{
  script_server_add_answer (f->server, "200 OK", "application/json", "{}");
  g_autoptr (JsonObject) body = json_object_new ();
  json_object_set_string_member (body, "name", "陈晓明");
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = ask (f, "/v1/x?after=3", body, YQQ_REQUEST_SIGNED, &error);
  g_assert_no_error (error);
  check_signature (f, "POST", "/v1/x", "after=3");
  g_autofree char *request = script_server_dup_request (f->server, 0);
  const char *sent = strstr (request, "\r\n\r\n") + 4;
  g_autofree char *header = script_server_dup_header (f->server, 0, "Content-Digest");
  g_autoptr (GBytes) told = yqq_content_digest_parse (header, &error);
  g_autoptr (GBytes) bytes = g_bytes_new (sent, strlen (sent));
  g_autoptr (GBytes) digest = yqq_digest (YQQ_DIGEST_ALGORITHM_SHA256, bytes);
  g_assert_true (g_bytes_equal (told, digest));
}

static void
a_signed_get_carries_the_digest_of_nothing (Fixture *f, gconstpointer data)
{
  script_server_add_answer (f->server, "200 OK", "application/json", "{}");
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = ask (f, "/v1/me", NULL, YQQ_REQUEST_SIGNED, &error);
  g_assert_no_error (error);
  check_signature (f, "GET", "/v1/me", NULL);
}

static void
a_plain_request_carries_no_signature (Fixture *f, gconstpointer data)
{
  script_server_add_answer (f->server, "200 OK", "application/json", "{}");
  g_autoptr (JsonObject) answer = ask (f, "/v1/x", NULL, YQQ_REQUEST_PLAIN, NULL);
  static const char *const headers[] = {"Signature", "Signature-Input", "Content-Digest"};
  for (guint i = 0; i < G_N_ELEMENTS (headers); i++) {
    g_autofree char *value = script_server_dup_header (f->server, 0, headers[i]);
    g_assert_null (value);
  }
}

static void
no_nonce_is_used_twice (Fixture *f, gconstpointer data)
{
  char *inputs[2];
  for (guint i = 0; i < 2; i++) {
    script_server_add_answer (f->server, "200 OK", "application/json", "{}");
    g_autoptr (JsonObject) answer = ask (f, "/v1/me", NULL, YQQ_REQUEST_SIGNED, NULL);
    inputs[i] = script_server_dup_header (f->server, i, "Signature-Input");
  }
  YqqHttpSignatureParams first, second;
  g_assert_true (yqq_http_signature_parse_input (inputs[0], &first, NULL));
  g_assert_true (yqq_http_signature_parse_input (inputs[1], &second, NULL));
  g_assert_cmpstr (first.nonce, !=, second.nonce);
  g_free (inputs[0]);
  g_free (inputs[1]);
}

/* --- addresses ----------------------------------------------------------------------------- */

static void
only_private_ways_are_taken (void)
{
  static const char *const good[][2] = {
      {"unix:/run/user/1000/a.sock", "http://localhost"},
      {"https://sign.example.cn", "https://sign.example.cn"},
      {"https://sign.example.cn:8443/", "https://sign.example.cn:8443"},
      {"http://127.0.0.1:8080", "http://127.0.0.1:8080"},
      {"http://localhost:8080", "http://localhost:8080"},
      {"http://[::1]:8080", "http://[::1]:8080"},
  };
  static const char *const bad[] = {"",
                                    "unix:",
                                    "unix:relative",
                                    "http://sign.example.cn",
                                    "http://10.0.0.1",
                                    "http://127.0.0.1.example.cn",
                                    "https://",
                                    "https://user@sign.example.cn",
                                    "https://sign.example.cn/path",
                                    "https://sign.example.cn?q",
                                    "ftp://sign.example.cn",
                                    "sign.example.cn"};
  for (guint i = 0; i < G_N_ELEMENTS (good); i++) {
    g_autofree char *base = NULL;
    g_autoptr (GSocketConnectable) socket = NULL;
    g_assert_true (yqq_authority_address_parse (good[i][0], &base, &socket, NULL));
    g_assert_cmpstr (base, ==, good[i][1]);
    g_assert_cmpint (socket != NULL, ==, g_str_has_prefix (good[i][0], "unix:"));
  }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;
    g_assert_null (yqq_authority_connection_new (bad[i], &error));
    g_assert_error (error, YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_ADDRESS);
  }
}

#define ADD(name) g_test_add ("/client/connection/" #name, Fixture, NULL, set_up, name, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD (an_object_is_an_answer);
  ADD (no_content_is_an_empty_object);
  ADD (what_is_not_an_object_is_no_answer);
  ADD (an_answer_over_the_limit_is_not_read_to_its_end);
  ADD (half_an_answer_counts_as_none);
  ADD (what_is_not_http_is_no_answer);
  ADD (a_redirection_is_not_followed);
  ADD (a_packed_answer_is_not_unpacked);
  ADD (nobody_there_is_offline);
  ADD (no_answer_in_time_is_told_apart);
  ADD (a_cancelled_question_is_cancelled);
  ADD (a_problem_comes_with_its_code_and_members);
  ADD (somebody_elses_error_page_is_a_problem_too);
  ADD (a_signed_request_carries_a_signature_that_holds);
  ADD (a_signed_get_carries_the_digest_of_nothing);
  ADD (a_plain_request_carries_no_signature);
  ADD (no_nonce_is_used_twice);
  g_test_add_func ("/client/address/only_private_ways_are_taken", only_private_ways_are_taken);
  return g_test_run ();
}
