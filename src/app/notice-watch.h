/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps the person's notices up to date while somebody is logged in. */
#pragma once

#include "app/records.h"
#include "app/workspace.h"

G_BEGIN_DECLS

/* How often the authority is asked. */
#define YQQ_NOTICE_WATCH_INTERVAL_S 30

/* Signals: changed, after anything below did; arrived (const YqqNotice *, borrowed) for each one
 * that is new since somebody logged in here. Belongs to the main context. */
#define YQQ_TYPE_NOTICE_WATCH (yqq_notice_watch_get_type ())
G_DECLARE_FINAL_TYPE (YqqNoticeWatch, yqq_notice_watch, YQQ, NOTICE_WATCH, GObject)

YqqNoticeWatch *yqq_notice_watch_new (YqqWorkspace *workspace, YqqRecords *records);

/* Of YqqNoticeEntry, newest first; empty while nobody is logged in. Borrowed, the same for life. */
GListModel *yqq_notice_watch_get_notices (YqqNoticeWatch *self);
gint64 yqq_notice_watch_get_unseen (YqqNoticeWatch *self);
/* TRUE once the authority has answered. */
gboolean yqq_notice_watch_get_loaded (YqqNoticeWatch *self);
/* What keeps it from being up to date, or NULL. Borrowed. */
const GError *yqq_notice_watch_get_trouble (YqqNoticeWatch *self);

/* Asks now, and in the interval's time again. */
void yqq_notice_watch_poll (YqqNoticeWatch *self);
/* All that are here have been seen. */
void yqq_notice_watch_see_all (YqqNoticeWatch *self);

G_END_DECLS
