/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who somebody is, asked and proven by the client at the real authority. */
#include "client/identity.h"

#include "../support/await.h"
#include "client/fetch-me.h"
#include "client/log-in.h"
#include "identity/policy.h"
#include "protocol/problem.h"
#include "real-authority.h"

static YqqDemonstrationPerson *
find_employee (GPtrArray *people)
{
  for (guint i = 0; i < people->len; i++)
    if (g_str_has_suffix (((YqqDemonstrationPerson *)people->pdata[i])->name, REAL_EMPLOYEE))
      return people->pdata[i];
  g_assert_not_reached ();
}

static YqqIdentityCase *
begin (Real *real, const char *purpose, const char *subject)
{
  g_autoptr (GError) error = NULL;
  g_auto (Await) await = {0};
  yqq_identity_begin_async (real->connection, purpose, subject, NULL, await_callback, &await);
  YqqIdentityCase *identity = yqq_identity_begin_finish (await_result (&await), &error);
  g_assert_no_error (error);
  return identity;
}

static YqqIdentityAnswer *
prove (Real *real,
       YqqIdentityCase *identity,
       const char *method,
       const char *member,
       const char *value,
       GError **error)
{
  g_autoptr (JsonObject) evidence = json_object_new ();
  g_auto (Await) await = {0};
  if (member != NULL)
    json_object_set_string_member (evidence, member, value);
  yqq_identity_prove_async (real->connection, identity->task->challenge_id, method, evidence, NULL,
                            await_callback, &await);
  return yqq_identity_prove_finish (await_result (&await), error);
}

static void
what_is_asked_is_told_with_the_task_it_is_bound_to (Real *real, gconstpointer data)
{
  real_log_in (real, REAL_EMPLOYEE);
  g_autoptr (YqqIdentityCase) identity = begin (real, YQQ_IDENTITY_PURPOSE_NEW_PIN, "about");
  g_autofree char *thumbprint =
      yqq_key_thumbprint (yqq_authority_connection_get_device_key (real->connection));
  g_assert_cmpstr (identity->task->purpose, ==, "new-pin");
  g_assert_cmpstr (identity->task->subject, ==, "about");
  g_assert_cmpstr (identity->task->device_thumbprint, ==, thumbprint);
  g_assert_cmpuint (g_bytes_get_size (identity->task->nonce), ==, 32);
  g_assert_false (identity->satisfied);
  g_assert_cmpuint (identity->ways->len, ==, 1);
  g_assert_cmpstr (((GStrv)identity->ways->pdata[0])[0], ==, "staff-code");
  g_assert_true (json_object_has_member (identity->unavailable, "face"));
  g_autoptr (YqqIdentityTask) task = yqq_identity_case_dup_task (identity, "staff-code");
  g_assert_nonnull (task->offer);
  g_autoptr (YqqIdentityTask) other = yqq_identity_case_dup_task (identity, "face");
  g_assert_null (other->offer);
}

static void
evidence_is_brought_and_answered (Real *real, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  real_log_in (real, REAL_EMPLOYEE);
  g_autoptr (YqqIdentityCase) identity = begin (real, YQQ_IDENTITY_PURPOSE_UNLOCK, NULL);
  g_assert_null (prove (real, identity, "staff-code", "code", "00000000", &error));
  g_assert_error (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_EVIDENCE_INVALID);
  g_assert_cmpint (yqq_problem_error_get (error)->tries_left, ==, 4);
  g_clear_error (&error);
  g_assert_null (prove (real, identity, "pin", NULL, NULL, &error));
  g_assert_error (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_METHOD_REFUSED);
  g_assert_cmpstr (yqq_problem_error_get (error)->methods[0], ==, "staff-code");
  g_clear_error (&error);
  g_autoptr (GPtrArray) people = real_fetch_people (real);
  g_autoptr (YqqIdentityAnswer) answer =
      prove (real, identity, "staff-code", "code", find_employee (people)->staff_code, &error);
  g_assert_no_error (error);
  g_assert_true (answer->satisfied);
  g_assert_cmpstr (answer->proven[0], ==, "staff-code");
  g_assert_cmpuint (answer->missing->len, ==, 0);
}

static void
the_pin_is_shown_by_opening_the_gate_for_the_challenge (Real *real, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  real_log_in (real, REAL_EMPLOYEE);
  real_set_pin (real);
  g_autoptr (YqqIdentityCase) identity = begin (real, YQQ_IDENTITY_PURPOSE_ENROL_FACE, NULL);
  g_assert_null (prove (real, identity, "pin", NULL, NULL, &error));
  g_assert_error (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_EVIDENCE_INVALID);
  g_clear_error (&error);
  g_autoptr (YqqSecretBytes) pin = real_pin (REAL_PIN);
  g_auto (Await) await = {0};
  yqq_wallet_unlock_async (real->wallet, real->gate, "identity", identity->task->challenge_id, pin,
                           NULL, await_callback, &await);
  g_autoptr (YqqUnlockedVault) vault =
      yqq_wallet_unlock_finish (real->wallet, await_result (&await), &error);
  g_assert_no_error (error);
  g_autoptr (YqqIdentityAnswer) answer = prove (real, identity, "pin", NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (answer->satisfied);
}

static gboolean
complete (Real *real,
          YqqIdentityCase *identity,
          const YqqDemonstrationPerson *person,
          const char *code,
          GError **error)
{
  g_autoptr (JsonObject) evidence = json_object_new ();
  g_autoptr (GPtrArray) proofs =
      g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_identity_proof_free);
  json_object_set_string_member (evidence, "code", code);
  g_ptr_array_add (proofs, yqq_identity_proof_new ("staff-code", evidence));
  const YqqLogInDetails details = {
      .name = person->name,
      .id_type = yqq_id_type_to_nick (person->id_type),
      .id_number = person->id_number,
      .device_label = "test",
  };
  g_auto (Await) await = {0};
  yqq_log_in_complete_async (real->connection, real->wallet, identity, &details, proofs, NULL,
                             await_callback, &await);
  return yqq_log_in_complete_finish (await_result (&await), error);
}

static YqqIdentityCase *
begin_log_in (Real *real, gboolean again)
{
  g_autoptr (GError) error = NULL;
  g_auto (Await) await = {0};
  yqq_log_in_begin_async (real->connection, real->wallet, again, NULL, await_callback, &await);
  YqqIdentityCase *identity = yqq_log_in_begin_finish (await_result (&await), &error);
  g_assert_no_error (error);
  return identity;
}

static void
a_log_in_whose_evidence_was_wrong_goes_on_with_the_same_case (Real *real, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) people = real_fetch_people (real);
  const YqqDemonstrationPerson *person = find_employee (people);
  g_autoptr (YqqIdentityCase) identity = begin_log_in (real, FALSE);
  g_assert_false (yqq_wallet_get_logged_in (real->wallet));
  g_assert_false (complete (real, identity, person, "00000000", &error));
  g_assert_error (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_EVIDENCE_INVALID);
  g_clear_error (&error);
  g_assert_true (complete (real, identity, person, person->staff_code, &error));
  g_assert_no_error (error);
  g_assert_true (yqq_wallet_get_logged_in (real->wallet));
}

static void
logging_in_again_keeps_the_device_its_key_and_its_pin (Real *real, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  real_log_in (real, REAL_EMPLOYEE);
  real_set_pin (real);
  g_autofree char *device =
      g_strdup (yqq_account_get_device_id (yqq_wallet_get_account (real->wallet)));
  g_autofree char *key = yqq_key_thumbprint (yqq_wallet_get_device_key (real->wallet));
  g_autoptr (GPtrArray) people = real_fetch_people (real);
  const YqqDemonstrationPerson *person = find_employee (people);
  g_autoptr (YqqIdentityCase) identity = begin_log_in (real, TRUE);
  g_assert_true (complete (real, identity, person, person->staff_code, &error));
  g_assert_no_error (error);
  real_restart_client (real);
  g_autofree char *same = yqq_key_thumbprint (yqq_wallet_get_device_key (real->wallet));
  g_assert_cmpstr (same, ==, key);
  g_auto (Await) await = {0};
  yqq_fetch_me_async (real->connection, NULL, await_callback, &await);
  g_autoptr (YqqMe) me = yqq_fetch_me_finish (await_result (&await), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (me->device_id, ==, device);
  g_assert_true (me->pin_set);
}

#define ADD(test)                                                                                  \
  g_test_add ("/client/identity/" #test, Real, NULL, real_set_up, test, real_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  real_initialise ();
  ADD (what_is_asked_is_told_with_the_task_it_is_bound_to);
  ADD (evidence_is_brought_and_answered);
  ADD (the_pin_is_shown_by_opening_the_gate_for_the_challenge);
  ADD (a_log_in_whose_evidence_was_wrong_goes_on_with_the_same_case);
  ADD (logging_in_again_keeps_the_device_its_key_and_its_pin);
  int status = g_test_run ();
  real_clean_up ();
  return status;
}
