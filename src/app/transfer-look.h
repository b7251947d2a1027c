/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How an enterprise's transfer of the administrator's office stands for the person who looks. */
#pragma once

#include "app/administration.h"
#include "app/status-pill.h"

G_BEGIN_DECLS

typedef enum {
  YQQ_TRANSFER_LOOK_UNKNOWN, /* the authority has not answered yet */
  YQQ_TRANSFER_LOOK_NOTHING, /* it is not this person's to pass on, and nothing is asked of them */
  YQQ_TRANSFER_LOOK_NOBODY,  /* nobody could receive it: 请先添加授权 */
  YQQ_TRANSFER_LOOK_CHOOSE,
  YQQ_TRANSFER_LOOK_OFFERED, /* waits for the receiver; *waiting says for whom */
  YQQ_TRANSFER_LOOK_ASKED,   /* waits for this person */
} YqqTransferLook;

/* waiting, borrowed: the offer that waits, or NULL. */
YqqTransferLook yqq_transfer_look_get (YqqAdministration *administration,
                                       gint64 now_ms,
                                       const YqqTransferView **waiting);

/* Whether the office could go to user. For a legal representative their own grant can: that is
 * taking over, at once. */
gboolean yqq_transfer_can_receive (YqqAdministration *administration, YqqAuthorisedUserEntry *user);
/* TRUE if that would be taking over. */
gboolean yqq_transfer_is_take_over (YqqAdministration *administration,
                                    YqqAuthorisedUserEntry *user);
/* TRUE if it has to be said which administrator gives it up. */
gboolean yqq_transfer_needs_giver (YqqAdministration *administration);

const char *yqq_transfer_state_get_word (YqqTransferState state);
const char *yqq_transfer_state_get_icon (YqqTransferState state);
YqqTone yqq_transfer_state_get_tone (YqqTransferState state);
/* The same for proposals: approved instead of transferred. */
const char *yqq_proposal_state_get_word (YqqProposalState state);

G_END_DECLS
