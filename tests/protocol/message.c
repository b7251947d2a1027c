/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message.h"

#include <string.h>

#define LIMIT (1024 * 1024)

JsonObject *
message_parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonObject *object = yqq_json_parse (text, -1, LIMIT, &error);
  g_assert_no_error (error);
  return object;
}

static gboolean
is_optional (const MessageKind *kind, const char *member)
{
  if (kind->optional == NULL)
    return FALSE;
  g_auto (GStrv) members = g_strsplit (kind->optional, " ", -1);
  return g_strv_contains ((const char *const *)members, member);
}

static void
check_read (const MessageKind *kind, JsonObject *object, gboolean good, const char *what)
{
  g_autoptr (GError) error = NULL;
  gpointer message = kind->read (object, &error);
  if (good) {
    g_assert_no_error (error);
    kind->free (message);
    return;
  }
  if (message != NULL)
    g_error ("taken although %s: %s", what, yqq_json_to_string (object));
  if (!g_error_matches (error, YQQ_PROTOCOL_ERROR, YQQ_PROTOCOL_ERROR_TOO_LARGE))
    g_assert_error (error, YQQ_PROTOCOL_ERROR, YQQ_PROTOCOL_ERROR_MALFORMED);
}

static void
check_comes_back (const MessageKind *kind)
{
  g_autoptr (JsonObject) object = message_parse (kind->text);
  g_autoptr (GError) error = NULL;
  gpointer message = kind->read (object, &error);
  g_assert_no_error (error);
  if (kind->write != NULL) {
    g_autoptr (JsonObject) written = kind->write (message);
    g_autoptr (JsonNode) before = json_node_init_object (json_node_alloc (), object);
    g_autoptr (JsonNode) after = json_node_init_object (json_node_alloc (), written);
    if (!json_node_equal (before, after))
      g_error ("%s\ncame back as\n%s", kind->text, yqq_json_to_string (written));
  }
  kind->free (message);
}

static void
check_without (const MessageKind *kind, const char *member)
{
  g_autoptr (JsonObject) object = message_parse (kind->text);
  g_autofree char *what = g_strconcat ("without ", member, NULL);
  json_object_remove_member (object, member);
  check_read (kind, object, is_optional (kind, member), what);
}

static void
check_of_another_type (const MessageKind *kind, const char *member)
{
  g_autoptr (JsonObject) object = message_parse (kind->text);
  g_autofree char *what = g_strconcat ("with another ", member, NULL);
  JsonArray *outer = json_array_new ();
  json_array_add_array_element (outer, json_array_new ());
  json_object_set_array_member (object, member, outer);
  check_read (kind, object, FALSE, what);
}

static void
check_text (const MessageKind *kind, const char *member)
{
  g_autoptr (JsonObject) object = message_parse (kind->text);
  if (json_node_get_value_type (json_object_get_member (object, member)) != G_TYPE_STRING)
    return;
  g_autofree char *long_text = g_strnfill (70000, 'A');
  json_object_set_string_member (object, member, "");
  check_read (kind, object, FALSE, "with an empty text");
  json_object_set_string_member (object, member, long_text);
  check_read (kind, object, FALSE, "with a long text");
  json_object_set_string_member (object, member, "a\nb");
  check_read (kind, object, FALSE, "with a line end in a text");
}

static void
check_number (const MessageKind *kind, const char *member)
{
  g_autoptr (JsonObject) object = message_parse (kind->text);
  if (json_node_get_value_type (json_object_get_member (object, member)) != G_TYPE_INT64)
    return;
  json_object_set_int_member (object, member, -1);
  check_read (kind, object, FALSE, "with a negative number");
  json_object_set_double_member (object, member, 1.5);
  check_read (kind, object, FALSE, "with a broken number");
}

void
message_check (const MessageKind *kind)
{
  g_autoptr (JsonObject) object = message_parse (kind->text);
  g_autoptr (GList) members = json_object_get_members (object);
  check_comes_back (kind);
  for (GList *l = members; l != NULL; l = l->next) {
    check_without (kind, l->data);
    check_of_another_type (kind, l->data);
    check_text (kind, l->data);
    check_number (kind, l->data);
  }
  json_object_set_string_member (object, "nobody_knows_this", "x");
  check_read (kind, object, !kind->closed, "with a member more");
}

void
message_check_refused (const MessageKind *kind, const char *text, const char *member)
{
  g_autoptr (JsonObject) object = message_parse (text);
  g_autoptr (GError) error = NULL;
  gpointer message = kind->read (object, &error);
  if (message != NULL)
    g_error ("taken: %s", text);
  g_assert_error (error, YQQ_PROTOCOL_ERROR, YQQ_PROTOCOL_ERROR_MALFORMED);
  if (member != NULL)
    g_assert_cmpstr (yqq_protocol_error_get_member (error), ==, member);
}
