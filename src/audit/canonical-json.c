/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audit/canonical-json.h"

#include <string.h>

void
yqq_canonical_json_name (GString *text, const char *name)
{
  if (text->len > 0 && text->str[text->len - 1] != '{')
    g_string_append_c (text, ',');
  yqq_canonical_json_text (text, name);
  g_string_append_c (text, ':');
}

void
yqq_canonical_json_text (GString *text, const char *value)
{
  if (value == NULL) {
    g_string_append (text, "null");
    return;
  }
  g_string_append_c (text, '"');
  for (const char *start = value;;) {
    const char *end = start;
    while ((guchar)*end >= 0x20 && *end != '"' && *end != '\\')
      end++;
    g_string_append_len (text, start, end - start);
    if (*end == '\0')
      break;
    if (*end == '"' || *end == '\\')
      g_string_append_printf (text, "\\%c", *end);
    else
      g_string_append_printf (text, "\\u%04x", (guint)(guchar)*end);
    start = end + 1;
  }
  g_string_append_c (text, '"');
}

static gboolean
append_array (GString *text, JsonArray *array)
{
  g_string_append_c (text, '[');
  for (guint i = 0; i < json_array_get_length (array); i++) {
    if (i > 0)
      g_string_append_c (text, ',');
    if (!yqq_canonical_json_node (text, json_array_get_element (array, i)))
      return FALSE;
  }
  g_string_append_c (text, ']');
  return TRUE;
}

static gboolean
append_value (GString *text, JsonNode *node)
{
  GType type = json_node_get_value_type (node);
  if (type == G_TYPE_STRING)
    yqq_canonical_json_text (text, json_node_get_string (node));
  else if (type == G_TYPE_INT64)
    g_string_append_printf (text, "%" G_GINT64_FORMAT, json_node_get_int (node));
  else if (type == G_TYPE_BOOLEAN)
    g_string_append (text, json_node_get_boolean (node) ? "true" : "false");
  else
    return FALSE;
  return TRUE;
}

gboolean
yqq_canonical_json_node (GString *text, JsonNode *node)
{
  if (node == NULL || JSON_NODE_HOLDS_NULL (node)) {
    g_string_append (text, "null");
    return TRUE;
  }
  if (JSON_NODE_HOLDS_OBJECT (node))
    return yqq_canonical_json_object (text, json_node_get_object (node));
  if (JSON_NODE_HOLDS_ARRAY (node))
    return append_array (text, json_node_get_array (node));
  return append_value (text, node);
}

gboolean
yqq_canonical_json_object (GString *text, JsonObject *object)
{
  JsonObjectIter iterator;
  const char *name;
  JsonNode *node;
  g_string_append_c (text, '{');
  json_object_iter_init_ordered (&iterator, object);
  while (json_object_iter_next_ordered (&iterator, &name, &node)) {
    yqq_canonical_json_name (text, name);
    if (!yqq_canonical_json_node (text, node))
      return FALSE;
  }
  g_string_append_c (text, '}');
  return TRUE;
}
