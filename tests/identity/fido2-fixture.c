/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fido2-fixture.h"

#include <string.h>

#include "../support/await.h"

static void
type_next_pin (Fixture *fixture)
{
  g_autoptr (YqqSecretBytes) pin = NULL;
  if (fixture->pins != NULL && *fixture->pins != NULL) {
    pin = yqq_secret_bytes_new_copy (*fixture->pins, strlen (*fixture->pins));
    fixture->pins++;
  }
  yqq_fido2_prover_answer_pin (fixture->prover, pin);
}

static void
on_progress (YqqFido2Prover *prover, const char *state, GVariant *detail, Fixture *fixture)
{
  g_string_append_printf (fixture->states, "%s ", state);
  if (g_str_equal (state, "pin")) {
    gboolean wrong;
    g_variant_get (detail, "(ib)", &fixture->tries_told, &wrong);
    fixture->wrong_told += wrong ? 1 : 0;
  }
  if (g_strcmp0 (state, fixture->awaited) == 0)
    fixture->react (fixture);
  else if (g_str_equal (state, "pin"))
    type_next_pin (fixture);
}

void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  fixture->clock = yqq_clock_new_manual (START_MS);
  fixture->store = memory_authenticators_new ();
  fixture->verifier =
      yqq_fido2_verifier_new (YQQ_AUTHENTICATOR_STORE (fixture->store), fixture->clock);
  fixture->bus = software_bus_new ();
  fixture->key = software_key_new ("blue");
  fixture->other_key = software_key_new ("green");
  software_bus_plug_in (fixture->bus, fixture->key);
  fixture->prover = yqq_fido2_prover_new (YQQ_FIDO2_BUS (fixture->bus));
  fixture->cancellable = g_cancellable_new ();
  fixture->states = g_string_new ("");
  g_signal_connect (fixture->prover, "progress", G_CALLBACK (on_progress), fixture);
}

void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  g_signal_handlers_disconnect_by_data (fixture->prover, fixture);
  g_clear_object (&fixture->prover); /* its worker may hold it for a moment longer */
  g_clear_object (&fixture->bus);
  g_clear_pointer (&fixture->key, software_key_free);
  g_clear_pointer (&fixture->other_key, software_key_free);
  g_clear_object (&fixture->verifier);
  g_clear_object (&fixture->store);
  g_clear_object (&fixture->cancellable);
  g_clear_pointer (&fixture->clock, yqq_clock_unref);
  g_string_free (fixture->states, TRUE);
}

static GPtrArray *
list_credentials (Fixture *fixture)
{
  GPtrArray *credentials = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  for (guint i = 0; i < fixture->store->rows->len; i++) {
    const MemoryAuthenticator *row = g_ptr_array_index (fixture->store->rows, i);
    g_ptr_array_add (credentials, g_bytes_ref (row->authenticator->credential));
  }
  return credentials;
}

YqqIdentityTask *
fixture_make_task (Fixture *fixture, const char *purpose, guint8 number)
{
  guint8 bytes[16] = {number};
  g_autoptr (GBytes) nonce = g_bytes_new (bytes, sizeof bytes);
  g_autoptr (GPtrArray) credentials = list_credentials (fixture);
  g_autoptr (JsonObject) offer = yqq_fido2_offer_write (YQQ_FIDO2_RELYING_PARTY, credentials);
  return yqq_identity_task_new ("challenge", nonce, purpose, NULL, PERSON, "thumbprint", offer);
}

JsonObject *
fixture_prove (Fixture *fixture, const YqqIdentityTask *task, GError **error)
{
  g_auto (Await) await = {NULL};
  YqqIdentityProver *prover = YQQ_IDENTITY_PROVER (fixture->prover);
  yqq_identity_prover_prove_async (prover, task, fixture->cancellable, await_callback, &await);
  return yqq_identity_prover_prove_finish (prover, await_result (&await), error);
}

JsonObject *
fixture_make_registration (Fixture *fixture, const YqqIdentityTask *task, GError **error)
{
  g_auto (Await) await = {NULL};
  g_autoptr (GPtrArray) known = list_credentials (fixture);
  yqq_fido2_registration_make_async (fixture->prover, task, known, fixture->cancellable,
                                     await_callback, &await);
  return yqq_fido2_registration_make_finish (fixture->prover, await_result (&await), error);
}

YqqAuthenticator *
fixture_keep (Fixture *fixture,
              const YqqIdentityTask *task,
              JsonObject *registration,
              const char *label,
              GError **error)
{
  g_autoptr (YqqFido2Registration) read = yqq_fido2_registration_read (registration, NULL);
  g_assert_nonnull (read);
  g_autoptr (YqqAuthenticator) made =
      yqq_fido2_verifier_check_registration (fixture->verifier, task, read, label, error);
  if (made == NULL || !yqq_authenticator_store_add (YQQ_AUTHENTICATOR_STORE (fixture->store),
                                                    task->person_id, made, error))
    return NULL;
  return g_steal_pointer (&made);
}

void
fixture_register (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqIdentityTask) task = fixture_make_task (fixture, "enrol-key", 0);
  g_autoptr (JsonObject) registration = fixture_make_registration (fixture, task, &error);
  g_assert_no_error (error);
  g_autoptr (YqqAuthenticator) made =
      fixture_keep (fixture, task, registration, "office key", &error);
  g_assert_no_error (error);
  g_assert_nonnull (made);
  g_string_truncate (fixture->states, 0);
}

YqqIdentityResult *
fixture_verify (Fixture *fixture, const YqqIdentityTask *task, JsonObject *evidence, GError **error)
{
  return yqq_identity_verifier_verify (YQQ_IDENTITY_VERIFIER (fixture->verifier), task, evidence,
                                       error);
}
