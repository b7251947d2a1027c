/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several administrators, many clients, two processes on the same data: never one too many. */
#include <string.h>

#include "act-support.h"
#include "protocol/enterprise-overview.h"
#include "protocol/qr-payload.h"

#define CREDIT_CODE "91440101MA5ACTQ13R"
#define QUOTA 100
#define CLIENTS 64
#define ATTEMPTS 10000
#define MAX_PROCESSES 2

/* Two administrators, at each process on a device of their own. */
typedef struct {
  TestAuthority *processes[MAX_PROCESSES];
  guint n_processes;
  TestActor *actors[2 * MAX_PROCESSES];
  guint n_actors;
  gint next;
  gint done;
  gint exhausted;
} Crowd;

static const struct {
  const char *name, *id_number;
} administrators[] = {{"甲管理员", "440100190909090093"}, {"乙管理员", "440100190909090106"}};

static GMutex pin;

static void
run_staff (Crowd *self)
{
  const char *data = self->processes[0]->data;
  int added = test_run_program (NULL, NULL, "enterprise", "add", "--data", data, "--name",
                                "额度企业", "--credit-code", CREDIT_CODE, "--legal-representative",
                                "法人", "--administrator", administrators[0].name,
                                "--administrator-id", administrators[0].id_number, "--phone",
                                "19900000091", "--quota", G_STRINGIFY (QUOTA), NULL);
  g_assert_cmpint (added, ==, 0);
  int second = test_run_program (NULL, NULL, "administrator", "add", "--data", data, "--enterprise",
                                 CREDIT_CODE, "--name", administrators[1].name, "--id",
                                 administrators[1].id_number, "--phone", "19900000092", NULL);
  g_assert_cmpint (second, ==, 0);
}

static void
crowd_init (Crowd *self, guint n_processes)
{
  memset (self, 0, sizeof *self);
  self->n_processes = n_processes;
  for (guint i = 0; i < n_processes; i++)
    self->processes[i] = test_authority_new_shared (i > 0 ? self->processes[0] : NULL);
  run_staff (self);
  for (guint i = 0; i < n_processes; i++)
    for (guint a = 0; a < G_N_ELEMENTS (administrators); a++)
      self->actors[self->n_actors++] = test_actor_new_by_document (
          self->processes[i], administrators[a].name, administrators[a].id_number);
}

static void
crowd_clear (Crowd *self)
{
  for (guint i = 0; i < self->n_actors; i++)
    test_actor_free (self->actors[i]);
  for (guint i = self->n_processes; i > 0; i--)
    test_authority_free (self->processes[i - 1]);
}

/* Sends the very same act until there is an answer to it: the PIN may have to be entered, and the
 * database may be the other process's for too long. */
static YqqActResult *
insist (TestActor *actor, const YqqEnterpriseAct *act)
{
  g_autofree char *jws = test_actor_sign (actor, act);
  for (guint tries = 0; tries < 100; tries++) {
    g_autoptr (TestAnswer) answer = test_actor_send (actor, jws);
    if (answer->status == 200)
      return yqq_act_result_from_json (answer->json, NULL);
    if (answer->status == 403) {
      test_assert_problem (answer, "pin-required");
      g_mutex_lock (&pin); /* a device has only so many challenges at once */
      test_actor_confirm (actor, act);
      g_mutex_unlock (&pin);
    } else
      test_assert_problem (answer, "internal");
  }
  g_error ("the act was never taken");
}

static void
attempt (Crowd *self, TestActor *actor, guint number)
{
  g_autoptr (YqqEnterpriseAct) act = test_act_new (actor, YQQ_ACT_GRANT_ADD, TRUE);
  test_act_add_draft (act, test_draft_new (number));
  g_autoptr (YqqActResult) result = insist (actor, act);
  g_assert_nonnull (result);
  const YqqActLine *line = test_result_get_line (result, 0);
  if (result->done)
    g_atomic_int_inc (&self->done);
  else if (line->problem == YQQ_PROBLEM_QUOTA_EXHAUSTED)
    g_atomic_int_inc (&self->exhausted);
}

static gpointer
attempt_until_the_end (gpointer data)
{
  Crowd *self = data;
  for (;;) {
    guint number = (guint)g_atomic_int_add (&self->next, 1);
    if (number >= ATTEMPTS)
      return NULL;
    attempt (self, self->actors[number % self->n_actors], number);
  }
}

static void
check_quota (TestActor *actor)
{
  g_autoptr (TestAnswer) answer = test_actor_ask (actor, "GET", "", NULL);
  g_autoptr (YqqEnterpriseOverview) overview =
      yqq_enterprise_overview_from_json (answer->json, NULL);
  g_assert_nonnull (overview);
  g_assert_cmpint (overview->quota.in_use, ==, QUOTA);
  g_assert_cmpint (yqq_quota_get_left (&overview->quota), ==, 0);
  g_assert_cmpuint (overview->administrators->len, ==, 2);
}

static void
give_away_the_quota (guint n_processes)
{
  Crowd crowd;
  GThread *clients[CLIENTS];
  crowd_init (&crowd, n_processes);
  gint64 begin = g_get_monotonic_time ();
  for (guint i = 0; i < CLIENTS; i++)
    clients[i] = g_thread_new ("client", attempt_until_the_end, &crowd);
  for (guint i = 0; i < CLIENTS; i++)
    g_thread_join (clients[i]);
  g_test_message ("%d attempts in %.1f s, %d done", ATTEMPTS,
                  (double)(g_get_monotonic_time () - begin) / G_USEC_PER_SEC, crowd.done);
  g_assert_cmpint (crowd.done, ==, QUOTA);
  g_assert_cmpint (crowd.exhausted, ==, ATTEMPTS - QUOTA);
  check_quota (crowd.actors[0]);
  check_quota (crowd.actors[crowd.n_actors - 1]);
  crowd_clear (&crowd);
}

static void
a_quota_of_100_gives_exactly_100_to_64_clients (void)
{
  give_away_the_quota (1);
}

static void
a_quota_of_100_gives_exactly_100_at_two_processes (void)
{
  give_away_the_quota (2);
}

/* Sessions */

typedef struct {
  char *path; /* of its events */
  TestDevice *device;
} Scan;

/* The employee has scanned what the page of that process shows. */
static void
scan_init (Scan *self, TestAuthority *authority, TestDevice *device)
{
  g_autoptr (TestAnswer) made = test_request (authority, "POST", "/pc/sessions", NULL,
                                              "{\"purpose\":\"签署\",\"documents\":[]}");
  g_assert_cmpuint (made->status, ==, 201);
  g_autofree char *header = g_strdup_printf ("Authorization: Bearer %s\r\n",
                                             test_answer_get_text (made, "session_token"));
  const char *id = test_answer_get_text (made, "session_id");
  g_autofree char *code_path = g_strdup_printf ("/v1/sessions/%s/code", id);
  g_autoptr (TestAnswer) code = test_request (authority, "GET", code_path, header, NULL);
  g_autoptr (YqqQrPayload) payload =
      yqq_qr_payload_parse (test_answer_get_text (code, "text"), NULL);
  g_assert_nonnull (payload);
  g_autofree char *mac = g_base64_encode (payload->mac, YQQ_QR_MAC_SIZE);
  g_autofree char *body = g_strdup_printf (
      "{\"step\":%u,\"mac\":\"%s\",\"nonce\":\"AAECAwQFBgcICQoLDA0ODw==\",\"via\":\"camera\"}",
      payload->step, mac);
  g_autofree char *claim = g_strdup_printf ("/v1/sessions/%s/claim", id);
  g_autoptr (TestAnswer) claimed = test_device_request (device, authority, "POST", claim, body);
  g_assert_cmpuint (claimed->status, ==, 200);
  self->device = device;
  self->path = g_strdup_printf ("/v1/sessions/%s", id);
}

/* What the device is told about how it ended; waits for it. */
static void
scan_assert_closed (Scan *self, TestAuthority *authority, const char *reason)
{
  gint64 after = 0;
  for (guint polls = 0; polls < 10; polls++) {
    g_autofree char *path =
        g_strdup_printf ("%s/events?after=%" G_GINT64_FORMAT "&wait=5", self->path, after);
    g_autoptr (TestAnswer) answer =
        test_device_request (self->device, authority, "GET", path, NULL);
    g_assert_cmpuint (answer->status, ==, 200);
    JsonArray *events = json_object_get_array_member (answer->json, "events");
    for (guint i = 0; i < json_array_get_length (events); i++) {
      JsonObject *event = json_array_get_object_element (events, i);
      after = json_object_get_int_member (event, "seq");
      if (g_strcmp0 (json_object_get_string_member_with_default (event, "state", NULL), "closed") ==
          0) {
        g_assert_cmpstr (json_object_get_string_member (event, "reason"), ==, reason);
        return;
      }
    }
  }
  g_error ("the session was not closed");
}

static const char *
get_state (Scan *self, TestAuthority *authority, char **state)
{
  g_autoptr (TestAnswer) answer =
      test_device_request (self->device, authority, "GET", self->path, NULL);
  g_assert_cmpuint (answer->status, ==, 200);
  return *state = g_strdup (test_answer_get_text (answer, "state"));
}

/* An employee with a grant and a device. */
static TestDevice *
add_employee (TestActor *actor, guint number, char **grant)
{
  g_autoptr (YqqEnterpriseAct) act = test_act_new (actor, YQQ_ACT_GRANT_ADD, TRUE);
  test_act_add_draft (act, test_draft_new (number));
  g_autoptr (YqqActResult) result = test_actor_perform (actor, act);
  g_assert_true (result->done);
  *grant = g_strdup (test_result_get_line (result, 0)->grant);
  g_autofree char *name = test_draft_name (number);
  g_autofree char *id_number = test_draft_id_number (number);
  return test_log_in_by_document (actor->authority, name, id_number);
}

static void
change (TestActor *actor, YqqActKind kind, const char *grant)
{
  g_autoptr (YqqEnterpriseAct) act = test_act_new (actor, kind, TRUE);
  test_act_add_item (act, grant, NULL);
  g_autoptr (YqqActResult) result = test_actor_perform (actor, act);
  g_assert_true (result->done);
}

static void
suspending_and_cancelling_close_sessions_at_every_process (void)
{
  static const YqqActKind kinds[] = {YQQ_ACT_GRANT_MODIFY, YQQ_ACT_GRANT_CANCEL};
  Crowd crowd;
  crowd_init (&crowd, 2);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autofree char *grant = NULL;
    g_autofree char *other_grant = NULL;
    g_autofree char *state = NULL;
    Scan here, there, others;
    g_autoptr (TestDevice) device = add_employee (crowd.actors[0], 2 * i, &grant);
    g_autoptr (TestDevice) other = add_employee (crowd.actors[0], 2 * i + 1, &other_grant);
    scan_init (&here, crowd.processes[0], device);
    scan_init (&there, crowd.processes[1], device);
    scan_init (&others, crowd.processes[1], other);
    gint64 begin = g_get_monotonic_time ();
    change (crowd.actors[0], kinds[i], grant);
    scan_assert_closed (&here, crowd.processes[0], "grant-changed");
    scan_assert_closed (&there, crowd.processes[1], "grant-changed");
    g_test_message ("closed at both after %d ms", (int)((g_get_monotonic_time () - begin) / 1000));
    g_assert_cmpstr (get_state (&others, crowd.processes[1], &state), ==, "scanned");
    g_free (here.path);
    g_free (there.path);
    g_free (others.path);
  }
  crowd_clear (&crowd);
}

static void
install (TestDevice *device, TestAuthority *authority, const char *grant)
{
  g_autoptr (YqqKey) key = yqq_key_generate (YQQ_ALGORITHM_P256_SHA256);
  g_autoptr (TestAnswer) installed = test_install (device, authority, grant, key);
  g_assert_cmpuint (installed->status, ==, 201);
}

static void
installing_anew_closes_sessions_at_every_process (void)
{
  Crowd crowd;
  Scan here, there;
  g_autofree char *grant = NULL;
  g_autofree char *state = NULL;
  crowd_init (&crowd, 2);
  g_autoptr (TestDevice) device = add_employee (crowd.actors[0], 0, &grant);
  test_set_pin (device, crowd.processes[0]);
  install (device, crowd.processes[0], grant);
  scan_init (&here, crowd.processes[0], device);
  scan_init (&there, crowd.processes[1], device);
  g_assert_cmpstr (get_state (&there, crowd.processes[1], &state), ==, "scanned");
  install (device, crowd.processes[0], grant);
  scan_assert_closed (&here, crowd.processes[0], "grant-changed");
  scan_assert_closed (&there, crowd.processes[1], "grant-changed");
  g_free (here.path);
  g_free (there.path);
  crowd_clear (&crowd);
}

typedef struct {
  TestActor *actor;
  char *jws;
} Cancelling;

static gpointer
cancel (gpointer data)
{
  Cancelling *self = data;
  g_autoptr (TestAnswer) answer = test_actor_send (self->actor, self->jws);
  g_assert_cmpuint (answer->status, ==, 200);
  YqqActResult *result = yqq_act_result_from_json (answer->json, NULL);
  g_assert_nonnull (result);
  return result;
}

static void
of_two_administrators_who_cancel_the_same_grant_one_does (void)
{
  Crowd crowd;
  crowd_init (&crowd, 2);
  for (guint round = 0; round < 10; round++) {
    g_autofree char *grant = NULL;
    Cancelling both[2];
    GThread *threads[2];
    guint done = 0;
    g_autoptr (TestDevice) holder = add_employee (crowd.actors[0], round, &grant);
    for (guint i = 0; i < 2; i++) {
      /* The first one at the first process, the second one at the second. */
      TestActor *actor = crowd.actors[3 * i];
      g_autoptr (YqqEnterpriseAct) act = test_act_new (actor, YQQ_ACT_GRANT_CANCEL, TRUE);
      test_act_add_item (act, grant, NULL);
      test_actor_confirm (actor, act);
      both[i] = (Cancelling){actor, test_actor_sign (actor, act)};
    }
    for (guint i = 0; i < 2; i++)
      threads[i] = g_thread_new ("cancel", cancel, &both[i]);
    for (guint i = 0; i < 2; i++) {
      g_autoptr (YqqActResult) result = g_thread_join (threads[i]);
      done += result->done ? 1 : 0;
      if (!result->done)
        g_assert_cmpint (test_result_get_line (result, 0)->problem, ==,
                         YQQ_PROBLEM_GRANT_CANCELLED);
      g_free (both[i].jws);
    }
    g_assert_cmpuint (done, ==, 1);
  }
  crowd_clear (&crowd);
}

static void
a_process_that_starts_leaves_the_sessions_of_living_ones_alone (void)
{
  Crowd crowd;
  Scan living, dead;
  g_autofree char *state = NULL;
  crowd_init (&crowd, 2);
  scan_init (&living, crowd.processes[0], crowd.actors[0]->device);
  scan_init (&dead, crowd.processes[1], crowd.actors[0]->device);
  test_authority_kill (crowd.processes[1]);
  test_authority_start (crowd.processes[1]);
  g_assert_cmpstr (get_state (&living, crowd.processes[0], &state), ==, "scanned");
  g_autoptr (TestAnswer) ended =
      test_device_request (dead.device, crowd.processes[1], "GET", dead.path, NULL);
  test_assert_problem (ended, "session-closed");
  g_assert_cmpstr (test_answer_get_text (ended, "reason"), ==, "authority-restarted");
  g_autoptr (TestAnswer) elsewhere =
      test_device_request (living.device, crowd.processes[1], "GET", living.path, NULL);
  test_assert_problem (elsewhere, "not-found");
  g_free (living.path);
  g_free (dead.path);
  crowd_clear (&crowd);
}

static void
one_that_does_not_share_keeps_others_out_and_is_kept_out (void)
{
  g_autoptr (TestAuthority) shared = test_authority_new_shared (NULL);
  g_autoptr (TestAuthority) alone = test_authority_new (yqq_clock_get_system ());
  TestAuthority *const both[] = {shared, alone};
  for (guint i = 0; i < G_N_ELEMENTS (both); i++) {
    g_autofree char *socket = g_build_filename (both[i]->directory, "other", NULL);
    int code = test_run_program (NULL, NULL, "--data", both[i]->data, "--socket", socket,
                                 both[i] == alone ? "--share-data" : NULL, NULL);
    g_assert_cmpint (code, ==, 3);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name) g_test_add_func ("/authority/shared-data/" #name, name)
  ADD (one_that_does_not_share_keeps_others_out_and_is_kept_out);
  ADD (a_process_that_starts_leaves_the_sessions_of_living_ones_alone);
  ADD (of_two_administrators_who_cancel_the_same_grant_one_does);
  ADD (suspending_and_cancelling_close_sessions_at_every_process);
  ADD (installing_anew_closes_sessions_at_every_process);
  ADD (a_quota_of_100_gives_exactly_100_to_64_clients);
  ADD (a_quota_of_100_gives_exactly_100_at_two_processes);
  return g_test_run ();
}
