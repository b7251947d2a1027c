/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who a person is: challenges, evidence and using them up, over HTTP against a whole authority. */
#include <string.h>

#include "audit-support.h"
#include "authority/store/audit.h"
#include "identity-support.h"

#define MINUTE_MS (60 * G_GINT64_CONSTANT (1000))
#define DAY_MS (24 * 60 * MINUTE_MS)
#define START_MS G_GINT64_CONSTANT (1795334400000)

static const char policy[] =
    "{\"version\":1,\"purposes\":{\"log-in\":[[\"staff-code\"],[\"oidc\",\"device\"]],"
    "\"new-pin\":[[\"staff-code\"],[\"oidc\"],[\"device\",\"face\"]],"
    "\"unlock\":[[\"device\",\"face\"],[\"staff-code\",\"oidc\"]],\"transfer\":[]},"
    "\"oidc\":{\"name\":\"n\",\"issuer\":\"https://127.0.0.1:1\",\"client_id\":\"c\"}}";

typedef struct {
  YqqClock *clock;
  TestAuthority *authority;
  TestDevice *device; /* of person 0 */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->clock = yqq_clock_new_manual (START_MS);
  self->authority = test_authority_new_with_policy (self->clock, policy);
  test_identity_add_methods (self->authority);
  self->device = test_log_in (self->authority, 0);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  test_device_free (self->device);
  test_authority_free (self->authority);
  yqq_clock_unref (self->clock);
  test_identity_forget ();
}

static void
pass (Fixture *self, gint64 milliseconds)
{
  yqq_clock_advance (self->clock, milliseconds);
  test_device_follow_clock (self->device, self->authority);
}

static TestAnswer *
begin (Fixture *self, const char *purpose, const char *subject)
{
  TestAnswer *answer = test_identity_begin (self->authority, self->device, purpose, subject);
  g_assert_cmpuint (answer->status, ==, 201);
  return answer;
}

static void
prove (Fixture *self,
       TestAnswer *challenge,
       const char *purpose,
       const char *subject,
       const char *method,
       gboolean satisfied)
{
  g_autoptr (TestAnswer) answer =
      test_identity_prove (self->authority, self->device, challenge, purpose, subject, method);
  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_true (json_object_get_boolean_member (answer->json, "satisfied") == satisfied);
}

static void
check_use (Fixture *self,
           TestDevice *device,
           TestAnswer *challenge,
           const char *purpose,
           const char *subject,
           const char *problem)
{
  const char *id = challenge != NULL ? test_answer_get_text (challenge, "challenge_id") : NULL;
  g_autofree char *told = test_identity_use (self->authority, device, id, purpose, subject);
  g_assert_cmpstr (told, ==, problem);
}

static const char *
get_unavailable (TestAnswer *challenge, const char *method)
{
  return json_object_get_string_member_with_default (
      json_object_get_object_member (challenge->json, "unavailable"), method, NULL);
}

static void
a_challenge_names_the_ways_that_can_be_gone_and_why_others_cannot (Fixture *self,
                                                                   gconstpointer data)
{
  g_autoptr (TestAnswer) young = begin (self, "new-pin", NULL);
  test_assert_ways (young, "ways", "staff-code oidc");
  g_assert_cmpstr (get_unavailable (young, "face"), ==, "not-enrolled");
  g_assert_cmpstr (get_unavailable (young, "device"), ==, "too-new");
  g_assert_null (get_unavailable (young, "oidc"));
  pass (self, DAY_MS);
  test_identity_enrol (self->device->id);
  g_autoptr (TestAnswer) old = begin (self, "new-pin", NULL);
  test_assert_ways (old, "ways", "staff-code oidc device+face");
  g_assert_cmpuint (json_object_get_size (json_object_get_object_member (old->json, "unavailable")),
                    ==, 0);
  g_assert_true (
      json_object_has_member (json_object_get_object_member (old->json, "offers"), "face"));
  g_autoptr (TestAnswer) enrol = begin (self, "enrol-face", NULL);
  test_assert_ways (enrol, "ways", "staff-code");
  g_assert_cmpstr (get_unavailable (enrol, "pin"), ==, "not-set");
}

static void
only_a_log_in_can_begin_without_a_device (Fixture *self, gconstpointer data)
{
  g_autoptr (TestAnswer) log_in = test_request (self->authority, "POST", "/v1/identity/challenges",
                                                NULL, "{\"purpose\":\"log-in\"}");
  g_assert_cmpuint (log_in->status, ==, 201);
  test_assert_ways (log_in, "ways", "staff-code");
  g_assert_cmpstr (get_unavailable (log_in, "device"), ==, "too-new");
  g_autoptr (TestAnswer) other = test_request (self->authority, "POST", "/v1/identity/challenges",
                                               NULL, "{\"purpose\":\"new-pin\"}");
  test_assert_problem (other, "signature-missing");
  g_autoptr (TestAnswer) unknown = test_identity_begin (self->authority, self->device, "win", NULL);
  test_assert_problem (unknown, "malformed");
  g_assert_cmpstr (test_answer_get_text (unknown, "member"), ==, "purpose");
}

static void
what_was_proven_can_be_used_once (Fixture *self, gconstpointer data)
{
  g_autoptr (TestAnswer) challenge = begin (self, "new-pin", "about");
  check_use (self, self->device, challenge, "new-pin", "about", "identity-required");
  prove (self, challenge, "new-pin", "about", "oidc", TRUE);
  check_use (self, self->device, challenge, "new-pin", "about", NULL);
  check_use (self, self->device, challenge, "new-pin", "about", "evidence-replayed");
  g_autoptr (TestAnswer) late = test_identity_prove (self->authority, self->device, challenge,
                                                     "new-pin", "about", "staff-code");
  test_assert_problem (late, "evidence-replayed");
}

static void
what_was_proven_holds_for_nobody_and_nothing_else (Fixture *self, gconstpointer data)
{
  g_autoptr (TestDevice) other_device = test_log_in (self->authority, 0);
  g_autoptr (TestDevice) other_person = test_log_in (self->authority, 1);
  g_autoptr (TestAnswer) challenge = begin (self, "new-pin", "about");
  prove (self, challenge, "new-pin", "about", "oidc", TRUE);
  check_use (self, other_device, challenge, "new-pin", "about", "identity-required");
  check_use (self, other_person, challenge, "new-pin", "about", "identity-required");
  check_use (self, self->device, challenge, "unlock", "about", "identity-required");
  check_use (self, self->device, challenge, "new-pin", "other", "identity-required");
  check_use (self, self->device, challenge, "new-pin", NULL, "identity-required");
  check_use (self, self->device, NULL, "new-pin", "about", "identity-required");
  g_autofree char *unknown =
      test_identity_use (self->authority, self->device, "nobody", "new-pin", "about");
  g_assert_cmpstr (unknown, ==, "identity-required");
  check_use (self, self->device, challenge, "new-pin", "about", NULL);
}

static void
a_lie_about_whose_device_it_is_does_not_help (Fixture *self, gconstpointer data)
{
  g_autoptr (TestDevice) other_person = test_log_in (self->authority, 1);
  g_autoptr (TestAnswer) challenge = begin (self, "new-pin", NULL);
  prove (self, challenge, "new-pin", NULL, "oidc", TRUE);
  g_free (other_person->person_id);
  other_person->person_id = g_strdup (self->device->person_id);
  check_use (self, other_person, challenge, "new-pin", NULL, "identity-required");
}

static void
evidence_for_anything_else_is_refused (Fixture *self, gconstpointer data)
{
  g_autoptr (TestDevice) other_device = test_log_in (self->authority, 0);
  g_autoptr (TestAnswer) challenge = begin (self, "new-pin", "about");
  g_autoptr (TestAnswer) another = begin (self, "new-pin", "about");
  const char *id = test_answer_get_text (challenge, "challenge_id");
  char *evidence[] = {
      test_identity_make (self->authority, self->device, another, "new-pin", "about", "oidc"),
      test_identity_make (self->authority, self->device, challenge, "unlock", "about", "oidc"),
      test_identity_make (self->authority, self->device, challenge, "new-pin", "other", "oidc"),
      test_identity_make (self->authority, other_device, challenge, "new-pin", "about", "oidc"),
  };
  for (guint i = 0; i < G_N_ELEMENTS (evidence); i++) {
    g_autoptr (TestAnswer) answer =
        test_identity_send (self->authority, self->device, id, "oidc", evidence[i]);
    test_assert_problem (answer, "evidence-invalid");
    g_assert_cmpint (test_answer_get_int (answer, "tries_left"), ==, 3);
    g_free (evidence[i]);
  }
  g_autofree char *good =
      test_identity_make (self->authority, self->device, challenge, "new-pin", "about", "oidc");
  g_autoptr (TestAnswer) stranger =
      test_identity_send (self->authority, other_device, id, "oidc", good);
  test_assert_problem (stranger, "evidence-expired");
  prove (self, challenge, "new-pin", "about", "oidc", TRUE);
}

static void
a_staff_code_counts_for_what_it_was_given_for (Fixture *self, gconstpointer data)
{
  g_autoptr (TestAnswer) challenge = begin (self, "new-pin", NULL);
  const char *id = test_answer_get_text (challenge, "challenge_id");
  g_autofree char *other =
      test_identity_make (self->authority, self->device, challenge, "unlock", NULL, "staff-code");
  g_autoptr (TestAnswer) refused =
      test_identity_send (self->authority, self->device, id, "staff-code", other);
  test_assert_problem (refused, "evidence-invalid");
  g_assert_cmpint (test_answer_get_int (refused, "tries_left"), ==, 4);
  prove (self, challenge, "new-pin", NULL, "staff-code", TRUE);
}

static void
a_way_of_two_is_gone_step_by_step (Fixture *self, gconstpointer data)
{
  pass (self, DAY_MS);
  test_identity_enrol (self->device->id);
  g_autoptr (TestAnswer) challenge = begin (self, "unlock", NULL);
  g_autoptr (TestAnswer) first =
      test_identity_prove (self->authority, self->device, challenge, "unlock", NULL, "device");
  g_assert_false (json_object_get_boolean_member (first->json, "satisfied"));
  test_assert_ways (first, "missing", "face staff-code+oidc");
  check_use (self, self->device, challenge, "unlock", NULL, "identity-required");
  g_autoptr (TestAnswer) again =
      test_identity_prove (self->authority, self->device, challenge, "unlock", NULL, "device");
  g_assert_cmpuint (again->status, ==, 200);
  prove (self, challenge, "unlock", NULL, "face", TRUE);
  g_autoptr (TestAnswer) once_more =
      test_identity_prove (self->authority, self->device, challenge, "unlock", NULL, "face");
  test_assert_ways (once_more, "missing", "");
  check_use (self, self->device, challenge, "unlock", NULL, NULL);
}

static void
a_method_that_does_not_count_is_not_even_looked_at (Fixture *self, gconstpointer data)
{
  g_autoptr (TestAnswer) challenge = begin (self, "new-pin", NULL);
  g_autoptr (TestAnswer) refused = test_identity_send (
      self->authority, self->device, test_answer_get_text (challenge, "challenge_id"), "pin", "{}");
  test_assert_problem (refused, "method-refused");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (refused->json, "methods")),
                    ==, 4);
}

static void
time_runs_out_for_evidence_and_for_its_use (Fixture *self, gconstpointer data)
{
  g_autoptr (TestAnswer) slow = begin (self, "new-pin", NULL);
  g_autoptr (TestAnswer) quick = begin (self, "new-pin", NULL);
  pass (self, 9 * MINUTE_MS);
  prove (self, quick, "new-pin", NULL, "oidc", TRUE);
  pass (self, MINUTE_MS);
  g_autoptr (TestAnswer) late =
      test_identity_prove (self->authority, self->device, slow, "new-pin", NULL, "oidc");
  test_assert_problem (late, "evidence-expired");
  g_autoptr (TestAnswer) another = begin (self, "new-pin", NULL); /* clears away what is over */
  pass (self, 9 * MINUTE_MS - 1);
  g_autoptr (TestAnswer) proven = begin (self, "new-pin", NULL);
  check_use (self, self->device, quick, "new-pin", NULL, NULL);
  prove (self, another, "new-pin", NULL, "oidc", TRUE);
  pass (self, 10 * MINUTE_MS);
  check_use (self, self->device, another, "new-pin", NULL, "identity-required");
}

static void
nothing_is_asked_where_the_policy_asks_nothing (Fixture *self, gconstpointer data)
{
  check_use (self, self->device, NULL, "transfer", "t", NULL);
  g_autoptr (TestAnswer) challenge = begin (self, "transfer", "t");
  test_assert_ways (challenge, "ways", "");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (challenge->json, "ways")),
                    ==, 1);
  g_assert_true (json_object_get_boolean_member (challenge->json, "satisfied"));
  check_use (self, self->device, challenge, "transfer", "t", NULL);
  check_use (self, self->device, challenge, "transfer", "t", "evidence-replayed");
}

static void
whoever_has_registered_a_key_needs_it_too (Fixture *self, gconstpointer data)
{
  g_autoptr (TestAnswer) before = begin (self, "new-pin", NULL);
  prove (self, before, "new-pin", NULL, "oidc", TRUE);
  test_identity_register (self->device->person_id);
  check_use (self, self->device, before, "new-pin", NULL, "identity-required");
  check_use (self, self->device, NULL, "transfer", "t", "identity-required");
  g_autoptr (TestAnswer) challenge = begin (self, "new-pin", NULL);
  test_assert_ways (challenge, "ways", "staff-code+fido2 oidc+fido2");
  prove (self, challenge, "new-pin", NULL, "staff-code", FALSE);
  prove (self, challenge, "new-pin", NULL, "fido2", TRUE);
  check_use (self, self->device, challenge, "new-pin", NULL, NULL);
  g_autoptr (TestAnswer) transfer = begin (self, "transfer", "t");
  test_assert_ways (transfer, "ways", "fido2");
  g_autoptr (TestAnswer) unlock = begin (self, "unlock", NULL);
  test_assert_ways (unlock, "ways", "staff-code+oidc");
}

static void
a_challenge_that_was_refused_ten_times_is_void (Fixture *self, gconstpointer data)
{
  g_autoptr (TestAnswer) challenge = begin (self, "new-pin", NULL);
  const char *id = test_answer_get_text (challenge, "challenge_id");
  for (guint i = 0; i < YQQ_IDENTITY_MAX_REFUSALS; i++) {
    g_autoptr (TestAnswer) wrong =
        test_identity_send (self->authority, self->device, id, "oidc", "{\"binding\":\"\"}");
    test_assert_problem (wrong, "evidence-invalid");
  }
  g_autoptr (TestAnswer) right =
      test_identity_prove (self->authority, self->device, challenge, "new-pin", NULL, "oidc");
  test_assert_problem (right, "evidence-expired");
}

static void
a_device_keeps_five_challenges_open (Fixture *self, gconstpointer data)
{
  g_autoptr (TestAnswer) oldest = begin (self, "new-pin", NULL);
  g_autoptr (TestAnswer) kept = begin (self, "new-pin", NULL);
  for (guint i = 0; i < YQQ_IDENTITY_MAX_OPEN - 1; i++) {
    pass (self, 1);
    test_answer_free (begin (self, "new-pin", NULL));
  }
  g_autoptr (TestAnswer) gone =
      test_identity_prove (self->authority, self->device, oldest, "new-pin", NULL, "oidc");
  test_assert_problem (gone, "evidence-expired");
  prove (self, kept, "new-pin", NULL, "oidc", TRUE);
}

static void
the_pin_counts_in_the_challenge_that_it_was_entered_for (Fixture *self, gconstpointer data)
{
  g_assert_true (test_set_pin (self->device, self->authority));
  g_autoptr (TestAnswer) challenge = begin (self, "enrol-face", NULL);
  test_assert_ways (challenge, "ways", "pin staff-code");
  const char *id = test_answer_get_text (challenge, "challenge_id");
  g_autoptr (TestAnswer) without =
      test_identity_send (self->authority, self->device, id, "pin", "{}");
  test_assert_problem (without, "evidence-invalid");
  g_autoptr (TestAnswer) another = begin (self, "enrol-face", NULL);
  g_free (test_identity_make (self->authority, self->device, another, "enrol-face", NULL, "pin"));
  g_autoptr (TestAnswer) elsewhere =
      test_identity_send (self->authority, self->device, id, "pin", "{}");
  test_assert_problem (elsewhere, "evidence-invalid");
  prove (self, challenge, "enrol-face", NULL, "pin", TRUE);
  for (guint i = 0; i < 5; i++)
    test_answer_free (test_open_gate (self->device, self->authority, "check", "x", FALSE));
  g_autoptr (TestAnswer) locked = begin (self, "enrol-face", NULL);
  test_assert_ways (locked, "ways", "staff-code");
  g_assert_cmpstr (get_unavailable (locked, "pin"), ==, "locked");
}

/* A method that is fetching something the first time. */
static gint waits;

static void
wait_a_little (gpointer data)
{
  g_atomic_int_inc (&waits);
}

static void
a_method_that_is_not_ready_is_waited_for_once (Fixture *self, gconstpointer data)
{
  g_atomic_int_set (&waits, 0);
  g_autoptr (TestAnswer) challenge = begin (self, "new-pin", NULL);
  const char *id = test_answer_get_text (challenge, "challenge_id");
  g_autoptr (TestAnswer) at_once =
      test_identity_send (self->authority, self->device, id, "oidc", "{\"late\":true}");
  test_assert_problem (at_once, "rate-limited");
  g_assert_cmpint (test_answer_get_int (at_once, "retry_after"), ==, YQQ_IDENTITY_RETRY_SECONDS);
  YqqAuthority *authority = self->authority->authority;
  yqq_identity_desk_add_wait (authority->identity, "oidc", authority->workers, wait_a_little, NULL);
  g_autoptr (TestAnswer) waited =
      test_identity_send (self->authority, self->device, id, "oidc", "{\"late\":true}");
  test_assert_problem (waited, "rate-limited");
  g_assert_cmpint (g_atomic_int_get (&waits), ==, 1);
  prove (self, challenge, "new-pin", NULL, "oidc", TRUE);
}

/* The authority's own record, as text. */
static char *
read_record (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqDatabase) database = yqq_authority_open_database (self->authority->data, &error);
  g_assert_no_error (error);
  g_autoptr (GPtrArray) lines =
      yqq_audit_list_lines (database, NULL, 0, G_MAXINT32, 1 << 20, &error);
  g_assert_no_error (error);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (GStrv)lines->pdata);
}

/* The record has a line with all of these. */
static void
assert_recorded (const char *record, const char *act, const char *person, const char *detail)
{
  g_auto (GStrv) lines = g_strsplit (record, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (strstr (lines[i], act) != NULL && strstr (lines[i], person) != NULL &&
        strstr (lines[i], detail) != NULL)
      return;
  g_test_message ("no %s with %s in:\n%s", act, detail, record);
  g_assert_not_reached ();
}

static void
every_use_is_recorded_and_no_evidence (Fixture *self, gconstpointer data)
{
  const char *person = self->device->person_id;
  g_autoptr (TestAnswer) challenge = begin (self, "new-pin", "about");
  const char *id = test_answer_get_text (challenge, "challenge_id");
  g_autofree char *code =
      test_identity_make (self->authority, self->device, challenge, "new-pin", NULL, "staff-code");
  test_answer_free (
      test_identity_send (self->authority, self->device, id, "oidc", "{\"binding\":\"secret\"}"));
  test_answer_free (
      test_identity_send (self->authority, self->device, id, "oidc", "{\"locked\":true}"));
  test_answer_free (test_identity_send (self->authority, self->device, id, "staff-code", code));
  check_use (self, self->device, challenge, "new-pin", "about", NULL);
  check_use (self, self->device, challenge, "new-pin", "about", "evidence-replayed");
  g_autofree char *record = read_record (self);
  g_autofree char *device = g_strdup_printf ("\"device\":\"%s\"", self->device->id);
  assert_recorded (record, "\"identity-refused\"", person, "\"reason\":\"evidence-invalid\"");
  assert_recorded (record, "\"identity-locked\"", person, "\"methods\":[\"oidc\"]");
  assert_recorded (record, "\"identity-satisfied\"", person, "\"methods\":[\"staff-code\"]");
  assert_recorded (record, "\"identity-satisfied\"", person, "\"confirmed_by\":\"desk 3\"");
  assert_recorded (record, "\"identity-used\"", person, "\"purpose\":\"new-pin\"");
  assert_recorded (record, "\"identity-used\"", person, device);
  assert_recorded (record, "\"identity-refused\"", person, "\"reason\":\"evidence-replayed\"");
  assert_recorded (record, "\"log-in\"", person, "\"again\":false");
  g_autofree char *digits = g_strndup (code + 9, 8);
  g_assert_null (strstr (record, digits));
  g_assert_null (strstr (record, "secret"));
  test_audit_check (self->authority, NULL);
}

typedef struct {
  Fixture *fixture;
  const char *id;
  char *problem;
} Racer;

static gpointer
race (gpointer data)
{
  Racer *racer = data;
  racer->problem = test_identity_use (racer->fixture->authority, racer->fixture->device, racer->id,
                                      "new-pin", NULL);
  return NULL;
}

static void
of_two_at_once_one_uses_it (Fixture *self, gconstpointer data)
{
  g_autoptr (TestAnswer) challenge = begin (self, "new-pin", NULL);
  prove (self, challenge, "new-pin", NULL, "oidc", TRUE);
  Racer racers[4];
  GThread *threads[G_N_ELEMENTS (racers)];
  guint winners = 0;
  for (guint i = 0; i < G_N_ELEMENTS (racers); i++) {
    racers[i] = (Racer){self, test_answer_get_text (challenge, "challenge_id"), NULL};
    threads[i] = g_thread_new ("racer", race, &racers[i]);
  }
  for (guint i = 0; i < G_N_ELEMENTS (racers); i++) {
    g_thread_join (threads[i]);
    winners += racers[i].problem == NULL;
    g_free (racers[i].problem);
  }
  g_assert_cmpuint (winners, ==, 1);
}

#define ADD(test) g_test_add ("/authority/identity/" #test, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD (a_challenge_names_the_ways_that_can_be_gone_and_why_others_cannot);
  ADD (only_a_log_in_can_begin_without_a_device);
  ADD (what_was_proven_can_be_used_once);
  ADD (what_was_proven_holds_for_nobody_and_nothing_else);
  ADD (a_lie_about_whose_device_it_is_does_not_help);
  ADD (evidence_for_anything_else_is_refused);
  ADD (a_staff_code_counts_for_what_it_was_given_for);
  ADD (a_way_of_two_is_gone_step_by_step);
  ADD (a_method_that_does_not_count_is_not_even_looked_at);
  ADD (time_runs_out_for_evidence_and_for_its_use);
  ADD (nothing_is_asked_where_the_policy_asks_nothing);
  ADD (whoever_has_registered_a_key_needs_it_too);
  ADD (a_challenge_that_was_refused_ten_times_is_void);
  ADD (a_device_keeps_five_challenges_open);
  ADD (the_pin_counts_in_the_challenge_that_it_was_entered_for);
  ADD (a_method_that_is_not_ready_is_waited_for_once);
  ADD (every_use_is_recorded_and_no_evidence);
  ADD (of_two_at_once_one_uses_it);
  return g_test_run ();
}
