/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/identity-document.h"

static void
check_valid (YqqIdType type, const char *number)
{
  g_autoptr (GError) error = NULL;
  g_assert_true (yqq_id_number_validate (type, number, &error));
  g_assert_no_error (error);
}

static void
check_refused (YqqIdType type, const char *number, int why)
{
  g_autoptr (GError) error = NULL;
  g_assert_false (yqq_id_number_validate (type, number, &error));
  g_assert_error (error, YQQ_MODEL_ERROR, why);
}

static void
the_numbers_of_the_standard_are_valid (void)
{
  check_valid (YQQ_ID_TYPE_RESIDENT_ID, "11010519491231002X"); /* GB 11643-1999, its examples */
  check_valid (YQQ_ID_TYPE_RESIDENT_ID, "440524188001010014");
}

static void
each_reason_for_a_resident_number_has_its_code (void)
{
  const YqqIdType type = YQQ_ID_TYPE_RESIDENT_ID;
  check_refused (type, NULL, YQQ_MODEL_ERROR_EMPTY);
  check_refused (type, "", YQQ_MODEL_ERROR_EMPTY);
  check_refused (type, "110105491231002", YQQ_MODEL_ERROR_LENGTH); /* the old fifteen digits */
  check_refused (type, "11010519491231002x", YQQ_MODEL_ERROR_CHARACTER);
  check_refused (type, "1101051949123100X2", YQQ_MODEL_ERROR_CHARACTER);
  check_refused (type, "01010519491231002X", YQQ_MODEL_ERROR_REGION);
  check_refused (type, "99010519491231002X", YQQ_MODEL_ERROR_REGION);
  check_refused (type, "14 10519491231002X", YQQ_MODEL_ERROR_CHARACTER);
  check_refused (type, "81000019940823002X", YQQ_MODEL_ERROR_REGION); /* a residence permit */
  check_refused (type, "110105194913310027", YQQ_MODEL_ERROR_DATE);
  check_refused (type, "110105194902290023", YQQ_MODEL_ERROR_DATE);
  check_refused (type, "110105194900010020", YQQ_MODEL_ERROR_DATE);
  check_refused (type, "110105000012310024", YQQ_MODEL_ERROR_DATE);
  check_refused (type, "110105194912310021", YQQ_MODEL_ERROR_CHECK_DIGIT);
}

static void
the_leap_day_is_a_date_in_leap_years (void)
{
  check_refused (YQQ_ID_TYPE_RESIDENT_ID, "110105190002290026", YQQ_MODEL_ERROR_DATE);
  check_refused (YQQ_ID_TYPE_RESIDENT_ID, "110105200002290020", YQQ_MODEL_ERROR_CHECK_DIGIT);
}

static void
residence_permits_have_regions_of_their_own (void)
{
  const YqqIdType type = YQQ_ID_TYPE_HK_MACAO_TAIWAN_RESIDENCE;
  check_valid (type, "810000199408230021");
  check_valid (type, "830000199201300022");
  check_refused (type, "11010519491231002X", YQQ_MODEL_ERROR_REGION);
  check_refused (type, "810001199408230021", YQQ_MODEL_ERROR_REGION);
  check_refused (type, "810000199408230020", YQQ_MODEL_ERROR_CHECK_DIGIT);
  check_refused (YQQ_ID_TYPE_RESIDENT_ID, "810000199408230021", YQQ_MODEL_ERROR_REGION);
}

static void
travel_permits_have_their_own_shapes (void)
{
  check_valid (YQQ_ID_TYPE_HK_MACAO_PERMIT, "H12345678");
  check_valid (YQQ_ID_TYPE_HK_MACAO_PERMIT, "M1234567890");
  check_refused (YQQ_ID_TYPE_HK_MACAO_PERMIT, "", YQQ_MODEL_ERROR_EMPTY);
  check_refused (YQQ_ID_TYPE_HK_MACAO_PERMIT, "H1234567", YQQ_MODEL_ERROR_LENGTH);
  check_refused (YQQ_ID_TYPE_HK_MACAO_PERMIT, "T12345678", YQQ_MODEL_ERROR_CHARACTER);
  check_refused (YQQ_ID_TYPE_HK_MACAO_PERMIT, "h12345678", YQQ_MODEL_ERROR_CHARACTER);
  check_refused (YQQ_ID_TYPE_HK_MACAO_PERMIT, "H1234567A", YQQ_MODEL_ERROR_CHARACTER);
  check_valid (YQQ_ID_TYPE_TAIWAN_PERMIT, "12345678");
  check_valid (YQQ_ID_TYPE_TAIWAN_PERMIT, "1234567890");
  check_refused (YQQ_ID_TYPE_TAIWAN_PERMIT, "1234567", YQQ_MODEL_ERROR_LENGTH);
  check_refused (YQQ_ID_TYPE_TAIWAN_PERMIT, "1234567X", YQQ_MODEL_ERROR_CHARACTER);
}

static void
passports_have_letters_and_digits (void)
{
  check_valid (YQQ_ID_TYPE_PASSPORT, "E12345678");
  check_valid (YQQ_ID_TYPE_PASSPORT, "123456789");
  check_refused (YQQ_ID_TYPE_PASSPORT, "E123", YQQ_MODEL_ERROR_LENGTH);
  check_refused (YQQ_ID_TYPE_PASSPORT, "E123456789012345", YQQ_MODEL_ERROR_LENGTH);
  check_refused (YQQ_ID_TYPE_PASSPORT, "e12345678", YQQ_MODEL_ERROR_CHARACTER);
  check_refused (YQQ_ID_TYPE_PASSPORT, "PASSPORT", YQQ_MODEL_ERROR_CHARACTER);
  check_refused (YQQ_ID_TYPE_PASSPORT, "E1234-678", YQQ_MODEL_ERROR_CHARACTER);
}

static void
check_mask (const char *number, const char *expected)
{
  g_autofree char *masked = yqq_id_number_mask (number);
  g_assert_cmpstr (masked, ==, expected);
}

static void
a_masked_number_keeps_its_ends_only (void)
{
  check_mask ("440104199001011234", "4401**********1234");
  check_mask ("H12345678", "H1*****78");
  check_mask ("E1234", "E1*34");
  check_mask ("1234", "****");
  check_mask ("", "");
}

static void
check_birthday (YqqIdType type, const char *number, const char *expected)
{
  g_autofree char *birthday = yqq_id_number_dup_birthday (type, number);
  g_assert_cmpstr (birthday, ==, expected);
}

static void
the_birthday_is_read_where_there_is_one (void)
{
  check_birthday (YQQ_ID_TYPE_RESIDENT_ID, "11010519491231002X", "19491231");
  check_birthday (YQQ_ID_TYPE_HK_MACAO_TAIWAN_RESIDENCE, "810000199408230021", "19940823");
  check_birthday (YQQ_ID_TYPE_PASSPORT, "E12345678", NULL);
  check_birthday (YQQ_ID_TYPE_RESIDENT_ID, "110105194912310021", NULL);
}

static void
kinds_have_stable_names (void)
{
  static const char *const nicks[] = {"resident-id", "hk-macao-permit", "taiwan-permit",
                                      "hk-macao-taiwan-residence", "passport"};
  for (guint i = 0; i < YQQ_ID_TYPE_COUNT; i++) {
    YqqIdType type = YQQ_ID_TYPE_COUNT;
    g_assert_cmpstr (yqq_id_type_to_nick (i), ==, nicks[i]);
    g_assert_true (yqq_id_type_from_nick (nicks[i], &type));
    g_assert_cmpint (type, ==, i);
  }
  YqqIdType untouched = YQQ_ID_TYPE_PASSPORT;
  g_assert_false (yqq_id_type_from_nick ("Passport", &untouched));
  g_assert_false (yqq_id_type_from_nick (NULL, &untouched));
  g_assert_cmpint (untouched, ==, YQQ_ID_TYPE_PASSPORT);
}

#define ADD(test) g_test_add_func ("/model/identity-document/" #test, test)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD (the_numbers_of_the_standard_are_valid);
  ADD (each_reason_for_a_resident_number_has_its_code);
  ADD (the_leap_day_is_a_date_in_leap_years);
  ADD (residence_permits_have_regions_of_their_own);
  ADD (travel_permits_have_their_own_shapes);
  ADD (passports_have_letters_and_digits);
  ADD (a_masked_number_keeps_its_ends_only);
  ADD (the_birthday_is_read_where_there_is_one);
  ADD (kinds_have_stable_names);
  return g_test_run ();
}
