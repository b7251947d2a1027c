/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comma-separated values (RFC 4180), bounded when read and harmless when written. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define YQQ_CSV_MAX_COLUMNS 64
#define YQQ_CSV_MAX_FIELD 4096 /* bytes */

/* The rows of a text in UTF-8 as GStrv, in order; empty rows are there with one empty field. Lines
 * end with CR LF, LF or CR. A quote inside a field that does not begin with one is a character. The
 * separator is the one of , ; and tab that the first row has most of. Errors: YQQ_CSV_ERROR. */
GPtrArray *yqq_csv_parse (const char *text, gsize size, guint max_rows, GError **error);

#define YQQ_CSV_ERROR (yqq_csv_error_quark ())
GQuark yqq_csv_error_quark (void);

typedef enum {
  YQQ_CSV_ERROR_NOT_TEXT,
  YQQ_CSV_ERROR_TOO_LARGE,   /* rows, columns or a field; the message says which, with the line */
  YQQ_CSV_ERROR_OPEN_QUOTE,  /* the message says where it begins */
  YQQ_CSV_ERROR_STRAY_QUOTE, /* text behind a closing quote; with the line */
} YqqCsvError;

/* bytes as UTF-8 without a byte order mark: as they are, or decoded from GB18030 where they are not
 * UTF-8. NULL with NOT_TEXT where they are neither (or hold NUL). */
char *yqq_csv_decode (GBytes *bytes, GError **error);

/* Appends one row and \r\n. A field that a spreadsheet would take for a formula (it begins with
 * = + - @, one of these in full width, tab or a line end) gets an apostrophe before it. */
void yqq_csv_append_row (GString *csv, const char *const *fields);

G_END_DECLS
