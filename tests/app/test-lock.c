/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/lock-page.h"

#include "app/lock-keeper.h"
#include "app/window.h"
#include "fake-logind.h"
#include "page-test.h"
#include "wallet/wallet-error.h"

/* One for all: the system's bus is connected to once a process. */
static FakeLogind logind;

/* The whole window over a small workspace, with the keeper that locks it. */
typedef struct {
  FakeWorkspace *fake;
  YqqWorkspace *workspace;
  YqqRouter *router;
  YqqSettings *settings;
  YqqSessionKeeper *sessions;
  YqqLockKeeper *keeper;
  YqqWindow *window;
} Test;

static void
set_up (Test *test, gconstpointer data)
{
  test->fake = fake_workspace_new ();
  test->workspace = YQQ_WORKSPACE (test->fake);
  test->router = yqq_router_new ();
  test->settings = yqq_settings_new ();
  test->sessions = yqq_session_keeper_new (test->workspace, test->settings);
  test->keeper = yqq_lock_keeper_new (test->workspace, test->settings, test->sessions);
  YqqPageParts parts = {test->workspace, test->router, test->settings, NULL, NULL};
  test->window = yqq_window_new (NULL, &parts);
  yqq_lock_keeper_guard_window (test->keeper, GTK_WINDOW (test->window));
  gtk_window_present (GTK_WINDOW (test->window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (test->window));
  fake_workspace_fill (test->fake);
  yqq_lock_keeper_listen (test->keeper);
  widget_test_wait_until (fake_logind_is_delayed (&logind));
}

static void
tear_down (Test *test, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (test->window));
  widget_test_settle ();
  g_assert_finalize_object (test->keeper);
  g_assert_finalize_object (test->sessions);
  page_test_release (test->router);
  page_test_release (test->fake);
  g_object_unref (test->settings);
}

static gboolean
is_locked (Test *test)
{
  return yqq_workspace_get_phase (test->workspace) == YQQ_PHASE_LOCKED;
}

static void
enter_pin (Test *test, const char *digits)
{
  for (; *digits; digits++)
    widget_test_press_key (GTK_WIDGET (yqq_window_get_page (test->window)),
                           GDK_KEY_0 + (guint)(*digits - '0'));
  widget_test_click (GTK_WIDGET (test->window), "Unlock");
}

static void
nothing_of_the_person_stays_behind_the_lock (Test *test, gconstpointer data)
{
  g_autoptr (YqqCertificateEntry) entry =
      g_list_model_get_item (yqq_workspace_get_certificates (test->workspace), 0);
  yqq_router_push (test->router, YQQ_PLACE_CERTIFICATE, G_OBJECT (entry));
  widget_test_settle ();
  YqqPage *page = yqq_window_get_page (test->window);
  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *)&page);
  g_autofree char *before = widget_test_collect_text (GTK_WIDGET (test->window));
  g_assert_nonnull (strstr (before, "粤演示科技有限公司"));
  yqq_lock_keeper_lock (test->keeper, "locked");
  widget_test_settle ();
  g_autofree char *after = widget_test_collect_text (GTK_WIDGET (test->window));
  g_assert_null (page); /* unloaded, not hidden */
  g_assert_null (strstr (after, "粤演示科技有限公司"));
  g_assert_null (strstr (after, "陈演示"));
  g_assert_null (yqq_workspace_get_me (test->workspace));
  g_assert_cmpuint (g_list_model_get_n_items (yqq_workspace_get_all_certificates (test->workspace)),
                    ==, 0);
  g_assert_cmpuint (yqq_router_get_depth (test->router), ==, 1);
}

static void
the_pin_opens_it_again (Test *test, gconstpointer data)
{
  yqq_lock_keeper_lock (test->keeper, "locked");
  widget_test_settle ();
  enter_pin (test, "135790");
  widget_test_wait_until (widget_test_shows (GTK_WIDGET (test->window), "Wrong PIN\n4 tries left"));
  widget_test_assert_says (test->window, "Wrong PIN\n4 tries left");
  g_assert_true (is_locked (test));
  enter_pin (test, FAKE_PIN);
  widget_test_wait_until (!is_locked (test));
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_HOME);
  g_assert_cmpstr (fake_workspace_get_asked (test->fake), ==, "reopen");
}

static void
another_way_opens_it_too (Test *test, gconstpointer data)
{
  yqq_lock_keeper_lock (test->keeper, "locked");
  widget_test_settle ();
  widget_test_click (GTK_WIDGET (test->window), "Unlock in another way");
  widget_test_settle ();
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_IDENTITY);
  g_assert_cmpstr (fake_identity_office_get_purpose (fake_workspace_get_desk (test->fake)), ==,
                   "unlock");
  GtkWidget *row = page_test_find_row (GTK_WIDGET (test->window), "One-time staff code (8 digits)");
  gtk_editable_set_text (GTK_EDITABLE (row), FAKE_STAFF_CODE);
  widget_test_click (GTK_WIDGET (test->window), "Confirm");
  widget_test_wait_until (!is_locked (test));
}

static void
the_screen_and_sleep_lock_it (Test *test, gconstpointer data)
{
  fake_logind_lock (&logind);
  widget_test_wait_until (is_locked (test));
  yqq_workspace_reopen (test->workspace);
  widget_test_wait_until (fake_logind_is_delayed (&logind));
  fake_logind_prepare_for_sleep (&logind, TRUE);
  widget_test_wait_until (is_locked (test));
  widget_test_wait_until (!fake_logind_is_delayed (&logind));
}

static void
a_session_ends_with_it (Test *test, gconstpointer data)
{
  g_autoptr (FakeSession) session = fake_session_new ();
  fake_session_scan (session, NULL);
  fake_session_move (session, YQQ_SESSION_STATE_CONNECTED, NULL);
  yqq_workspace_set_session (test->workspace, YQQ_SCAN_SESSION (session));
  yqq_lock_keeper_lock (test->keeper, "locked");
  g_assert_cmpstr (fake_session_get_end_reason (session), ==, "locked");
  g_assert_null (yqq_workspace_get_session (test->workspace));
  widget_test_settle ();
}

static void
sleep_waits_until_the_pc_was_told (Test *test, gconstpointer data)
{
  g_autoptr (FakeSession) session = fake_session_new ();
  fake_session_scan (session, NULL);
  fake_session_move (session, YQQ_SESSION_STATE_CONNECTED, NULL);
  yqq_workspace_set_session (test->workspace, YQQ_SCAN_SESSION (session));
  fake_session_hold (session, TRUE);
  fake_logind_prepare_for_sleep (&logind, TRUE);
  widget_test_wait_until (is_locked (test));
  widget_test_settle ();
  g_assert_true (fake_logind_is_delayed (&logind));
  fake_session_hold (session, FALSE);
  widget_test_wait_until (!fake_logind_is_delayed (&logind));
}

static void
nobody_logged_in_is_nothing_to_lock (Test *test, gconstpointer data)
{
  yqq_workspace_set_phase (test->workspace, YQQ_PHASE_LOGGED_OUT);
  yqq_lock_keeper_lock (test->keeper, "locked");
  g_assert_cmpint (yqq_workspace_get_phase (test->workspace), ==, YQQ_PHASE_LOGGED_OUT);
}

#define ADD(name) g_test_add ("/app/lock/" #name, Test, NULL, set_up, name, tear_down)

int
main (int argc, char *argv[])
{
  widget_test_init (&argc, &argv);
  fake_logind_start (&logind);
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", g_test_dbus_get_bus_address (logind.bus), TRUE);
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SYSTEM, NULL, NULL);
  g_dbus_connection_set_exit_on_close (bus, FALSE);
  ADD (nothing_of_the_person_stays_behind_the_lock);
  ADD (the_pin_opens_it_again);
  ADD (another_way_opens_it_too);
  ADD (the_screen_and_sleep_lock_it);
  ADD (a_session_ends_with_it);
  ADD (sleep_waits_until_the_pc_was_told);
  ADD (nobody_logged_in_is_nothing_to_lock);
  int result = g_test_run ();
  g_clear_object (&bus);
  fake_logind_stop (&logind);
  return result;
}
