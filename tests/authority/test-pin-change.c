/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Another PIN by who knows the old one, at a whole authority: before the commit the old one holds,
 * after it the new one, and nothing between can be guessed at. */
#include <string.h>

#include "authority/pin-change.h"
#include "base/encoding.h"
#include "support.h"

#define START_MS G_GINT64_CONSTANT (1795334400000)
#define SALT "EBESExQVFhcYGRobHB0eHw=="

typedef struct {
  YqqClock *clock;
  TestAuthority *authority;
  TestDevice *device; /* of person 1, with a PIN */
  YqqKey *old;
  YqqKey *next;
} Fixture;

static void
set_up_with (Fixture *self, YqqClock *clock)
{
  self->clock = clock;
  self->authority = test_authority_new (self->clock);
  self->device = test_log_in (self->authority, 1);
  if (clock != NULL)
    test_device_follow_clock (self->device, self->authority);
  test_set_pin (self->device, self->authority);
  self->old = yqq_key_ref (self->device->verifier);
  self->next = yqq_key_generate (YQQ_ALGORITHM_P256_SHA256);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  set_up_with (self, yqq_clock_new_manual (START_MS));
}

/* The program itself, which can be killed. */
static void
set_up_program (Fixture *self, gconstpointer data)
{
  set_up_with (self, NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  yqq_key_unref (self->old);
  yqq_key_unref (self->next);
  test_device_free (self->device);
  test_authority_free (self->authority);
  g_clear_pointer (&self->clock, yqq_clock_unref);
}

static char *
encode (GBytes *bytes)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);
  return yqq_base64_encode (data, size);
}

static void
advance (Fixture *self, gint64 duration_ms)
{
  yqq_clock_advance (self->clock, duration_ms);
  test_device_follow_clock (self->device, self->authority);
}

/* The old PIN for this very new one. */
static void
confirm (Fixture *self, YqqKey *next)
{
  g_autofree char *subject = yqq_pin_change_subject (yqq_key_get_public (next));
  g_autoptr (TestAnswer) opened =
      test_open_gate (self->device, self->authority, "change", subject, TRUE);
  g_assert_cmpuint (opened->status, ==, 200);
}

static TestAnswer *
begin (Fixture *self, YqqKey *next)
{
  g_autofree char *key = encode (yqq_key_get_public (next));
  g_autofree char *body = g_strdup_printf ("{\"verifier_key\":\"%s\",\"salt\":\"" SALT "\"}", key);
  return test_device_request (self->device, self->authority, "PUT", "/v1/pin/change", body);
}

/* Signed by signer, over a challenge for purpose and the key next. */
static TestAnswer *
commit_as (Fixture *self, YqqKey *next, YqqKey *signer, YqqPinPurpose purpose)
{
  g_autofree char *subject = yqq_pin_change_subject (yqq_key_get_public (next));
  g_autofree char *asked = g_strdup_printf ("{\"purpose\":\"%s\",\"subject\":\"%s\"}",
                                            yqq_pin_purpose_to_nick (purpose), subject);
  TestAnswer *given =
      test_device_request (self->device, self->authority, "POST", "/v1/pin/challenges", asked);
  if (given->status != 200)
    return given;
  g_autoptr (TestAnswer) challenge = given;
  const char *text = test_answer_get_text (challenge, "challenge");
  g_autoptr (GBytes) bytes = yqq_base64_decode (text, -1, NULL);
  g_autoptr (GBytes) message = yqq_pin_gate_message (purpose, subject, bytes);
  g_autoptr (GBytes) signature = yqq_key_sign_raw (signer, message, NULL);
  g_autofree char *signed_text = encode (signature);
  g_autofree char *body =
      g_strdup_printf ("{\"challenge\":\"%s\",\"signature\":\"%s\"}", text, signed_text);
  return test_device_request (self->device, self->authority, "POST", "/v1/pin/change/commit", body);
}

static TestAnswer *
commit (Fixture *self, YqqKey *next)
{
  return commit_as (self, next, next, YQQ_PIN_PURPOSE_CHANGE);
}

static void
use_key (Fixture *self, YqqKey *key)
{
  yqq_key_unref (self->device->verifier);
  self->device->verifier = yqq_key_ref (key);
}

static void
assert_only_opens (Fixture *self, YqqKey *right, YqqKey *wrong)
{
  use_key (self, wrong);
  g_autoptr (TestAnswer) refused =
      test_open_gate (self->device, self->authority, "check", "x", TRUE);
  test_assert_problem (refused, "pin-wrong");
  use_key (self, right);
  g_autoptr (TestAnswer) opened =
      test_open_gate (self->device, self->authority, "check", "x", TRUE);
  g_assert_cmpuint (opened->status, ==, 200);
}

static void
change_for_good (Fixture *self)
{
  confirm (self, self->next);
  g_autoptr (TestAnswer) begun = begin (self, self->next);
  g_assert_cmpuint (begun->status, ==, 201);
  g_autoptr (TestAnswer) done = commit (self, self->next);
  g_assert_cmpuint (done->status, ==, 200);
}

static void
before_the_commit_the_old_pin_holds_and_after_it_the_new (Fixture *self, gconstpointer data)
{
  confirm (self, self->next);
  g_autoptr (TestAnswer) begun = begin (self, self->next);
  g_assert_cmpuint (begun->status, ==, 201);
  g_autofree char *subject = yqq_pin_change_subject (yqq_key_get_public (self->next));
  g_autoptr (TestAnswer) still =
      test_open_gate (self->device, self->authority, "change", subject, TRUE);
  g_assert_cmpuint (still->status, ==, 200);
  g_autoptr (TestAnswer) done = commit (self, self->next);
  g_assert_cmpuint (done->status, ==, 200);
  assert_only_opens (self, self->next, self->old);
  g_autoptr (TestAnswer) opened =
      test_open_gate (self->device, self->authority, "check", "x", TRUE);
  g_assert_cmpstr (test_answer_get_text (opened, "pepper"), ==,
                   test_answer_get_text (begun, "pepper"));
}

static void
without_the_old_pin_for_this_very_key_nothing_is_on_its_way (Fixture *self, gconstpointer data)
{
  g_autoptr (YqqKey) another = yqq_key_generate (YQQ_ALGORITHM_P256_SHA256);
  g_autoptr (TestAnswer) bare = begin (self, self->next);
  test_assert_problem (bare, "pin-required");
  confirm (self, another);
  g_autoptr (TestAnswer) other = begin (self, self->next);
  test_assert_problem (other, "pin-required");
  g_autofree char *subject = yqq_pin_change_subject (yqq_key_get_public (self->next));
  g_autoptr (TestAnswer) checked =
      test_open_gate (self->device, self->authority, "check", subject, TRUE);
  g_autoptr (TestAnswer) purpose = begin (self, self->next);
  test_assert_problem (purpose, "pin-required");
  confirm (self, self->next);
  advance (self, YQQ_PIN_CONFIRMED_MS);
  g_autoptr (TestAnswer) late = begin (self, self->next);
  test_assert_problem (late, "pin-required");
  g_autoptr (TestAnswer) nothing = commit (self, self->next);
  test_assert_problem (nothing, "challenge-unknown");
  assert_only_opens (self, self->old, self->next);
}

static void
a_lost_answer_loses_nothing_and_another_key_takes_its_place (Fixture *self, gconstpointer data)
{
  g_autoptr (YqqKey) another = yqq_key_generate (YQQ_ALGORITHM_P256_SHA256);
  confirm (self, self->next);
  confirm (self, another);
  g_autoptr (TestAnswer) first = begin (self, self->next);
  g_autoptr (TestAnswer) again = begin (self, self->next);
  g_assert_cmpuint (first->status, ==, 201);
  g_assert_cmpuint (again->status, ==, 200);
  g_assert_cmpstr (test_answer_get_text (first, "pepper"), ==,
                   test_answer_get_text (again, "pepper"));
  g_autoptr (TestAnswer) other = begin (self, another);
  g_assert_cmpuint (other->status, ==, 201);
  g_assert_cmpstr (test_answer_get_text (first, "pepper"), !=,
                   test_answer_get_text (other, "pepper"));
  g_autoptr (TestAnswer) gone = commit (self, self->next);
  test_assert_problem (gone, "pin-wrong");
  assert_only_opens (self, self->old, another);
}

static void
one_wrong_signature_ends_the_change (Fixture *self, gconstpointer data)
{
  confirm (self, self->next);
  g_autoptr (TestAnswer) begun = begin (self, self->next);
  g_autoptr (TestAnswer) wrong = commit_as (self, self->next, self->old, YQQ_PIN_PURPOSE_CHANGE);
  test_assert_problem (wrong, "pin-wrong");
  g_autoptr (TestAnswer) right = commit (self, self->next);
  test_assert_problem (right, "challenge-unknown");
  assert_only_opens (self, self->old, self->next);
}

static void
a_challenge_of_another_purpose_is_none (Fixture *self, gconstpointer data)
{
  confirm (self, self->next);
  g_autoptr (TestAnswer) begun = begin (self, self->next);
  g_autoptr (TestAnswer) wrong = commit_as (self, self->next, self->next, YQQ_PIN_PURPOSE_CHECK);
  test_assert_problem (wrong, "challenge-unknown");
  g_autoptr (TestAnswer) right = commit (self, self->next);
  g_assert_cmpuint (right->status, ==, 200);
}

static void
after_ten_minutes_it_is_not_on_its_way_any_more (Fixture *self, gconstpointer data)
{
  confirm (self, self->next);
  g_autoptr (TestAnswer) begun = begin (self, self->next);
  advance (self, YQQ_PIN_CHANGE_MS);
  g_autoptr (TestAnswer) late = commit (self, self->next);
  test_assert_problem (late, "challenge-unknown");
  assert_only_opens (self, self->old, self->next);
}

static void
whoever_goes_on_with_the_old_pin_has_given_the_change_up (Fixture *self, gconstpointer data)
{
  confirm (self, self->next);
  g_autoptr (TestAnswer) begun = begin (self, self->next);
  g_autoptr (TestAnswer) used =
      test_open_gate (self->device, self->authority, "session", "x", TRUE);
  g_assert_cmpuint (used->status, ==, 200);
  g_autoptr (TestAnswer) late = commit (self, self->next);
  test_assert_problem (late, "challenge-unknown");
}

static void
a_pin_that_is_locked_meanwhile_stays_locked (Fixture *self, gconstpointer data)
{
  confirm (self, self->next);
  g_autoptr (TestAnswer) begun = begin (self, self->next);
  for (guint i = 0; i < YQQ_PIN_TRIES; i++)
    test_answer_free (test_open_gate (self->device, self->authority, "check", "x", FALSE));
  g_autoptr (TestAnswer) locked = commit (self, self->next);
  test_assert_problem (locked, "pin-locked");
  g_autoptr (TestAnswer) again = begin (self, self->next);
  test_assert_problem (again, "pin-locked");
}

static void
certificates_stay_and_the_person_is_told (Fixture *self, gconstpointer data)
{
  g_autofree char *grant = test_get_grant (self->device, self->authority);
  g_autoptr (YqqKey) key = yqq_key_generate (YQQ_ALGORITHM_P256_SHA256);
  g_autoptr (TestAnswer) installed = test_install (self->device, self->authority, grant, key);
  g_assert_cmpuint (installed->status, ==, 201);
  g_autoptr (TestAnswer) before =
      test_device_request (self->device, self->authority, "GET", "/v1/me/grants", NULL);
  change_for_good (self);
  g_autoptr (TestAnswer) after =
      test_device_request (self->device, self->authority, "GET", "/v1/me/grants", NULL);
  g_assert_cmpstr (before->body, ==, after->body);
  g_assert_null (strstr (after->body, "\"superseded\""));
  g_autoptr (TestAnswer) notices =
      test_device_request (self->device, self->authority, "GET", "/v1/me/notices", NULL);
  g_assert_nonnull (strstr (notices->body, "\"pin-changed\""));
  g_assert_nonnull (strstr (notices->body, self->device->id));
  use_key (self, self->next);
  g_autofree char *path = g_strdup_printf ("/v1/grants/%s/certificates", grant);
  g_autoptr (TestAnswer) confirmed =
      test_device_request (self->device, self->authority, "POST", path,
                           "{\"request\":\"AAAA\",\"algorithm\":\"sm2-sm3\"}");
  test_assert_problem (confirmed, "challenge-unknown");
}

/* The authority dies where it is acknowledged: what was said is what counts. */
static void
what_was_acknowledged_before_a_death_counts_after_it (Fixture *self, gconstpointer data)
{
  confirm (self, self->next);
  g_autoptr (TestAnswer) begun = begin (self, self->next);
  g_assert_cmpuint (begun->status, ==, 201);
  test_authority_kill (self->authority);
  test_authority_start (self->authority);
  g_autoptr (TestAnswer) done = commit (self, self->next);
  g_assert_cmpuint (done->status, ==, 200);
  test_authority_kill (self->authority);
  test_authority_start (self->authority);
  assert_only_opens (self, self->next, self->old);
}

#define ADD(test)                                                                                  \
  g_test_add ("/authority/pin-change/" #test, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD (before_the_commit_the_old_pin_holds_and_after_it_the_new);
  ADD (without_the_old_pin_for_this_very_key_nothing_is_on_its_way);
  ADD (a_lost_answer_loses_nothing_and_another_key_takes_its_place);
  ADD (one_wrong_signature_ends_the_change);
  ADD (a_challenge_of_another_purpose_is_none);
  ADD (after_ten_minutes_it_is_not_on_its_way_any_more);
  ADD (whoever_goes_on_with_the_old_pin_has_given_the_change_up);
  ADD (a_pin_that_is_locked_meanwhile_stays_locked);
  ADD (certificates_stay_and_the_person_is_told);
  g_test_add ("/authority/pin-change/what_was_acknowledged_before_a_death_counts_after_it", Fixture,
              NULL, set_up_program, what_was_acknowledged_before_a_death_counts_after_it,
              tear_down);
  return g_test_run ();
}
