/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Giving many grants from a sheet: read, looked at by the authority, given, told row by row. */
#pragma once

#include "app/router.h"
#include "app/workspace.h"

G_BEGIN_DECLS

typedef enum {
  YQQ_IMPORT_EMPTY,    /* no sheet yet */
  YQQ_IMPORT_READING,  /* it is read here */
  YQQ_IMPORT_CHECKING, /* the authority looks at the rows; nothing is changed */
  YQQ_IMPORT_READY,    /* everything that is wrong is known */
  YQQ_IMPORT_DONE,     /* each row tells what became of it */
} YqqImportState;

/* Signal: changed. Belongs to the main context. */
#define YQQ_TYPE_IMPORT_FLOW (yqq_import_flow_get_type ())
G_DECLARE_FINAL_TYPE (YqqImportFlow, yqq_import_flow, YQQ, IMPORT_FLOW, GObject)

YqqImportFlow *
yqq_import_flow_new (YqqWorkspace *workspace, YqqAdministration *administration, YqqRouter *router);

/* Looks at the size first, and reads no more than a sheet may have. What was there is replaced. */
void yqq_import_flow_open (YqqImportFlow *self, GFile *file);
/* Reads or checks again after an error. */
void yqq_import_flow_retry (YqqImportFlow *self);
/* Stops reading and checking. */
void yqq_import_flow_cancel (YqqImportFlow *self);

YqqImportState yqq_import_flow_get_state (YqqImportFlow *self);
/* What went wrong last, or NULL. */
const GError *yqq_import_flow_get_error (YqqImportFlow *self);
/* The sheet's; NULL for none. */
const char *yqq_import_flow_get_file_name (YqqImportFlow *self);
/* Of YqqImportRow, as in the sheet. Borrowed, the same for life. */
GListModel *yqq_import_flow_get_rows (YqqImportFlow *self);
guint yqq_import_flow_count (YqqImportFlow *self, guint state);

/* TRUE: all rows or none (the default); FALSE: those in which nothing is wrong. */
gboolean yqq_import_flow_get_whole (YqqImportFlow *self);
void yqq_import_flow_set_whole (YqqImportFlow *self, gboolean whole);
/* How many grants would be given now, and what that does to the quota. Owned. */
guint yqq_import_flow_count_to_give (YqqImportFlow *self);
char *yqq_import_flow_format_quota (YqqImportFlow *self);
/* Why it cannot be done yet, in words; NULL: it can. Static. */
const char *yqq_import_flow_get_obstacle (YqqImportFlow *self);

/* Asks for the PIN where it is needed, signs, sends: the act's own pages show how it goes. */
void yqq_import_flow_give (YqqImportFlow *self);
/* What became of each row, as CSV with a byte order mark; without numbers of anybody's. Owned. */
GBytes *yqq_import_flow_export (YqqImportFlow *self);

G_END_DECLS
