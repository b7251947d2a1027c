/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What becomes of an offered office: accepted or refused by its receiver, withdrawn by who offered
 * it. */
#include <string.h>

#include "authority/acts/office.h"
#include "authority/acts/transfer-acts.h"
#include "authority/store/enterprises.h"

static YqqActTarget
find_target (const YqqActContext *context, const YqqTransferRecord *transfer)
{
  if (transfer == NULL)
    return YQQ_ACT_TARGET_NONE;
  const char *owner =
      context->act->kind == YQQ_ACT_TRANSFER_WITHDRAW ? transfer->offered_by : transfer->to_person;
  return strcmp (owner, context->person_id) == 0 ? YQQ_ACT_TARGET_OWN : YQQ_ACT_TARGET_OTHER;
}

/* The grant that made the receiver one to choose has to stand, and the office must be new to them.
 */
static gboolean
check_receiver (YqqDatabase *database,
                const YqqActContext *context,
                const YqqTransferRecord *transfer,
                GError **error)
{
  g_autoptr (YqqGrantRecord) grant = NULL;
  if (!yqq_grants_find (database, transfer->to_grant, &grant, error))
    return FALSE;
  if (yqq_effective_grant_state (grant, context->now_ms) == YQQ_GRANT_STATE_ACTIVE &&
      (context->roles & YQQ_ROLE_ADMINISTRATOR) == 0)
    return TRUE;
  yqq_problem_error_set (error, YQQ_PROBLEM_RECEIVER_UNUSABLE, NULL);
  return FALSE;
}

gboolean
yqq_transfer_answer_judge (YqqDatabase *database,
                           const YqqActContext *context,
                           YqqActResult *result,
                           GError **error)
{
  const YqqEnterpriseAct *act = context->act;
  g_autoptr (YqqTransferRecord) transfer = NULL;
  YqqTransferState standing;
  YqqProblemCode problem;
  if (!yqq_transfers_find (database, act->enterprise, act->subject, &transfer, error))
    return FALSE;
  const YqqActCase question = {act->kind, context->roles, context->state,
                               find_target (context, transfer), 0};
  if (!yqq_authorise_act (&question, &problem)) {
    yqq_problem_error_set (error, problem, NULL);
    return FALSE;
  }
  if (!yqq_transfer_find_standing (database, transfer, context->now_ms, &standing, error))
    return FALSE;
  if (standing != YQQ_TRANSFER_STATE_WAITING) {
    yqq_problem_error_set (error, YQQ_PROBLEM_TRANSFER_ENDED, NULL)->state =
        g_strdup (yqq_transfer_state_to_nick (standing));
    return FALSE;
  }
  return act->kind != YQQ_ACT_TRANSFER_ACCEPT ||
         check_receiver (database, context, transfer, error);
}

gboolean
yqq_transfer_answer_perform (YqqDatabase *database,
                             const YqqActContext *context,
                             YqqActResult *result,
                             GError **error)
{
  const YqqEnterpriseAct *act = context->act;
  g_autoptr (YqqTransferRecord) transfer = NULL;
  if (!yqq_transfers_find (database, act->enterprise, act->subject, &transfer, error) ||
      !yqq_transfer_hold (database, transfer, error))
    return FALSE;
  if (act->kind == YQQ_ACT_TRANSFER_REFUSE)
    return yqq_transfer_end (database, transfer, YQQ_TRANSFER_STATE_REFUSED, context->now_ms,
                             error);
  if (act->kind == YQQ_ACT_TRANSFER_WITHDRAW)
    return yqq_transfer_end (database, transfer, YQQ_TRANSFER_STATE_WITHDRAWN, context->now_ms,
                             error);
  return yqq_office_hand_on (database, transfer, context->now_ms, error) &&
         yqq_transfer_end (database, transfer, YQQ_TRANSFER_STATE_ACCEPTED, context->now_ms, error);
}
