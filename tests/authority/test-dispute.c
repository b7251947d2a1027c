/* SPDX-License-Identifier: GPL-3.0-or-later */
/* After "that was not me" the way by which somebody else got in does not count for the person,
 * until staff have seen them. */
#include <string.h>

#include "authority/dispute-desk.h"
#include "base/encoding.h"
#include "identity-support.h"

#define START_MS G_GINT64_CONSTANT (1795334400000)

static const char policy[] =
    "{\"version\":1,\"purposes\":{\"log-in\":[[\"staff-code\"],[\"oidc\"]],"
    "\"new-pin\":[[\"staff-code\"],[\"oidc\"],[\"device\",\"face\"]],"
    "\"unlock\":[[\"device\",\"face\"],[\"oidc\"]],\"transfer\":[]},\"device\":{\"min_days\":0},"
    "\"oidc\":{\"name\":\"n\",\"issuer\":\"https://i\",\"client_id\":\"c\"}}";

typedef struct {
  YqqClock *clock;
  TestAuthority *authority;
  TestDevice *home;
  TestDevice *taken; /* the same person's, which somebody else gets at */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->clock = yqq_clock_new_manual (START_MS);
  self->authority = test_authority_new_with_policy (self->clock, policy);
  test_identity_add_methods (self->authority);
  self->home = test_log_in (self->authority, 1);
  self->taken = test_log_in (self->authority, 1);
  test_device_follow_clock (self->home, self->authority);
  test_device_follow_clock (self->taken, self->authority);
  test_set_pin (self->home, self->authority);
  test_set_pin (self->taken, self->authority);
  test_identity_enrol (self->home->id);
  test_identity_enrol (self->taken->id);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  test_identity_forget ();
  test_device_free (self->home);
  test_device_free (self->taken);
  test_authority_free (self->authority);
  yqq_clock_unref (self->clock);
}

static TestAnswer *
prove (Fixture *self, TestDevice *device, TestAnswer *challenge, const char *method)
{
  return test_identity_prove (self->authority, device, challenge, "new-pin", NULL, method);
}

/* Sets a new PIN on the device, proven by these methods. */
static TestAnswer *
replace_pin (Fixture *self, TestDevice *device, const char *const *methods)
{
  g_autoptr (TestAnswer) challenge = test_identity_begin (self->authority, device, "new-pin", NULL);
  for (guint i = 0; methods[i] != NULL; i++)
    test_answer_free (prove (self, device, challenge, methods[i]));
  g_autoptr (YqqKey) verifier = yqq_key_generate (YQQ_ALGORITHM_P256_SHA256);
  gsize size;
  gconstpointer spki = g_bytes_get_data (yqq_key_get_public (verifier), &size);
  g_autofree char *key = yqq_base64_encode (spki, size);
  g_autofree char *body = g_strdup_printf (
      "{\"verifier_key\":\"%s\",\"salt\":\"EBESExQVFhcYGRobHB0eHw==\",\"identity\":\"%s\"}", key,
      test_answer_get_text (challenge, "challenge_id"));
  return test_device_request (device, self->authority, "PUT", "/v1/pin/replacement", body);
}

/* Somebody else sets a new PIN on the taken device; the person says so from home. */
static void
dispute (Fixture *self, const char *const *methods)
{
  g_autoptr (TestAnswer) replaced = replace_pin (self, self->taken, methods);
  g_assert_cmpuint (replaced->status, ==, 201);
  g_autofree char *path = g_strdup_printf ("/v1/me/devices/%s/dispute", self->taken->id);
  g_autoptr (TestAnswer) disputed =
      test_device_request (self->home, self->authority, "POST", path, "{}");
  g_assert_cmpuint (disputed->status, ==, 200);
}

static const char *
get_unavailable (TestAnswer *challenge, const char *method)
{
  return json_object_get_string_member_with_default (
      json_object_get_object_member (challenge->json, "unavailable"), method, NULL);
}

static const char *const by_face[] = {"device", "face", NULL};
static const char *const by_oidc[] = {"oidc", NULL};
static const char *const by_staff[] = {"staff-code", NULL};

static void
the_way_that_was_used_is_left_out_and_the_others_count (Fixture *self, gconstpointer data)
{
  dispute (self, by_face);
  g_autoptr (TestAnswer) challenge =
      test_identity_begin (self->authority, self->home, "new-pin", NULL);
  test_assert_ways (challenge, "ways", "staff-code oidc");
  g_assert_cmpstr (get_unavailable (challenge, "face"), ==, "disputed");
  g_assert_null (get_unavailable (challenge, "oidc"));
  g_autoptr (TestAnswer) face = prove (self, self->home, challenge, "face");
  test_assert_problem (face, "method-refused");
  g_autoptr (TestAnswer) refused = replace_pin (self, self->home, by_face);
  test_assert_problem (refused, "identity-required");
  g_autoptr (TestAnswer) done = replace_pin (self, self->home, by_oidc);
  g_assert_cmpuint (done->status, ==, 201);
}

/* The same person on another device, with evidence of the method oidc. */
static TestAnswer *
register_device (Fixture *self, TestDevice *device, const char *challenge_id, const char *evidence)
{
  g_autoptr (TestAnswer) people =
      test_request (self->authority, "GET", "/v1/demonstration", NULL, NULL);
  JsonObject *person =
      json_array_get_object_element (json_object_get_array_member (people->json, "people"), 1);
  gsize size;
  gconstpointer spki = g_bytes_get_data (yqq_key_get_public (device->key), &size);
  g_autofree char *key = yqq_base64_encode (spki, size);
  g_autofree char *body = g_strdup_printf (
      "{\"challenge_id\":\"%s\",\"name\":\"%s\",\"id_type\":\"resident-id\",\"id_number\":\"%s\","
      "\"method\":\"oidc\",\"evidence\":%s,\"public_key\":\"%s\",\"label\":\"test\"}",
      challenge_id, json_object_get_string_member (person, "name"),
      json_object_get_string_member (person, "id_number"), evidence, key);
  return test_device_request (device, self->authority, "POST", "/v1/devices", body);
}

static void
it_does_not_count_for_any_other_purpose_either (Fixture *self, gconstpointer data)
{
  dispute (self, by_oidc);
  g_autoptr (TestAnswer) unlock = test_identity_begin (self->authority, self->home, "unlock", NULL);
  test_assert_ways (unlock, "ways", "device+face");
  g_assert_cmpstr (get_unavailable (unlock, "oidc"), ==, "disputed");
  g_autoptr (TestAnswer) transfer =
      test_identity_begin (self->authority, self->home, "transfer", "t");
  g_assert_true (json_object_get_boolean_member (transfer->json, "satisfied"));
  g_autoptr (TestDevice) fresh = test_device_new ();
  test_device_follow_clock (fresh, self->authority);
  fresh->person_id = g_strdup (self->home->person_id);
  g_autoptr (TestAnswer) challenge = test_request (
      self->authority, "POST", "/v1/identity/challenges", NULL, "{\"purpose\":\"log-in\"}");
  g_autofree char *evidence =
      test_identity_make (self->authority, fresh, challenge, "log-in", NULL, "oidc");
  g_autoptr (TestAnswer) log_in =
      register_device (self, fresh, test_answer_get_text (challenge, "challenge_id"), evidence);
  test_assert_problem (log_in, "method-refused");
}

static void
what_was_proven_before_counts_no_more (Fixture *self, gconstpointer data)
{
  g_autoptr (TestAnswer) challenge =
      test_identity_begin (self->authority, self->home, "new-pin", NULL);
  g_autoptr (TestAnswer) proven = prove (self, self->home, challenge, "staff-code");
  g_assert_true (json_object_get_boolean_member (proven->json, "satisfied"));
  g_autofree char *code =
      test_identity_make_code (self->authority, self->home->person_id, "new-pin");
  dispute (self, by_face);
  g_autofree char *used =
      test_identity_use (self->authority, self->home,
                         test_answer_get_text (challenge, "challenge_id"), "new-pin", NULL);
  g_assert_cmpstr (used, ==, "identity-required");
  g_autoptr (TestAnswer) again = test_identity_begin (self->authority, self->home, "new-pin", NULL);
  g_autofree char *evidence = g_strdup_printf ("{\"code\":\"%s\"}", code);
  g_autoptr (TestAnswer) old_code =
      test_identity_send (self->authority, self->home, test_answer_get_text (again, "challenge_id"),
                          "staff-code", evidence);
  test_assert_problem (old_code, "evidence-invalid");
}

static void
a_staff_code_given_after_it_lifts_it (Fixture *self, gconstpointer data)
{
  dispute (self, by_face);
  g_autoptr (TestAnswer) done = replace_pin (self, self->home, by_staff);
  g_assert_cmpuint (done->status, ==, 201);
  g_autoptr (TestAnswer) challenge =
      test_identity_begin (self->authority, self->home, "new-pin", NULL);
  test_assert_ways (challenge, "ways", "staff-code oidc device+face");
  g_assert_null (get_unavailable (challenge, "face"));
}

static void
a_disputed_staff_code_bars_no_later_one (Fixture *self, gconstpointer data)
{
  dispute (self, by_staff);
  g_autoptr (TestAnswer) challenge =
      test_identity_begin (self->authority, self->home, "new-pin", NULL);
  test_assert_ways (challenge, "ways", "staff-code oidc device+face");
  g_autoptr (TestAnswer) done = replace_pin (self, self->home, by_staff);
  g_assert_cmpuint (done->status, ==, 201);
}

typedef struct {
  const char *id_number;
  GError *problem;
} Lifting;

static gboolean
do_lift (YqqDatabase *database, gpointer data, GError **error)
{
  Lifting *lifting = data;
  return yqq_desk_lift_dispute (database, "resident-id", lifting->id_number, START_MS, error);
}

static char *
find_id_number (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqDatabase) database = yqq_authority_open_database (self->authority->data, &error);
  g_assert_no_error (error);
  g_autoptr (YqqRows) rows =
      yqq_database_query (database, &error, "SELECT id_number FROM people WHERE id = $1",
                          YQQ_TEXT (self->home->person_id), YQQ_END);
  g_assert_no_error (error);
  return g_strdup (yqq_rows_get_text (rows, 0, 0));
}

static void
staff_lift_it_and_only_where_there_is_one (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) none = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *number = find_id_number (self);
  g_autoptr (YqqDatabase) database = yqq_authority_open_database (self->authority->data, &error);
  Lifting lifting = {.id_number = number};
  g_assert_false (yqq_database_transact (database, do_lift, &lifting, &none));
  g_assert_error (none, YQQ_DESK_ERROR, YQQ_DESK_ERROR_UNKNOWN);
  dispute (self, by_face);
  yqq_database_transact (database, do_lift, &lifting, &error);
  g_assert_no_error (error);
  g_autoptr (TestAnswer) challenge =
      test_identity_begin (self->authority, self->home, "new-pin", NULL);
  test_assert_ways (challenge, "ways", "staff-code oidc device+face");
}

static gint64
count_records (Fixture *self, const char *pattern)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqDatabase) database = yqq_authority_open_database (self->authority->data, &error);
  g_assert_no_error (error);
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, &error, "SELECT count (*) FROM audit_records WHERE line LIKE $1",
      YQQ_TEXT (pattern), YQQ_END);
  g_assert_no_error (error);
  return yqq_rows_get_int (rows, 0, 0);
}

static void
both_stand_in_the_record_with_the_methods (Fixture *self, gconstpointer data)
{
  dispute (self, by_face);
  g_assert_cmpint (count_records (self, "%device-dispute%\"methods\":[\"device\",\"face\"]%"), ==,
                   1);
  g_autoptr (TestAnswer) done = replace_pin (self, self->home, by_staff);
  g_assert_cmpint (count_records (self, "%dispute-lift%\"methods\":[\"staff-code\"]%"), ==, 1);
}

#define ADD(test) g_test_add ("/authority/dispute/" #test, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD (the_way_that_was_used_is_left_out_and_the_others_count);
  ADD (it_does_not_count_for_any_other_purpose_either);
  ADD (what_was_proven_before_counts_no_more);
  ADD (a_staff_code_given_after_it_lifts_it);
  ADD (a_disputed_staff_code_bars_no_later_one);
  ADD (staff_lift_it_and_only_where_there_is_one);
  ADD (both_stand_in_the_record_with_the_methods);
  return g_test_run ();
}
