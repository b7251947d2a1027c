/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Another PIN by who knows the old one, and what is to be made anew after one that nobody knew. */
#include "app/change-pin-flow.h"
#include "app/new-pin-flow.h"
#include "client/client-error.h"
#include "page-test.h"
#include "wallet/wallet-error.h"

#define NEW_PIN "593827"
#define OTHER_PIN "719354"

/* The page where the flow has led to, in the place of the one before. */
static void
show_present (PageTest *test)
{
  page_test_show (test, yqq_router_get_place (test->router), yqq_router_get_subject (test->router));
  widget_test_settle ();
}

static void
set_up (PageTest *test, gconstpointer data)
{
  page_test_set_up_filled (test, data);
  yqq_router_reset (test->router, YQQ_PLACE_HOME, NULL);
  yqq_router_push (test->router, YQQ_PLACE_PIN_SETTINGS, NULL);
  yqq_change_pin_flow_begin (test->workspace, test->router);
  show_present (test);
}

static void
tear_down (PageTest *test, gconstpointer data)
{
  yqq_router_reset (test->router, YQQ_PLACE_HOME, NULL);
  page_test_tear_down (test, data);
}

static void
enter (PageTest *test, const char *pin)
{
  page_test_enter_pin (test, pin);
  widget_test_click (test->window, "Continue");
}

static void
enter_all (PageTest *test, const char *old)
{
  enter (test, old);
  widget_test_assert_shows (test->window, "Choose a new PIN");
  enter (test, NEW_PIN);
  widget_test_assert_shows (test->window, "Enter the same PIN again");
  widget_test_assert_says (test->window, "Enter the same PIN again");
  enter (test, NEW_PIN);
}

/* The arrow of a row, which does what the row does. */
static void
go (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget))
    g_signal_emit_by_name (widget, "clicked");
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    go (child);
}

static void
the_settings_offer_both_ways (PageTest *test, gconstpointer data)
{
  yqq_router_back (test->router);
  show_present (test);
  widget_test_assert_shows (test->window, "Change the PIN");
  widget_test_assert_shows (test->window, "Forgotten the PIN");
  go (page_test_find_row (test->window, "Change the PIN"));
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_CHANGE_PIN);
  yqq_router_back (test->router);
  go (page_test_find_row (test->window, "Forgotten the PIN"));
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_SET_PIN);
  g_assert_nonnull (yqq_router_get_subject (test->router));
}

static void
old_new_and_new_again_and_it_is_changed (PageTest *test, gconstpointer data)
{
  widget_test_assert_shows (test->window, "Enter your old PIN");
  enter_all (test, FAKE_PIN);
  widget_test_wait_until (widget_test_shows (test->window, "PIN changed"));
  g_assert_cmpstr (fake_workspace_get_asked (test->fake), ==, "change-pin");
  widget_test_assert_shows (test->window, "Your certificates stay as they are.");
  widget_test_click (test->window, "Done");
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_HOME);
  g_assert_cmpstr (test->told, ==, "PIN changed");
}

static void
a_wrong_old_pin_is_asked_again_and_the_new_one_kept (PageTest *test, gconstpointer data)
{
  enter_all (test, OTHER_PIN);
  widget_test_wait_until (widget_test_shows (test->window, "Wrong PIN"));
  widget_test_assert_shows (test->window, "4 tries left");
  widget_test_assert_says (test->window, "4 tries left");
  widget_test_assert_shows (test->window, "Enter your old PIN");
  enter (test, FAKE_PIN);
  widget_test_wait_until (widget_test_shows (test->window, "PIN changed"));
}

static void
weak_equal_and_different_ones_are_refused_with_the_reason (PageTest *test, gconstpointer data)
{
  enter (test, FAKE_PIN);
  enter (test, "111111");
  widget_test_assert_shows (test->window, "Six times the same digit");
  widget_test_assert_says (test->window, "Six times the same digit");
  enter (test, FAKE_PIN);
  widget_test_assert_shows (test->window, "That is the PIN you have already.");
  enter (test, NEW_PIN);
  enter (test, OTHER_PIN);
  widget_test_assert_shows (test->window, "The two were different, so nothing was set.");
  widget_test_assert_says (test->window, "The two were different, so nothing was set.");
  widget_test_assert_shows (test->window, "Choose a new PIN");
  g_assert_cmpstr (fake_workspace_get_asked (test->fake), !=, "change-pin");
}

static void
a_locked_pin_leads_to_the_new_one (PageTest *test, gconstpointer data)
{
  g_autoptr (GError) locked = yqq_wallet_error_new_for_pin (YQQ_WALLET_ERROR_PIN_LOCKED, 0);
  fake_workspace_fail_next (test->fake, locked);
  enter_all (test, FAKE_PIN);
  widget_test_wait_until (widget_test_shows (test->window, "The PIN is locked"));
  widget_test_assert_hides (test->window, "Continue");
  widget_test_click (test->window, "Set a new PIN");
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_SET_PIN);
  g_assert_nonnull (yqq_router_get_subject (test->router));
}

static void
offline_is_said_and_tried_again (PageTest *test, gconstpointer data)
{
  g_autoptr (GError) offline = g_error_new (YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_OFFLINE, "offline");
  fake_workspace_fail_next (test->fake, offline);
  enter_all (test, FAKE_PIN);
  widget_test_wait_until (widget_test_shows (test->window, "The PIN is not changed yet"));
  widget_test_assert_hides (test->window, "Continue");
  widget_test_click (test->window, "Try again");
  widget_test_wait_until (widget_test_shows (test->window, "PIN changed"));
}

static void
going_back_leads_step_by_step_out_and_says_that_nothing_was_changed (PageTest *test,
                                                                     gconstpointer data)
{
  enter (test, FAKE_PIN);
  enter (test, NEW_PIN);
  yqq_page_back (test->page);
  widget_test_assert_shows (test->window, "Choose a new PIN");
  yqq_page_back (test->page);
  widget_test_assert_shows (test->window, "Enter your old PIN");
  yqq_page_back (test->page);
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_PIN_SETTINGS);
  g_assert_cmpstr (test->told, ==, "The PIN was not changed: the old one stays.");
  g_assert_cmpstr (fake_workspace_get_asked (test->fake), !=, "change-pin");
}

static void
cancelled_at_work_it_says_that_nothing_was_changed (PageTest *test, gconstpointer data)
{
  fake_workspace_hold (test->fake, TRUE);
  enter_all (test, FAKE_PIN);
  widget_test_assert_shows (test->window, "The PIN is being changed");
  yqq_page_back (test->page);
  fake_workspace_hold (test->fake, FALSE);
  widget_test_wait_until (yqq_router_get_place (test->router) == YQQ_PLACE_PIN_SETTINGS);
  g_assert_cmpstr (test->told, ==, "The PIN was not changed: the old one stays.");
}

/* A run before, perhaps of this program's before, has left one. */
static void
leave_stale (PageTest *test)
{
  fake_workspace_leave_stale (test->fake);
  yqq_router_reset (test->router, YQQ_PLACE_HOME, NULL);
  show_present (test);
}

static void
what_waits_to_be_installed_anew_stands_above_the_certificates (PageTest *test, gconstpointer data)
{
  yqq_router_reset (test->router, YQQ_PLACE_HOME, NULL);
  show_present (test);
  widget_test_assert_hides (test->window, "Go on");
  leave_stale (test);
  widget_test_assert_shows (test->window, "1 certificate is waiting to be installed anew");
  widget_test_click (test->window, "Go on");
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_PIN);
  show_present (test);
  widget_test_assert_shows (test->window, "Go on with the new PIN");
  page_test_enter_pin (test, FAKE_PIN);
  widget_test_click (test->window, "Confirm");
  widget_test_wait_until (yqq_router_get_place (test->router) == YQQ_PLACE_NEW_PIN);
  g_assert_cmpstr (fake_workspace_get_asked (test->fake), ==, "go-on");
  show_present (test);
  widget_test_assert_shows (test->window, "New PIN set");
}

static void
a_wrong_pin_for_it_is_told_where_it_was_entered (PageTest *test, gconstpointer data)
{
  leave_stale (test);
  widget_test_click (test->window, "Go on");
  show_present (test);
  page_test_enter_pin (test, OTHER_PIN);
  widget_test_click (test->window, "Confirm");
  widget_test_wait_until (widget_test_shows (test->window, "Wrong PIN"));
  widget_test_assert_shows (test->window, "4 tries left");
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_PIN);
}

static void
what_fails_on_the_way_can_be_tried_again (PageTest *test, gconstpointer data)
{
  g_autoptr (GError) offline = g_error_new (YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_OFFLINE, "offline");
  leave_stale (test);
  widget_test_click (test->window, "Go on");
  show_present (test);
  fake_workspace_fail_next (test->fake, offline);
  page_test_enter_pin (test, FAKE_PIN);
  widget_test_click (test->window, "Confirm");
  widget_test_wait_until (yqq_router_get_place (test->router) == YQQ_PLACE_NEW_PIN);
  show_present (test);
  widget_test_assert_shows (test->window, "1 of 2 certificates are made and installed.");
  widget_test_click (test->window, "Try again");
  widget_test_wait_until (widget_test_shows (test->window, "New PIN set"));
}

#define ADD(test) g_test_add ("/app/change-pin/" #test, PageTest, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  widget_test_init (&argc, &argv);
  ADD (the_settings_offer_both_ways);
  ADD (old_new_and_new_again_and_it_is_changed);
  ADD (a_wrong_old_pin_is_asked_again_and_the_new_one_kept);
  ADD (weak_equal_and_different_ones_are_refused_with_the_reason);
  ADD (a_locked_pin_leads_to_the_new_one);
  ADD (offline_is_said_and_tried_again);
  ADD (going_back_leads_step_by_step_out_and_says_that_nothing_was_changed);
  ADD (cancelled_at_work_it_says_that_nothing_was_changed);
  ADD (what_waits_to_be_installed_anew_stands_above_the_certificates);
  ADD (a_wrong_pin_for_it_is_told_where_it_was_entered);
  ADD (what_fails_on_the_way_can_be_tried_again);
  return g_test_run ();
}
