/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The course of a session when everybody does what they should, and when time passes. */
#include <string.h>

#include "relay-fixture.h"

static void
a_session_goes_from_code_to_signature_to_close (void)
{
  g_autoptr (RelayFixture) self = relay_fixture_new ();
  relay_fixture_connect (self);
  g_assert_true (relay_fixture_heard (self, FALSE, "林*"));
  g_assert_true (relay_fixture_heard (self, TRUE, "示例平台"));
  relay_fixture_sign (self, "r1", "a", 7);
  assert_answered (self, 200);
  assert_state (self, "signing");
  g_assert_true (relay_fixture_heard (self, TRUE, "\"request_id\":\"r1\""));
  relay_fixture_deliver (self, "r1", "a", 7);
  assert_answered (self, 200);
  assert_state (self, "connected");
  YqqRelayCaller party = {self->token, NULL, NULL};
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) result =
      yqq_relay_get_result (self->relay, self->session_id, &party, "r1", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (json_object_get_string_member (result, "state"), ==, "signed");
  relay_fixture_send (self, FALSE, "{\"type\":\"close\",\"reason\":\"done\"}");
  assert_state (self, "closed");
  g_assert_true (relay_fixture_heard (self, TRUE, "END"));
  static const char *const wanted[] = {"opened",    "claimed", "connected",
                                       "requested", "signed",  "ended"};
  g_assert_cmpuint (self->records->len, ==, G_N_ELEMENTS (wanted));
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    g_assert_cmpstr (self->records->pdata[i], ==, wanted[i]);
}

static void
nobody_is_answered_before_the_journal_has_it (void)
{
  g_autoptr (RelayFixture) self = relay_fixture_new ();
  relay_fixture_connect (self);
  self->hold_commits = TRUE;
  guint before = self->replies;
  relay_fixture_sign (self, "r1", "a", 7);
  g_assert_cmpuint (self->replies, ==, before);
  g_assert_false (relay_fixture_heard (self, TRUE, "\"request_id\":\"r1\""));
  relay_fixture_commit (self, TRUE);
  g_assert_cmpuint (self->replies, ==, before + 1);
  g_assert_true (relay_fixture_heard (self, TRUE, "\"request_id\":\"r1\""));
  relay_fixture_deliver (self, "r1", "a", 7);
  g_assert_false (relay_fixture_heard (self, FALSE, "event: signed"));
  relay_fixture_commit (self, FALSE);
  assert_problem (self, YQQ_PROBLEM_INTERNAL);
  assert_state (self, "signing");
  /* What could not be written may be delivered again. */
  relay_fixture_deliver (self, "r1", "a", 7);
  relay_fixture_commit (self, TRUE);
  g_assert_true (relay_fixture_heard (self, FALSE, "event: signed"));
}

static void
the_code_changes_every_two_seconds_and_is_taken_for_six (void)
{
  g_autoptr (RelayFixture) self = relay_fixture_new ();
  relay_fixture_open (self);
  relay_fixture_listen (self, FALSE, 0);
  g_autoptr (YqqQrPayload) first = relay_fixture_read_code (self);
  relay_fixture_pass (self, 2000);
  g_autoptr (YqqQrPayload) second = relay_fixture_read_code (self);
  g_assert_cmpuint (second->step, ==, first->step + 1);
  g_assert_true (memcmp (first->mac, second->mac, sizeof first->mac) != 0);
  g_assert_true (relay_fixture_heard (self, FALSE, "event: code"));
  relay_fixture_pass (self, 4250);
  relay_fixture_claim (self, first, DEVICE, YQQ_CLAIM_VIA_CAMERA);
  assert_problem (self, YQQ_PROBLEM_CODE_EXPIRED);
  relay_fixture_claim (self, second, DEVICE, YQQ_CLAIM_VIA_CAMERA);
  assert_answered (self, 200);
}

static void
each_waiting_has_its_end (void)
{
  g_autoptr (RelayFixture) self = relay_fixture_new ();
  relay_fixture_open (self);
  relay_fixture_pass (self, YQQ_SESSION_CREATED_MS + 250);
  assert_state (self, "expired");
  relay_fixture_open (self);
  relay_fixture_listen (self, FALSE, 0);
  g_autoptr (YqqQrPayload) code = relay_fixture_read_code (self);
  relay_fixture_claim (self, code, DEVICE, YQQ_CLAIM_VIA_CAMERA);
  relay_fixture_pass (self, YQQ_SESSION_SCANNED_MS + 250);
  assert_state (self, "expired");
  g_assert_true (relay_fixture_heard (self, FALSE, "\"claim\""));
}

static void
an_idle_session_is_closed_and_a_busy_one_when_it_has_lasted_long_enough (void)
{
  g_autoptr (RelayFixture) idle = relay_fixture_new ();
  relay_fixture_connect (idle);
  relay_fixture_pass (idle, YQQ_SESSION_IDLE_MS + 250);
  assert_state (idle, "closed");
  g_assert_true (relay_fixture_heard (idle, TRUE, "\"idle\""));

  g_autoptr (RelayFixture) busy = relay_fixture_new ();
  relay_fixture_connect (busy);
  for (int i = 0; i < 9; i++) {
    g_autofree char *id = g_strdup_printf ("r%d", i);
    relay_fixture_sign (busy, id, "a", 7);
    assert_answered (busy, 200);
    relay_fixture_pass (busy, 200000);
    if (i < 8) {
      relay_fixture_deliver (busy, id, "a", 7);
      assert_answered (busy, 200);
    }
  }
  assert_state (busy, "closed");
  g_assert_true (relay_fixture_heard (busy, TRUE, "\"absolute\""));
}

static void
a_lost_side_suspends_and_its_return_resumes (void)
{
  g_autoptr (RelayFixture) self = relay_fixture_new ();
  relay_fixture_connect (self);
  relay_fixture_sign (self, "r1", "a", 7);
  relay_fixture_leave (self, TRUE);
  g_assert_true (relay_fixture_heard (self, FALSE, "\"present\":false"));
  relay_fixture_pass (self, YQQ_SESSION_ABSENT_MS + 250);
  assert_state (self, "suspended");
  relay_fixture_listen (self, TRUE, 0);
  g_assert_true (relay_fixture_heard (self, TRUE, "\"request_id\":\"r1\""));
  relay_fixture_pass (self, 250);
  assert_state (self, "signing");
  relay_fixture_leave (self, TRUE);
  relay_fixture_pass (self, YQQ_SESSION_ABSENT_MS + YQQ_SESSION_LOST_MS + 500);
  assert_state (self, "closed");
  g_assert_true (relay_fixture_heard (self, FALSE, "\"lost\""));
}

static void
a_reconnection_hears_what_it_missed_and_nothing_twice (void)
{
  g_autoptr (RelayFixture) self = relay_fixture_new ();
  relay_fixture_connect (self);
  relay_fixture_leave (self, FALSE);
  relay_fixture_sign (self, "r1", "a", 7);
  relay_fixture_deliver (self, "r1", "a", 7);
  relay_fixture_listen (self, FALSE, 0);
  const char *found = strstr (self->heard[0]->str, "event: signed");
  g_assert_nonnull (found);
  g_assert_null (strstr (found + 1, "event: signed"));
  relay_fixture_leave (self, FALSE);
  relay_fixture_listen (self, FALSE, 1000);
  g_assert_cmpstr (self->heard[0]->str, ==, "");
}

static void
a_second_stream_takes_the_place_of_the_first (void)
{
  g_autoptr (RelayFixture) self = relay_fixture_new ();
  relay_fixture_connect (self);
  relay_fixture_listen (self, TRUE, 0);
  g_assert_nonnull (self->streams[1]);
  relay_fixture_sign (self, "r1", "a", 7);
  assert_state (self, "signing");
}

static void
the_hundredth_signature_is_the_last (void)
{
  g_autoptr (RelayFixture) self = relay_fixture_new ();
  relay_fixture_connect (self);
  for (int i = 0; i < YQQ_SESSION_SIGNATURE_LIMIT; i++) {
    g_autofree char *id = g_strdup_printf ("r%d", i);
    relay_fixture_sign (self, id, "a", (char)i);
    assert_answered (self, 200);
    relay_fixture_deliver (self, id, "a", (char)i);
    assert_answered (self, 200);
    relay_fixture_pass (self, 250);
  }
  assert_state (self, "closed");
  g_assert_true (relay_fixture_heard (self, FALSE, "\"limit\""));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name) g_test_add_func ("/authority/relay/course/" #name, name)
  ADD (a_session_goes_from_code_to_signature_to_close);
  ADD (nobody_is_answered_before_the_journal_has_it);
  ADD (the_code_changes_every_two_seconds_and_is_taken_for_six);
  ADD (each_waiting_has_its_end);
  ADD (an_idle_session_is_closed_and_a_busy_one_when_it_has_lasted_long_enough);
  ADD (a_lost_side_suspends_and_its_return_resumes);
  ADD (a_reconnection_hears_what_it_missed_and_nothing_twice);
  ADD (a_second_stream_takes_the_place_of_the_first);
  ADD (the_hundredth_signature_is_the_last);
  return g_test_run ();
}
