/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "identity/way.h"

#define WAY(...)                                                                                   \
  (const char *const[]) { __VA_ARGS__, NULL }

static char *
write_ways (GPtrArray *ways)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < ways->len; i++)
    g_ptr_array_add (texts, g_strjoinv ("+", g_ptr_array_index (ways, i)));
  g_ptr_array_add (texts, NULL);
  return g_strjoinv (" ", (GStrv)texts->pdata);
}

/* Takes ways. */
static void
assert_ways (GPtrArray *ways, const char *expected)
{
  g_autofree char *text = write_ways (ways);
  g_assert_cmpstr (text, ==, expected);
  g_ptr_array_unref (ways);
}

static GPtrArray *
make_ways (void)
{
  GPtrArray *ways = yqq_identity_ways_new ();
  yqq_identity_ways_add (ways, WAY ("device", "face", "pin"));
  yqq_identity_ways_add (ways, WAY ("staff-code"));
  yqq_identity_ways_add (ways, WAY ("device", "oidc"));
  return ways;
}

static void
a_way_counts_only_whole (void)
{
  g_autoptr (GPtrArray) ways = make_ways ();
  g_assert_true (yqq_identity_ways_are_satisfied (ways, WAY ("staff-code")));
  g_assert_true (yqq_identity_ways_are_satisfied (ways, WAY ("oidc", "device")));
  g_assert_true (yqq_identity_ways_are_satisfied (ways, WAY ("fido2", "staff-code")));
  g_assert_false (yqq_identity_ways_are_satisfied (ways, WAY ("device", "face")));
  g_assert_false (yqq_identity_ways_are_satisfied (ways, WAY ("oidc", "face", "pin")));
  g_assert_false (yqq_identity_ways_are_satisfied (ways, WAY (NULL)));
}

static void
one_empty_way_asks_for_nothing_and_no_way_for_everything (void)
{
  g_autoptr (GPtrArray) ways = yqq_identity_ways_new ();
  g_assert_false (yqq_identity_ways_are_satisfied (ways, WAY ("staff-code")));
  yqq_identity_ways_add (ways, WAY (NULL));
  g_assert_true (yqq_identity_ways_are_satisfied (ways, WAY (NULL)));
}

static void
what_is_missing_comes_shortest_first (void)
{
  g_autoptr (GPtrArray) ways = make_ways ();
  assert_ways (yqq_identity_ways_list_missing (ways, WAY (NULL)),
               "staff-code device+oidc device+face+pin");
  assert_ways (yqq_identity_ways_list_missing (ways, WAY ("device")), "staff-code oidc face+pin");
  assert_ways (yqq_identity_ways_list_missing (ways, WAY ("device", "pin")),
               "face staff-code oidc");
  assert_ways (yqq_identity_ways_list_missing (ways, WAY ("staff-code")), "");
}

static void
every_method_is_named_once (void)
{
  g_autoptr (GPtrArray) ways = make_ways ();
  g_auto (GStrv) methods = yqq_identity_ways_list_methods (ways);
  g_autofree char *text = g_strjoinv (" ", methods);
  g_assert_cmpstr (text, ==, "device face pin staff-code oidc");
}

static void
a_second_factor_joins_every_way_once (void)
{
  g_autoptr (GPtrArray) ways = make_ways ();
  assert_ways (yqq_identity_ways_with (ways, WAY ("oidc")),
               "device+face+pin+oidc staff-code+oidc device+oidc");
  assert_ways (yqq_identity_ways_with (ways, WAY (NULL)), "device+face+pin staff-code device+oidc");
  g_autoptr (GPtrArray) nothing = yqq_identity_ways_new ();
  yqq_identity_ways_add (nothing, WAY (NULL));
  assert_ways (yqq_identity_ways_with (nothing, WAY ("fido2")), "fido2");
}

static void
a_way_with_a_method_that_cannot_be_had_is_left_out (void)
{
  g_autoptr (GPtrArray) ways = make_ways ();
  assert_ways (yqq_identity_ways_without (ways, WAY ("face")), "staff-code device+oidc");
  assert_ways (yqq_identity_ways_without (ways, WAY ("device", "staff-code")), "");
  assert_ways (yqq_identity_ways_without (ways, WAY (NULL)),
               "device+face+pin staff-code device+oidc");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/identity/way/a_way_counts_only_whole", a_way_counts_only_whole);
  g_test_add_func ("/identity/way/one_empty_way_asks_for_nothing_and_no_way_for_everything",
                   one_empty_way_asks_for_nothing_and_no_way_for_everything);
  g_test_add_func ("/identity/way/what_is_missing_comes_shortest_first",
                   what_is_missing_comes_shortest_first);
  g_test_add_func ("/identity/way/every_method_is_named_once", every_method_is_named_once);
  g_test_add_func ("/identity/way/a_second_factor_joins_every_way_once",
                   a_second_factor_joins_every_way_once);
  g_test_add_func ("/identity/way/a_way_with_a_method_that_cannot_be_had_is_left_out",
                   a_way_with_a_method_that_cannot_be_had_is_left_out);
  return g_test_run ();
}
