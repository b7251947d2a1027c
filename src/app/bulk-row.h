/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An authorised user who can be ticked for an act on many, and what became of it. */
#pragma once

#include "app/authorised-user-entry.h"
#include "protocol/act-result.h"

G_BEGIN_DECLS

typedef enum {
  YQQ_BULK_SUSPEND,
  YQQ_BULK_RESUME,
  YQQ_BULK_CANCEL,
} YqqBulkAct;
#define YQQ_BULK_ACT_COUNT 3

/* Properties: ticked (read and write, notifies), told (what became of it; NULL before; notifies).
 */
#define YQQ_TYPE_BULK_ROW (yqq_bulk_row_get_type ())
G_DECLARE_FINAL_TYPE (YqqBulkRow, yqq_bulk_row, YQQ, BULK_ROW, GObject)

YqqBulkRow *yqq_bulk_row_new (YqqAuthorisedUserEntry *entry);

YqqAuthorisedUserEntry *yqq_bulk_row_get_entry (YqqBulkRow *self);
/* A refresh has made a new one of the same grant. */
void yqq_bulk_row_set_entry (YqqBulkRow *self, YqqAuthorisedUserEntry *entry);
gboolean yqq_bulk_row_get_ticked (YqqBulkRow *self);
void yqq_bulk_row_set_ticked (YqqBulkRow *self, gboolean ticked);
/* Why the act cannot be done to this one, in words; NULL: it can. Static. */
const char *yqq_bulk_row_get_obstacle (YqqBulkRow *self, YqqBulkAct act);

const char *yqq_bulk_row_get_told (YqqBulkRow *self);
gboolean yqq_bulk_row_get_failed (YqqBulkRow *self);
void yqq_bulk_row_finish (YqqBulkRow *self, YqqBulkAct act, const YqqActLine *line);
/* It waits for a second person. */
void yqq_bulk_row_wait (YqqBulkRow *self);

G_END_DECLS
