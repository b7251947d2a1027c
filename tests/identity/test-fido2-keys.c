/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can happen between a person and their security key, and what they are told of it. */
#include <gio/gio.h>
#include <string.h>

#include "fido2-fixture.h"

/* For waits that are to end by themselves; everything else is awaited without a limit. */
#define SHORT_MS 50

static void
react_to (Fixture *fixture, const char *state, Reaction react)
{
  fixture->awaited = state;
  fixture->react = react;
}

static void
check_proves (Fixture *fixture, const char *states)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqIdentityTask) task = fixture_make_task (fixture, "new-pin", 1);
  g_autoptr (JsonObject) evidence = fixture_prove (fixture, task, &error);
  g_assert_no_error (error);
  g_autoptr (YqqIdentityResult) result = fixture_verify (fixture, task, evidence, &error);
  g_assert_no_error (error);
  g_assert_nonnull (result);
  g_assert_cmpstr (fixture->states->str, ==, states);
}

static void
check_fails (Fixture *fixture, GQuark domain, int code, const char *states)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqIdentityTask) task = fixture_make_task (fixture, "new-pin", 1);
  g_assert_null (fixture_prove (fixture, task, &error));
  g_assert_error (error, domain, code);
  g_assert_cmpstr (fixture->states->str, ==, states);
}

static void
check_registration_fails (Fixture *fixture, GQuark domain, int code, const char *states)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqIdentityTask) task = fixture_make_task (fixture, "enrol-key", 1);
  g_assert_null (fixture_make_registration (fixture, task, &error));
  g_assert_error (error, domain, code);
  g_assert_cmpstr (fixture->states->str, ==, states);
}

static void
check_registers (Fixture *fixture, const char *states)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqIdentityTask) task = fixture_make_task (fixture, "enrol-key", 1);
  g_autoptr (JsonObject) registration = fixture_make_registration (fixture, task, &error);
  g_assert_no_error (error);
  g_assert_nonnull (registration);
  g_assert_cmpstr (fixture->states->str, ==, states);
}

static void
plug_in (Fixture *fixture)
{
  software_bus_plug_in (fixture->bus, fixture->key);
}

static void
plug_in_the_other (Fixture *fixture)
{
  software_bus_plug_in (fixture->bus, fixture->other_key);
}

static void
take_out (Fixture *fixture)
{
  software_bus_take_out (fixture->bus, fixture->key);
}

static void
touch (Fixture *fixture)
{
  software_key_touch (fixture->key);
}

static void
touch_the_other (Fixture *fixture)
{
  software_key_touch (fixture->other_key);
}

static void
cancel (Fixture *fixture)
{
  g_cancellable_cancel (fixture->cancellable);
}

static void
unhinder (Fixture *fixture)
{
  software_bus_unhinder (fixture->bus);
}

static void
do_nothing (Fixture *fixture)
{
}

static void
a_key_that_comes_later_is_taken_up (Fixture *fixture, gconstpointer data)
{
  fixture_register (fixture);
  take_out (fixture);
  react_to (fixture, "insert-key", plug_in);
  check_proves (fixture, "insert-key touch ");
}

static void
without_a_key_the_wait_ends (Fixture *fixture, gconstpointer data)
{
  fixture_register (fixture);
  take_out (fixture);
  yqq_fido2_prover_set_patience (fixture->prover, SHORT_MS);
  check_fails (fixture, YQQ_FIDO2_ERROR, YQQ_FIDO2_ERROR_NO_KEY, "insert-key ");
}

static void
a_key_that_is_not_registered_is_told_apart (Fixture *fixture, gconstpointer data)
{
  fixture_register (fixture);
  take_out (fixture);
  plug_in_the_other (fixture);
  react_to (fixture, "other-key", plug_in);
  check_proves (fixture, "other-key touch ");
}

static void
only_other_keys_end_the_wait_with_their_own_reason (Fixture *fixture, gconstpointer data)
{
  fixture_register (fixture);
  take_out (fixture);
  plug_in_the_other (fixture);
  yqq_fido2_prover_set_patience (fixture->prover, SHORT_MS);
  check_fails (fixture, YQQ_FIDO2_ERROR, YQQ_FIDO2_ERROR_OTHER_KEY, "other-key ");
}

static void
of_several_keys_the_registered_one_is_found_without_asking (Fixture *fixture, gconstpointer data)
{
  fixture_register (fixture);
  plug_in_the_other (fixture);
  check_proves (fixture, "touch ");
}

static void
of_several_that_would_do_a_touch_chooses (Fixture *fixture, gconstpointer data)
{
  plug_in_the_other (fixture);
  software_key_set_touch (fixture->key, SOFTWARE_KEY_WAITS);
  software_key_set_touch (fixture->other_key, SOFTWARE_KEY_WAITS);
  software_key_touch (fixture->other_key); /* the second touch: for the credential itself */
  react_to (fixture, "choose-key", touch_the_other);
  check_registers (fixture, "choose-key touch ");
  g_assert_cmpuint (software_key_count_credentials (fixture->other_key), ==, 1);
  g_assert_cmpuint (software_key_count_credentials (fixture->key), ==, 0);
}

static void
the_keys_that_were_not_chosen_stop_waiting (Fixture *fixture, gconstpointer data)
{
  plug_in_the_other (fixture);
  software_key_set_touch (fixture->key, SOFTWARE_KEY_WAITS);
  react_to (fixture, "choose-key", do_nothing); /* the other key is touched at once */
  check_registers (fixture, "choose-key touch ");
  g_clear_pointer (&fixture->key, software_key_free); /* its thread has ended what it did */
  fixture->key = software_key_new ("a new one");
  g_assert_cmpuint (software_key_count_credentials (fixture->other_key), ==, 1);
}

static void
choosing_can_be_cancelled (Fixture *fixture, gconstpointer data)
{
  plug_in_the_other (fixture);
  software_key_set_touch (fixture->key, SOFTWARE_KEY_WAITS);
  software_key_set_touch (fixture->other_key, SOFTWARE_KEY_WAITS);
  react_to (fixture, "choose-key", cancel);
  check_registration_fails (fixture, G_IO_ERROR, G_IO_ERROR_CANCELLED, "choose-key ");
}

static void
a_key_waits_to_be_touched (Fixture *fixture, gconstpointer data)
{
  fixture_register (fixture);
  software_key_set_touch (fixture->key, SOFTWARE_KEY_WAITS);
  react_to (fixture, "touch", touch);
  check_proves (fixture, "touch ");
}

static void
an_untouched_key_gives_up (Fixture *fixture, gconstpointer data)
{
  fixture_register (fixture);
  software_key_set_touch (fixture->key, SOFTWARE_KEY_UNTOUCHED);
  check_fails (fixture, YQQ_FIDO2_ERROR, YQQ_FIDO2_ERROR_TIMED_OUT, "touch ");
}

static void
a_key_that_says_nothing_is_given_up (Fixture *fixture, gconstpointer data)
{
  fixture_register (fixture);
  software_key_set_touch (fixture->key, SOFTWARE_KEY_WAITS);
  yqq_fido2_prover_set_patience (fixture->prover, 2000);
  check_fails (fixture, YQQ_FIDO2_ERROR, YQQ_FIDO2_ERROR_TIMED_OUT, "touch ");
}

static void
a_no_on_the_key_is_a_no (Fixture *fixture, gconstpointer data)
{
  fixture_register (fixture);
  software_key_set_touch (fixture->key, SOFTWARE_KEY_DECLINED);
  check_fails (fixture, YQQ_FIDO2_ERROR, YQQ_FIDO2_ERROR_DECLINED, "touch ");
}

static void
a_key_taken_out_while_it_waits_is_noticed (Fixture *fixture, gconstpointer data)
{
  fixture_register (fixture);
  software_key_set_touch (fixture->key, SOFTWARE_KEY_WAITS);
  react_to (fixture, "touch", take_out);
  check_fails (fixture, YQQ_FIDO2_ERROR, YQQ_FIDO2_ERROR_REMOVED, "touch ");
}

static void
waiting_for_a_touch_can_be_cancelled_and_the_key_knows (Fixture *fixture, gconstpointer data)
{
  fixture_register (fixture);
  software_key_set_touch (fixture->key, SOFTWARE_KEY_WAITS);
  react_to (fixture, "touch", cancel);
  check_fails (fixture, G_IO_ERROR, G_IO_ERROR_CANCELLED, "touch ");
  g_assert_cmpuint (software_key_count_cancelled (fixture->key), ==, 1);
  g_cancellable_reset (fixture->cancellable);
  g_string_truncate (fixture->states, 0);
  react_to (fixture, "touch", touch);
  check_proves (fixture, "touch ");
}

static void
waiting_for_a_key_can_be_cancelled (Fixture *fixture, gconstpointer data)
{
  fixture_register (fixture);
  take_out (fixture);
  react_to (fixture, "insert-key", cancel);
  check_fails (fixture, G_IO_ERROR, G_IO_ERROR_CANCELLED, "insert-key ");
}

static void
what_is_cancelled_already_asks_nobody (Fixture *fixture, gconstpointer data)
{
  fixture_register (fixture);
  cancel (fixture);
  check_fails (fixture, G_IO_ERROR, G_IO_ERROR_CANCELLED, "");
}

static void
a_key_with_a_pin_asks_for_it_when_registering (Fixture *fixture, gconstpointer data)
{
  static const char *const pins[] = {"2468", NULL};
  software_key_set_pin (fixture->key, "2468", 8);
  fixture->pins = pins;
  check_registers (fixture, "touch pin touch ");
  g_assert_cmpint (fixture->tries_told, ==, 8);
  g_assert_cmpuint (fixture->wrong_told, ==, 0);
}

static void
a_key_with_a_pin_proves_by_a_touch_alone (Fixture *fixture, gconstpointer data)
{
  static const char *const pins[] = {"2468", NULL};
  software_key_set_pin (fixture->key, "2468", 8);
  fixture->pins = pins;
  fixture_register (fixture);
  check_proves (fixture, "touch ");
}

static void
a_key_that_always_wants_its_pin_gets_it (Fixture *fixture, gconstpointer data)
{
  static const char *const pins[] = {"2468", "2468", NULL};
  software_key_set_pin (fixture->key, "2468", 8);
  software_key_set_always_pin (fixture->key, TRUE);
  fixture->pins = pins;
  fixture_register (fixture);
  check_proves (fixture, "touch pin touch ");
}

static void
a_wrong_pin_is_told_with_the_tries_left (Fixture *fixture, gconstpointer data)
{
  static const char *const pins[] = {"1111", "123", "2468", NULL}; /* the second is too short */
  software_key_set_pin (fixture->key, "2468", 8);
  fixture->pins = pins;
  check_registers (fixture, "touch pin touch pin touch pin touch ");
  g_assert_cmpint (fixture->tries_told, <, 8);
  g_assert_cmpuint (fixture->wrong_told, ==, 2);
}

static void
three_wrong_pins_pause_the_key (Fixture *fixture, gconstpointer data)
{
  static const char *const pins[] = {"1111", "1111", "1111", "2468", NULL};
  software_key_set_pin (fixture->key, "2468", 8);
  fixture->pins = pins;
  check_registration_fails (fixture, YQQ_FIDO2_ERROR, YQQ_FIDO2_ERROR_PIN_PAUSED,
                            "touch pin touch pin touch pin touch ");
  g_assert_cmpuint (software_key_count_credentials (fixture->key), ==, 0);
}

static void
the_last_wrong_pin_blocks_the_key (Fixture *fixture, gconstpointer data)
{
  static const char *const pins[] = {"1111", "2468", NULL};
  software_key_set_pin (fixture->key, "2468", 1);
  fixture->pins = pins;
  check_registration_fails (fixture, YQQ_FIDO2_ERROR, YQQ_FIDO2_ERROR_PIN_BLOCKED,
                            "touch pin touch ");
}

static void
a_pin_that_is_not_given_ends_it_as_cancelled (Fixture *fixture, gconstpointer data)
{
  software_key_set_pin (fixture->key, "2468", 8);
  check_registration_fails (fixture, G_IO_ERROR, G_IO_ERROR_CANCELLED, "touch pin ");
}

static void
the_pin_can_be_cancelled (Fixture *fixture, gconstpointer data)
{
  software_key_set_pin (fixture->key, "2468", 8);
  react_to (fixture, "pin", cancel);
  check_registration_fails (fixture, G_IO_ERROR, G_IO_ERROR_CANCELLED, "touch pin ");
}

static void
a_pin_that_does_not_come_ends_the_wait (Fixture *fixture, gconstpointer data)
{
  software_key_set_pin (fixture->key, "2468", 8);
  react_to (fixture, "pin", do_nothing);
  yqq_fido2_prover_set_patience (fixture->prover, 2000);
  check_registration_fails (fixture, YQQ_FIDO2_ERROR, YQQ_FIDO2_ERROR_TIMED_OUT, "touch pin ");
}

static void
a_pin_nobody_asked_for_is_dropped (Fixture *fixture, gconstpointer data)
{
  g_autoptr (YqqSecretBytes) pin = yqq_secret_bytes_new_copy ("2468", 4);
  yqq_fido2_prover_answer_pin (fixture->prover, pin);
  software_key_set_pin (fixture->key, "2468", 8);
  check_registration_fails (fixture, G_IO_ERROR, G_IO_ERROR_CANCELLED, "touch pin ");
}

static void
a_key_in_use_is_taken_up_when_it_is_free (Fixture *fixture, gconstpointer data)
{
  fixture_register (fixture);
  software_bus_hinder (fixture->bus, YQQ_FIDO2_ERROR_IN_USE);
  react_to (fixture, "key-in-use", unhinder);
  check_proves (fixture, "key-in-use touch ");
}

static void
what_hinders_is_told_and_ends_the_wait (Fixture *fixture, gconstpointer data)
{
  static const struct {
    YqqFido2Error code;
    const char *states;
  } cases[] = {
      {YQQ_FIDO2_ERROR_IN_USE, "key-in-use "},
      {YQQ_FIDO2_ERROR_NOT_PERMITTED, "key-not-permitted "},
  };
  fixture_register (fixture);
  yqq_fido2_prover_set_patience (fixture->prover, SHORT_MS);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    software_bus_hinder (fixture->bus, cases[i].code);
    g_string_truncate (fixture->states, 0);
    check_fails (fixture, YQQ_FIDO2_ERROR, cases[i].code, cases[i].states);
  }
}

static void
a_key_of_before_fido2_is_told_apart (Fixture *fixture, gconstpointer data)
{
  software_key_set_old (fixture->key, TRUE);
  yqq_fido2_prover_set_patience (fixture->prover, SHORT_MS);
  check_registration_fails (fixture, YQQ_FIDO2_ERROR, YQQ_FIDO2_ERROR_UNSUPPORTED,
                            "key-unsupported ");
}

static void
with_no_key_registered_there_is_nothing_to_wait_for (Fixture *fixture, gconstpointer data)
{
  check_fails (fixture, YQQ_FIDO2_ERROR, YQQ_FIDO2_ERROR_OTHER_KEY, "");
}

static void
an_offer_in_another_name_is_not_signed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) credentials =
      g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  g_ptr_array_add (credentials, g_bytes_new ("credential", 10));
  g_autoptr (JsonObject) offer = yqq_fido2_offer_write ("bank.example", credentials);
  g_autoptr (GBytes) nonce = g_bytes_new ("nonce", 5);
  g_autoptr (YqqIdentityTask) foreign =
      yqq_identity_task_new ("challenge", nonce, "new-pin", NULL, PERSON, "thumbprint", offer);
  g_autoptr (YqqIdentityTask) silent =
      yqq_identity_task_new ("challenge", nonce, "new-pin", NULL, PERSON, "thumbprint", NULL);
  g_assert_null (fixture_prove (fixture, foreign, &error));
  g_assert_error (error, YQQ_FIDO2_ERROR, YQQ_FIDO2_ERROR_UNSUPPORTED);
  g_clear_error (&error);
  g_assert_null (fixture_prove (fixture, silent, &error));
  g_assert_error (error, YQQ_FIDO2_ERROR, YQQ_FIDO2_ERROR_UNSUPPORTED);
  g_assert_cmpstr (fixture->states->str, ==, "");
}

#define ADD(test)                                                                                  \
  g_test_add ("/identity/fido2-keys/" #test, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD (a_key_that_comes_later_is_taken_up);
  ADD (without_a_key_the_wait_ends);
  ADD (a_key_that_is_not_registered_is_told_apart);
  ADD (only_other_keys_end_the_wait_with_their_own_reason);
  ADD (of_several_keys_the_registered_one_is_found_without_asking);
  ADD (of_several_that_would_do_a_touch_chooses);
  ADD (the_keys_that_were_not_chosen_stop_waiting);
  ADD (choosing_can_be_cancelled);
  ADD (a_key_waits_to_be_touched);
  ADD (an_untouched_key_gives_up);
  ADD (a_key_that_says_nothing_is_given_up);
  ADD (a_no_on_the_key_is_a_no);
  ADD (a_key_taken_out_while_it_waits_is_noticed);
  ADD (waiting_for_a_touch_can_be_cancelled_and_the_key_knows);
  ADD (waiting_for_a_key_can_be_cancelled);
  ADD (what_is_cancelled_already_asks_nobody);
  ADD (a_key_with_a_pin_asks_for_it_when_registering);
  ADD (a_key_with_a_pin_proves_by_a_touch_alone);
  ADD (a_key_that_always_wants_its_pin_gets_it);
  ADD (a_wrong_pin_is_told_with_the_tries_left);
  ADD (three_wrong_pins_pause_the_key);
  ADD (the_last_wrong_pin_blocks_the_key);
  ADD (a_pin_that_is_not_given_ends_it_as_cancelled);
  ADD (the_pin_can_be_cancelled);
  ADD (a_pin_that_does_not_come_ends_the_wait);
  ADD (a_pin_nobody_asked_for_is_dropped);
  ADD (a_key_in_use_is_taken_up_when_it_is_free);
  ADD (what_hinders_is_told_and_ends_the_wait);
  ADD (a_key_of_before_fido2_is_told_apart);
  ADD (with_no_key_registered_there_is_nothing_to_wait_for);
  ADD (an_offer_in_another_name_is_not_signed);
  return g_test_run ();
}
