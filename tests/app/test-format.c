/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/format.h"

#define DAY_MS G_GINT64_CONSTANT (86400000)
#define NOW_MS G_GINT64_CONSTANT (1772323200000)

static void
assert_left (gint64 days, const char *expected)
{
  g_autofree char *text = yqq_format_days_left (NOW_MS + days * DAY_MS, NOW_MS);
  g_assert_cmpstr (text, ==, expected);
}

static void
what_is_left_is_told_in_the_unit_that_fits (void)
{
  assert_left (800, "2 years left");
  assert_left (700, "23 months left");
  assert_left (89, "89 days left");
  assert_left (1, "1 day left");
  assert_left (0, "ended today");
  assert_left (-3, "ended 3 days ago");
}

static void
assert_countdown (gint64 milliseconds, const char *expected)
{
  g_autofree char *text = yqq_format_countdown (milliseconds);
  g_assert_cmpstr (text, ==, expected);
}

static void
a_countdown_reaches_zero_only_when_it_is_over (void)
{
  assert_countdown (300000, "5:00");
  assert_countdown (61001, "1:02");
  assert_countdown (1, "0:01");
  assert_countdown (0, "0:00");
  assert_countdown (-5000, "0:00");
}

static void
digests_and_codes_are_grouped (void)
{
  g_autofree char *digest = yqq_format_digest ("0123456789abcdef01");
  g_autofree char *code = yqq_format_code ("YQ4401202603");
  g_assert_cmpstr (digest, ==, "01234567 89abcdef 01");
  g_assert_cmpstr (code, ==, "YQ44 0120 2603");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/format/what_is_left_is_told_in_the_unit_that_fits",
                   what_is_left_is_told_in_the_unit_that_fits);
  g_test_add_func ("/app/format/a_countdown_reaches_zero_only_when_it_is_over",
                   a_countdown_reaches_zero_only_when_it_is_over);
  g_test_add_func ("/app/format/digests_and_codes_are_grouped", digests_and_codes_are_grouped);
  return g_test_run ();
}
