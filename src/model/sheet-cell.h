/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cells of a sheet as people and spreadsheets fill them in, made into what they mean. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Every cell is UTF-8. What is returned is owned; an empty cell is NULL. */

/* A number as a spreadsheet writes one that is too long for it: "4.40100190001010014E+17". */
gboolean yqq_sheet_cell_is_shortened (const char *number);
/* Without what spreadsheets put before numbers, and without blanks around it. */
char *yqq_sheet_cell_dup_text (const char *cell);
/* Of a document: plain characters, upper case, without blanks inside. What a spreadsheet has
 * rounded ("4.40100190001010014E+17") stays as it is, and is no number. */
char *yqq_sheet_cell_dup_number (const char *cell);
/* As dup_number, and without hyphens and the country's +86. */
char *yqq_sheet_cell_dup_phone (const char *cell);
/* The nick of the kind of document, or the text as it stands where it names none. */
char *yqq_sheet_cell_dup_id_type (const char *cell);
/* 0 where the cell is empty, −1 where it holds anything but a number of years above 0. */
gint64 yqq_sheet_cell_get_years (const char *cell);
/* The first and the last moment of the day, local time. FALSE where the cell names no day. */
gboolean yqq_sheet_cell_get_day (const char *cell, gint64 *begin_ms, gint64 *end_ms);
/* Until that day: its last moment, or the certificate's end where that is during it (0: not known).
 * 0 where the cell names no day. */
gint64 yqq_sheet_cell_get_until (const char *cell, gint64 certificate_not_after_ms);
/* The permissions; where a text names none it stands there as it is. NULL where the cell is empty
 * or says that they are set later. */
GStrv yqq_sheet_cell_dup_permissions (const char *cell);

/* A column's name or another fixed word as it is compared: lower case, without blanks, marks of
 * "required" and explanations in brackets. */
char *yqq_sheet_cell_dup_key (const char *cell);

G_END_DECLS
