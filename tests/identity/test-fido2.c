/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A security key from its registration to what the authority says: both halves of the method. */
#include <gio/gio.h>
#include <string.h>

#include "base/json.h"
#include "fido2-fixture.h"

static void
check_refused (Fixture *fixture, const YqqIdentityTask *task, JsonObject *evidence)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (fixture_verify (fixture, task, evidence, &error));
  g_assert_error (error, YQQ_IDENTITY_ERROR, YQQ_IDENTITY_ERROR_INVALID);
  g_assert_cmpint (yqq_identity_error_get_tries_left (error), ==, -1);
}

static void
check_accepted (Fixture *fixture, const YqqIdentityTask *task, JsonObject *evidence)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqIdentityResult) result = fixture_verify (fixture, task, evidence, &error);
  g_assert_no_error (error);
  g_assert_nonnull (result);
}

static JsonObject *
prove (Fixture *fixture, const YqqIdentityTask *task)
{
  g_autoptr (GError) error = NULL;
  JsonObject *evidence = fixture_prove (fixture, task, &error);
  g_assert_no_error (error);
  return evidence;
}

static const YqqAuthenticator *
get_registered (Fixture *fixture, guint place)
{
  const MemoryAuthenticator *row = g_ptr_array_index (fixture->store->rows, place);
  return row->authenticator;
}

static void
a_registered_key_says_who_is_there (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  fixture_register (fixture);
  g_autoptr (YqqIdentityTask) task = fixture_make_task (fixture, "new-pin", 1);
  g_autoptr (JsonObject) evidence = prove (fixture, task);
  yqq_clock_advance (fixture->clock, 1000);
  g_autoptr (YqqIdentityResult) result = fixture_verify (fixture, task, evidence, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (result->method, ==, "fido2");
  g_assert_cmpstr (result->person_id, ==, PERSON);
  g_assert_cmpstr (result->purpose, ==, "new-pin");
  g_assert_null (result->confirmed_by);
  g_assert_cmpint (result->at_ms, ==, START_MS + 1000);
  g_assert_cmpstr (fixture->states->str, ==, "touch ");
  g_assert_cmpstr (yqq_identity_prover_get_method (YQQ_IDENTITY_PROVER (fixture->prover)), ==,
                   yqq_identity_verifier_get_method (YQQ_IDENTITY_VERIFIER (fixture->verifier)));
}

static void
a_registration_keeps_what_is_needed_and_no_more (Fixture *fixture, gconstpointer data)
{
  fixture_register (fixture);
  const YqqAuthenticator *kept = get_registered (fixture, 0);
  g_assert_cmpuint (g_bytes_get_size (kept->public_key), ==, 64);
  g_assert_cmpuint (g_bytes_get_size (kept->credential), ==, 32);
  g_assert_cmpuint (kept->counter, ==, 1);
  g_assert_cmpstr (kept->label, ==, "office key");
  g_assert_cmpint (kept->added_at_ms, ==, START_MS);
  g_assert_cmpint (kept->used_at_ms, ==, 0);
  g_assert_cmpuint (software_key_count_credentials (fixture->key), ==, 1);
}

static void
each_use_is_kept_with_its_counter (Fixture *fixture, gconstpointer data)
{
  fixture_register (fixture);
  for (guint8 number = 1; number < 4; number++) {
    g_autoptr (YqqIdentityTask) task = fixture_make_task (fixture, "transfer", number);
    g_autoptr (JsonObject) evidence = prove (fixture, task);
    yqq_clock_advance (fixture->clock, 1000);
    check_accepted (fixture, task, evidence);
    g_assert_cmpuint (get_registered (fixture, 0)->counter, ==, 1u + number);
    g_assert_cmpint (get_registered (fixture, 0)->used_at_ms, ==, START_MS + 1000 * number);
  }
}

static void
evidence_is_good_once (Fixture *fixture, gconstpointer data)
{
  fixture_register (fixture);
  g_autoptr (YqqIdentityTask) task = fixture_make_task (fixture, "new-pin", 1);
  g_autoptr (JsonObject) evidence = prove (fixture, task);
  check_accepted (fixture, task, evidence);
  check_refused (fixture, task, evidence);
}

static void
check_not_for (Fixture *fixture,
               JsonObject *evidence,
               guint8 number,
               const char *purpose,
               const char *subject,
               const char *device)
{
  guint8 bytes[16] = {number};
  g_autoptr (GBytes) nonce = g_bytes_new (bytes, sizeof bytes);
  g_autoptr (YqqIdentityTask) task =
      yqq_identity_task_new ("challenge", nonce, purpose, subject, PERSON, device, NULL);
  check_refused (fixture, task, evidence);
}

static void
evidence_is_good_for_its_own_task_only (Fixture *fixture, gconstpointer data)
{
  fixture_register (fixture);
  g_autoptr (YqqIdentityTask) task = fixture_make_task (fixture, "new-pin", 1);
  g_autoptr (JsonObject) evidence = prove (fixture, task);
  check_not_for (fixture, evidence, 2, "new-pin", "", "thumbprint");
  check_not_for (fixture, evidence, 1, "transfer", "", "thumbprint");
  check_not_for (fixture, evidence, 1, "new-pin", "grant-7", "thumbprint");
  check_not_for (fixture, evidence, 1, "new-pin", "", "another device");
  check_accepted (fixture, task, evidence);
}

static void
another_persons_key_is_not_known (Fixture *fixture, gconstpointer data)
{
  fixture_register (fixture);
  g_autoptr (YqqIdentityTask) task = fixture_make_task (fixture, "new-pin", 1);
  g_autoptr (JsonObject) evidence = prove (fixture, task);
  g_autoptr (YqqIdentityTask) others = yqq_identity_task_new ("challenge", task->nonce, "new-pin",
                                                              NULL, "person-2", "thumbprint", NULL);
  check_refused (fixture, others, evidence);
}

static JsonObject *
with_bit_turned (JsonObject *evidence, const char *member, gsize place)
{
  g_autoptr (GBytes) bytes = NULL;
  g_assert_true (yqq_json_read_bytes (evidence, member, 4096, &bytes, NULL));
  gsize size = g_bytes_get_size (bytes);
  if (place >= size)
    return NULL;
  g_autofree guint8 *changed = g_memdup2 (g_bytes_get_data (bytes, NULL), size);
  changed[place] ^= 1;
  g_autoptr (GBytes) other = g_bytes_new (changed, size);
  g_autofree char *text = yqq_json_to_string (evidence);
  JsonObject *copy = yqq_json_parse (text, -1, 0, NULL);
  yqq_json_set_bytes (copy, member, other);
  return copy;
}

static void
a_bit_turned_anywhere_is_found (Fixture *fixture, gconstpointer data)
{
  static const char *const members[] = {"credential", "authenticator_data", "signature"};
  fixture_register (fixture);
  g_autoptr (YqqIdentityTask) task = fixture_make_task (fixture, "new-pin", 1);
  g_autoptr (JsonObject) evidence = prove (fixture, task);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++) {
    JsonObject *changed;
    for (gsize place = 0; (changed = with_bit_turned (evidence, members[i], place)) != NULL;
         place++) {
      check_refused (fixture, task, changed);
      json_object_unref (changed);
    }
  }
  check_accepted (fixture, task, evidence);
}

static void
a_copied_key_is_found_by_its_counter (Fixture *fixture, gconstpointer data)
{
  fixture_register (fixture);
  g_autoptr (YqqIdentityTask) first = fixture_make_task (fixture, "new-pin", 1);
  g_autoptr (JsonObject) from_original = prove (fixture, first);
  check_accepted (fixture, first, from_original);
  software_key_set_counter (fixture->key, TRUE, 1); /* as its copy counts on from the same point */
  g_autoptr (YqqIdentityTask) second = fixture_make_task (fixture, "new-pin", 2);
  g_autoptr (JsonObject) from_copy = prove (fixture, second);
  check_refused (fixture, second, from_copy);
  g_autoptr (YqqIdentityTask) third = fixture_make_task (fixture, "new-pin", 3);
  g_autoptr (JsonObject) ahead = prove (fixture, third);
  check_accepted (fixture, third, ahead);
  software_key_set_counter (fixture->key, FALSE, 0);
  g_autoptr (YqqIdentityTask) fourth = fixture_make_task (fixture, "new-pin", 4);
  g_autoptr (JsonObject) stopped = prove (fixture, fourth);
  check_refused (fixture, fourth, stopped);
}

static void
a_key_that_does_not_count_is_taken (Fixture *fixture, gconstpointer data)
{
  software_key_set_counter (fixture->key, FALSE, 0);
  fixture_register (fixture);
  for (guint8 number = 1; number < 4; number++) {
    g_autoptr (YqqIdentityTask) task = fixture_make_task (fixture, "new-pin", number);
    g_autoptr (JsonObject) evidence = prove (fixture, task);
    check_accepted (fixture, task, evidence);
  }
}

static void
two_keys_of_one_person_both_count (Fixture *fixture, gconstpointer data)
{
  fixture_register (fixture);
  software_bus_take_out (fixture->bus, fixture->key);
  software_bus_plug_in (fixture->bus, fixture->other_key);
  fixture_register (fixture);
  g_autoptr (YqqIdentityTask) task = fixture_make_task (fixture, "new-pin", 1);
  g_autoptr (JsonObject) by_other = prove (fixture, task);
  check_accepted (fixture, task, by_other);
  software_bus_take_out (fixture->bus, fixture->other_key);
  software_bus_plug_in (fixture->bus, fixture->key);
  g_autoptr (YqqIdentityTask) next = fixture_make_task (fixture, "new-pin", 2);
  g_autoptr (JsonObject) by_first = prove (fixture, next);
  check_accepted (fixture, next, by_first);
}

static void
no_key_is_registered_twice (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL, refusal = NULL;
  g_autoptr (YqqIdentityTask) task = fixture_make_task (fixture, "enrol-key", 1);
  g_autoptr (JsonObject) registration = fixture_make_registration (fixture, task, &error);
  g_assert_no_error (error);
  g_autoptr (YqqAuthenticator) made = fixture_keep (fixture, task, registration, "one", &error);
  g_assert_no_error (error);
  g_assert_null (fixture_keep (fixture, task, registration, "two", &refusal));
  g_assert_error (refusal, YQQ_IDENTITY_ERROR, YQQ_IDENTITY_ERROR_INVALID);
  g_assert_null (fixture_make_registration (fixture, task, &error));
  g_assert_error (error, YQQ_FIDO2_ERROR, YQQ_FIDO2_ERROR_REGISTERED);
  g_assert_cmpuint (fixture->store->rows->len, ==, 1);
}

static void
a_registration_is_good_for_its_own_task_only (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL, refusal = NULL;
  g_autoptr (YqqIdentityTask) task = fixture_make_task (fixture, "enrol-key", 1);
  g_autoptr (YqqIdentityTask) other = fixture_make_task (fixture, "enrol-key", 2);
  g_autoptr (JsonObject) registration = fixture_make_registration (fixture, task, &error);
  g_assert_no_error (error);
  g_assert_null (fixture_keep (fixture, other, registration, "key", &refusal));
  g_assert_error (refusal, YQQ_IDENTITY_ERROR, YQQ_IDENTITY_ERROR_INVALID);
  g_assert_cmpuint (fixture->store->rows->len, ==, 0);
}

static void
a_bit_turned_in_a_registration_is_found (Fixture *fixture, gconstpointer data)
{
  static const char *const members[] = {"authenticator_data", "signature"};
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqIdentityTask) task = fixture_make_task (fixture, "enrol-key", 1);
  g_autoptr (JsonObject) registration = fixture_make_registration (fixture, task, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++) {
    JsonObject *changed;
    for (gsize place = 0; (changed = with_bit_turned (registration, members[i], place)) != NULL;
         place++) {
      g_assert_null (fixture_keep (fixture, task, changed, "key", &error));
      g_assert_error (error, YQQ_IDENTITY_ERROR, YQQ_IDENTITY_ERROR_INVALID);
      g_clear_error (&error);
      json_object_unref (changed);
    }
  }
}

static void
nobody_has_more_keys_than_fit (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqIdentityTask) task = fixture_make_task (fixture, "enrol-key", 1);
  for (guint i = 0; i <= YQQ_FIDO2_MAX_KEYS; i++) {
    g_autoptr (SoftwareKey) key = software_key_new ("one of many");
    software_bus_take_out (fixture->bus, fixture->key);
    software_bus_plug_in (fixture->bus, key);
    g_autoptr (GPtrArray) keys =
        yqq_authenticator_store_list (YQQ_AUTHENTICATOR_STORE (fixture->store), PERSON, NULL);
    if (i < YQQ_FIDO2_MAX_KEYS) {
      fixture_register (fixture);
    } else {
      g_autoptr (JsonObject) registration = fixture_make_registration (fixture, task, &error);
      g_assert_no_error (error);
      g_assert_null (fixture_keep (fixture, task, registration, "key", &error));
      g_assert_error (error, YQQ_IDENTITY_ERROR, YQQ_IDENTITY_ERROR_INVALID);
    }
    software_bus_take_out (fixture->bus, key);
  }
}

static void
what_is_no_assertion_is_refused (Fixture *fixture, gconstpointer data)
{
  static const char *const texts[] = {
      "{}",
      "{\"credential\":\"\",\"authenticator_data\":\"\",\"signature\":\"\"}",
      "{\"credential\":\"AA==\",\"authenticator_data\":\"AA==\",\"signature\":7}",
      "{\"credential\":\"AA==\",\"authenticator_data\":\"AA==\",\"signature\":\"*\"}",
  };
  fixture_register (fixture);
  g_autoptr (YqqIdentityTask) task = fixture_make_task (fixture, "new-pin", 1);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (JsonObject) evidence = yqq_json_parse (texts[i], -1, 0, NULL);
    g_assert_nonnull (evidence);
    check_refused (fixture, task, evidence);
  }
}

static void
a_store_that_fails_lets_nobody_in (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  fixture_register (fixture);
  g_autoptr (YqqIdentityTask) task = fixture_make_task (fixture, "new-pin", 1);
  g_autoptr (JsonObject) evidence = prove (fixture, task);
  fixture->store->broken = TRUE;
  g_assert_null (fixture_verify (fixture, task, evidence, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
}

#define ADD(test)                                                                                  \
  g_test_add ("/identity/fido2/" #test, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD (a_registered_key_says_who_is_there);
  ADD (a_registration_keeps_what_is_needed_and_no_more);
  ADD (each_use_is_kept_with_its_counter);
  ADD (evidence_is_good_once);
  ADD (evidence_is_good_for_its_own_task_only);
  ADD (another_persons_key_is_not_known);
  ADD (a_bit_turned_anywhere_is_found);
  ADD (a_copied_key_is_found_by_its_counter);
  ADD (a_key_that_does_not_count_is_taken);
  ADD (two_keys_of_one_person_both_count);
  ADD (no_key_is_registered_twice);
  ADD (a_registration_is_good_for_its_own_task_only);
  ADD (a_bit_turned_in_a_registration_is_found);
  ADD (nobody_has_more_keys_than_fit);
  ADD (what_is_no_assertion_is_refused);
  ADD (a_store_that_fails_lets_nobody_in);
  return g_test_run ();
}
