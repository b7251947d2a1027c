/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The acts that pass the administrator's office on: offered, then accepted, refused or withdrawn.
 */
#pragma once

#include "authority/acts/act.h"
#include "authority/store/transfers.h"

G_BEGIN_DECLS

gboolean yqq_transfer_offer_judge (YqqDatabase *database,
                                   const YqqActContext *context,
                                   YqqActResult *result,
                                   GError **error);
gboolean yqq_transfer_offer_perform (YqqDatabase *database,
                                     const YqqActContext *context,
                                     YqqActResult *result,
                                     GError **error);

/* Accepting, refusing, withdrawing: whose offer it is, and whether it still stands. */
gboolean yqq_transfer_answer_judge (YqqDatabase *database,
                                    const YqqActContext *context,
                                    YqqActResult *result,
                                    GError **error);
gboolean yqq_transfer_answer_perform (YqqDatabase *database,
                                      const YqqActContext *context,
                                      YqqActResult *result,
                                      GError **error);

/* What an offer is at now_ms: one left waiting past its end has timed out, and one whose office has
 * gone elsewhere, or whose offerer may not offer it any more, counts as withdrawn. */
gboolean yqq_transfer_find_standing (YqqDatabase *database,
                                     const YqqTransferRecord *transfer,
                                     gint64 now_ms,
                                     YqqTransferState *state,
                                     GError **error);

/* Lets nobody else end the offer before the caller's transaction does; transfer-ended where
 * somebody has, since it was judged. */
gboolean
yqq_transfer_hold (YqqDatabase *database, const YqqTransferRecord *transfer, GError **error);

/* Ends one that waits in writing, and tells those whom it concerns. Nothing happens where it is
 * ended already. */
gboolean yqq_transfer_end (YqqDatabase *database,
                           const YqqTransferRecord *transfer,
                           YqqTransferState state,
                           gint64 now_ms,
                           GError **error);

G_END_DECLS
