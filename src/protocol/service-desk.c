/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/service-desk.h"

#include "protocol/shared-members.h"

#define NAME_MAX_LENGTH 100
#define NUMBER_MAX_LENGTH 32

YqqPersonQuery *
yqq_person_query_new (const char *name, YqqIdType id_type, const char *id_number)
{
  YqqPersonQuery *self = g_new0 (YqqPersonQuery, 1);
  self->name = g_strdup (name);
  self->id_type = id_type;
  self->id_number = g_strdup (id_number);
  return self;
}

YqqPersonQuery *
yqq_person_query_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqPersonQuery) self = g_new0 (YqqPersonQuery, 1);
  self->name = yqq_message_reader_dup_text (&reader, "name", NAME_MAX_LENGTH);
  self->id_type =
      yqq_message_reader_get_nick (&reader, "id_type", (YqqNickReader)yqq_id_type_from_nick);
  self->id_number = yqq_message_reader_dup_text (&reader, "id_number", NUMBER_MAX_LENGTH);
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

JsonObject *
yqq_person_query_to_json (const YqqPersonQuery *self)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "name", self->name);
  json_object_set_string_member (object, "id_type", yqq_id_type_to_nick (self->id_type));
  json_object_set_string_member (object, "id_number", self->id_number);
  return object;
}

void
yqq_person_query_free (YqqPersonQuery *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->id_number);
  g_free (self);
}

YqqFoundPerson *
yqq_found_person_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqFoundPerson) self = g_new0 (YqqFoundPerson, 1);
  self->person = yqq_message_reader_dup_identifier (&reader, "person");
  self->authenticators =
      yqq_message_reader_dup_elements (&reader, "authenticators", YQQ_AUTHENTICATORS_MAX_COUNT,
                                       (YqqElementReader)yqq_authenticator_view_from_json,
                                       (GDestroyNotify)yqq_authenticator_view_free);
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

JsonObject *
yqq_found_person_to_json (const YqqFoundPerson *self)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "person", self->person);
  yqq_message_set_elements (object, "authenticators", self->authenticators,
                            (YqqElementWriter)yqq_authenticator_view_to_json);
  return object;
}

void
yqq_found_person_free (YqqFoundPerson *self)
{
  if (self == NULL)
    return;
  g_free (self->person);
  g_clear_pointer (&self->authenticators, g_ptr_array_unref);
  g_free (self);
}
