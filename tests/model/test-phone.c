/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/phone.h"

static void
check_refused (const char *number, int why)
{
  g_autoptr (GError) error = NULL;
  g_assert_false (yqq_phone_validate (number, &error));
  g_assert_error (error, YQQ_MODEL_ERROR, why);
}

static void
mobile_numbers_are_valid (void)
{
  g_assert_true (yqq_phone_validate ("13800138000", NULL));
  g_assert_true (yqq_phone_validate ("19912345678", NULL));
}

static void
each_reason_has_its_code (void)
{
  check_refused (NULL, YQQ_MODEL_ERROR_EMPTY);
  check_refused ("", YQQ_MODEL_ERROR_EMPTY);
  check_refused ("1380013800", YQQ_MODEL_ERROR_LENGTH);
  check_refused ("138001380000", YQQ_MODEL_ERROR_LENGTH);
  check_refused ("1380013800x", YQQ_MODEL_ERROR_CHARACTER);
  check_refused ("+8613800138000", YQQ_MODEL_ERROR_CHARACTER);
  check_refused ("12800138000", YQQ_MODEL_ERROR_REGION);
  check_refused ("02088888888", YQQ_MODEL_ERROR_REGION);
}

static void
check_mask (const char *number, const char *expected)
{
  g_autofree char *masked = yqq_phone_mask (number);
  g_assert_cmpstr (masked, ==, expected);
}

static void
a_masked_number_keeps_its_ends_only (void)
{
  check_mask ("13800135678", "138****5678");
  check_mask ("12345678", "********");
  check_mask ("", "");
}

static void
check_name (const char *name, const char *expected)
{
  g_autofree char *masked = yqq_name_mask (name);
  g_assert_cmpstr (masked, ==, expected);
}

static void
a_masked_name_keeps_its_first_character (void)
{
  check_name ("张三", "张*");
  check_name ("欧阳修文", "欧***");
  check_name ("X", "X");
  check_name ("", "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/phone/mobile_numbers_are_valid", mobile_numbers_are_valid);
  g_test_add_func ("/model/phone/each_reason_has_its_code", each_reason_has_its_code);
  g_test_add_func ("/model/phone/a_masked_number_keeps_its_ends_only",
                   a_masked_number_keeps_its_ends_only);
  g_test_add_func ("/model/phone/a_masked_name_keeps_its_first_character",
                   a_masked_name_keeps_its_first_character);
  return g_test_run ();
}
