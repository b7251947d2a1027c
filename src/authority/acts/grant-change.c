/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changing what a grant permits and for how long, and ending it. */
#include <string.h>

#include "authority/acts/grant-acts.h"
#include "authority/acts/proposal-acts.h"
#include "authority/store/certificates.h"
#include "authority/store/closings.h"
#include "authority/store/enterprises.h"
#include "authority/store/notices.h"
#include "authority/store/quota.h"
#include "protocol/session-state.h"

/* Whoever holds the grant and is connected with it has to be told at once. */
static gboolean
close_sessions (YqqDatabase *database,
                const YqqActContext *context,
                const YqqGrantRecord *grant,
                GError **error)
{
  return yqq_closings_add (database, grant->person_id,
                           yqq_session_reason_to_nick (YQQ_SESSION_REASON_GRANT_CHANGED),
                           context->now_ms, error);
}

/* What its holder proposed with it has lost its ground. */
static gboolean
end_proposals (YqqDatabase *database,
               const YqqActContext *context,
               const YqqGrantRecord *grant,
               GError **error)
{
  return yqq_proposals_end_lost (database, grant->enterprise_id, grant->person_id, context->now_ms,
                                 error);
}

gboolean
yqq_grant_tell_holder (YqqDatabase *database,
                       const YqqActContext *context,
                       const YqqGrantRecord *grant,
                       YqqNoticeKind kind,
                       const char *detail,
                       GError **error)
{
  return yqq_notices_add (database, grant->person_id, kind, grant->enterprise_id, grant->id, NULL,
                          detail, 0, context->now_ms, error);
}

static YqqGrantDraft *
make_term (const YqqActItem *item)
{
  YqqGrantDraft *term = yqq_grant_draft_new ();
  term->years = item->years;
  term->not_after_ms = item->not_after_ms;
  return term;
}

/* When another term begins: what has not ended yet loses nothing of its old one. */
static gint64
get_term_begin (const YqqGrantRecord *grant, gint64 now_ms)
{
  return MAX (grant->not_after_ms, now_ms);
}

/* As for a new grant; not long before the old term ends. */
static gboolean
judge_term (YqqDatabase *database,
            const YqqActContext *context,
            const YqqActItem *item,
            const YqqGrantRecord *grant,
            YqqActLine *line,
            GError **error)
{
  YqqGrantFault faults[YQQ_GRANT_FIELD_COUNT];
  g_autoptr (YqqGrantDraft) term = make_term (item);
  g_autoptr (YqqGrantRecord) certificate = NULL;
  if (!yqq_grants_find_enterprise_certificate (database, context->act->enterprise, &certificate,
                                               error))
    return FALSE;
  yqq_grant_draft_check (term, certificate != NULL ? certificate->not_after_ms : context->now_ms,
                         get_term_begin (grant, context->now_ms), faults);
  line->faults[YQQ_GRANT_FIELD_TERM] =
      yqq_grant_is_renewable (yqq_effective_grant_state (grant, context->now_ms),
                              grant->not_after_ms, context->now_ms)
          ? faults[YQQ_GRANT_FIELD_TERM]
          : YQQ_GRANT_FAULT_INVALID;
  return TRUE;
}

static gboolean
judge_item (YqqDatabase *database,
            const YqqActContext *context,
            const YqqActItem *item,
            YqqActLine *line,
            GError **error)
{
  const YqqEnterpriseAct *act = context->act;
  g_autoptr (YqqGrantRecord) grant = NULL;
  guint roles = 0;
  YqqActCase question = {act->kind, context->roles, context->state, YQQ_ACT_TARGET_NONE, 0};
  if (!yqq_grants_find (database, item->grant, &grant, error))
    return FALSE;
  if (grant != NULL && strcmp (grant->enterprise_id, act->enterprise) == 0) {
    if (!yqq_memberships_read (database, act->enterprise, grant->person_id, &roles, error))
      return FALSE;
    question.target = yqq_act_target_of_grant (grant, roles, context->person_id);
    question.target_state = yqq_effective_grant_state (grant, context->now_ms);
    line->grant = g_strdup (grant->id);
    line->code = g_strdup (grant->code);
  }
  question.renews = yqq_act_item_renews (item);
  if (yqq_authorise_act (&question, &line->problem) && question.renews &&
      !judge_term (database, context, item, grant, line, error))
    return FALSE;
  if (act->kind == YQQ_ACT_GRANT_MODIFY)
    yqq_grant_permissions_judge ((const char *const *)item->permissions, line);
  return TRUE;
}

gboolean
yqq_grant_change_judge (YqqDatabase *database,
                        const YqqActContext *context,
                        YqqActResult *result,
                        GError **error)
{
  for (guint i = 0; i < context->act->items->len; i++)
    if (!judge_item (database, context, g_ptr_array_index (context->act->items, i),
                     yqq_act_result_add_line (result), error))
      return FALSE;
  return TRUE;
}

typedef gboolean (*ChangeOne) (YqqDatabase *database,
                               const YqqActContext *context,
                               const YqqActItem *item,
                               const YqqGrantRecord *grant,
                               GError **error);

static gboolean
change_all (YqqDatabase *database,
            const YqqActContext *context,
            YqqActResult *result,
            ChangeOne change,
            GError **error)
{
  for (guint i = 0; i < result->lines->len; i++) {
    YqqActLine *line = g_ptr_array_index (result->lines, i);
    const YqqActItem *item = g_ptr_array_index (context->act->items, i);
    g_autoptr (YqqGrantRecord) grant = NULL;
    if (!yqq_act_line_is_good (line))
      continue;
    if (!yqq_grants_find (database, item->grant, &grant, error) ||
        !change (database, context, item, grant, error))
      return FALSE;
    line->done = TRUE;
  }
  return TRUE;
}

static YqqNoticeKind
name_change (gboolean had, gboolean has)
{
  if (!has)
    return YQQ_NOTICE_GRANT_SUSPENDED;
  return had ? YQQ_NOTICE_GRANT_CHANGED : YQQ_NOTICE_GRANT_RESUMED;
}

/* What had ended begins anew; what had not goes on, with its certificates until their own end. */
static gboolean
set_term (YqqDatabase *database,
          const YqqActContext *context,
          const YqqGrantRecord *grant,
          gint64 end_ms,
          GError **error)
{
  gboolean had_ended = grant->not_after_ms <= context->now_ms;
  return yqq_grants_renew (database, grant->id, end_ms, error) &&
         (!had_ended ||
          yqq_certificates_supersede_grant (database, grant->id, context->now_ms, error)) &&
         yqq_grant_tell_holder (database, context, grant,
                                had_ended ? YQQ_NOTICE_GRANT_GIVEN : YQQ_NOTICE_GRANT_RENEWED, NULL,
                                error);
}

/* It goes on with the one of the quota that it took. */
static gboolean
renew (YqqDatabase *database,
       const YqqActContext *context,
       const YqqActItem *item,
       const YqqGrantRecord *grant,
       GError **error)
{
  g_autoptr (YqqGrantDraft) term = make_term (item);
  g_autoptr (YqqGrantRecord) certificate = NULL;
  if (!yqq_grants_find_enterprise_certificate (database, grant->enterprise_id, &certificate, error))
    return FALSE;
  gint64 begin_ms = get_term_begin (grant, context->now_ms);
  gint64 end_ms = MIN (yqq_grant_draft_get_end_ms (term, begin_ms), certificate->not_after_ms);
  return set_term (database, context, grant, end_ms, error) &&
         yqq_quota_renew (database, grant->enterprise_id, grant->id, end_ms, context->now_ms,
                          error);
}

static gboolean
modify (YqqDatabase *database,
        const YqqActContext *context,
        const YqqActItem *item,
        const YqqGrantRecord *grant,
        GError **error)
{
  const char *const *wanted = (const char *const *)item->permissions;
  gboolean had = grant->permissions[0] != NULL;
  gboolean has = wanted != NULL && wanted[0] != NULL;
  if (yqq_act_item_renews (item) && !renew (database, context, item, grant, error))
    return FALSE;
  if (yqq_permissions_equal ((const char *const *)grant->permissions, wanted))
    return TRUE;
  return yqq_grants_set_permissions (database, grant->id, wanted, error) &&
         yqq_grant_tell_holder (database, context, grant, name_change (had, has), NULL, error) &&
         (has || end_proposals (database, context, grant, error)) &&
         (!had || close_sessions (database, context, grant, error));
}

gboolean
yqq_grant_modify_perform (YqqDatabase *database,
                          const YqqActContext *context,
                          YqqActResult *result,
                          GError **error)
{
  return change_all (database, context, result, modify, error);
}

static gboolean
cancel (YqqDatabase *database,
        const YqqActContext *context,
        const YqqActItem *item,
        const YqqGrantRecord *grant,
        GError **error)
{
  const char *reason = yqq_cancel_reason_to_nick (context->act->reason);
  return yqq_grants_cancel (database, grant->id, reason, context->act->note, context->now_ms,
                            error) &&
         yqq_memberships_leave (database, grant->enterprise_id, grant->person_id, error) &&
         yqq_grant_tell_holder (database, context, grant, YQQ_NOTICE_GRANT_CANCELLED, reason,
                                error) &&
         end_proposals (database, context, grant, error) &&
         close_sessions (database, context, grant, error);
}

gboolean
yqq_grant_cancel_perform (YqqDatabase *database,
                          const YqqActContext *context,
                          YqqActResult *result,
                          GError **error)
{
  return change_all (database, context, result, cancel, error);
}
