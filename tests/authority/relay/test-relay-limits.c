/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much of everything a session and the relay take, and what long polls and streams hear. */
#include <string.h>

#include "base/encoding.h"
#include "crypto/cms.h"
#include "relay-fixture.h"

static void
create (RelayFixture *self, YqqKey *key, const char *address)
{
  g_autofree char *jws = relay_fixture_make_request (self, key, NULL, NULL);
  relay_fixture_create (self, jws, address);
}

static void
an_address_opens_five_sessions_a_second (void)
{
  g_autoptr (RelayFixture) self = relay_fixture_new ();
  for (int i = 0; i < YQQ_RELAY_CREATIONS_PER_ADDRESS; i++) {
    create (self, self->party_key, "192.0.2.1");
    assert_answered (self, 201);
  }
  create (self, self->party_key, "192.0.2.1");
  assert_problem (self, YQQ_PROBLEM_RATE_LIMITED);
  create (self, self->party_key, "192.0.2.2");
  assert_answered (self, 201);
  relay_fixture_pass (self, 1000);
  create (self, self->party_key, "192.0.2.1");
  assert_answered (self, 201);
}

static void
a_relying_party_opens_ten_sessions_a_second (void)
{
  g_autoptr (RelayFixture) self = relay_fixture_new ();
  for (int i = 0; i < YQQ_RELAY_CREATIONS_PER_PARTY; i++) {
    create (self, self->party_key, NULL);
    assert_answered (self, 201);
  }
  create (self, self->party_key, NULL);
  assert_problem (self, YQQ_PROBLEM_RATE_LIMITED);
  relay_fixture_pass (self, 250);
  create (self, self->party_key, NULL);
  assert_answered (self, 201);
}

static void
nobody_else_uses_up_a_relying_partys_rate (void)
{
  g_autoptr (RelayFixture) self = relay_fixture_new ();
  g_autoptr (YqqKey) forger = yqq_key_generate (YQQ_ALGORITHM_P256_SHA256);
  for (int i = 0; i < 3 * YQQ_RELAY_CREATIONS_PER_PARTY; i++) {
    create (self, forger, NULL);
    assert_problem (self, YQQ_PROBLEM_REQUEST_INVALID);
  }
  create (self, self->party_key, NULL);
  assert_answered (self, 201);
}

static void
a_request_opens_one_session (void)
{
  g_autoptr (RelayFixture) self = relay_fixture_new ();
  g_autofree char *jws = relay_fixture_make_request (self, self->party_key, NULL, NULL);
  relay_fixture_create (self, jws, NULL);
  assert_answered (self, 201);
  relay_fixture_create (self, jws, NULL);
  assert_problem (self, YQQ_PROBLEM_REQUEST_INVALID);
}

static void
an_old_request_and_one_for_another_session_open_nothing (void)
{
  g_autoptr (RelayFixture) self = relay_fixture_new ();
  g_autofree char *jws = relay_fixture_make_request (self, self->party_key, NULL, NULL);
  g_autofree char *bound =
      relay_fixture_make_request (self, self->party_key, "AAAA", "AAECAwQFBgcICQoLDA0ODw==");
  relay_fixture_create (self, bound, NULL);
  assert_problem (self, YQQ_PROBLEM_REQUEST_INVALID);
  relay_fixture_create (self, "not.a.jws", NULL);
  assert_problem (self, YQQ_PROBLEM_REQUEST_INVALID);
  relay_fixture_create (self, "", NULL);
  assert_problem (self, YQQ_PROBLEM_REQUEST_INVALID);
  relay_fixture_pass (self, 60000);
  relay_fixture_create (self, jws, NULL);
  assert_problem (self, YQQ_PROBLEM_REQUEST_INVALID);
  g_assert_cmpuint (yqq_relay_get_n_sessions (self->relay), ==, 0);
}

static void
a_session_that_could_not_be_written_is_not_there (void)
{
  g_autoptr (RelayFixture) self = relay_fixture_new ();
  self->hold_commits = TRUE;
  create (self, self->party_key, NULL);
  g_assert_cmpuint (self->replies, ==, 0);
  relay_fixture_commit (self, FALSE);
  assert_problem (self, YQQ_PROBLEM_INTERNAL);
  g_assert_cmpuint (yqq_relay_get_n_sessions (self->relay), ==, 0);
}

static void
sixty_four_requests_may_be_open (void)
{
  g_autoptr (RelayFixture) self = relay_fixture_new ();
  relay_fixture_connect (self);
  for (int i = 0; i < YQQ_SESSION_MAX_OPEN_REQUESTS; i++) {
    g_autofree char *id = g_strdup_printf ("r%d", i);
    relay_fixture_sign (self, id, "a", 7);
    assert_answered (self, 200);
    relay_fixture_pass (self, 250);
  }
  relay_fixture_sign (self, "one-more", "a", 7);
  assert_problem (self, YQQ_PROBLEM_LIMIT_REACHED);
  relay_fixture_send (self, TRUE,
                      "{\"type\":\"refuse\",\"request_id\":\"r0\",\"reason\":\"user\"}");
  relay_fixture_sign (self, "one-more", "a", 7);
  assert_answered (self, 200);
}

/* A request for as many documents as there may be, or fewer. */
static void
sign_many (RelayFixture *self, const char *request_id, guint n)
{
  g_autoptr (GString) documents = g_string_new (NULL);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (documents,
                            "%s{\"id\":\"d%u\",\"name\":\"x\",\"size\":1,\"digest\":"
                            "\"BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=\"}",
                            i > 0 ? "," : "", i);
  g_autofree char *frame = g_strdup_printf (
      "{\"type\":\"sign\",\"request_id\":\"%s\",\"certificate\":\"%s\",\"algorithm\":"
      "\"p256-sha256\",\"documents\":[%s]}",
      request_id, yqq_x509_get_fingerprint (self->certificate), documents->str);
  relay_fixture_send (self, FALSE, frame);
}

static void
more_than_a_hundred_signatures_are_never_asked_for (void)
{
  g_autoptr (RelayFixture) self = relay_fixture_new ();
  relay_fixture_connect (self);
  for (int i = 0; i < 3; i++) {
    g_autofree char *id = g_strdup_printf ("r%d", i);
    sign_many (self, id, 32);
    assert_answered (self, 200);
  }
  sign_many (self, "r3", 5);
  assert_problem (self, YQQ_PROBLEM_LIMIT_REACHED);
  sign_many (self, "r3", 4);
  assert_answered (self, 200);
  sign_many (self, "r4", 1);
  assert_problem (self, YQQ_PROBLEM_LIMIT_REACHED);
}

static void
a_request_is_complete_with_its_last_document (void)
{
  g_autoptr (RelayFixture) self = relay_fixture_new ();
  relay_fixture_connect (self);
  sign_many (self, "r1", 3);
  relay_fixture_deliver (self, "r1", "d0", 7);
  relay_fixture_deliver (self, "r1", "d2", 7);
  assert_state (self, "signing");
  g_assert_false (relay_fixture_heard (self, FALSE, "event: completed"));
  relay_fixture_deliver (self, "r1", "d1", 7);
  assert_state (self, "connected");
  g_assert_true (relay_fixture_heard (self, FALSE, "event: completed"));
  g_assert_true (relay_fixture_heard (self, TRUE, "event: completed"));
}

static void
a_signature_that_is_not_certain_yet_is_not_acknowledged (void)
{
  g_autoptr (RelayFixture) self = relay_fixture_new ();
  relay_fixture_connect (self);
  sign_many (self, "r1", 2);
  self->hold_commits = TRUE;
  guint replies = self->replies;
  relay_fixture_deliver (self, "r1", "d0", 7);
  relay_fixture_deliver (self, "r1", "d0", 7);
  g_assert_cmpuint (self->replies, ==, replies);
  relay_fixture_commit (self, TRUE);
  g_assert_cmpuint (self->replies, ==, replies + 2);
  assert_answered (self, 200);
  self->hold_commits = FALSE;
  relay_fixture_deliver (self, "r1", "d0", 7); /* a lost answer asked for again */
  assert_answered (self, 200);
  g_assert_cmpuint (self->records->len, ==, 5); /* opened claimed connected requested signed */
}

static void
a_refusal_says_why (void)
{
  g_autoptr (RelayFixture) self = relay_fixture_new ();
  relay_fixture_connect (self);
  relay_fixture_sign (self, "r1", "a", 7);
  self->hold_commits = TRUE;
  relay_fixture_send (self, TRUE,
                      "{\"type\":\"refuse\",\"request_id\":\"r1\",\"reason\":\"user\"}");
  assert_state (self, "signing");
  relay_fixture_commit (self, TRUE);
  assert_answered (self, 200);
  assert_state (self, "connected");
  YqqRelayCaller party = {self->token, NULL, NULL};
  g_autoptr (JsonObject) result =
      yqq_relay_get_result (self->relay, self->session_id, &party, "r1", NULL);
  g_assert_cmpstr (json_object_get_string_member (result, "state"), ==, "refused");
  g_assert_cmpstr (json_object_get_string_member (result, "reason"), ==, "user");
}

static void
a_signature_by_another_certificate_is_refused (void)
{
  g_autoptr (RelayFixture) self = relay_fixture_new ();
  g_autoptr (RelayFixture) other = relay_fixture_new ();
  relay_fixture_connect (self);
  relay_fixture_sign (self, "r1", "a", 7);
  /* the other's certificate is good too, only not the one that was asked for */
  g_ptr_array_add (self->roots, yqq_x509_ref (other->roots->pdata[0]));
  guint8 bytes[32];
  memset (bytes, 7, sizeof bytes);
  g_autoptr (GBytes) digest = g_bytes_new (bytes, sizeof bytes);
  g_autoptr (GBytes) cms = yqq_cms_sign_detached (other->signing_key, other->certificate,
                                                  other->intermediates, digest, NOW, NULL);
  g_autofree char *text = yqq_base64_encode (g_bytes_get_data (cms, NULL), g_bytes_get_size (cms));
  g_autofree char *frame =
      g_strdup_printf ("{\"type\":\"signed\",\"request_id\":\"r1\",\"signatures\":[{"
                       "\"document\":\"a\",\"signature\":\"%s\"}]}",
                       text);
  relay_fixture_send (self, TRUE, frame);
  assert_problem (self, YQQ_PROBLEM_SIGNATURE_REFUSED);
  assert_state (self, "signing");
}

static void
deliver_three (RelayFixture *self, const char *documents[3], const char *fills)
{
  char *elements[4] = {NULL};
  for (guint i = 0; i < 3; i++)
    elements[i] = relay_fixture_make_signature (self, documents[i], fills[i]);
  g_autofree char *joined = g_strjoinv (",", elements);
  relay_fixture_deliver_all (self, "r1", joined);
  for (guint i = 0; i < 3; i++)
    g_free (elements[i]);
}

static void
one_bad_signature_refuses_its_whole_frame (void)
{
  static const struct {
    const char *documents[3];
    const char *fills;
    YqqProblemCode problem;
  } bad[] = {
      {{"d0", "d1", "d2"}, "\7\7\10", YQQ_PROBLEM_SIGNATURE_REFUSED},
      {{"d0", "d1", "other"}, "\7\7\7", YQQ_PROBLEM_DOCUMENT_UNKNOWN},
      {{"d0", "d1", "d1"}, "\7\7\7", YQQ_PROBLEM_MALFORMED},
  };
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (RelayFixture) self = relay_fixture_new ();
    relay_fixture_connect (self);
    sign_many (self, "r1", 3);
    deliver_three (self, (const char **)bad[i].documents, bad[i].fills);
    assert_problem (self, bad[i].problem);
    g_assert_cmpuint (self->records->len, ==, 4); /* opened claimed connected requested */
    g_assert_false (relay_fixture_heard (self, FALSE, "event: signed"));
    assert_state (self, "signing");
  }
}

static void
signatures_of_one_frame_are_written_together_and_only_once (void)
{
  const char *documents[3] = {"d0", "d1", "d2"};
  g_autoptr (RelayFixture) self = relay_fixture_new ();
  relay_fixture_connect (self);
  sign_many (self, "r1", 4);
  relay_fixture_deliver (self, "r1", "d1", 7);
  self->hold_commits = TRUE;
  deliver_three (self, documents, "\7\7\7");
  g_assert_cmpuint (self->records->len, ==, 6);
  relay_fixture_commit (self, FALSE);
  assert_problem (self, YQQ_PROBLEM_INTERNAL);
  g_assert_false (relay_fixture_heard (self, FALSE, "\"d2\""));
  self->hold_commits = FALSE;
  deliver_three (self, documents, "\7\7\7");
  assert_answered (self, 200);
  g_assert_true (relay_fixture_heard (self, FALSE, "\"d2\""));
  deliver_three (self, documents, "\7\7\7"); /* a lost answer asked for again */
  assert_answered (self, 200);
  g_assert_cmpuint (self->records->len, ==, 7);
  assert_state (self, "signing");
  relay_fixture_deliver (self, "r1", "d3", 7);
  assert_state (self, "connected");
}

static void
bad_signatures_count_against_the_rate (void)
{
  g_autoptr (RelayFixture) self = relay_fixture_new ();
  relay_fixture_connect (self);
  sign_many (self, "r1", 32);
  relay_fixture_pass (self, 1000);
  for (int i = 0; i < YQQ_SESSION_FRAMES_PER_SECOND; i++) {
    relay_fixture_deliver (self, "r1", "d0", 8);
    assert_problem (self, YQQ_PROBLEM_SIGNATURE_REFUSED);
  }
  relay_fixture_deliver (self, "r1", "d0", 7);
  assert_problem (self, YQQ_PROBLEM_FRAME_RATE);
  self->device_seq--; /* it was not judged */
  relay_fixture_pass (self, 250);
  for (int i = 0; i < 32; i++) { /* good ones are not slowed down */
    g_autofree char *id = g_strdup_printf ("d%d", i);
    relay_fixture_deliver (self, "r1", id, 7);
    assert_answered (self, 200);
  }
}

static gboolean
put (RelayFixture *self, const char *document, gsize size, GError **error)
{
  YqqRelayCaller party = {self->token, NULL, NULL};
  g_autoptr (GBytes) body = g_bytes_new_take (g_malloc0 (size), size);
  g_autoptr (JsonObject) answer =
      yqq_relay_put_document (self->relay, self->session_id, &party, document, body, error);
  return answer != NULL;
}

static void
check_not_put (RelayFixture *self, const char *document, gsize size, int why)
{
  g_autoptr (GError) error = NULL;
  g_assert_false (put (self, document, size, &error));
  g_assert_error (error, YQQ_PROBLEM_ERROR, why);
}

static void
documents_have_limits_and_go_with_the_session (void)
{
  g_autoptr (RelayFixture) self = relay_fixture_new ();
  relay_fixture_connect (self);
  check_not_put (self, "a", YQQ_SESSION_MAX_DOCUMENT_BYTES + 1, YQQ_PROBLEM_TOO_LARGE);
  for (int i = 0; i < 4; i++) {
    g_autofree char *id = g_strdup_printf ("d%d", i);
    g_assert_true (put (self, id, YQQ_SESSION_MAX_DOCUMENT_BYTES, NULL));
  }
  check_not_put (self, "one-more", 1, YQQ_PROBLEM_TOO_LARGE);
  relay_fixture_send (self, FALSE, "{\"type\":\"close\"}");
  check_not_put (self, "late", 1, YQQ_PROBLEM_SESSION_CLOSED);
  YqqRelayCaller device = {NULL, DEVICE, PERSON};
  g_autoptr (GError) error = NULL;
  g_assert_null (yqq_relay_dup_document (self->relay, self->session_id, &device, "d0", &error));
  g_assert_error (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_DOCUMENT_UNKNOWN);
}

static void
even_empty_documents_are_counted (void)
{
  g_autoptr (RelayFixture) self = relay_fixture_new ();
  relay_fixture_connect (self);
  for (int i = 0; i < YQQ_SESSION_SIGNATURE_LIMIT; i++) {
    g_autofree char *id = g_strdup_printf ("d%d", i);
    g_assert_true (put (self, id, 0, NULL));
  }
  check_not_put (self, "one-more", 0, YQQ_PROBLEM_LIMIT_REACHED);
  g_assert_true (put (self, "d0", 0, NULL));
}

static void
a_supplied_document_never_changes (void)
{
  g_autoptr (RelayFixture) self = relay_fixture_new ();
  relay_fixture_connect (self);
  g_assert_true (put (self, "a", 5, NULL));
  g_assert_true (put (self, "a", 5, NULL));
  check_not_put (self, "a", 6, YQQ_PROBLEM_STATE_CONFLICT);
  check_not_put (self, "../a", 5, YQQ_PROBLEM_MALFORMED);
}

static void
a_supplied_document_needs_no_digest_and_others_do (void)
{
  static const char form[] =
      "{\"type\":\"sign\",\"request_id\":\"%s\",\"certificate\":\"%s\",\"algorithm\":"
      "\"p256-sha256\",\"documents\":[{\"id\":\"%s\",\"name\":\"x\",\"size\":5}]}";
  g_autoptr (RelayFixture) self = relay_fixture_new ();
  const char *fingerprint = yqq_x509_get_fingerprint (self->certificate);
  relay_fixture_connect (self);
  g_assert_true (put (self, "a", 5, NULL));
  g_autofree char *missing = g_strdup_printf (form, "r1", fingerprint, "b");
  relay_fixture_send (self, FALSE, missing);
  assert_problem (self, YQQ_PROBLEM_DOCUMENT_UNKNOWN);
  g_autofree char *supplied = g_strdup_printf (form, "r1", fingerprint, "a");
  relay_fixture_send (self, FALSE, supplied);
  assert_answered (self, 200);
  g_assert_true (relay_fixture_heard (self, TRUE, "\"supplied\":true"));
  /* SHA-256 of five zero bytes */
  g_assert_true (relay_fixture_heard (self, TRUE, "iFVQiq3hbsVz0h5qSF39CnYkCFwaFLXs3WSF3gxoOaQ="));
}

static void
a_poll_waits_for_what_happens (void)
{
  g_autoptr (RelayFixture) self = relay_fixture_new ();
  relay_fixture_open (self);
  g_assert_null (relay_fixture_poll (self, FALSE, 0, 25)); /* the state is known at once */
  assert_answered (self, 200);
  JsonArray *events = json_object_get_array_member (self->answer, "events");
  gint64 last = json_object_get_int_member (
      json_array_get_object_element (events, json_array_get_length (events) - 1), "seq");
  guint replies = self->replies;
  g_assert_nonnull (relay_fixture_poll (self, FALSE, last, 25));
  g_assert_cmpuint (self->replies, ==, replies);
  relay_fixture_pass (self, 2000); /* the next code */
  g_assert_cmpuint (self->replies, ==, replies + 1);
  events = json_object_get_array_member (self->answer, "events");
  g_assert_cmpuint (json_array_get_length (events), ==, 1);
  g_assert_cmpint (json_object_get_int_member (json_array_get_object_element (events, 0), "seq"),
                   ==, last + 1);
}

static void
a_poll_ends_after_its_time_with_nothing (void)
{
  g_autoptr (RelayFixture) self = relay_fixture_new ();
  relay_fixture_connect (self);
  g_assert_nonnull (relay_fixture_poll (self, TRUE, 1000, 3));
  guint replies = self->replies;
  relay_fixture_pass (self, 2750);
  g_assert_cmpuint (self->replies, ==, replies);
  relay_fixture_pass (self, 500);
  g_assert_cmpuint (self->replies, ==, replies + 1);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (self->answer, "events")),
                    ==, 0);
  g_assert_cmpstr (json_object_get_string_member (self->answer, "state"), ==, "connected");
}

static void
a_poll_that_is_called_off_is_not_answered (void)
{
  g_autoptr (RelayFixture) self = relay_fixture_new ();
  relay_fixture_connect (self);
  YqqRelayPoll *poll = relay_fixture_poll (self, TRUE, 1000, 3);
  guint replies = self->replies;
  yqq_relay_cancel_poll (self->relay, poll);
  relay_fixture_pass (self, 5000);
  g_assert_cmpuint (self->replies, ==, replies);
}

static void
polls_keep_a_side_present (void)
{
  g_autoptr (RelayFixture) self = relay_fixture_new ();
  relay_fixture_connect (self);
  relay_fixture_leave (self, FALSE);
  for (int i = 0; i < 6; i++) {
    relay_fixture_poll (self, FALSE, 1000000, 20);
    relay_fixture_pass (self, 40000);
    assert_state (self, "connected");
  }
  relay_fixture_pass (self, 20000 - 250); /* 45 s after the last poll was answered */
  assert_state (self, "connected");
  relay_fixture_pass (self, 5250);
  assert_state (self, "suspended");
}

static void
who_comes_back_can_go_on_at_once (void)
{
  g_autoptr (RelayFixture) self = relay_fixture_new ();
  relay_fixture_connect (self);
  relay_fixture_sign (self, "r1", "a", 7);
  relay_fixture_leave (self, TRUE);
  relay_fixture_pass (self, YQQ_SESSION_ABSENT_MS + 250);
  assert_state (self, "suspended");
  relay_fixture_listen (self, TRUE, 0);
  relay_fixture_deliver (self, "r1", "a", 7);
  assert_answered (self, 200);
  assert_state (self, "connected");
}

static void
the_code_is_told_as_soon_as_somebody_listens (void)
{
  g_autoptr (RelayFixture) self = relay_fixture_new ();
  relay_fixture_open (self);
  relay_fixture_pass (self, 4500);
  relay_fixture_listen (self, FALSE, 0);
  g_assert_true (relay_fixture_heard (self, FALSE, "event: code"));
  g_assert_true (relay_fixture_heard (self, FALSE, "\"step\":2"));
  g_assert_false (relay_fixture_heard (self, FALSE, "\"step\":1"));
}

static guint
count (const char *text, const char *part)
{
  guint found = 0;
  for (const char *at = strstr (text, part); at != NULL; at = strstr (at + 1, part))
    found++;
  return found;
}

static void
sixty_four_events_are_kept_for_a_minute (void)
{
  g_autoptr (RelayFixture) self = relay_fixture_new ();
  relay_fixture_connect (self);
  for (int i = 0; i < 40; i++) { /* sign, signed, completed and two states each */
    g_autofree char *id = g_strdup_printf ("r%d", i);
    relay_fixture_sign (self, id, "a", 7);
    relay_fixture_deliver (self, id, "a", 7);
    relay_fixture_pass (self, 250);
  }
  relay_fixture_listen (self, FALSE, 0);
  g_assert_cmpuint (count (self->heard[0]->str, "\nevent: "), ==, YQQ_SESSION_EVENT_KEEP_COUNT);
  relay_fixture_pass (self, YQQ_SESSION_EVENT_KEEP_MS + 250);
  relay_fixture_listen (self, FALSE, 0);
  g_assert_cmpuint (count (self->heard[0]->str, "\nevent: "), <=, 1);
}

static void
a_clock_that_is_set_back_stops_nobody (void)
{
  g_autoptr (RelayFixture) self = relay_fixture_new ();
  relay_fixture_connect (self);
  relay_fixture_pass (self, 1000);
  relay_fixture_sign (self, "r1", "a", 7);
  yqq_clock_advance (self->clock, -3600 * 1000);
  for (int i = 0; i < 40; i++) {
    yqq_clock_advance (self->clock, 100);
    relay_fixture_send (self, FALSE, "{\"type\":\"check-code\",\"code\":\"000\"}");
    assert_problem (self, YQQ_PROBLEM_STATE_CONFLICT);
  }
}

static void
a_claim_is_answered_when_it_is_certain (void)
{
  g_autoptr (RelayFixture) self = relay_fixture_new ();
  relay_fixture_open (self);
  relay_fixture_listen (self, FALSE, 0);
  g_autoptr (YqqQrPayload) code = relay_fixture_read_code (self);
  self->hold_commits = TRUE;
  guint replies = self->replies;
  relay_fixture_claim (self, code, DEVICE, YQQ_CLAIM_VIA_CAMERA);
  g_assert_cmpuint (self->replies, ==, replies);
  g_assert_false (relay_fixture_heard (self, FALSE, "event: scanned"));
  /* not even its repetition is */
  relay_fixture_claim (self, code, DEVICE, YQQ_CLAIM_VIA_CAMERA);
  assert_problem (self, YQQ_PROBLEM_CODE_USED);
  relay_fixture_commit (self, TRUE);
  assert_answered (self, 200);
  g_assert_true (relay_fixture_heard (self, FALSE, "event: scanned"));
}

static void
the_authoritys_own_page_needs_no_key (void)
{
  g_autoptr (RelayFixture) self = relay_fixture_new ();
  g_autoptr (GPtrArray) documents =
      g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_document_reference_free);
  g_ptr_array_add (documents, yqq_document_reference_new ("a", "合同.pdf", 5));
  YqqPcSessionRequest request = {(char *)"合同签署", documents};
  relay_fixture_create_own (self, &request);
  assert_answered (self, 201);
  g_autoptr (YqqQrPayload) code = relay_fixture_read_code (self);
  relay_fixture_claim (self, code, DEVICE, YQQ_CLAIM_VIA_CAMERA);
  assert_answered (self, 200);
  relay_fixture_listen (self, TRUE, 0);
  g_assert_true (relay_fixture_heard (self, TRUE, "event: request"));
  g_assert_true (relay_fixture_heard (self, TRUE, "合同签署"));
  relay_fixture_confirm (self);
  assert_answered (self, 200);
}

#define ADD(test) g_test_add_func ("/authority/relay/limits/" #test, test)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD (an_address_opens_five_sessions_a_second);
  ADD (a_relying_party_opens_ten_sessions_a_second);
  ADD (nobody_else_uses_up_a_relying_partys_rate);
  ADD (a_request_opens_one_session);
  ADD (an_old_request_and_one_for_another_session_open_nothing);
  ADD (a_session_that_could_not_be_written_is_not_there);
  ADD (sixty_four_requests_may_be_open);
  ADD (more_than_a_hundred_signatures_are_never_asked_for);
  ADD (a_request_is_complete_with_its_last_document);
  ADD (a_signature_that_is_not_certain_yet_is_not_acknowledged);
  ADD (a_refusal_says_why);
  ADD (a_signature_by_another_certificate_is_refused);
  ADD (one_bad_signature_refuses_its_whole_frame);
  ADD (signatures_of_one_frame_are_written_together_and_only_once);
  ADD (bad_signatures_count_against_the_rate);
  ADD (documents_have_limits_and_go_with_the_session);
  ADD (even_empty_documents_are_counted);
  ADD (a_supplied_document_never_changes);
  ADD (a_supplied_document_needs_no_digest_and_others_do);
  ADD (a_poll_waits_for_what_happens);
  ADD (a_poll_ends_after_its_time_with_nothing);
  ADD (a_poll_that_is_called_off_is_not_answered);
  ADD (polls_keep_a_side_present);
  ADD (who_comes_back_can_go_on_at_once);
  ADD (the_code_is_told_as_soon_as_somebody_listens);
  ADD (sixty_four_events_are_kept_for_a_minute);
  ADD (a_clock_that_is_set_back_stops_nobody);
  ADD (a_claim_is_answered_when_it_is_certain);
  ADD (the_authoritys_own_page_needs_no_key);
  return g_test_run ();
}
