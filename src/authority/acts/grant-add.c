/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Adding authorised users: each a person made known or found, a grant, and one of the quota. */
#include <stdlib.h>
#include <string.h>

#include "authority/acts/grant-acts.h"
#include "authority/store/enterprises.h"
#include "authority/store/people.h"
#include "authority/store/quota.h"
#include "crypto/random.h"

typedef struct {
  YqqEnterprise *enterprise;
  gint64 certificate_not_after_ms;
} Giving;

gboolean
yqq_grant_add_judge (YqqDatabase *database,
                     const YqqActContext *context,
                     YqqActResult *result,
                     GError **error)
{
  gint64 left;
  return yqq_quota_hold (database, context->act->enterprise, &left, error) &&
         yqq_grant_drafts_judge (database, context->act->enterprise, context->act->drafts, left,
                                 context->now_ms, result, error);
}

static gboolean
find_person (YqqDatabase *database,
             const Giving *giving,
             const YqqGrantDraft *draft,
             gint64 now_ms,
             YqqPersonRecord **found,
             GError **error)
{
  YqqIdType type = YQQ_ID_TYPE_RESIDENT_ID;
  yqq_id_type_from_nick (draft->id_type, &type);
  if (!yqq_people_find_by_document (database, type, draft->id_number, found, error))
    return FALSE;
  if (*found != NULL)
    return TRUE;
  g_autoptr (YqqPersonRecord) person = g_new0 (YqqPersonRecord, 1);
  person->id = yqq_random_id ();
  person->name = g_strdup (draft->name);
  person->id_type = type;
  person->id_number = g_strdup (draft->id_number);
  person->phone = g_strdup (draft->phone);
  person->demonstration = yqq_enterprise_get_demonstration (giving->enterprise);
  if (!yqq_people_add (database, person, now_ms, error))
    return FALSE;
  *found = g_steal_pointer (&person);
  return TRUE;
}

static YqqGrantRecord *
make_grant (const Giving *giving,
            const YqqGrantDraft *draft,
            const char *id,
            const char *person_id,
            gint64 now_ms)
{
  YqqGrantRecord *grant = g_new0 (YqqGrantRecord, 1);
  gboolean later = draft->permissions == NULL || draft->permissions[0] == NULL;
  grant->id = g_strdup (id);
  grant->code = yqq_grant_code_new ();
  grant->enterprise_id = g_strdup (yqq_enterprise_get_id (giving->enterprise));
  grant->person_id = g_strdup (person_id);
  grant->kind = YQQ_CERTIFICATE_KIND_EMPLOYEE;
  grant->state = later ? YQQ_GRANT_STATE_SUSPENDED : YQQ_GRANT_STATE_ACTIVE;
  grant->permissions = g_strdupv (draft->permissions);
  grant->not_before_ms = now_ms;
  grant->phone = g_strdup (draft->phone);
  grant->not_after_ms =
      MIN (yqq_grant_draft_get_end_ms (draft, now_ms), giving->certificate_not_after_ms);
  return grant;
}

static gboolean
give (YqqDatabase *database,
      const YqqActContext *context,
      const Giving *giving,
      const YqqGrantDraft *draft,
      const char *id,
      YqqActLine *line,
      GError **error)
{
  g_autoptr (YqqPersonRecord) person = NULL;
  const char *enterprise_id = context->act->enterprise;
  gint64 now_ms = context->now_ms;
  if (!find_person (database, giving, draft, now_ms, &person, error))
    return FALSE;
  g_autoptr (YqqGrantRecord) grant = make_grant (giving, draft, id, person->id, now_ms);
  if (!yqq_memberships_add (database, enterprise_id, person->id, YQQ_ROLE_EMPLOYEE, now_ms,
                            error) ||
      !yqq_grants_add (database, grant, now_ms, error) ||
      !yqq_quota_take_held (database, enterprise_id, grant->id, now_ms, error) ||
      !yqq_grant_tell_holder (database, context, grant, YQQ_NOTICE_GRANT_GIVEN, NULL, error))
    return FALSE;
  line->done = TRUE;
  line->grant = g_steal_pointer (&grant->id);
  line->code = g_steal_pointer (&grant->code);
  return TRUE;
}

static int
compare_downwards (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *)b, *(char *const *)a);
}

/* Grants made at the same moment are listed by their ids downwards: so these come out in the order
 * of the lines. */
static GPtrArray *
make_ids (guint n)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (ids, yqq_random_id ());
  g_ptr_array_sort (ids, compare_downwards);
  return ids;
}

gboolean
yqq_grant_add_perform (YqqDatabase *database,
                       const YqqActContext *context,
                       YqqActResult *result,
                       GError **error)
{
  const YqqEnterpriseAct *act = context->act;
  g_autoptr (YqqEnterprise) enterprise = NULL;
  g_autoptr (YqqGrantRecord) certificate = NULL;
  g_autoptr (GPtrArray) ids = make_ids (result->lines->len);
  if (!yqq_enterprises_find (database, act->enterprise, &enterprise, error) ||
      !yqq_grants_find_enterprise_certificate (database, act->enterprise, &certificate, error))
    return FALSE;
  Giving giving = {enterprise, certificate->not_after_ms};
  for (guint i = 0; i < result->lines->len; i++) {
    YqqActLine *line = g_ptr_array_index (result->lines, i);
    if (yqq_act_line_is_good (line) &&
        !give (database, context, &giving, g_ptr_array_index (act->drafts, i),
               g_ptr_array_index (ids, i), line, error))
      return FALSE;
  }
  return TRUE;
}
