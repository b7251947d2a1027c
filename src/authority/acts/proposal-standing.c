/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a proposal is worth at a moment, whom it is about, and its end in writing. */
#include <string.h>

#include "authority/acts/proposal-acts.h"
#include "authority/acts/record.h"
#include "authority/store/certificates.h"
#include "authority/store/enterprises.h"
#include "authority/store/notices.h"
#include "authority/store/people.h"
#include "crypto/certificate.h"
#include "crypto/jws.h"

YqqEnterpriseAct *
yqq_proposal_read_act (YqqDatabase *database, const YqqProposalRecord *proposal, GError **error)
{
  g_autoptr (YqqCertificateRecord) certificate = NULL;
  if (!yqq_certificates_find (database, proposal->certificate, &certificate, error))
    return NULL;
  g_autoptr (YqqX509) x509 = yqq_x509_new (certificate->certificate, error);
  g_autoptr (GBytes) payload = x509 != NULL ? yqq_jws_verify (proposal->jws, YQQ_JWS_ACT,
                                                              yqq_x509_get_public_key (x509), error)
                                            : NULL;
  return payload != NULL ? yqq_enterprise_act_parse (payload, error) : NULL;
}

gboolean
yqq_proposal_find_proposer (YqqDatabase *database,
                            const YqqProposalRecord *proposal,
                            gint64 now_ms,
                            YqqProposer *proposer,
                            GError **error)
{
  g_autoptr (YqqCertificateRecord) certificate = NULL;
  g_autoptr (YqqGrantRecord) grant = NULL;
  if (!yqq_certificates_find (database, proposal->certificate, &certificate, error) ||
      !yqq_grants_find (database, certificate->grant_id, &grant, error) ||
      !yqq_memberships_read (database, proposal->enterprise_id, proposal->proposed_by,
                             &proposer->roles, error))
    return FALSE;
  proposer->state = yqq_effective_grant_state (grant, now_ms);
  return TRUE;
}

/* An act names thousands of grants, and a person has few. */
gboolean
yqq_proposal_is_about (YqqDatabase *database,
                       const YqqEnterpriseAct *act,
                       const char *person_id,
                       gboolean *about,
                       GError **error)
{
  *about = FALSE;
  if (act->items == NULL)
    return TRUE;
  g_autoptr (GPtrArray) grants = yqq_grants_list (database, person_id, error);
  for (guint g = 0; grants != NULL && g < grants->len; g++) {
    const char *own = ((const YqqGrantRecord *)g_ptr_array_index (grants, g))->id;
    for (guint i = 0; i < act->items->len && !*about; i++)
      *about = strcmp (((const YqqActItem *)g_ptr_array_index (act->items, i))->grant, own) == 0;
  }
  return grants != NULL;
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

static gboolean
end_for_good (YqqDatabase *database,
              const YqqProposalRecord *proposal,
              gint64 now_ms,
              GError **error)
{
  return yqq_proposal_end (database, proposal, YQQ_TRANSFER_STATE_WITHDRAWN, NULL, now_ms, error) &&
         yqq_record_end (database, proposal->enterprise_id, "proposal-end", proposal->id, now_ms,
                         error);
}

static gboolean
end_unless_it_stands (YqqDatabase *database,
                      const YqqProposalRecord *proposal,
                      gint64 now_ms,
                      GError **error)
{
  YqqProposer proposer = {0};
  g_autoptr (YqqEnterpriseAct) act = yqq_proposal_read_act (database, proposal, error);
  if (act == NULL || !yqq_proposal_find_proposer (database, proposal, now_ms, &proposer, error))
    return FALSE;
  return yqq_authorise_actor (act->kind, proposer.roles, proposer.state, NULL) ||
         end_for_good (database, proposal, now_ms, error);
}

gboolean
yqq_proposals_end_lost (YqqDatabase *database,
                        const char *enterprise_id,
                        const char *person_id,
                        gint64 now_ms,
                        GError **error)
{
  g_autoptr (GPtrArray) waiting =
      yqq_proposals_list_waiting_of (database, enterprise_id, person_id, error);
  for (guint i = 0; waiting != NULL && i < waiting->len; i++)
    if (!end_unless_it_stands (database, g_ptr_array_index (waiting, i), now_ms, error))
      return FALSE;
  return waiting != NULL;
}

gboolean
yqq_proposals_end_some_lost (YqqDatabase *database,
                             guint limit,
                             gint64 now_ms,
                             gboolean *more,
                             GError **error)
{
  g_autoptr (GPtrArray) lost = yqq_proposals_list_lost (database, now_ms, limit, error);
  for (guint i = 0; lost != NULL && i < lost->len; i++)
    if (!end_for_good (database, g_ptr_array_index (lost, i), now_ms, error))
      return FALSE;
  *more = *more || (lost != NULL && lost->len == limit);
  return lost != NULL;
}
