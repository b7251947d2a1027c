/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Logging in with what the policy asks, and again when that was too long ago. */
#include <string.h>

#include "base/encoding.h"
#include "identity-support.h"
#include "rewind.h"

#define DAY_MS (24 * 60 * 60 * G_GINT64_CONSTANT (1000))
#define START_MS G_GINT64_CONSTANT (1795334400000)

static const char policy[] =
    "{\"version\":1,\"purposes\":{\"log-in\":[[\"staff-code\"],[\"oidc\",\"device\"],"
    "[\"oidc\",\"staff-code\"]],\"unlock\":[[\"device\",\"oidc\"]]},\"log-in\":{\"days\":30},"
    "\"oidc\":{\"name\":\"n\",\"issuer\":\"https://127.0.0.1:1\",\"client_id\":\"c\"}}";
static const char both[] =
    "{\"version\":1,\"purposes\":{\"log-in\":[[\"oidc\",\"staff-code\"]]},"
    "\"oidc\":{\"name\":\"n\",\"issuer\":\"https://127.0.0.1:1\",\"client_id\":\"c\"}}";

typedef struct {
  YqqClock *clock;
  TestAuthority *authority;
} Fixture;

static void
set_up (Fixture *self, gconstpointer text)
{
  self->clock = yqq_clock_new_manual (START_MS);
  self->authority = test_authority_new_with_policy (self->clock, text);
  test_identity_add_methods (self->authority);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  test_authority_free (self->authority);
  yqq_clock_unref (self->clock);
  test_identity_forget ();
}

/* A registration of demonstration person 0 with these proofs (a JSON array, or members). */
static TestAnswer *
register_device (Fixture *self, TestDevice *device, const char *challenge_id, const char *proofs)
{
  g_autoptr (TestAnswer) people =
      test_request (self->authority, "GET", "/v1/demonstration", NULL, NULL);
  JsonObject *person =
      json_array_get_object_element (json_object_get_array_member (people->json, "people"), 0);
  gsize size;
  gconstpointer spki = g_bytes_get_data (yqq_key_get_public (device->key), &size);
  g_autofree char *key = yqq_base64_encode (spki, size);
  g_autofree char *body = g_strdup_printf (
      "{\"challenge_id\":\"%s\",\"name\":\"%s\",\"id_type\":\"resident-id\",\"id_number\":\"%s\","
      "%s,\"public_key\":\"%s\",\"label\":\"test\"}",
      challenge_id, json_object_get_string_member (person, "name"),
      json_object_get_string_member (person, "id_number"), proofs, key);
  return test_device_request (device, self->authority, "POST", "/v1/devices", body);
}

static TestAnswer *
begin_unsigned (Fixture *self)
{
  return test_request (self->authority, "POST", "/v1/identity/challenges", NULL,
                       "{\"purpose\":\"log-in\"}");
}

static char *
make_proof (Fixture *self, TestDevice *device, TestAnswer *challenge, const char *method)
{
  g_autofree char *evidence =
      test_identity_make (self->authority, device, challenge, "log-in", NULL, method);
  return g_strdup_printf ("{\"method\":\"%s\",\"evidence\":%s}", method, evidence);
}

/* The person's id, which a code is made for before they log in. */
static char *
find_person (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TestAnswer) people =
      test_request (self->authority, "GET", "/v1/demonstration", NULL, NULL);
  JsonObject *person =
      json_array_get_object_element (json_object_get_array_member (people->json, "people"), 0);
  g_autoptr (YqqDatabase) database = yqq_authority_open_database (self->authority->data, &error);
  g_assert_no_error (error);
  g_autoptr (YqqRows) rows =
      yqq_database_query (database, &error, "SELECT id FROM people WHERE id_number = $1",
                          YQQ_TEXT (json_object_get_string_member (person, "id_number")), YQQ_END);
  g_assert_no_error (error);
  return g_strdup (yqq_rows_get_text (rows, 0, 0));
}

static void
a_way_of_two_methods_logs_in_with_both (Fixture *self, gconstpointer data)
{
  g_autoptr (TestDevice) device = test_device_new ();
  test_device_follow_clock (device, self->authority);
  device->person_id = find_person (self);
  g_autoptr (TestAnswer) challenge = begin_unsigned (self);
  test_assert_ways (challenge, "ways", "oidc+staff-code");
  g_autofree char *code = make_proof (self, device, challenge, "staff-code");
  g_autofree char *oidc = make_proof (self, device, challenge, "oidc");
  g_autofree char *proofs = g_strdup_printf ("\"proofs\":[%s,%s]", oidc, code);
  g_autoptr (TestAnswer) answer =
      register_device (self, device, test_answer_get_text (challenge, "challenge_id"), proofs);
  g_assert_cmpuint (answer->status, ==, 201);
}

static void
what_was_proven_in_a_log_in_needs_not_be_proven_again (Fixture *self, gconstpointer data)
{
  g_autoptr (TestDevice) device = test_device_new ();
  g_autoptr (TestDevice) thief = test_device_new ();
  test_device_follow_clock (device, self->authority);
  test_device_follow_clock (thief, self->authority);
  device->person_id = find_person (self);
  g_autoptr (TestAnswer) challenge = begin_unsigned (self);
  const char *id = test_answer_get_text (challenge, "challenge_id");
  g_autofree char *code = make_proof (self, device, challenge, "staff-code");
  g_autofree char *oidc = make_proof (self, device, challenge, "oidc");
  g_autofree char *first = g_strdup_printf ("\"proofs\":[%s]", code);
  g_autofree char *second = g_strdup_printf ("\"proofs\":[%s]", oidc);
  g_autoptr (TestAnswer) half = register_device (self, device, id, first);
  test_assert_problem (half, "identity-required");
  g_assert_cmpstr (test_answer_get_text (half, "purpose"), ==, "log-in");
  JsonArray *missing = json_object_get_array_member (half->json, "methods");
  g_assert_cmpstr (json_array_get_string_element (missing, 0), ==, "oidc");
  g_autoptr (TestAnswer) stolen = register_device (self, thief, id, second);
  test_assert_problem (stolen, "evidence-expired");
  g_autoptr (TestAnswer) whole = register_device (self, device, id, second);
  g_assert_cmpuint (whole->status, ==, 201);
  g_autoptr (TestAnswer) again = register_device (self, device, id, second);
  test_assert_problem (again, "evidence-replayed");
}

static void
a_list_of_proofs_has_to_be_one (Fixture *self, gconstpointer data)
{
  g_autoptr (TestDevice) device = test_device_new ();
  test_device_follow_clock (device, self->authority);
  static const char *const bad[] = {
      "\"proofs\":[]",
      "\"proofs\":7",
      "\"proofs\":[{\"method\":\"oidc\"}]",
      "\"proofs\":[{\"method\":\"oidc\",\"evidence\":{}},{\"method\":\"oidc\",\"evidence\":{}}]",
      "\"method\":\"oidc\"",
  };
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (TestAnswer) answer = register_device (self, device, "c", bad[i]);
    test_assert_problem (answer, "malformed");
  }
}

static void
a_method_that_no_log_in_counts_is_refused_by_name (Fixture *self, gconstpointer data)
{
  g_autoptr (TestDevice) device = test_device_new ();
  test_device_follow_clock (device, self->authority);
  g_autoptr (TestAnswer) challenge = begin_unsigned (self);
  g_autoptr (TestAnswer) answer =
      register_device (self, device, test_answer_get_text (challenge, "challenge_id"),
                       "\"method\":\"fido2\",\"evidence\":{}");
  test_assert_problem (answer, "method-refused");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (answer->json, "methods")),
                    ==, 3);
}

static void
a_log_in_challenge_is_answered_by_logging_in_only (Fixture *self, gconstpointer data)
{
  g_autoptr (TestDevice) device = test_log_in (self->authority, 0);
  g_autoptr (TestAnswer) challenge = begin_unsigned (self);
  g_autoptr (TestAnswer) answer =
      test_identity_prove (self->authority, device, challenge, "log-in", NULL, "oidc");
  test_assert_problem (answer, "evidence-invalid");
  g_autofree char *used = test_identity_use (
      self->authority, device, test_answer_get_text (challenge, "challenge_id"), "log-in", NULL);
  g_assert_cmpstr (used, ==, "identity-required");
}

static guint
ask_status (Fixture *self, TestDevice *device, const char *method, const char *path)
{
  g_autoptr (TestAnswer) answer = test_device_request (device, self->authority, method, path, NULL);
  if (answer->status >= 400)
    test_assert_problem (answer, "session-expired");
  return answer->status;
}

static void
an_old_log_in_is_renewed_by_the_same_key_and_loses_nothing (Fixture *self, gconstpointer data)
{
  g_autoptr (TestDevice) device = test_log_in (self->authority, 0);
  g_autofree char *grant = test_get_grant (device, self->authority);
  YqqKey *key = yqq_key_generate (YQQ_ALGORITHM_P256_SHA256);
  g_assert_true (test_set_pin (device, self->authority));
  test_answer_free (test_install (device, self->authority, grant, key));
  yqq_key_unref (key);
  yqq_clock_advance (self->clock, 30 * DAY_MS - 1);
  test_device_follow_clock (device, self->authority);
  g_assert_cmpuint (ask_status (self, device, "GET", "/v1/me"), ==, 200);
  yqq_clock_advance (self->clock, 1);
  test_device_follow_clock (device, self->authority);
  g_assert_cmpuint (ask_status (self, device, "GET", "/v1/me"), ==, 401);
  g_assert_cmpuint (ask_status (self, device, "GET", "/v1/me/grants"), ==, 401);
  g_autoptr (TestAnswer) other = test_identity_begin (self->authority, device, "unlock", NULL);
  g_assert_cmpuint (other->status, ==, 201);
  g_autoptr (TestAnswer) challenge = test_identity_begin (self->authority, device, "log-in", NULL);
  test_assert_ways (challenge, "ways", "staff-code oidc+device oidc+staff-code");
  g_autofree char *oidc = make_proof (self, device, challenge, "oidc");
  g_autofree char *known = make_proof (self, device, challenge, "device");
  g_autofree char *proofs = g_strdup_printf ("\"proofs\":[%s,%s]", oidc, known);
  g_autoptr (TestAnswer) renewed =
      register_device (self, device, test_answer_get_text (challenge, "challenge_id"), proofs);
  g_assert_cmpuint (renewed->status, ==, 201);
  g_assert_cmpstr (test_answer_get_text (renewed, "device_id"), ==, device->id);
  g_autoptr (TestAnswer) me = test_device_request (device, self->authority, "GET", "/v1/me", NULL);
  g_assert_true (
      json_object_get_boolean_member (json_object_get_object_member (me->json, "pin"), "set"));
  g_autoptr (TestAnswer) grants =
      test_device_request (device, self->authority, "GET", "/v1/me/grants", NULL);
  g_assert_nonnull (strstr (grants->body, "\"state\":\"active\",\"this_device\":true"));
}

/* As an authority from before log ins expired had it. */
static void
put_back (Fixture *self)
{
  g_autoptr (YqqDatabase) database = yqq_authority_open_database (self->authority->data, NULL);
  g_assert_true (
      yqq_database_run (database, NULL, "UPDATE devices SET verified_at = created_at", YQQ_END));
  test_rewind_schema (database, 14);
}

static void
an_upgrade_throws_nobody_out_and_begins_to_count (Fixture *self, gconstpointer data)
{
  g_autoptr (TestDevice) device = test_log_in (self->authority, 0);
  yqq_clock_advance (self->clock, 400 * DAY_MS);
  put_back (self);
  test_authority_restart (self->authority);
  test_device_follow_clock (device, self->authority);
  g_assert_cmpuint (ask_status (self, device, "GET", "/v1/me"), ==, 200);
  yqq_clock_advance (self->clock, 30 * DAY_MS - 1);
  test_authority_restart (self->authority); /* which gives no more time */
  test_device_follow_clock (device, self->authority);
  g_assert_cmpuint (ask_status (self, device, "GET", "/v1/me"), ==, 200);
  yqq_clock_advance (self->clock, 1);
  test_device_follow_clock (device, self->authority);
  g_assert_cmpuint (ask_status (self, device, "GET", "/v1/me"), ==, 401);
}

static void
an_old_log_in_can_still_be_ended (Fixture *self, gconstpointer data)
{
  g_autoptr (TestDevice) device = test_log_in (self->authority, 0);
  yqq_clock_advance (self->clock, 40 * DAY_MS);
  test_device_follow_clock (device, self->authority);
  g_assert_cmpuint (ask_status (self, device, "DELETE", "/v1/devices/self"), ==, 200);
}

static void
a_device_that_logged_out_is_new_again (Fixture *self, gconstpointer data)
{
  g_autoptr (TestDevice) device = test_log_in (self->authority, 0);
  yqq_clock_advance (self->clock, 2 * DAY_MS);
  test_device_follow_clock (device, self->authority);
  g_autoptr (TestAnswer) known = test_identity_begin (self->authority, device, "unlock", NULL);
  test_assert_ways (known, "ways", "device+oidc");
  g_assert_cmpuint (ask_status (self, device, "DELETE", "/v1/devices/self"), ==, 200);
  g_autoptr (TestAnswer) log_in = test_identity_begin (self->authority, device, "log-in", NULL);
  test_assert_ways (log_in, "ways", "staff-code oidc+staff-code");
  g_autofree char *code = make_proof (self, device, log_in, "staff-code");
  g_autofree char *proofs = g_strdup_printf ("\"proofs\":[%s]", code);
  g_autoptr (TestAnswer) back =
      register_device (self, device, test_answer_get_text (log_in, "challenge_id"), proofs);
  g_assert_cmpuint (back->status, ==, 201);
  g_autoptr (TestAnswer) young = test_identity_begin (self->authority, device, "unlock", NULL);
  test_assert_ways (young, "ways", "");
}

#define ADD(test, text)                                                                            \
  g_test_add ("/authority/identity-log-in/" #test, Fixture, text, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD (a_way_of_two_methods_logs_in_with_both, both);
  ADD (what_was_proven_in_a_log_in_needs_not_be_proven_again, both);
  ADD (a_list_of_proofs_has_to_be_one, policy);
  ADD (a_method_that_no_log_in_counts_is_refused_by_name, policy);
  ADD (a_log_in_challenge_is_answered_by_logging_in_only, policy);
  ADD (an_old_log_in_is_renewed_by_the_same_key_and_loses_nothing, policy);
  ADD (an_upgrade_throws_nobody_out_and_begins_to_count, policy);
  ADD (an_old_log_in_can_still_be_ended, policy);
  ADD (a_device_that_logged_out_is_new_again, policy);
  return g_test_run ();
}
