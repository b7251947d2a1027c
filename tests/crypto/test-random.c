/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crypto/random.h"

#include <string.h>

#include "base/clock.h"

static void
an_id_is_a_uuid_of_version_7 (void)
{
  g_autofree char *id = yqq_random_id ();
  g_assert_true (g_regex_match_simple (
      "^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", id, 0, 0));
}

static void
an_id_holds_the_time_it_was_made (void)
{
  gint64 before = yqq_clock_get_unix_ms (yqq_clock_get_system ());
  g_autofree char *id = yqq_random_id ();
  gint64 after = yqq_clock_get_unix_ms (yqq_clock_get_system ());
  g_autofree char *digits = g_strdup_printf ("%.8s%.4s", id, id + 9);
  gint64 made = (gint64)g_ascii_strtoull (digits, NULL, 16);
  g_assert_cmpint (made, >=, before);
  g_assert_cmpint (made, <=, after);
}

static void
no_two_ids_are_alike (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < 10000; i++)
    g_assert_true (g_hash_table_add (seen, yqq_random_id ()));
}

static void
random_bytes_fill_everything_and_differ (void)
{
  guint8 union_of_many[64] = {0}, bytes[64];
  for (guint i = 0; i < 40; i++) {
    memset (bytes, 0, sizeof bytes);
    yqq_random_bytes (bytes, sizeof bytes);
    for (guint j = 0; j < sizeof bytes; j++)
      union_of_many[j] |= bytes[j];
  }
  for (guint j = 0; j < sizeof union_of_many; j++)
    g_assert_cmpuint (union_of_many[j], ==, 0xff);
  g_autoptr (YqqSecretBytes) one = yqq_random_secret (32);
  g_autoptr (YqqSecretBytes) other = yqq_random_secret (32);
  g_assert_cmpuint (yqq_secret_bytes_get_size (one), ==, 32);
  g_assert_false (yqq_secret_bytes_equal (one, other));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/crypto/random/an_id_is_a_uuid_of_version_7", an_id_is_a_uuid_of_version_7);
  g_test_add_func ("/crypto/random/an_id_holds_the_time_it_was_made",
                   an_id_holds_the_time_it_was_made);
  g_test_add_func ("/crypto/random/no_two_ids_are_alike", no_two_ids_are_alike);
  g_test_add_func ("/crypto/random/random_bytes_fill_everything_and_differ",
                   random_bytes_fill_everything_and_differ);
  return g_test_run ();
}
