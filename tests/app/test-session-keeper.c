/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/session-keeper.h"

#include "fake-logind.h"
#include "page-test.h"

typedef struct {
  FakeLogind logind;
  FakeWorkspace *fake;
  YqqSettings *settings;
  YqqSessionKeeper *keeper;
  FakeSession *session;
  GtkWidget *window;
  gboolean destroyed;
} Fixture;

static void
on_destroyed (GtkWidget *window, Fixture *fixture)
{
  fixture->destroyed = TRUE;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->fake = fake_workspace_new ();
  fixture->settings = yqq_settings_new ();
  fixture->session = fake_session_new ();
  fixture->keeper = yqq_session_keeper_new (YQQ_WORKSPACE (fixture->fake), fixture->settings);
  fixture->window = widget_test_show (gtk_label_new ("The application"));
  g_signal_connect (fixture->window, "destroy", G_CALLBACK (on_destroyed), fixture);
  yqq_session_keeper_guard_window (fixture->keeper, GTK_WINDOW (fixture->window));
}

/* With a logind on the system's bus. */
static void
set_up_listening (Fixture *fixture, gconstpointer data)
{
  fake_logind_start (&fixture->logind);
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", g_test_dbus_get_bus_address (fixture->logind.bus), TRUE);
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SYSTEM, NULL, NULL);
  g_assert_nonnull (bus);
  g_dbus_connection_set_exit_on_close (bus, FALSE);
  set_up (fixture, data);
  yqq_session_keeper_listen (fixture->keeper);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (!fixture->destroyed)
    gtk_window_destroy (GTK_WINDOW (fixture->window));
  widget_test_settle ();
  g_assert_finalize_object (fixture->keeper);
  g_assert_finalize_object (fixture->fake);
  g_assert_finalize_object (fixture->session);
  g_object_unref (fixture->settings);
  if (fixture->logind.bus)
    fake_logind_stop (&fixture->logind);
}

static void
connect (Fixture *fixture)
{
  fake_session_scan (fixture->session, NULL);
  fake_session_move (fixture->session, YQQ_SESSION_STATE_CONNECTED, NULL);
  yqq_workspace_set_session (YQQ_WORKSPACE (fixture->fake), YQQ_SCAN_SESSION (fixture->session));
}

static void
on_done (GObject *object)
{
  g_object_set_data (object, "done", object);
}

static gboolean
is_done (GObject *object)
{
  return g_object_get_data (object, "done") != NULL;
}

static void
without_a_session_nothing_is_waited_for (Fixture *fixture, gconstpointer data)
{
  GObject *object = G_OBJECT (fixture->settings);
  yqq_session_keeper_end (fixture->keeper, "exit", G_CALLBACK (on_done), object);
  g_assert_true (is_done (object));
  g_assert_null (fake_session_get_end_reason (fixture->session));
}

static void
an_open_session_is_ended_first (Fixture *fixture, gconstpointer data)
{
  GObject *object = G_OBJECT (fixture->settings);
  connect (fixture);
  fake_session_hold (fixture->session, TRUE);
  yqq_session_keeper_end (fixture->keeper, "exit", G_CALLBACK (on_done), object);
  g_assert_cmpstr (fake_session_get_end_reason (fixture->session), ==, "exit");
  widget_test_settle ();
  g_assert_false (is_done (object));
  fake_session_hold (fixture->session, FALSE);
  widget_test_wait_until (is_done (object));
}

static void
a_session_that_was_only_scanned_is_ended_too (Fixture *fixture, gconstpointer data)
{
  fake_session_scan (fixture->session, "042");
  yqq_workspace_set_session (YQQ_WORKSPACE (fixture->fake), YQQ_SCAN_SESSION (fixture->session));
  yqq_session_keeper_end (fixture->keeper, "locked", NULL, NULL);
  g_assert_cmpstr (fake_session_get_end_reason (fixture->session), ==, "locked");
  widget_test_settle ();
}

static void
whoever_waits_may_go_before_the_session_has_ended (Fixture *fixture, gconstpointer data)
{
  GObject *object = g_object_new (G_TYPE_OBJECT, NULL);
  connect (fixture);
  fake_session_hold (fixture->session, TRUE);
  yqq_session_keeper_end (fixture->keeper, "exit", G_CALLBACK (on_done), object);
  g_object_add_weak_pointer (object, (gpointer *)&object);
  g_object_unref (object);
  fake_session_hold (fixture->session, FALSE);
  widget_test_wait_until (object == NULL);
}

static void
without_a_session_the_window_closes (Fixture *fixture, gconstpointer data)
{
  gtk_window_close (GTK_WINDOW (fixture->window));
  widget_test_wait_until (fixture->destroyed);
}

static void
with_a_session_open_the_window_asks_first (Fixture *fixture, gconstpointer data)
{
  connect (fixture);
  gtk_window_close (GTK_WINDOW (fixture->window));
  GtkWidget *dialog = page_test_find_dialog ();
  widget_test_assert_shows (dialog, "Disconnect and close?");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  gtk_window_close (GTK_WINDOW (dialog));
  widget_test_settle ();
  g_assert_false (fixture->destroyed);
  g_assert_null (fake_session_get_end_reason (fixture->session));
}

static void
closing_by_will_ends_the_session (Fixture *fixture, gconstpointer data)
{
  connect (fixture);
  gtk_window_close (GTK_WINDOW (fixture->window));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (page_test_find_dialog ()), "disconnect");
  g_assert_cmpstr (fake_session_get_end_reason (fixture->session), ==, "exit");
  widget_test_wait_until (fixture->destroyed);
}

/* Impatient people close twice while the PC is being told. */
static void
closing_twice_is_as_good_as_once (Fixture *fixture, gconstpointer data)
{
  connect (fixture);
  fake_session_hold (fixture->session, TRUE);
  for (guint i = 0; i < 2; i++) {
    gtk_window_close (GTK_WINDOW (fixture->window));
    GtkWidget *dialog = page_test_find_dialog ();
    adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "disconnect");
    gtk_window_destroy (GTK_WINDOW (dialog));
  }
  fake_session_hold (fixture->session, FALSE);
  widget_test_wait_until (fixture->destroyed);
}

static void
await_delay (Fixture *fixture, gboolean delayed)
{
  widget_test_wait_until (fake_logind_is_delayed (&fixture->logind) == delayed);
}

static void
locking_the_screen_ends_the_session (Fixture *fixture, gconstpointer data)
{
  connect (fixture);
  await_delay (fixture, TRUE);
  fake_logind_lock (&fixture->logind);
  widget_test_wait_until (fake_session_get_end_reason (fixture->session) != NULL);
  g_assert_cmpstr (fake_session_get_end_reason (fixture->session), ==, "locked");
  await_delay (fixture, FALSE);
}

static void
sleep_waits_until_the_session_has_ended (Fixture *fixture, gconstpointer data)
{
  connect (fixture);
  await_delay (fixture, TRUE);
  fake_session_hold (fixture->session, TRUE);
  fake_logind_prepare_for_sleep (&fixture->logind, TRUE);
  widget_test_wait_until (fake_session_get_end_reason (fixture->session) != NULL);
  g_assert_cmpstr (fake_session_get_end_reason (fixture->session), ==, "suspended");
  g_assert_true (fake_logind_is_delayed (&fixture->logind));
  fake_session_hold (fixture->session, FALSE);
  await_delay (fixture, FALSE);
}

static void
sleep_is_not_held_back_without_a_session (Fixture *fixture, gconstpointer data)
{
  connect (fixture);
  await_delay (fixture, TRUE);
  fake_session_move (fixture->session, YQQ_SESSION_STATE_CLOSED, "pc");
  await_delay (fixture, FALSE);
}

#define ADD(set_up, name)                                                                          \
  g_test_add ("/app/session-keeper/" #name, Fixture, NULL, set_up, name, tear_down)

int
main (int argc, char **argv)
{
  widget_test_init (&argc, &argv);
  ADD (set_up, without_a_session_nothing_is_waited_for);
  ADD (set_up, an_open_session_is_ended_first);
  ADD (set_up, a_session_that_was_only_scanned_is_ended_too);
  ADD (set_up, whoever_waits_may_go_before_the_session_has_ended);
  ADD (set_up, without_a_session_the_window_closes);
  ADD (set_up, with_a_session_open_the_window_asks_first);
  ADD (set_up, closing_by_will_ends_the_session);
  ADD (set_up, closing_twice_is_as_good_as_once);
  ADD (set_up_listening, locking_the_screen_ends_the_session);
  ADD (set_up_listening, sleep_waits_until_the_session_has_ended);
  ADD (set_up_listening, sleep_is_not_held_back_without_a_session);
  return g_test_run ();
}
