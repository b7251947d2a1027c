/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A new PIN in the place of a forgotten one: chosen, repeated, verified, certificates anew. */
#include "app/new-pin-flow.h"
#include "client/client-error.h"
#include "identity/policy.h"
#include "page-test.h"
#include "protocol/problem.h"

#define NEW_PIN "593827"

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
  yqq_new_pin_flow_begin (test->workspace, test->router);
  show_present (test);
}

static void
choose (PageTest *test)
{
  page_test_enter_pin (test, NEW_PIN);
  widget_test_click (test->window, "Continue");
  page_test_enter_pin (test, NEW_PIN);
  widget_test_click (test->window, "Continue");
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_IDENTITY);
  show_present (test);
}

static void
verify (PageTest *test)
{
  GtkWidget *row = page_test_find_row (test->window, "One-time staff code (8 digits)");
  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (row), FAKE_STAFF_CODE);
  widget_test_click (test->window, "Confirm");
  widget_test_wait_until (yqq_router_get_place (test->router) == YQQ_PLACE_NEW_PIN);
  show_present (test);
}

static void
it_is_chosen_repeated_verified_and_done (PageTest *test, gconstpointer data)
{
  widget_test_assert_shows (test->window, "Choose a new PIN");
  choose (test);
  g_assert_cmpstr (
      fake_identity_office_get_purpose (fake_workspace_get_desk (FAKE_WORKSPACE (test->workspace))),
      ==, YQQ_IDENTITY_PURPOSE_NEW_PIN);
  verify (test);
  g_assert_cmpstr (fake_workspace_get_asked (test->fake), ==, "replace-pin");
  widget_test_assert_shows (test->window, "New PIN set");
  widget_test_click (test->window, "Done");
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_HOME);
  g_assert_cmpstr (test->told, ==, "New PIN set");
}

static void
what_was_interrupted_goes_on_without_another_verification (PageTest *test, gconstpointer data)
{
  g_autoptr (GError) offline = g_error_new (YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_OFFLINE, "offline");
  choose (test);
  fake_workspace_fail_next (test->fake, offline);
  verify (test);
  widget_test_assert_shows (test->window, "1 of 2 certificates are made and installed.");
  widget_test_click (test->window, "Try again");
  g_assert_cmpstr (fake_workspace_get_asked (test->fake), ==, "go-on");
  widget_test_wait_until (widget_test_shows (test->window, "New PIN set"));
  widget_test_assert_hides (test->window, "Try again");
}

static void
a_trivial_pin_is_refused_before_anybody_is_verified (PageTest *test, gconstpointer data)
{
  page_test_enter_pin (test, "111111");
  widget_test_click (test->window, "Continue");
  widget_test_assert_shows (test->window, "Six times the same digit");
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_SET_PIN);
}

static void
leaving_the_verification_sets_nothing (PageTest *test, gconstpointer data)
{
  choose (test);
  yqq_page_back (test->page);
  if (yqq_router_get_place (test->router) == YQQ_PLACE_IDENTITY)
    yqq_router_back (test->router);
  show_present (test);
  widget_test_assert_shows (test->window, "Choose a new PIN");
  g_assert_cmpstr (fake_workspace_get_asked (test->fake), !=, "replace-pin");
}

static void
without_a_pin_the_first_one_is_set (PageTest *test, gconstpointer data)
{
  yqq_workspace_set_pin_set (test->workspace, FALSE);
  yqq_router_reset (test->router, YQQ_PLACE_HOME, NULL);
  yqq_new_pin_flow_begin (test->workspace, test->router);
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_SET_PIN);
  g_assert_null (yqq_router_get_subject (test->router));
}

static void
tear_down (PageTest *test, gconstpointer data)
{
  yqq_router_reset (test->router, YQQ_PLACE_HOME, NULL);
  page_test_tear_down (test, data);
}

#define ADD(test) g_test_add ("/app/new-pin/" #test, PageTest, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  widget_test_init (&argc, &argv);
  ADD (it_is_chosen_repeated_verified_and_done);
  ADD (what_was_interrupted_goes_on_without_another_verification);
  ADD (a_trivial_pin_is_refused_before_anybody_is_verified);
  ADD (leaving_the_verification_sets_nothing);
  ADD (without_a_pin_the_first_one_is_set);
  return g_test_run ();
}
