/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/transfer.h"

#include "model/nick-table.h"

static const char *const nicks[YQQ_TRANSFER_STATE_COUNT] = {
    [YQQ_TRANSFER_STATE_WAITING] = "waiting",     [YQQ_TRANSFER_STATE_ACCEPTED] = "accepted",
    [YQQ_TRANSFER_STATE_REFUSED] = "refused",     [YQQ_TRANSFER_STATE_WITHDRAWN] = "withdrawn",
    [YQQ_TRANSFER_STATE_TIMED_OUT] = "timed-out",
};

const char *
yqq_transfer_state_to_nick (YqqTransferState state)
{
  g_return_val_if_fail ((guint)state < YQQ_TRANSFER_STATE_COUNT, NULL);
  return nicks[state];
}

gboolean
yqq_transfer_state_from_nick (const char *nick, YqqTransferState *state)
{
  return yqq_nick_table_find (nicks, YQQ_TRANSFER_STATE_COUNT, nick, (guint *)state);
}

YqqTransferState
yqq_transfer_state_at (YqqTransferState kept, gint64 expires_at_ms, gint64 now_ms)
{
  if (kept == YQQ_TRANSFER_STATE_WAITING && now_ms >= expires_at_ms)
    return YQQ_TRANSFER_STATE_TIMED_OUT;
  return kept;
}
