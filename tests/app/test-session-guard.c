/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/session-guard.h"

#include "fake-logind.h"

/* Longer than any test runs. */
#define LONG_MS 3600000

typedef struct {
  FakeLogind logind;
  YqqSessionGuard *guard;
  char *left;
  guint count;
} Fixture;

static void
on_left (YqqSessionGuard *guard, const char *reason, Fixture *fixture)
{
  g_free (fixture->left);
  fixture->left = g_strdup (reason);
  fixture->count++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fake_logind_start (&fixture->logind);
  fixture->guard = yqq_session_guard_new ();
  yqq_session_guard_listen (fixture->guard, fixture->logind.client, fixture->logind.client);
  g_signal_connect (fixture->guard, "left", G_CALLBACK (on_left), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gpointer guard = fixture->guard;
  g_object_add_weak_pointer (guard, &guard);
  g_object_unref (fixture->guard);
  while (guard) /* a question to logind may still hold it */
    g_main_context_iteration (NULL, TRUE);
  fake_logind_stop (&fixture->logind);
  g_free (fixture->left);
}

static void
await_left (Fixture *fixture, const char *reason)
{
  while (!fixture->left)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (fixture->left, ==, reason);
}

static void
await_delay (Fixture *fixture, gboolean delayed)
{
  while (fake_logind_is_delayed (&fixture->logind) != delayed)
    g_main_context_iteration (NULL, FALSE);
}

/* What was sent before has been delivered once another message has gone round. */
static void
let_signals_arrive (Fixture *fixture)
{
  g_autoptr (GVariant) answer = g_dbus_connection_call_sync (
      fixture->logind.client, "org.freedesktop.login1", "/org/freedesktop/login1",
      "org.freedesktop.DBus.Peer", "Ping", NULL, NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
a_locked_session_is_told (Fixture *fixture, gconstpointer data)
{
  yqq_session_guard_watch (fixture->guard, LONG_MS);
  await_delay (fixture, TRUE);
  fake_logind_lock (&fixture->logind);
  await_left (fixture, "locked");
}

static void
a_desktops_screen_saver_is_told (Fixture *fixture, gconstpointer data)
{
  yqq_session_guard_watch (fixture->guard, LONG_MS);
  await_delay (fixture, TRUE);
  fake_logind_save_screen (&fixture->logind, data, FALSE);
  let_signals_arrive (fixture);
  g_assert_null (fixture->left);
  fake_logind_save_screen (&fixture->logind, data, TRUE);
  await_left (fixture, "locked");
}

static void
sleep_waits_until_it_is_let (Fixture *fixture, gconstpointer data)
{
  yqq_session_guard_watch (fixture->guard, LONG_MS);
  await_delay (fixture, TRUE);
  fake_logind_prepare_for_sleep (&fixture->logind, TRUE);
  await_left (fixture, "suspended");
  g_assert_true (fake_logind_is_delayed (&fixture->logind));
  yqq_session_guard_let_sleep (fixture->guard);
  await_delay (fixture, FALSE);
}

static void
waking_up_is_not_leaving (Fixture *fixture, gconstpointer data)
{
  yqq_session_guard_watch (fixture->guard, LONG_MS);
  await_delay (fixture, TRUE);
  fake_logind_prepare_for_sleep (&fixture->logind, FALSE);
  let_signals_arrive (fixture);
  g_assert_null (fixture->left);
}

static void
a_guard_at_rest_holds_back_no_sleep_and_tells_nothing (Fixture *fixture, gconstpointer data)
{
  yqq_session_guard_watch (fixture->guard, LONG_MS);
  await_delay (fixture, TRUE);
  yqq_session_guard_rest (fixture->guard);
  await_delay (fixture, FALSE);
  fake_logind_lock (&fixture->logind);
  let_signals_arrive (fixture);
  g_assert_null (fixture->left);
}

/* The delay comes when nobody needs it any more. */
static void
a_delay_that_comes_too_late_is_given_back (Fixture *fixture, gconstpointer data)
{
  yqq_session_guard_watch (fixture->guard, LONG_MS);
  yqq_session_guard_rest (fixture->guard);
  while (fixture->logind.delay < 0)
    g_main_context_iteration (NULL, TRUE);
  await_delay (fixture, FALSE);
}

static void
nothing_done_for_long_is_told_once (Fixture *fixture, gconstpointer data)
{
  yqq_session_guard_watch (fixture->guard, 20);
  await_left (fixture, "idle");
  let_signals_arrive (fixture);
  g_assert_cmpuint (fixture->count, ==, 1);
}

static void
watching_anew_gives_another_time (Fixture *fixture, gconstpointer data)
{
  yqq_session_guard_watch (fixture->guard, 1);
  yqq_session_guard_watch (fixture->guard, LONG_MS);
  yqq_session_guard_touch (fixture->guard);
  let_signals_arrive (fixture);
  g_assert_null (fixture->left);
}

static void
without_buses_idleness_is_noticed_all_the_same (Fixture *fixture, gconstpointer data)
{
  g_autoptr (YqqSessionGuard) alone = yqq_session_guard_new ();
  g_signal_connect (alone, "left", G_CALLBACK (on_left), fixture);
  yqq_session_guard_watch (alone, 1);
  await_left (fixture, "idle");
}

static void
buses_that_come_late_are_listened_to_and_sleep_waits_all_the_same (Fixture *fixture,
                                                                   gconstpointer data)
{
  g_autoptr (YqqSessionGuard) late = yqq_session_guard_new ();
  g_signal_connect (late, "left", G_CALLBACK (on_left), fixture);
  yqq_session_guard_watch (late, LONG_MS);
  yqq_session_guard_listen (late, fixture->logind.client, fixture->logind.client);
  await_delay (fixture, TRUE);
  fake_logind_lock (&fixture->logind);
  await_left (fixture, "locked");
  yqq_session_guard_rest (late);
  await_delay (fixture, FALSE);
}

#define ADD(name) g_test_add ("/app/session-guard/" #name, Fixture, NULL, set_up, name, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD (a_locked_session_is_told);
  g_test_add ("/app/session-guard/gnome/a_desktops_screen_saver_is_told", Fixture,
              "org.gnome.ScreenSaver", set_up, a_desktops_screen_saver_is_told, tear_down);
  g_test_add ("/app/session-guard/others/a_desktops_screen_saver_is_told", Fixture,
              "org.freedesktop.ScreenSaver", set_up, a_desktops_screen_saver_is_told, tear_down);
  ADD (sleep_waits_until_it_is_let);
  ADD (waking_up_is_not_leaving);
  ADD (a_guard_at_rest_holds_back_no_sleep_and_tells_nothing);
  ADD (a_delay_that_comes_too_late_is_given_back);
  ADD (nothing_done_for_long_is_told_once);
  ADD (watching_anew_gives_another_time);
  ADD (buses_that_come_late_are_listened_to_and_sleep_waits_all_the_same);
  ADD (without_buses_idleness_is_noticed_all_the_same);
  return g_test_run ();
}
