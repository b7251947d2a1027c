/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every message of both sides in every state, each with the answer that the interface promises. */
#include "relay-fixture.h"

typedef enum {
  CREATED,
  SCANNED,
  CONFIRMED,
  CONNECTED,
  SIGNING,
  SUSPENDED,
  CLOSED,
  EXPIRED,
  REJECTED,
} Stage;
#define N_STAGES 9

typedef void (*Say) (RelayFixture *self);

/* What the message is answered in each stage, in the order above: "-" is 200, others are the code.
 * Written from data/authority-api.md. */
typedef struct {
  const char *name;
  Say say;
  const char *answers[N_STAGES];
} Line;

#define GOOD "-"
#define CONFLICT "state-conflict"
#define ENDED "session-closed"
#define NOBODY "not-found"

static void
say_request (RelayFixture *self)
{
  relay_fixture_bind (self);
}

static void
say_check_code (RelayFixture *self)
{
  relay_fixture_send (self, FALSE, "{\"type\":\"check-code\",\"code\":\"000\"}");
}

static void
say_sign (RelayFixture *self)
{
  relay_fixture_sign (self, "r2", "b", 9);
}

static void
say_close (RelayFixture *self)
{
  relay_fixture_send (self, FALSE, "{\"type\":\"close\"}");
}

static void
say_confirm (RelayFixture *self)
{
  relay_fixture_confirm (self);
}

static void
say_reject (RelayFixture *self)
{
  relay_fixture_send (self, TRUE, "{\"type\":\"reject\"}");
}

static void
say_signed (RelayFixture *self)
{
  relay_fixture_deliver (self, "r1", "a", 7);
}

static void
say_refuse (RelayFixture *self)
{
  relay_fixture_send (self, TRUE,
                      "{\"type\":\"refuse\",\"request_id\":\"r1\",\"reason\":\"user\"}");
}

static void
say_disconnect (RelayFixture *self)
{
  relay_fixture_send (self, TRUE, "{\"type\":\"disconnect\",\"reason\":\"user\"}");
}

/* In the stages here the session request is bound and the code came by camera. */
static const Line lines[] = {
    {"request",
     say_request,
     {CONFLICT, CONFLICT, CONFLICT, CONFLICT, CONFLICT, CONFLICT, ENDED, ENDED, ENDED}},
    {"check-code",
     say_check_code,
     {CONFLICT, GOOD, CONFLICT, CONFLICT, CONFLICT, CONFLICT, ENDED, ENDED, ENDED}},
    {"sign", say_sign, {CONFLICT, CONFLICT, CONFLICT, GOOD, GOOD, CONFLICT, ENDED, ENDED, ENDED}},
    {"close", say_close, {GOOD, GOOD, GOOD, GOOD, GOOD, GOOD, ENDED, ENDED, ENDED}},
    {"confirm",
     say_confirm,
     {NOBODY, GOOD, CONFLICT, CONFLICT, CONFLICT, CONFLICT, ENDED, NOBODY, ENDED}},
    {"reject",
     say_reject,
     {NOBODY, GOOD, GOOD, CONFLICT, CONFLICT, CONFLICT, ENDED, NOBODY, ENDED}},
    {"signed",
     say_signed,
     {NOBODY, CONFLICT, CONFLICT, CONFLICT, GOOD, CONFLICT, ENDED, NOBODY, ENDED}},
    {"refuse",
     say_refuse,
     {NOBODY, CONFLICT, CONFLICT, CONFLICT, GOOD, CONFLICT, ENDED, NOBODY, ENDED}},
    {"disconnect", say_disconnect, {NOBODY, GOOD, GOOD, GOOD, GOOD, GOOD, ENDED, NOBODY, ENDED}},
};

static const char *const stage_names[N_STAGES] = {
    "created",   "scanned", "confirmed", "connected", "signing",
    "suspended", "closed",  "expired",   "rejected",
};

/* As far as scanned, with the session request bound. */
static void
scan (RelayFixture *self, YqqQrPayload *code)
{
  relay_fixture_claim (self, code, DEVICE, YQQ_CLAIM_VIA_CAMERA);
  assert_answered (self, 200);
  relay_fixture_bind (self);
  assert_answered (self, 200);
}

static void
go_beyond_connected (RelayFixture *self, Stage stage)
{
  if (stage == SIGNING || stage == SUSPENDED)
    relay_fixture_sign (self, "r1", "a", 7);
  if (stage == SUSPENDED) {
    relay_fixture_leave (self, TRUE);
    relay_fixture_pass (self, YQQ_SESSION_ABSENT_MS + 250);
  }
  if (stage == CLOSED)
    say_close (self);
}

/* code receives the one that the session was claimed with, or could be. */
static RelayFixture *
reach (Stage stage, YqqQrPayload **code)
{
  RelayFixture *self = relay_fixture_new ();
  gboolean beyond = stage >= CONNECTED && stage <= CLOSED;
  relay_fixture_open (self);
  *code = relay_fixture_read_code (self);
  if (stage == EXPIRED)
    relay_fixture_pass (self, YQQ_SESSION_CREATED_MS + 250);
  else if (stage != CREATED)
    scan (self, *code);
  if (stage == REJECTED)
    say_reject (self);
  if (beyond || stage == CONFIRMED) /* without a stream of the relying party it stays confirmed */
    relay_fixture_confirm (self);
  if (beyond) {
    relay_fixture_listen (self, FALSE, 0);
    relay_fixture_listen (self, TRUE, 0);
    go_beyond_connected (self, stage);
  }
  assert_state (self, stage_names[stage]);
  return self;
}

static void
check (const Line *line, Stage stage)
{
  g_autoptr (YqqQrPayload) code = NULL;
  g_autoptr (RelayFixture) self = reach (stage, &code);
  guint replies = self->replies;
  line->say (self);
  const char *got = self->status == 200 ? GOOD : yqq_problem_code_to_nick (self->problem);
  if (g_strcmp0 (got, line->answers[stage]) != 0)
    g_error ("%s in %s is answered %s instead of %s", line->name, stage_names[stage], got,
             line->answers[stage]);
  g_assert_cmpuint (self->replies, ==, replies + 1);
  if (self->status != 200)
    assert_state (self, stage_names[stage]);
}

static void
every_message_in_every_state_is_answered_as_promised (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    for (guint stage = 0; stage < N_STAGES; stage++)
      check (&lines[i], stage);
}

static void
a_claim_in_every_state_is_answered_as_promised (void)
{
  static const char *const answers[N_STAGES] = {
      GOOD,        "code-used", "code-used",    "code-used", "code-used",
      "code-used", "code-used", "code-expired", "code-used",
  };
  for (guint stage = 0; stage < N_STAGES; stage++) {
    g_autoptr (YqqQrPayload) code = NULL;
    g_autoptr (RelayFixture) self = reach (stage, &code);
    relay_fixture_claim (self, code, "device-2", YQQ_CLAIM_VIA_CAMERA);
    const char *got = self->status == 200 ? GOOD : yqq_problem_code_to_nick (self->problem);
    g_assert_cmpstr (got, ==, answers[stage]);
    if (stage != CREATED)
      assert_state (self, stage_names[stage]);
  }
}

static void
a_forged_claim_learns_nothing_of_the_state (void)
{
  for (guint stage = 0; stage < N_STAGES; stage++) {
    g_autoptr (YqqQrPayload) code = NULL;
    g_autoptr (RelayFixture) self = reach (stage, &code);
    code->mac[7] ^= 0x80;
    relay_fixture_claim (self, code, "device-2", YQQ_CLAIM_VIA_CAMERA);
    assert_problem (self, YQQ_PROBLEM_CODE_FORGED);
    assert_state (self, stage_names[stage]);
  }
}

static void
both_sides_hear_each_change_of_state (void)
{
  g_autoptr (RelayFixture) self = relay_fixture_new ();
  relay_fixture_connect (self);
  relay_fixture_sign (self, "r1", "a", 7);
  say_refuse (self);
  say_disconnect (self);
  static const char *const heard[] = {"\"state\":\"scanned\"", "\"state\":\"confirmed\"",
                                      "\"state\":\"connected\"", "\"state\":\"signing\"",
                                      "\"state\":\"closed\""};
  for (guint side = 0; side < 2; side++)
    for (guint i = 0; i < G_N_ELEMENTS (heard); i++)
      if (!relay_fixture_heard (self, side, heard[i]))
        g_error ("side %u has not heard %s", side, heard[i]);
}

static void
each_end_has_its_reason (void)
{
  static const struct {
    Stage from;
    gboolean device;
    const char *frame;
    const char *reason;
  } ends[] = {
      {CONNECTED, FALSE, "{\"type\":\"close\",\"reason\":\"done\"}", "done"},
      {CONNECTED, FALSE, "{\"type\":\"close\",\"reason\":\"user\"}", "pc"},
      {CONNECTED, FALSE, "{\"type\":\"close\"}", "pc"},
      {CONNECTED, TRUE, "{\"type\":\"disconnect\",\"reason\":\"user\"}", "user"},
      {CONNECTED, TRUE, "{\"type\":\"disconnect\",\"reason\":\"idle\"}", "idle"},
      {CONNECTED, TRUE, "{\"type\":\"disconnect\",\"reason\":\"locked\"}", "locked"},
      {CONNECTED, TRUE, "{\"type\":\"disconnect\",\"reason\":\"suspended\"}", "suspended"},
      {SIGNING, TRUE, "{\"type\":\"disconnect\",\"reason\":\"exit\"}", "exit"},
      {SCANNED, TRUE, "{\"type\":\"reject\"}", "user"},
  };
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++) {
    g_autoptr (YqqQrPayload) code = NULL;
    g_autoptr (RelayFixture) self = reach (ends[i].from, &code);
    relay_fixture_send (self, ends[i].device, ends[i].frame);
    assert_answered (self, 200);
    YqqRelayCaller party = {self->token, NULL, NULL};
    g_autoptr (JsonObject) view =
        yqq_relay_get_session (self->relay, self->session_id, &party, NULL);
    g_assert_cmpstr (json_object_get_string_member (view, "reason"), ==, ends[i].reason);
  }
}

static void
what_is_not_a_frame_is_malformed_and_changes_nothing (void)
{
  static const char *const frames[] = {
      "{}",
      "{\"seq\":1}",
      "{\"type\":\"dance\"}",
      "{\"seq\":0,\"type\":\"close\"}",
      "{\"type\":\"sign\"}",
      "{\"type\":\"check-code\",\"code\":\"1234\"}",
  };
  g_autoptr (YqqQrPayload) code = NULL;
  g_autoptr (RelayFixture) self = reach (CONNECTED, &code);
  for (guint i = 0; i < G_N_ELEMENTS (frames); i++)
    for (guint side = 0; side < 2; side++) {
      relay_fixture_send (self, side, frames[i]);
      assert_problem (self, YQQ_PROBLEM_MALFORMED);
    }
  assert_state (self, "connected");
}

#define ADD(test) g_test_add_func ("/authority/relay/states/" #test, test)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD (every_message_in_every_state_is_answered_as_promised);
  ADD (a_claim_in_every_state_is_answered_as_promised);
  ADD (a_forged_claim_learns_nothing_of_the_state);
  ADD (both_sides_hear_each_change_of_state);
  ADD (each_end_has_its_reason);
  ADD (what_is_not_a_frame_is_malformed_and_changes_nothing);
  return g_test_run ();
}
