/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A second person decides on an act that waits; who proposed it may take it back. */
#include <string.h>

#include "authority/acts/proposal-acts.h"
#include "authority/store/certificates.h"
#include "authority/store/enterprises.h"
#include "authority/store/notices.h"
#include "authority/store/people.h"
#include "crypto/certificate.h"
#include "crypto/jws.h"

static YqqActTarget
find_target (const YqqActContext *context, const YqqProposalRecord *proposal)
{
  if (proposal == NULL)
    return YQQ_ACT_TARGET_NONE;
  return strcmp (proposal->proposed_by, context->person_id) == 0 ? YQQ_ACT_TARGET_OWN
                                                                 : YQQ_ACT_TARGET_OTHER;
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
  if (!yqq_proposals_find (database, act->enterprise, act->subject, &proposal, error))
    return FALSE;
  const YqqActCase question = {act->kind, context->roles, context->state,
                               find_target (context, proposal), 0};
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

gboolean
yqq_proposal_end (YqqDatabase *database,
                  const YqqProposalRecord *proposal,
                  YqqProposalState state,
                  const char *decided_by,
                  gint64 now_ms,
                  GError **error)
{
  gboolean ended = FALSE;
  g_autoptr (YqqPersonRecord) decider = NULL;
  if (!yqq_proposals_end (database, proposal->id, state, decided_by, now_ms, &ended, error) ||
      (decided_by != NULL && !yqq_people_find (database, decided_by, &decider, error)))
    return FALSE;
  if (!ended || g_strcmp0 (decided_by, proposal->proposed_by) == 0)
    return TRUE;
  return yqq_notices_add (database, proposal->proposed_by, YQQ_NOTICE_PROPOSAL_DECIDED,
                          proposal->enterprise_id, proposal->id,
                          decider != NULL ? decider->name : NULL,
                          yqq_transfer_state_to_nick (state), 0, now_ms, error);
}

/* The act as it was signed. */
static YqqEnterpriseAct *
read_act (const YqqProposalRecord *proposal,
          const YqqCertificateRecord *certificate,
          GError **error)
{
  g_autoptr (YqqX509) x509 = yqq_x509_new (certificate->certificate, error);
  g_autoptr (GBytes) payload = x509 != NULL ? yqq_jws_verify (proposal->jws, YQQ_JWS_ACT,
                                                              yqq_x509_get_public_key (x509), error)
                                            : NULL;
  return payload != NULL ? yqq_enterprise_act_parse (payload, error) : NULL;
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
  g_autoptr (YqqCertificateRecord) certificate = NULL;
  g_autoptr (YqqGrantRecord) grant = NULL;
  guint roles = 0;
  if (!yqq_certificates_find (database, proposal->certificate, &certificate, error) ||
      !yqq_grants_find (database, certificate->grant_id, &grant, error) ||
      !yqq_memberships_read (database, proposal->enterprise_id, proposal->proposed_by, &roles,
                             error))
    return FALSE;
  g_autoptr (YqqEnterpriseAct) act = read_act (proposal, certificate, error);
  if (act == NULL)
    return FALSE;
  const YqqActContext context = {
      .act = act,
      .jws = proposal->jws,
      .digest = proposal->digest,
      .certificate = proposal->certificate,
      .person_id = proposal->proposed_by,
      .roles = roles,
      .state = yqq_effective_grant_state (grant, approving->now_ms),
      .now_ms = approving->now_ms,
      .approved = TRUE,
  };
  /* What the proposer may not do any more is as good as withdrawn: it is not the approver's fault.
   */
  if (!yqq_authorise_actor (act->kind, roles, context.state, NULL))
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
