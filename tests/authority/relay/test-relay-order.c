/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several frames of signatures on their way at once: order, loss, refusal and the end in between.
 */
#include <string.h>

#include "relay-fixture.h"

/* Whoever runs the checks, as slowly and in whatever order a test wants. */
typedef struct {
  GSourceOnceFunc work;
  GSourceOnceFunc done;
  gpointer data;
} Errand;

static GQueue errands = G_QUEUE_INIT;

static void
keep_errand (gpointer runner, GSourceOnceFunc work, GSourceOnceFunc done, gpointer data)
{
  Errand *errand = g_new (Errand, 1);
  *errand = (Errand){work, done, data};
  g_queue_push_tail (runner, errand);
}

static void
run_errand (Errand *errand)
{
  errand->work (errand->data);
  errand->done (errand->data);
  g_free (errand);
}

static void
sign_three (RelayFixture *self)
{
  g_autofree char *digest = g_base64_encode ((const guchar *)"\7\7\7\7\7\7\7\7\7\7\7\7\7\7\7\7"
                                                             "\7\7\7\7\7\7\7\7\7\7\7\7\7\7\7\7",
                                             32);
  g_autoptr (GString) frame = g_string_new (NULL);
  g_string_printf (frame,
                   "{\"type\":\"sign\",\"request_id\":\"r1\",\"certificate\":\"%s\","
                   "\"algorithm\":\"p256-sha256\",\"documents\":[",
                   yqq_x509_get_fingerprint (self->certificate));
  for (guint i = 0; i < 3; i++)
    g_string_append_printf (frame, "%s{\"id\":\"d%u\",\"name\":\"n\",\"size\":1,\"digest\":\"%s\"}",
                            i > 0 ? "," : "", i, digest);
  g_string_append (frame, "]}");
  relay_fixture_send (self, FALSE, frame->str);
  assert_answered (self, 200);
}

/* Connected, with d0 to d2 asked for; the device's next number is first. */
static RelayFixture *
set_up (gint64 *first)
{
  RelayFixture *self = relay_fixture_new ();
  relay_fixture_connect (self);
  sign_three (self);
  *first = self->device_seq + 1;
  self->replies = 0;
  self->status = 0;
  return self;
}

static void
deliver (RelayFixture *self, gint64 seq, const char *document, char fill)
{
  g_autofree char *signature = relay_fixture_make_signature (self, document, fill);
  g_autofree char *frame =
      g_strdup_printf ("{\"seq\":%" G_GINT64_FORMAT ",\"type\":\"signed\",\"request_id\":\"r1\","
                       "\"signatures\":[%s]}",
                       seq, signature);
  relay_fixture_send (self, TRUE, frame);
}

static void
assert_told_in_order (RelayFixture *self)
{
  const char *heard = self->heard[0]->str;
  const char *places[] = {strstr (heard, "\"document\":\"d0\""),
                          strstr (heard, "\"document\":\"d1\""),
                          strstr (heard, "\"document\":\"d2\"")};
  for (guint i = 0; i < 3; i++) {
    g_assert_nonnull (places[i]);
    g_assert_null (strstr (places[i] + 1, i == 0   ? "\"document\":\"d0\""
                                          : i == 1 ? "\"document\":\"d1\""
                                                   : "\"document\":\"d2\""));
  }
  g_assert_true (places[0] < places[1] && places[1] < places[2]);
}

static void
frames_that_overtake_each_other_are_judged_in_their_order (void)
{
  gint64 first;
  g_autoptr (RelayFixture) self = set_up (&first);
  deliver (self, first + 2, "d2", 7);
  deliver (self, first + 1, "d1", 7);
  g_assert_cmpuint (self->replies, ==, 0);
  deliver (self, first, "d0", 7);
  g_assert_cmpuint (self->replies, ==, 3);
  assert_answered (self, 200);
  assert_told_in_order (self);
  assert_state (self, "connected");
}

static void
a_missing_frame_is_waited_for_a_second_and_no_longer (void)
{
  gint64 first;
  g_autoptr (RelayFixture) self = set_up (&first);
  deliver (self, first + 1, "d1", 7);
  relay_fixture_pass (self, 750);
  g_assert_cmpuint (self->replies, ==, 0);
  relay_fixture_pass (self, 250);
  g_assert_cmpuint (self->replies, ==, 1);
  assert_answered (self, 200);
  deliver (self, first, "d0", 7);
  assert_problem (self, YQQ_PROBLEM_FRAME_REPLAYED);
  deliver (self, first + 2, "d0", 7); /* under a new number it is taken */
  assert_answered (self, 200);
}

static void
an_early_frame_that_comes_again_takes_its_own_place (void)
{
  gint64 first;
  g_autoptr (RelayFixture) self = set_up (&first);
  deliver (self, first + 1, "d1", 7);
  deliver (self, first + 1, "d1", 7);
  g_assert_cmpuint (self->replies, ==, 1);
  assert_problem (self, YQQ_PROBLEM_FRAME_REPLAYED);
  deliver (self, first, "d0", 7);
  g_assert_cmpuint (self->replies, ==, 3);
  assert_answered (self, 200);
  g_assert_cmpuint (self->records->len, ==, 6); /* opened claimed connected requested signed ×2 */
}

static void
a_bad_frame_in_the_middle_costs_no_other (void)
{
  gint64 first;
  g_autoptr (RelayFixture) self = set_up (&first);
  deliver (self, first + 2, "d2", 7);
  deliver (self, first + 1, "d1", 8); /* over something else */
  deliver (self, first, "d0", 7);
  g_assert_cmpuint (self->replies, ==, 3);
  assert_answered (self, 200);
  g_assert_false (relay_fixture_heard (self, FALSE, "\"document\":\"d1\""));
  assert_state (self, "signing");
  deliver (self, first + 3, "d1", 7);
  assert_answered (self, 200);
  assert_state (self, "connected");
}

static void
only_a_few_frames_are_kept_back (void)
{
  gint64 first;
  g_autoptr (RelayFixture) self = set_up (&first);
  for (guint i = 1; i <= 4; i++)
    deliver (self, first + i, "d0", 7);
  g_assert_cmpuint (self->replies, ==, 0);
  deliver (self, first + 5, "d1", 7);
  g_assert_cmpuint (self->replies, ==, 5);
  g_assert_true (relay_fixture_heard (self, FALSE, "\"document\":\"d1\""));
  assert_problem (self, YQQ_PROBLEM_FRAME_REPLAYED);
}

static void
the_end_of_the_session_answers_what_was_early (void)
{
  gint64 first;
  g_autoptr (RelayFixture) self = set_up (&first);
  deliver (self, first + 1, "d1", 7);
  relay_fixture_send (self, FALSE, "{\"type\":\"close\"}");
  g_assert_cmpuint (self->replies, ==, 2);
  deliver (self, first, "d0", 7);
  assert_problem (self, YQQ_PROBLEM_SESSION_CLOSED);
  g_assert_false (relay_fixture_heard (self, FALSE, "event: signed"));
}

static void
a_relay_that_stops_answers_what_was_early (void)
{
  gint64 first;
  RelayFixture *self = set_up (&first);
  deliver (self, first + 1, "d1", 7);
  yqq_relay_free (self->relay);
  g_assert_cmpuint (self->replies, ==, 1);
  assert_problem (self, YQQ_PROBLEM_SESSION_CLOSED);
  self->relay = yqq_relay_new (ORIGIN, self->clock, YQQ_RELAY_REGISTRY (self->registry),
                               YQQ_RELAY_JOURNAL (self->journal));
  relay_fixture_free (self);
}

static void
what_is_checked_in_another_order_is_written_in_its_own (void)
{
  gint64 first;
  g_autoptr (RelayFixture) self = set_up (&first);
  yqq_relay_set_runner (self->relay, keep_errand, &errands);
  deliver (self, first, "d0", 7);
  deliver (self, first + 1, "d1", 7);
  deliver (self, first + 2, "d2", 7);
  g_assert_true (yqq_relay_is_checking (self->relay));
  run_errand (g_queue_pop_tail (&errands));
  run_errand (g_queue_pop_tail (&errands));
  g_assert_cmpuint (self->replies, ==, 0);
  g_assert_cmpuint (self->records->len, ==, 4);
  run_errand (g_queue_pop_tail (&errands));
  g_assert_cmpuint (self->replies, ==, 3);
  assert_told_in_order (self);
  g_assert_false (yqq_relay_is_checking (self->relay));
}

static void
a_session_that_ends_while_signatures_are_checked_takes_none (void)
{
  gint64 first;
  g_autoptr (RelayFixture) self = set_up (&first);
  yqq_relay_set_runner (self->relay, keep_errand, &errands);
  deliver (self, first, "d0", 7);
  relay_fixture_send (self, TRUE, "{\"seq\":9,\"type\":\"disconnect\",\"reason\":\"user\"}");
  assert_answered (self, 200);
  run_errand (g_queue_pop_head (&errands));
  g_assert_cmpuint (self->replies, ==, 2);
  assert_problem (self, YQQ_PROBLEM_SESSION_CLOSED);
  g_assert_false (g_ptr_array_find_with_equal_func (self->records, "signed", g_str_equal, NULL));
}

static void
a_request_refused_while_signatures_are_checked_takes_none (void)
{
  gint64 first;
  g_autoptr (RelayFixture) self = set_up (&first);
  yqq_relay_set_runner (self->relay, keep_errand, &errands);
  deliver (self, first, "d0", 7);
  self->hold_commits = TRUE;
  relay_fixture_send (self, TRUE,
                      "{\"seq\":9,\"type\":\"refuse\",\"request_id\":\"r1\",\"reason\":\"user\"}");
  run_errand (g_queue_pop_head (&errands));
  assert_problem (self, YQQ_PROBLEM_STATE_CONFLICT);
  relay_fixture_commit (self, TRUE);
  assert_answered (self, 200);
  assert_state (self, "connected");
  g_assert_false (g_ptr_array_find_with_equal_func (self->records, "signed", g_str_equal, NULL));
}

static void
what_comes_again_while_it_is_uncertain_waits_for_the_outcome (void)
{
  gint64 first;
  g_autoptr (RelayFixture) self = set_up (&first);
  self->hold_commits = TRUE;
  deliver (self, first, "d0", 7);
  deliver (self, first + 1, "d0", 7);
  g_assert_cmpuint (self->replies, ==, 0);
  relay_fixture_commit (self, FALSE); /* the second is written in the first one's stead */
  g_assert_cmpuint (self->replies, ==, 2);
  assert_problem (self, YQQ_PROBLEM_INTERNAL);
  self->hold_commits = FALSE;
  deliver (self, first + 2, "d0", 7);
  assert_answered (self, 200);
  deliver (self, first + 3, "d0", 7);
  assert_answered (self, 200);
  g_assert_cmpuint (self->records->len, ==, 7); /* two of the three "signed" were not committed */
}

static void
what_comes_again_when_its_request_is_complete_is_acknowledged (void)
{
  gint64 first;
  g_autoptr (RelayFixture) self = set_up (&first);
  deliver (self, first, "d0", 7);
  deliver (self, first + 1, "d1", 7);
  deliver (self, first + 2, "d2", 7);
  assert_state (self, "connected");
  deliver (self, first + 3, "d2", 7); /* its answer was lost */
  assert_answered (self, 200);
  deliver (self, first + 4, "d3", 7); /* was never asked for */
  assert_problem (self, YQQ_PROBLEM_STATE_CONFLICT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name) g_test_add_func ("/authority/relay/order/" #name, name)
  ADD (frames_that_overtake_each_other_are_judged_in_their_order);
  ADD (a_missing_frame_is_waited_for_a_second_and_no_longer);
  ADD (an_early_frame_that_comes_again_takes_its_own_place);
  ADD (a_bad_frame_in_the_middle_costs_no_other);
  ADD (only_a_few_frames_are_kept_back);
  ADD (the_end_of_the_session_answers_what_was_early);
  ADD (a_relay_that_stops_answers_what_was_early);
  ADD (what_is_checked_in_another_order_is_written_in_its_own);
  ADD (a_session_that_ends_while_signatures_are_checked_takes_none);
  ADD (a_request_refused_while_signatures_are_checked_takes_none);
  ADD (what_comes_again_while_it_is_uncertain_waits_for_the_outcome);
  ADD (what_comes_again_when_its_request_is_complete_is_acknowledged);
  return g_test_run ();
}
