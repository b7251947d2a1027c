/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The opaque identifiers of the wire: at most 64 characters from [A-Za-z0-9._-]. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define YQQ_IDENTIFIER_MAX_LENGTH 64

/* NULL and the empty text are none. "." and ".." are none either: they would walk in a path. */
gboolean yqq_identifier_is_valid (const char *text);

G_END_DECLS
