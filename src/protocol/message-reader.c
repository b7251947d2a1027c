/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/message-reader.h"

#include "base/encoding.h"
#include "base/json.h"
#include "base/shown-text.h"
#include "protocol/identifier.h"
#include "protocol/time-text.h"

gboolean
yqq_message_reader_finish (YqqMessageReader *self, GError **error)
{
  if (self->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}

void
yqq_message_reader_fail (YqqMessageReader *self, const char *member, const char *what)
{
  if (self->error == NULL)
    yqq_protocol_error_set (&self->error, YQQ_PROTOCOL_ERROR_MALFORMED, member, what);
}

void
yqq_message_reader_take_error (YqqMessageReader *self, const char *member, GError *error)
{
  g_autoptr (GError) taken = error;
  const char *inner = yqq_protocol_error_get_member (taken);
  yqq_message_reader_fail (self, inner != NULL ? inner : member, taken->message);
}

static void
take_json_error (YqqMessageReader *self, const char *member, GError *error)
{
  g_autoptr (GError) taken = error;
  yqq_message_reader_fail (self, member, "missing, of another type, or out of bounds");
}

gboolean
yqq_message_reader_has (YqqMessageReader *self, const char *member)
{
  return self->error == NULL && yqq_json_has (self->object, member);
}

gboolean
yqq_message_text_can_be_shown (const char *text)
{
  return yqq_text_can_be_shown (text);
}

char *
yqq_message_reader_dup_text (YqqMessageReader *self, const char *member, gsize max_characters)
{
  const char *text;
  GError *error = NULL;
  if (self->error != NULL)
    return NULL;
  if (!yqq_json_read_string (self->object, member, max_characters, &text, &error)) {
    take_json_error (self, member, error);
    return NULL;
  }
  if (*text == '\0' || !yqq_message_text_can_be_shown (text)) {
    yqq_message_reader_fail (self, member, "empty, or with characters that cannot be shown");
    return NULL;
  }
  return g_strdup (text);
}

char *
yqq_message_reader_dup_optional_text (YqqMessageReader *self,
                                      const char *member,
                                      gsize max_characters)
{
  if (!yqq_message_reader_has (self, member))
    return NULL;
  return yqq_message_reader_dup_text (self, member, max_characters);
}

char *
yqq_message_reader_dup_identifier (YqqMessageReader *self, const char *member)
{
  g_autofree char *text = yqq_message_reader_dup_text (self, member, YQQ_IDENTIFIER_MAX_LENGTH);
  if (text != NULL && !yqq_identifier_is_valid (text)) {
    yqq_message_reader_fail (self, member, "not an identifier");
    return NULL;
  }
  return g_steal_pointer (&text);
}

char *
yqq_message_reader_dup_optional_identifier (YqqMessageReader *self, const char *member)
{
  return yqq_message_reader_has (self, member) ? yqq_message_reader_dup_identifier (self, member)
                                               : NULL;
}

GBytes *
yqq_message_reader_dup_bytes (YqqMessageReader *self,
                              const char *member,
                              gsize minimum,
                              gsize maximum)
{
  g_autoptr (GBytes) bytes = NULL;
  GError *error = NULL;
  if (self->error != NULL)
    return NULL;
  if (!yqq_json_read_bytes (self->object, member, maximum, &bytes, &error)) {
    take_json_error (self, member, error);
    return NULL;
  }
  if (g_bytes_get_size (bytes) < minimum) {
    yqq_message_reader_fail (self, member, "too short");
    return NULL;
  }
  return g_steal_pointer (&bytes);
}

GStrv
yqq_message_reader_dup_strings (YqqMessageReader *self,
                                const char *member,
                                guint max_length,
                                gsize max_characters)
{
  GStrv strings = NULL;
  GError *error = NULL;
  if (self->error != NULL)
    return NULL;
  if (!yqq_json_read_strings (self->object, member, max_length, max_characters, &strings, &error))
    take_json_error (self, member, error);
  return strings;
}

GPtrArray *
yqq_message_reader_dup_bytes_array (YqqMessageReader *self,
                                    const char *member,
                                    guint max_length,
                                    gsize max_bytes)
{
  g_auto (GStrv) texts =
      yqq_message_reader_dup_strings (self, member, max_length, (max_bytes + 2) / 3 * 4);
  if (texts == NULL)
    return NULL;
  g_autoptr (GPtrArray) array = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  for (guint i = 0; texts[i] != NULL; i++) {
    GBytes *bytes = yqq_base64_decode (texts[i], -1, NULL);
    if (bytes == NULL) {
      yqq_message_reader_fail (self, member, "holds something that is not base64");
      return NULL;
    }
    g_ptr_array_add (array, bytes);
  }
  return g_steal_pointer (&array);
}

gint64
yqq_message_reader_get_int (YqqMessageReader *self,
                            const char *member,
                            gint64 minimum,
                            gint64 maximum)
{
  gint64 value = 0;
  GError *error = NULL;
  if (self->error == NULL &&
      !yqq_json_read_int (self->object, member, minimum, maximum, &value, &error))
    take_json_error (self, member, error);
  return value;
}

gboolean
yqq_message_reader_get_boolean (YqqMessageReader *self, const char *member)
{
  gboolean value = FALSE;
  GError *error = NULL;
  if (self->error == NULL && !yqq_json_read_boolean (self->object, member, &value, &error))
    take_json_error (self, member, error);
  return value;
}

gint64
yqq_message_reader_get_time (YqqMessageReader *self, const char *member)
{
  g_autofree char *text = yqq_message_reader_dup_text (self, member, YQQ_TIME_TEXT_LENGTH);
  gint64 unix_ms = 0;
  if (text != NULL && !yqq_time_text_parse (text, &unix_ms, NULL))
    yqq_message_reader_fail (self, member, "not a time");
  return unix_ms;
}

gint64
yqq_message_reader_get_optional_time (YqqMessageReader *self, const char *member)
{
  return yqq_message_reader_has (self, member) ? yqq_message_reader_get_time (self, member) : 0;
}

JsonObject *
yqq_message_reader_get_object (YqqMessageReader *self, const char *member)
{
  JsonObject *object = NULL;
  GError *error = NULL;
  if (self->error == NULL && !yqq_json_read_object (self->object, member, &object, &error))
    take_json_error (self, member, error);
  return object;
}

JsonArray *
yqq_message_reader_get_objects (YqqMessageReader *self, const char *member, guint max_length)
{
  JsonArray *array = NULL;
  GError *error = NULL;
  if (self->error == NULL &&
      !yqq_json_read_objects (self->object, member, max_length, &array, &error))
    take_json_error (self, member, error);
  return array;
}

int
yqq_message_reader_get_nick (YqqMessageReader *self, const char *member, YqqNickReader read)
{
  g_autofree char *nick = yqq_message_reader_dup_text (self, member, YQQ_IDENTIFIER_MAX_LENGTH);
  int value = 0;
  if (nick != NULL && !read (nick, &value))
    yqq_message_reader_fail (self, member, "not one of the known words");
  return value;
}

void
yqq_message_set_time (JsonObject *object, const char *member, gint64 unix_ms)
{
  if (unix_ms == 0)
    return;
  g_autofree char *text = yqq_time_text_format (unix_ms);
  json_object_set_string_member (object, member, text);
}

void
yqq_message_set_text (JsonObject *object, const char *member, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, member, text);
}

void
yqq_message_set_strings (JsonObject *object, const char *member, const char *const *texts)
{
  JsonArray *array = json_array_new ();
  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    json_array_add_string_element (array, texts[i]);
  json_object_set_array_member (object, member, array);
}

void
yqq_message_set_bytes_array (JsonObject *object, const char *member, GPtrArray *array)
{
  JsonArray *texts = json_array_new ();
  for (guint i = 0; array != NULL && i < array->len; i++) {
    GBytes *bytes = g_ptr_array_index (array, i);
    g_autofree char *text =
        yqq_base64_encode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
    json_array_add_string_element (texts, text);
  }
  json_object_set_array_member (object, member, texts);
}
