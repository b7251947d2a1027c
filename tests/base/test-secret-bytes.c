/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/secret-bytes.h"

#include <string.h>

static void
a_wipe_reaches_every_holder (void)
{
  g_autoptr (YqqSecretBytes) first = yqq_secret_bytes_new_copy ("123456", 6);
  g_autoptr (YqqSecretBytes) second = yqq_secret_bytes_ref (first);
  yqq_secret_bytes_wipe (first);
  g_assert_cmpmem (yqq_secret_bytes_get_data (second), 6, "\0\0\0\0\0\0", 6);
  g_assert_cmpuint (yqq_secret_bytes_get_size (second), ==, 6);
}

static void
equal_needs_the_same_size_and_bytes (void)
{
  g_autoptr (YqqSecretBytes) a = yqq_secret_bytes_new_copy ("secret", 6);
  g_autoptr (YqqSecretBytes) same = yqq_secret_bytes_new_copy ("secret", 6);
  g_autoptr (YqqSecretBytes) other = yqq_secret_bytes_new_copy ("secreT", 6);
  g_autoptr (YqqSecretBytes) shorter = yqq_secret_bytes_new_copy ("secre", 5);
  g_assert_true (yqq_secret_bytes_equal (a, same));
  g_assert_false (yqq_secret_bytes_equal (a, other));
  g_assert_false (yqq_secret_bytes_equal (a, shorter));
}

#ifndef __SANITIZE_ADDRESS__ /* its mlock() does nothing */
static gsize
locked_kilobytes (void)
{
  g_autofree char *status = NULL;
  g_assert_true (g_file_get_contents ("/proc/self/status", &status, NULL, NULL));
  const char *line = strstr (status, "VmLck:");
  return line != NULL ? g_ascii_strtoull (line + strlen ("VmLck:"), NULL, 10) : 0;
}

static void
the_memory_is_locked_while_it_is_held (void)
{
  gsize before = locked_kilobytes ();
  YqqSecretBytes *secret = yqq_secret_bytes_new (32);
  g_assert_cmpuint (locked_kilobytes (), >, before);
  yqq_secret_bytes_unref (secret);
  g_assert_cmpuint (locked_kilobytes (), ==, before);
}
#endif

static void
no_bytes_at_all_are_fine (void)
{
  g_autoptr (YqqSecretBytes) none = yqq_secret_bytes_new (0);
  g_assert_nonnull (yqq_secret_bytes_get_data (none));
  g_assert_cmpuint (yqq_secret_bytes_get_size (none), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/secret-bytes/a_wipe_reaches_every_holder", a_wipe_reaches_every_holder);
  g_test_add_func ("/base/secret-bytes/equal_needs_the_same_size_and_bytes",
                   equal_needs_the_same_size_and_bytes);
#ifndef __SANITIZE_ADDRESS__
  g_test_add_func ("/base/secret-bytes/the_memory_is_locked_while_it_is_held",
                   the_memory_is_locked_while_it_is_held);
#endif
  g_test_add_func ("/base/secret-bytes/no_bytes_at_all_are_fine", no_bytes_at_all_are_fine);
  return g_test_run ();
}
