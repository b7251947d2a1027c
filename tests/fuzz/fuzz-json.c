/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON from outside: what is taken can be written, and is taken again as the same. */
#include <string.h>

#include "base/json.h"
#include "fuzz.h"

static void
read_member (JsonObject *object, const char *member)
{
  const char *text;
  gint64 number;
  gboolean boolean;
  JsonObject *inner;
  JsonArray *array;
  g_autoptr (GBytes) bytes = NULL;
  g_auto (GStrv) strings = NULL;
  guint kinds = 0;
  yqq_json_has (object, member);
  kinds += yqq_json_read_string (object, member, 100, &text, NULL);
  kinds += yqq_json_read_int (object, member, -1000, 1000, &number, NULL);
  kinds += yqq_json_read_boolean (object, member, &boolean, NULL);
  kinds += yqq_json_read_object (object, member, &inner, NULL);
  g_assert_cmpuint (kinds, <=, 1);
  yqq_json_read_bytes (object, member, 64, &bytes, NULL);
  yqq_json_read_objects (object, member, 8, &array, NULL);
  yqq_json_read_strings (object, member, 8, 20, &strings, NULL);
}

/* json-glib writes 1e22 as "1e+22.0"; nothing of ours writes such numbers. */
static gboolean
holds_fraction (JsonNode *node)
{
  gboolean found = FALSE;
  g_autoptr (GList) elements = NULL;
  if (JSON_NODE_HOLDS_VALUE (node))
    return json_node_get_value_type (node) == G_TYPE_DOUBLE;
  if (JSON_NODE_HOLDS_OBJECT (node))
    elements = json_object_get_values (json_node_get_object (node));
  else if (JSON_NODE_HOLDS_ARRAY (node))
    elements = json_array_get_elements (json_node_get_array (node));
  for (GList *l = elements; l != NULL && !found; l = l->next)
    found = holds_fraction (l->data);
  return found;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) object = yqq_json_parse ((const char *)data, (gssize)size, 0, &error);
  g_assert_true ((object == NULL) == (error != NULL));
  if (object == NULL)
    return 0;
  g_autoptr (GList) members = json_object_get_members (object);
  for (GList *l = members; l != NULL; l = l->next)
    read_member (object, l->data);
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  if (holds_fraction (node))
    return 0;
  g_autofree char *text = yqq_json_to_string (object);
  g_autoptr (JsonObject) again = yqq_json_parse (text, -1, 16 * YQQ_JSON_MAX_BYTES, &error);
  g_assert_no_error (error);
  g_autofree char *same = yqq_json_to_string (again);
  g_assert_cmpstr (text, ==, same);
  return 0;
}
