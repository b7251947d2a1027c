/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/session-request.h"

#include <string.h>

#include "message.h"
#include "samples.h"

#define NOW_S G_GINT64_CONSTANT (1795334400)
#define ORIGIN "https://sign.example.cn"
#define TEXT                                                                                       \
  "{\"iss\":\"rp1\",\"aud\":\"" ORIGIN "\",\"iat\":1795334400,\"exp\":1795334460,"                 \
  "\"jti\":\"j-1\",\"purpose\":\"合同签署\",\"documents\":[" DOCUMENT_DIGESTS                      \
  "],\"sid\":\"AAAA\",\"nonce\":\"" BYTES_16 "\"}"

static YqqSessionRequest *
read_object (JsonObject *object, GError **error)
{
  g_autofree char *text = yqq_json_to_string (object);
  g_autoptr (GBytes) payload = g_bytes_new (text, strlen (text));
  return yqq_session_request_parse (payload, error);
}

static JsonObject *
write_object (const YqqSessionRequest *self)
{
  g_autoptr (GBytes) payload = yqq_session_request_to_bytes (self);
  return yqq_json_parse (g_bytes_get_data (payload, NULL), (gssize)g_bytes_get_size (payload), 0,
                         NULL);
}

static const MessageKind kind = {
    .text = TEXT,
    .read = (MessageReader)read_object,
    .write = (MessageWriter)write_object,
    .free = (GDestroyNotify)yqq_session_request_free,
    .optional = "sid nonce",
};

static YqqSessionRequest *
make_request (void)
{
  g_autoptr (JsonObject) object = message_parse (TEXT);
  return read_object (object, NULL);
}

static void
check (const YqqSessionRequest *request, gint64 now_s, int why, const char *member)
{
  g_autoptr (GError) error = NULL;
  gboolean good = yqq_session_request_check (request, "rp1", ORIGIN, now_s * 1000 + 999, "AAAA",
                                             BYTES_16, &error);
  if (member == NULL) {
    g_assert_no_error (error);
    g_assert_true (good);
    return;
  }
  g_assert_false (good);
  g_assert_error (error, YQQ_PROTOCOL_ERROR, why);
  g_assert_cmpstr (yqq_protocol_error_get_member (error), ==, member);
}

static void
a_payload_comes_back (void)
{
  message_check (&kind);
}

static void
it_is_good_for_its_minute (void)
{
  g_autoptr (YqqSessionRequest) request = make_request ();
  check (request, NOW_S, 0, NULL);
  check (request, NOW_S + 59, 0, NULL);
  check (request, NOW_S + 60, YQQ_PROTOCOL_ERROR_EXPIRED, "exp");
  check (request, NOW_S - 30, 0, NULL);
  check (request, NOW_S - 31, YQQ_PROTOCOL_ERROR_EXPIRED, "iat");
}

static void
nobody_lives_longer_than_a_minute (void)
{
  g_autoptr (YqqSessionRequest) request = make_request ();
  request->expires_at = NOW_S + 61;
  check (request, NOW_S, YQQ_PROTOCOL_ERROR_EXPIRED, "exp");
  request->expires_at = NOW_S;
  check (request, NOW_S - 5, YQQ_PROTOCOL_ERROR_EXPIRED, "exp");
  request->expires_at = 0;
  check (request, NOW_S, YQQ_PROTOCOL_ERROR_EXPIRED, "exp");
}

static void
what_is_meant_for_others_is_refused (void)
{
  static const struct {
    gsize place;
    const char *value;
    const char *member;
  } cases[] = {
      {G_STRUCT_OFFSET (YqqSessionRequest, issuer), "rp2", "iss"},
      {G_STRUCT_OFFSET (YqqSessionRequest, audience), "https://sign.example.com", "aud"},
      {G_STRUCT_OFFSET (YqqSessionRequest, session_id), "AAAB", "sid"},
      {G_STRUCT_OFFSET (YqqSessionRequest, session_id), NULL, "sid"},
      {G_STRUCT_OFFSET (YqqSessionRequest, nonce), BYTES_32, "nonce"},
      {G_STRUCT_OFFSET (YqqSessionRequest, nonce), NULL, "nonce"},
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (YqqSessionRequest) request = make_request ();
    char **value = G_STRUCT_MEMBER_P (request, cases[i].place);
    g_free (*value);
    *value = g_strdup (cases[i].value);
    check (request, NOW_S, YQQ_PROTOCOL_ERROR_MISMATCH, cases[i].member);
  }
}

static void
the_first_request_names_no_session (void)
{
  g_autoptr (YqqSessionRequest) request = make_request ();
  g_autoptr (GError) error = NULL;
  g_assert_false (
      yqq_session_request_check (request, "rp1", ORIGIN, NOW_S * 1000, NULL, NULL, &error));
  g_assert_error (error, YQQ_PROTOCOL_ERROR, YQQ_PROTOCOL_ERROR_MISMATCH);
  g_clear_pointer (&request->session_id, g_free);
  g_clear_pointer (&request->nonce, g_free);
  g_assert_true (
      yqq_session_request_check (request, "rp1", ORIGIN, NOW_S * 1000, NULL, NULL, NULL));
}

static void
other_bytes_are_refused (void)
{
  static const char *const texts[] = {"", "null", "[]", "{", "{}", "\xff", "{\"iss\":\"a\"}"};
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GBytes) payload = g_bytes_new (texts[i], strlen (texts[i]));
    g_autoptr (GError) error = NULL;
    g_assert_null (yqq_session_request_parse (payload, &error));
    g_assert_error (error, YQQ_PROTOCOL_ERROR, YQQ_PROTOCOL_ERROR_MALFORMED);
  }
  g_autofree char *large = g_strnfill (12 * 1024 + 1, ' ');
  g_autoptr (GBytes) payload = g_bytes_new (large, strlen (large));
  g_autoptr (GError) error = NULL;
  g_assert_null (yqq_session_request_parse (payload, &error));
  g_assert_error (error, YQQ_PROTOCOL_ERROR, YQQ_PROTOCOL_ERROR_TOO_LARGE);
}

static void
a_copy_is_the_same_and_its_own (void)
{
  g_autoptr (YqqSessionRequest) request = make_request ();
  g_autoptr (YqqSessionRequest) copy = yqq_session_request_copy (request);
  g_autoptr (GBytes) first = yqq_session_request_to_bytes (request);
  g_clear_pointer (&request, yqq_session_request_free);
  g_autoptr (GBytes) second = yqq_session_request_to_bytes (copy);
  g_assert_true (g_bytes_equal (first, second));
}

#define ADD(test) g_test_add_func ("/protocol/session-request/" #test, test)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD (a_payload_comes_back);
  ADD (it_is_good_for_its_minute);
  ADD (nobody_lives_longer_than_a_minute);
  ADD (what_is_meant_for_others_is_refused);
  ADD (the_first_request_names_no_session);
  ADD (other_bytes_are_refused);
  ADD (a_copy_is_the_same_and_its_own);
  return g_test_run ();
}
