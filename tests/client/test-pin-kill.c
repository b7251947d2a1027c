/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kill -9 of the program that changes or replaces the PIN, at each of its steps, at the real
 * authority: the next start has one PIN that opens every key, and knows what is to be made anew. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "../support/await.h"
#include "client/replace-pin.h"
#include "dying-gate.h"
#include "identity/policy.h"
#include "real-authority.h"
#include "wallet/secret-service-keyring.h"

#define NEW_PIN "583026"
#define MAX_STEPS 40

/* What the child found, as its exit code. */
enum { CHILD_DONE = 0, CHILD_OLD = 10, CHILD_NEW = 11, CHILD_LOST = 12 };

static const char *own_path;

/* --- in the child -------------------------------------------------------------------------- */

static void
child_open (Real *real, const char *socket)
{
  real->socket = g_strdup (socket);
  real->keyring = yqq_secret_service_keyring_new ();
  real_restart_client (real);
}

static YqqUnlockedVault *
try_unlock (Real *real, const char *text)
{
  g_autoptr (YqqSecretBytes) pin = real_pin (text);
  g_auto (Await) await = {0};
  yqq_wallet_unlock_async (real->wallet, real->gate, "check", "x", pin, NULL, await_callback,
                           &await);
  return yqq_wallet_unlock_finish (real->wallet, await_result (&await), NULL);
}

static int
child_change (Real *real, const char *step, const char *old, const char *new)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqKeyring) dying_keyring = dying_keyring_new (real->keyring);
  g_autoptr (YqqPinGate) gate = dying_gate_new (real->gate);
  g_autoptr (YqqWallet) wallet = yqq_wallet_new (dying_keyring);
  g_autoptr (YqqSecretBytes) old_pin = real_pin (old);
  g_autoptr (YqqSecretBytes) new_pin = real_pin (new);
  g_auto (Await) loaded = {0};
  g_auto (Await) changed = {0};
  yqq_wallet_load_async (wallet, NULL, await_callback, &loaded);
  g_assert_true (yqq_wallet_load_finish (wallet, await_result (&loaded), NULL));
  dying_choose ((guint)atoi (step));
  yqq_wallet_change_pin_async (wallet, gate, old_pin, new_pin, NULL, await_callback, &changed);
  yqq_wallet_change_pin_finish (wallet, await_result (&changed), &error);
  g_assert_no_error (error);
  return CHILD_DONE;
}

static gboolean
opens_everything (Real *real, YqqUnlockedVault *vault)
{
  GListModel *credentials = yqq_wallet_get_credentials (real->wallet);
  for (guint i = 0; i < g_list_model_get_n_items (credentials); i++) {
    g_autoptr (YqqCredential) credential = g_list_model_get_item (credentials, i);
    if (!yqq_wallet_opens (real->wallet, credential, vault))
      return FALSE;
  }
  return g_list_model_get_n_items (credentials) == 2 && yqq_wallet_get_stale (real->wallet) == 0;
}

static void
settle (Real *real)
{
  g_auto (Await) await = {0};
  yqq_wallet_settle_pin_async (real->wallet, real->gate, NULL, await_callback, &await);
  g_assert_true (yqq_wallet_settle_pin_finish (real->wallet, await_result (&await), NULL));
}

/* As a start of the application does it. */
static int
child_look (Real *real)
{
  settle (real);
  g_autoptr (YqqUnlockedVault) new_vault = try_unlock (real, NEW_PIN);
  g_autoptr (YqqUnlockedVault) old_vault = new_vault == NULL ? try_unlock (real, REAL_PIN) : NULL;
  if (new_vault == NULL && old_vault == NULL)
    return CHILD_LOST;
  if (!opens_everything (real, new_vault != NULL ? new_vault : old_vault))
    return CHILD_LOST;
  return new_vault != NULL ? CHILD_NEW : CHILD_OLD;
}

static void
die_between (guint done, guint left, guint all, gpointer user_data)
{
  if (done == 1)
    kill (getpid (), SIGKILL);
}

static int
child_replace (Real *real)
{
  g_autoptr (YqqSecretBytes) pin = real_pin (NEW_PIN);
  g_autofree char *identity = real_prove (real, YQQ_IDENTITY_PURPOSE_NEW_PIN);
  g_auto (Await) await = {0};
  yqq_replace_pin_async (real->connection, real->wallet, real->gate, pin, identity, die_between,
                         NULL, NULL, await_callback, &await);
  yqq_replace_pin_finish (await_result (&await), NULL);
  return CHILD_LOST;
}

/* The banner's number, then what its button does. */
static int
child_go_on (Real *real)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqSecretBytes) pin = real_pin (NEW_PIN);
  g_auto (Await) await = {0};
  settle (real);
  g_assert_cmpuint (yqq_wallet_get_stale (real->wallet), ==, 1);
  yqq_replace_pin_async (real->connection, real->wallet, real->gate, pin, NULL, NULL, NULL, NULL,
                         await_callback, &await);
  yqq_replace_pin_finish (await_result (&await), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (yqq_wallet_get_stale (real->wallet), ==, 0);
  return child_look (real);
}

static int
run_child (const char *what, const char *socket, const char *step)
{
  Real real = {0};
  child_open (&real, socket);
  if (strcmp (what, "change") == 0)
    return child_change (&real, step, REAL_PIN, NEW_PIN);
  if (strcmp (what, "back") == 0)
    return child_change (&real, step, NEW_PIN, REAL_PIN);
  if (strcmp (what, "replace") == 0)
    return child_replace (&real);
  return strcmp (what, "go-on") == 0 ? child_go_on (&real) : child_look (&real);
}

/* --- in the test --------------------------------------------------------------------------- */

/* Its exit code; -1 where it was killed. */
static int
run (Real *real, const char *what, guint step)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *number = g_strdup_printf ("%u", step);
  g_autoptr (GSubprocess) child = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, own_path,
                                                    "--child", what, real->socket, number, NULL);
  g_assert_no_error (error);
  g_subprocess_wait (child, NULL, &error);
  g_assert_no_error (error);
  if (g_subprocess_get_if_exited (child))
    return g_subprocess_get_exit_status (child);
  g_assert_cmpint (g_subprocess_get_term_sig (child), ==, SIGKILL);
  return -1;
}

/* One for all tests, one after the other: the file of keys is the children's from here on. */
static Real signer;

static void
killed_at_any_step_one_pin_opens_every_key (void)
{
  guint olds = 0, news = 0, step = 1;
  for (; step < MAX_STEPS && run (&signer, "change", step) == -1; step++) {
    int found = run (&signer, "look", 0);
    g_test_message ("killed before step %u: %s", step, found == CHILD_OLD ? "old" : "new");
    g_assert_true (found == CHILD_OLD || found == CHILD_NEW);
    *(found == CHILD_OLD ? &olds : &news) += 1;
    if (found == CHILD_NEW)
      g_assert_cmpint (run (&signer, "back", 0), ==, CHILD_DONE);
  }
  g_assert_cmpuint (olds, >, 5);
  g_assert_cmpuint (news, >, 2);
  g_assert_cmpint (run (&signer, "look", 0), ==, CHILD_NEW);
  g_assert_cmpint (run (&signer, "back", 0), ==, CHILD_DONE);
}

static void
killed_between_two_certificates_the_next_start_goes_on (void)
{
  g_assert_cmpint (run (&signer, "replace", 0), ==, -1);
  g_assert_cmpint (run (&signer, "go-on", 0), ==, CHILD_NEW);
}

int
main (int argc, char **argv)
{
  if (argc == 5 && strcmp (argv[1], "--child") == 0)
    return run_child (argv[2], argv[3], argv[4]);
  own_path = argv[0];
  g_test_init (&argc, &argv, NULL);
  real_initialise ();
  real_set_up_signer (&signer, NULL);
  g_test_add_func ("/client/pin-kill/killed_at_any_step_one_pin_opens_every_key",
                   killed_at_any_step_one_pin_opens_every_key);
  g_test_add_func ("/client/pin-kill/killed_between_two_certificates_the_next_start_goes_on",
                   killed_between_two_certificates_the_next_start_goes_on);
  int failures = g_test_run ();
  real_tear_down (&signer, NULL);
  real_clean_up ();
  return failures;
}
