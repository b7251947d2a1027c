/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a session refuses, each with a code of its own. */
#include "relay-fixture.h"

#include "base/encoding.h"
#include "crypto/jws.h"

static RelayFixture *
open_and_read (YqqQrPayload **code)
{
  RelayFixture *self = relay_fixture_new ();
  relay_fixture_open (self);
  relay_fixture_listen (self, FALSE, 0);
  *code = relay_fixture_read_code (self);
  return self;
}

static void
a_code_is_claimed_once (void)
{
  g_autoptr (YqqQrPayload) code = NULL;
  g_autoptr (RelayFixture) self = open_and_read (&code);
  relay_fixture_claim (self, code, DEVICE, YQQ_CLAIM_VIA_CAMERA);
  assert_answered (self, 200);
  relay_fixture_claim (self, code, "device-2", YQQ_CLAIM_VIA_CAMERA);
  assert_problem (self, YQQ_PROBLEM_CODE_USED);
  /* The same claim again is a lost answer asked for again. */
  relay_fixture_claim (self, code, DEVICE, YQQ_CLAIM_VIA_CAMERA);
  assert_answered (self, 200);
  g_bytes_unref (self->nonce);
  self->nonce = g_bytes_new ("fedcba9876543210", 16);
  relay_fixture_claim (self, code, DEVICE, YQQ_CLAIM_VIA_CAMERA);
  assert_problem (self, YQQ_PROBLEM_CODE_USED);
}

static void
a_forged_code_is_refused_and_five_of_them_end_the_session (void)
{
  g_autoptr (YqqQrPayload) code = NULL;
  g_autoptr (RelayFixture) self = open_and_read (&code);
  code->mac[0] ^= 1;
  for (int i = 0; i < YQQ_SESSION_FAILED_CLAIMS; i++) {
    relay_fixture_claim (self, code, DEVICE, YQQ_CLAIM_VIA_CAMERA);
    assert_problem (self, YQQ_PROBLEM_CODE_FORGED);
  }
  code->mac[0] ^= 1;
  relay_fixture_claim (self, code, DEVICE, YQQ_CLAIM_VIA_CAMERA);
  assert_problem (self, YQQ_PROBLEM_CODE_EXPIRED);
}

static void
a_code_of_no_session_is_unknown (void)
{
  g_autoptr (YqqQrPayload) code = NULL;
  g_autoptr (RelayFixture) self = open_and_read (&code);
  g_free (code->session_id);
  code->session_id = g_strdup ("AAAA");
  relay_fixture_claim (self, code, DEVICE, YQQ_CLAIM_VIA_CAMERA);
  assert_problem (self, YQQ_PROBLEM_CODE_UNKNOWN);
}

static void
a_forged_relying_party_opens_nothing (void)
{
  g_autoptr (RelayFixture) self = relay_fixture_new ();
  YqqKey *own = self->party_key;
  g_autoptr (YqqKey) forger = yqq_key_generate (YQQ_ALGORITHM_P256_SHA256);
  g_autofree char *jws = relay_fixture_make_request (self, forger, NULL, NULL);
  self->withdrawn = TRUE;
  relay_fixture_open (self);
  assert_problem (self, YQQ_PROBLEM_RELYING_PARTY_UNKNOWN);
  self->withdrawn = FALSE;
  relay_fixture_create (self, jws, NULL);
  assert_problem (self, YQQ_PROBLEM_REQUEST_INVALID);
  /* The register knows the party's key, so what the forger signs does not verify. */
  g_autoptr (YqqQrPayload) code = NULL;
  relay_fixture_open (self);
  code = relay_fixture_read_code (self);
  relay_fixture_claim (self, code, DEVICE, YQQ_CLAIM_VIA_CAMERA);
  g_autofree char *nonce = relay_fixture_encode_nonce (self);
  g_autofree char *bound = relay_fixture_make_request (self, forger, self->session_id, nonce);
  g_autofree char *frame = g_strdup_printf ("{\"type\":\"request\",\"jws\":\"%s\"}", bound);
  relay_fixture_send (self, FALSE, frame);
  assert_problem (self, YQQ_PROBLEM_REQUEST_INVALID);
  g_assert_true (own == self->party_key);
}

/* Whether or not the authority has looked for withdrawn ones since, the person hears why. */
static void
a_relying_party_withdrawn_after_its_code_was_shown_cannot_be_claimed (void)
{
  g_autoptr (YqqQrPayload) code = NULL;
  g_autoptr (RelayFixture) self = open_and_read (&code);
  self->withdrawn = TRUE;
  relay_fixture_claim (self, code, DEVICE, YQQ_CLAIM_VIA_CAMERA);
  assert_problem (self, YQQ_PROBLEM_RELYING_PARTY_UNKNOWN);
  assert_state (self, "closed");
  relay_fixture_claim (self, code, DEVICE, YQQ_CLAIM_VIA_CAMERA);
  assert_problem (self, YQQ_PROBLEM_RELYING_PARTY_UNKNOWN);
}

static void
a_relying_party_withdrawn_before_its_look_is_refused_by_the_code_too (void)
{
  g_autoptr (YqqQrPayload) code = NULL;
  g_autoptr (RelayFixture) self = open_and_read (&code);
  relay_fixture_listen (self, FALSE, 0);
  yqq_relay_end_sessions (self->relay, YQQ_RELAY_SCOPE_RELYING_PARTY, PARTY,
                          YQQ_SESSION_REASON_RELYING_PARTY_WITHDRAWN);
  g_assert_true (relay_fixture_heard (self, FALSE, "relying-party-withdrawn"));
  relay_fixture_claim (self, code, DEVICE, YQQ_CLAIM_VIA_CAMERA);
  assert_problem (self, YQQ_PROBLEM_RELYING_PARTY_UNKNOWN);
}

/* The journal holds the claim back while staff withdraw the authority's own page. */
static void
the_own_page_withdrawn_while_it_is_scanned_says_so (void)
{
  g_autoptr (RelayFixture) self = relay_fixture_new ();
  YqqPcSessionRequest request = {.purpose = (char *)"合同签署", .documents = g_ptr_array_new ()};
  relay_fixture_create_own (self, &request);
  g_autoptr (YqqQrPayload) code = relay_fixture_read_code (self);
  self->hold_commits = TRUE;
  relay_fixture_claim (self, code, DEVICE, YQQ_CLAIM_VIA_CAMERA);
  self->withdrawn = TRUE;
  relay_fixture_commit (self, TRUE);
  assert_state (self, "closed");
  relay_fixture_listen (self, TRUE, 0);
  g_assert_true (relay_fixture_heard (self, TRUE, "relying-party-withdrawn"));
  g_ptr_array_unref (request.documents);
}

static void
check_bound (RelayFixture *self, const char *sid, const char *nonce)
{
  g_autofree char *jws = relay_fixture_make_request (self, self->party_key, sid, nonce);
  g_autofree char *frame = g_strdup_printf ("{\"type\":\"request\",\"jws\":\"%s\"}", jws);
  relay_fixture_send (self, FALSE, frame);
  assert_problem (self, YQQ_PROBLEM_REQUEST_INVALID);
}

static void
a_request_is_bound_to_session_nonce_and_minute (void)
{
  g_autoptr (YqqQrPayload) code = NULL;
  g_autoptr (RelayFixture) self = open_and_read (&code);
  relay_fixture_claim (self, code, DEVICE, YQQ_CLAIM_VIA_CAMERA);
  g_autofree char *nonce = relay_fixture_encode_nonce (self);
  check_bound (self, "OTHER", nonce);
  check_bound (self, self->session_id, "AAAAAAAAAAAAAAAAAAAAAA==");
  check_bound (self, NULL, NULL);
  g_autofree char *jws =
      relay_fixture_make_request (self, self->party_key, self->session_id, nonce);
  g_autofree char *frame = g_strdup_printf ("{\"type\":\"request\",\"jws\":\"%s\"}", jws);
  relay_fixture_pass (self, 61000);
  relay_fixture_send (self, FALSE, frame);
  assert_problem (self, YQQ_PROBLEM_REQUEST_INVALID);
  relay_fixture_bind (self);
  assert_answered (self, 200);
}

static void
three_wrong_check_codes_reject_the_session (void)
{
  g_autoptr (YqqQrPayload) code = NULL;
  g_autoptr (RelayFixture) self = open_and_read (&code);
  relay_fixture_claim (self, code, DEVICE, YQQ_CLAIM_VIA_IMAGE);
  g_autofree char *right = g_strdup (json_object_get_string_member (self->answer, "check_code"));
  g_autofree char *wrong = g_strdup (right);
  wrong[0] = wrong[0] == '9' ? '0' : wrong[0] + 1;
  relay_fixture_bind (self);
  relay_fixture_confirm (self);
  assert_problem (self, YQQ_PROBLEM_CHECK_CODE_REQUIRED);
  g_autofree char *frame = g_strdup_printf ("{\"type\":\"check-code\",\"code\":\"%s\"}", wrong);
  for (int i = 0; i < YQQ_SESSION_CHECK_CODE_TRIES; i++) {
    relay_fixture_send (self, FALSE, frame);
    assert_problem (self, YQQ_PROBLEM_CHECK_CODE_WRONG);
  }
  assert_state (self, "rejected");
}

static void
the_right_check_code_lets_the_session_go_on (void)
{
  g_autoptr (YqqQrPayload) code = NULL;
  g_autoptr (RelayFixture) self = open_and_read (&code);
  relay_fixture_claim (self, code, DEVICE, YQQ_CLAIM_VIA_LINK);
  g_autofree char *frame =
      g_strdup_printf ("{\"type\":\"check-code\",\"code\":\"%s\"}",
                       json_object_get_string_member (self->answer, "check_code"));
  relay_fixture_bind (self);
  relay_fixture_send (self, FALSE, frame);
  assert_answered (self, 200);
  relay_fixture_confirm (self);
  assert_answered (self, 200);
  assert_state (self, "connected");
}

static void
nothing_is_confirmed_without_the_pin_or_the_request (void)
{
  g_autoptr (YqqQrPayload) code = NULL;
  g_autoptr (RelayFixture) self = open_and_read (&code);
  relay_fixture_claim (self, code, DEVICE, YQQ_CLAIM_VIA_CAMERA);
  relay_fixture_confirm (self);
  assert_problem (self, YQQ_PROBLEM_STATE_CONFLICT);
  relay_fixture_bind (self);
  self->pin_confirmed = FALSE;
  relay_fixture_confirm (self);
  assert_problem (self, YQQ_PROBLEM_CHALLENGE_UNKNOWN);
  assert_state (self, "scanned");
}

static void
a_replayed_frame_is_refused (void)
{
  g_autoptr (RelayFixture) self = relay_fixture_new ();
  relay_fixture_connect (self);
  relay_fixture_send (self, TRUE, "{\"seq\":1,\"type\":\"disconnect\",\"reason\":\"user\"}");
  assert_problem (self, YQQ_PROBLEM_FRAME_REPLAYED);
  assert_state (self, "connected");
}

static void
the_twenty_first_frame_in_a_second_is_refused (void)
{
  g_autoptr (RelayFixture) self = relay_fixture_new ();
  relay_fixture_connect (self);
  relay_fixture_pass (self, 1000);
  for (int i = 0; i < YQQ_SESSION_FRAMES_PER_SECOND; i++) {
    relay_fixture_send (self, FALSE, "{\"type\":\"check-code\",\"code\":\"000\"}");
    assert_problem (self, YQQ_PROBLEM_STATE_CONFLICT);
  }
  relay_fixture_send (self, FALSE, "{\"type\":\"check-code\",\"code\":\"000\"}");
  assert_problem (self, YQQ_PROBLEM_FRAME_RATE);
}

static void
only_the_certificate_and_digest_that_were_asked_for_are_taken (void)
{
  g_autoptr (RelayFixture) self = relay_fixture_new ();
  relay_fixture_connect (self);
  relay_fixture_send (
      self, FALSE,
      "{\"type\":\"sign\",\"request_id\":\"r0\",\"certificate\":"
      "\"00000000000000000000000000000000000000000000000000000000000000ff\","
      "\"algorithm\":\"p256-sha256\",\"documents\":[{\"id\":\"a\",\"name\":\"a\",\"size\":1,"
      "\"digest\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"}]}");
  assert_problem (self, YQQ_PROBLEM_CERTIFICATE_UNKNOWN);
  relay_fixture_sign (self, "r1", "a", 7);
  relay_fixture_deliver (self, "r1", "a", 8);
  assert_problem (self, YQQ_PROBLEM_SIGNATURE_REFUSED);
  relay_fixture_deliver (self, "r1", "b", 7);
  assert_problem (self, YQQ_PROBLEM_DOCUMENT_UNKNOWN);
  relay_fixture_deliver (self, "r2", "a", 7);
  assert_problem (self, YQQ_PROBLEM_STATE_CONFLICT);
  relay_fixture_deliver (self, "r1", "a", 7);
  assert_answered (self, 200);
}

static void
a_request_may_be_repeated_and_not_changed (void)
{
  g_autoptr (RelayFixture) self = relay_fixture_new ();
  relay_fixture_connect (self);
  relay_fixture_sign (self, "r1", "a", 7);
  relay_fixture_sign (self, "r1", "a", 7);
  assert_answered (self, 200);
  relay_fixture_sign (self, "r1", "a", 8);
  assert_problem (self, YQQ_PROBLEM_STATE_CONFLICT);
}

static void
a_grant_that_has_changed_closes_the_session (void)
{
  g_autoptr (RelayFixture) self = relay_fixture_new ();
  relay_fixture_connect (self);
  self->unusable = "suspended";
  relay_fixture_sign (self, "r1", "a", 7);
  assert_problem (self, YQQ_PROBLEM_CERTIFICATE_UNUSABLE);
  assert_state (self, "closed");
  g_assert_true (relay_fixture_heard (self, TRUE, "grant-changed"));
}

static void
what_happens_outside_ends_the_sessions_it_concerns (void)
{
  g_autoptr (RelayFixture) self = relay_fixture_new ();
  relay_fixture_connect (self);
  yqq_relay_end_sessions (self->relay, YQQ_RELAY_SCOPE_DEVICE, "device-2",
                          YQQ_SESSION_REASON_DEVICE_REVOKED);
  assert_state (self, "connected");
  yqq_relay_end_sessions (self->relay, YQQ_RELAY_SCOPE_DEVICE, DEVICE,
                          YQQ_SESSION_REASON_DEVICE_REVOKED);
  assert_state (self, "closed");
  relay_fixture_sign (self, "r1", "a", 7);
  assert_problem (self, YQQ_PROBLEM_SESSION_CLOSED);
}

static void
strangers_learn_nothing (void)
{
  g_autoptr (RelayFixture) self = relay_fixture_new ();
  relay_fixture_connect (self);
  g_autoptr (GError) error = NULL;
  YqqRelayCaller thief = {"wrong", NULL, NULL};
  YqqRelayCaller other = {NULL, "device-2", PERSON};
  g_assert_null (yqq_relay_get_session (self->relay, self->session_id, &thief, &error));
  g_assert_error (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_TOKEN_INVALID);
  g_clear_error (&error);
  g_assert_null (yqq_relay_get_session (self->relay, self->session_id, &other, &error));
  g_assert_error (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_NOT_FOUND);
}

static void
after_a_restart_both_sides_are_told (void)
{
  g_autoptr (RelayFixture) self = relay_fixture_new ();
  g_autoptr (GError) error = NULL;
  YqqRelayCaller device = {NULL, DEVICE, PERSON};
  g_assert_false (yqq_relay_check_stream (self->relay, "PAST", &device, 0, &error));
  g_assert_error (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_SESSION_CLOSED);
  g_assert_cmpstr (yqq_problem_error_get (error)->reason, ==, "authority-restarted");
  g_clear_error (&error);
  YqqRelayCaller party = {PAST_TOKEN, NULL, NULL};
  g_assert_null (yqq_relay_get_session (self->relay, "PAST", &party, &error));
  g_assert_error (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_SESSION_CLOSED);
  g_assert_cmpstr (yqq_problem_error_get (error)->state, ==, "closed");
  g_clear_error (&error);
  YqqRelayCaller thief = {"another-token", NULL, NULL};
  g_assert_null (yqq_relay_get_session (self->relay, "PAST", &thief, &error));
  g_assert_error (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_TOKEN_INVALID);
  g_clear_error (&error);
  YqqRelayCaller stranger = {NULL, "device-2", PERSON};
  g_assert_null (yqq_relay_get_session (self->relay, "PAST", &stranger, &error));
  g_assert_error (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_NOT_FOUND);
  relay_fixture_open (self);
  g_autoptr (YqqQrPayload) code = relay_fixture_read_code (self);
  g_free (code->session_id);
  code->session_id = g_strdup ("PAST");
  relay_fixture_claim (self, code, DEVICE, YQQ_CLAIM_VIA_CAMERA);
  assert_problem (self, YQQ_PROBLEM_CODE_EXPIRED);
}

static void
supplied_documents_decide_the_digest (void)
{
  g_autoptr (RelayFixture) self = relay_fixture_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = g_bytes_new_static ("hello", 5);
  relay_fixture_connect (self);
  YqqRelayCaller party = {self->token, NULL, NULL};
  g_autoptr (JsonObject) answer =
      yqq_relay_put_document (self->relay, self->session_id, &party, "a", body, &error);
  g_assert_no_error (error);
  relay_fixture_sign (self, "r1", "a", 7);
  assert_problem (self, YQQ_PROBLEM_MALFORMED);
  YqqRelayCaller device = {NULL, DEVICE, PERSON};
  g_autoptr (GBytes) read =
      yqq_relay_dup_document (self->relay, self->session_id, &device, "a", &error);
  g_assert_true (g_bytes_equal (read, body));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name) g_test_add_func ("/authority/relay/refusals/" #name, name)
  ADD (a_code_is_claimed_once);
  ADD (a_forged_code_is_refused_and_five_of_them_end_the_session);
  ADD (a_code_of_no_session_is_unknown);
  ADD (a_relying_party_withdrawn_after_its_code_was_shown_cannot_be_claimed);
  ADD (a_relying_party_withdrawn_before_its_look_is_refused_by_the_code_too);
  ADD (the_own_page_withdrawn_while_it_is_scanned_says_so);
  ADD (a_forged_relying_party_opens_nothing);
  ADD (a_request_is_bound_to_session_nonce_and_minute);
  ADD (three_wrong_check_codes_reject_the_session);
  ADD (the_right_check_code_lets_the_session_go_on);
  ADD (nothing_is_confirmed_without_the_pin_or_the_request);
  ADD (a_replayed_frame_is_refused);
  ADD (the_twenty_first_frame_in_a_second_is_refused);
  ADD (only_the_certificate_and_digest_that_were_asked_for_are_taken);
  ADD (a_request_may_be_repeated_and_not_changed);
  ADD (a_grant_that_has_changed_closes_the_session);
  ADD (what_happens_outside_ends_the_sessions_it_concerns);
  ADD (strangers_learn_nothing);
  ADD (after_a_restart_both_sides_are_told);
  ADD (supplied_documents_decide_the_digest);
  return g_test_run ();
}
