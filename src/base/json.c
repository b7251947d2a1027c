/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/json.h"

#include <string.h>

#include "base/encoding.h"
#include "base/json-grammar.h"

G_DEFINE_QUARK (yqq - json - error - quark, yqq_json_error)

static gboolean
fail (GError **error, const char *member, const char *what)
{
  g_set_error (error, YQQ_JSON_ERROR, YQQ_JSON_ERROR_MEMBER, "the member \"%s\" %s", member, what);
  return FALSE;
}

static JsonNode *
find (JsonObject *object, const char *member, GType type, const char *what, GError **error)
{
  JsonNode *node = json_object_get_member (object, member);
  if (node == NULL) {
    fail (error, member, "is missing");
    return NULL;
  }
  gboolean good = type == JSON_TYPE_OBJECT  ? JSON_NODE_HOLDS_OBJECT (node)
                  : type == JSON_TYPE_ARRAY ? JSON_NODE_HOLDS_ARRAY (node)
                                            : json_node_get_value_type (node) == type;
  if (!good)
    fail (error, member, what);
  return good ? node : NULL;
}

JsonObject *
yqq_json_parse (const char *text, gssize signed_length, gsize max_bytes, GError **error)
{
  gsize length = signed_length < 0 ? strlen (text) : (gsize)signed_length;
  if (length > (max_bytes > 0 ? max_bytes : YQQ_JSON_MAX_BYTES)) {
    g_set_error (error, YQQ_JSON_ERROR, YQQ_JSON_ERROR_TOO_LARGE, "JSON over its size limit");
    return NULL;
  }
  if (!yqq_json_check_grammar (text, length, YQQ_JSON_MAX_DEPTH, error))
    return NULL;

  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root = NULL;
  if (json_parser_load_from_data (parser, text, (gssize)length, NULL))
    root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root)) {
    g_set_error (error, YQQ_JSON_ERROR, YQQ_JSON_ERROR_MALFORMED, "not a JSON object");
    return NULL;
  }
  return json_node_dup_object (root);
}

char *
yqq_json_to_string (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_alloc ();
  json_node_init_object (node, object);
  return json_to_string (node, FALSE);
}

gboolean
yqq_json_read_string (JsonObject *object,
                      const char *member,
                      gsize max_characters,
                      const char **value,
                      GError **error)
{
  JsonNode *node = find (object, member, G_TYPE_STRING, "is not a string", error);
  if (node == NULL)
    return FALSE;
  const char *text = json_node_get_string (node);
  if ((gsize)g_utf8_strlen (text, -1) > max_characters)
    return fail (error, member, "is too long");
  *value = text;
  return TRUE;
}

gboolean
yqq_json_read_int (JsonObject *object,
                   const char *member,
                   gint64 minimum,
                   gint64 maximum,
                   gint64 *value,
                   GError **error)
{
  JsonNode *node = find (object, member, G_TYPE_INT64, "is not a whole number", error);
  if (node == NULL)
    return FALSE;
  gint64 number = json_node_get_int (node);
  if (number < minimum || number > maximum)
    return fail (error, member, "is out of bounds");
  *value = number;
  return TRUE;
}

gboolean
yqq_json_read_boolean (JsonObject *object, const char *member, gboolean *value, GError **error)
{
  JsonNode *node = find (object, member, G_TYPE_BOOLEAN, "is not true or false", error);
  if (node == NULL)
    return FALSE;
  *value = json_node_get_boolean (node);
  return TRUE;
}

gboolean
yqq_json_read_bytes (JsonObject *object,
                     const char *member,
                     gsize max_bytes,
                     GBytes **value,
                     GError **error)
{
  const char *text;
  if (!yqq_json_read_string (object, member, (max_bytes + 2) / 3 * 4, &text, error))
    return FALSE;
  g_autoptr (GBytes) bytes = yqq_base64_decode (text, -1, NULL);
  if (bytes == NULL)
    return fail (error, member, "is not base64");
  if (g_bytes_get_size (bytes) > max_bytes)
    return fail (error, member, "is too long");
  *value = g_steal_pointer (&bytes);
  return TRUE;
}

gboolean
yqq_json_read_object (JsonObject *object, const char *member, JsonObject **value, GError **error)
{
  JsonNode *node = find (object, member, JSON_TYPE_OBJECT, "is not an object", error);
  if (node == NULL)
    return FALSE;
  *value = json_node_get_object (node);
  return TRUE;
}

static JsonArray *
read_array (JsonObject *object, const char *member, guint max_length, GError **error)
{
  JsonNode *node = find (object, member, JSON_TYPE_ARRAY, "is not an array", error);
  if (node == NULL)
    return NULL;
  JsonArray *array = json_node_get_array (node);
  if (json_array_get_length (array) <= max_length)
    return array;
  fail (error, member, "has too many elements");
  return NULL;
}

gboolean
yqq_json_read_objects (JsonObject *object,
                       const char *member,
                       guint max_length,
                       JsonArray **value,
                       GError **error)
{
  JsonArray *array = read_array (object, member, max_length, error);
  if (array == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!JSON_NODE_HOLDS_OBJECT (json_array_get_element (array, i)))
      return fail (error, member, "holds something that is not an object");
  *value = array;
  return TRUE;
}

gboolean
yqq_json_read_strings (JsonObject *object,
                       const char *member,
                       guint max_length,
                       gsize max_characters,
                       char ***value,
                       GError **error)
{
  JsonArray *array = read_array (object, member, max_length, error);
  if (array == NULL)
    return FALSE;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonNode *node = json_array_get_element (array, i);
    if (json_node_get_value_type (node) != G_TYPE_STRING ||
        (gsize)g_utf8_strlen (json_node_get_string (node), -1) > max_characters)
      return fail (error, member, "holds something that is not a short string");
    g_strv_builder_add (builder, json_node_get_string (node));
  }
  *value = g_strv_builder_end (builder);
  return TRUE;
}

gboolean
yqq_json_has (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);
  return node != NULL && !JSON_NODE_HOLDS_NULL (node);
}

void
yqq_json_set_bytes (JsonObject *object, const char *member, GBytes *bytes)
{
  g_autofree char *text =
      yqq_base64_encode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  json_object_set_string_member (object, member, text);
}
