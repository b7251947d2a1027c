/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An act's one transaction: what it changes, its answer, and the record of it. */
#include "authority/acts/acts-private.h"
#include "authority/acts/grant-acts.h"
#include "authority/acts/record.h"
#include "authority/store/quota.h"
#include "base/json.h"

#define STATUS_DONE 200
#define STATUS_WAITS 202

gboolean
yqq_act_job_find_answer (YqqActJob *self,
                         YqqDatabase *database,
                         YqqActRecord **answer,
                         GError **error)
{
  g_autoptr (YqqActRecord) found = NULL;
  if (!yqq_acts_find (database, self->enterprise_id, self->act->id, &found, error))
    return FALSE;
  if (found != NULL && !g_bytes_equal (found->digest, self->digest)) {
    yqq_problem_error_set (error, YQQ_PROBLEM_ACT_REUSED, NULL);
    return FALSE;
  }
  *answer = g_steal_pointer (&found);
  return TRUE;
}

/* What changes nothing stands in no record otherwise, and yet has told something. */
static gboolean
record (YqqActJob *self,
        YqqDatabase *database,
        const YqqActContext *context,
        const YqqActResult *result,
        GError **error)
{
  self->mismatches = yqq_grant_count_mismatches (result);
  if (result->done)
    return yqq_record_act (database, context, result, error);
  return self->mismatches == 0 ||
         yqq_record_mismatches (database, self->enterprise_id, self->device.person_id,
                                self->mismatches, self->now_ms, error);
}

/* A one-time code is told once and kept nowhere but as its digest. */
static char *
dup_kept_text (const YqqActResult *result)
{
  g_autoptr (JsonObject) object = yqq_act_result_to_json (result);
  json_object_remove_member (object, "staff_code");
  return yqq_json_to_string (object);
}

static gboolean
keep_answer (YqqActJob *self, YqqDatabase *database, const YqqActResult *result, GError **error)
{
  self->object = yqq_act_result_to_json (result);
  YqqActRecord *answer = self->answer = g_new0 (YqqActRecord, 1);
  answer->enterprise_id = g_strdup (self->enterprise_id);
  answer->id = g_strdup (self->act->id);
  answer->kind = g_strdup (yqq_act_kind_to_nick (self->act->kind));
  answer->person_id = g_strdup (self->device.person_id);
  answer->digest = g_bytes_ref (self->digest);
  answer->status = result->proposal != NULL ? STATUS_WAITS : STATUS_DONE;
  answer->answer = dup_kept_text (result);
  answer->changed = result->done || result->proposal != NULL;
  return yqq_acts_add (database, answer, self->now_ms, error);
}

/* Where the policy asks for it, the actor was verified for this very act, which uses that up. */
static gboolean
use_identity (YqqActJob *self, YqqDatabase *database, GError **error)
{
  g_autoptr (GError) problem = NULL;
  if (!yqq_act_kind_takes_identity (self->act->kind))
    return TRUE;
  if (!yqq_identity_desk_consume (
          self->identity, database, self->act->identity, self->device.person_id, self->device.id,
          YQQ_IDENTITY_PURPOSE_TRANSFER, self->act->subject, self->now_ms, &problem, error))
    return FALSE;
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

gboolean
yqq_act_job_write (YqqDatabase *database, gpointer job, GError **error)
{
  YqqActJob *self = job;
  g_autoptr (YqqCertificateRecord) certificate = NULL;
  g_clear_pointer (&self->answer, yqq_act_record_free);
  g_clear_pointer (&self->object, json_object_unref);
  if (!yqq_act_job_find_answer (self, database, &self->answer, error))
    return FALSE;
  if (self->answer != NULL)
    return TRUE;
  /* What was allowed when it was asked may have been withdrawn while it waited here. */
  if (!yqq_act_job_find_actor (self, database, &certificate, error) ||
      !yqq_act_job_check_certificate (self, error))
    return FALSE;
  YqqActContext context = {
      .act = self->act,
      .jws = self->jws,
      .digest = self->digest,
      .certificate = self->certificate,
      .person_id = self->device.person_id,
      .roles = self->roles,
      .state = self->state,
      .now_ms = self->now_ms,
  };
  g_autoptr (YqqActResult) result = yqq_act_result_begin (self->act);
  return yqq_act_run (database, &context, result, error) && use_identity (self, database, error) &&
         yqq_quota_describe (database, self->enterprise_id, &result->quota, error) &&
         record (self, database, &context, result, error) &&
         keep_answer (self, database, result, error);
}
