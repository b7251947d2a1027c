/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What sessions weigh in the relay; what the http server needs for their connections comes on top.
 */
#include <malloc.h>

#include "relay-fixture.h"

#define N_SESSIONS 1000
/* 9,000 sessions with two streams each are to fit 150 MB, half of which is the connections'. */
#define MAX_BYTES_EACH (8 * 1024)

static void
on_event (gpointer target, GBytes *event)
{
}

static void
on_close (gpointer target)
{
}

/* Both sides hear it, the fixture forgets it. */
static void
connect_and_leave_alone (RelayFixture *self)
{
  static const YqqRelaySink sink = {on_event, on_close};
  relay_fixture_open (self);
  assert_answered (self, 201);
  YqqRelayCaller party = {self->token, NULL, NULL}, device = {NULL, DEVICE, PERSON};
  g_autoptr (YqqQrPayload) code = relay_fixture_read_code (self);
  yqq_relay_open_stream (self->relay, self->session_id, &party, 0, &sink, NULL);
  relay_fixture_claim (self, code, DEVICE, YQQ_CLAIM_VIA_CAMERA);
  yqq_relay_open_stream (self->relay, self->session_id, &device, 0, &sink, NULL);
  self->party_seq = self->device_seq = 0;
  relay_fixture_bind (self);
  relay_fixture_confirm (self);
  assert_state (self, "connected");
}

static void
a_thousand_idle_sessions_are_light (void)
{
  g_autoptr (RelayFixture) self = relay_fixture_new ();
  connect_and_leave_alone (self); /* what is made once only */
  gsize before = mallinfo2 ().uordblks;
  for (guint i = 0; i < N_SESSIONS; i++) {
    connect_and_leave_alone (self);
    relay_fixture_pass (self, 100);
  }
  relay_fixture_pass (self, YQQ_SESSION_EVENT_KEEP_MS + YQQ_RELAY_TICK_MS);
  assert_state (self, "connected");
  gsize each = (mallinfo2 ().uordblks - before) / N_SESSIONS;
  g_test_message ("%" G_GSIZE_FORMAT " bytes a session", each);
  g_assert_cmpuint (yqq_relay_get_n_sessions (self->relay), ==, N_SESSIONS + 1);
#ifndef __SANITIZE_ADDRESS__ /* whose allocator does not say what it has given */
  g_assert_cmpuint (before, >, 0);
  g_assert_cmpuint (each, <, MAX_BYTES_EACH);
#endif
}

static void
ended_sessions_are_forgotten (void)
{
  g_autoptr (RelayFixture) self = relay_fixture_new ();
  for (guint i = 0; i < 20; i++) {
    connect_and_leave_alone (self);
    relay_fixture_send (self, FALSE, "{\"type\":\"close\"}");
    relay_fixture_pass (self, 250);
  }
  relay_fixture_pass (self, YQQ_RELAY_KEEP_ENDED_MS + 20000);
  g_assert_cmpuint (yqq_relay_get_n_sessions (self->relay), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/authority/relay/memory/a_thousand_idle_sessions_are_light",
                   a_thousand_idle_sessions_are_light);
  g_test_add_func ("/authority/relay/memory/ended_sessions_are_forgotten",
                   ended_sessions_are_forgotten);
  return g_test_run ();
}
