/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes JSON in the one form in which the audit record is hashed: no spaces, members in the order
 * they are given, whole numbers only, and no escape that is not needed. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Appends "name": (with a comma before it unless it is the first of its object). */
void yqq_canonical_json_name (GString *text, const char *name);

/* Appends a string; NULL is null. Only the quotation mark, the backslash and what is below U+0020
 * are escaped, the last as \u and four lower-case digits. */
void yqq_canonical_json_text (GString *text, const char *value);

/* Appends any value; NULL is null. FALSE for a number that is not whole. */
gboolean yqq_canonical_json_node (GString *text, JsonNode *node);

/* The same for an object. */
gboolean yqq_canonical_json_object (GString *text, JsonObject *object);

G_END_DECLS
