/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Using up what was proven, in the transaction of what it was proven for. */
#include "authority/identity-desk-private.h"

#include <string.h>

#include "authority/identity-record.h"
#include "identity/way.h"
#include "protocol/problem.h"

typedef struct {
  const char *challenge_id;
  const char *person_id;
  const char *device_id;
  const char *purpose;
  const char *subject;
  gint64 now_ms;
} Use;

/* Whether the challenge is this person's, on this device, for exactly this. */
static gboolean
fits (const YqqIdentityChallengeRecord *challenge, const YqqDevice *device, const Use *use)
{
  return challenge != NULL && device != NULL && strcmp (device->person_id, use->person_id) == 0 &&
         g_strcmp0 (challenge->person_id, use->person_id) == 0 &&
         g_strcmp0 (challenge->thumbprint, device->thumbprint) == 0 &&
         strcmp (challenge->purpose, use->purpose) == 0 &&
         strcmp (challenge->subject, use->subject) == 0;
}

/* Takes missing. */
static void
refuse (YqqProblemCode code, const char *purpose, GStrv missing, GError **problem)
{
  YqqProblem *members = yqq_problem_error_set (problem, code, NULL);
  members->purpose = g_strdup (purpose);
  members->methods = missing;
}

static gboolean
record (YqqDatabase *database,
        const Use *use,
        const char *act,
        GStrv methods,
        const char *confirmed_by,
        const char *reason,
        GError **error)
{
  const YqqIdentityEntry entry = {
      .act = act,
      .person_id = use->person_id,
      .purpose = use->purpose,
      .subject = use->subject,
      .challenge_id = use->challenge_id,
      .device = use->device_id,
      .methods = (const char *const *)methods,
      .confirmed_by = confirmed_by,
      .reason = reason,
  };
  return yqq_identity_record (database, &entry, use->now_ms, error);
}

/* What the policy asks is read anew: a method that has been forbidden meanwhile, or a key that was
 * registered, counts from that moment on. */
static gboolean
use_challenge (YqqDatabase *database,
               const Use *use,
               const YqqIdentityChallengeRecord *challenge,
               GPtrArray *ways,
               GError **problem,
               GError **error)
{
  g_autofree char *confirmed_by = NULL;
  g_auto (GStrv) proven = yqq_identity_proofs_list (database, challenge->id, &confirmed_by, error);
  if (proven == NULL)
    return FALSE;
  gboolean young = challenge->satisfied_at_ms > 0 &&
                   challenge->satisfied_at_ms + YQQ_IDENTITY_PROVEN_MS > use->now_ms;
  g_autoptr (GPtrArray) missing =
      yqq_identity_ways_list_missing (ways, (const char *const *)proven);
  if (!young || missing->len > 0 || ways->len == 0) {
    GStrv first = missing->len > 0 ? g_strdupv (missing->pdata[0]) : NULL;
    refuse (YQQ_PROBLEM_IDENTITY_REQUIRED, use->purpose, first, problem);
    return TRUE;
  }
  return yqq_identity_challenges_use (database, challenge->id, use->now_ms, error) &&
         record (database, use, "identity-used", proven, confirmed_by, NULL, error);
}

static gboolean
use_without (const Use *use, GPtrArray *ways, GError **problem)
{
  static const char *const nothing[] = {NULL};
  if (!yqq_identity_ways_are_satisfied (ways, nothing))
    refuse (YQQ_PROBLEM_IDENTITY_REQUIRED, use->purpose, NULL, problem);
  return TRUE;
}

gboolean
yqq_identity_desk_consume (YqqIdentityDesk *self,
                           YqqDatabase *database,
                           const char *challenge_id,
                           const char *person_id,
                           const char *device_id,
                           const char *purpose,
                           const char *subject,
                           gint64 now_ms,
                           GError **problem,
                           GError **error)
{
  const Use use = {challenge_id, person_id, device_id, purpose, subject != NULL ? subject : "",
                   now_ms};
  g_autoptr (YqqDevice) device = NULL;
  g_autoptr (YqqIdentityChallengeRecord) challenge = NULL;
  g_autoptr (GPtrArray) ways =
      yqq_identity_desk_list_ways (self, database, person_id, device_id, purpose, now_ms, error);
  if (ways == NULL)
    return FALSE;
  if (challenge_id == NULL)
    return use_without (&use, ways, problem);
  if (!yqq_devices_find_by_id (database, device_id, &device, error) ||
      !yqq_identity_challenges_take (database, challenge_id, now_ms, &challenge, error))
    return FALSE;
  if (!fits (challenge, device, &use)) {
    refuse (YQQ_PROBLEM_IDENTITY_REQUIRED, purpose, NULL, problem);
    return TRUE;
  }
  if (challenge->used) {
    refuse (YQQ_PROBLEM_EVIDENCE_REPLAYED, purpose, NULL, problem);
    return record (database, &use, "identity-refused", NULL, NULL, "evidence-replayed", error);
  }
  return use_challenge (database, &use, challenge, ways, problem, error);
}

gboolean
yqq_identity_desk_find_task (YqqDatabase *database,
                             const char *challenge_id,
                             const char *purpose,
                             const char *person_id,
                             const char *thumbprint,
                             YqqIdentityTask **task,
                             GError **error)
{
  g_autoptr (YqqRows) rows =
      yqq_database_query (database, error, "SELECT nonce FROM identity_challenges WHERE id = $1",
                          YQQ_TEXT (challenge_id), YQQ_END);
  if (rows == NULL)
    return FALSE;
  *task = yqq_rows_get_length (rows) == 0
              ? NULL
              : yqq_identity_task_new (challenge_id, yqq_rows_get_blob (rows, 0, 0), purpose, NULL,
                                       person_id, thumbprint, NULL);
  return TRUE;
}
