/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrong with grants before they are given: what each field shows, and what only the
 * authority knows. */
#include <string.h>

#include "authority/acts/grant-acts.h"
#include "authority/store/people.h"

typedef struct {
  const char *enterprise_id;
  gint64 certificate_not_after_ms;
  gint64 left;
  gint64 now_ms;
  GHashTable *seen; /* the documents of the lines before */
} Judging;

void
yqq_grant_permissions_judge (const char *const *permissions, YqqActLine *line)
{
  if (!yqq_permissions_validate (permissions, NULL))
    line->faults[YQQ_GRANT_FIELD_PERMISSIONS] = YQQ_GRANT_FAULT_INVALID;
  for (guint i = 0; permissions != NULL && permissions[i] != NULL; i++)
    if (yqq_permission_get_seal (permissions[i]) != NULL &&
        line->faults[YQQ_GRANT_FIELD_PERMISSIONS] == YQQ_GRANT_FAULT_NONE)
      line->faults[YQQ_GRANT_FIELD_PERMISSIONS] = YQQ_GRANT_FAULT_NO_SEAL;
}

/* A person is known by their document: under this name, and without a grant here yet. */
static gboolean
judge_person (YqqDatabase *database,
              const Judging *judging,
              const YqqGrantDraft *draft,
              YqqActLine *line,
              GError **error)
{
  YqqIdType type;
  g_autoptr (YqqPersonRecord) person = NULL;
  gboolean living = FALSE;
  if (!yqq_id_type_from_nick (draft->id_type, &type) || draft->id_number == NULL ||
      line->faults[YQQ_GRANT_FIELD_ID_NUMBER] != YQQ_GRANT_FAULT_NONE)
    return TRUE;
  if (!g_hash_table_add (judging->seen,
                         g_strdup_printf ("%s %s", draft->id_type, draft->id_number))) {
    line->faults[YQQ_GRANT_FIELD_ID_NUMBER] = YQQ_GRANT_FAULT_REPEATED;
    return TRUE;
  }
  if (!yqq_people_find_by_document (database, type, draft->id_number, &person, error))
    return FALSE;
  if (person == NULL)
    return TRUE;
  if (line->faults[YQQ_GRANT_FIELD_NAME] == YQQ_GRANT_FAULT_NONE &&
      strcmp (person->name, draft->name) != 0)
    line->faults[YQQ_GRANT_FIELD_NAME] = YQQ_GRANT_FAULT_OTHER_NAME;
  if (!yqq_grants_have_living (database, judging->enterprise_id, person->id, &living, error))
    return FALSE;
  if (living)
    line->faults[YQQ_GRANT_FIELD_ID_NUMBER] = YQQ_GRANT_FAULT_DUPLICATE;
  return TRUE;
}

static gboolean
judge_draft (YqqDatabase *database,
             Judging *judging,
             const YqqGrantDraft *draft,
             YqqActLine *line,
             GError **error)
{
  yqq_grant_draft_check (draft, judging->certificate_not_after_ms, judging->now_ms, line->faults);
  yqq_grant_permissions_judge ((const char *const *)draft->permissions, line);
  if (!judge_person (database, judging, draft, line, error))
    return FALSE;
  if (yqq_act_line_is_good (line) && judging->left-- <= 0)
    line->problem = YQQ_PROBLEM_QUOTA_EXHAUSTED;
  return TRUE;
}

gboolean
yqq_grant_drafts_judge (YqqDatabase *database,
                        const char *enterprise_id,
                        const GPtrArray *drafts,
                        gint64 left,
                        gint64 now_ms,
                        YqqActResult *result,
                        GError **error)
{
  g_autoptr (YqqGrantRecord) certificate = NULL;
  if (!yqq_grants_find_enterprise_certificate (database, enterprise_id, &certificate, error))
    return FALSE;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Judging judging = {
      .enterprise_id = enterprise_id,
      .certificate_not_after_ms = certificate != NULL ? certificate->not_after_ms : now_ms,
      .left = left,
      .now_ms = now_ms,
      .seen = seen,
  };
  for (guint i = 0; i < drafts->len; i++)
    if (!judge_draft (database, &judging, g_ptr_array_index (drafts, i),
                      yqq_act_result_add_line (result), error))
      return FALSE;
  return TRUE;
}

guint
yqq_grant_count_mismatches (const YqqActResult *result)
{
  guint found = 0;
  for (guint i = 0; i < result->lines->len; i++) {
    const YqqActLine *line = g_ptr_array_index (result->lines, i);
    found += line->faults[YQQ_GRANT_FIELD_NAME] == YQQ_GRANT_FAULT_OTHER_NAME ? 1 : 0;
  }
  return found;
}
