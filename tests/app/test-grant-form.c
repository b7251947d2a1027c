/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is filled in to authorise somebody, to change and to cancel it: faults, effects, letters. */
#include "app/grant-form.h"

#include "app/change-form.h"
#include "app/user-text.h"
#include "fake-administration.h"

#define GOOD_NUMBER "440106199003076729"

typedef struct {
  FakeAdministration *fake;
  YqqAdministration *administration;
  YqqGrantForm *form;
} Fixture;

static void
settle (Fixture *fixture)
{
  while (g_main_context_iteration (NULL, FALSE) ||
         yqq_administration_get_busy (fixture->administration))
    ;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->fake = fake_administration_new ("enterprise-1", "粤演示科技有限公司", "246813");
  fixture->administration = YQQ_ADMINISTRATION (fixture->fake);
  fake_administration_fill (fixture->fake);
  yqq_administration_refresh (fixture->administration);
  settle (fixture);
  fixture->form = yqq_grant_form_new (fixture->administration);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->form);
  g_object_unref (fixture->fake);
}

static void
fill_in (YqqGrantForm *form)
{
  static const char *const certificate[] = {YQQ_PERMISSION_ENTERPRISE_CERTIFICATE, NULL};
  yqq_grant_form_set_name (form, " 孙新 ");
  yqq_grant_form_set_id (form, YQQ_ID_TYPE_RESIDENT_ID, "4401 0619 9003 0767 29");
  yqq_grant_form_set_phone (form, "139 1234 5678");
  yqq_grant_form_set_years (form, 2);
  yqq_grant_form_set_permissions (form, certificate, FALSE);
}

static void
the_button_tells_what_is_missing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *empty = yqq_grant_form_format_button (fixture->form);
  g_assert_cmpstr (empty, ==,
                   "Still missing: name, document type, document number, mobile number, years of "
                   "validity, permissions");
  fill_in (fixture->form);
  yqq_grant_form_set_years (fixture->form, 0);
  g_autofree char *nearly = yqq_grant_form_format_button (fixture->form);
  g_assert_cmpstr (nearly, ==, "Still missing: years of validity");
  yqq_grant_form_set_years (fixture->form, 2);
  g_autofree char *complete = yqq_grant_form_format_button (fixture->form);
  g_assert_cmpstr (complete, ==, "Add authorisation");
}

static void
texts_are_kept_as_they_are_sent (Fixture *fixture, gconstpointer data)
{
  const YqqGrantDraft *draft = yqq_grant_form_get_draft (fixture->form);
  fill_in (fixture->form);
  g_assert_cmpstr (draft->name, ==, "孙新");
  g_assert_cmpstr (draft->id_number, ==, GOOD_NUMBER);
  g_assert_cmpstr (draft->phone, ==, "13912345678");
}

static void
a_wrong_checksum_is_told_as_such (Fixture *fixture, gconstpointer data)
{
  fill_in (fixture->form);
  yqq_grant_form_set_id (fixture->form, YQQ_ID_TYPE_RESIDENT_ID, "440106199003076728");
  g_assert_cmpstr (yqq_grant_form_check (fixture->form, YQQ_GRANT_FIELD_ID_NUMBER), ==,
                   "The last character does not fit the others: one of them is mistyped.");
  yqq_grant_form_set_id (fixture->form, YQQ_ID_TYPE_PASSPORT, "E12345678");
  g_assert_null (yqq_grant_form_check (fixture->form, YQQ_GRANT_FIELD_ID_NUMBER));
}

static void
years_beyond_the_certificate_are_refused (Fixture *fixture, gconstpointer data)
{
  fill_in (fixture->form);
  yqq_grant_form_set_years (fixture->form, 4);
  g_assert_nonnull (yqq_grant_form_check (fixture->form, YQQ_GRANT_FIELD_TERM));
  yqq_grant_form_set_years (fixture->form, 2);
  g_assert_null (yqq_grant_form_check (fixture->form, YQQ_GRANT_FIELD_TERM));
}

static char *
format_day (gint64 time_ms)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (time_ms / 1000);
  return g_date_time_format (time, "%Y-%m-%d");
}

static void
a_last_day_can_stand_instead_of_years (Fixture *fixture, gconstpointer data)
{
  const YqqGrantDraft *draft = yqq_grant_form_get_draft (fixture->form);
  g_autofree char *day = format_day (g_get_real_time () / 1000 + G_GINT64_CONSTANT (86400000) * 40);
  fill_in (fixture->form);
  yqq_grant_form_set_until (fixture->form, day);
  g_autofree char *said = yqq_grant_form_format_end (fixture->form);
  g_autofree char *button = yqq_grant_form_format_button (fixture->form);
  g_assert_null (yqq_grant_form_check (fixture->form, YQQ_GRANT_FIELD_TERM));
  g_assert_cmpint (draft->years, ==, 0);
  g_autofree char *kept = format_day (draft->not_after_ms);
  g_assert_cmpstr (kept, ==, day);
  g_assert_true (g_str_has_prefix (said, "Valid until "));
  g_assert_cmpstr (button, ==, "Add authorisation");
  yqq_grant_form_set_years (fixture->form, 2);
  g_assert_cmpint (draft->not_after_ms, ==, 0);
}

static void
a_wrong_last_day_is_told_with_a_right_one (Fixture *fixture, gconstpointer data)
{
  static const char *const wrong[] = {"2020-01-01", "2027-02-30", "tomorrow", "31.12."};
  const YqqEnterpriseOverview *overview = yqq_administration_get_overview (fixture->administration);
  g_autofree char *beyond = format_day (overview->certificate_not_after_ms + 86400000);
  fill_in (fixture->form);
  yqq_grant_form_set_until (fixture->form, " ");
  g_assert_cmpstr (yqq_grant_form_check (fixture->form, YQQ_GRANT_FIELD_TERM), ==,
                   "Enter the last day, such as 2027-03-31");
  g_autofree char *button = yqq_grant_form_format_button (fixture->form);
  g_assert_cmpstr (button, ==, "Still missing: last day of validity");
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    yqq_grant_form_set_until (fixture->form, wrong[i]);
    g_assert_true (g_str_has_prefix (yqq_grant_form_check (fixture->form, YQQ_GRANT_FIELD_TERM),
                                     "Enter a day that is still to come"));
  }
  yqq_grant_form_set_until (fixture->form, beyond);
  g_assert_true (g_str_has_prefix (yqq_grant_form_check (fixture->form, YQQ_GRANT_FIELD_TERM),
                                   "The enterprise's certificate ends before that day"));
}

static void
the_certificates_own_last_day_means_to_its_end (Fixture *fixture, gconstpointer data)
{
  const YqqEnterpriseOverview *overview = yqq_administration_get_overview (fixture->administration);
  g_autofree char *day = format_day (overview->certificate_not_after_ms);
  fill_in (fixture->form);
  yqq_grant_form_set_until (fixture->form, day);
  g_assert_null (yqq_grant_form_check (fixture->form, YQQ_GRANT_FIELD_TERM));
  g_assert_cmpint (yqq_grant_form_get_draft (fixture->form)->not_after_ms, ==,
                   overview->certificate_not_after_ms);
}

static void
none_chosen_is_a_fault_unless_they_are_set_later (Fixture *fixture, gconstpointer data)
{
  static const char *const none[] = {NULL};
  fill_in (fixture->form);
  yqq_grant_form_set_permissions (fixture->form, none, FALSE);
  g_assert_nonnull (yqq_grant_form_check (fixture->form, YQQ_GRANT_FIELD_PERMISSIONS));
  yqq_grant_form_set_permissions (fixture->form, none, TRUE);
  g_assert_null (yqq_grant_form_check (fixture->form, YQQ_GRANT_FIELD_PERMISSIONS));
  g_autofree char *letter = yqq_grant_form_format_letter (fixture->form);
  g_assert_nonnull (strstr (letter, "Your permissions will be set later"));
}

static void
who_is_authorised_already_is_found_at_the_authority (Fixture *fixture, gconstpointer data)
{
  fill_in (fixture->form);
  fake_administration_fault_next (fixture->fake, YQQ_GRANT_FIELD_ID_NUMBER,
                                  YQQ_GRANT_FAULT_DUPLICATE);
  yqq_grant_form_ask (fixture->form);
  settle (fixture);
  const char *fault = yqq_grant_form_check (fixture->form, YQQ_GRANT_FIELD_ID_NUMBER);
  g_assert_nonnull (fault);
  g_assert_nonnull (strstr (fault, "authorised here already"));
  yqq_grant_form_set_id (fixture->form, YQQ_ID_TYPE_RESIDENT_ID, "440106199003076737");
  g_assert_null (yqq_grant_form_check (fixture->form, YQQ_GRANT_FIELD_ID_NUMBER));
}

static void
the_effect_on_the_quota_is_told_before (Fixture *fixture, gconstpointer data)
{
  g_autofree char *effect = yqq_grant_form_format_effect (fixture->form);
  g_assert_cmpstr (effect, ==, "Will take 1 of the quota, 13 left");
  g_assert_true (yqq_grant_form_fits_quota (fixture->form));
  fake_administration_set_quota (fixture->fake, 6);
  yqq_administration_refresh (fixture->administration);
  settle (fixture);
  g_assert_false (yqq_grant_form_fits_quota (fixture->form));
  fill_in (fixture->form);
  g_autofree char *button = yqq_grant_form_format_button (fixture->form);
  g_assert_cmpstr (button, ==, "The quota is used up");
}

static void
the_act_holds_what_was_filled_in (Fixture *fixture, gconstpointer data)
{
  fill_in (fixture->form);
  g_autoptr (YqqEnterpriseAct) act = yqq_grant_form_create_act (fixture->form);
  g_assert_cmpint (act->kind, ==, YQQ_ACT_GRANT_ADD);
  g_assert_true (act->whole);
  g_assert_cmpuint (act->drafts->len, ==, 1);
  g_assert_cmpstr (((YqqGrantDraft *)act->drafts->pdata[0])->id_number, ==, GOOD_NUMBER);
}

static void
the_letter_names_the_enterprise_and_the_code (Fixture *fixture, gconstpointer data)
{
  YqqActLine line = {.done = TRUE, .code = (char *)"YQ44012026030101"};
  fill_in (fixture->form);
  yqq_grant_form_take_grant (fixture->form, &line);
  g_autofree char *letter = yqq_grant_form_format_letter (fixture->form);
  g_assert_nonnull (strstr (letter, "孙新"));
  g_assert_nonnull (strstr (letter, "粤演示科技有限公司"));
  g_assert_nonnull (strstr (letter, "YQ44 0120 2603 0101"));
  g_assert_null (strstr (letter, GOOD_NUMBER));
}

static const YqqAuthorisedUser *
get_user (Fixture *fixture, const char *grant)
{
  return yqq_authorised_user_entry_get_user (
      yqq_administration_find_user (fixture->administration, grant));
}

static void
choosing_none_suspends_and_choosing_again_resumes (Fixture *fixture, gconstpointer data)
{
  static const char *const none[] = {NULL};
  static const char *const certificate[] = {YQQ_PERMISSION_ENTERPRISE_CERTIFICATE, NULL};
  static const char *const both[] = {YQQ_PERMISSION_ENTERPRISE_CERTIFICATE, "seal:1", NULL};
  g_assert_cmpint (yqq_change_get_effect (get_user (fixture, "0101"), certificate, 0), ==,
                   YQQ_CHANGE_NOTHING);
  g_assert_cmpint (yqq_change_get_effect (get_user (fixture, "0101"), none, 0), ==,
                   YQQ_CHANGE_SUSPENDS);
  g_assert_cmpint (yqq_change_get_effect (get_user (fixture, "0101"), both, 0), ==,
                   YQQ_CHANGE_PERMISSIONS);
  g_assert_cmpint (yqq_change_get_effect (get_user (fixture, "0103"), none, 0), ==,
                   YQQ_CHANGE_NOTHING);
  g_assert_cmpint (yqq_change_get_effect (get_user (fixture, "0103"), certificate, 0), ==,
                   YQQ_CHANGE_RESUMES);
}

static void
what_has_expired_is_renewed_for_some_years (Fixture *fixture, gconstpointer data)
{
  static const char *const certificate[] = {YQQ_PERMISSION_ENTERPRISE_CERTIFICATE, NULL};
  const YqqAuthorisedUser *expired = get_user (fixture, "0106");
  g_assert_true (yqq_change_wants_years (expired));
  g_assert_false (yqq_change_wants_years (get_user (fixture, "0101")));
  g_assert_null (yqq_user_get_refusal (expired, YQQ_ACT_GRANT_MODIFY));
  g_assert_cmpint (yqq_change_get_effect (expired, certificate, 0), ==, YQQ_CHANGE_NOTHING);
  g_assert_cmpint (yqq_change_get_effect (expired, certificate, 1), ==, YQQ_CHANGE_RENEWS);
  g_autoptr (YqqEnterpriseAct) act =
      yqq_change_create_act (fixture->administration, expired, certificate, 2);
  g_assert_true (yqq_act_item_renews (act->items->pdata[0]));
  g_assert_null (yqq_change_check_years (
      fixture->administration, expired, 1,
      yqq_administration_get_overview (fixture->administration)->certificate_not_after_ms -
          G_GINT64_CONSTANT (400) * 24 * 3600 * 1000));
  g_assert_nonnull (yqq_change_check_years (
      fixture->administration, expired, 1,
      yqq_administration_get_overview (fixture->administration)->certificate_not_after_ms -
          G_GINT64_CONSTANT (300) * 24 * 3600 * 1000));
}

static void
what_ends_soon_is_extended_with_the_permissions_that_are_chosen (Fixture *fixture,
                                                                 gconstpointer data)
{
  static const char *const none[] = {NULL};
  static const char *const certificate[] = {YQQ_PERMISSION_ENTERPRISE_CERTIFICATE, NULL};
  const YqqAuthorisedUser *soon = get_user (fixture, "0104");
  g_assert_cmpint (yqq_change_get_effect (soon, certificate, 1), ==, YQQ_CHANGE_EXTENDS);
  g_assert_cmpint (yqq_change_get_state_after (soon, YQQ_CHANGE_EXTENDS, certificate), ==,
                   YQQ_GRANT_STATE_ACTIVE);
  g_assert_cmpint (yqq_change_get_effect (soon, none, 1), ==, YQQ_CHANGE_EXTENDS);
  g_assert_cmpint (yqq_change_get_state_after (soon, YQQ_CHANGE_EXTENDS, none), ==,
                   YQQ_GRANT_STATE_SUSPENDED);
  g_assert_cmpint (yqq_change_get_effect (soon, none, 0), ==, YQQ_CHANGE_SUSPENDS);
}

static void
cancelling_needs_a_reason_and_the_name (Fixture *fixture, gconstpointer data)
{
  const YqqAuthorisedUser *user = get_user (fixture, "0101");
  g_autoptr (YqqCancelForm) form = yqq_cancel_form_new ();
  g_assert_false (yqq_cancel_form_is_complete (form, user));
  yqq_cancel_form_set (form, YQQ_CANCEL_REASON_LEFT, "", "林样");
  g_assert_nonnull (yqq_cancel_form_check_name (form, user));
  yqq_cancel_form_set (form, YQQ_CANCEL_REASON_OTHER, " ", "林样例");
  g_assert_nonnull (yqq_cancel_form_check_note (form));
  yqq_cancel_form_set (form, YQQ_CANCEL_REASON_OTHER, "moved", " 林样例 ");
  g_assert_true (yqq_cancel_form_is_complete (form, user));
  g_autoptr (YqqEnterpriseAct) act =
      yqq_cancel_form_create_act (form, fixture->administration, user);
  g_assert_cmpint (act->reason, ==, YQQ_CANCEL_REASON_OTHER);
  g_assert_cmpstr (act->note, ==, "moved");
  g_assert_cmpstr (((YqqActItem *)act->items->pdata[0])->grant, ==, "0101");
}

#define ADD(name) g_test_add ("/app/grant-form/" #name, Fixture, NULL, set_up, name, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD (the_button_tells_what_is_missing);
  ADD (texts_are_kept_as_they_are_sent);
  ADD (a_wrong_checksum_is_told_as_such);
  ADD (years_beyond_the_certificate_are_refused);
  ADD (a_last_day_can_stand_instead_of_years);
  ADD (a_wrong_last_day_is_told_with_a_right_one);
  ADD (the_certificates_own_last_day_means_to_its_end);
  ADD (none_chosen_is_a_fault_unless_they_are_set_later);
  ADD (who_is_authorised_already_is_found_at_the_authority);
  ADD (the_effect_on_the_quota_is_told_before);
  ADD (the_act_holds_what_was_filled_in);
  ADD (the_letter_names_the_enterprise_and_the_code);
  ADD (choosing_none_suspends_and_choosing_again_resumes);
  ADD (what_has_expired_is_renewed_for_some_years);
  ADD (what_ends_soon_is_extended_with_the_permissions_that_are_chosen);
  ADD (cancelling_needs_a_reason_and_the_name);
  return g_test_run ();
}
