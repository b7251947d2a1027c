/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/algorithm.h"

static void
every_nick_reads_back (void)
{
  for (guint i = 0; i < YQQ_ALGORITHM_COUNT; i++) {
    YqqAlgorithm read = YQQ_ALGORITHM_COUNT;
    g_assert_true (yqq_algorithm_from_nick (yqq_algorithm_to_nick (i), &read));
    g_assert_cmpint (read, ==, i);
  }
}

static void
an_unknown_nick_changes_nothing (void)
{
  YqqAlgorithm read = YQQ_ALGORITHM_COUNT;
  g_assert_false (yqq_algorithm_from_nick ("rsa-md5", &read));
  g_assert_false (yqq_algorithm_from_nick ("", &read));
  g_assert_false (yqq_algorithm_from_nick (NULL, &read));
  g_assert_cmpint (read, ==, YQQ_ALGORITHM_COUNT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/algorithm/every_nick_reads_back", every_nick_reads_back);
  g_test_add_func ("/model/algorithm/an_unknown_nick_changes_nothing",
                   an_unknown_nick_changes_nothing);
  return g_test_run ();
}
