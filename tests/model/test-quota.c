/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/quota.h"

static void
cancelled_and_suspended_grants_keep_their_place (void)
{
  static const struct {
    YqqQuota quota;
    gint64 left;
  } cases[] = {
      {{.total = 10}, 10},
      {{.total = 10, .in_use = 3}, 7},
      {{.total = 10, .in_use = 3, .suspended = 2}, 5},
      {{.total = 10, .in_use = 3, .suspended = 2, .cancelled = 4}, 1},
      {{.total = 10, .cancelled = 10}, 0},
      {{.total = 2, .in_use = 5}, 0},
      {{0}, 0},
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (yqq_quota_get_left (&cases[i].quota), ==, cases[i].left);
}

static void
the_effect_of_giving_more_is_known_before (void)
{
  const YqqQuota quota = {.total = 10, .in_use = 4, .suspended = 1, .cancelled = 2};
  g_assert_cmpint (yqq_quota_get_left_after (&quota, 0), ==, 3);
  g_assert_cmpint (yqq_quota_get_left_after (&quota, 1), ==, 2);
  g_assert_cmpint (yqq_quota_get_left_after (&quota, 3), ==, 0);
  g_assert_cmpint (yqq_quota_get_left_after (&quota, 4), ==, -1);
  g_assert_cmpint (yqq_quota_get_left_after (&quota, -1), ==, -1);
  g_assert_cmpint (yqq_quota_get_left_after (&quota, G_MAXINT64), ==, -1);
}

#define ADD(test) g_test_add_func ("/model/quota/" #test, test)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD (cancelled_and_suspended_grants_keep_their_place);
  ADD (the_effect_of_giving_more_is_known_before);
  return g_test_run ();
}
