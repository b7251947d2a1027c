/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A new PIN in the place of a forgotten one, and what every interruption leaves. */
#include <string.h>

#include "../support/await.h"
#include "wallet-fixture.h"

#define OLD_PIN "274913"
#define NEW_PIN "830472"

static gboolean
try_replace (Fixture *f, const char *text, const char *identity, GError **error)
{
  g_autoptr (YqqSecretBytes) pin = yqq_secret_bytes_new_copy (text, strlen (text));
  g_auto (Await) await = {0};
  yqq_wallet_replace_pin_async (f->wallet, YQQ_PIN_GATE (f->gate), pin, identity, NULL,
                                await_callback, &await);
  return yqq_wallet_replace_pin_finish (f->wallet, await_result (&await), error);
}

static void
begin (Fixture *f)
{
  fixture_log_in (f);
  fixture_set_pin (f, OLD_PIN);
  g_autoptr (YqqUnlockedVault) vault = fixture_unlock (f, OLD_PIN);
  g_autoptr (YqqCredential) credential = fixture_install (f, vault, "grant-1");
  fake_pin_gate_prove (f->gate, "proven");
}

static void
check_only_opens (Fixture *f, const char *right, const char *wrong)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (fixture_try_unlock (f, wrong, &error));
  g_assert_error (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_WRONG_PIN);
  g_autoptr (YqqUnlockedVault) vault = fixture_unlock (f, right);
  g_assert_nonnull (vault);
}

static void
the_new_pin_counts_and_the_old_ones_keys_are_made_anew (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  begin (f);
  g_assert_true (try_replace (f, NEW_PIN, "proven", &error));
  g_assert_no_error (error);
  check_only_opens (f, NEW_PIN, OLD_PIN);
  fixture_restart (f);
  g_autoptr (YqqUnlockedVault) vault = fixture_unlock (f, NEW_PIN);
  g_autoptr (YqqCredential) stale =
      g_list_model_get_item (yqq_wallet_get_credentials (f->wallet), 0);
  g_assert_false (yqq_wallet_opens (f->wallet, stale, vault));
  g_autoptr (YqqCredential) anew = fixture_install (f, vault, "grant-1");
  g_assert_true (yqq_wallet_opens (f->wallet, anew, vault));
  g_assert_cmpuint (g_list_model_get_n_items (yqq_wallet_get_credentials (f->wallet)), ==, 1);
}

static void
without_an_identity_the_old_pin_stays (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  begin (f);
  g_assert_false (try_replace (f, NEW_PIN, "another", &error));
  check_only_opens (f, OLD_PIN, NEW_PIN);
  fixture_restart (f);
  check_only_opens (f, OLD_PIN, NEW_PIN);
  g_autoptr (YqqUnlockedVault) vault = fixture_unlock (f, OLD_PIN);
  g_autoptr (YqqCredential) credential =
      g_list_model_get_item (yqq_wallet_get_credentials (f->wallet), 0);
  g_assert_true (yqq_wallet_opens (f->wallet, credential, vault));
}

/* The program ends between the gate's act and its answer: what the gate has is what counts. */
static void
after_a_lost_answer_and_a_restart_the_new_pin_opens (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  begin (f);
  fake_pin_gate_lose_next_answer (f->gate);
  g_assert_false (try_replace (f, NEW_PIN, "proven", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED);
  fixture_restart (f);
  g_assert_true (yqq_wallet_get_pin_set (f->wallet));
  check_only_opens (f, NEW_PIN, OLD_PIN);
  fixture_restart (f);
  check_only_opens (f, NEW_PIN, OLD_PIN);
}

static void
after_a_lost_answer_the_same_pin_again_succeeds (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  begin (f);
  fake_pin_gate_lose_next_answer (f->gate);
  g_assert_false (try_replace (f, NEW_PIN, "proven", &error));
  g_clear_error (&error);
  g_assert_true (try_replace (f, NEW_PIN, "proven", &error));
  g_assert_no_error (error);
  check_only_opens (f, NEW_PIN, OLD_PIN);
}

static void
weak_pins_are_refused_and_change_nothing (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  begin (f);
  g_assert_false (try_replace (f, "123456", "proven", &error));
  g_assert_error (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_PIN_WEAK);
  check_only_opens (f, OLD_PIN, NEW_PIN);
}

#define ADD(test)                                                                                  \
  g_test_add ("/wallet/pin-replace/" #test, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_choose_keyring (argv[1]);
  ADD (the_new_pin_counts_and_the_old_ones_keys_are_made_anew);
  ADD (without_an_identity_the_old_pin_stays);
  ADD (after_a_lost_answer_and_a_restart_the_new_pin_opens);
  ADD (after_a_lost_answer_the_same_pin_again_succeeds);
  ADD (weak_pins_are_refused_and_change_nothing);
  int result = g_test_run ();
  fixture_clean_up ();
  return result;
}
