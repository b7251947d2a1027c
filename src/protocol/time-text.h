/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times on the wire: RFC 3339 in UTC with milliseconds, one form only. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define YQQ_TIME_TEXT_LENGTH 24

/* "2026-11-22T08:00:00.000Z" of unix milliseconds (years 1970 to 9999). */
char *yqq_time_text_format (gint64 unix_ms);

/* Takes exactly what yqq_time_text_format writes; YQQ_PROTOCOL_ERROR_MALFORMED. */
gboolean yqq_time_text_parse (const char *text, gint64 *unix_ms, GError **error);

G_END_DECLS
