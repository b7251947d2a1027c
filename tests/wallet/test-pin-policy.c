/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wallet/pin-policy.h"

#include <string.h>

#define BIRTHDAY "19840317"

static YqqPinWeakness
weakness (const char *text, const char *birthday)
{
  g_autoptr (YqqSecretBytes) pin = yqq_secret_bytes_new_copy (text, strlen (text));
  YqqPinWeakness found = YQQ_PIN_WEAKNESS_NONE;
  g_assert_cmpint (yqq_pin_policy_check (pin, birthday, &found), ==,
                   found == YQQ_PIN_WEAKNESS_NONE);
  return found;
}

static void
an_ordinary_pin_is_fine (void)
{
  const char *good[] = {"274913", "102938", "123465", "840318", "112233", "998877", "135790"};
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_cmpint (weakness (good[i], BIRTHDAY), ==, YQQ_PIN_WEAKNESS_NONE);
}

static void
six_digits_are_asked (void)
{
  const char *bad[] = {"", "12345", "1234567", "12345a", "12 456", "１２"};
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_cmpint (weakness (bad[i], NULL), ==, YQQ_PIN_WEAKNESS_NOT_SIX_DIGITS);
}

static void
equal_digits_are_weak (void)
{
  for (char digit = '0'; digit <= '9'; digit++) {
    char pin[] = {digit, digit, digit, digit, digit, digit, 0};
    g_assert_cmpint (weakness (pin, NULL), ==, YQQ_PIN_WEAKNESS_ALL_EQUAL);
  }
}

static void
runs_are_weak_up_and_down_and_over_zero (void)
{
  const char *runs[] = {"123456", "456789", "654321", "987654", "890123", "210987"};
  for (guint i = 0; i < G_N_ELEMENTS (runs); i++)
    g_assert_cmpint (weakness (runs[i], NULL), ==, YQQ_PIN_WEAKNESS_RUN);
}

static void
repeated_groups_are_weak (void)
{
  g_assert_cmpint (weakness ("121212", NULL), ==, YQQ_PIN_WEAKNESS_REPEATED);
  g_assert_cmpint (weakness ("729729", NULL), ==, YQQ_PIN_WEAKNESS_REPEATED);
}

static void
the_birthday_is_weak_however_it_is_written (void)
{
  const char *forms[] = {"840317", "170384", "031784", "198403", "031984", "198417"};
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    g_assert_cmpint (weakness (forms[i], BIRTHDAY), ==, YQQ_PIN_WEAKNESS_BIRTHDAY);
  g_assert_cmpint (weakness ("840317", NULL), ==, YQQ_PIN_WEAKNESS_NONE);
  g_assert_cmpint (weakness ("840317", "19840318"), ==, YQQ_PIN_WEAKNESS_NONE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wallet/pin-policy/an_ordinary_pin_is_fine", an_ordinary_pin_is_fine);
  g_test_add_func ("/wallet/pin-policy/six_digits_are_asked", six_digits_are_asked);
  g_test_add_func ("/wallet/pin-policy/equal_digits_are_weak", equal_digits_are_weak);
  g_test_add_func ("/wallet/pin-policy/runs_are_weak_up_and_down_and_over_zero",
                   runs_are_weak_up_and_down_and_over_zero);
  g_test_add_func ("/wallet/pin-policy/repeated_groups_are_weak", repeated_groups_are_weak);
  g_test_add_func ("/wallet/pin-policy/the_birthday_is_weak_however_it_is_written",
                   the_birthday_is_weak_however_it_is_written);
  return g_test_run ();
}
