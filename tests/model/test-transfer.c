/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/transfer.h"

static void
states_have_stable_names (void)
{
  static const char *const nicks[] = {"waiting", "accepted", "refused", "withdrawn", "timed-out"};
  YqqTransferState state;
  g_assert_cmpuint (G_N_ELEMENTS (nicks), ==, YQQ_TRANSFER_STATE_COUNT);
  for (guint i = 0; i < G_N_ELEMENTS (nicks); i++) {
    g_assert_true (yqq_transfer_state_from_nick (nicks[i], &state));
    g_assert_cmpint (state, ==, i);
    g_assert_cmpstr (yqq_transfer_state_to_nick (state), ==, nicks[i]);
  }
  g_assert_false (yqq_transfer_state_from_nick ("lost", &state));
  g_assert_false (yqq_transfer_state_from_nick (NULL, &state));
}

static void
an_offer_times_out_at_its_end_and_not_before (void)
{
  const YqqTransferState waiting = YQQ_TRANSFER_STATE_WAITING;
  g_assert_cmpint (yqq_transfer_state_at (waiting, 1000, 999), ==, waiting);
  g_assert_cmpint (yqq_transfer_state_at (waiting, 1000, 1000), ==, YQQ_TRANSFER_STATE_TIMED_OUT);
  g_assert_cmpint (yqq_transfer_state_at (waiting, 1000, 1001), ==, YQQ_TRANSFER_STATE_TIMED_OUT);
}

static void
what_has_ended_stays_as_it_ended (void)
{
  for (guint i = YQQ_TRANSFER_STATE_ACCEPTED; i < YQQ_TRANSFER_STATE_COUNT; i++) {
    g_assert_cmpint (yqq_transfer_state_at (i, 1000, 0), ==, i);
    g_assert_cmpint (yqq_transfer_state_at (i, 1000, 5000), ==, i);
  }
}

#define ADD(test) g_test_add_func ("/model/transfer/" #test, test)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD (states_have_stable_names);
  ADD (an_offer_times_out_at_its_end_and_not_before);
  ADD (what_has_ended_stays_as_it_ended);
  return g_test_run ();
}
