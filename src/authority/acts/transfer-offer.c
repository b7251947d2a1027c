/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Offering the administrator's office, and taking it over. */
#include <string.h>

#include "authority/acts/office.h"
#include "authority/acts/record.h"
#include "authority/acts/transfer-acts.h"
#include "authority/store/enterprises.h"
#include "authority/store/notices.h"
#include "crypto/random.h"

static gboolean
refuse (YqqProblemCode code, GError **error)
{
  yqq_problem_error_set (error, code, NULL);
  return FALSE;
}

static gboolean
find_receiver (YqqDatabase *database,
               const YqqActContext *context,
               YqqGrantRecord **receiver,
               GError **error)
{
  const YqqEnterpriseAct *act = context->act;
  g_autoptr (YqqGrantRecord) grant = NULL;
  guint roles = 0;
  YqqProblemCode problem;
  YqqActCase question = {act->kind, context->roles, context->state, YQQ_ACT_TARGET_NONE, 0};
  if (!yqq_grants_find (database, act->subject, &grant, error))
    return FALSE;
  if (grant != NULL && strcmp (grant->enterprise_id, act->enterprise) == 0) {
    if (!yqq_memberships_read (database, act->enterprise, grant->person_id, &roles, error))
      return FALSE;
    question.target = yqq_act_target_of_receiver (grant, roles, context->person_id);
    question.target_state = yqq_effective_grant_state (grant, context->now_ms);
  }
  if (!yqq_authorise_act (&question, &problem))
    return refuse (problem, error);
  *receiver = g_steal_pointer (&grant);
  return TRUE;
}

/* The office that the act names by its grant. */
static gboolean
choose_office (const YqqActContext *context, GPtrArray *holders, char **person_id, GError **error)
{
  for (guint i = 0; i < holders->len; i++) {
    const YqqOfficeHolder *holder = g_ptr_array_index (holders, i);
    if (g_strcmp0 (holder->grant_id, context->act->from) != 0)
      continue;
    if (strcmp (holder->person_id, context->person_id) != 0 &&
        (context->roles & YQQ_ROLE_LEGAL_REPRESENTATIVE) == 0)
      return refuse (YQQ_PROBLEM_NOT_PERMITTED, error);
    *person_id = g_strdup (holder->person_id);
    return TRUE;
  }
  return refuse (YQQ_PROBLEM_GRANT_NOT_FOUND, error);
}

/* Whose office it is about: NULL where nobody has it. */
static gboolean
find_office (YqqDatabase *database, const YqqActContext *context, char **person_id, GError **error)
{
  g_autoptr (GPtrArray) holders = yqq_memberships_list_holders (database, context->act->enterprise,
                                                                YQQ_ROLE_ADMINISTRATOR, error);
  if (holders == NULL)
    return FALSE;
  if (context->act->from != NULL)
    return choose_office (context, holders, person_id, error);
  if ((context->roles & YQQ_ROLE_ADMINISTRATOR) != 0) {
    *person_id = g_strdup (context->person_id);
    return TRUE;
  }
  if (holders->len > 1) {
    yqq_problem_error_set (error, YQQ_PROBLEM_MALFORMED, "several administrators")->member =
        g_strdup ("from");
    return FALSE;
  }
  *person_id = holders->len == 1
                   ? g_strdup (((YqqOfficeHolder *)g_ptr_array_index (holders, 0))->person_id)
                   : NULL;
  return TRUE;
}

/* A legal representative who names their own grant waits for nobody. */
static gboolean
is_take_over (const YqqActContext *context, const YqqGrantRecord *receiver)
{
  return strcmp (receiver->person_id, context->person_id) == 0;
}

gboolean
yqq_transfer_offer_judge (YqqDatabase *database,
                          const YqqActContext *context,
                          YqqActResult *result,
                          GError **error)
{
  g_autoptr (YqqGrantRecord) receiver = NULL;
  g_autoptr (YqqTransferRecord) earlier = NULL;
  g_autofree char *office = NULL;
  YqqTransferState standing = YQQ_TRANSFER_STATE_TIMED_OUT;
  if (!find_receiver (database, context, &receiver, error) ||
      !find_office (database, context, &office, error) ||
      !yqq_transfers_find_waiting (database, context->act->enterprise, office, &earlier, error) ||
      (earlier != NULL &&
       !yqq_transfer_find_standing (database, earlier, context->now_ms, &standing, error)))
    return FALSE;
  return standing != YQQ_TRANSFER_STATE_WAITING || is_take_over (context, receiver) ||
         refuse (YQQ_PROBLEM_TRANSFER_WAITING, error);
}

/* What still stands is withdrawn by whoever takes the office over; what does not is written down.
 */
static gboolean
end_earlier (YqqDatabase *database,
             const YqqActContext *context,
             const char *office,
             GError **error)
{
  g_autoptr (YqqTransferRecord) earlier = NULL;
  YqqTransferState standing;
  if (!yqq_transfers_find_waiting (database, context->act->enterprise, office, &earlier, error))
    return FALSE;
  if (earlier == NULL)
    return TRUE;
  if (!yqq_transfer_hold (database, earlier, error) ||
      !yqq_transfer_find_standing (database, earlier, context->now_ms, &standing, error))
    return FALSE;
  if (standing == YQQ_TRANSFER_STATE_WAITING)
    standing = YQQ_TRANSFER_STATE_WITHDRAWN;
  return yqq_transfer_end (database, earlier, standing, context->now_ms, error) &&
         yqq_record_end (database, earlier->enterprise_id,
                         standing == YQQ_TRANSFER_STATE_TIMED_OUT ? "transfer-time-out"
                                                                  : "transfer-end",
                         earlier->id, context->now_ms, error);
}

/* As it is read back, with everybody's names. */
static gboolean
add_transfer (YqqDatabase *database,
              const YqqActContext *context,
              const YqqGrantRecord *receiver,
              char *office,
              YqqTransferRecord **transfer,
              GError **error)
{
  g_autofree char *id = yqq_random_id ();
  const YqqTransferRecord offer = {
      .id = id,
      .enterprise_id = context->act->enterprise,
      .from_person = office,
      .to_person = receiver->person_id,
      .to_grant = receiver->id,
      .offered_by = (char *)context->person_id,
  };
  return yqq_transfers_add (database, &offer, context->now_ms, error) &&
         yqq_transfers_find (database, context->act->enterprise, id, transfer, error);
}

gboolean
yqq_transfer_offer_perform (YqqDatabase *database,
                            const YqqActContext *context,
                            YqqActResult *result,
                            GError **error)
{
  g_autoptr (YqqGrantRecord) receiver = NULL;
  g_autoptr (YqqTransferRecord) transfer = NULL;
  g_autofree char *office = NULL;
  if (!find_receiver (database, context, &receiver, error) ||
      !find_office (database, context, &office, error) ||
      !end_earlier (database, context, office, error) ||
      !add_transfer (database, context, receiver, office, &transfer, error))
    return FALSE;
  result->transfer = g_strdup (transfer->id);
  if (is_take_over (context, receiver))
    return yqq_office_hand_on (database, transfer, context->now_ms, error) &&
           yqq_transfer_end (database, transfer, YQQ_TRANSFER_STATE_ACCEPTED, context->now_ms,
                             error);
  return yqq_notices_add (database, transfer->to_person, YQQ_NOTICE_TRANSFER_WAITING,
                          transfer->enterprise_id, transfer->id, transfer->offered_by_name, NULL, 0,
                          context->now_ms, error);
}
