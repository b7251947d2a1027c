/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a notice says, and where it leads. */
#pragma once

#include "app/status-pill.h"
#include "protocol/notice.h"

G_BEGIN_DECLS

typedef enum {
  YQQ_NOTICE_GOAL_NOTHING,
  YQQ_NOTICE_GOAL_CERTIFICATE, /* subject: the grant */
  YQQ_NOTICE_GOAL_USERS,       /* of the notice's enterprise */
  YQQ_NOTICE_GOAL_OFFER,       /* subject: the transfer */
  YQQ_NOTICE_GOAL_PROPOSALS,
  YQQ_NOTICE_GOAL_USAGE,
  YQQ_NOTICE_GOAL_KEYS,
  YQQ_NOTICE_GOAL_ACCOUNTS,
  YQQ_NOTICE_GOAL_FACE,
  YQQ_NOTICE_GOAL_PIN,
  YQQ_NOTICE_GOAL_DISPUTE, /* subject: the device; a question first, asked on the notices' page */
} YqqNoticeGoal;

/* A few words, and a sentence with what to do. Never a number of anybody's. Owned. */
char *yqq_notice_dup_title (const YqqNotice *notice);
char *yqq_notice_dup_sentence (const YqqNotice *notice);
const char *yqq_notice_get_icon (const YqqNotice *notice);
YqqTone yqq_notice_get_tone (const YqqNotice *notice);

YqqNoticeGoal yqq_notice_get_goal (const YqqNotice *notice);
/* The label of the button that leads there; NULL for nowhere. */
const char *yqq_notice_goal_get_label (YqqNoticeGoal goal);

/* TRUE if it waits for an act of this person. */
gboolean yqq_notice_asks (const YqqNotice *notice);

G_END_DECLS
