/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two-person rule: acts that wait for somebody else, and what that somebody decides. */
#pragma once

#include "authority/acts/act.h"
#include "authority/store/proposals.h"

G_BEGIN_DECLS

/* How many acts of an enterprise may wait at a time: as many as its overview shows. */
#define YQQ_PROPOSALS_MAX_WAITING 64

/* Whether the act has to wait: the rule is on, and it is one of those that the rule is for. */
gboolean yqq_proposal_is_needed (YqqDatabase *database,
                                 const YqqActContext *context,
                                 gboolean *needed,
                                 GError **error);

/* Lets an act that was judged wait, and tells those who could approve it. Fails where nobody could.
 */
gboolean yqq_proposal_make (YqqDatabase *database,
                            const YqqActContext *context,
                            YqqActResult *result,
                            GError **error);

/* Approving, refusing, withdrawing: whose it is, whether it still waits, and whether it is what was
 * seen. */
gboolean yqq_proposal_decision_judge (YqqDatabase *database,
                                      const YqqActContext *context,
                                      YqqActResult *result,
                                      GError **error);
/* An approved act is judged again, as its proposer stands now; where it cannot be done, it goes on
 * waiting and result says why. */
gboolean yqq_proposal_decision_perform (YqqDatabase *database,
                                        const YqqActContext *context,
                                        YqqActResult *result,
                                        GError **error);

/* Turning the rule on and off. */
gboolean yqq_settings_change_judge (YqqDatabase *database,
                                    const YqqActContext *context,
                                    YqqActResult *result,
                                    GError **error);
gboolean yqq_settings_change_perform (YqqDatabase *database,
                                      const YqqActContext *context,
                                      YqqActResult *result,
                                      GError **error);

/* The act as it was signed. Owned. */
YqqEnterpriseAct *
yqq_proposal_read_act (YqqDatabase *database, const YqqProposalRecord *proposal, GError **error);

/* Who proposed it, as they stand now: roles in the enterprise, and the effective state of the grant
 * they signed under. */
typedef struct {
  guint roles;
  YqqGrantState state;
} YqqProposer;

gboolean yqq_proposal_find_proposer (YqqDatabase *database,
                                     const YqqProposalRecord *proposal,
                                     gint64 now_ms,
                                     YqqProposer *proposer,
                                     GError **error);

/* Whether the act changes or cancels a grant of the person, who then has no say in it. */
gboolean yqq_proposal_is_about (YqqDatabase *database,
                                const YqqEnterpriseAct *act,
                                const char *person_id,
                                gboolean *about,
                                GError **error);

/* Ends, as withdrawn and recorded, what waits of a person who has just lost an office or a grant
 * and may not propose it any more. */
gboolean yqq_proposals_end_lost (YqqDatabase *database,
                                 const char *enterprise_id,
                                 const char *person_id,
                                 gint64 now_ms,
                                 GError **error);
/* The same for whom time or somebody outside has made lose it, in all enterprises: at most limit;
 * sets *more where there may be others. */
gboolean yqq_proposals_end_some_lost (YqqDatabase *database,
                                      guint limit,
                                      gint64 now_ms,
                                      gboolean *more,
                                      GError **error);

/* Ends one that waits in writing, and tells its proposer unless they ended it. decided_by: NULL for
 * nobody. */
gboolean yqq_proposal_end (YqqDatabase *database,
                           const YqqProposalRecord *proposal,
                           YqqProposalState state,
                           const char *decided_by,
                           gint64 now_ms,
                           GError **error);

G_END_DECLS
