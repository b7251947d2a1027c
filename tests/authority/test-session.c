/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A whole scan session over HTTP: invitation, code, claim, PIN, signature, end; and a restart. */
#include <string.h>

#include "base/encoding.h"
#include "base/json.h"
#include "crypto/cms.h"
#include "crypto/digest.h"
#include "crypto/jws.h"
#include "protocol/notice.h"
#include "protocol/qr-payload.h"
#include "protocol/session-request.h"
#include "protocol/session-state.h"
#include "protocol/usage-record.h"
#include "support.h"

static TestAuthority *authority;
static YqqKey *party_key;
static char *party_id;

static char *
encode (GBytes *bytes)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);
  return yqq_base64_encode (data, size);
}

/* Invited at the command line while the authority runs, then registered over HTTP. */
static void
register_party (void)
{
  g_autofree char *token = NULL;
  g_autofree char *errors = NULL;
  int code =
      test_run_program (&token, &errors, "relying-party", "invite", "--data", authority->data,
                        "--name", "测试应用方", "--domain", "sign.example.cn", NULL);
  g_assert_cmpint (code, ==, 0);
  g_strstrip (token);
  party_key = yqq_key_generate (YQQ_ALGORITHM_SM2_SM3);
  g_autofree char *spki = encode (yqq_key_get_public (party_key));
  g_autofree char *header = g_strdup_printf ("Authorization: Bearer %s\r\n", token);
  g_autofree char *wrong = g_strdup_printf (
      "{\"name\":\"别的名字\",\"domains\":[\"sign.example.cn\"],\"public_key\":\"%s\"}", spki);
  g_autofree char *body = g_strdup_printf (
      "{\"name\":\"测试应用方\",\"domains\":[\"sign.example.cn\"],\"public_key\":\"%s\"}", spki);
  g_autoptr (TestAnswer) other =
      test_request (authority, "POST", "/v1/relying-parties", header, wrong);
  test_assert_problem (other, "malformed");
  g_autoptr (TestAnswer) answer =
      test_request (authority, "POST", "/v1/relying-parties", header, body);
  g_assert_cmpuint (answer->status, ==, 201);
  party_id = g_strdup (test_answer_get_text (answer, "relying_party_id"));
  g_autoptr (TestAnswer) again =
      test_request (authority, "POST", "/v1/relying-parties", header, body);
  test_assert_problem (again, "token-invalid");
}

/* The PC's side of a session. */
typedef struct {
  char *id;
  char *header; /* with the token */
  gint64 seq;
  gint64 after;
} Pc;

static char *
make_jws (const char *session_id, const char *nonce)
{
  g_autofree char *jti = g_uuid_string_random ();
  g_autoptr (GPtrArray) documents = g_ptr_array_new ();
  YqqSessionRequest request = {
      .issuer = party_id,
      .audience = authority->origin,
      .issued_at = g_get_real_time () / G_USEC_PER_SEC,
      .expires_at = g_get_real_time () / G_USEC_PER_SEC + 60,
      .id = jti,
      .purpose = (char *)"合同签署",
      .documents = documents,
      .session_id = (char *)session_id,
      .nonce = (char *)nonce,
  };
  g_autoptr (GBytes) payload = yqq_session_request_to_bytes (&request);
  char *jws = yqq_jws_sign (party_key, YQQ_JWS_SESSION_REQUEST, party_id, payload, NULL);
  g_assert_nonnull (jws);
  return jws;
}

static Pc *
open_session (void)
{
  g_autofree char *jws = make_jws (NULL, NULL);
  g_autofree char *body = g_strdup_printf ("{\"request\":\"%s\"}", jws);
  g_autoptr (TestAnswer) answer = test_request (authority, "POST", "/v1/sessions", NULL, body);
  g_assert_cmpuint (answer->status, ==, 201);
  Pc *pc = g_new0 (Pc, 1);
  pc->id = g_strdup (test_answer_get_text (answer, "session_id"));
  pc->header = g_strdup_printf ("Authorization: Bearer %s\r\n",
                                test_answer_get_text (answer, "session_token"));
  return pc;
}

static void
pc_free (Pc *pc)
{
  g_free (pc->id);
  g_free (pc->header);
  g_free (pc);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Pc, pc_free)

static char *
session_path (const char *id, const char *rest)
{
  return g_strdup_printf ("/v1/sessions/%s%s", id, rest);
}

static TestAnswer *
pc_get (Pc *pc, const char *rest)
{
  g_autofree char *path = session_path (pc->id, rest);
  return test_request (authority, "GET", path, pc->header, NULL);
}

static TestAnswer *
pc_send (Pc *pc, const char *type, const char *members)
{
  g_autofree char *path = session_path (pc->id, "/frames");
  g_autofree char *body = g_strdup_printf ("{\"seq\":%" G_GINT64_FORMAT ",\"type\":\"%s\"%s}",
                                           ++pc->seq, type, members);
  return test_request (authority, "POST", path, pc->header, body);
}

/* The next event of this type, by long polls; the others are passed over. */
static JsonObject *
find_event (TestAnswer *answer, const char *type, gint64 *after)
{
  JsonArray *events = json_object_get_array_member (answer->json, "events");
  for (guint i = 0; i < json_array_get_length (events); i++) {
    JsonObject *event = json_array_get_object_element (events, i);
    *after = json_object_get_int_member (event, "seq");
    if (strcmp (json_object_get_string_member (event, "type"), type) == 0)
      return json_object_ref (event);
  }
  return NULL;
}

static JsonObject *
pc_wait (Pc *pc, const char *type)
{
  for (guint round = 0; round < 20; round++) {
    g_autofree char *rest =
        g_strdup_printf ("/events?after=%" G_GINT64_FORMAT "&wait=5", pc->after);
    g_autoptr (TestAnswer) answer = pc_get (pc, rest);
    g_assert_cmpuint (answer->status, ==, 200);
    JsonObject *event = find_event (answer, type, &pc->after);
    if (event != NULL)
      return event;
  }
  g_error ("no event %s", type);
}

/* The device's side. */
typedef struct {
  TestDevice *device;
  const char *id;
  char *fingerprint;
  YqqX509 *certificate;
  GPtrArray *chain;
  YqqKey *key;
  gint64 seq;
  gint64 after;
} Phone;

static void
phone_init (Phone *phone, const char *id)
{
  memset (phone, 0, sizeof *phone);
  phone->device = test_log_in (authority, 0);
  phone->id = id;
  test_set_pin (phone->device, authority);
  phone->key = yqq_key_generate (YQQ_ALGORITHM_SM2_SM3);
  g_autofree char *grant = test_get_grant (phone->device, authority);
  g_autoptr (TestAnswer) installed = test_install (phone->device, authority, grant, phone->key);
  g_assert_cmpuint (installed->status, ==, 201);
  phone->fingerprint = g_strdup (test_answer_get_text (installed, "fingerprint"));
  g_autoptr (GBytes) der =
      yqq_base64_decode (test_answer_get_text (installed, "certificate"), -1, NULL);
  phone->certificate = yqq_x509_new (der, NULL);
  JsonArray *chain = json_object_get_array_member (installed->json, "chain");
  g_autoptr (GBytes) issuing =
      yqq_base64_decode (json_array_get_string_element (chain, 0), -1, NULL);
  phone->chain = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_x509_unref);
  g_ptr_array_add (phone->chain, yqq_x509_new (issuing, NULL));
}

static void
phone_clear (Phone *phone)
{
  test_device_free (phone->device);
  g_free (phone->fingerprint);
  yqq_x509_unref (phone->certificate);
  g_ptr_array_unref (phone->chain);
  yqq_key_unref (phone->key);
}

static TestAnswer *
phone_claim (Phone *phone, Pc *pc, const char *via)
{
  g_autoptr (TestAnswer) code = pc_get (pc, "/code");
  g_assert_cmpuint (code->status, ==, 200);
  g_assert_nonnull (strstr (test_answer_get_text (code, "svg"), "<svg"));
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqQrPayload) payload =
      yqq_qr_payload_parse (test_answer_get_text (code, "text"), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (payload->session_id, ==, pc->id);
  g_autofree char *mac = yqq_base64_encode (payload->mac, sizeof payload->mac);
  g_autofree char *path = session_path (pc->id, "/claim");
  g_autofree char *body = g_strdup_printf (
      "{\"step\":%u,\"mac\":\"%s\",\"nonce\":\"AAECAwQFBgcICQoLDA0ODw==\",\"via\":\"%s\"}",
      payload->step, mac, via);
  return test_device_request (phone->device, authority, "POST", path, body);
}

static TestAnswer *
phone_send (Phone *phone, const char *type, const char *members)
{
  g_autofree char *path = session_path (phone->id, "/frames");
  g_autofree char *body = g_strdup_printf ("{\"seq\":%" G_GINT64_FORMAT ",\"type\":\"%s\"%s}",
                                           ++phone->seq, type, members);
  return test_device_request (phone->device, authority, "POST", path, body);
}

static JsonObject *
phone_wait (Phone *phone, const char *type)
{
  for (guint round = 0; round < 20; round++) {
    g_autofree char *rest =
        g_strdup_printf ("/events?after=%" G_GINT64_FORMAT "&wait=5", phone->after);
    g_autofree char *path = session_path (phone->id, rest);
    g_autoptr (TestAnswer) answer =
        test_device_request (phone->device, authority, "GET", path, NULL);
    g_assert_cmpuint (answer->status, ==, 200);
    JsonObject *event = find_event (answer, type, &phone->after);
    if (event != NULL)
      return event;
  }
  g_error ("no event %s", type);
}

static void
assert_accepted (TestAnswer *answer, const char *state)
{
  g_test_message ("%s", answer->body);
  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpstr (test_answer_get_text (answer, "state"), ==, state);
  test_answer_free (answer);
}

static void
connect_both (Pc *pc, Phone *phone)
{
  g_autoptr (TestAnswer) claimed = phone_claim (phone, pc, "camera");
  g_assert_cmpuint (claimed->status, ==, 200);
  g_autoptr (JsonObject) scanned = pc_wait (pc, "scanned");
  g_autofree char *jws = make_jws (pc->id, json_object_get_string_member (scanned, "nonce"));
  g_autofree char *request = g_strdup_printf (",\"jws\":\"%s\"", jws);
  assert_accepted (pc_send (pc, "request", request), "scanned");
  g_autoptr (JsonObject) asked = phone_wait (phone, "request");
  JsonObject *party = json_object_get_object_member (asked, "relying_party");
  g_assert_cmpstr (json_object_get_string_member (party, "name"), ==, "测试应用方");
  g_autofree char *certificates =
      g_strdup_printf (",\"certificates\":[\"%s\"]", phone->fingerprint);
  g_autoptr (TestAnswer) early = phone_send (phone, "confirm", certificates);
  test_assert_problem (early, "challenge-unknown");
  g_autoptr (TestAnswer) opened =
      test_open_gate (phone->device, authority, "session", pc->id, TRUE);
  g_assert_cmpuint (opened->status, ==, 200);
  g_autoptr (TestAnswer) confirmed = phone_send (phone, "confirm", certificates);
  g_assert_cmpuint (confirmed->status, ==, 200);
  g_autoptr (JsonObject) there = pc_wait (pc, "connected");
  g_autoptr (JsonObject) here = phone_wait (phone, "connected");
}

static void
sign_one (Pc *pc, Phone *phone, const char *request_id)
{
  g_autoptr (GBytes) document = g_bytes_new_static ("a contract", 10);
  g_autoptr (GBytes) digest = yqq_digest (YQQ_DIGEST_ALGORITHM_SM3, document);
  g_autofree char *digest_text = encode (digest);
  g_autofree char *members = g_strdup_printf (
      ",\"request_id\":\"%s\",\"certificate\":\"%s\",\"algorithm\":\"sm2-sm3\",\"documents\":"
      "[{\"id\":\"d1\",\"name\":\"合同.txt\",\"size\":10,\"digest\":\"%s\"}]",
      request_id, phone->fingerprint, digest_text);
  assert_accepted (pc_send (pc, "sign", members), "signing");
  g_autoptr (JsonObject) asked = phone_wait (phone, "sign");
  g_assert_cmpstr (json_object_get_string_member (asked, "request_id"), ==, request_id);
  g_autoptr (GBytes) cms = yqq_cms_sign_detached (phone->key, phone->certificate, phone->chain,
                                                  digest, g_get_real_time () / 1000, NULL);
  g_autofree char *cms_text = encode (cms);
  g_autofree char *delivered = g_strdup_printf (
      ",\"request_id\":\"%s\",\"signatures\":[{\"document\":\"d1\",\"signature\":\"%s\"}]",
      request_id, cms_text);
  assert_accepted (phone_send (phone, "signed", delivered), "connected");
  g_autoptr (JsonObject) completed = pc_wait (pc, "completed");
  g_autofree char *rest = g_strdup_printf ("/requests/%s", request_id);
  g_autoptr (TestAnswer) result = pc_get (pc, rest);
  g_assert_cmpstr (test_answer_get_text (result, "state"), ==, "signed");
  JsonObject *signature =
      json_array_get_object_element (json_object_get_array_member (result->json, "signatures"), 0);
  JsonObject *verification = json_object_get_object_member (signature, "verification");
  g_assert_true (json_object_get_boolean_member (verification, "valid"));
  g_autofree char *asked_again =
      g_strdup_printf ("{\"signature\":\"%s\",\"digest\":\"%s\"}", cms_text, digest_text);
  g_autoptr (TestAnswer) verified =
      test_request (authority, "POST", "/v1/verify", NULL, asked_again);
  g_assert_true (json_object_get_boolean_member (verified->json, "valid"));
}

/* Whose certificate it was has been told of each request, and can read what was signed. */
static void
check_history (Pc *pc, Phone *phone)
{
  g_autoptr (TestAnswer) told =
      test_device_request (phone->device, authority, "GET", "/v1/me/notices", NULL);
  g_autoptr (YqqNotices) notices = yqq_notices_from_json (told->json, NULL);
  const YqqNotice *last = g_ptr_array_index (notices->notices, notices->notices->len - 1);
  g_assert_cmpint (last->kind, ==, YQQ_NOTICE_CERTIFICATE_USED);
  g_assert_cmpint (last->number, ==, 1);
  g_assert_cmpstr (last->detail, ==, "测试应用方");
  g_autoptr (TestAnswer) answer =
      test_device_request (phone->device, authority, "GET", "/v1/me/history?limit=1", NULL);
  g_autoptr (YqqUsageRecords) records = yqq_usage_records_from_json (answer->json, NULL);
  const YqqUsageRecord *newest = g_ptr_array_index (records->records, 0);
  g_assert_cmpstr (newest->session, ==, pc->id);
  g_assert_cmpstr (newest->request, ==, "r2");
  g_assert_cmpstr (newest->certificate, ==, phone->fingerprint);
  g_assert_nonnull (records->next);
  g_autofree char *path = g_strdup_printf ("/v1/history/%s/r2/%s", pc->id, newest->document);
  g_autoptr (TestAnswer) kept = test_device_request (phone->device, authority, "GET", path, NULL);
  g_autoptr (GBytes) signature = yqq_usage_signature_from_json (kept->json, NULL);
  g_assert_nonnull (signature);
  g_autoptr (TestDevice) stranger = test_log_in (authority, 2);
  g_autoptr (TestAnswer) hidden = test_device_request (stranger, authority, "GET", path, NULL);
  test_assert_problem (hidden, "not-found");
}

static void
a_session_goes_from_code_to_signature_to_end (void)
{
  g_autoptr (Pc) pc = open_session ();
  Phone phone;
  phone_init (&phone, pc->id);
  connect_both (pc, &phone);
  g_autoptr (TestAnswer) certificates = pc_get (pc, "/certificates");
  g_assert_nonnull (strstr (certificates->body, phone.fingerprint));
  sign_one (pc, &phone, "r1");
  sign_one (pc, &phone, "r2");
  check_history (pc, &phone);
  g_autoptr (TestAnswer) gone = phone_send (&phone, "disconnect", ",\"reason\":\"user\"");
  g_assert_cmpuint (gone->status, ==, 200);
  g_autoptr (TestAnswer) late = pc_send (pc, "close", "");
  test_assert_problem (late, "session-closed");
  g_assert_cmpstr (test_answer_get_text (late, "reason"), ==, "user");
  phone_clear (&phone);
}

static void
a_document_up_to_its_limit_goes_through (void)
{
  g_autoptr (Pc) pc = open_session ();
  g_autofree char *path = session_path (pc->id, "/documents/d1");
  g_autofree char *body = g_malloc0 (YQQ_SESSION_MAX_DOCUMENT_BYTES + 1);
  memset (body, 'x', YQQ_SESSION_MAX_DOCUMENT_BYTES);
  g_autoptr (TestAnswer) put = test_request (authority, "PUT", path, pc->header, body);
  g_assert_cmpuint (put->status, ==, 200);
  g_assert_cmpint (test_answer_get_int (put, "size"), ==, YQQ_SESSION_MAX_DOCUMENT_BYTES);
  g_autoptr (TestAnswer) get = test_request (authority, "GET", path, pc->header, NULL);
  g_assert_cmpuint (get->size, ==, YQQ_SESSION_MAX_DOCUMENT_BYTES);
  g_autoptr (TestAnswer) nobody = test_request (authority, "GET", path, NULL, NULL);
  test_assert_problem (nobody, "signature-missing");
}

static void
each_refusal_has_its_own_code (void)
{
  g_autoptr (Pc) pc = open_session ();
  g_autoptr (Pc) other = open_session ();
  Phone phone;
  phone_init (&phone, pc->id);
  g_autoptr (TestAnswer) unknown = test_device_request (
      phone.device, authority, "POST", "/v1/sessions/AAAAAAAAAAAAAAAAAAAAAAAAAA/claim",
      "{\"step\":0,\"mac\":\"AAAAAAAAAAA=\",\"nonce\":"
      "\"AAECAwQFBgcICQoLDA0ODw==\",\"via\":\"camera\"}");
  test_assert_problem (unknown, "code-unknown");
  g_autofree char *path = session_path (pc->id, "/claim");
  g_autoptr (TestAnswer) forged =
      test_device_request (phone.device, authority, "POST", path,
                           "{\"step\":0,\"mac\":\"AAAAAAAAAAA=\",\"nonce\":"
                           "\"AAECAwQFBgcICQoLDA0ODw==\",\"via\":\"camera\"}");
  test_assert_problem (forged, "code-forged");
  g_autoptr (TestAnswer) claimed = phone_claim (&phone, pc, "paste");
  g_assert_cmpuint (strlen (test_answer_get_text (claimed, "check_code")), ==, 3);
  g_autoptr (TestAnswer) foreign = test_request (authority, "GET", path, other->header, NULL);
  test_assert_problem (foreign, "method-not-allowed");
  g_autofree char *view = session_path (pc->id, "");
  g_autoptr (TestAnswer) token = test_request (authority, "GET", view, other->header, NULL);
  test_assert_problem (token, "token-invalid");
  g_autoptr (TestAnswer) jws =
      test_request (authority, "POST", "/v1/sessions", NULL, "{\"request\":\"a.b.c\"}");
  g_assert_cmpuint (jws->status, >=, 400);
  g_autoptr (TestAnswer) wrong = pc_send (pc, "check-code", ",\"code\":\"999\"");
  if (strcmp (test_answer_get_text (claimed, "check_code"), "999") != 0)
    test_assert_problem (wrong, "check-code-wrong");
  pc->seq--;
  g_autoptr (TestAnswer) replayed = pc_send (pc, "close", "");
  test_assert_problem (replayed, "frame-replayed");
  g_autoptr (TestAnswer) conflict = pc_send (pc, "sign",
                                             ",\"request_id\":\"r\",\"certificate\":\"f\","
                                             "\"algorithm\":\"sm2-sm3\",\"documents\":[]");
  g_assert_cmpuint (conflict->status, >=, 400);
  phone_clear (&phone);
}

/* Events */

/* Sends these bytes and leaves the connection open. */
static GSocketConnection *
send_bytes (const char *bytes)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_socket_client_set_timeout (client, 10);
  GSocketConnection *connection = g_socket_client_connect_to_host (
      client, "127.0.0.1", test_authority_get_port (authority), NULL, NULL);
  g_assert_nonnull (connection);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), bytes,
                             strlen (bytes), NULL, NULL, NULL);
  return connection;
}

static GSocketConnection *
open_stream (Pc *pc)
{
  g_autofree char *bytes = g_strdup_printf (
      "GET /v1/sessions/%s/events HTTP/1.1\r\nHost: localhost\r\n%s\r\n", pc->id, pc->header);
  return send_bytes (bytes);
}

/* Reads until the text has come, or the end; everything that came is returned. */
static char *
read_until (GSocketConnection *connection, const char *text)
{
  GString *all = g_string_new (NULL);
  char buffer[4096];
  gssize count;
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  while ((text == NULL || strstr (all->str, text) == NULL) &&
         (count = g_input_stream_read (input, buffer, sizeof buffer, NULL, NULL)) > 0)
    g_string_append_len (all, buffer, count);
  return g_string_free (all, FALSE);
}

static void
a_stream_brings_codes_and_the_scan_as_they_happen (void)
{
  g_autoptr (Pc) pc = open_session ();
  Phone phone;
  phone_init (&phone, pc->id);
  g_autoptr (GSocketConnection) stream = open_stream (pc);
  g_autofree char *begin = read_until (stream, "event: code");
  g_assert_nonnull (strstr (begin, "Content-Type: text/event-stream"));
  g_assert_nonnull (strstr (begin, "event: code"));
  g_autoptr (TestAnswer) claimed = phone_claim (&phone, pc, "camera");
  g_assert_cmpuint (claimed->status, ==, 200);
  g_autofree char *scanned = read_until (stream, "event: scanned");
  g_assert_nonnull (strstr (scanned, "\"nonce\""));
  g_autoptr (TestAnswer) rejected = phone_send (&phone, "reject", "");
  g_assert_cmpuint (rejected->status, ==, 200);
  g_autofree char *rest = read_until (stream, "\r\n0\r\n\r\n");
  g_assert_nonnull (strstr (rest, "rejected"));
  g_assert_nonnull (strstr (rest, "\r\n0\r\n\r\n"));
  phone_clear (&phone);
}

static void
streams_that_clients_leave_are_forgotten (void)
{
  g_autoptr (Pc) pc = open_session ();
  for (guint i = 0; i < 20; i++) {
    g_autoptr (GSocketConnection) stream = open_stream (pc);
    g_autofree char *begin = read_until (stream, "still here");
    g_io_stream_close (G_IO_STREAM (stream), NULL, NULL);
  }
  g_autofree char *path = session_path (pc->id, "/events?after=1000&wait=25");
  for (guint i = 0; i < 20; i++) {
    g_autoptr (GSocketClient) client = g_socket_client_new ();
    g_autoptr (GSocketConnection) poll = g_socket_client_connect_to_host (
        client, "127.0.0.1", test_authority_get_port (authority), NULL, NULL);
    g_autofree char *bytes = g_strdup_printf (
        "GET %s HTTP/1.1\r\nHost: localhost\r\n%s\r\nGET /healthz HTTP/1.1\r\n\r\n", path,
        pc->header);
    g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (poll)), bytes,
                               strlen (bytes), NULL, NULL, NULL);
    g_io_stream_close (G_IO_STREAM (poll), NULL, NULL);
  }
  g_autoptr (TestAnswer) view = pc_get (pc, "");
  g_assert_cmpuint (view->status, ==, 200);
}

static void
after_a_restart_both_sides_are_told (void)
{
  g_autoptr (Pc) pc = open_session ();
  Phone phone;
  phone_init (&phone, pc->id);
  connect_both (pc, &phone);
  g_autoptr (GSocketConnection) stream = open_stream (pc);
  g_autofree char *begin = read_until (stream, "still here");
  test_authority_restart (authority);
  g_autofree char *rest = read_until (stream, NULL);
  g_autoptr (TestAnswer) told = pc_get (pc, "/events?after=0&wait=0");
  test_assert_problem (told, "session-closed");
  g_assert_cmpstr (test_answer_get_text (told, "reason"), ==, "authority-restarted");
  g_autoptr (TestAnswer) frame = phone_send (&phone, "disconnect", ",\"reason\":\"user\"");
  test_assert_problem (frame, "session-closed");
  g_assert_cmpstr (test_answer_get_text (frame, "reason"), ==, "authority-restarted");
  g_autofree char *view = session_path (pc->id, "");
  g_autoptr (TestAnswer) stranger =
      test_request (authority, "GET", view, "Authorization: Bearer abc\r\n", NULL);
  g_assert_null (strstr (stranger->body, "authority-restarted"));
  phone_clear (&phone);
}

/* A page whose poll is answered asks again at once, while the authority is still on its way out. */
static void
who_polls_while_the_authority_stops_hears_how_it_ends (void)
{
  g_autoptr (Pc) pc = open_session ();
  Phone phone;
  phone_init (&phone, pc->id);
  connect_both (pc, &phone);
  g_autofree char *poll = g_strdup_printf (
      "GET /v1/sessions/%s/events?after=100000&wait=25 HTTP/1.1\r\nHost: localhost\r\n%s", pc->id,
      pc->header);
  g_autofree char *polls = g_strconcat (poll, "\r\n", poll, "Connection: close\r\n\r\n", NULL);
  g_autoptr (GSocketConnection) page = send_bytes (polls);
  /* The first waits now, or is still on its way: then it is told the same. */
  for (guint i = 0; i < 3; i++)
    test_answer_free (pc_get (pc, ""));
  test_authority_restart (authority);
  g_autofree char *answers = read_until (page, NULL);
  g_assert_nonnull (strstr (answers, "authority-restarted"));
  g_assert_null (strstr (answers, "urn:yqq:problem:internal"));
  phone_clear (&phone);
}

static void
logging_out_closes_the_session (void)
{
  g_autoptr (Pc) pc = open_session ();
  Phone phone;
  phone_init (&phone, pc->id);
  connect_both (pc, &phone);
  g_autoptr (TestAnswer) out =
      test_device_request (phone.device, authority, "DELETE", "/v1/devices/self", NULL);
  g_assert_cmpuint (out->status, ==, 200);
  g_autoptr (TestAnswer) late = pc_send (pc, "close", "");
  test_assert_problem (late, "session-closed");
  g_assert_cmpstr (test_answer_get_text (late, "reason"), ==, "device-revoked");
  phone_clear (&phone);
}

/* The last test: the relying party is of no use after it. */
static void
withdrawing_the_relying_party_ends_its_sessions (void)
{
  g_autoptr (Pc) pc = open_session ();
  Phone phone;
  phone_init (&phone, pc->id);
  connect_both (pc, &phone);
  g_assert_cmpint (test_run_program (NULL, NULL, "relying-party", "withdraw", "--data",
                                     authority->data, party_id, NULL),
                   ==, 0);
  g_autoptr (TestAnswer) view = pc_get (pc, "");
  for (guint i = 0; i < 600 && strstr (view->body, "closed") == NULL; i++) {
    g_usleep (100000);
    test_answer_free (view);
    view = pc_get (pc, "");
  }
  g_assert_cmpstr (test_answer_get_text (view, "state"), ==, "closed");
  g_assert_cmpstr (test_answer_get_text (view, "reason"), ==, "relying-party-withdrawn");
  g_autoptr (TestAnswer) frame = phone_send (&phone, "disconnect", ",\"reason\":\"user\"");
  test_assert_problem (frame, "session-closed");
  g_assert_cmpstr (test_answer_get_text (frame, "reason"), ==, "relying-party-withdrawn");
  phone_clear (&phone);
  g_autofree char *jws = make_jws (NULL, NULL);
  g_autofree char *body = g_strdup_printf ("{\"request\":\"%s\"}", jws);
  g_autoptr (TestAnswer) answer = test_request (authority, "POST", "/v1/sessions", NULL, body);
  test_assert_problem (answer, "relying-party-unknown");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  authority = test_authority_new (yqq_clock_get_system ());
  register_party ();
#define ADD(name) g_test_add_func ("/authority/session/" #name, name)
  ADD (a_session_goes_from_code_to_signature_to_end);
  ADD (a_document_up_to_its_limit_goes_through);
  ADD (each_refusal_has_its_own_code);
  ADD (a_stream_brings_codes_and_the_scan_as_they_happen);
  ADD (streams_that_clients_leave_are_forgotten);
  ADD (after_a_restart_both_sides_are_told);
  ADD (who_polls_while_the_authority_stops_hears_how_it_ends);
  ADD (logging_out_closes_the_session);
  ADD (withdrawing_the_relying_party_ends_its_sessions);
  int result = g_test_run ();
  test_authority_free (authority);
  yqq_key_unref (party_key);
  g_free (party_id);
  return result;
}
