/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Around a log in: the page that says who is in, the choice of an enterprise, and logging in anew.
 */
#include "app/enterprise-memory.h"
#include "app/identity-flow.h"
#include "app/navigation.h"
#include "client/client-error.h"
#include "page-test.h"

#define SECOND "enterprise-2"
#define SECOND_NAME "演示文创（深圳）有限公司"
#define NUMBER "11010519491231002X"

static void
fill_in (PageTest *test, const char *title, const char *text)
{
  GtkWidget *row = page_test_find_row (test->window, title);
  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

static void
accept_agreement (PageTest *test)
{
  GtkWidget *agreed = widget_test_find_type (test->window, GTK_TYPE_CHECK_BUTTON);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (agreed), TRUE);
}

/* Navigation, as the window has it. */

static void
who_logs_in_by_the_form_is_told_and_led_back (PageTest *test, gconstpointer data)
{
  g_autoptr (YqqNavigation) navigation =
      yqq_navigation_new (test->workspace, test->router, test->settings);
  yqq_router_push (test->router, YQQ_PLACE_LOG_IN, NULL);
  fake_workspace_fill (test->fake);
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_LOGGED_IN);
  yqq_router_back (test->router);
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_HOME);
}

static void
a_link_that_waited_is_where_they_are_led_back_to (PageTest *test, gconstpointer data)
{
  g_autoptr (YqqNavigation) navigation =
      yqq_navigation_new (test->workspace, test->router, test->settings);
  yqq_navigation_open_outside (navigation, "yqq:first");
  yqq_router_push (test->router, YQQ_PLACE_LOG_IN, NULL);
  fake_workspace_fill (test->fake);
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_LOGGED_IN);
  yqq_router_back (test->router);
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_SCAN);
}

static void
who_was_logged_in_before_is_told_nothing (PageTest *test, gconstpointer data)
{
  g_autoptr (YqqNavigation) navigation =
      yqq_navigation_new (test->workspace, test->router, test->settings);
  fake_workspace_fill (test->fake);
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_HOME);
  g_assert_cmpuint (yqq_router_get_depth (test->router), ==, 1);
}

/* The page after a log in. */

static void
the_page_says_who_is_logged_in (PageTest *test, gconstpointer data)
{
  page_test_show (test, YQQ_PLACE_LOGGED_IN, NULL);
  widget_test_assert_shows (test->window, "陈演示");
  widget_test_assert_shows (test->window, "1101**********002X");
  widget_test_assert_shows (test->window, "You are logged in on this computer.");
  widget_test_assert_shows (test->window, "Demonstration");
}

static void
with_one_enterprise_it_leads_straight_back (PageTest *test, gconstpointer data)
{
  page_test_show (test, YQQ_PLACE_LOGGED_IN, NULL);
  widget_test_click (test->window, "Back to Yueqiqian");
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_HOME);
}

static void
with_several_it_asks_for_which_first (PageTest *test, gconstpointer data)
{
  fake_workspace_join (test->fake, SECOND, SECOND_NAME);
  page_test_show (test, YQQ_PLACE_LOGGED_IN, NULL);
  widget_test_click (test->window, "Back to Yueqiqian");
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_ENTERPRISES);
  yqq_router_back (test->router);
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_HOME);
}

static void
it_waits_until_the_enterprises_are_known (PageTest *test, gconstpointer data)
{
  yqq_workspace_take_me (test->workspace, NULL);
  yqq_workspace_set_busy (test->workspace, TRUE);
  page_test_show (test, YQQ_PLACE_LOGGED_IN, NULL);
  widget_test_click (test->window, "Back to Yueqiqian");
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_LOGGED_IN);
  fake_workspace_join (test->fake, SECOND, SECOND_NAME);
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_ENTERPRISES);
}

static void
it_waits_no_longer_than_there_is_hope (PageTest *test, gconstpointer data)
{
  g_autoptr (GError) offline =
      g_error_new_literal (YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_OFFLINE, "offline");
  yqq_workspace_take_me (test->workspace, NULL);
  yqq_workspace_set_busy (test->workspace, TRUE);
  page_test_show (test, YQQ_PLACE_LOGGED_IN, NULL);
  widget_test_click (test->window, "Back to Yueqiqian");
  yqq_workspace_set_trouble (test->workspace, offline);
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_HOME);
}

/* For which enterprise. */

static void
an_enterprise_is_chosen_by_its_name (PageTest *test, gconstpointer data)
{
  fake_workspace_join (test->fake, SECOND, SECOND_NAME);
  page_test_show (test, YQQ_PLACE_ENTERPRISES, NULL);
  widget_test_assert_shows (test->window, "粤演示科技有限公司");
  widget_test_click (test->window, SECOND_NAME);
  g_assert_cmpstr (yqq_workspace_get_enterprise_id (test->workspace), ==, SECOND);
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_HOME);
}

static void
the_choice_can_be_changed_above_the_certificates (PageTest *test, gconstpointer data)
{
  fake_workspace_join (test->fake, SECOND, SECOND_NAME);
  page_test_show (test, YQQ_PLACE_HOME, NULL);
  widget_test_assert_shows (test->window, "All enterprises");
  g_assert_nonnull (widget_test_find_button (test->window, "Change enterprise"));
  yqq_workspace_choose_enterprise (test->workspace, SECOND);
  widget_test_assert_shows (test->window, SECOND_NAME);
}

static void
with_one_enterprise_there_is_nothing_to_change (PageTest *test, gconstpointer data)
{
  page_test_show (test, YQQ_PLACE_HOME, NULL);
  g_assert_null (widget_test_find_button (test->window, "Change enterprise"));
}

static void
the_choice_is_remembered_until_the_person_logs_out (PageTest *test, gconstpointer data)
{
  g_autoptr (YqqEnterpriseMemory) memory =
      yqq_enterprise_memory_new (test->workspace, test->settings);
  fake_workspace_join (test->fake, SECOND, SECOND_NAME);
  yqq_workspace_choose_enterprise (test->workspace, SECOND);
  yqq_workspace_lock (test->workspace);
  g_assert_null (yqq_workspace_get_enterprise_id (test->workspace));
  fake_workspace_join (test->fake, SECOND, SECOND_NAME);
  g_assert_cmpstr (yqq_workspace_get_enterprise_id (test->workspace), ==, SECOND);
  yqq_workspace_set_phase (test->workspace, YQQ_PHASE_LOGGED_OUT);
  g_autofree char *kept = yqq_settings_dup_enterprise_id (test->settings);
  g_assert_cmpstr (kept, ==, "");
}

static void
press_go_on (PageTest *test)
{
  page_test_show (test, YQQ_PLACE_LOGGED_IN, NULL);
  widget_test_click (test->window, "Back to Yueqiqian");
}

static void
who_has_chosen_all_of_them_is_not_asked_again (PageTest *test, gconstpointer data)
{
  g_autoptr (YqqEnterpriseMemory) memory =
      yqq_enterprise_memory_new (test->workspace, test->settings);
  fake_workspace_join (test->fake, SECOND, SECOND_NAME);
  press_go_on (test);
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_ENTERPRISES);
  yqq_router_back (test->router);
  page_test_show (test, YQQ_PLACE_ENTERPRISES, NULL);
  widget_test_click (test->window, "All enterprises");
  press_go_on (test); /* they have logged in anew */
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_HOME);
  yqq_workspace_lock (test->workspace); /* or as after a restart */
  g_assert_false (yqq_workspace_get_enterprise_chosen (test->workspace));
  fake_workspace_join (test->fake, SECOND, SECOND_NAME);
  press_go_on (test);
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_HOME);
  g_assert_null (yqq_workspace_get_enterprise_id (test->workspace));
}

static void
who_has_left_an_enterprise_sees_all_of_theirs (PageTest *test, gconstpointer data)
{
  yqq_workspace_take_me (test->workspace, NULL);
  g_autoptr (YqqEnterpriseMemory) memory =
      yqq_enterprise_memory_new (test->workspace, test->settings);
  yqq_settings_set_enterprise_id (test->settings, "enterprise-gone");
  fake_workspace_join (test->fake, SECOND, SECOND_NAME);
  g_assert_null (yqq_workspace_get_enterprise_id (test->workspace));
}

/* Anew. */

static void
show_log_in_again (PageTest *test)
{
  yqq_router_push (test->router, YQQ_PLACE_HISTORY, NULL); /* where they were */
  page_test_show (test, YQQ_PLACE_LOG_IN, NULL);
  widget_test_settle ();
}

static void
the_greeting_does_not_tell_the_name (PageTest *test, gconstpointer data)
{
  show_log_in_again (test);
  widget_test_assert_shows (test->window, "Welcome back, 陈**");
  widget_test_assert_hides (test->window, "陈演示");
  g_assert_null (page_test_find_row (test->window, "One-time staff code (8 digits)"));
}

static void
what_kind_of_document_it_was_is_remembered (PageTest *test, gconstpointer data)
{
  yqq_workspace_take_me (test->workspace, NULL); /* after a restart: it is not known yet */
  yqq_workspace_set_id_type (test->workspace, YQQ_ID_TYPE_PASSPORT);
  show_log_in_again (test);
  GtkWidget *row = page_test_find_row (test->window, "Document type");
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (row)), ==, YQQ_ID_TYPE_PASSPORT);
}

static void
what_is_missing_is_said_on_the_button_and_in_place (PageTest *test, gconstpointer data)
{
  show_log_in_again (test);
  widget_test_click (test->window, "Still missing: document number, agreement");
  widget_test_assert_shows (test->window, "Enter the number of your identity document.");
  fill_in (test, "Document number", NUMBER);
  widget_test_assert_hides (test->window, "Enter the number of your identity document.");
  widget_test_assert_shows (test->window, "Without the agreement you cannot log in.");
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_LOG_IN);
}

static void
give_code_at_desk (PageTest *test)
{
  widget_test_settle ();
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_IDENTITY);
  YqqIdentityFlow *flow = YQQ_IDENTITY_FLOW (yqq_router_get_subject (test->router));
  g_assert_cmpstr (yqq_identity_flow_get_method (flow), ==, "staff-code");
  g_autoptr (JsonObject) evidence = json_object_new ();
  json_object_set_string_member (evidence, "code", FAKE_STAFF_CODE);
  yqq_identity_flow_give (flow, evidence);
  widget_test_settle ();
}

static void
an_expired_log_in_is_renewed_and_leads_back_to_where_they_were (PageTest *test, gconstpointer data)
{
  show_log_in_again (test);
  fill_in (test, "Document number", NUMBER);
  accept_agreement (test);
  widget_test_click (test->window, "Log in again");
  give_code_at_desk (test);
  g_assert_cmpstr (fake_workspace_get_logged_in_name (test->fake), ==, "陈演示");
  g_assert_cmpstr (fake_workspace_get_asked (test->fake), ==, "enter");
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_LOGGED_IN);
  yqq_router_back (test->router);
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_HISTORY);
}

static const char *const with_face[] = {"staff-code", "device+face", NULL};

static void
who_has_set_up_their_face_logs_in_with_it_first (PageTest *test, gconstpointer data)
{
  fake_identity_office_set_ways (fake_workspace_get_desk (test->fake), with_face);
  show_log_in_again (test);
  fill_in (test, "Document number", NUMBER);
  accept_agreement (test);
  widget_test_click (test->window, "Log in with your face");
  widget_test_settle ();
  YqqIdentityFlow *flow = YQQ_IDENTITY_FLOW (yqq_router_get_subject (test->router));
  g_assert_cmpstr (yqq_identity_flow_get_method (flow), ==, "face");
}

static void
and_every_other_way_is_one_step_away (PageTest *test, gconstpointer data)
{
  fake_identity_office_set_ways (fake_workspace_get_desk (test->fake), with_face);
  show_log_in_again (test);
  fill_in (test, "Document number", NUMBER);
  accept_agreement (test);
  widget_test_click (test->window, "Other ways to log in");
  widget_test_settle ();
  YqqIdentityFlow *flow = YQQ_IDENTITY_FLOW (yqq_router_get_subject (test->router));
  g_assert_cmpint (yqq_identity_flow_get_state (flow), ==, YQQ_IDENTITY_FLOW_CHOOSING);
  g_assert_cmpuint (yqq_identity_flow_get_way_count (flow), ==, 2);
}

/* The models are not on this computer. */
static void
a_face_that_cannot_be_looked_at_here_is_not_offered_first (PageTest *test, gconstpointer data)
{
  g_autofree char *models = g_strdup (g_getenv ("YQQ_FACE_MODELS"));
  g_setenv ("YQQ_FACE_MODELS", "/nonexistent", TRUE);
  fake_identity_office_set_ways (fake_workspace_get_desk (test->fake), with_face);
  show_log_in_again (test);
  fill_in (test, "Document number", NUMBER);
  accept_agreement (test);
  g_assert_nonnull (widget_test_find_button (test->window, "Log in again"));
  g_assert_null (widget_test_find_button (test->window, "Other ways to log in"));
  g_setenv ("YQQ_FACE_MODELS", models, TRUE);
}

#define ADD(set_up, name)                                                                          \
  g_test_add ("/app/logged-in/" #name, PageTest, NULL, set_up, name, page_test_tear_down)

int
main (int argc, char **argv)
{
  widget_test_init (&argc, &argv);
  ADD (page_test_set_up, who_logs_in_by_the_form_is_told_and_led_back);
  ADD (page_test_set_up, a_link_that_waited_is_where_they_are_led_back_to);
  ADD (page_test_set_up, who_was_logged_in_before_is_told_nothing);
  ADD (page_test_set_up_filled, the_page_says_who_is_logged_in);
  ADD (page_test_set_up_filled, with_one_enterprise_it_leads_straight_back);
  ADD (page_test_set_up_filled, with_several_it_asks_for_which_first);
  ADD (page_test_set_up_filled, it_waits_until_the_enterprises_are_known);
  ADD (page_test_set_up_filled, it_waits_no_longer_than_there_is_hope);
  ADD (page_test_set_up_filled, an_enterprise_is_chosen_by_its_name);
  ADD (page_test_set_up_filled, the_choice_can_be_changed_above_the_certificates);
  ADD (page_test_set_up_filled, with_one_enterprise_there_is_nothing_to_change);
  ADD (page_test_set_up_filled, the_choice_is_remembered_until_the_person_logs_out);
  ADD (page_test_set_up_filled, who_has_chosen_all_of_them_is_not_asked_again);
  ADD (page_test_set_up_filled, who_has_left_an_enterprise_sees_all_of_theirs);
  ADD (page_test_set_up_filled, the_greeting_does_not_tell_the_name);
  ADD (page_test_set_up_filled, what_kind_of_document_it_was_is_remembered);
  ADD (page_test_set_up_filled, what_is_missing_is_said_on_the_button_and_in_place);
  ADD (page_test_set_up_filled, an_expired_log_in_is_renewed_and_leads_back_to_where_they_were);
  ADD (page_test_set_up_filled, who_has_set_up_their_face_logs_in_with_it_first);
  ADD (page_test_set_up_filled, and_every_other_way_is_one_step_away);
  ADD (page_test_set_up_filled, a_face_that_cannot_be_looked_at_here_is_not_offered_first);
  return g_test_run ();
}
