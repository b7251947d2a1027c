/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of the sheet that grants are imported from, as an item of list models. */
#pragma once

#include <gio/gio.h>

#include "model/grant-sheet.h"
#include "protocol/act-result.h"

G_BEGIN_DECLS

typedef enum {
  YQQ_IMPORT_ROW_GOOD,
  YQQ_IMPORT_ROW_FAULTY,
  YQQ_IMPORT_ROW_DONE,   /* the grant was given */
  YQQ_IMPORT_ROW_UNDONE, /* it was sent and not given */
} YqqImportRowState;

/* Signal: changed. */
#define YQQ_TYPE_IMPORT_ROW (yqq_import_row_get_type ())
G_DECLARE_FINAL_TYPE (YqqImportRow, yqq_import_row, YQQ, IMPORT_ROW, GObject)

/* Takes row. */
YqqImportRow *yqq_import_row_new (YqqSheetRow *row);

guint yqq_import_row_get_line (YqqImportRow *self);
const YqqGrantDraft *yqq_import_row_get_draft (YqqImportRow *self);
YqqImportRowState yqq_import_row_get_state (YqqImportRow *self);
/* Why it cannot be given, or was not; NULL where nothing is wrong. Borrowed. */
const char *yqq_import_row_get_trouble (YqqImportRow *self);
/* The code of the grant that was given; NULL before. Borrowed. */
const char *yqq_import_row_get_code (YqqImportRow *self);

/* What the authority found; what was found here stays. */
void yqq_import_row_check (YqqImportRow *self, const YqqActLine *line);
/* What became of it; nothing wrong with it and not done: another row kept all of them back. */
void yqq_import_row_finish (YqqImportRow *self, const YqqActLine *line);

G_END_DECLS
