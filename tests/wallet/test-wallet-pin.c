/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <time.h>

#include "../support/await.h"
#include "crypto/pin-vault.h"
#include "wallet-fixture.h"

#define PIN "274913"

static void
before_log_in_there_is_no_pin_to_set_or_enter (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) set_error = NULL;
  g_assert_false (fixture_try_set_pin (f, PIN, &set_error));
  g_assert_error (set_error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_NOT_LOGGED_IN);
  g_autoptr (GError) unlock_error = NULL;
  g_assert_null (fixture_try_unlock (f, PIN, &unlock_error));
  g_assert_error (unlock_error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_NOT_LOGGED_IN);
}

static void
without_a_pin_nothing_opens (Fixture *f, gconstpointer data)
{
  fixture_log_in (f);
  g_assert_false (yqq_wallet_get_pin_set (f->wallet));
  g_autoptr (GError) error = NULL;
  g_assert_null (fixture_try_unlock (f, PIN, &error));
  g_assert_error (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_NO_PIN);
}

static void
weak_pins_are_refused_before_anything_happens (Fixture *f, gconstpointer data)
{
  static const char *const weak[] = {"111111", "123456", "654321", "840317", "12345"};
  fixture_log_in (f);
  for (guint i = 0; i < G_N_ELEMENTS (weak); i++) {
    g_autoptr (GError) error = NULL;
    g_assert_false (fixture_try_set_pin (f, weak[i], &error));
    g_assert_error (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_PIN_WEAK);
  }
  g_autoptr (GPtrArray) items = fixture_find_items (f, "pin-vault");
  g_assert_cmpuint (items->len, ==, 0);
}

static void
the_right_pin_opens_also_after_a_restart (Fixture *f, gconstpointer data)
{
  fixture_log_in (f);
  fixture_set_pin (f, PIN);
  g_assert_true (yqq_wallet_get_pin_set (f->wallet));
  g_autoptr (YqqUnlockedVault) vault = fixture_unlock (f, PIN);
  g_assert_cmpstr (fake_pin_gate_get_confirmed (f->gate), ==, "session/ABC");
  fixture_restart (f);
  g_assert_true (yqq_wallet_get_pin_set (f->wallet));
  g_autoptr (YqqUnlockedVault) again = fixture_unlock (f, PIN);
  g_assert_nonnull (again);
}

static void
the_fifth_wrong_pin_locks (Fixture *f, gconstpointer data)
{
  fixture_log_in (f);
  fixture_set_pin (f, PIN);
  for (int left = 4; left >= 1; left--) {
    g_autoptr (GError) error = NULL;
    g_assert_null (fixture_try_unlock (f, "999998", &error));
    g_assert_error (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_WRONG_PIN);
    g_assert_cmpint (yqq_wallet_error_get_tries_left (error), ==, left);
  }
  for (int i = 0; i < 2; i++) {
    g_autoptr (GError) error = NULL;
    g_assert_null (fixture_try_unlock (f, i == 0 ? "999998" : PIN, &error));
    g_assert_error (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_PIN_LOCKED);
    g_assert_cmpint (yqq_wallet_error_get_tries_left (error), ==, 0);
  }
  g_assert_cmpuint (fake_pin_gate_get_openings (f->gate), ==, 5);
}

static void
a_right_pin_gives_all_tries_back (Fixture *f, gconstpointer data)
{
  fixture_log_in (f);
  fixture_set_pin (f, PIN);
  g_autoptr (GError) error = NULL;
  g_assert_null (fixture_try_unlock (f, "999998", &error));
  g_assert_cmpint (fake_pin_gate_get_tries_left (f->gate), ==, 4);
  g_autoptr (YqqUnlockedVault) vault = fixture_unlock (f, PIN);
  g_assert_cmpint (fake_pin_gate_get_tries_left (f->gate), ==, 5);
}

static void
a_registration_whose_answer_was_lost_is_finished_with_the_same_pin (Fixture *f, gconstpointer data)
{
  fixture_log_in (f);
  fake_pin_gate_lose_next_answer (f->gate);
  g_autoptr (GError) error = NULL;
  g_assert_false (fixture_try_set_pin (f, PIN, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED);
  g_assert_false (yqq_wallet_get_pin_set (f->wallet));
  fixture_restart (f);
  g_assert_false (yqq_wallet_get_pin_set (f->wallet));
  fixture_set_pin (f, PIN);
  g_autoptr (YqqUnlockedVault) vault = fixture_unlock (f, PIN);
  g_assert_nonnull (vault);
}

static void
after_a_lost_answer_another_pin_is_told_that_there_is_one (Fixture *f, gconstpointer data)
{
  fixture_log_in (f);
  fake_pin_gate_lose_next_answer (f->gate);
  g_assert_false (fixture_try_set_pin (f, PIN, NULL));
  g_autoptr (GError) error = NULL;
  g_assert_false (fixture_try_set_pin (f, "583026", &error));
  g_assert_error (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_PIN_ALREADY_SET);
  g_assert_true (yqq_wallet_get_pin_set (f->wallet));
  g_autoptr (YqqUnlockedVault) vault = fixture_unlock (f, PIN);
  g_assert_nonnull (vault);
}

static void
begin_to_set_pin (Fixture *f, const char *text, GCancellable *cancellable, Await *await)
{
  g_autoptr (YqqSecretBytes) pin = yqq_secret_bytes_new_copy (text, strlen (text));
  yqq_wallet_set_pin_async (f->wallet, YQQ_PIN_GATE (f->gate), pin, cancellable, await_callback,
                            await);
}

static void
a_pin_that_was_set_is_set_although_nobody_waited_for_it (Fixture *f, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_auto (Await) await = {0};
  fixture_log_in (f);
  fake_pin_gate_cancel_next_answer (f->gate, cancellable);
  begin_to_set_pin (f, PIN, cancellable, &await);
  g_assert_true (yqq_wallet_set_pin_finish (f->wallet, await_result (&await), &error));
  g_assert_no_error (error);
  fixture_restart (f);
  g_assert_true (yqq_wallet_get_pin_set (f->wallet));
  g_autoptr (YqqUnlockedVault) vault = fixture_unlock (f, PIN);
  g_assert_nonnull (vault);
}

/* Else what the gate holds could have another salt or device secret than what is stored here, and
 * no PIN would be right. */
static void
tries_beside_each_other_use_one_salt_and_secret (Fixture *f, gconstpointer data)
{
  g_auto (Await) first = {0}, second = {0};
  fixture_log_in (f);
  begin_to_set_pin (f, PIN, NULL, &first);
  begin_to_set_pin (f, "583026", NULL, &second);
  gboolean first_set = yqq_wallet_set_pin_finish (f->wallet, await_result (&first), NULL);
  gboolean second_set = yqq_wallet_set_pin_finish (f->wallet, await_result (&second), NULL);
  g_assert_cmpuint (fake_pin_gate_get_salts (f->gate), ==, 1);
  g_assert_true (first_set != second_set);
  g_autoptr (YqqUnlockedVault) vault = fixture_unlock (f, first_set ? PIN : "583026");
  g_assert_nonnull (vault);
}

static void
another_devices_secret_makes_the_right_pin_wrong (Fixture *f, gconstpointer data)
{
  fixture_log_in (f);
  fixture_set_pin (f, PIN);
  fixture_damage (f, "device-secret", "0123456789abcdef0123456789abcdef");
  g_autoptr (GError) error = NULL;
  g_assert_null (fixture_try_unlock (f, PIN, &error));
  g_assert_error (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_WRONG_PIN);
}

static void
a_lost_device_secret_is_damage_and_costs_no_try (Fixture *f, gconstpointer data)
{
  fixture_log_in (f);
  fixture_set_pin (f, PIN);
  fixture_remove_kind (f, "device-secret");
  g_autoptr (GError) error = NULL;
  g_assert_null (fixture_try_unlock (f, PIN, &error));
  g_assert_error (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_DAMAGED);
  g_assert_cmpint (fake_pin_gate_get_tries_left (f->gate), ==, 5);
}

static void
another_salt_is_damage_and_costs_no_try (Fixture *f, gconstpointer data)
{
  fixture_log_in (f);
  fixture_set_pin (f, PIN);
  fixture_damage (f, "pin-vault",
                  "{\"version\":1,\"salt\":\"AAAAAAAAAAAAAAAAAAAAAA==\",\"registered\":true}");
  fixture_restart (f);
  g_autoptr (GError) error = NULL;
  g_assert_null (fixture_try_unlock (f, PIN, &error));
  g_assert_error (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_DAMAGED);
  g_assert_cmpint (fake_pin_gate_get_tries_left (f->gate), ==, 5);
}

static void
a_cancelled_entry_is_cancelled (Fixture *f, gconstpointer data)
{
  fixture_log_in (f);
  fixture_set_pin (f, PIN);
  g_autoptr (YqqSecretBytes) pin = yqq_secret_bytes_new_copy (PIN, strlen (PIN));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Await) await = {0};
  yqq_wallet_unlock_async (f->wallet, YQQ_PIN_GATE (f->gate), "session", "ABC", pin, cancellable,
                           await_callback, &await);
  g_cancellable_cancel (cancellable);
  g_autoptr (GError) error = NULL;
  g_assert_null (yqq_wallet_unlock_finish (f->wallet, await_result (&await), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static gint64
get_work (void)
{
  struct timespec time;
  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

/* In what all threads work, since a busy machine makes either wait. Its caches are busy, too: two
 * stretchings would be too much every time, one is not. */
static void
one_try_costs_one_stretching (Fixture *f, gconstpointer data)
{
  fixture_log_in (f);
  fixture_set_pin (f, PIN);
  g_autoptr (YqqSecretBytes) pin = yqq_secret_bytes_new_copy (PIN, strlen (PIN));
  g_autoptr (GBytes) salt = g_bytes_new_static ("0123456789abcdef", 16);
  gint64 alone = 0, whole = 0;
  for (guint tries = 0; tries < 8 && (tries == 0 || whole >= alone * 19 / 10); tries++) {
    gint64 start = get_work ();
    g_autoptr (YqqSecretBytes) stretched = yqq_pin_vault_stretch (pin, salt);
    alone = get_work () - start;
    start = get_work ();
    g_autoptr (YqqUnlockedVault) vault = fixture_unlock (f, PIN);
    whole = get_work () - start;
  }
  g_test_message ("scrypt %.1f ms, PIN to vault %.1f ms", alone / 1000.0, whole / 1000.0);
  g_assert_cmpint (whole, <, alone * 19 / 10);
}

static void
a_wiped_vault_opens_nothing_any_more (Fixture *f, gconstpointer data)
{
  fixture_log_in (f);
  fixture_set_pin (f, PIN);
  g_autoptr (YqqUnlockedVault) vault = fixture_unlock (f, PIN);
  g_autoptr (YqqSecretBytes) secret = yqq_secret_bytes_new_copy ("x", 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) sealed = yqq_unlocked_vault_seal (vault, secret, NULL, &error);
  g_assert_no_error (error);
  yqq_unlocked_vault_wipe (vault);
  g_assert_true (yqq_unlocked_vault_is_wiped (vault));
  g_assert_null (yqq_unlocked_vault_open (vault, sealed, NULL, &error));
  g_assert_error (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_VAULT_CLOSED);
}

#define ADD(name)                                                                                  \
  g_test_add ("/wallet/pin/" #name, Fixture, NULL, fixture_set_up, name, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_choose_keyring (argv[1]);
  ADD (before_log_in_there_is_no_pin_to_set_or_enter);
  ADD (without_a_pin_nothing_opens);
  ADD (weak_pins_are_refused_before_anything_happens);
  ADD (the_right_pin_opens_also_after_a_restart);
  ADD (the_fifth_wrong_pin_locks);
  ADD (a_right_pin_gives_all_tries_back);
  ADD (a_registration_whose_answer_was_lost_is_finished_with_the_same_pin);
  ADD (after_a_lost_answer_another_pin_is_told_that_there_is_one);
  ADD (a_pin_that_was_set_is_set_although_nobody_waited_for_it);
  ADD (tries_beside_each_other_use_one_salt_and_secret);
  ADD (another_devices_secret_makes_the_right_pin_wrong);
  ADD (a_lost_device_secret_is_damage_and_costs_no_try);
  ADD (another_salt_is_damage_and_costs_no_try);
  ADD (a_cancelled_entry_is_cancelled);
  ADD (one_try_costs_one_stretching);
  ADD (a_wiped_vault_opens_nothing_any_more);
  int failures = g_test_run ();
  fixture_clean_up ();
  return failures;
}
