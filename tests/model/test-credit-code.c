/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/credit-code.h"

static void
check_refused (const char *code, int why)
{
  g_autoptr (GError) error = NULL;
  g_assert_false (yqq_credit_code_validate (code, &error));
  g_assert_error (error, YQQ_MODEL_ERROR, why);
}

static void
published_codes_are_valid (void)
{
  static const char *const codes[] = {
      "91350100M000100Y43", /* GB 32100-2015, its example */
      "914403001922038216", /* Huawei */
      "9144030071526726XG", /* Tencent: X as the inner check digit */
      "91330100799655058B", /* Alibaba */
      "911100007109250324", /* China Mobile: code of the whole country */
      "91110108551385082Q", /* Xiaomi */
      "12100000400010275N", /* an institution, not an enterprise */
      "91440300708461136T",
  };
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++) {
    g_autoptr (GError) error = NULL;
    g_assert_true (yqq_credit_code_validate (codes[i], &error));
    g_assert_no_error (error);
  }
}

static void
each_reason_has_its_code (void)
{
  check_refused (NULL, YQQ_MODEL_ERROR_EMPTY);
  check_refused ("", YQQ_MODEL_ERROR_EMPTY);
  check_refused ("91440300192203821", YQQ_MODEL_ERROR_LENGTH);
  check_refused ("9144030019220382166", YQQ_MODEL_ERROR_LENGTH);
  check_refused ("91440300I922038216", YQQ_MODEL_ERROR_CHARACTER);
  check_refused ("9144030071526726xg", YQQ_MODEL_ERROR_CHARACTER);
  check_refused ("91440300 922038216", YQQ_MODEL_ERROR_CHARACTER);
  check_refused ("91A403001922038216", YQQ_MODEL_ERROR_REGION);
  check_refused ("914403001922038316", YQQ_MODEL_ERROR_ORGANISATION);
  check_refused ("914403001922038217", YQQ_MODEL_ERROR_CHECK_DIGIT);
}

static void
every_single_slip_is_noticed (void)
{
  static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  for (guint place = 0; place < YQQ_CREDIT_CODE_LENGTH; place++)
    for (guint letter = 0; alphabet[letter] != '\0'; letter++) {
      g_autofree char *code = g_strdup ("9144030071526726XG");
      if (code[place] == alphabet[letter])
        continue;
      code[place] = alphabet[letter];
      g_assert_false (yqq_credit_code_validate (code, NULL));
    }
}

static void
neighbours_swapped_are_noticed (void)
{
  static const char good[] = "91350100M000100Y43";
  for (guint place = 0; place + 1 < YQQ_CREDIT_CODE_LENGTH; place++) {
    g_autofree char *code = g_strdup (good);
    code[place] = good[place + 1];
    code[place + 1] = good[place];
    if (good[place] != good[place + 1])
      g_assert_false (yqq_credit_code_validate (code, NULL));
  }
}

static void
the_province_stands_in_characters_3_and_4 (void)
{
  g_assert_true (yqq_credit_code_is_in_province ("914403001922038216", "44"));
  g_assert_false (yqq_credit_code_is_in_province ("914403001922038216", "33"));
  g_assert_false (yqq_credit_code_is_in_province ("91", "44"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/credit-code/published_codes_are_valid", published_codes_are_valid);
  g_test_add_func ("/model/credit-code/each_reason_has_its_code", each_reason_has_its_code);
  g_test_add_func ("/model/credit-code/every_single_slip_is_noticed", every_single_slip_is_noticed);
  g_test_add_func ("/model/credit-code/neighbours_swapped_are_noticed",
                   neighbours_swapped_are_noticed);
  g_test_add_func ("/model/credit-code/the_province_stands_in_characters_3_and_4",
                   the_province_stands_in_characters_3_and_4);
  return g_test_run ();
}
