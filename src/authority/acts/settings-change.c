/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two-person rule is turned on or off. */
#include "authority/acts/proposal-acts.h"
#include "authority/acts/record.h"
#include "authority/store/notices.h"
#include "authority/store/transfers.h"

gboolean
yqq_settings_change_judge (YqqDatabase *database,
                           const YqqActContext *context,
                           YqqActResult *result,
                           GError **error)
{
  if (!context->act->two_person)
    return TRUE;
  g_auto (GStrv) deciders = yqq_proposals_list_deciders (
      database, context->act->enterprise, context->person_id, context->now_ms, error);
  if (deciders == NULL)
    return FALSE;
  if (deciders[0] != NULL)
    return TRUE;
  yqq_problem_error_set (error, YQQ_PROBLEM_SECOND_PERSON_MISSING, NULL);
  return FALSE;
}

static gboolean
withdraw_offer (YqqDatabase *database,
                const YqqTransferRecord *transfer,
                gint64 now_ms,
                GError **error)
{
  const char *const told[] = {transfer->to_person, transfer->offered_by};
  gboolean ended = FALSE;
  if (!yqq_transfers_end (database, transfer->id, YQQ_TRANSFER_STATE_WITHDRAWN, now_ms, &ended,
                          error) ||
      !yqq_record_end (database, transfer->enterprise_id, "transfer-end", transfer->id, now_ms,
                       error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    if (!yqq_notices_add (database, told[i], YQQ_NOTICE_TRANSFER_WITHDRAWN, transfer->enterprise_id,
                          transfer->id, NULL, YQQ_NOTICE_DETAIL_TWO_PERSON, 0, now_ms, error))
      return FALSE;
  return TRUE;
}

/* One person has made these offers: who turns the rule on wants that two do. */
static gboolean
withdraw_offers (YqqDatabase *database, const YqqActContext *context, GError **error)
{
  g_autoptr (GPtrArray) waiting =
      yqq_transfers_list_waiting (database, context->act->enterprise, error);
  for (guint i = 0; waiting != NULL && i < waiting->len; i++)
    if (!withdraw_offer (database, g_ptr_array_index (waiting, i), context->now_ms, error))
      return FALSE;
  return waiting != NULL;
}

gboolean
yqq_settings_change_perform (YqqDatabase *database,
                             const YqqActContext *context,
                             YqqActResult *result,
                             GError **error)
{
  gboolean was_on = FALSE;
  const YqqEnterpriseAct *act = context->act;
  if (!yqq_two_person_read (database, act->enterprise, &was_on, error))
    return FALSE;
  if (act->two_person && !was_on && !withdraw_offers (database, context, error))
    return FALSE;
  return yqq_two_person_set (database, act->enterprise, act->two_person, error);
}
