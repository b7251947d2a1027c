/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet that many grants are filled in on at once: read from CSV, with every row's faults. */
#pragma once

#include "model/grant-draft.h"

G_BEGIN_DECLS

#define YQQ_GRANT_SHEET_MAX_BYTES (4 * 1024 * 1024)
#define YQQ_GRANT_SHEET_MAX_ROWS 2000

typedef struct {
  guint line;           /* in the file, from 1, as a spreadsheet counts rows */
  YqqGrantDraft *draft; /* with the texts as they stand where they are wrong */
  YqqGrantFault faults[YQQ_GRANT_FIELD_COUNT];
  char *grant; /* known afterwards; NULL before */
} YqqSheetRow;

void yqq_sheet_row_free (YqqSheetRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqSheetRow, yqq_sheet_row_free)
gboolean yqq_sheet_row_is_good (const YqqSheetRow *self);

/* Reads CSV (RFC 4180) in UTF-8, with or without a byte order mark, or in GB18030; separated by
 * commas, semicolons or tabs. The first row names the columns in Chinese or English, in any order
 * (姓名/name, 证件类型/id type, 证件号码/id number, 手机号码/phone, 有效年数/years or
 * 有效期至/until, 权限/permissions; others are passed over); id types by their Chinese or English
 * name or their nick. Until a day means to its end, local time, or to the certificate's end on that
 * day. Empty rows and rows whose name begins with the mark of an example are passed over.
 * Apostrophes, tabs and blanks around a cell are taken off, full-width digits and letters of
 * numbers made plain. Rows come back with MISSING, INVALID, BEYOND_CERTIFICATE, REPEATED and, for
 * the name of a seal, NO_SEAL found.
 *
 * Spreadsheets keep 15 digits of a number: a resident's that ends in 000 is ROUNDED where it does
 * not fit itself (its check digit says so ten times of eleven), and where the sheet looks rounded:
 * one number in it certainly is, or there are several people's and all of them end so. Otherwise
 * one that fits is somebody's.
 *
 * Errors of the file as a whole are YQQ_MODEL_ERROR: SHEET_TOO_LARGE (over
 * YQQ_GRANT_SHEET_MAX_BYTES or YQQ_GRANT_SHEET_MAX_ROWS), SHEET_NOT_TEXT, SHEET_QUOTE (the message
 * begins with "line N: "), SHEET_COLUMNS (the message is the columns' names in both languages,
 * separated by commas), EMPTY. A file that cannot be trusted to be small is not read further than
 * YQQ_GRANT_SHEET_MAX_BYTES + 1 bytes. */
GPtrArray *
yqq_grant_sheet_read (GBytes *file, gint64 certificate_not_after_ms, gint64 now_ms, GError **error);

/* An empty sheet with its column names and one example row that is marked as such and passed over
 * when it is read back; UTF-8 with a byte order mark, so that spreadsheets show it right. */
GBytes *yqq_grant_sheet_make_template (void);

G_END_DECLS
