/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/identity-private.h"

#include "client/ask.h"

YqqIdentityCase *
yqq_identity_case_new (const YqqIdentityChallenge *challenge,
                       const char *purpose,
                       const char *subject,
                       const char *thumbprint)
{
  YqqIdentityCase *self = g_new0 (YqqIdentityCase, 1);
  self->task = yqq_identity_task_new (challenge->challenge_id, challenge->nonce, purpose, subject,
                                      NULL, thumbprint, NULL);
  self->ways = g_ptr_array_ref (challenge->ways);
  self->offers = json_object_ref (challenge->offers);
  self->unavailable = json_object_ref (challenge->unavailable);
  self->satisfied = challenge->satisfied;
  self->expires_at_ms = challenge->expires_at_ms;
  return self;
}

void
yqq_identity_case_free (YqqIdentityCase *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->task, yqq_identity_task_free);
  g_clear_pointer (&self->ways, g_ptr_array_unref);
  g_clear_pointer (&self->offers, json_object_unref);
  g_clear_pointer (&self->unavailable, json_object_unref);
  g_free (self);
}

YqqIdentityTask *
yqq_identity_case_dup_task (YqqIdentityCase *self, const char *method)
{
  YqqIdentityTask *task = yqq_identity_task_copy (self->task);
  if (json_object_has_member (self->offers, method))
    task->offer = json_object_ref (json_object_get_object_member (self->offers, method));
  return task;
}

typedef struct {
  char *purpose;
  char *subject;
  char *thumbprint;
} Beginning;

static void
beginning_free (Beginning *self)
{
  g_free (self->purpose);
  g_free (self->subject);
  g_free (self->thumbprint);
  g_free (self);
}

static void
on_challenge (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  const Beginning *asked = g_task_get_task_data (task);
  g_autoptr (YqqIdentityChallenge) challenge = yqq_ask_finish (result, &error);
  if (challenge == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (
        task, yqq_identity_case_new (challenge, asked->purpose, asked->subject, asked->thumbprint),
        (GDestroyNotify)yqq_identity_case_free);
}

void
yqq_identity_begin_async (YqqAuthorityConnection *connection,
                          const char *purpose,
                          const char *subject,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  YqqKey *key = yqq_authority_connection_get_device_key (connection);
  g_return_if_fail (key != NULL);
  GTask *task = g_task_new (connection, cancellable, callback, user_data);
  g_task_set_check_cancellable (task, FALSE);
  Beginning *asked = g_new0 (Beginning, 1);
  asked->purpose = g_strdup (purpose);
  asked->subject = g_strdup (subject);
  asked->thumbprint = yqq_key_thumbprint (key);
  g_task_set_task_data (task, asked, (GDestroyNotify)beginning_free);
  YqqIdentityChallengeRequest request = {.purpose = asked->purpose, .subject = asked->subject};
  yqq_ask_async (connection, "POST", "/v1/identity/challenges",
                 yqq_identity_challenge_request_to_json (&request), YQQ_REQUEST_SIGNED, 0,
                 (YqqAnswerReader)yqq_identity_challenge_from_json,
                 (GDestroyNotify)yqq_identity_challenge_free, cancellable, on_challenge, task);
}

YqqIdentityCase *
yqq_identity_begin_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
yqq_identity_prove_async (YqqAuthorityConnection *connection,
                          const char *challenge_id,
                          const char *method,
                          JsonObject *evidence,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  YqqIdentityProof proof = {.method = (char *)method, .evidence = evidence};
  YqqIdentityEvidence message = {.challenge_id = (char *)challenge_id, .proof = &proof};
  yqq_ask_async (connection, "POST", "/v1/identity/evidence",
                 yqq_identity_evidence_to_json (&message), YQQ_REQUEST_SIGNED, 0,
                 (YqqAnswerReader)yqq_identity_answer_from_json,
                 (GDestroyNotify)yqq_identity_answer_free, cancellable, callback, user_data);
}

YqqIdentityAnswer *
yqq_identity_prove_finish (GAsyncResult *result, GError **error)
{
  return yqq_ask_finish (result, error);
}
