/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/clock.h"

static void
a_manual_clock_stands_until_it_is_advanced (void)
{
  g_autoptr (YqqClock) clock = yqq_clock_new_manual (1000);
  g_assert_cmpint (yqq_clock_get_unix_ms (clock), ==, 1000);
  yqq_clock_advance (clock, 250);
  g_assert_cmpint (yqq_clock_get_unix_ms (clock), ==, 1250);
  g_assert_cmpint (yqq_clock_get_monotonic_ms (clock), ==, 1250);
}

static void
the_system_clock_is_after_2024 (void)
{
  YqqClock *clock = yqq_clock_get_system ();
  g_assert_cmpint (yqq_clock_get_unix_ms (clock), >, G_GINT64_CONSTANT (1704067200000));
  g_assert_true (clock == yqq_clock_get_system ());
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/clock/a_manual_clock_stands_until_it_is_advanced",
                   a_manual_clock_stands_until_it_is_advanced);
  g_test_add_func ("/base/clock/the_system_clock_is_after_2024", the_system_clock_is_after_2024);
  return g_test_run ();
}
