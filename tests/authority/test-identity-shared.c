/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two processes on the same data are one desk and one gate: what was shown or tried at the one
 * counts at the other. */
#include <string.h>

#include "identity-support.h"

#define PURPOSE "enrol-face"

typedef struct {
  TestAuthority *first;
  TestAuthority *second;
  TestDevice *device;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->first = test_authority_new_shared (NULL);
  self->second = test_authority_new_shared (self->first);
  self->device = test_log_in (self->first, 0);
  g_assert_true (test_set_pin (self->device, self->first));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  test_device_free (self->device);
  test_authority_free (self->second);
  test_authority_free (self->first);
}

static void
enter_pin (Fixture *self, TestAuthority *where, const char *challenge_id)
{
  g_autoptr (TestAnswer) opened =
      test_open_gate (self->device, where, "identity", challenge_id, TRUE);
  g_assert_cmpuint (opened->status, ==, 200);
}

static void
a_pin_entered_at_the_one_counts_at_the_other (Fixture *self, gconstpointer data)
{
  TestAuthority *const ways[][3] = {
      {self->first, self->second, self->first},
      {self->first, self->first, self->second},
      {self->second, self->first, self->second},
  };
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++) {
    g_autoptr (TestAnswer) challenge =
        test_identity_begin (ways[i][0], self->device, PURPOSE, NULL);
    const char *id = test_answer_get_text (challenge, "challenge_id");
    enter_pin (self, ways[i][1], id);
    g_autoptr (TestAnswer) answer = test_identity_send (ways[i][2], self->device, id, "pin", "{}");
    g_assert_cmpuint (answer->status, ==, 200);
    g_assert_true (json_object_get_boolean_member (answer->json, "satisfied"));
  }
}

static void
nothing_counts_that_was_entered_for_another_challenge (Fixture *self, gconstpointer data)
{
  g_autoptr (TestAnswer) asked = test_identity_begin (self->first, self->device, PURPOSE, NULL);
  g_autoptr (TestAnswer) other = test_identity_begin (self->first, self->device, PURPOSE, NULL);
  enter_pin (self, self->second, test_answer_get_text (other, "challenge_id"));
  g_autoptr (TestAnswer) answer = test_identity_send (
      self->first, self->device, test_answer_get_text (asked, "challenge_id"), "pin", "{}");
  test_assert_problem (answer, "evidence-invalid");
}

static void
a_restart_in_between_loses_nothing (Fixture *self, gconstpointer data)
{
  g_autoptr (TestAnswer) challenge = test_identity_begin (self->first, self->device, PURPOSE, NULL);
  const char *id = test_answer_get_text (challenge, "challenge_id");
  enter_pin (self, self->second, id);
  test_authority_kill (self->second);
  test_authority_start (self->second);
  g_autoptr (TestAnswer) answer = test_identity_send (self->second, self->device, id, "pin", "{}");
  g_assert_cmpuint (answer->status, ==, 200);
}

static void
wrong_tries_add_up (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < 5; i++)
    test_answer_free (
        test_open_gate (self->device, i % 2 ? self->first : self->second, "check", "x", FALSE));
  g_autoptr (TestAnswer) locked = test_open_gate (self->device, self->first, "check", "x", TRUE);
  test_assert_problem (locked, "pin-locked");
}

#define ADD(test)                                                                                  \
  g_test_add ("/authority/identity-shared/" #test, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD (a_pin_entered_at_the_one_counts_at_the_other);
  ADD (nothing_counts_that_was_entered_for_another_challenge);
  ADD (a_restart_in_between_loses_nothing);
  ADD (wrong_tries_add_up);
  return g_test_run ();
}
