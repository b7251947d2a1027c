/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A face that this device knows, by the client's functions, at a real authority. */
#include "../support/await.h"
#include "client/face.h"
#include "client/identity.h"
#include "identity/face-evidence.h"
#include "identity/method.h"
#include "identity/policy.h"
#include "protocol/problem.h"
#include "real-authority.h"

static YqqIdentityCase *
begin (Real *self, const char *purpose)
{
  g_autoptr (GError) error = NULL;
  g_auto (Await) await = {NULL};
  yqq_identity_begin_async (self->connection, purpose, NULL, NULL, await_callback, &await);
  YqqIdentityCase *begun = yqq_identity_begin_finish (await_result (&await), &error);
  g_assert_no_error (error);
  return begun;
}

static YqqIdentityAnswer *
prove (Real *self, YqqIdentityCase *begun, const char *method, JsonObject *evidence, GError **error)
{
  g_auto (Await) await = {NULL};
  yqq_identity_prove_async (self->connection, begun->task->challenge_id, method, evidence, NULL,
                            await_callback, &await);
  return yqq_identity_prove_finish (await_result (&await), error);
}

static void
enter_pin (Real *self, YqqIdentityCase *begun)
{
  g_autoptr (GError) error = NULL;
  g_auto (Await) await = {NULL};
  g_autoptr (YqqSecretBytes) pin = real_pin (REAL_PIN);
  yqq_wallet_unlock_async (self->wallet, self->gate, "identity", begun->task->challenge_id, pin,
                           NULL, await_callback, &await);
  g_autoptr (YqqUnlockedVault) vault =
      yqq_wallet_unlock_finish (self->wallet, await_result (&await), &error);
  g_assert_no_error (error);
  g_autoptr (JsonObject) nothing = json_object_new ();
  g_autoptr (YqqIdentityAnswer) answer =
      prove (self, begun, YQQ_IDENTITY_METHOD_PIN, nothing, &error);
  g_assert_no_error (error);
  g_assert_true (answer->satisfied);
}

static YqqFaceReceipt *
enrol (Real *self, YqqIdentityCase *begun, GError **error)
{
  g_auto (Await) await = {NULL};
  const YqqFaceEnrolment enrolment = {(char *)"t1", (char *)"nets 1", (char *)"face-1",
                                      begun->task->challenge_id};
  yqq_enrol_face_async (self->connection, &enrolment, NULL, await_callback, &await);
  return yqq_enrol_face_finish (await_result (&await), error);
}

static void
a_face_is_enrolled_by_the_pin_proves_and_is_taken_back (Real *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_auto (Await) await = {NULL};
  guint count = 0;
  g_autofree char *template_id = NULL;
  g_autoptr (YqqIdentityCase) first = begin (self, YQQ_IDENTITY_PURPOSE_ENROL_FACE);
  enter_pin (self, first);
  g_autoptr (YqqFaceReceipt) receipt = enrol (self, first, &error);
  g_assert_no_error (error);
  g_assert_cmpint (receipt->expires_at_ms, >, receipt->enrolled_at_ms);
  g_autoptr (YqqIdentityCase) begun = begin (self, YQQ_IDENTITY_PURPOSE_NEW_PIN);
  g_autoptr (YqqIdentityTask) task = yqq_identity_case_dup_task (begun, YQQ_IDENTITY_METHOD_FACE);
  yqq_face_offer_read (task->offer, &template_id, &count, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (template_id, ==, "t1");
  g_autoptr (GBytes) binding = yqq_identity_task_dup_binding (task);
  g_auto (GStrv) challenges = yqq_face_evidence_draw_challenges (task, 0, count);
  const YqqFaceEvidence evidence = {template_id, (char *)"nets 1",         binding, 0,
                                    challenges,  YQQ_FACE_OUTCOME_MATCHED, 700};
  g_autoptr (JsonObject) object = yqq_face_evidence_write (&evidence);
  g_autoptr (YqqIdentityAnswer) answer =
      prove (self, begun, YQQ_IDENTITY_METHOD_FACE, object, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (answer->proven[0], ==, "face");
  g_assert_false (answer->satisfied); /* never alone */
  yqq_remove_face_async (self->connection, NULL, await_callback, &await);
  g_assert_true (yqq_remove_face_finish (await_result (&await), &error));
  g_assert_no_error (error);
  g_autoptr (YqqIdentityCase) after = begin (self, YQQ_IDENTITY_PURPOSE_NEW_PIN);
  g_assert_cmpstr (json_object_get_string_member (after->unavailable, "face"), ==, "not-enrolled");
}

static void
without_the_pin_no_face_is_enrolled (Real *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqIdentityCase) begun = begin (self, YQQ_IDENTITY_PURPOSE_ENROL_FACE);
  g_assert_null (enrol (self, begun, &error));
  g_assert_error (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_IDENTITY_REQUIRED);
}

#define ADD(test)                                                                                  \
  g_test_add ("/client/face/" #test, Real, NULL, real_set_up_signer, test, real_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  real_initialise ();
  ADD (a_face_is_enrolled_by_the_pin_proves_and_is_taken_back);
  ADD (without_the_pin_no_face_is_enrolled);
  int result = g_test_run ();
  real_clean_up ();
  return result;
}
