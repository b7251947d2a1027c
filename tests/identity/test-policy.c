/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "identity/policy.h"

static void
only_what_is_named_counts (void)
{
  g_assert_true (yqq_identity_policy_allows ("log-in", "staff-code"));
  g_assert_false (yqq_identity_policy_allows ("log-in", "face"));
  g_assert_false (yqq_identity_policy_allows ("log-in", ""));
}

static void
nothing_counts_for_an_unknown_purpose (void)
{
  g_assert_false (yqq_identity_policy_allows ("transfer", "staff-code"));
  g_assert_false (yqq_identity_policy_allows ("", "staff-code"));
  g_assert_null (yqq_identity_policy_get_methods ("transfer")[0]);
}

static void
the_methods_can_be_told_to_a_device (void)
{
  const char *const *methods = yqq_identity_policy_get_methods (YQQ_IDENTITY_PURPOSE_LOG_IN);
  g_assert_cmpstr (methods[0], ==, "staff-code");
  g_assert_null (methods[1]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/identity/policy/only_what_is_named_counts", only_what_is_named_counts);
  g_test_add_func ("/identity/policy/nothing_counts_for_an_unknown_purpose",
                   nothing_counts_for_an_unknown_purpose);
  g_test_add_func ("/identity/policy/the_methods_can_be_told_to_a_device",
                   the_methods_can_be_told_to_a_device);
  return g_test_run ();
}
