/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a sheet of grants from a file that may be anything, without loading more than it may have.
 */
#pragma once

#include <gio/gio.h>

#include "model/grant-sheet.h"

G_BEGIN_DECLS

#define YQQ_SHEET_ERROR (yqq_sheet_error_quark ())
GQuark yqq_sheet_error_quark (void);

typedef enum {
  YQQ_SHEET_ERROR_TOO_LARGE,  /* over YQQ_GRANT_SHEET_MAX_BYTES, or too many rows */
  YQQ_SHEET_ERROR_UNREADABLE, /* the file cannot be read from where it is */
  YQQ_SHEET_ERROR_NOT_TEXT,   /* a spreadsheet's own format, or a character set not known here */
  YQQ_SHEET_ERROR_QUOTE,      /* the message says in which line */
  YQQ_SHEET_ERROR_COLUMNS, /* the message is the names of those that are missing or there twice */
  YQQ_SHEET_ERROR_EMPTY,   /* no row is filled in */
} YqqSheetError;

/* As yqq_grant_sheet_read. */
void yqq_sheet_reader_read_async (GFile *file,
                                  gint64 certificate_not_after_ms,
                                  gint64 now_ms,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
/* YqqSheetRow, at least one; owned. YQQ_SHEET_ERROR. */
GPtrArray *yqq_sheet_reader_read_finish (GAsyncResult *result, GError **error);

G_END_DECLS
