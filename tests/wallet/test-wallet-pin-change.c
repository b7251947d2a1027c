/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Another PIN by who knows the old one: the keys stay, and every interruption leaves one PIN that
 * opens all of them. */
#include <string.h>

#include "../support/await.h"
#include "failing-keyring.h"
#include "wallet-fixture.h"

#define OLD_PIN "274913"
#define NEW_PIN "830472"
#define OTHER_PIN "519264"
#define KEYS 3 /* two certificates and a key that waits for one */

static gboolean
try_change_in (Fixture *f,
               const char *old,
               const char *new,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (YqqSecretBytes) old_pin = yqq_secret_bytes_new_copy (old, strlen (old));
  g_autoptr (YqqSecretBytes) new_pin = yqq_secret_bytes_new_copy (new, strlen (new));
  g_auto (Await) await = {0};
  yqq_wallet_change_pin_async (f->wallet, YQQ_PIN_GATE (f->gate), old_pin, new_pin, cancellable,
                               await_callback, &await);
  return yqq_wallet_change_pin_finish (f->wallet, await_result (&await), error);
}

static gboolean
try_change (Fixture *f, const char *old, const char *new, GError **error)
{
  return try_change_in (f, old, new, NULL, error);
}

static void
change (Fixture *f, const char *old, const char *new)
{
  g_autoptr (GError) error = NULL;
  g_assert_true (try_change (f, old, new, &error));
  g_assert_no_error (error);
}

static void
begin (Fixture *f)
{
  fixture_log_in (f);
  fixture_set_pin (f, OLD_PIN);
  g_autoptr (YqqUnlockedVault) vault = fixture_unlock (f, OLD_PIN);
  g_autoptr (YqqCredential) first = fixture_install (f, vault, "grant-1");
  g_autoptr (YqqCredential) second = fixture_install (f, vault, "grant-2");
  g_autoptr (YqqKey) waiting = fixture_create_key (f, vault, "grant-3");
}

/* No key waits in two forms once a PIN was right. */
static void
check_tidy (Fixture *f)
{
  g_autoptr (GPtrArray) keys = fixture_find_items (f, "signing-key");
  g_assert_cmpuint (keys->len, ==, KEYS);
  for (guint i = 0; i < keys->len; i++) {
    YqqKeyringItem *item = keys->pdata[i];
    g_autofree char *text = g_strndup ((char *)yqq_secret_bytes_get_data (item->secret),
                                       yqq_secret_bytes_get_size (item->secret));
    g_assert_null (strstr (text, "next_sealed"));
  }
}

static void
check_opens_everything (Fixture *f, const char *pin)
{
  g_autoptr (YqqUnlockedVault) vault = fixture_unlock (f, pin);
  GListModel *credentials = yqq_wallet_get_credentials (f->wallet);
  g_assert_cmpuint (g_list_model_get_n_items (credentials), ==, 2);
  for (guint i = 0; i < 2; i++) {
    g_autoptr (YqqCredential) credential = g_list_model_get_item (credentials, i);
    g_autoptr (GError) error = NULL;
    g_autoptr (YqqKey) key =
        yqq_wallet_open_key (f->wallet, vault, yqq_credential_get_fingerprint (credential), &error);
    g_assert_no_error (error);
  }
  g_assert_cmpuint (yqq_wallet_get_stale (f->wallet), ==, 0);
  /* The key that an interrupted installation left is found again, and not made anew. */
  g_autoptr (YqqKey) waiting = fixture_create_key (f, vault, "grant-3");
  check_tidy (f);
}

static void
check_only_opens (Fixture *f, const char *right, const char *wrong)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (fixture_try_unlock (f, wrong, &error));
  g_assert_error (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_WRONG_PIN);
  check_opens_everything (f, right);
  fixture_restart (f);
  check_opens_everything (f, right);
}

static void
the_new_pin_opens_the_same_keys (Fixture *f, gconstpointer data)
{
  begin (f);
  change (f, OLD_PIN, NEW_PIN);
  g_assert_cmpint (fake_pin_gate_get_tries_left (f->gate), ==, 5);
  check_tidy (f);
  check_only_opens (f, NEW_PIN, OLD_PIN);
  change (f, NEW_PIN, OTHER_PIN);
  check_only_opens (f, OTHER_PIN, NEW_PIN);
}

static void
an_open_vault_of_the_old_pin_still_opens_what_it_opened (Fixture *f, gconstpointer data)
{
  begin (f);
  g_autoptr (YqqUnlockedVault) vault = fixture_unlock (f, OLD_PIN);
  g_autoptr (YqqCredential) credential =
      g_list_model_get_item (yqq_wallet_get_credentials (f->wallet), 0);
  const char *fingerprint = yqq_credential_get_fingerprint (credential);
  g_autoptr (YqqKey) before = yqq_wallet_open_key (f->wallet, vault, fingerprint, NULL);
  change (f, OLD_PIN, NEW_PIN);
  g_autoptr (YqqKey) after = yqq_wallet_open_key (f->wallet, vault, fingerprint, NULL);
  g_assert_true (before == after);
}

static void
a_wrong_old_pin_costs_a_try_and_changes_nothing (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  begin (f);
  g_assert_false (try_change (f, OTHER_PIN, NEW_PIN, &error));
  g_assert_error (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_WRONG_PIN);
  g_assert_cmpint (yqq_wallet_error_get_tries_left (error), ==, 4);
  g_assert_false (fake_pin_gate_has_next (f->gate));
  check_only_opens (f, OLD_PIN, NEW_PIN);
}

static void
a_locked_pin_cannot_be_changed (Fixture *f, gconstpointer data)
{
  begin (f);
  for (guint i = 0; i < 5; i++) {
    g_autoptr (GError) wrong = NULL;
    g_assert_false (try_change (f, OTHER_PIN, NEW_PIN, &wrong));
  }
  g_autoptr (GError) error = NULL;
  g_assert_false (try_change (f, OLD_PIN, NEW_PIN, &error));
  g_assert_error (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_PIN_LOCKED);
}

static void
weak_pins_and_the_same_one_are_refused_without_asking (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) weak = NULL;
  g_autoptr (GError) same = NULL;
  begin (f);
  guint before = fake_pin_gate_get_calls (f->gate);
  g_assert_false (try_change (f, OLD_PIN, "123456", &weak));
  g_assert_error (weak, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_PIN_WEAK);
  g_assert_false (try_change (f, OLD_PIN, OLD_PIN, &same));
  g_assert_error (same, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_PIN_UNCHANGED);
  g_assert_cmpuint (fake_pin_gate_get_calls (f->gate), ==, before);
}

static void
what_is_cancelled_before_the_commit_was_not_made (Fixture *f, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  begin (f);
  g_cancellable_cancel (cancellable);
  g_assert_false (try_change_in (f, OLD_PIN, NEW_PIN, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  check_only_opens (f, OLD_PIN, NEW_PIN);
}

/* Another program (yqq) changes it while this one has everything in memory. */
static void
a_change_by_another_program_is_noticed (Fixture *f, gconstpointer data)
{
  begin (f);
  YqqWallet *mine = f->wallet;
  f->wallet = yqq_wallet_new (f->keyring);
  g_assert_true (fixture_load (f, NULL));
  change (f, OLD_PIN, NEW_PIN);
  g_object_unref (f->wallet);
  f->wallet = mine;
  check_only_opens (f, NEW_PIN, OLD_PIN);
}

/* Whether a change that was interrupted has made the new PIN the one that counts is the gate's
 * word; all keys open with that one, in this program and after a restart. TRUE: it is the new. */
static gboolean
check_interrupted (Fixture *f, gboolean restart)
{
  fake_pin_gate_cut_after (f->gate, 0, FALSE);
  failing_keyring_mend (f->keyring);
  if (restart)
    fixture_restart (f);
  g_auto (Await) await = {0};
  g_autoptr (GError) error = NULL;
  yqq_wallet_settle_pin_async (f->wallet, YQQ_PIN_GATE (f->gate), NULL, await_callback, &await);
  g_assert_true (yqq_wallet_settle_pin_finish (f->wallet, await_result (&await), &error));
  g_autoptr (YqqUnlockedVault) with_new = fixture_try_unlock (f, NEW_PIN, NULL);
  check_opens_everything (f, with_new != NULL ? NEW_PIN : OLD_PIN);
  return with_new != NULL;
}

/* The answer to the commit is lost, and the gate cannot be asked at once: the person tries again.
 */
static void
the_same_change_again_after_a_lost_commit_succeeds (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  begin (f);
  fake_pin_gate_cut_after (f->gate, 5, TRUE);
  g_assert_false (try_change (f, OLD_PIN, NEW_PIN, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED);
  fake_pin_gate_cut_after (f->gate, 0, FALSE);
  change (f, OLD_PIN, NEW_PIN);
  g_assert_cmpint (fake_pin_gate_get_tries_left (f->gate), ==, 5);
  check_opens_everything (f, NEW_PIN);
}

/* Cut off after every call to the gate, with and without its answer, until nothing is cut. */
static void
check_cuts (Fixture *f, gboolean lose_last, gboolean restart)
{
  guint cuts = 0;
  begin (f);
  for (;;) {
    g_autoptr (GError) error = NULL;
    fake_pin_gate_cut_after (f->gate, ++cuts, lose_last);
    if (try_change (f, OLD_PIN, NEW_PIN, &error))
      break;
    if (check_interrupted (f, restart))
      change (f, NEW_PIN, OLD_PIN);
  }
  g_test_message ("%u cuts", cuts - 1);
  g_assert_cmpuint (cuts, >, 4);
  g_assert_true (check_interrupted (f, restart));
}

static void
cut_off_after_any_call_one_pin_opens_everything (Fixture *f, gconstpointer data)
{
  check_cuts (f, FALSE, FALSE);
}

static void
cut_off_and_restarted_one_pin_opens_everything (Fixture *f, gconstpointer data)
{
  check_cuts (f, FALSE, TRUE);
}

static void
with_any_answer_lost_one_pin_opens_everything (Fixture *f, gconstpointer data)
{
  check_cuts (f, TRUE, FALSE);
}

static void
with_any_answer_lost_and_a_restart_one_pin_opens_everything (Fixture *f, gconstpointer data)
{
  check_cuts (f, TRUE, TRUE);
}

/* The keyring takes so many items and then none, as where the program is killed there. */
static void
check_stores (Fixture *f, gboolean restart)
{
  guint stores = 0;
  gboolean all = FALSE;
  begin (f);
  g_autoptr (YqqKeyring) real = g_object_ref (f->keyring);
  g_object_unref (f->keyring);
  f->keyring = failing_keyring_new (real);
  fixture_restart (f);
  while (!all) {
    g_autoptr (GError) error = NULL;
    failing_keyring_fail_after (f->keyring, stores++);
    gboolean changed = try_change (f, OLD_PIN, NEW_PIN, &error);
    all = !failing_keyring_has_failed (f->keyring);
    g_assert_true (changed == check_interrupted (f, restart));
    if (changed)
      change (f, NEW_PIN, OLD_PIN);
  }
  g_test_message ("%u stores", stores);
  g_assert_cmpuint (stores, >, 2 * KEYS);
}

static void
whichever_store_fails_one_pin_opens_everything (Fixture *f, gconstpointer data)
{
  check_stores (f, FALSE);
}

static void
whichever_store_was_the_last_one_pin_opens_everything_after_a_restart (Fixture *f,
                                                                       gconstpointer data)
{
  check_stores (f, TRUE);
}

/* What was replaced without the old PIN is to be made anew, and that is known without any PIN. */
static void
a_replaced_pin_leaves_certificates_to_be_made_anew (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqSecretBytes) pin = yqq_secret_bytes_new_copy (NEW_PIN, 6);
  g_auto (Await) replaced = {0};
  begin (f);
  g_assert_cmpuint (yqq_wallet_get_stale (f->wallet), ==, 0);
  fake_pin_gate_prove (f->gate, "proven");
  yqq_wallet_replace_pin_async (f->wallet, YQQ_PIN_GATE (f->gate), pin, "proven", NULL,
                                await_callback, &replaced);
  g_assert_true (yqq_wallet_replace_pin_finish (f->wallet, await_result (&replaced), &error));
  g_assert_cmpuint (yqq_wallet_get_stale (f->wallet), ==, 2);
  fixture_restart (f);
  g_assert_cmpuint (yqq_wallet_get_stale (f->wallet), ==, 2);
  g_autoptr (YqqUnlockedVault) vault = fixture_unlock (f, NEW_PIN);
  g_assert_cmpuint (yqq_wallet_get_stale (f->wallet), ==, 2);
  g_autoptr (YqqCredential) first = fixture_install (f, vault, "grant-1");
  g_assert_false (yqq_wallet_is_stale (f->wallet, first));
  g_assert_cmpuint (yqq_wallet_get_stale (f->wallet), ==, 1);
  change (f, NEW_PIN, OTHER_PIN);
  g_assert_cmpuint (yqq_wallet_get_stale (f->wallet), ==, 1);
  fixture_restart (f);
  g_assert_cmpuint (yqq_wallet_get_stale (f->wallet), ==, 1);
  g_autoptr (YqqUnlockedVault) again = fixture_unlock (f, OTHER_PIN);
  g_autoptr (YqqCredential) second = fixture_install (f, again, "grant-2");
  g_assert_cmpuint (yqq_wallet_get_stale (f->wallet), ==, 0);
}

/* Killed between the gate's act and its answer: the next start asks the gate. */
static void
after_a_lost_replacement_the_next_start_knows_what_is_to_be_made_anew (Fixture *f,
                                                                       gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqSecretBytes) pin = yqq_secret_bytes_new_copy (NEW_PIN, 6);
  g_auto (Await) replaced = {0};
  g_auto (Await) settled = {0};
  begin (f);
  fake_pin_gate_prove (f->gate, "proven");
  fake_pin_gate_lose_next_answer (f->gate);
  yqq_wallet_replace_pin_async (f->wallet, YQQ_PIN_GATE (f->gate), pin, "proven", NULL,
                                await_callback, &replaced);
  g_assert_false (yqq_wallet_replace_pin_finish (f->wallet, await_result (&replaced), NULL));
  fixture_restart (f);
  g_assert_cmpuint (yqq_wallet_get_stale (f->wallet), ==, 0);
  yqq_wallet_settle_pin_async (f->wallet, YQQ_PIN_GATE (f->gate), NULL, await_callback, &settled);
  g_assert_true (yqq_wallet_settle_pin_finish (f->wallet, await_result (&settled), &error));
  g_assert_cmpuint (yqq_wallet_get_stale (f->wallet), ==, 2);
}

#define ADD(test)                                                                                  \
  g_test_add ("/wallet/pin-change/" #test, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_choose_keyring (argv[1]);
  ADD (the_new_pin_opens_the_same_keys);
  ADD (an_open_vault_of_the_old_pin_still_opens_what_it_opened);
  ADD (a_wrong_old_pin_costs_a_try_and_changes_nothing);
  ADD (a_locked_pin_cannot_be_changed);
  ADD (weak_pins_and_the_same_one_are_refused_without_asking);
  ADD (what_is_cancelled_before_the_commit_was_not_made);
  ADD (a_change_by_another_program_is_noticed);
  ADD (the_same_change_again_after_a_lost_commit_succeeds);
  ADD (cut_off_after_any_call_one_pin_opens_everything);
  ADD (cut_off_and_restarted_one_pin_opens_everything);
  ADD (with_any_answer_lost_one_pin_opens_everything);
  ADD (with_any_answer_lost_and_a_restart_one_pin_opens_everything);
  ADD (whichever_store_fails_one_pin_opens_everything);
  ADD (whichever_store_was_the_last_one_pin_opens_everything_after_a_restart);
  ADD (a_replaced_pin_leaves_certificates_to_be_made_anew);
  ADD (after_a_lost_replacement_the_next_start_knows_what_is_to_be_made_anew);
  int result = g_test_run ();
  fixture_clean_up ();
  return result;
}
