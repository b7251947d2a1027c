/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One act on many authorised users: who is ticked, what can be done, what became of each. */
#pragma once

#include "app/bulk-row.h"
#include "app/router.h"
#include "app/workspace.h"

G_BEGIN_DECLS

/* Signal: changed. Belongs to the main context. */
#define YQQ_TYPE_BULK_FLOW (yqq_bulk_flow_get_type ())
G_DECLARE_FINAL_TYPE (YqqBulkFlow, yqq_bulk_flow, YQQ, BULK_FLOW, GObject)

YqqBulkFlow *
yqq_bulk_flow_new (YqqWorkspace *workspace, YqqAdministration *administration, YqqRouter *router);

/* Of YqqBulkRow, one for each user, in the order of the list; ticks and results stay through
 * refreshes. Borrowed, the same for life. */
GListModel *yqq_bulk_flow_get_rows (YqqBulkFlow *self);
guint yqq_bulk_flow_count_ticked (YqqBulkFlow *self);
/* How many of those that are ticked the act can be done to. */
guint yqq_bulk_flow_count_possible (YqqBulkFlow *self, YqqBulkAct act);
/* TRUE once there is a result to be exported. */
gboolean yqq_bulk_flow_has_results (YqqBulkFlow *self);
/* Each of rows that something can be done to; FALSE takes all ticks away. */
void yqq_bulk_flow_tick (YqqBulkFlow *self, GListModel *rows, gboolean ticked);

/* Each does it to those that it can be done to, as one act with a result for each. Nothing where
 * there are none, or more than one act may have. */
void yqq_bulk_flow_suspend (YqqBulkFlow *self);
/* permissions: at least one, the same for all. */
void yqq_bulk_flow_resume (YqqBulkFlow *self, const char *const *permissions);
/* note: may be NULL. */
void yqq_bulk_flow_cancel (YqqBulkFlow *self, YqqCancelReason reason, const char *note);
/* Those with a result. Owned. */
GBytes *yqq_bulk_flow_export (YqqBulkFlow *self);

G_END_DECLS
