/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sheet of grants in a terminal: read from its file, with its rows' faults told. */
#pragma once

#include "model/grant-sheet.h"

G_BEGIN_DECLS

/* The rows (YqqSheetRow) of the file; NULL after having said what is wrong with it as a whole, or
 * that nobody stands on it. Owned. */
GPtrArray *
yqq_sheet_report_read (const char *path, gint64 certificate_not_after_ms, int *exit_code);

/* Prints every row's faults; with --json an object for each row, good or not. */
void yqq_sheet_report (GPtrArray *rows);

/* "row 3, 李四". Owned. */
char *yqq_sheet_report_dup_label (const YqqSheetRow *row);

G_END_DECLS
