/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/session-event.h"

#include "message.h"
#include "samples.h"

#define EVENT(number, type, rest)                                                                  \
  "{\"seq\":" #number ",\"type\":\"" type "\",\"at\":\"" TIME "\"," rest "}"

static const MessageKind kinds[] = {
    MESSAGE (EVENT (1,
                    "state",
                    "\"state\":\"closed\",\"reason\":\"idle\",\"expires_at\":\"" LATER
                    "\",\"idle_at\":\"" LATER "\",\"absolute_at\":\"" LATER
                    "\",\"signatures\":3,\"signature_limit\":100"),
             yqq_session_event,
             "reason expires_at idle_at absolute_at"),
    MESSAGE (EVENT (2,
                    "code",
                    "\"text\":\"HTTPS://X/S/1.A.B.C\",\"step\":7,\"valid_until\":\"" LATER "\""),
             yqq_session_event,
             NULL),
    MESSAGE (EVENT (3,
                    "scanned",
                    "\"nonce\":\"" BYTES_16 "\",\"check_code_required\":true,\"tries_left\":3"),
             yqq_session_event,
             NULL),
    MESSAGE (EVENT (4, "check-code", "\"passed\":false,\"tries_left\":2"), yqq_session_event, NULL),
    MESSAGE (EVENT (5, "connected", "\"person\":{\"name_masked\":\"张*\"}"),
             yqq_session_event,
             NULL),
    MESSAGE (EVENT (6, "connected", "\"relying_party\":" RELYING_PARTY), yqq_session_event, NULL),
    MESSAGE (EVENT (7,
                    "request",
                    "\"relying_party\":" RELYING_PARTY
                    ",\"purpose\":\"合同签署\",\"documents\":[" DOCUMENT_DIGESTS "," DOCUMENT_BARE
                    "],\"jws\":\"a.b.c\""),
             yqq_session_event,
             NULL),
    MESSAGE (
        EVENT (
            8,
            "sign",
            "\"request_id\":\"r1\",\"certificate\":\"" FINGERPRINT
            "\",\"algorithm\":\"p256-sha256\",\"by_value\":true,\"documents\":[" DOCUMENT_SUPPLIED
            "]"),
        yqq_session_event,
        "by_value"),
    MESSAGE (EVENT (9,
                    "signed",
                    "\"request_id\":\"r1\",\"document\":\"d1\",\"verification\":" VERIFICATION),
             yqq_session_event,
             NULL),
    MESSAGE (
        EVENT (10, "completed", "\"request_id\":\"r1\",\"state\":\"refused\",\"reason\":\"user\""),
        yqq_session_event,
        "reason"),
    MESSAGE (EVENT (11, "peer", "\"present\":false"), yqq_session_event, NULL),
};

static void
every_event_comes_back (void)
{
  gboolean seen[YQQ_SESSION_EVENT_TYPE_COUNT] = {FALSE};
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    message_check (&kinds[i]);
    g_autoptr (JsonObject) object = message_parse (kinds[i].text);
    g_autoptr (YqqSessionEvent) event = yqq_session_event_from_json (object, NULL);
    seen[event->type] = TRUE;
  }
  for (guint type = 0; type < YQQ_SESSION_EVENT_TYPE_COUNT; type++)
    g_assert_true (seen[type]);
}

static void
what_an_event_says_is_what_was_written (void)
{
  g_autoptr (JsonObject) object = message_parse (kinds[0].text);
  g_autoptr (YqqSessionEvent) state = yqq_session_event_from_json (object, NULL);
  g_assert_cmpint (state->state, ==, YQQ_SESSION_STATE_CLOSED);
  g_assert_cmpint (state->reason, ==, YQQ_SESSION_REASON_IDLE);
  g_assert_cmpint (state->idle_at_ms - state->at_ms, ==, 120500);
  g_assert_cmpuint (state->signatures, ==, 3);
  g_autoptr (JsonObject) other = message_parse (kinds[7].text);
  g_autoptr (YqqSessionEvent) sign = yqq_session_event_from_json (other, NULL);
  const YqqDocumentReference *document = g_ptr_array_index (sign->documents, 0);
  g_assert_cmpint (sign->algorithm, ==, YQQ_ALGORITHM_P256_SHA256);
  g_assert_true (document->supplied);
  g_assert_cmpuint (g_bytes_get_size (document->digest), ==, 32);
}

static void
what_cannot_have_happened_is_refused (void)
{
  static const MessageKind *const kind = &kinds[0];
  message_check_refused (kind, EVENT (1, "completed", "\"request_id\":\"r\",\"state\":\"waiting\""),
                         "state");
  message_check_refused (kind, EVENT (0, "peer", "\"present\":true"), "seq");
  message_check_refused (kind, EVENT (1, "nothing", "\"present\":true"), "type");
  message_check_refused (kind, EVENT (1, "check-code", "\"passed\":true,\"tries_left\":4"),
                         "tries_left");
  message_check_refused (
      kind,
      EVENT (1, "sign",
             "\"request_id\":\"r\",\"certificate\":\"xyz\",\"algorithm\":\"sm2-sm3\","
             "\"documents\":[" DOCUMENT_SUPPLIED "]"),
      "certificate");
  /* the person must always see the digest that is going to be signed */
  message_check_refused (
      kind,
      EVENT (1, "sign",
             "\"request_id\":\"r\",\"certificate\":\"" FINGERPRINT
             "\",\"algorithm\":\"sm2-sm3\",\"documents\":[{\"id\":\"d\",\"name\":\"x\","
             "\"size\":1,\"supplied\":true}]"),
      "digest");
}

static void
a_poll_answers_with_events_and_the_state (void)
{
  static const char text[] = "{\"events\":[" EVENT (4, "peer", "\"present\":true") "," EVENT (
      5, "check-code", "\"passed\":true,\"tries_left\":3") "],\"state\":\"scanned\"}";
  g_autoptr (JsonObject) object = message_parse (text);
  g_autoptr (GError) error = NULL;
  YqqSessionState state = YQQ_SESSION_STATE_CLOSED;
  g_autoptr (GPtrArray) events = yqq_session_events_from_json (object, &state, &error);
  g_assert_no_error (error);
  g_assert_cmpint (state, ==, YQQ_SESSION_STATE_SCANNED);
  g_assert_cmpuint (events->len, ==, 2);
  g_assert_cmpint (((YqqSessionEvent *)g_ptr_array_index (events, 1))->seq, ==, 5);
}

static void
a_poll_with_one_bad_event_is_refused (void)
{
  static const char text[] = "{\"events\":[" EVENT (4, "peer", "\"present\":true") ",{}],"
                                                                                   "\"state\":"
                                                                                   "\"scanned\"}";
  g_autoptr (JsonObject) object = message_parse (text);
  g_autoptr (GError) error = NULL;
  YqqSessionState state = YQQ_SESSION_STATE_CLOSED;
  g_assert_null (yqq_session_events_from_json (object, &state, &error));
  g_assert_error (error, YQQ_PROTOCOL_ERROR, YQQ_PROTOCOL_ERROR_MALFORMED);
  g_assert_cmpint (state, ==, YQQ_SESSION_STATE_CLOSED);
}

#define ADD(test) g_test_add_func ("/protocol/session-event/" #test, test)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD (every_event_comes_back);
  ADD (what_an_event_says_is_what_was_written);
  ADD (what_cannot_have_happened_is_refused);
  ADD (a_poll_answers_with_events_and_the_state);
  ADD (a_poll_with_one_bad_event_is_refused);
  return g_test_run ();
}
