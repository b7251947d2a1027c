/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Going elsewhere while the authority is being asked, in the real window: it is asked no longer,
 * and its answer moves nobody. */
#include "app/pin-pad.h"
#include "app/window.h"
#include "fake-workspace.h"
#include "page-test.h"
#include "wallet/wallet-error.h"

#define ADDRESS "https://sign.example.cn"
#define OTHER_PIN "592846"

/* page stays NULL: the window has the pages. */
static YqqPage *
get_page (PageTest *test)
{
  return yqq_window_get_page (YQQ_WINDOW (test->window));
}

static void
show_window (PageTest *test)
{
  YqqPageParts parts = {test->workspace, test->router, test->settings};
  test->window = GTK_WIDGET (yqq_window_new (NULL, &parts));
  gtk_window_present (GTK_WINDOW (test->window));
  gtk_test_widget_wait_for_draw (test->window);
}

static void
set_up (PageTest *test, gconstpointer data)
{
  page_test_set_up (test, data);
  yqq_settings_set_authority_address (test->settings, "");
  show_window (test);
}

static void
set_up_without_pin (PageTest *test, gconstpointer data)
{
  page_test_set_up_filled (test, data);
  yqq_workspace_set_pin_set (test->workspace, FALSE);
  show_window (test);
  yqq_router_push (test->router, YQQ_PLACE_SET_PIN, NULL);
}

static void
tear_down (PageTest *test, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&test->window)));
  page_test_tear_down (test, data);
}

static void
press (PageTest *test, const char *label)
{
  widget_test_click (GTK_WIDGET (get_page (test)), label);
}

static void
go_back (PageTest *test)
{
  gtk_widget_activate_action (test->window, "win.back", NULL);
}

static void
answer (PageTest *test)
{
  fake_workspace_hold (test->fake, FALSE);
  widget_test_settle ();
}

static void
begin_to_log_in (PageTest *test)
{
  yqq_router_push (test->router, YQQ_PLACE_LOG_IN, NULL);
  widget_test_wait_until (
      widget_test_find_button (GTK_WIDGET (get_page (test)), "Log in as 林样例"));
  fake_workspace_hold (test->fake, TRUE);
  press (test, "Log in as 林样例");
}

static void
who_leaves_the_log_in_page_is_not_logged_in (PageTest *test, gconstpointer data)
{
  begin_to_log_in (test);
  g_assert_false (gtk_widget_is_sensitive (GTK_WIDGET (get_page (test))));
  go_back (test);
  answer (test);
  g_assert_cmpint (yqq_workspace_get_phase (test->workspace), ==, YQQ_PHASE_LOGGED_OUT);
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_WELCOME);
}

/* Another page above it: the form is there again, and can be used. */
static void
the_log_in_page_is_as_before_when_one_comes_back (PageTest *test, gconstpointer data)
{
  begin_to_log_in (test);
  gtk_widget_activate_action (test->window, "win.authority", NULL);
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_AUTHORITY);
  go_back (test);
  g_assert_true (gtk_widget_is_sensitive (GTK_WIDGET (get_page (test))));
  answer (test);
  g_assert_cmpint (yqq_workspace_get_phase (test->workspace), ==, YQQ_PHASE_LOGGED_OUT);
  press (test, "Log in");
  widget_test_wait_until (yqq_workspace_get_phase (test->workspace) == YQQ_PHASE_LOGGED_IN);
}

static void
begin_to_connect (PageTest *test)
{
  yqq_router_push (test->router, YQQ_PLACE_AUTHORITY, NULL);
  GtkWidget *address = widget_test_find_type (GTK_WIDGET (get_page (test)), ADW_TYPE_ENTRY_ROW);
  gtk_editable_set_text (GTK_EDITABLE (address), ADDRESS);
  fake_workspace_hold (test->fake, TRUE);
  press (test, "Connect");
}

static void
who_leaves_the_authority_page_stays_with_the_authority_of_before (PageTest *test,
                                                                  gconstpointer data)
{
  begin_to_connect (test);
  go_back (test);
  yqq_router_push (test->router, YQQ_PLACE_LOG_IN, NULL);
  answer (test);
  g_assert_null (yqq_workspace_get_authority_address (test->workspace));
  g_autofree char *kept = yqq_settings_dup_authority_address (test->settings);
  g_assert_cmpstr (kept, ==, "");
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_LOG_IN);
}

static void
enter_pin (PageTest *test, const char *digits)
{
  for (; *digits; digits++)
    g_assert_true (widget_test_press_key (GTK_WIDGET (get_page (test)), (guint)*digits));
}

static void
enter_pin_twice (PageTest *test, const char *pin)
{
  enter_pin (test, pin);
  press (test, "Continue");
  enter_pin (test, pin);
  press (test, "Set PIN");
}

static void
begin_to_set_pin (PageTest *test)
{
  fake_workspace_hold (test->fake, TRUE);
  enter_pin_twice (test, FAKE_PIN);
}

static void
who_leaves_the_page_of_the_pin_has_set_none (PageTest *test, gconstpointer data)
{
  begin_to_set_pin (test);
  gtk_widget_activate_action (test->window, "win.home", NULL);
  widget_test_wait_until (yqq_router_get_place (test->router) == YQQ_PLACE_HOME);
  yqq_router_push (test->router, YQQ_PLACE_SCAN, NULL);
  answer (test);
  g_assert_false (yqq_workspace_get_pin_set (test->workspace));
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_SCAN);
  g_assert_null (test->told);
}

/* Back from the repetition leads to the first entry, also while the authority is being asked. */
static void
one_can_begin_again_while_the_pin_is_being_set (PageTest *test, gconstpointer data)
{
  begin_to_set_pin (test);
  go_back (test);
  widget_test_assert_shows (get_page (test), "Set a PIN");
  answer (test);
  g_assert_false (yqq_workspace_get_pin_set (test->workspace));
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_SET_PIN);
  enter_pin_twice (test, OTHER_PIN);
  widget_test_wait_until (yqq_router_get_place (test->router) == YQQ_PLACE_HOME);
  g_assert_true (yqq_workspace_get_pin_set (test->workspace));
}

/* What was left had reached the authority all the same: nobody is kept at setting a PIN. */
static void
a_pin_that_is_there_already_leads_on (PageTest *test, gconstpointer data)
{
  g_autoptr (GError) there =
      g_error_new_literal (YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_PIN_ALREADY_SET, "for a test");
  begin_to_set_pin (test);
  fake_workspace_fail_next (test->fake, there);
  yqq_workspace_set_pin_set (test->workspace, TRUE);
  answer (test);
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_HOME);
  g_assert_cmpstr (test->told, ==,
                   "A PIN was set on this computer earlier, and it stays. Enter that PIN.");
}

#define ADD(name, set_up)                                                                          \
  g_test_add ("/app/leaving-pages/" #name, PageTest, NULL, set_up, name, tear_down)

int
main (int argc, char **argv)
{
  g_autofree char *schemas = g_build_filename (g_getenv ("YQQ_BUILD_DIR"), "data", NULL);
  g_setenv ("GSETTINGS_SCHEMA_DIR", schemas, TRUE);
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  widget_test_init (&argc, &argv);
  ADD (who_leaves_the_log_in_page_is_not_logged_in, set_up);
  ADD (the_log_in_page_is_as_before_when_one_comes_back, set_up);
  ADD (who_leaves_the_authority_page_stays_with_the_authority_of_before, set_up);
  ADD (who_leaves_the_page_of_the_pin_has_set_none, set_up_without_pin);
  ADD (one_can_begin_again_while_the_pin_is_being_set, set_up_without_pin);
  ADD (a_pin_that_is_there_already_leads_on, set_up_without_pin);
  return g_test_run ();
}
