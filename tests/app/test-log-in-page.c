/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/log-in-page.h"

#include "app/identity-flow.h"
#include "page-test.h"
#include "protocol/problem.h"

static void
fill_in (PageTest *test, const char *title, const char *text)
{
  GtkWidget *row = page_test_find_row (test->window, title);
  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

static GtkWidget *
find_log_in (PageTest *test)
{
  return widget_test_find_button (test->window, "Log in");
}

static void
accept_agreement (PageTest *test)
{
  GtkWidget *agreed = widget_test_find_type (test->window, GTK_TYPE_CHECK_BUTTON);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (agreed), TRUE);
}

static void
fill_in_all (PageTest *test)
{
  fill_in (test, "Name", "陈演示");
  fill_in (test, "Document number", "11010519491231002X");
  fill_in (test, "One-time staff code (8 digits)", "20260301");
  accept_agreement (test);
}

static void
set_up (PageTest *test, gconstpointer data)
{
  page_test_set_up (test, data);
  yqq_workspace_set_authority (test->workspace, NULL, "粤企签", "https://sign.example.cn", FALSE);
  yqq_router_reset (test->router, YQQ_PLACE_WELCOME, NULL);
  page_test_show (test, YQQ_PLACE_LOG_IN, NULL);
}

static void
the_button_tells_what_is_still_missing (PageTest *test, gconstpointer data)
{
  g_assert_null (find_log_in (test));
  fill_in_all (test);
  g_assert_nonnull (find_log_in (test));
  fill_in (test, "Name", "");
  g_assert_null (find_log_in (test));
}

static void
pressing_too_early_names_each_field_in_place (PageTest *test, gconstpointer data)
{
  fill_in_all (test);
  fill_in (test, "Document number", "110105194912310021");
  widget_test_assert_hides (test->window, "does not");
  gtk_widget_activate (page_test_find_row (test->window, "Name"));
  g_signal_emit_by_name (page_test_find_row (test->window, "Name"), "entry-activated");
  g_assert_null (fake_workspace_get_logged_in_name (test->fake));
  GtkWidget *line = widget_test_find_type (test->window, g_type_from_name ("YqqFieldError"));
  g_assert_nonnull (line);
  fill_in (test, "Document number", "11010519491231002X");
  g_assert_null (widget_test_find_type (test->window, g_type_from_name ("YqqFieldError")));
}

static void
a_complete_form_logs_in_once (PageTest *test, gconstpointer data)
{
  fill_in_all (test);
  fake_workspace_hold (test->fake, TRUE);
  widget_test_click (test->window, "Log in");
  g_assert_cmpstr (fake_workspace_get_logged_in_name (test->fake), ==, "陈演示");
  g_assert_false (gtk_widget_is_sensitive (find_log_in (test)));
  fake_workspace_hold (test->fake, FALSE);
  widget_test_wait_until (gtk_widget_is_sensitive (find_log_in (test)));
  g_assert_cmpint (yqq_workspace_get_phase (test->workspace), ==, YQQ_PHASE_LOGGED_IN);
}

static void
a_wrong_staff_code_keeps_what_was_typed (PageTest *test, gconstpointer data)
{
  g_autoptr (GError) wrong =
      g_error_new_literal (YQQ_PROBLEM_ERROR, YQQ_PROBLEM_EVIDENCE_INVALID, "wrong");
  fill_in_all (test);
  fake_workspace_fail_next (test->fake, wrong);
  widget_test_click (test->window, "Log in");
  widget_test_wait_until (widget_test_shows (test->window, "The staff code is wrong"));
  widget_test_assert_says (test->window, "The staff code is wrong");
  widget_test_assert_shows (test->window, "authority:evidence-invalid");
  widget_test_assert_shows (test->window, "陈演示");
  g_assert_true (gtk_widget_is_sensitive (find_log_in (test)));
  fill_in (test, "One-time staff code (8 digits)", "20260302");
  widget_test_assert_hides (test->window, "The staff code is wrong");
}

static void
no_demonstration_people_are_offered_by_a_real_authority (PageTest *test, gconstpointer data)
{
  widget_test_settle ();
  widget_test_assert_hides (test->window, "Demonstration people");
}

static void
one_click_logs_a_demonstration_person_in (PageTest *test, gconstpointer data)
{
  page_test_show (test, YQQ_PLACE_LOG_IN, NULL);
  widget_test_wait_until (widget_test_shows (test->window, "Demonstration people"));
  widget_test_assert_shows (test->window, "Administrator · 粤演示科技有限公司");
  widget_test_assert_shows (test->window, "Employee · 粤演示科技有限公司");
  widget_test_click (test->window, "Log in as 林样例");
  g_assert_cmpstr (fake_workspace_get_logged_in_name (test->fake), ==, "林样例");
  widget_test_wait_until (yqq_workspace_get_phase (test->workspace) == YQQ_PHASE_LOGGED_IN);
}

static void
give_code_at_desk (PageTest *test)
{
  widget_test_settle ();
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_IDENTITY);
  YqqIdentityFlow *flow = YQQ_IDENTITY_FLOW (yqq_router_get_subject (test->router));
  g_autoptr (JsonObject) evidence = json_object_new ();
  json_object_set_string_member (evidence, "code", FAKE_STAFF_CODE);
  yqq_identity_flow_give (flow, evidence);
  widget_test_settle ();
}

static void
another_way_asks_for_the_form_but_no_code (PageTest *test, gconstpointer data)
{
  widget_test_click (test->window, "Other ways to log in");
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_LOG_IN);
  fill_in_all (test);
  fill_in (test, "One-time staff code (8 digits)", "");
  widget_test_click (test->window, "Other ways to log in");
  give_code_at_desk (test);
  g_assert_cmpstr (fake_workspace_get_logged_in_name (test->fake), ==, "陈演示");
  g_assert_cmpstr (fake_workspace_get_asked (test->fake), ==, "enter");
}

static void
the_agreement_can_be_read_before_it_is_accepted (PageTest *test, gconstpointer data)
{
  widget_test_click (test->window, "Read the agreement");
  GtkWidget *dialog = page_test_find_dialog ();
  widget_test_assert_shows (dialog, "never leave this computer");
  gtk_window_close (GTK_WINDOW (dialog));
  widget_test_wait_until (!page_test_has_dialog ());
}

#define ADD(set_up, name)                                                                          \
  g_test_add ("/app/log-in-page/" #name, PageTest, NULL, set_up, name, page_test_tear_down)

int
main (int argc, char **argv)
{
  widget_test_init (&argc, &argv);
  ADD (set_up, the_button_tells_what_is_still_missing);
  ADD (set_up, pressing_too_early_names_each_field_in_place);
  ADD (set_up, a_complete_form_logs_in_once);
  ADD (set_up, a_wrong_staff_code_keeps_what_was_typed);
  ADD (set_up, no_demonstration_people_are_offered_by_a_real_authority);
  ADD (page_test_set_up, one_click_logs_a_demonstration_person_in);
  ADD (set_up, the_agreement_can_be_read_before_it_is_accepted);
  ADD (set_up, another_way_asks_for_the_form_but_no_code);
  return g_test_run ();
}
