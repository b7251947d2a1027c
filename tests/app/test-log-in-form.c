/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/log-in-form.h"

#include <string.h>

#define GOOD_NUMBER "11010519491231002X" /* GB 11643's own example */

static YqqLogInForm *
create_complete (void)
{
  YqqLogInForm *form = yqq_log_in_form_new ();
  yqq_log_in_form_set_name (form, "陈演示");
  yqq_log_in_form_set_id (form, YQQ_ID_TYPE_RESIDENT_ID, GOOD_NUMBER);
  yqq_log_in_form_set_code (form, "12345678");
  form->agreed = TRUE;
  return form;
}

static void
a_complete_form_lacks_nothing (void)
{
  g_autoptr (YqqLogInForm) form = create_complete ();
  YqqLogInField field;
  g_autofree char *button = yqq_log_in_form_format_button (form);
  g_assert_false (yqq_log_in_form_find_missing (form, &field));
  g_assert_cmpstr (button, ==, "Log in");
}

static void
the_button_names_what_is_missing (void)
{
  g_autoptr (YqqLogInForm) form = create_complete ();
  yqq_log_in_form_set_name (form, "");
  form->agreed = FALSE;
  g_autofree char *button = yqq_log_in_form_format_button (form);
  g_assert_cmpstr (button, ==, "Still missing: name, agreement");
}

static void
without_a_code_the_button_never_waits_for_one (void)
{
  g_autoptr (YqqLogInForm) form = create_complete ();
  yqq_log_in_form_set_code (form, "");
  g_autofree char *complete = yqq_log_in_form_format_button_without_code (form, "Again");
  g_assert_cmpstr (complete, ==, "Again");
  form->agreed = FALSE;
  g_autofree char *missing = yqq_log_in_form_format_button_without_code (form, "Again");
  g_assert_cmpstr (missing, ==, "Still missing: agreement");
}

static void
the_first_missing_field_is_found (void)
{
  g_autoptr (YqqLogInForm) form = create_complete ();
  YqqLogInField field;
  yqq_log_in_form_set_code (form, "1234");
  g_assert_true (yqq_log_in_form_find_missing (form, &field));
  g_assert_cmpint (field, ==, YQQ_LOG_IN_CODE);
}

static void
numbers_are_taken_with_spaces_and_small_letters (void)
{
  g_autoptr (YqqLogInForm) form = create_complete ();
  yqq_log_in_form_set_id (form, YQQ_ID_TYPE_RESIDENT_ID, " 110105 19491231 002x ");
  yqq_log_in_form_set_code (form, "1234 5678");
  g_assert_cmpstr (form->id_number, ==, GOOD_NUMBER);
  g_assert_cmpstr (form->code, ==, "12345678");
  g_assert_null (yqq_log_in_form_check (form, YQQ_LOG_IN_ID_NUMBER));
}

static void
each_slip_in_a_number_has_its_own_sentence (void)
{
  g_autoptr (YqqLogInForm) form = create_complete ();
  static const char *const numbers[] = {"", "1101051949123100", "110105194912310O2X",
                                        "110105194913310027", "110105194912310021"};
  g_autoptr (GHashTable) sentences = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++) {
    yqq_log_in_form_set_id (form, YQQ_ID_TYPE_RESIDENT_ID, numbers[i]);
    const char *sentence = yqq_log_in_form_check (form, YQQ_LOG_IN_ID_NUMBER);
    g_assert_nonnull (sentence);
    g_assert_true (g_hash_table_add (sentences, (gpointer)sentence));
  }
}

static void
a_number_is_checked_for_its_own_document (void)
{
  g_autoptr (YqqLogInForm) form = create_complete ();
  yqq_log_in_form_set_id (form, YQQ_ID_TYPE_PASSPORT, "E12345678");
  g_assert_null (yqq_log_in_form_check (form, YQQ_LOG_IN_ID_NUMBER));
  yqq_log_in_form_set_id (form, YQQ_ID_TYPE_RESIDENT_ID, "E12345678");
  g_assert_nonnull (yqq_log_in_form_check (form, YQQ_LOG_IN_ID_NUMBER));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/log-in-form/a_complete_form_lacks_nothing", a_complete_form_lacks_nothing);
  g_test_add_func ("/app/log-in-form/the_button_names_what_is_missing",
                   the_button_names_what_is_missing);
  g_test_add_func ("/app/log-in-form/without_a_code_the_button_never_waits_for_one",
                   without_a_code_the_button_never_waits_for_one);
  g_test_add_func ("/app/log-in-form/the_first_missing_field_is_found",
                   the_first_missing_field_is_found);
  g_test_add_func ("/app/log-in-form/numbers_are_taken_with_spaces_and_small_letters",
                   numbers_are_taken_with_spaces_and_small_letters);
  g_test_add_func ("/app/log-in-form/each_slip_in_a_number_has_its_own_sentence",
                   each_slip_in_a_number_has_its_own_sentence);
  g_test_add_func ("/app/log-in-form/a_number_is_checked_for_its_own_document",
                   a_number_is_checked_for_its_own_document);
  return g_test_run ();
}
