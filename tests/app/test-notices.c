/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notices: what they say, the watch that keeps them up to date, their page. */
#include <string.h>

#include "app/notice-announcer.h"
#include "app/notice-entry.h"
#include "app/notice-text.h"
#include "client/client-error.h"
#include "office-test.h"

static void
add (PageTest *test, YqqNoticeKind kind, const char *person)
{
  fake_records_add_notice (test->records, kind, OFFICE_ENTERPRISE, "0001", person, NULL, 3);
}

static void
poll (PageTest *test)
{
  widget_test_settle (); /* what log in asked for comes first */
  guint before = fake_records_count_asked (test->records);
  yqq_notice_watch_poll (test->notices);
  g_assert_cmpuint (fake_records_count_asked (test->records), >, before);
  widget_test_settle ();
}

static guint
count (PageTest *test)
{
  return g_list_model_get_n_items (yqq_notice_watch_get_notices (test->notices));
}

static void
on_arrived (YqqNoticeWatch *watch, const YqqNotice *notice, guint *arrived)
{
  (*arrived)++;
}

static void
every_notice_says_what_happened_and_where_it_leads (void)
{
  for (guint kind = 0; kind < YQQ_NOTICE_KIND_COUNT; kind++)
    for (guint other = 0; other < 2; other++) {
      YqqNotice notice = {.kind = (YqqNoticeKind)kind,
                          .person = other ? (char *)"林样例" : NULL,
                          .detail = (char *)"示例采购平台",
                          .number = 7};
      g_autofree char *title = yqq_notice_dup_title (&notice);
      g_autofree char *sentence = yqq_notice_dup_sentence (&notice);
      g_assert_cmpstr (title, !=, "");
      g_assert_cmpstr (sentence, !=, "");
      g_assert_null (strstr (title, "%"));
      g_assert_nonnull (yqq_notice_get_icon (&notice));
      YqqNoticeGoal goal = yqq_notice_get_goal (&notice);
      g_assert_nonnull (yqq_notice_goal_get_label (goal));
    }
}

static void
what_was_there_before_does_not_arrive (PageTest *test, gconstpointer data)
{
  guint arrived = 0;
  g_signal_connect (test->notices, "arrived", G_CALLBACK (on_arrived), &arrived);
  add (test, YQQ_NOTICE_GRANT_GIVEN, NULL);
  fake_workspace_fill (test->fake);
  widget_test_wait_until (yqq_notice_watch_get_loaded (test->notices));
  g_assert_cmpuint (count (test), ==, 1);
  g_assert_cmpint (yqq_notice_watch_get_unseen (test->notices), ==, 1);
  g_assert_cmpuint (arrived, ==, 0);
  add (test, YQQ_NOTICE_TRANSFER_WAITING, "陈演示");
  poll (test);
  g_assert_cmpuint (count (test), ==, 2);
  g_assert_cmpuint (arrived, ==, 1);
}

static void
nobody_logged_in_nothing_is_asked (PageTest *test, gconstpointer data)
{
  yqq_notice_watch_poll (test->notices);
  g_assert_cmpuint (fake_records_count_asked (test->records), ==, 0);
}

static void
the_next_person_sees_none_of_them (PageTest *test, gconstpointer data)
{
  fake_records_fill (test->records);
  poll (test);
  g_assert_cmpuint (count (test), ==, YQQ_NOTICE_KIND_COUNT);
  yqq_workspace_set_phase (test->workspace, YQQ_PHASE_LOGGED_OUT);
  g_assert_cmpuint (count (test), ==, 0);
  g_assert_cmpint (yqq_notice_watch_get_unseen (test->notices), ==, 0);
}

static void
a_late_answer_is_not_shown_to_the_next_person (PageTest *test, gconstpointer data)
{
  fake_records_fill (test->records);
  widget_test_settle ();
  fake_records_hold (test->records, TRUE);
  yqq_notice_watch_poll (test->notices);
  yqq_workspace_set_phase (test->workspace, YQQ_PHASE_LOGGED_OUT);
  fake_records_hold (test->records, FALSE);
  widget_test_settle ();
  g_assert_cmpuint (count (test), ==, 0);
}

static void
an_error_keeps_what_is_there_and_is_told (PageTest *test, gconstpointer data)
{
  g_autoptr (GError) offline =
      g_error_new_literal (YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_OFFLINE, "offline");
  fake_records_fill (test->records);
  poll (test);
  fake_records_fail_next (test->records, offline);
  poll (test);
  g_assert_nonnull (yqq_notice_watch_get_trouble (test->notices));
  g_assert_cmpuint (count (test), ==, YQQ_NOTICE_KIND_COUNT);
  poll (test);
  g_assert_null (yqq_notice_watch_get_trouble (test->notices));
}

static void
the_page_shows_them_and_then_they_are_seen (PageTest *test, gconstpointer data)
{
  fake_records_fill (test->records);
  poll (test);
  page_test_show (test, YQQ_PLACE_NOTICES, NULL);
  widget_test_wait_until (widget_test_shows (test->window, "Your certificate was used"));
  widget_test_assert_shows (test->window, "7 documents were signed at 示例采购平台");
  widget_test_assert_shows (test->window, "New");
  widget_test_wait_until (fake_records_get_seen (test->records) == YQQ_NOTICE_KIND_COUNT);
  g_assert_cmpint (yqq_notice_watch_get_unseen (test->notices), ==, 0);
}

static void
without_any_the_page_says_what_it_is_for (PageTest *test, gconstpointer data)
{
  page_test_show (test, YQQ_PLACE_NOTICES, NULL);
  widget_test_wait_until (widget_test_shows (test->window, "No notices"));
}

static void
a_new_pin_that_was_not_mine_is_reported_after_a_question (PageTest *test, gconstpointer data)
{
  add (test, GPOINTER_TO_UINT (data), NULL);
  poll (test);
  page_test_show (test, YQQ_PLACE_NOTICES, NULL);
  widget_test_wait_until (widget_test_shows (test->window, "That was not me"));
  widget_test_click (test->window, "That was not me");
  GtkWidget *asked = page_test_find_dialog ();
  widget_test_assert_shows (asked, "Was that not you?");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (asked), "close");
  g_assert_cmpstr (fake_workspace_get_asked (test->fake), !=, "dispute");
  widget_test_settle ();
  widget_test_click (test->window, "That was not me");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (page_test_find_dialog ()), "dispute");
  widget_test_wait_until (test->told != NULL);
  g_assert_cmpstr (fake_workspace_get_asked (test->fake), ==, "dispute");
}

static void
a_reviewer_is_named_and_what_the_person_can_do_stands_there (void)
{
  YqqNotice confirmed = {.kind = YQQ_NOTICE_IDENTITY_CONFIRMED,
                         .person = (char *)"赵样例",
                         .detail = (char *)"new-pin"};
  YqqNotice removed = {
      .kind = YQQ_NOTICE_KEY_REMOVED, .person = (char *)"赵样例", .detail = (char *)"办公室"};
  g_autofree char *title = yqq_notice_dup_title (&confirmed);
  g_autofree char *sentence = yqq_notice_dup_sentence (&confirmed);
  g_autofree char *of_key = yqq_notice_dup_sentence (&removed);
  g_assert_nonnull (strstr (title, "赵样例"));
  g_assert_nonnull (strstr (sentence, "Set a new PIN"));
  g_assert_nonnull (strstr (of_key, "“办公室” counts no more: at a service desk"));
  g_assert_cmpint (yqq_notice_get_goal (&confirmed), ==, YQQ_NOTICE_GOAL_PIN);
  confirmed.detail = (char *)"link-account";
  g_assert_cmpint (yqq_notice_get_goal (&confirmed), ==, YQQ_NOTICE_GOAL_ACCOUNTS);
  confirmed.detail = (char *)"log-in";
  g_assert_cmpint (yqq_notice_get_goal (&confirmed), ==, YQQ_NOTICE_GOAL_USAGE);
  g_assert_cmpint (yqq_notice_get_goal (&removed), ==, YQQ_NOTICE_GOAL_KEYS);
  removed.person = NULL;
  g_assert_cmpint (yqq_notice_get_goal (&removed), ==, YQQ_NOTICE_GOAL_DISPUTE);
}

/* None of them names an enterprise: it happened to the person. */
static void
what_happened_to_the_person_alone_is_listed_and_disputed (PageTest *test, gconstpointer data)
{
  fake_records_add_notice (test->records, YQQ_NOTICE_DEVICE_ADDED, NULL, "device-2", NULL, "家里",
                           0);
  poll (test);
  page_test_show (test, YQQ_PLACE_NOTICES, NULL);
  widget_test_wait_until (
      widget_test_shows (test->window, "You were logged in on another computer"));
  widget_test_assert_shows (test->window, "On the computer “家里”");
  widget_test_assert_hides (test->window, " · ");
  widget_test_click (test->window, "That was not me");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (page_test_find_dialog ()), "dispute");
  widget_test_wait_until (test->told != NULL);
  g_assert_cmpstr (fake_workspace_get_asked (test->fake), ==, "dispute");
}

static void
notices_of_the_person_lead_to_their_settings (PageTest *test, gconstpointer data)
{
  fake_records_add_notice (test->records, YQQ_NOTICE_KEY_REMOVED, NULL, "key-1", "赵样例", "办公室",
                           0);
  fake_records_add_notice (test->records, YQQ_NOTICE_FACE_ERASED, NULL, "device-1", NULL, "办公室",
                           0);
  poll (test);
  page_test_show (test, YQQ_PLACE_NOTICES, NULL);
  widget_test_wait_until (widget_test_shows (test->window, "To the security keys"));
  widget_test_click (test->window, "To the security keys");
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_KEYS);
  yqq_router_back (test->router);
  widget_test_click (test->window, "To the face verification");
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_FACE);
  widget_test_settle ();
}

static void
a_notice_leads_to_what_it_is_about (PageTest *test, gconstpointer data)
{
  add (test, YQQ_NOTICE_GRANT_GIVEN, NULL);
  add (test, YQQ_NOTICE_TRANSFER_WAITING, "陈演示");
  add (test, YQQ_NOTICE_CERTIFICATE_USED, NULL);
  poll (test);
  page_test_show (test, YQQ_PLACE_NOTICES, NULL);
  widget_test_wait_until (widget_test_shows (test->window, "To the certificate"));
  widget_test_click (test->window, "To the certificate");
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_CERTIFICATE);
  yqq_router_back (test->router);
  widget_test_click (test->window, "Look at the offer");
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_TRANSFER);
  yqq_router_back (test->router);
  widget_test_click (test->window, "To the usage record");
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_HISTORY);
  widget_test_settle ();
}

static void
what_expires_soon_leads_to_just_those_users (PageTest *test, gconstpointer data)
{
  YqqAdministration *office = yqq_workspace_get_administration (test->workspace);
  fake_administration_fill (fake_workspace_get_administration (test->fake));
  fake_records_add_notice (test->records, YQQ_NOTICE_GRANTS_EXPIRING,
                           yqq_administration_get_enterprise_id (office), NULL, NULL, NULL, 0);
  poll (test);
  page_test_show (test, YQQ_PLACE_NOTICES, NULL);
  widget_test_wait_until (widget_test_shows (test->window, "To the authorised users"));
  widget_test_click (test->window, "To the authorised users");
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_USERS);
  page_test_show (test, YQQ_PLACE_USERS, yqq_router_get_subject (test->router));
  widget_test_wait_until (widget_test_shows (test->window, "欧阳将至"));
  widget_test_wait_until (!widget_test_shows (test->window, "林样例"));
  /* A wish counts once. */
  page_test_show (test, YQQ_PLACE_USERS, G_OBJECT (office));
  widget_test_wait_until (widget_test_shows (test->window, "林样例"));
  widget_test_settle ();
}

static FakeAdministration *
offer (PageTest *test)
{
  FakeAdministration *administration = office_test_set_up (test);
  const char *id =
      fake_administration_add_transfer (administration, "王样例", "陈演示", TRUE, FALSE);
  fake_records_add_notice (test->records, YQQ_NOTICE_TRANSFER_WAITING, OFFICE_ENTERPRISE, id,
                           "王样例", NULL, 0);
  poll (test);
  return administration;
}

static void
what_waits_for_the_person_stands_above_the_certificates (PageTest *test, gconstpointer data)
{
  page_test_show (test, YQQ_PLACE_HOME, NULL);
  widget_test_assert_hides (test->window, "Look at the offer");
  offer (test);
  widget_test_assert_shows (test->window, "王样例 wants to hand you the administrator's office");
  widget_test_click (test->window, "Look at the offer");
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_TRANSFER);
}

static void
an_offer_that_was_seen_stands_there_until_it_is_answered (PageTest *test, gconstpointer data)
{
  FakeAdministration *administration = offer (test);
  office_test_refresh (administration);
  const YqqTransferView *view =
      yqq_administration_get_overview (YQQ_ADMINISTRATION (administration))->transfers->pdata[0];
  g_autoptr (YqqEnterpriseAct) act =
      yqq_enterprise_act_new (YQQ_ACT_TRANSFER_REFUSE, OFFICE_ENTERPRISE);
  g_autoptr (YqqSecretBytes) pin = yqq_secret_bytes_new_copy (FAKE_PIN, strlen (FAKE_PIN));
  act->subject = g_strdup (view->id);
  yqq_notice_watch_see_all (test->notices);
  page_test_show (test, YQQ_PLACE_HOME, NULL);
  widget_test_wait_until (widget_test_shows (test->window, "Look at the offer"));
  yqq_administration_perform_async (YQQ_ADMINISTRATION (administration), act, pin, NULL, NULL,
                                    NULL);
  widget_test_wait_until (!widget_test_shows (test->window, "Look at the offer"));
}

static void
an_offer_that_was_answered_elsewhere_is_over (PageTest *test, gconstpointer data)
{
  FakeAdministration *administration = office_test_set_up (test);
  page_test_show (test, YQQ_PLACE_HOME, NULL);
  fake_records_add_notice (test->records, YQQ_NOTICE_TRANSFER_WAITING, OFFICE_ENTERPRISE,
                           "answered-long-ago", "王样例", NULL, 0);
  poll (test);
  office_test_refresh (administration);
  widget_test_wait_until (!widget_test_shows (test->window, "Look at the offer"));
}

static void
a_notification_says_what_the_page_says (void)
{
  YqqNotice notice = {
      .kind = YQQ_NOTICE_CERTIFICATE_USED, .detail = (char *)"示例采购平台", .number = 2};
  g_autoptr (GNotification) notification = yqq_notice_announcer_create (&notice);
  g_assert_true (G_IS_NOTIFICATION (notification));
}

static void
what_is_gone_is_told (PageTest *test, gconstpointer data)
{
  fake_records_add_notice (test->records, YQQ_NOTICE_GRANT_CANCELLED, "elsewhere", "9999", NULL,
                           NULL, 0);
  poll (test);
  page_test_show (test, YQQ_PLACE_NOTICES, NULL);
  widget_test_wait_until (widget_test_shows (test->window, "To the certificate"));
  widget_test_click (test->window, "To the certificate");
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_NOTICES);
  g_assert_cmpstr (test->told, ==, "This certificate is not among yours any more");
}

#define ADD(set_up, name)                                                                          \
  g_test_add ("/app/notices/" #name, PageTest, NULL, set_up, name, page_test_tear_down)

int
main (int argc, char **argv)
{
  widget_test_init (&argc, &argv);
  g_test_add_func ("/app/notices/every_notice_says_what_happened_and_where_it_leads",
                   every_notice_says_what_happened_and_where_it_leads);
  g_test_add_func ("/app/notices/a_notification_says_what_the_page_says",
                   a_notification_says_what_the_page_says);
  g_test_add_func ("/app/notices/a_reviewer_is_named_and_what_the_person_can_do_stands_there",
                   a_reviewer_is_named_and_what_the_person_can_do_stands_there);
  ADD (page_test_set_up, nobody_logged_in_nothing_is_asked);
  ADD (page_test_set_up, what_was_there_before_does_not_arrive);
  ADD (page_test_set_up_filled, the_next_person_sees_none_of_them);
  ADD (page_test_set_up_filled, a_late_answer_is_not_shown_to_the_next_person);
  ADD (page_test_set_up_filled, an_error_keeps_what_is_there_and_is_told);
  ADD (page_test_set_up_filled, the_page_shows_them_and_then_they_are_seen);
  ADD (page_test_set_up_filled, without_any_the_page_says_what_it_is_for);
  g_test_add ("/app/notices/a_new_pin_that_was_not_mine_is_reported_after_a_question", PageTest,
              GUINT_TO_POINTER (YQQ_NOTICE_PIN_REPLACED), page_test_set_up_filled,
              a_new_pin_that_was_not_mine_is_reported_after_a_question, page_test_tear_down);
  g_test_add ("/app/notices/a_changed_pin_that_was_not_mine_is_reported_after_a_question", PageTest,
              GUINT_TO_POINTER (YQQ_NOTICE_PIN_CHANGED), page_test_set_up_filled,
              a_new_pin_that_was_not_mine_is_reported_after_a_question, page_test_tear_down);
  ADD (page_test_set_up_filled, what_happened_to_the_person_alone_is_listed_and_disputed);
  ADD (page_test_set_up_filled, notices_of_the_person_lead_to_their_settings);
  ADD (page_test_set_up_filled, a_notice_leads_to_what_it_is_about);
  ADD (page_test_set_up_filled, what_expires_soon_leads_to_just_those_users);
  ADD (page_test_set_up_filled, what_waits_for_the_person_stands_above_the_certificates);
  ADD (page_test_set_up_filled, an_offer_that_was_seen_stands_there_until_it_is_answered);
  ADD (page_test_set_up_filled, an_offer_that_was_answered_elsewhere_is_over);
  ADD (page_test_set_up_filled, what_is_gone_is_told);
  return g_test_run ();
}
