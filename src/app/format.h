/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates, spans, sizes and digests as people read them; every text is owned. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Local time of unix milliseconds: the day; the hour and minute; both to the second. */
char *yqq_format_date (gint64 unix_ms);
char *yqq_format_time (gint64 unix_ms);
char *yqq_format_date_time (gint64 unix_ms);

/* How long until a certificate ends: "2 years left", "12 days left", "ended 3 days ago". */
char *yqq_format_days_left (gint64 until_ms, gint64 now_ms);

/* A countdown, "4:59"; never below "0:00". */
char *yqq_format_countdown (gint64 milliseconds);

char *yqq_format_size (guint64 bytes);

/* Hexadecimal in groups of eight so that it can be compared by eye. */
char *yqq_format_digest (const char *hexadecimal);

/* A code in groups of four. */
char *yqq_format_code (const char *code);

G_END_DECLS
