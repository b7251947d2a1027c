/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A history of signatures as it is fetched, page after page. */
#pragma once

#include "app/records.h"

G_BEGIN_DECLS

/* So many are fetched unasked; older ones when somebody wants them. */
#define YQQ_USAGE_HISTORY_AT_ONCE 5000

/* Signal: changed. Belongs to the main context. */
#define YQQ_TYPE_USAGE_HISTORY (yqq_usage_history_get_type ())
G_DECLARE_FINAL_TYPE (YqqUsageHistory, yqq_usage_history, YQQ, USAGE_HISTORY, GObject)

/* enterprise_id NULL: what the person signed; else all of the enterprise. Begins to fetch. */
YqqUsageHistory *yqq_usage_history_new (YqqRecords *records, const char *enterprise_id);

/* Of YqqUsageEntry, newest first. Borrowed, the same for life. */
GListModel *yqq_usage_history_get_entries (YqqUsageHistory *self);
gboolean yqq_usage_history_get_busy (YqqUsageHistory *self);
/* TRUE once the oldest one is here. */
gboolean yqq_usage_history_get_complete (YqqUsageHistory *self);
/* What keeps the rest away, or NULL. Borrowed. */
const GError *yqq_usage_history_get_trouble (YqqUsageHistory *self);

/* Goes on where it stopped, or failed. */
void yqq_usage_history_fetch_more (YqqUsageHistory *self);

G_END_DECLS
