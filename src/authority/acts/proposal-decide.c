/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A second person decides on an act that waits; who proposed it may take it back. */
#include <string.h>

#include "authority/acts/proposal-acts.h"

static gboolean
find_target (YqqDatabase *database,
             const YqqActContext *context,
             const YqqProposalRecord *proposal,
             YqqActTarget *target,
             GError **error)
{
  gboolean about = FALSE;
  *target = YQQ_ACT_TARGET_NONE;
  if (proposal == NULL)
    return TRUE;
  *target = YQQ_ACT_TARGET_OWN;
  if (strcmp (proposal->proposed_by, context->person_id) == 0)
    return TRUE;
  g_autoptr (YqqEnterpriseAct) act = yqq_proposal_read_act (database, proposal, error);
  if (act == NULL || !yqq_proposal_is_about (database, act, context->person_id, &about, error))
    return FALSE;
  *target = about ? YQQ_ACT_TARGET_ABOUT_ONESELF : YQQ_ACT_TARGET_OTHER;
  return TRUE;
}

static gboolean
refuse_ended (YqqProposalState state, GError **error)
{
  yqq_problem_error_set (error, YQQ_PROBLEM_PROPOSAL_ENDED, NULL)->state =
      g_strdup (yqq_transfer_state_to_nick (state));
  return FALSE;
}

gboolean
yqq_proposal_decision_judge (YqqDatabase *database,
                             const YqqActContext *context,
                             YqqActResult *result,
                             GError **error)
{
  const YqqEnterpriseAct *act = context->act;
  g_autoptr (YqqProposalRecord) proposal = NULL;
  YqqProblemCode problem;
  YqqActCase question = {act->kind, context->roles, context->state, YQQ_ACT_TARGET_NONE, 0};
  if (!yqq_proposals_find (database, act->enterprise, act->subject, &proposal, error) ||
      !find_target (database, context, proposal, &question.target, error))
    return FALSE;
  if (!yqq_authorise_act (&question, &problem)) {
    yqq_problem_error_set (error, problem, NULL);
    return FALSE;
  }
  YqqProposalState state =
      yqq_transfer_state_at (proposal->state, proposal->expires_at_ms, context->now_ms);
  if (state != YQQ_TRANSFER_STATE_WAITING)
    return refuse_ended (state, error);
  if (act->kind == YQQ_ACT_PROPOSAL_APPROVE &&
      !g_bytes_equal (act->proposed_digest, proposal->digest)) {
    yqq_problem_error_set (error, YQQ_PROBLEM_PROPOSAL_CHANGED, NULL);
    return FALSE;
  }
  return TRUE;
}

/* Lets nobody else end it before the caller's transaction does. */
static gboolean
hold (YqqDatabase *database, const YqqProposalRecord *proposal, GError **error)
{
  gboolean waiting = FALSE;
  g_autoptr (YqqProposalRecord) ended = NULL;
  if (!yqq_proposals_hold (database, proposal->id, &waiting, error) ||
      (!waiting &&
       !yqq_proposals_find (database, proposal->enterprise_id, proposal->id, &ended, error)))
    return FALSE;
  return waiting || refuse_ended (ended->state, error);
}

/* Runs the proposed act for its proposer, with the roles and the grant they have now. */
static gboolean
run_proposed (YqqDatabase *database,
              const YqqActContext *approving,
              const YqqProposalRecord *proposal,
              YqqActResult *result,
              GError **error)
{
  YqqProposer proposer = {0};
  g_autoptr (YqqEnterpriseAct) act = yqq_proposal_read_act (database, proposal, error);
  if (act == NULL ||
      !yqq_proposal_find_proposer (database, proposal, approving->now_ms, &proposer, error))
    return FALSE;
  const YqqActContext context = {
      .act = act,
      .jws = proposal->jws,
      .digest = proposal->digest,
      .certificate = proposal->certificate,
      .person_id = proposal->proposed_by,
      .roles = proposer.roles,
      .state = proposer.state,
      .now_ms = approving->now_ms,
      .approved = TRUE,
  };
  /* What the proposer may not do any more is as good as withdrawn: it is not the approver's fault.
   */
  if (!yqq_authorise_actor (act->kind, proposer.roles, proposer.state, NULL))
    return refuse_ended (YQQ_TRANSFER_STATE_WITHDRAWN, error);
  return yqq_act_run (database, &context, result, error);
}

gboolean
yqq_proposal_decision_perform (YqqDatabase *database,
                               const YqqActContext *context,
                               YqqActResult *result,
                               GError **error)
{
  const YqqEnterpriseAct *act = context->act;
  g_autoptr (YqqProposalRecord) proposal = NULL;
  YqqProposalState state = YQQ_TRANSFER_STATE_ACCEPTED;
  if (!yqq_proposals_find (database, act->enterprise, act->subject, &proposal, error) ||
      !hold (database, proposal, error))
    return FALSE;
  if (act->kind == YQQ_ACT_PROPOSAL_REFUSE)
    state = YQQ_TRANSFER_STATE_REFUSED;
  else if (act->kind == YQQ_ACT_PROPOSAL_WITHDRAW)
    state = YQQ_TRANSFER_STATE_WITHDRAWN;
  else {
    result->done = FALSE;
    if (!run_proposed (database, context, proposal, result, error))
      return FALSE;
  }
  return !result->done ||
         yqq_proposal_end (database, proposal, state, context->person_id, context->now_ms, error);
}
