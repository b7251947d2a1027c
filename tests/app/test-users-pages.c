/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of authorised users: the list, adding, changing, cancelling. */
#include "app/grant-form.h"

#include <glib/gstdio.h>

#include "app/pin-request.h"
#include "app/slip.h"
#include "app/user-row.h"
#include "client/client-error.h"
#include "page-test.h"
#include "protocol/problem.h"

static FakeAdministration *
get_fake (PageTest *test)
{
  return fake_workspace_get_administration (test->fake);
}

static YqqAdministration *
get_administration (PageTest *test)
{
  return yqq_workspace_get_administration (test->workspace);
}

static void
refresh (PageTest *test)
{
  yqq_administration_refresh (get_administration (test));
  widget_test_wait_until (!yqq_administration_get_busy (get_administration (test)));
}

static void
set_up (PageTest *test, gconstpointer data)
{
  page_test_set_up_filled (test, data);
}

static void
set_up_list (PageTest *test, gconstpointer data)
{
  page_test_set_up_filled (test, data);
  fake_administration_fill (get_fake (test));
  page_test_show (test, YQQ_PLACE_USERS, G_OBJECT (get_administration (test)));
  widget_test_wait_until (widget_test_shows (test->window, "林样例"));
}

/* A place of the enterprise, reached from the list. */
static void
show_place (PageTest *test, YqqPlace place, const char *grant)
{
  fake_administration_fill (get_fake (test));
  refresh (test);
  yqq_router_push (test->router, YQQ_PLACE_USERS, G_OBJECT (get_administration (test)));
  page_test_show (test, place,
                  grant ? G_OBJECT (yqq_administration_find_user (get_administration (test), grant))
                        : G_OBJECT (get_administration (test)));
}

static void
until_the_answer_comes_it_says_that_it_fetches (PageTest *test, gconstpointer data)
{
  fake_administration_hold (get_fake (test), TRUE);
  page_test_show (test, YQQ_PLACE_USERS, G_OBJECT (get_administration (test)));
  widget_test_assert_shows (test->window, "Fetching the authorised users…");
  fake_administration_hold (get_fake (test), FALSE);
  widget_test_wait_until (widget_test_shows (test->window, "Please add an authorisation first"));
}

static void
with_nobody_yet_it_leads_to_adding_somebody (PageTest *test, gconstpointer data)
{
  page_test_show (test, YQQ_PLACE_USERS, G_OBJECT (get_administration (test)));
  widget_test_wait_until (widget_test_shows (test->window, "Please add an authorisation first"));
  widget_test_press_button (test->window, "pill");
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_USER_ADD);
}

static void
without_the_authority_it_says_so_and_tries_again (PageTest *test, gconstpointer data)
{
  g_autoptr (GError) offline =
      g_error_new_literal (YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_OFFLINE, "for a test");
  fake_administration_fill (get_fake (test));
  fake_administration_fail_next (get_fake (test), offline);
  page_test_show (test, YQQ_PLACE_USERS, G_OBJECT (get_administration (test)));
  widget_test_wait_until (widget_test_shows (test->window, "The authority cannot be reached"));
  widget_test_click (test->window, "Try again");
  widget_test_wait_until (widget_test_shows (test->window, "林样例"));
}

static void
users_stay_in_view_while_the_authority_is_away (PageTest *test, gconstpointer data)
{
  g_autoptr (GError) offline =
      g_error_new_literal (YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_OFFLINE, "for a test");
  yqq_administration_set_trouble (get_administration (test), offline);
  widget_test_assert_shows (test->window, "The authority cannot be reached");
  widget_test_assert_shows (test->window, "林样例");
}

static void
who_may_not_is_told_so (PageTest *test, gconstpointer data)
{
  g_autoptr (GError) refused = yqq_problem_error_new (YQQ_PROBLEM_NOT_PERMITTED, NULL);
  fake_administration_fail_next (get_fake (test), refused);
  page_test_show (test, YQQ_PLACE_USERS, G_OBJECT (get_administration (test)));
  widget_test_wait_until (widget_test_shows (test->window, "authority:not-permitted"));
}

static void
the_quota_is_told_in_words_and_numbers (PageTest *test, gconstpointer data)
{
  widget_test_assert_shows (test->window, "Quota of 20, 14 left");
  widget_test_assert_shows (test->window, "In use 4");
  widget_test_assert_shows (test->window, "Suspended 1");
  widget_test_assert_shows (test->window, "Cancelled 1");
  widget_test_assert_shows (test->window, "Left 14");
  fake_administration_set_quota (get_fake (test), 6);
  refresh (test);
  widget_test_assert_shows (test->window, "The quota is used up.");
}

static void
each_row_says_who_it_is_and_how_it_stands (PageTest *test, gconstpointer data)
{
  static const char *const texts[] = {
      "林样例",
      "4401**********6779 · 139****0101",
      "Enterprise certificate",
      "To be set later",
      "In use",
      "To be installed",
      "Suspended",
      "Expiring soon",
      "Expired",
      "Cancelled",
      "Administrator, Legal representative",
  };
  g_autofree char *text = widget_test_collect_text (test->window);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (!strstr (text, texts[i]))
      g_error ("No \"%s\" in %s", texts[i], text);
  GtkWidget *row = widget_test_find_type (test->window, YQQ_TYPE_USER_ROW);
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (widget_test_find_type (row, GTK_TYPE_MENU_BUTTON)),
      GTK_ACCESSIBLE_PROPERTY_LABEL, "Acts on 林样例");
}

static GtkWidget *
get_search (PageTest *test)
{
  return widget_test_find_type (test->window, GTK_TYPE_SEARCH_ENTRY);
}

static void
search (PageTest *test, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (get_search (test)), text);
  widget_test_settle ();
}

static void
searching_narrows_the_list_and_finds_back (PageTest *test, gconstpointer data)
{
  search (test, "赵停");
  widget_test_wait_until (!widget_test_shows (test->window, "林样例"));
  widget_test_assert_shows (test->window, "赵停用");
  search (test, "nobody of this name");
  widget_test_wait_until (widget_test_shows (test->window, "Nobody found"));
  widget_test_click (test->window, "Show all");
  widget_test_wait_until (widget_test_shows (test->window, "林样例"));
}

static void
a_row_leads_to_changing_and_to_cancelling (PageTest *test, gconstpointer data)
{
  gtk_widget_activate_action (GTK_WIDGET (test->page), "users.modify", "s", "0101");
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_USER_MODIFY);
  yqq_router_back (test->router);
  gtk_widget_activate_action (GTK_WIDGET (test->page), "users.cancel", "s", "0101");
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_USER_CANCEL);
  GObject *subject = yqq_router_get_subject (test->router);
  g_assert_cmpstr (yqq_authorised_user_entry_get_user (YQQ_AUTHORISED_USER_ENTRY (subject))->name,
                   ==, "林样例");
}

static void
ask_for_numbers (PageTest *test)
{
  gtk_widget_activate_action (GTK_WIDGET (test->page), "users.reveal", "s", "0101");
  GtkWidget *dialog = page_test_find_dialog ();
  widget_test_assert_shows (dialog, "The audit record keeps that you looked at them.");
  g_assert_cmpuint (fake_administration_count_revealed (get_fake (test)), ==, 0);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "show");
}

static void
enter_pin (PageTest *test, const char *digits)
{
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_PIN);
  YqqPinRequest *request = YQQ_PIN_REQUEST (yqq_router_get_subject (test->router));
  g_autoptr (YqqSecretBytes) pin = yqq_secret_bytes_new_copy (digits, strlen (digits));
  yqq_pin_request_submit (request, pin);
}

static void
numbers_are_shown_after_saying_that_it_is_recorded (PageTest *test, gconstpointer data)
{
  fake_administration_set_pin_kept (get_fake (test), TRUE);
  ask_for_numbers (test);
  widget_test_wait_until (widget_test_shows (test->window, "440106199003076779"));
  g_assert_cmpuint (fake_administration_count_revealed (get_fake (test)), ==, 1);
  gtk_widget_activate_action (GTK_WIDGET (test->page), "users.hide", "s", "0101");
  widget_test_assert_hides (test->window, "440106199003076779");
}

static void
numbers_are_shown_after_the_pin_where_it_was_not_entered_lately (PageTest *test, gconstpointer data)
{
  ask_for_numbers (test);
  YqqPinRequest *request = YQQ_PIN_REQUEST (yqq_router_get_subject (test->router));
  g_assert_cmpstr (yqq_pin_request_get_sentence (request), ==, "Show the numbers of 林样例");
  yqq_page_leave (test->page); /* as the window does for that of the PIN */
  enter_pin (test, "000001");
  widget_test_wait_until (yqq_pin_request_get_wrong (request));
  g_assert_cmpuint (fake_administration_count_revealed (get_fake (test)), ==, 0);
  enter_pin (test, FAKE_PIN);
  widget_test_wait_until (yqq_router_get_place (test->router) == YQQ_PLACE_USERS);
  widget_test_wait_until (widget_test_shows (test->window, "440106199003076779"));
  g_assert_cmpuint (fake_administration_count_revealed (get_fake (test)), ==, 1);
}

static void
without_the_pin_no_numbers_are_shown (PageTest *test, gconstpointer data)
{
  ask_for_numbers (test);
  yqq_pin_request_cancel (YQQ_PIN_REQUEST (yqq_router_get_subject (test->router)));
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_USERS);
  widget_test_assert_hides (test->window, "440106199003076779");
  g_assert_cmpuint (fake_administration_count_revealed (get_fake (test)), ==, 0);
}

static void
leaving_the_page_hides_what_was_shown (PageTest *test, gconstpointer data)
{
  fake_administration_set_pin_kept (get_fake (test), TRUE);
  ask_for_numbers (test);
  widget_test_wait_until (widget_test_shows (test->window, "440106199003076779"));
  yqq_page_leave (test->page);
  widget_test_assert_hides (test->window, "440106199003076779");
}

/* Adding */

static void
set_row (PageTest *test, const char *title, const char *text)
{
  GtkWidget *row = page_test_find_row (test->window, title);
  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

static void
choose_row (PageTest *test, const char *title, guint choice)
{
  GtkWidget *row = page_test_find_row (test->window, title);
  g_assert_nonnull (row);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), choice);
}

static void
check_row (PageTest *test, const char *title)
{
  GtkWidget *row = page_test_find_row (test->window, title);
  g_assert_nonnull (row);
  adw_action_row_activate (ADW_ACTION_ROW (row));
}

static void
fill_in (PageTest *test)
{
  set_row (test, "Name", "孙新");
  choose_row (test, "Document type", 1);
  set_row (test, "Document number", "440106199003076729");
  set_row (test, "Mobile number", "13912345678");
  choose_row (test, "Years of validity", 2);
  check_row (test, "Enterprise certificate");
}

static void
the_form_has_the_fields_of_the_guide (PageTest *test, gconstpointer data)
{
  static const char *const texts[] = {
      "Certificate code",
      "YQ44 0120 2603 0100 01",
      "Validity of the certificate",
      "Enter the name of the person to be authorised",
      "Choose the document type",
      "Enter the document number",
      "Enter the mobile number",
      "Choose the years of validity",
      "Permissions on the enterprise certificate and seals",
      "Can be set later",
      "Will take 1 of the quota, 13 left",
  };
  show_place (test, YQQ_PLACE_USER_ADD, NULL);
  g_autofree char *text = widget_test_collect_text (test->window);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (!strstr (text, texts[i]))
      g_error ("No \"%s\" in %s", texts[i], text);
}

static void
the_button_says_what_is_missing_and_points_at_it (PageTest *test, gconstpointer data)
{
  show_place (test, YQQ_PLACE_USER_ADD, NULL);
  set_row (test, "Name", "孙新");
  widget_test_assert_shows (test->window, "Still missing: document type");
  widget_test_press_button (test->window, "suggested-action");
  widget_test_assert_shows (test->window, "Choose the permissions on the enterprise certificate");
  g_assert_cmpuint (fake_administration_count_performed (get_fake (test)), ==, 0);
}

static void
a_fault_found_at_the_authority_stands_at_its_field (PageTest *test, gconstpointer data)
{
  show_place (test, YQQ_PLACE_USER_ADD, NULL);
  fill_in (test);
  fake_administration_fault_next (get_fake (test), YQQ_GRANT_FIELD_ID_NUMBER,
                                  YQQ_GRANT_FAULT_DUPLICATE);
  widget_test_press_button (test->window, "suggested-action");
  widget_test_wait_until (
      widget_test_shows (test->window, "This person is authorised here already."));
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_USER_ADD);
}

static void
adding_leads_to_what_to_tell_the_employee (PageTest *test, gconstpointer data)
{
  show_place (test, YQQ_PLACE_USER_ADD, NULL);
  fake_administration_set_pin_kept (get_fake (test), TRUE);
  fill_in (test);
  widget_test_press_button (test->window, "suggested-action");
  widget_test_wait_until (yqq_router_get_place (test->router) == YQQ_PLACE_USER_ADDED);
  const YqqEnterpriseAct *act = fake_administration_get_performed (get_fake (test));
  const YqqGrantDraft *draft = act->drafts->pdata[0];
  g_assert_cmpstr (draft->name, ==, "孙新");
  g_assert_cmpint (draft->years, ==, 2);
  g_assert_true (yqq_permissions_contain ((const char *const *)draft->permissions,
                                          YQQ_PERMISSION_ENTERPRISE_CERTIFICATE));
}

static void
set_later_excludes_every_permission (PageTest *test, gconstpointer data)
{
  show_place (test, YQQ_PLACE_USER_ADD, NULL);
  fake_administration_set_pin_kept (get_fake (test), TRUE);
  fill_in (test);
  check_row (test, "Can be set later");
  widget_test_press_button (test->window, "suggested-action");
  widget_test_wait_until (yqq_router_get_place (test->router) == YQQ_PLACE_USER_ADDED);
  const YqqEnterpriseAct *act = fake_administration_get_performed (get_fake (test));
  const YqqGrantDraft *draft = act->drafts->pdata[0];
  g_assert_true (!draft->permissions || !draft->permissions[0]);
}

static void
the_letter_is_shown_and_copied (PageTest *test, gconstpointer data)
{
  YqqActLine line = {.done = TRUE, .code = (char *)"YQ44012026030101"};
  g_autoptr (YqqGrantForm) form = yqq_grant_form_new (get_administration (test));
  yqq_grant_form_set_name (form, "孙新");
  yqq_grant_form_take_grant (form, &line);
  page_test_show (test, YQQ_PLACE_USER_ADDED, G_OBJECT (form));
  widget_test_assert_shows (test->window, "孙新 is authorised");
  widget_test_assert_shows (test->window, "YQ44 0120 2603 0101");
  widget_test_click (test->window, "Copy the text");
  g_assert_cmpstr (test->told, ==, "Text copied");
}

static void
the_slip_becomes_a_pdf (PageTest *test, gconstpointer data)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "yqq-slip-test.pdf", NULL);
  g_autoptr (GtkPrintOperation) slip = yqq_slip_new ("授权通知", "孙新，您好：\n第一行\n第二行");
  g_autofree char *content = NULL;
  gsize size;
  gtk_print_operation_set_export_filename (slip, path);
  g_assert_cmpint (gtk_print_operation_run (slip, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, NULL),
                   ==, GTK_PRINT_OPERATION_RESULT_APPLY);
  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_true (size > 1000 && g_str_has_prefix (content, "%PDF"));
}

/* Changing */

static void
before_and_after_stand_side_by_side (PageTest *test, gconstpointer data)
{
  show_place (test, YQQ_PLACE_USER_MODIFY, "0101");
  widget_test_assert_shows (test->window, "Nothing has been changed yet.");
  check_row (test, "Can be set later");
  widget_test_assert_shows (test->window, "A connection to a PC that is open now ends at once.");
  widget_test_assert_shows (test->window, "To be set later");
  widget_test_assert_shows (test->window, "Suspend for now");
}

static void
suspending_goes_to_the_authority_and_back_to_the_list (PageTest *test, gconstpointer data)
{
  show_place (test, YQQ_PLACE_USER_MODIFY, "0101");
  fake_administration_set_pin_kept (get_fake (test), TRUE);
  check_row (test, "Can be set later");
  widget_test_press_button (test->window, "suggested-action");
  widget_test_wait_until (yqq_router_get_place (test->router) == YQQ_PLACE_USERS);
  g_assert_cmpstr (test->told, ==, "Authorisation changed");
  const YqqEnterpriseAct *act = fake_administration_get_performed (get_fake (test));
  g_assert_cmpint (act->kind, ==, YQQ_ACT_GRANT_MODIFY);
  g_assert_null (((YqqActItem *)act->items->pdata[0])->permissions[0]);
}

static void
what_has_expired_is_renewed_once_years_are_chosen (PageTest *test, gconstpointer data)
{
  show_place (test, YQQ_PLACE_USER_MODIFY, "0106");
  fake_administration_set_pin_kept (get_fake (test), TRUE);
  widget_test_assert_shows (test->window, "Nothing to change yet");
  choose_row (test, "Years of validity", 1);
  widget_test_assert_shows (test->window, "this takes no other");
  widget_test_press_button (test->window, "suggested-action");
  widget_test_wait_until (yqq_router_get_place (test->router) == YQQ_PLACE_USERS);
  const YqqEnterpriseAct *act = fake_administration_get_performed (get_fake (test));
  g_assert_cmpint (((YqqActItem *)act->items->pdata[0])->years, ==, 1);
}

static void
what_ends_soon_can_be_renewed_or_changed_alone (PageTest *test, gconstpointer data)
{
  show_place (test, YQQ_PLACE_USER_MODIFY, "0104");
  fake_administration_set_pin_kept (get_fake (test), TRUE);
  widget_test_assert_shows (test->window, "Nothing to change yet");
  choose_row (test, "Years of validity", 1);
  widget_test_assert_shows (test->window, "lasts so much longer than now");
  choose_row (test, "Years of validity", 0);
  widget_test_assert_shows (test->window, "Nothing to change yet");
  choose_row (test, "Years of validity", 1);
  widget_test_press_button (test->window, "suggested-action");
  widget_test_wait_until (yqq_router_get_place (test->router) == YQQ_PLACE_USERS);
  const YqqEnterpriseAct *act = fake_administration_get_performed (get_fake (test));
  g_assert_cmpint (((YqqActItem *)act->items->pdata[0])->years, ==, 1);
}

static void
nobody_changes_or_cancels_their_own (PageTest *test, gconstpointer data)
{
  show_place (test, YQQ_PLACE_USER_CANCEL, "own");
  widget_test_assert_shows (test->window, "This is your own authorisation");
  g_assert_null (page_test_find_row (test->window, "Reason"));
}

static void
who_was_cancelled_already_is_not_cancelled_again (PageTest *test, gconstpointer data)
{
  show_place (test, YQQ_PLACE_USER_CANCEL, "0105");
  widget_test_assert_shows (test->window, "This authorisation was cancelled already.");
}

/* Cancelling */

static void
cancelling_tells_the_consequence_and_asks_for_the_pin (PageTest *test, gconstpointer data)
{
  show_place (test, YQQ_PLACE_USER_CANCEL, "0101");
  fake_administration_set_pin_kept (get_fake (test), TRUE);
  widget_test_assert_shows (test->window, "The quota is not given back.");
  choose_row (test, "Reason", 1);
  set_row (test, "The person’s name, typed once more", "林样");
  widget_test_press_button (test->window, "destructive-action");
  widget_test_assert_shows (test->window, "This is not the person's name.");
  set_row (test, "The person’s name, typed once more", "林样例");
  widget_test_press_button (test->window, "destructive-action");
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_PIN);
  g_autoptr (YqqSecretBytes) pin = yqq_secret_bytes_new_copy (FAKE_PIN, strlen (FAKE_PIN));
  yqq_pin_request_submit (YQQ_PIN_REQUEST (yqq_router_get_subject (test->router)), pin);
  widget_test_wait_until (yqq_router_get_place (test->router) == YQQ_PLACE_USERS);
  g_assert_cmpstr (test->told, ==, "Authorisation cancelled");
  const YqqEnterpriseAct *act = fake_administration_get_performed (get_fake (test));
  g_assert_cmpint (act->reason, ==, YQQ_CANCEL_REASON_LEFT);
}

static void
suspending_is_offered_instead (PageTest *test, gconstpointer data)
{
  show_place (test, YQQ_PLACE_USER_CANCEL, "0101");
  widget_test_click (test->window, "Suspend instead");
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_USER_MODIFY);
}

static void
with_the_two_person_rule_it_is_proposed (PageTest *test, gconstpointer data)
{
  fake_administration_set_two_person (get_fake (test), TRUE);
  show_place (test, YQQ_PLACE_USER_CANCEL, "0101");
  widget_test_assert_shows (test->window, "The two-person rule is on");
}

#define ADD(set_up, name)                                                                          \
  g_test_add ("/app/users-pages/" #name, PageTest, NULL, set_up, name, page_test_tear_down)

int
main (int argc, char **argv)
{
  widget_test_init (&argc, &argv);
  ADD (set_up, until_the_answer_comes_it_says_that_it_fetches);
  ADD (set_up, with_nobody_yet_it_leads_to_adding_somebody);
  ADD (set_up, without_the_authority_it_says_so_and_tries_again);
  ADD (set_up_list, users_stay_in_view_while_the_authority_is_away);
  ADD (set_up, who_may_not_is_told_so);
  ADD (set_up_list, the_quota_is_told_in_words_and_numbers);
  ADD (set_up_list, each_row_says_who_it_is_and_how_it_stands);
  ADD (set_up_list, searching_narrows_the_list_and_finds_back);
  ADD (set_up_list, a_row_leads_to_changing_and_to_cancelling);
  ADD (set_up_list, numbers_are_shown_after_saying_that_it_is_recorded);
  ADD (set_up_list, numbers_are_shown_after_the_pin_where_it_was_not_entered_lately);
  ADD (set_up_list, without_the_pin_no_numbers_are_shown);
  ADD (set_up_list, leaving_the_page_hides_what_was_shown);
  ADD (set_up, the_form_has_the_fields_of_the_guide);
  ADD (set_up, the_button_says_what_is_missing_and_points_at_it);
  ADD (set_up, a_fault_found_at_the_authority_stands_at_its_field);
  ADD (set_up, adding_leads_to_what_to_tell_the_employee);
  ADD (set_up, set_later_excludes_every_permission);
  ADD (set_up, the_letter_is_shown_and_copied);
  ADD (set_up, the_slip_becomes_a_pdf);
  ADD (set_up, before_and_after_stand_side_by_side);
  ADD (set_up, suspending_goes_to_the_authority_and_back_to_the_list);
  ADD (set_up, what_has_expired_is_renewed_once_years_are_chosen);
  ADD (set_up, what_ends_soon_can_be_renewed_or_changed_alone);
  ADD (set_up, nobody_changes_or_cancels_their_own);
  ADD (set_up, who_was_cancelled_already_is_not_cancelled_again);
  ADD (set_up, cancelling_tells_the_consequence_and_asks_for_the_pin);
  ADD (set_up, suspending_is_offered_instead);
  ADD (set_up, with_the_two_person_rule_it_is_proposed);
  return g_test_run ();
}
