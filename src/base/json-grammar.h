/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grammar of RFC 8259, checked over bytes without building anything. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Passes text that is exactly one JSON value, nested at most max_depth deep, without an object that
 * names a member twice. Escapes that stand for NUL or a lone surrogate are refused.
 * Errors: YQQ_JSON_ERROR_TOO_DEEP, YQQ_JSON_ERROR_MALFORMED. */
gboolean yqq_json_check_grammar (const char *text, gsize length, guint max_depth, GError **error);

G_END_DECLS
