/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Evidence on its way through a transaction: found wanting, counted, recorded. */
#include "authority/identity-desk-private.h"

#include <string.h>

#include "authority/identity-record.h"
#include "authority/store/identity-disputes.h"
#include "base/json.h"
#include "identity/method.h"
#include "identity/way.h"
#include "protocol/problem.h"

void
yqq_identity_check_clear (YqqIdentityCheck *self)
{
  g_clear_pointer (&self->challenge, yqq_identity_challenge_record_free);
  g_clear_pointer (&self->ways, g_ptr_array_unref);
  g_clear_pointer (&self->proven, g_strfreev);
  g_clear_error (&self->problem);
  self->satisfied = FALSE;
  self->not_ready = NULL;
}

/* Somebody else's challenge is not told from none. */
static YqqProblemCode
judge_challenge (const YqqIdentityCheck *self, const char *purpose)
{
  const YqqIdentityChallengeRecord *challenge = self->challenge;
  gboolean fits =
      challenge != NULL &&
      (challenge->person_id == NULL || strcmp (challenge->person_id, self->person_id) == 0) &&
      (challenge->thumbprint == NULL || strcmp (challenge->thumbprint, self->thumbprint) == 0);
  if (!fits || challenge->refusals >= YQQ_IDENTITY_MAX_REFUSALS)
    return YQQ_PROBLEM_EVIDENCE_EXPIRED;
  if (purpose != NULL ? strcmp (challenge->purpose, purpose) != 0
                      : strcmp (challenge->purpose, YQQ_IDENTITY_PURPOSE_LOG_IN) == 0)
    return YQQ_PROBLEM_EVIDENCE_INVALID;
  return challenge->used ? YQQ_PROBLEM_EVIDENCE_REPLAYED : YQQ_PROBLEM_COUNT;
}

gboolean
yqq_identity_check_begin (YqqIdentityCheck *self,
                          YqqDatabase *database,
                          const char *challenge_id,
                          const char *purpose,
                          GError **error)
{
  yqq_identity_check_clear (self);
  if (!yqq_identity_challenges_take (database, challenge_id, self->now_ms, &self->challenge, error))
    return FALSE;
  YqqProblemCode code = judge_challenge (self, purpose);
  if (code != YQQ_PROBLEM_COUNT) {
    self->problem = yqq_problem_error_new (code, "the challenge cannot be used here");
    return TRUE;
  }
  self->ways = yqq_identity_desk_list_ways (self->desk, database, self->person_id, self->device_id,
                                            self->challenge->purpose, self->now_ms, error);
  if (self->ways == NULL)
    return FALSE;
  self->proven = yqq_identity_proofs_list (database, challenge_id, NULL, error);
  return self->proven != NULL;
}

static gboolean
record (YqqIdentityCheck *self,
        YqqDatabase *database,
        const char *act,
        const char *const *methods,
        const char *confirmed_by,
        const char *reason,
        GError **error)
{
  const YqqIdentityEntry entry = {
      .act = act,
      .person_id = self->person_id,
      .purpose = self->challenge->purpose,
      .subject = self->challenge->subject,
      .challenge_id = self->challenge->id,
      .device = self->device_id != NULL ? self->device_id : self->thumbprint,
      .methods = methods,
      .confirmed_by = confirmed_by,
      .reason = reason,
  };
  return yqq_identity_record (database, &entry, self->now_ms, error);
}

GError *
yqq_identity_desk_translate (const char *method, const GError *refusal)
{
  static const YqqProblemCode codes[] = {
      [YQQ_IDENTITY_ERROR_INVALID] = YQQ_PROBLEM_EVIDENCE_INVALID,
      [YQQ_IDENTITY_ERROR_EXPIRED] = YQQ_PROBLEM_EVIDENCE_EXPIRED,
      [YQQ_IDENTITY_ERROR_LOCKED] = YQQ_PROBLEM_EVIDENCE_LOCKED,
      [YQQ_IDENTITY_ERROR_NOT_READY] = YQQ_PROBLEM_RATE_LIMITED,
      [YQQ_IDENTITY_ERROR_NOT_LINKED] = YQQ_PROBLEM_EVIDENCE_INVALID,
      [YQQ_IDENTITY_ERROR_NOT_ENROLLED] = YQQ_PROBLEM_AUTHENTICATOR_UNKNOWN,
      [YQQ_IDENTITY_ERROR_VOIDED] = YQQ_PROBLEM_EVIDENCE_VOIDED,
  };
  YqqProblemCode code = codes[refusal->code];
  if (refusal->code == YQQ_IDENTITY_ERROR_NOT_ENROLLED &&
      strcmp (method, YQQ_IDENTITY_METHOD_FACE) == 0)
    code = YQQ_PROBLEM_FACE_NOT_ENROLLED;
  GError *problem = NULL;
  YqqProblem *members = yqq_problem_error_set (&problem, code, "%s", refusal->message);
  members->tries_left = yqq_identity_error_get_tries_left (refusal);
  if (refusal->code == YQQ_IDENTITY_ERROR_NOT_LINKED)
    members->reason = g_strdup ("not-linked");
  if (refusal->code == YQQ_IDENTITY_ERROR_NOT_READY)
    members->retry_after = YQQ_IDENTITY_RETRY_SECONDS;
  return problem;
}

/* The try is counted and stands in the record before anybody is told of it. */
static gboolean
take_refusal (YqqIdentityCheck *self,
              YqqDatabase *database,
              const char *method,
              const GError *refusal,
              GError **error)
{
  const char *const methods[] = {method, NULL};
  gboolean locked = refusal->code == YQQ_IDENTITY_ERROR_LOCKED ||
                    yqq_identity_error_get_tries_left (refusal) == 0;
  self->problem = yqq_identity_desk_translate (method, refusal);
  return yqq_identity_challenges_count_refusal (database, self->challenge->id, error) &&
         record (self, database, locked ? "identity-locked" : "identity-refused", methods, NULL,
                 yqq_problem_code_to_nick (self->problem->code), error);
}

static gboolean
keep_proof (YqqIdentityCheck *self,
            YqqDatabase *database,
            const YqqIdentityResult *result,
            GError **error)
{
  YqqIdentityChallengeRecord *challenge = self->challenge;
  if (challenge->person_id == NULL) {
    challenge->person_id = g_strdup (self->person_id);
    challenge->thumbprint = g_strdup (self->thumbprint);
    if (!yqq_identity_challenges_bind (database, challenge->id, self->person_id, self->thumbprint,
                                       error))
      return FALSE;
  }
  if (!yqq_identity_proofs_add (database, challenge->id, result->method, result->confirmed_by,
                                self->now_ms, error))
    return FALSE;
  g_strfreev (self->proven);
  self->proven = yqq_identity_proofs_list (database, challenge->id, NULL, error);
  return self->proven != NULL;
}

/* *result is NULL where the evidence was refused; then *refusal says why. */
static gboolean
verify (YqqIdentityCheck *self,
        YqqDatabase *database,
        const YqqIdentityMethod *method,
        const char *evidence_text,
        YqqIdentityResult **result,
        GError **refusal,
        GError **error)
{
  YqqIdentityChallengeRecord *challenge = self->challenge;
  g_autoptr (YqqIdentityVerifier) verifier = method->make (
      database, self->person_id, self->device_id, self->desk->clock, method->make_data);
  g_autoptr (JsonObject) evidence =
      yqq_json_parse (evidence_text, -1, YQQ_IDENTITY_MAX_EVIDENCE, error);
  if (evidence == NULL)
    return FALSE;
  g_autoptr (YqqIdentityTask) task =
      yqq_identity_task_new (challenge->id, challenge->nonce, challenge->purpose,
                             challenge->subject, self->person_id, self->thumbprint, NULL);
  g_autoptr (GError) local = NULL;
  *result = yqq_identity_verifier_verify (verifier, task, evidence, &local);
  if (*result != NULL)
    return TRUE;
  gboolean decided = local->domain == YQQ_IDENTITY_ERROR;
  g_propagate_error (decided ? refusal : error, g_steal_pointer (&local));
  return decided;
}

/* A method that counts in no way is not even looked at: it may cost the person a try. */
static void
refuse_method (YqqIdentityCheck *self, GStrv methods)
{
  yqq_problem_error_set (&self->problem, YQQ_PROBLEM_METHOD_REFUSED, NULL)->methods =
      g_strdupv (methods);
}

gboolean
yqq_identity_check_add (YqqIdentityCheck *self,
                        YqqDatabase *database,
                        const char *name,
                        const char *evidence,
                        GError **error)
{
  if (self->problem != NULL || g_strv_contains ((const char *const *)self->proven, name))
    return TRUE;
  g_auto (GStrv) counted = yqq_identity_ways_list_methods (self->ways);
  const YqqIdentityMethod *method = yqq_identity_desk_find_method (self->desk, name);
  if (method == NULL || !g_strv_contains ((const char *const *)counted, name)) {
    refuse_method (self, counted);
    return TRUE;
  }
  g_autoptr (YqqIdentityResult) result = NULL;
  g_autoptr (GError) refusal = NULL;
  if (!verify (self, database, method, evidence, &result, &refusal, error))
    return FALSE;
  if (result != NULL)
    return keep_proof (self, database, result, error);
  if (refusal->code != YQQ_IDENTITY_ERROR_NOT_READY)
    return take_refusal (self, database, name, refusal, error);
  self->problem = yqq_identity_desk_translate (name, refusal);
  self->not_ready = yqq_identity_method_intern (name);
  return TRUE;
}

/* Staff have seen the person after the dispute: codes given before it are void. */
static gboolean
lift_dispute (YqqIdentityCheck *self,
              YqqDatabase *database,
              GStrv methods,
              const char *confirmed_by,
              GError **error)
{
  gboolean lifted = FALSE;
  if (!g_strv_contains ((const char *const *)methods, YQQ_IDENTITY_METHOD_STAFF_CODE))
    return TRUE;
  return yqq_identity_disputes_lift (database, self->person_id, &lifted, error) &&
         (!lifted || record (self, database, "dispute-lift", (const char *const *)methods,
                             confirmed_by, NULL, error));
}

gboolean
yqq_identity_check_settle (YqqIdentityCheck *self, YqqDatabase *database, GError **error)
{
  if (self->problem != NULL)
    return TRUE;
  self->satisfied = yqq_identity_ways_are_satisfied (self->ways, (const char *const *)self->proven);
  if (!self->satisfied || self->challenge->satisfied_at_ms > 0)
    return TRUE;
  g_autofree char *confirmed_by = NULL;
  g_auto (GStrv) methods =
      yqq_identity_proofs_list (database, self->challenge->id, &confirmed_by, error);
  return methods != NULL && lift_dispute (self, database, methods, confirmed_by, error) &&
         yqq_identity_challenges_satisfy (database, self->challenge->id, self->now_ms,
                                          self->now_ms + YQQ_IDENTITY_PROVEN_MS, error) &&
         record (self, database, "identity-satisfied", (const char *const *)methods, confirmed_by,
                 NULL, error);
}
