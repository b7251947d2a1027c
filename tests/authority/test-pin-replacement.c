/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A new PIN without the old one, and "that was not me", at a whole authority. */
#include <string.h>

#include "base/encoding.h"
#include "identity-support.h"

#define START_MS G_GINT64_CONSTANT (1795334400000)

typedef struct {
  YqqClock *clock;
  TestAuthority *authority;
  TestDevice *device; /* of person 1, who looks after nothing, with a PIN */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->clock = yqq_clock_new_manual (START_MS);
  self->authority = test_authority_new (self->clock);
  self->device = test_log_in (self->authority, 1);
  test_device_follow_clock (self->device, self->authority);
  test_set_pin (self->device, self->authority);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  test_device_free (self->device);
  test_authority_free (self->authority);
  yqq_clock_unref (self->clock);
}

/* The id of a challenge that a staff code has satisfied. Owned. */
static char *
prove (Fixture *self, TestDevice *device, const char *purpose)
{
  g_autoptr (TestAnswer) challenge = test_identity_begin (self->authority, device, purpose, NULL);
  g_autoptr (TestAnswer) proven =
      test_identity_prove (self->authority, device, challenge, purpose, NULL, "staff-code");
  g_assert_true (json_object_get_boolean_member (proven->json, "satisfied"));
  return g_strdup (test_answer_get_text (challenge, "challenge_id"));
}

static TestAnswer *
replace (Fixture *self, TestDevice *device, YqqKey *verifier, const char *identity)
{
  gsize size;
  gconstpointer spki = g_bytes_get_data (yqq_key_get_public (verifier), &size);
  g_autofree char *key = yqq_base64_encode (spki, size);
  g_autofree char *body = g_strdup_printf (
      "{\"verifier_key\":\"%s\",\"salt\":\"EBESExQVFhcYGRobHB0eHw==\",\"identity\":\"%s\"}", key,
      identity);
  return test_device_request (device, self->authority, "PUT", "/v1/pin/replacement", body);
}

static void
replace_for_good (Fixture *self)
{
  g_autoptr (YqqKey) verifier = yqq_key_generate (YQQ_ALGORITHM_P256_SHA256);
  g_autofree char *identity = prove (self, self->device, "new-pin");
  g_autoptr (TestAnswer) answer = replace (self, self->device, verifier, identity);
  g_assert_cmpuint (answer->status, ==, 201);
  g_assert_cmpint (test_answer_get_int (answer, "tries_left"), ==, 5);
  yqq_key_unref (self->device->verifier);
  self->device->verifier = g_steal_pointer (&verifier);
}

static void
lock_pin (Fixture *self)
{
  for (guint i = 0; i < 5; i++) {
    g_autoptr (TestAnswer) wrong =
        test_open_gate (self->device, self->authority, "check", "x", FALSE);
    g_assert_cmpuint (wrong->status, !=, 200);
  }
  g_autoptr (TestAnswer) locked =
      test_open_gate (self->device, self->authority, "check", "x", TRUE);
  test_assert_problem (locked, "pin-locked");
}

static char *
get_text_of (Fixture *self, TestDevice *device, const char *path)
{
  g_autoptr (TestAnswer) answer = test_device_request (device, self->authority, "GET", path, NULL);
  g_assert_cmpuint (answer->status, ==, 200);
  return g_strdup (answer->body);
}

static void
a_locked_pin_is_replaced_by_who_has_shown_who_they_are (Fixture *self, gconstpointer data)
{
  lock_pin (self);
  replace_for_good (self);
  g_autoptr (TestAnswer) opened =
      test_open_gate (self->device, self->authority, "check", "x", TRUE);
  g_assert_cmpuint (opened->status, ==, 200);
}

static void
without_an_identity_for_this_very_purpose_nothing_changes (Fixture *self, gconstpointer data)
{
  g_autoptr (YqqKey) verifier = yqq_key_generate (YQQ_ALGORITHM_P256_SHA256);
  g_autoptr (TestAnswer) unknown = replace (self, self->device, verifier, "nothing");
  test_assert_problem (unknown, "identity-required");
  g_autofree char *other_purpose = prove (self, self->device, "unlock");
  g_autoptr (TestAnswer) other = replace (self, self->device, verifier, other_purpose);
  test_assert_problem (other, "identity-required");
  g_autoptr (TestDevice) second = test_log_in (self->authority, 1);
  test_device_follow_clock (second, self->authority);
  test_set_pin (second, self->authority);
  g_autofree char *other_device = prove (self, second, "new-pin");
  g_autoptr (TestAnswer) elsewhere = replace (self, self->device, verifier, other_device);
  test_assert_problem (elsewhere, "identity-required");
  g_autoptr (TestAnswer) opened =
      test_open_gate (self->device, self->authority, "check", "x", TRUE);
  g_assert_cmpuint (opened->status, ==, 200);
}

static void
an_identity_is_good_for_one_pin_and_a_lost_answer_for_the_same_pepper (Fixture *self,
                                                                       gconstpointer data)
{
  g_autoptr (YqqKey) verifier = yqq_key_generate (YQQ_ALGORITHM_P256_SHA256);
  g_autoptr (YqqKey) another = yqq_key_generate (YQQ_ALGORITHM_P256_SHA256);
  g_autofree char *identity = prove (self, self->device, "new-pin");
  g_autoptr (TestAnswer) first = replace (self, self->device, verifier, identity);
  g_autoptr (TestAnswer) again = replace (self, self->device, verifier, identity);
  g_assert_cmpuint (first->status, ==, 201);
  g_assert_cmpuint (again->status, ==, 200);
  g_assert_cmpstr (test_answer_get_text (first, "pepper"), ==,
                   test_answer_get_text (again, "pepper"));
  g_autoptr (TestAnswer) refused = replace (self, self->device, another, identity);
  test_assert_problem (refused, "evidence-replayed");
  yqq_key_unref (self->device->verifier);
  self->device->verifier = yqq_key_ref (verifier);
  g_autoptr (TestAnswer) opened =
      test_open_gate (self->device, self->authority, "check", "x", TRUE);
  g_assert_cmpuint (opened->status, ==, 200);
  g_autoptr (TestAnswer) late = replace (self, self->device, verifier, identity);
  test_assert_problem (late, "evidence-replayed");
}

static void
the_old_pins_certificates_and_confirmations_end_with_it (Fixture *self, gconstpointer data)
{
  g_autofree char *grant = test_get_grant (self->device, self->authority);
  g_autoptr (YqqKey) key = yqq_key_generate (YQQ_ALGORITHM_P256_SHA256);
  g_autoptr (TestAnswer) installed = test_install (self->device, self->authority, grant, key);
  g_assert_cmpuint (installed->status, ==, 201);
  replace_for_good (self);
  g_autofree char *grants = get_text_of (self, self->device, "/v1/me/grants");
  g_assert_nonnull (strstr (grants, "\"superseded\""));
  g_assert_null (strstr (grants, "\"state\":\"active\",\"this_device\":true"));
  g_autofree char *path = g_strdup_printf ("/v1/grants/%s/certificates", grant);
  g_autoptr (TestAnswer) confirmed =
      test_device_request (self->device, self->authority, "POST", path,
                           "{\"request\":\"AAAA\",\"algorithm\":\"sm2-sm3\"}");
  test_assert_problem (confirmed, "challenge-unknown");
  g_autoptr (YqqKey) anew = yqq_key_generate (YQQ_ALGORITHM_P256_SHA256);
  g_autoptr (TestAnswer) again = test_install (self->device, self->authority, grant, anew);
  g_assert_cmpuint (again->status, ==, 201);
}

static void
the_person_is_told_on_every_device_and_can_say_it_was_not_them (Fixture *self, gconstpointer data)
{
  g_autoptr (TestDevice) home = test_log_in (self->authority, 1);
  g_autoptr (TestDevice) administrator = test_log_in (self->authority, 0);
  test_device_follow_clock (home, self->authority);
  test_device_follow_clock (administrator, self->authority);
  replace_for_good (self);
  g_autofree char *notices = get_text_of (self, home, "/v1/me/notices");
  g_assert_nonnull (strstr (notices, "\"pin-replaced\""));
  g_assert_nonnull (strstr (notices, self->device->id));
  g_autofree char *path = g_strdup_printf ("/v1/me/devices/%s/dispute", self->device->id);
  g_autoptr (TestAnswer) stranger =
      test_device_request (administrator, self->authority, "POST", path, "{}");
  test_assert_problem (stranger, "not-found");
  g_autoptr (TestAnswer) disputed = test_device_request (home, self->authority, "POST", path, "{}");
  g_assert_cmpuint (disputed->status, ==, 200);
  g_autoptr (TestAnswer) out =
      test_device_request (self->device, self->authority, "GET", "/v1/me", NULL);
  test_assert_problem (out, "device-revoked");
  g_autofree char *told = get_text_of (self, administrator, "/v1/me/notices");
  g_assert_nonnull (strstr (told, "\"device-disputed\""));
  g_autoptr (TestAnswer) again = test_device_request (home, self->authority, "POST", path, "{}");
  g_assert_cmpuint (again->status, ==, 200);
}

static void
where_no_pin_was_set_there_is_none_to_replace (Fixture *self, gconstpointer data)
{
  g_autoptr (TestDevice) bare = test_log_in (self->authority, 1);
  test_device_follow_clock (bare, self->authority);
  g_autoptr (YqqKey) verifier = yqq_key_generate (YQQ_ALGORITHM_P256_SHA256);
  g_autofree char *identity = prove (self, bare, "new-pin");
  g_autoptr (TestAnswer) refused = replace (self, bare, verifier, identity);
  test_assert_problem (refused, "pin-not-set");
}

#define ADD(test)                                                                                  \
  g_test_add ("/authority/pin-replacement/" #test, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD (a_locked_pin_is_replaced_by_who_has_shown_who_they_are);
  ADD (without_an_identity_for_this_very_purpose_nothing_changes);
  ADD (an_identity_is_good_for_one_pin_and_a_lost_answer_for_the_same_pepper);
  ADD (the_old_pins_certificates_and_confirmations_end_with_it);
  ADD (the_person_is_told_on_every_device_and_can_say_it_was_not_them);
  ADD (where_no_pin_was_set_there_is_none_to_replace);
  return g_test_run ();
}
