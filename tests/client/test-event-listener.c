/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/event-listener.h"

#include "client/client-error.h"
#include "protocol/problem.h"
#include "script-server.h"

#define PEER(seq)                                                                                  \
  "id: " #seq "\nevent: peer\ndata: {\"seq\":" #seq ",\"type\":\"peer\","                          \
  "\"at\":\"2026-11-22T08:00:00.000Z\",\"present\":true}\n\n"

typedef struct {
  ScriptServer *server;
  YqqAuthorityConnection *connection;
  YqqKey *key;
  YqqEventListener *listener;
  GString *heard; /* the seq of each event */
  GError *failure;
} Fixture;

static void
on_event (YqqEventListener *listener, YqqSessionEvent *event, Fixture *f)
{
  g_string_append_printf (f->heard, "%s%d", f->heard->len > 0 ? " " : "", (int)event->seq);
}

static void
on_failed (YqqEventListener *listener, GError *error, Fixture *f)
{
  g_assert_null (f->failure);
  f->failure = g_error_copy (error);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->server = script_server_new ();
  f->connection = yqq_authority_connection_new (script_server_get_address (f->server), NULL);
  f->key = yqq_key_generate (YQQ_ALGORITHM_P256_SHA256);
  yqq_authority_connection_set_device_key (f->connection, f->key);
  f->listener = yqq_event_listener_new (f->connection, "/v1/sessions/S/events");
  f->heard = g_string_new (NULL);
  g_signal_connect (f->listener, "event", G_CALLBACK (on_event), f);
  g_signal_connect (f->listener, "failed", G_CALLBACK (on_failed), f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  yqq_event_listener_stop (f->listener);
  g_clear_object (&f->listener);
  g_clear_object (&f->connection);
  script_server_free (f->server);
  yqq_key_unref (f->key);
  g_string_free (f->heard, TRUE);
  g_clear_error (&f->failure);
}

static void
hear (Fixture *f, const char *expected)
{
  gint64 end = g_get_monotonic_time () + 5 * G_TIME_SPAN_SECOND;
  while (!g_str_equal (f->heard->str, expected) && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpstr (f->heard->str, ==, expected);
}

static void
fail (Fixture *f)
{
  gint64 end = g_get_monotonic_time () + 5 * G_TIME_SPAN_SECOND;
  while (f->failure == NULL && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
  g_assert_nonnull (f->failure);
  g_assert_false (yqq_event_listener_get_connected (f->listener));
}

static void
events_are_heard_in_order (Fixture *f, gconstpointer data)
{
  script_server_add_stream (f->server, PEER (1) ": still here\n\n" PEER (2) PEER (5), SCRIPT_HOLD);
  yqq_event_listener_start (f->listener);
  hear (f, "1 2 5");
  g_assert_true (yqq_event_listener_get_connected (f->listener));
  g_autofree char *id = script_server_dup_header (f->server, 0, "Last-Event-ID");
  g_assert_null (id);
}

static void
after_a_loss_it_goes_on_where_it_was_and_hears_nothing_twice (Fixture *f, gconstpointer data)
{
  script_server_add_stream (f->server, PEER (1) PEER (2) "id: 3\nevent: pe", SCRIPT_CLOSE);
  script_server_add_stream (f->server, PEER (2) PEER (3), SCRIPT_HOLD);
  yqq_event_listener_start (f->listener);
  hear (f, "1 2 3");
  g_autofree char *id = script_server_dup_header (f->server, 1, "Last-Event-ID");
  g_assert_cmpstr (id, ==, "2");
}

static void
silence_is_taken_for_a_loss (Fixture *f, gconstpointer data)
{
  script_server_add_stream (f->server, PEER (1), SCRIPT_HOLD);
  script_server_add_stream (f->server, PEER (2), SCRIPT_HOLD);
  /* Long enough that a busy machine is not taken for silence, too. */
  yqq_event_listener_set_limits (f->listener, 2000, 60000);
  yqq_event_listener_start (f->listener);
  hear (f, "1 2");
}

static void
an_authority_in_trouble_is_asked_again (Fixture *f, gconstpointer data)
{
  script_server_add_answer (f->server, "500 Internal Server Error", "application/problem+json",
                            "{\"type\":\"urn:yqq:problem:internal\"}");
  script_server_add_answer (f->server, "502 Bad Gateway", "text/html", "<h1>502</h1>");
  script_server_add_stream (f->server, PEER (1), SCRIPT_HOLD);
  yqq_event_listener_start (f->listener);
  hear (f, "1");
  g_assert_null (f->failure);
}

static void
a_closed_session_is_final (Fixture *f, gconstpointer data)
{
  script_server_add_answer (f->server, "410 Gone", "application/problem+json",
                            "{\"type\":\"urn:yqq:problem:session-closed\",\"state\":\"closed\","
                            "\"reason\":\"authority-restarted\"}");
  yqq_event_listener_start (f->listener);
  fail (f);
  g_assert_error (f->failure, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_SESSION_CLOSED);
  g_assert_cmpstr (yqq_problem_error_get (f->failure)->reason, ==, "authority-restarted");
}

static void
what_no_authority_of_ours_sends_is_final (Fixture *f, gconstpointer data)
{
  script_server_add_stream (f->server, PEER (1) "id: 2\nevent: peer\ndata: {\"seq\":2}\n\n",
                            SCRIPT_HOLD);
  yqq_event_listener_start (f->listener);
  fail (f);
  g_assert_cmpstr (f->heard->str, ==, "1");
  g_assert_error (f->failure, YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_BAD_ANSWER);
}

static void
an_endless_event_is_final (Fixture *f, gconstpointer data)
{
  g_autofree char *letters = g_strnfill (100000, 'x');
  g_autofree char *event = g_strconcat ("data: ", letters, NULL);
  script_server_add_stream (f->server, event, SCRIPT_HOLD);
  yqq_event_listener_start (f->listener);
  fail (f);
  g_assert_error (f->failure, YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_BAD_ANSWER);
}

static void
it_gives_up_when_nobody_can_be_reached_any_more (Fixture *f, gconstpointer data)
{
  script_server_add_stream (f->server, PEER (1), SCRIPT_CLOSE);
  yqq_event_listener_set_limits (f->listener, 10000, 500);
  yqq_event_listener_start (f->listener);
  fail (f);
  g_assert_cmpstr (f->heard->str, ==, "1");
  g_assert_error (f->failure, YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_OFFLINE);
}

static void
stop_at_first (YqqEventListener *listener, YqqSessionEvent *event, gpointer data)
{
  yqq_event_listener_stop (listener);
}

static void
nothing_is_heard_after_stop (Fixture *f, gconstpointer data)
{
  g_signal_connect (f->listener, "event", G_CALLBACK (stop_at_first), NULL);
  script_server_add_stream (f->server, PEER (1) PEER (2), SCRIPT_HOLD);
  yqq_event_listener_start (f->listener);
  hear (f, "1");
  gint64 end = g_get_monotonic_time () + G_TIME_SPAN_SECOND / 5;
  while (g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpstr (f->heard->str, ==, "1");
  g_assert_null (f->failure);
}

#define ADD(name)                                                                                  \
  g_test_add ("/client/event-listener/" #name, Fixture, NULL, set_up, name, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD (events_are_heard_in_order);
  ADD (after_a_loss_it_goes_on_where_it_was_and_hears_nothing_twice);
  ADD (silence_is_taken_for_a_loss);
  ADD (an_authority_in_trouble_is_asked_again);
  ADD (a_closed_session_is_final);
  ADD (what_no_authority_of_ours_sends_is_final);
  ADD (an_endless_event_is_final);
  ADD (it_gives_up_when_nobody_can_be_reached_any_more);
  ADD (nothing_is_heard_after_stop);
  return g_test_run ();
}
