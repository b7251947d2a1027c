/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks up the stable text form ("nick") of an enumeration's values, as they stand on the wire. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Finds nick among the count texts and sets *value to its index; NULL entries are never found.
 * nick may be NULL (not found). *value is untouched when FALSE is returned. */
gboolean
yqq_nick_table_find (const char *const *nicks, guint count, const char *nick, guint *value);

G_END_DECLS
