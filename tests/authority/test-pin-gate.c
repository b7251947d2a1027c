/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The PIN gate over HTTP, with a clock that the test moves. */
#include <string.h>

#include "base/encoding.h"
#include "support.h"

static TestAuthority *authority;
static YqqClock *clock_of_test;

/* The devices sign with the clock of the test. */
static void
follow_clock (TestDevice *device)
{
  device->created = yqq_clock_get_unix_ms (clock_of_test) / 1000;
}

static TestDevice *
new_device (guint person)
{
  TestDevice *device = test_log_in (authority, person);
  test_set_pin (device, authority);
  return device;
}

static void
check_gate (TestDevice *device, gboolean right, const char *problem, gint tries_left)
{
  follow_clock (device);
  g_autoptr (TestAnswer) answer = test_open_gate (device, authority, "check", "x", right);
  if (problem != NULL)
    test_assert_problem (answer, problem);
  else
    g_assert_cmpuint (answer->status, ==, 200);
  if (tries_left >= 0)
    g_assert_cmpint (test_answer_get_int (answer, "tries_left"), ==, tries_left);
}

static void
a_right_pin_gives_the_same_pepper_each_time (void)
{
  g_autoptr (TestDevice) device = new_device (0);
  g_autoptr (TestAnswer) first = test_open_gate (device, authority, "check", "x", TRUE);
  g_autoptr (TestAnswer) second = test_open_gate (device, authority, "check", "y", TRUE);
  g_assert_cmpuint (first->status, ==, 200);
  g_assert_cmpstr (test_answer_get_text (first, "pepper"), ==,
                   test_answer_get_text (second, "pepper"));
  g_autoptr (GBytes) pepper = yqq_base64_decode (test_answer_get_text (first, "pepper"), -1, NULL);
  g_assert_cmpuint (g_bytes_get_size (pepper), ==, 32);
}

static void
five_wrong_lock_and_a_right_one_in_between_resets (void)
{
  g_autoptr (TestDevice) device = new_device (0);
  check_gate (device, FALSE, "pin-wrong", 4);
  check_gate (device, FALSE, "pin-wrong", 3);
  check_gate (device, TRUE, NULL, 5);
  for (gint left = 4; left > 0; left--)
    check_gate (device, FALSE, "pin-wrong", left);
  check_gate (device, FALSE, "pin-locked", -1);
  check_gate (device, TRUE, "pin-locked", -1);
  g_autoptr (TestAnswer) me = test_device_request (device, authority, "GET", "/v1/me", NULL);
  JsonObject *pin = json_object_get_object_member (me->json, "pin");
  g_assert_true (json_object_get_boolean_member (pin, "locked"));
  g_assert_cmpint (json_object_get_int_member (pin, "tries_left"), ==, 0);
}

static void
tries_survive_a_restart (void)
{
  g_autoptr (TestDevice) device = new_device (1);
  check_gate (device, FALSE, "pin-wrong", 4);
  check_gate (device, FALSE, "pin-wrong", 3);
  test_authority_restart (authority);
  check_gate (device, FALSE, "pin-wrong", 2);
}

static char *
take_challenge (TestDevice *device)
{
  g_autoptr (TestAnswer) answer = test_device_request (
      device, authority, "POST", "/v1/pin/challenges", "{\"purpose\":\"check\",\"subject\":\"x\"}");
  g_assert_cmpuint (answer->status, ==, 200);
  return g_strdup (test_answer_get_text (answer, "challenge"));
}

static TestAnswer *
answer_challenge (TestDevice *device, const char *challenge, const char *subject)
{
  g_autoptr (GBytes) bytes = yqq_base64_decode (challenge, -1, NULL);
  g_autoptr (GBytes) message = yqq_pin_gate_message (YQQ_PIN_PURPOSE_CHECK, subject, bytes);
  g_autoptr (GBytes) signature = yqq_key_sign_raw (device->verifier, message, NULL);
  gsize size;
  gconstpointer data = g_bytes_get_data (signature, &size);
  g_autofree char *text = yqq_base64_encode (data, size);
  g_autofree char *body =
      g_strdup_printf ("{\"challenge\":\"%s\",\"signature\":\"%s\"}", challenge, text);
  return test_device_request (device, authority, "POST", "/v1/pin/open", body);
}

static void
a_challenge_is_good_once_for_its_device_and_a_minute (void)
{
  g_autoptr (TestDevice) device = new_device (0);
  g_autoptr (TestDevice) other = new_device (0);
  g_autofree char *challenge = take_challenge (device);
  g_autoptr (TestAnswer) theirs = answer_challenge (other, challenge, "x");
  test_assert_problem (theirs, "challenge-unknown");
  g_autoptr (TestAnswer) first = answer_challenge (device, challenge, "x");
  g_assert_cmpuint (first->status, ==, 200);
  g_autoptr (TestAnswer) again = answer_challenge (device, challenge, "x");
  test_assert_problem (again, "challenge-unknown");
  g_autofree char *late = take_challenge (device);
  yqq_clock_advance (clock_of_test, YQQ_PIN_CHALLENGE_MS);
  follow_clock (device);
  g_autoptr (TestAnswer) expired = answer_challenge (device, late, "x");
  test_assert_problem (expired, "challenge-unknown");
}

static void
a_signature_for_another_subject_is_wrong (void)
{
  g_autoptr (TestDevice) device = new_device (0);
  follow_clock (device);
  g_autofree char *challenge = take_challenge (device);
  g_autoptr (TestAnswer) answer = answer_challenge (device, challenge, "y");
  test_assert_problem (answer, "pin-wrong");
}

static void
a_confirmation_lasts_two_minutes_and_for_its_grant (void)
{
  g_autoptr (TestDevice) device = new_device (0);
  follow_clock (device);
  g_autofree char *grant = test_get_grant (device, authority);
  g_autofree char *path = g_strdup_printf ("/v1/grants/%s/certificates", grant);
  const char *rubbish = "{\"request\":\"AAAA\",\"algorithm\":\"sm2-sm3\"}";
  g_autoptr (TestAnswer) opened = test_open_gate (device, authority, "install", "other", TRUE);
  g_autoptr (TestAnswer) other = test_device_request (device, authority, "POST", path, rubbish);
  test_assert_problem (other, "challenge-unknown");
  g_autoptr (TestAnswer) again = test_open_gate (device, authority, "install", grant, TRUE);
  g_autoptr (TestAnswer) in_time = test_device_request (device, authority, "POST", path, rubbish);
  test_assert_problem (in_time, "request-refused");
  yqq_clock_advance (clock_of_test, YQQ_PIN_CONFIRMED_MS);
  follow_clock (device);
  g_autoptr (TestAnswer) late = test_device_request (device, authority, "POST", path, rubbish);
  test_assert_problem (late, "challenge-unknown");
}

static char *
make_registration (YqqKey *verifier)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (yqq_key_get_public (verifier), &size);
  g_autofree char *spki = yqq_base64_encode (data, size);
  return g_strdup_printf ("{\"verifier_key\":\"%s\",\"salt\":\"AAECAwQFBgcICQoLDA0ODw==\"}", spki);
}

static void
a_lost_answer_can_be_asked_again_until_the_first_opening (void)
{
  g_autoptr (TestDevice) device = test_log_in (authority, 0);
  device->verifier = yqq_key_generate (YQQ_ALGORITHM_P256_SHA256);
  follow_clock (device);
  g_autofree char *body = make_registration (device->verifier);
  g_autoptr (TestAnswer) first = test_device_request (device, authority, "PUT", "/v1/pin", body);
  g_autoptr (TestAnswer) second = test_device_request (device, authority, "PUT", "/v1/pin", body);
  g_assert_cmpuint (first->status, ==, 201);
  g_assert_cmpuint (second->status, ==, 200);
  g_assert_cmpstr (test_answer_get_text (first, "pepper"), ==,
                   test_answer_get_text (second, "pepper"));
  g_autoptr (YqqKey) another = yqq_key_generate (YQQ_ALGORITHM_P256_SHA256);
  g_autofree char *changed = make_registration (another);
  g_autoptr (TestAnswer) taken = test_device_request (device, authority, "PUT", "/v1/pin", changed);
  test_assert_problem (taken, "pin-already-set");
  check_gate (device, TRUE, NULL, 5);
  g_autoptr (TestAnswer) after = test_device_request (device, authority, "PUT", "/v1/pin", body);
  test_assert_problem (after, "pin-already-set");
}

static void
without_a_pin_there_is_no_gate (void)
{
  g_autoptr (TestDevice) device = test_log_in (authority, 0);
  follow_clock (device);
  g_autoptr (TestAnswer) answer = test_device_request (
      device, authority, "POST", "/v1/pin/challenges", "{\"purpose\":\"check\",\"subject\":\"x\"}");
  test_assert_problem (answer, "pin-not-set");
  g_autoptr (YqqKey) sm2 = yqq_key_generate (YQQ_ALGORITHM_SM2_SM3);
  g_autofree char *body = make_registration (sm2);
  g_autoptr (TestAnswer) key = test_device_request (device, authority, "PUT", "/v1/pin", body);
  test_assert_problem (key, "malformed");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  clock_of_test = yqq_clock_new_manual (g_get_real_time () / 1000);
  authority = test_authority_new (clock_of_test);
#define ADD(name) g_test_add_func ("/authority/pin-gate/" #name, name)
  ADD (a_right_pin_gives_the_same_pepper_each_time);
  ADD (five_wrong_lock_and_a_right_one_in_between_resets);
  ADD (tries_survive_a_restart);
  ADD (a_challenge_is_good_once_for_its_device_and_a_minute);
  ADD (a_signature_for_another_subject_is_wrong);
  ADD (a_confirmation_lasts_two_minutes_and_for_its_grant);
  ADD (a_lost_answer_can_be_asked_again_until_the_first_opening);
  ADD (without_a_pin_there_is_no_gate);
  int result = g_test_run ();
  test_authority_free (authority);
  yqq_clock_unref (clock_of_test);
  return result;
}
