/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A new PIN without the old one, at the real authority, also where it is interrupted. */
#include "../support/await.h"
#include "client/client-error.h"
#include "client/dispute-device.h"
#include "client/fetch-me.h"
#include "client/replace-pin.h"
#include "identity/policy.h"
#include "protocol/problem.h"
#include "real-authority.h"

#define NEW_PIN "583026"

typedef struct {
  Real *real;
  guint kill_at; /* the authority is killed once so many are made anew; G_MAXUINT: never */
  guint done;
  guint all;
} Progress;

static void
on_progress (guint done, guint left, guint all, gpointer user_data)
{
  Progress *progress = user_data;
  progress->done = done;
  progress->all = all;
  if (done == progress->kill_at)
    real_kill (progress->real);
}

static gboolean
try_replace (Real *real, const char *identity, Progress *progress, GError **error)
{
  g_autoptr (YqqSecretBytes) pin = real_pin (NEW_PIN);
  g_auto (Await) await = {0};
  yqq_replace_pin_async (real->connection, real->wallet, real->gate, pin, identity, on_progress,
                         progress, NULL, await_callback, &await);
  return yqq_replace_pin_finish (await_result (&await), error);
}

static YqqUnlockedVault *
try_unlock (Real *real, const char *text, GError **error)
{
  g_autoptr (YqqSecretBytes) pin = real_pin (text);
  g_auto (Await) await = {0};
  yqq_wallet_unlock_async (real->wallet, real->gate, "check", "x", pin, NULL, await_callback,
                           &await);
  return yqq_wallet_unlock_finish (real->wallet, await_result (&await), error);
}

static void
check_everything_opens (Real *real)
{
  g_autoptr (GError) error = NULL;
  GListModel *credentials = yqq_wallet_get_credentials (real->wallet);
  g_autoptr (YqqUnlockedVault) vault = try_unlock (real, NEW_PIN, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (credentials), ==, 2);
  for (guint i = 0; i < 2; i++) {
    g_autoptr (YqqCredential) credential = g_list_model_get_item (credentials, i);
    g_assert_true (yqq_wallet_opens (real->wallet, credential, vault));
  }
}

static void
a_locked_pin_is_replaced_and_every_certificate_made_anew (Real *real, gconstpointer data)
{
  Progress progress = {real, G_MAXUINT, 0, 0};
  for (guint i = 0; i < 5; i++) {
    g_autoptr (GError) wrong = NULL;
    g_assert_null (try_unlock (real, NEW_PIN, &wrong));
  }
  g_autoptr (GError) error = NULL;
  g_assert_null (try_unlock (real, REAL_PIN, &error));
  g_assert_error (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_PIN_LOCKED);
  g_clear_error (&error);
  g_autofree char *identity = real_prove (real, YQQ_IDENTITY_PURPOSE_NEW_PIN);
  g_assert_true (try_replace (real, identity, &progress, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (progress.done, ==, 2);
  g_assert_cmpuint (progress.all, ==, 2);
  check_everything_opens (real);
}

static void
without_an_identity_the_old_pin_and_its_certificates_stay (Real *real, gconstpointer data)
{
  Progress progress = {real, G_MAXUINT, 0, 0};
  g_autoptr (GError) error = NULL;
  g_assert_false (try_replace (real, "nothing", &progress, &error));
  g_assert_error (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_IDENTITY_REQUIRED);
  g_clear_error (&error);
  g_autoptr (YqqUnlockedVault) vault = try_unlock (real, REAL_PIN, &error);
  g_assert_no_error (error);
}

/* Killed once so many certificates are made anew (0: the PIN alone is set), and gone on with after
 * a restart of both. */
static void
check_interrupted (Real *real, guint kill_at)
{
  Progress progress = {real, kill_at, 0, 0};
  g_autoptr (GError) error = NULL;
  g_autofree char *identity = real_prove (real, YQQ_IDENTITY_PURPOSE_NEW_PIN);
  g_assert_false (try_replace (real, identity, &progress, &error));
  g_assert_error (error, YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_OFFLINE);
  g_clear_error (&error);
  real_start (real);
  real_restart_client (real);
  progress.kill_at = G_MAXUINT;
  g_assert_true (try_replace (real, NULL, &progress, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (progress.all, ==, 2 - kill_at);
  check_everything_opens (real);
}

static void
interrupted_before_the_first_certificate_it_goes_on (Real *real, gconstpointer data)
{
  check_interrupted (real, 0);
}

static void
interrupted_between_two_certificates_it_goes_on (Real *real, gconstpointer data)
{
  check_interrupted (real, 1);
}

static void
a_disputed_device_is_out_at_once (Real *real, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_auto (Await) disputed = {0};
  g_auto (Await) asked = {0};
  const char *id = yqq_account_get_device_id (yqq_wallet_get_account (real->wallet));
  yqq_dispute_device_async (real->connection, id, NULL, await_callback, &disputed);
  g_assert_true (yqq_dispute_device_finish (await_result (&disputed), &error));
  g_assert_no_error (error);
  yqq_fetch_me_async (real->connection, NULL, await_callback, &asked);
  g_assert_null (yqq_fetch_me_finish (await_result (&asked), &error));
  g_assert_error (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_DEVICE_REVOKED);
}

#define ADD(test)                                                                                  \
  g_test_add ("/client/replace-pin/" #test, Real, NULL, real_set_up_signer, test, real_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  real_initialise ();
  ADD (a_locked_pin_is_replaced_and_every_certificate_made_anew);
  ADD (without_an_identity_the_old_pin_and_its_certificates_stay);
  ADD (interrupted_before_the_first_certificate_it_goes_on);
  ADD (interrupted_between_two_certificates_it_goes_on);
  ADD (a_disputed_device_is_out_at_once);
  int failures = g_test_run ();
  real_clean_up ();
  return failures;
}
