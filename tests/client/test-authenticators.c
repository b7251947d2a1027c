/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person's security key from a real wallet, by the client's functions, to a real authority. */
#include "../support/await.h"
#include "client/authenticators.h"
#include "client/identity.h"
#include "identity/fido2-registration.h"
#include "identity/method.h"
#include "identity/policy.h"
#include "protocol/problem.h"
#include "real-authority.h"
#include "software-bus.h"

typedef struct {
  Real real;
  SoftwareBus *bus;
  SoftwareKey *key;
  YqqFido2Prover *prover;
} Desk;

static void
set_up (Desk *self, gconstpointer data)
{
  real_set_up_signer (&self->real, NULL);
  self->bus = software_bus_new ();
  self->key = software_key_new ("blue");
  software_bus_plug_in (self->bus, self->key);
  self->prover = yqq_fido2_prover_new (YQQ_FIDO2_BUS (self->bus));
}

static void
tear_down (Desk *self, gconstpointer data)
{
  g_clear_object (&self->prover);
  g_clear_object (&self->bus);
  g_clear_pointer (&self->key, software_key_free);
  real_tear_down (&self->real, NULL);
}

static YqqIdentityCase *
begin (Desk *self, const char *purpose, const char *subject)
{
  g_autoptr (GError) error = NULL;
  g_auto (Await) await = {NULL};
  yqq_identity_begin_async (self->real.connection, purpose, subject, NULL, await_callback, &await);
  YqqIdentityCase *begun = yqq_identity_begin_finish (await_result (&await), &error);
  g_assert_no_error (error);
  return begun;
}

static YqqIdentityAnswer *
prove (Desk *self, YqqIdentityCase *begun, const char *method, JsonObject *evidence, GError **error)
{
  g_auto (Await) await = {NULL};
  yqq_identity_prove_async (self->real.connection, begun->task->challenge_id, method, evidence,
                            NULL, await_callback, &await);
  return yqq_identity_prove_finish (await_result (&await), error);
}

/* The gate confirms the PIN for the challenge. */
static void
enter_pin (Desk *self, YqqIdentityCase *begun)
{
  g_autoptr (GError) error = NULL;
  g_auto (Await) await = {NULL};
  g_autoptr (YqqSecretBytes) pin = real_pin (REAL_PIN);
  yqq_wallet_unlock_async (self->real.wallet, self->real.gate, "identity",
                           begun->task->challenge_id, pin, NULL, await_callback, &await);
  g_autoptr (YqqUnlockedVault) vault =
      yqq_wallet_unlock_finish (self->real.wallet, await_result (&await), &error);
  g_assert_no_error (error);
  g_autoptr (JsonObject) nothing = json_object_new ();
  g_autoptr (YqqIdentityAnswer) answer =
      prove (self, begun, YQQ_IDENTITY_METHOD_PIN, nothing, &error);
  g_assert_no_error (error);
  g_assert_true (answer->satisfied);
}

static JsonObject *
make_registration (Desk *self, const YqqIdentityTask *task)
{
  g_autoptr (GError) error = NULL;
  g_auto (Await) await = {NULL};
  yqq_fido2_registration_make_async (self->prover, task, NULL, NULL, await_callback, &await);
  JsonObject *made =
      yqq_fido2_registration_make_finish (self->prover, await_result (&await), &error);
  g_assert_no_error (error);
  return made;
}

static YqqAuthenticatorView *
try_add (Desk *self, YqqIdentityCase *begun, GError **error)
{
  g_auto (Await) await = {NULL};
  g_autoptr (JsonObject) registration = make_registration (self, begun->task);
  yqq_add_authenticator_async (self->real.connection, begun->task->challenge_id, registration,
                               "办公室", NULL, await_callback, &await);
  return yqq_add_authenticator_finish (await_result (&await), error);
}

static YqqAuthenticatorView *
add (Desk *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqIdentityCase) begun = begin (self, YQQ_IDENTITY_PURPOSE_ENROL_KEY, NULL);
  enter_pin (self, begun);
  YqqAuthenticatorView *added = try_add (self, begun, &error);
  g_assert_no_error (error);
  return added;
}

static GPtrArray *
list (Desk *self)
{
  g_autoptr (GError) error = NULL;
  g_auto (Await) await = {NULL};
  yqq_fetch_authenticators_async (self->real.connection, NULL, await_callback, &await);
  GPtrArray *keys = yqq_fetch_authenticators_finish (await_result (&await), &error);
  g_assert_no_error (error);
  return keys;
}

static void
a_key_is_registered_by_the_pin_and_then_says_who_is_there (Desk *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqAuthenticatorView) added = add (self);
  g_autoptr (GPtrArray) keys = list (self);
  g_assert_cmpuint (keys->len, ==, 1);
  const YqqAuthenticatorView *listed = g_ptr_array_index (keys, 0);
  g_assert_cmpstr (listed->id, ==, added->id);
  g_assert_cmpstr (listed->label, ==, "办公室");
  g_auto (Await) await = {NULL};
  g_autoptr (YqqIdentityCase) begun = begin (self, YQQ_IDENTITY_PURPOSE_NEW_PIN, NULL);
  g_autoptr (YqqIdentityTask) task = yqq_identity_case_dup_task (begun, YQQ_IDENTITY_METHOD_FIDO2);
  yqq_identity_prover_prove_async (YQQ_IDENTITY_PROVER (self->prover), task, NULL, await_callback,
                                   &await);
  g_autoptr (JsonObject) evidence = yqq_identity_prover_prove_finish (
      YQQ_IDENTITY_PROVER (self->prover), await_result (&await), &error);
  g_assert_no_error (error);
  g_autoptr (YqqIdentityAnswer) answer =
      prove (self, begun, YQQ_IDENTITY_METHOD_FIDO2, evidence, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (answer->proven[0], ==, "fido2");
  g_assert_false (answer->satisfied); /* a second factor: never the only one */
}

static void
without_the_pin_no_key_is_registered (Desk *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqIdentityCase) begun = begin (self, YQQ_IDENTITY_PURPOSE_ENROL_KEY, NULL);
  g_assert_null (try_add (self, begun, &error));
  g_assert_error (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_IDENTITY_REQUIRED);
  g_autoptr (GPtrArray) keys = list (self);
  g_assert_cmpuint (keys->len, ==, 0);
}

static gboolean
try_rename (Desk *self, const char *id, const char *label, GError **error)
{
  g_auto (Await) await = {NULL};
  yqq_rename_authenticator_async (self->real.connection, id, label, NULL, await_callback, &await);
  return yqq_rename_authenticator_finish (await_result (&await), error);
}

static gboolean
try_remove (Desk *self, const char *id, YqqIdentityCase *begun, GError **error)
{
  g_auto (Await) await = {NULL};
  yqq_remove_authenticator_async (self->real.connection, id, begun->task->challenge_id, NULL,
                                  await_callback, &await);
  return yqq_remove_authenticator_finish (await_result (&await), error);
}

static void
a_key_is_renamed_and_taken_out (Desk *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL, refusal = NULL;
  g_autoptr (YqqAuthenticatorView) added = add (self);
  g_assert_true (try_rename (self, added->id, "家里", &error));
  g_assert_no_error (error);
  g_assert_false (try_rename (self, "nothing", "家里", &refusal));
  g_assert_error (refusal, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_AUTHENTICATOR_UNKNOWN);
  g_clear_error (&refusal);
  g_autoptr (GPtrArray) renamed = list (self);
  g_assert_cmpstr (((YqqAuthenticatorView *)g_ptr_array_index (renamed, 0))->label, ==, "家里");
  g_autoptr (YqqIdentityCase) begun = begin (self, YQQ_IDENTITY_PURPOSE_ENROL_KEY, added->id);
  g_assert_false (try_remove (self, added->id, begun, &refusal));
  g_assert_error (refusal, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_IDENTITY_REQUIRED);
  enter_pin (self, begun);
  g_assert_true (try_remove (self, added->id, begun, &error));
  g_assert_no_error (error);
  g_autoptr (GPtrArray) left = list (self);
  g_assert_cmpuint (left->len, ==, 0);
}

#define ADD(test) g_test_add ("/client/authenticators/" #test, Desk, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  real_initialise ();
  ADD (a_key_is_registered_by_the_pin_and_then_says_who_is_there);
  ADD (without_the_pin_no_key_is_registered);
  ADD (a_key_is_renamed_and_taken_out);
  int result = g_test_run ();
  real_clean_up ();
  return result;
}
