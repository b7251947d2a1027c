/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/acts/overdue.h"

#include "authority/acts/proposal-acts.h"
#include "authority/acts/record.h"
#include "authority/acts/transfer-acts.h"

#define PIECE 50

static gboolean
end_transfers (YqqDatabase *database, gint64 now_ms, gboolean *more, GError **error)
{
  g_autoptr (GPtrArray) overdue = yqq_transfers_list_overdue (database, now_ms, PIECE, error);
  for (guint i = 0; overdue != NULL && i < overdue->len; i++) {
    const YqqTransferRecord *transfer = g_ptr_array_index (overdue, i);
    if (!yqq_transfer_end (database, transfer, YQQ_TRANSFER_STATE_TIMED_OUT, now_ms, error) ||
        !yqq_record_end (database, transfer->enterprise_id, "transfer-time-out", transfer->id,
                         now_ms, error))
      return FALSE;
  }
  *more = *more || (overdue != NULL && overdue->len == PIECE);
  return overdue != NULL;
}

static gboolean
end_proposals (YqqDatabase *database, gint64 now_ms, gboolean *more, GError **error)
{
  g_autoptr (GPtrArray) overdue = yqq_proposals_list_overdue (database, now_ms, PIECE, error);
  for (guint i = 0; overdue != NULL && i < overdue->len; i++) {
    const YqqProposalRecord *proposal = g_ptr_array_index (overdue, i);
    if (!yqq_proposal_end (database, proposal, YQQ_TRANSFER_STATE_TIMED_OUT, NULL, now_ms, error) ||
        !yqq_record_end (database, proposal->enterprise_id, "proposal-time-out", proposal->id,
                         now_ms, error))
      return FALSE;
  }
  *more = *more || (overdue != NULL && overdue->len == PIECE);
  return overdue != NULL;
}

gboolean
yqq_overdue_end (YqqDatabase *database, gint64 now_ms, gboolean *more, GError **error)
{
  *more = FALSE;
  return end_transfers (database, now_ms, more, error) &&
         end_proposals (database, now_ms, more, error) &&
         yqq_proposals_end_some_lost (database, PIECE, now_ms, more, error);
}
