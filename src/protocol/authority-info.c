/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/authority-info.h"

#include "protocol/message-reader.h"

#define NAME_MAX_LENGTH 200
#define ORIGIN_MAX_LENGTH 300
#define MAX_ROOTS 8
#define PEM_MAX_LENGTH (8 * 1024)
#define MAX_PEOPLE 64
#define NUMBER_MAX_LENGTH 32

YqqAuthorityInfo *
yqq_authority_info_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqAuthorityInfo) self = g_new0 (YqqAuthorityInfo, 1);
  self->name = yqq_message_reader_dup_text (&reader, "name", NAME_MAX_LENGTH);
  self->demonstration = yqq_message_reader_get_boolean (&reader, "demonstration");
  self->origin = yqq_message_reader_dup_text (&reader, "origin", ORIGIN_MAX_LENGTH);
  self->home_province = yqq_message_reader_dup_text (&reader, "home_province", 2);
  self->time_ms = yqq_message_reader_get_time (&reader, "time");
  self->roots = yqq_message_reader_dup_strings (&reader, "roots", MAX_ROOTS, PEM_MAX_LENGTH);
  self->version = yqq_message_reader_dup_text (&reader, "version", NAME_MAX_LENGTH);
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

JsonObject *
yqq_authority_info_to_json (const YqqAuthorityInfo *self)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "name", self->name);
  json_object_set_boolean_member (object, "demonstration", self->demonstration);
  json_object_set_string_member (object, "origin", self->origin);
  json_object_set_string_member (object, "home_province", self->home_province);
  yqq_message_set_time (object, "time", self->time_ms);
  yqq_message_set_strings (object, "roots", (const char *const *)self->roots);
  json_object_set_string_member (object, "version", self->version);
  return object;
}

void
yqq_authority_info_free (YqqAuthorityInfo *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->origin);
  g_free (self->home_province);
  g_strfreev (self->roots);
  g_free (self->version);
  g_free (self);
}

static YqqDemonstrationPerson *
read_person (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqDemonstrationPerson) self = g_new0 (YqqDemonstrationPerson, 1);
  self->name = yqq_message_reader_dup_text (&reader, "name", NAME_MAX_LENGTH);
  self->id_type =
      yqq_message_reader_get_nick (&reader, "id_type", (YqqNickReader)yqq_id_type_from_nick);
  self->id_number = yqq_message_reader_dup_text (&reader, "id_number", NUMBER_MAX_LENGTH);
  self->role = yqq_message_reader_dup_identifier (&reader, "role");
  self->enterprise = yqq_message_reader_dup_text (&reader, "enterprise", NAME_MAX_LENGTH);
  self->staff_code = yqq_message_reader_dup_text (&reader, "staff_code", NUMBER_MAX_LENGTH);
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

static JsonObject *
write_person (const YqqDemonstrationPerson *self)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "name", self->name);
  json_object_set_string_member (object, "id_type", yqq_id_type_to_nick (self->id_type));
  json_object_set_string_member (object, "id_number", self->id_number);
  json_object_set_string_member (object, "role", self->role);
  json_object_set_string_member (object, "enterprise", self->enterprise);
  json_object_set_string_member (object, "staff_code", self->staff_code);
  return object;
}

void
yqq_demonstration_person_free (YqqDemonstrationPerson *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->id_number);
  g_free (self->role);
  g_free (self->enterprise);
  g_free (self->staff_code);
  g_free (self);
}

GPtrArray *
yqq_demonstration_people_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (GPtrArray) people =
      g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_demonstration_person_free);
  JsonArray *array = yqq_message_reader_get_objects (&reader, "people", MAX_PEOPLE);
  for (guint i = 0; reader.error == NULL && i < json_array_get_length (array); i++) {
    YqqDemonstrationPerson *person =
        read_person (json_array_get_object_element (array, i), &reader.error);
    if (person != NULL)
      g_ptr_array_add (people, person);
  }
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&people) : NULL;
}

JsonObject *
yqq_demonstration_people_to_json (GPtrArray *people)
{
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_new ();
  for (guint i = 0; i < people->len; i++)
    json_array_add_object_element (array, write_person (g_ptr_array_index (people, i)));
  json_object_set_array_member (object, "people", array);
  return object;
}
