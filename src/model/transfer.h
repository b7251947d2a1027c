/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Passing the administrator's office on: its states, and how long an offer stands. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define YQQ_TRANSFER_OFFER_MS (G_GINT64_CONSTANT (72) * 3600 * 1000)

typedef enum {
  YQQ_TRANSFER_STATE_WAITING,
  YQQ_TRANSFER_STATE_ACCEPTED,
  YQQ_TRANSFER_STATE_REFUSED,
  YQQ_TRANSFER_STATE_WITHDRAWN,
  YQQ_TRANSFER_STATE_TIMED_OUT,
} YqqTransferState;
#define YQQ_TRANSFER_STATE_COUNT 5

/* "waiting", "accepted", "refused", "withdrawn", "timed-out". */
const char *yqq_transfer_state_to_nick (YqqTransferState state);
gboolean yqq_transfer_state_from_nick (const char *nick, YqqTransferState *state);

/* What the state kept in a record is at now_ms: an offer left waiting past its end has timed out.
 */
YqqTransferState yqq_transfer_state_at (YqqTransferState kept, gint64 expires_at_ms, gint64 now_ms);

/* A proposal under the two-person rule goes the same way and stands as long. */
typedef YqqTransferState YqqProposalState;

G_END_DECLS
