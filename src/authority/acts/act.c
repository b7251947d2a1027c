/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/acts/act.h"

#include "authority/acts/desk-acts.h"
#include "authority/acts/grant-acts.h"
#include "authority/acts/proposal-acts.h"
#include "authority/acts/transfer-acts.h"

static const YqqActFamily families[YQQ_ACT_KIND_COUNT] = {
    [YQQ_ACT_GRANT_ADD] = {yqq_grant_add_judge, yqq_grant_add_perform},
    [YQQ_ACT_GRANT_MODIFY] = {yqq_grant_change_judge, yqq_grant_modify_perform},
    [YQQ_ACT_GRANT_CANCEL] = {yqq_grant_change_judge, yqq_grant_cancel_perform},
    [YQQ_ACT_TRANSFER_OFFER] = {yqq_transfer_offer_judge, yqq_transfer_offer_perform},
    [YQQ_ACT_TRANSFER_ACCEPT] = {yqq_transfer_answer_judge, yqq_transfer_answer_perform},
    [YQQ_ACT_TRANSFER_REFUSE] = {yqq_transfer_answer_judge, yqq_transfer_answer_perform},
    [YQQ_ACT_TRANSFER_WITHDRAW] = {yqq_transfer_answer_judge, yqq_transfer_answer_perform},
    [YQQ_ACT_PROPOSAL_APPROVE] = {yqq_proposal_decision_judge, yqq_proposal_decision_perform},
    [YQQ_ACT_PROPOSAL_REFUSE] = {yqq_proposal_decision_judge, yqq_proposal_decision_perform},
    [YQQ_ACT_PROPOSAL_WITHDRAW] = {yqq_proposal_decision_judge, yqq_proposal_decision_perform},
    [YQQ_ACT_SETTINGS_CHANGE] = {yqq_settings_change_judge, yqq_settings_change_perform},
    [YQQ_ACT_IDENTITY_CONFIRM] = {yqq_identity_confirm_judge, yqq_identity_confirm_perform},
    [YQQ_ACT_AUTHENTICATOR_REMOVE] = {yqq_key_removal_judge, yqq_key_removal_perform},
};

const YqqActFamily *
yqq_act_family_find (YqqActKind kind)
{
  return (guint)kind < YQQ_ACT_KIND_COUNT && families[kind].perform != NULL ? &families[kind]
                                                                            : NULL;
}

YqqActResult *
yqq_act_result_begin (const YqqEnterpriseAct *act)
{
  YqqActResult *result = g_new0 (YqqActResult, 1);
  result->act = g_strdup (act->id);
  result->lines = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_act_line_free);
  return result;
}

YqqActLine *
yqq_act_result_add_line (YqqActResult *result)
{
  YqqActLine *line = yqq_act_line_new ();
  g_ptr_array_add (result->lines, line);
  return line;
}

gboolean
yqq_act_line_is_good (const YqqActLine *line)
{
  for (guint i = 0; i < YQQ_GRANT_FIELD_COUNT; i++)
    if (line->faults[i] != YQQ_GRANT_FAULT_NONE)
      return FALSE;
  return line->problem == YQQ_ACT_LINE_NO_PROBLEM;
}

/* How many lines are to be done. */
static guint
count_good (const YqqActContext *context, const YqqActResult *result)
{
  guint good = 0;
  for (guint i = 0; i < result->lines->len; i++)
    good += yqq_act_line_is_good (g_ptr_array_index (result->lines, i)) ? 1 : 0;
  return context->act->whole && good < result->lines->len ? 0 : good;
}

gboolean
yqq_act_run (YqqDatabase *database,
             const YqqActContext *context,
             YqqActResult *result,
             GError **error)
{
  const YqqActFamily *family = yqq_act_family_find (context->act->kind);
  if (family == NULL) {
    yqq_problem_error_set (error, YQQ_PROBLEM_MALFORMED, "no such act")->member = g_strdup ("act");
    return FALSE;
  }
  if (!yqq_authorise_actor (context->act->kind, context->roles, context->state, error) ||
      (family->judge != NULL && !family->judge (database, context, result, error)))
    return FALSE;
  if (result->lines->len > 0 && count_good (context, result) == 0)
    return TRUE;
  gboolean waits;
  if (!yqq_proposal_is_needed (database, context, &waits, error))
    return FALSE;
  if (waits)
    return yqq_proposal_make (database, context, result, error);
  result->done = TRUE;
  return family->perform (database, context, result, error);
}
