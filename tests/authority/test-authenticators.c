/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person's security keys at a whole authority, with a whole key in software on the device's side.
 */
#include <string.h>

#include "../support/await.h"
#include "audit-support.h"
#include "authority/store/audit.h"
#include "base/encoding.h"
#include "base/json.h"
#include "identity-support.h"
#include "identity/fido2-registration.h"
#include "notice-support.h"
#include "software-bus.h"

#define START_MS G_GINT64_CONSTANT (1795334400000)
#define PATH "/v1/me/authenticators"

typedef struct {
  YqqClock *clock;
  TestAuthority *authority;
  TestDevice *device; /* of person 0 */
  SoftwareBus *bus;
  SoftwareKey *key;
  YqqFido2Prover *prover;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->clock = yqq_clock_new_manual (START_MS);
  self->authority = test_authority_new (self->clock);
  self->device = test_log_in (self->authority, 0);
  self->bus = software_bus_new ();
  self->key = software_key_new ("blue");
  software_bus_plug_in (self->bus, self->key);
  self->prover = yqq_fido2_prover_new (YQQ_FIDO2_BUS (self->bus));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_object (&self->prover);
  g_clear_object (&self->bus);
  g_clear_pointer (&self->key, software_key_free);
  test_device_free (self->device);
  test_authority_free (self->authority);
  yqq_clock_unref (self->clock);
}

/* A challenge, proven by a staff code. */
static TestAnswer *
begin_proven (Fixture *self, const char *purpose, const char *subject)
{
  TestAnswer *challenge = test_identity_begin (self->authority, self->device, purpose, subject);
  g_assert_cmpuint (challenge->status, ==, 201);
  g_autoptr (TestAnswer) proven = test_identity_prove (self->authority, self->device, challenge,
                                                       purpose, subject, "staff-code");
  g_assert_cmpuint (proven->status, ==, 200);
  return challenge;
}

static YqqIdentityTask *
make_task (TestDevice *device, TestAnswer *challenge, const char *purpose, const char *subject)
{
  JsonObject *offers = json_object_get_object_member (challenge->json, "offers");
  JsonObject *offer = json_object_has_member (offers, "fido2")
                          ? json_object_get_object_member (offers, "fido2")
                          : NULL;
  g_autofree char *thumbprint = yqq_key_thumbprint (device->key);
  g_autoptr (GBytes) nonce =
      yqq_base64_decode (test_answer_get_text (challenge, "nonce"), -1, NULL);
  return yqq_identity_task_new (test_answer_get_text (challenge, "challenge_id"), nonce, purpose,
                                subject, device->person_id, thumbprint, offer);
}

/* What the key makes for the challenge, in a whole request. */
static char *
make_addition (Fixture *self, TestAnswer *challenge, const char *label)
{
  g_autoptr (GError) error = NULL;
  g_auto (Await) await = {NULL};
  g_autoptr (YqqIdentityTask) task = make_task (self->device, challenge, "enrol-key", NULL);
  yqq_fido2_registration_make_async (self->prover, task, NULL, NULL, await_callback, &await);
  g_autoptr (JsonObject) made =
      yqq_fido2_registration_make_finish (self->prover, await_result (&await), &error);
  g_assert_no_error (error);
  g_autofree char *registration = yqq_json_to_string (made);
  return g_strdup_printf ("{\"label\":\"%s\",\"identity\":\"%s\",\"registration\":%s}", label,
                          test_answer_get_text (challenge, "challenge_id"), registration);
}

static TestAnswer *
send_as (Fixture *self, TestDevice *device, const char *method, const char *path, const char *body)
{
  return test_device_request (device, self->authority, method, path, body);
}

/* Registers the key; its id. */
static char *
register_key (Fixture *self, const char *label)
{
  g_autoptr (TestAnswer) challenge = begin_proven (self, "enrol-key", NULL);
  g_autofree char *addition = make_addition (self, challenge, label);
  g_autoptr (TestAnswer) answer = send_as (self, self->device, "POST", PATH, addition);
  g_assert_cmpuint (answer->status, ==, 201);
  g_assert_cmpstr (test_answer_get_text (answer, "label"), ==, label);
  return g_strdup (test_answer_get_text (answer, "id"));
}

static guint
count_keys (Fixture *self, TestDevice *device)
{
  g_autoptr (TestAnswer) answer = send_as (self, device, "GET", PATH, NULL);
  g_assert_cmpuint (answer->status, ==, 200);
  return json_array_get_length (json_object_get_array_member (answer->json, "authenticators"));
}

static TestAnswer *
prove_with_key (Fixture *self, TestAnswer *challenge, const char *purpose)
{
  g_autoptr (GError) error = NULL;
  g_auto (Await) await = {NULL};
  YqqIdentityProver *prover = YQQ_IDENTITY_PROVER (self->prover);
  g_autoptr (YqqIdentityTask) task = make_task (self->device, challenge, purpose, NULL);
  yqq_identity_prover_prove_async (prover, task, NULL, await_callback, &await);
  g_autoptr (JsonObject) made =
      yqq_identity_prover_prove_finish (prover, await_result (&await), &error);
  g_assert_no_error (error);
  g_autofree char *evidence = yqq_json_to_string (made);
  return test_identity_send (self->authority, self->device,
                             test_answer_get_text (challenge, "challenge_id"), "fido2", evidence);
}

static void
a_key_is_registered_and_listed (Fixture *self, gconstpointer data)
{
  g_assert_cmpuint (count_keys (self, self->device), ==, 0);
  g_autofree char *id = register_key (self, "办公室");
  g_autoptr (TestAnswer) answer = send_as (self, self->device, "GET", PATH, NULL);
  JsonObject *key = json_array_get_object_element (
      json_object_get_array_member (answer->json, "authenticators"), 0);
  g_assert_cmpstr (json_object_get_string_member (key, "id"), ==, id);
  g_assert_cmpstr (json_object_get_string_member (key, "label"), ==, "办公室");
  g_assert_false (json_object_has_member (key, "used_at"));
  g_assert_false (json_object_has_member (key, "public_key"));
}

static void
every_device_of_the_person_is_told_of_a_new_key (Fixture *self, gconstpointer data)
{
  g_autoptr (TestDevice) home = test_log_in (self->authority, 0);
  g_autofree char *id = register_key (self, "办公室");
  test_assert_told (home, self->authority, YQQ_NOTICE_KEY_ADDED, NULL, self->device->id, NULL,
                    "办公室");
  g_assert_cmpuint (test_count_told (home, self->authority, YQQ_NOTICE_KEY_REMOVED), ==, 0);
}

static void
nobody_registers_without_being_verified (Fixture *self, gconstpointer data)
{
  g_autoptr (TestAnswer) open =
      test_identity_begin (self->authority, self->device, "enrol-key", NULL);
  g_autofree char *addition = make_addition (self, open, "key");
  g_autoptr (TestAnswer) refused = send_as (self, self->device, "POST", PATH, addition);
  test_assert_problem (refused, "identity-required");
  g_assert_cmpstr (test_answer_get_text (refused, "purpose"), ==, "enrol-key");
  g_autoptr (TestAnswer) other = begin_proven (self, "new-pin", NULL);
  g_autofree char *for_another = make_addition (self, other, "key");
  g_autoptr (TestAnswer) refused_too = send_as (self, self->device, "POST", PATH, for_another);
  g_assert_cmpuint (refused_too->status, ==, 403);
  g_assert_cmpuint (count_keys (self, self->device), ==, 0);
}

static void
what_verified_a_person_is_used_up_once (Fixture *self, gconstpointer data)
{
  g_autoptr (SoftwareKey) second = software_key_new ("green");
  g_autoptr (TestAnswer) challenge = begin_proven (self, "enrol-key", NULL);
  g_autofree char *addition = make_addition (self, challenge, "one");
  g_autoptr (TestAnswer) first = send_as (self, self->device, "POST", PATH, addition);
  g_assert_cmpuint (first->status, ==, 201);
  software_bus_take_out (self->bus, self->key);
  software_bus_plug_in (self->bus, second);
  g_autofree char *again = make_addition (self, challenge, "two");
  g_autoptr (TestAnswer) refused = send_as (self, self->device, "POST", PATH, again);
  test_assert_problem (refused, "evidence-replayed");
  g_assert_cmpuint (count_keys (self, self->device), ==, 1);
  software_bus_take_out (self->bus, second);
}

static void
a_registration_that_is_not_good_uses_up_nothing (Fixture *self, gconstpointer data)
{
  g_autoptr (TestAnswer) earlier =
      test_identity_begin (self->authority, self->device, "enrol-key", NULL);
  g_autoptr (TestAnswer) challenge = begin_proven (self, "enrol-key", NULL);
  g_autofree char *made_earlier = make_addition (self, earlier, "key");
  g_autofree char *good = make_addition (self, challenge, "key");
  const char *id = test_answer_get_text (challenge, "challenge_id");
  g_autoptr (GString) wrong = g_string_new (made_earlier);
  g_string_replace (wrong, test_answer_get_text (earlier, "challenge_id"), id, 0);
  g_autoptr (TestAnswer) refused = send_as (self, self->device, "POST", PATH, wrong->str);
  test_assert_problem (refused, "evidence-invalid");
  g_autoptr (TestAnswer) taken = send_as (self, self->device, "POST", PATH, good);
  g_assert_cmpuint (taken->status, ==, 201);
}

static void
what_is_no_registration_is_malformed (Fixture *self, gconstpointer data)
{
  static const char *const bodies[] = {
      "{}",
      "{\"label\":\"\",\"identity\":\"i\",\"registration\":{}}",
      "{\"label\":\"key\",\"identity\":\"i\",\"registration\":{}}",
      "{\"label\":\"key\",\"identity\":\"i\",\"registration\":{\"format\":\"packed\","
      "\"authenticator_data\":\"*\",\"signature\":\"AA==\"}}",
  };
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++) {
    g_autoptr (TestAnswer) refused = send_as (self, self->device, "POST", PATH, bodies[i]);
    test_assert_problem (refused, "malformed");
  }
}

static void
who_registered_a_key_needs_it_for_a_new_pin (Fixture *self, gconstpointer data)
{
  g_autofree char *id = register_key (self, "key");
  g_autoptr (TestAnswer) challenge =
      test_identity_begin (self->authority, self->device, "new-pin", NULL);
  g_autoptr (TestAnswer) half =
      test_identity_prove (self->authority, self->device, challenge, "new-pin", NULL, "staff-code");
  g_assert_cmpuint (half->status, ==, 200);
  g_assert_false (json_object_get_boolean_member (half->json, "satisfied"));
  g_autoptr (TestAnswer) whole = prove_with_key (self, challenge, "new-pin");
  g_assert_cmpuint (whole->status, ==, 200);
  g_assert_true (json_object_get_boolean_member (whole->json, "satisfied"));
  g_autofree char *problem =
      test_identity_use (self->authority, self->device,
                         test_answer_get_text (challenge, "challenge_id"), "new-pin", NULL);
  g_assert_null (problem);
  g_autoptr (TestAnswer) listed = send_as (self, self->device, "GET", PATH, NULL);
  g_assert_true (
      json_object_has_member (json_array_get_object_element (
                                  json_object_get_array_member (listed->json, "authenticators"), 0),
                              "used_at"));
}

static void
a_copied_key_is_refused_and_satisfies_nothing (Fixture *self, gconstpointer data)
{
  g_autofree char *id = register_key (self, "key");
  software_key_set_counter (self->key, TRUE, 0);
  g_autoptr (TestAnswer) challenge =
      test_identity_begin (self->authority, self->device, "new-pin", NULL);
  g_autoptr (TestAnswer) refused = prove_with_key (self, challenge, "new-pin");
  test_assert_problem (refused, "evidence-invalid");
}

static TestAnswer *
remove_key (Fixture *self, const char *id, TestAnswer *challenge)
{
  g_autofree char *path = g_strdup_printf (PATH "/%s?identity=%s", id,
                                           test_answer_get_text (challenge, "challenge_id"));
  return send_as (self, self->device, "DELETE", path, NULL);
}

static void
a_key_is_taken_out_by_who_is_verified_for_that_key (Fixture *self, gconstpointer data)
{
  g_autofree char *id = register_key (self, "key");
  g_autofree char *bare = g_strdup_printf (PATH "/%s", id);
  g_autoptr (TestAnswer) unverified = send_as (self, self->device, "DELETE", bare, NULL);
  test_assert_problem (unverified, "identity-required");
  g_autoptr (TestAnswer) for_another = begin_proven (self, "enrol-key", "another");
  g_autoptr (TestAnswer) refused = remove_key (self, id, for_another);
  test_assert_problem (refused, "identity-required");
  g_assert_cmpuint (count_keys (self, self->device), ==, 1);
  g_autoptr (TestAnswer) challenge = begin_proven (self, "enrol-key", id);
  g_autoptr (TestAnswer) removed = remove_key (self, id, challenge);
  g_assert_cmpuint (removed->status, ==, 200);
  g_assert_cmpuint (count_keys (self, self->device), ==, 0);
  test_assert_told (self->device, self->authority, YQQ_NOTICE_KEY_REMOVED, NULL, self->device->id,
                    NULL, "key");
  g_autoptr (TestAnswer) new_pin =
      test_identity_begin (self->authority, self->device, "new-pin", NULL);
  g_autoptr (TestAnswer) alone =
      test_identity_prove (self->authority, self->device, new_pin, "new-pin", NULL, "staff-code");
  g_assert_true (json_object_get_boolean_member (alone->json, "satisfied"));
}

static void
a_key_that_is_not_there_is_told (Fixture *self, gconstpointer data)
{
  g_autoptr (TestAnswer) renamed =
      send_as (self, self->device, "PUT", PATH "/nothing", "{\"label\":\"key\"}");
  test_assert_problem (renamed, "authenticator-unknown");
  g_autoptr (TestAnswer) challenge = begin_proven (self, "enrol-key", "nothing");
  g_autoptr (TestAnswer) removed = remove_key (self, "nothing", challenge);
  test_assert_problem (removed, "authenticator-unknown");
  g_autoptr (TestAnswer) once_more = remove_key (self, "nothing", challenge);
  test_assert_problem (once_more, "authenticator-unknown"); /* and not "replayed" */
}

static void
a_key_is_renamed (Fixture *self, gconstpointer data)
{
  g_autofree char *id = register_key (self, "key");
  g_autofree char *path = g_strdup_printf (PATH "/%s", id);
  g_autoptr (TestAnswer) renamed =
      send_as (self, self->device, "PUT", path, "{\"label\":\"家里\"}");
  g_assert_cmpuint (renamed->status, ==, 200);
  g_autoptr (TestAnswer) listed = send_as (self, self->device, "GET", PATH, NULL);
  g_assert_nonnull (strstr (listed->body, "家里"));
}

static void
nobody_sees_or_touches_anothers_keys (Fixture *self, gconstpointer data)
{
  g_autoptr (TestDevice) other = test_log_in (self->authority, 1);
  g_autofree char *id = register_key (self, "key");
  g_autofree char *path = g_strdup_printf (PATH "/%s", id);
  g_assert_cmpuint (count_keys (self, other), ==, 0);
  g_autoptr (TestAnswer) renamed = send_as (self, other, "PUT", path, "{\"label\":\"mine\"}");
  test_assert_problem (renamed, "authenticator-unknown");
  g_autoptr (TestAnswer) removed = send_as (self, other, "DELETE", path, NULL);
  test_assert_problem (removed, "authenticator-unknown");
  g_assert_cmpuint (count_keys (self, self->device), ==, 1);
  g_autoptr (TestAnswer) unsigned_request = test_request (self->authority, "GET", PATH, NULL, NULL);
  test_assert_problem (unsigned_request, "signature-missing");
}

static void
each_change_is_recorded_without_what_the_key_said (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = register_key (self, "key");
  g_autoptr (YqqDatabase) database = yqq_authority_open_database (self->authority->data, &error);
  g_assert_no_error (error);
  g_autoptr (GPtrArray) lines =
      yqq_audit_list_lines (database, NULL, 0, G_MAXINT64, G_MAXSIZE / 2, &error);
  g_assert_no_error (error);
  const char *last = g_ptr_array_index (lines, lines->len - 1);
  g_assert_nonnull (strstr (last, "\"authenticator-add\""));
  g_assert_nonnull (strstr (last, id));
  for (guint i = 0; i < lines->len; i++)
    g_assert_null (strstr (g_ptr_array_index (lines, i), "authenticator_data"));
}

#define ADD(test)                                                                                  \
  g_test_add ("/authority/authenticators/" #test, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD (a_key_is_registered_and_listed);
  ADD (every_device_of_the_person_is_told_of_a_new_key);
  ADD (nobody_registers_without_being_verified);
  ADD (what_verified_a_person_is_used_up_once);
  ADD (a_registration_that_is_not_good_uses_up_nothing);
  ADD (what_is_no_registration_is_malformed);
  ADD (who_registered_a_key_needs_it_for_a_new_pin);
  ADD (a_copied_key_is_refused_and_satisfies_nothing);
  ADD (a_key_is_taken_out_by_who_is_verified_for_that_key);
  ADD (a_key_that_is_not_there_is_told);
  ADD (a_key_is_renamed);
  ADD (nobody_sees_or_touches_anothers_keys);
  ADD (each_change_is_recorded_without_what_the_key_said);
  return g_test_run ();
}
