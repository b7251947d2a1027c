/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A notice as an item of list models. */
#pragma once

#include "protocol/notice.h"

G_BEGIN_DECLS

/* Property: seen (notifies). */
#define YQQ_TYPE_NOTICE_ENTRY (yqq_notice_entry_get_type ())
G_DECLARE_FINAL_TYPE (YqqNoticeEntry, yqq_notice_entry, YQQ, NOTICE_ENTRY, GObject)

/* Takes a copy. */
YqqNoticeEntry *yqq_notice_entry_new (const YqqNotice *notice);
const YqqNotice *yqq_notice_entry_get_notice (YqqNoticeEntry *self);
gboolean yqq_notice_entry_get_seen (YqqNoticeEntry *self);
void yqq_notice_entry_set_seen (YqqNoticeEntry *self, gboolean seen);

G_END_DECLS
