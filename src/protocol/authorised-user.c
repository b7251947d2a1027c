/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/authorised-user.h"

#include "protocol/shared-members.h"

#define NUMBER_MAX_LENGTH 32

static void
read_facts (YqqAuthorisedUser *self, YqqMessageReader *reader)
{
  self->grant = yqq_message_reader_dup_identifier (reader, "grant");
  self->code = yqq_message_reader_dup_identifier (reader, "code");
  self->name = yqq_message_reader_dup_text (reader, "name", YQQ_NAME_MAX_LENGTH);
  self->id_type =
      yqq_message_reader_get_nick (reader, "id_type", (YqqNickReader)yqq_id_type_from_nick);
  self->id_number_masked =
      yqq_message_reader_dup_text (reader, "id_number_masked", NUMBER_MAX_LENGTH);
  self->phone_masked =
      yqq_message_reader_dup_optional_text (reader, "phone_masked", NUMBER_MAX_LENGTH);
  self->kind =
      yqq_message_reader_get_nick (reader, "kind", (YqqNickReader)yqq_certificate_kind_from_nick);
}

YqqAuthorisedUser *
yqq_authorised_user_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqAuthorisedUser) self = g_new0 (YqqAuthorisedUser, 1);
  read_facts (self, &reader);
  self->roles = yqq_message_reader_get_roles (&reader);
  self->state =
      yqq_message_reader_get_nick (&reader, "state", (YqqNickReader)yqq_grant_state_from_nick);
  self->permissions = yqq_message_reader_dup_permissions (&reader);
  self->created_at_ms = yqq_message_reader_get_time (&reader, "created_at");
  self->not_after_ms = yqq_message_reader_get_time (&reader, "not_after");
  self->cancelled_at_ms = yqq_message_reader_get_optional_time (&reader, "cancelled_at");
  self->me = yqq_message_reader_get_boolean (&reader, "me");
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

JsonObject *
yqq_authorised_user_to_json (const YqqAuthorisedUser *self)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "grant", self->grant);
  json_object_set_string_member (object, "code", self->code);
  json_object_set_string_member (object, "name", self->name);
  json_object_set_string_member (object, "id_type", yqq_id_type_to_nick (self->id_type));
  json_object_set_string_member (object, "id_number_masked", self->id_number_masked);
  yqq_message_set_text (object, "phone_masked", self->phone_masked);
  json_object_set_string_member (object, "kind", yqq_certificate_kind_to_nick (self->kind));
  yqq_message_set_roles (object, self->roles);
  json_object_set_string_member (object, "state", yqq_grant_state_to_nick (self->state));
  yqq_message_set_strings (object, "permissions", (const char *const *)self->permissions);
  yqq_message_set_time (object, "created_at", self->created_at_ms);
  yqq_message_set_time (object, "not_after", self->not_after_ms);
  yqq_message_set_time (object, "cancelled_at", self->cancelled_at_ms);
  json_object_set_boolean_member (object, "me", self->me);
  return object;
}

YqqAuthorisedUser *
yqq_authorised_user_copy (const YqqAuthorisedUser *self)
{
  YqqAuthorisedUser *copy = g_new (YqqAuthorisedUser, 1);
  *copy = *self;
  copy->grant = g_strdup (self->grant);
  copy->code = g_strdup (self->code);
  copy->name = g_strdup (self->name);
  copy->id_number_masked = g_strdup (self->id_number_masked);
  copy->phone_masked = g_strdup (self->phone_masked);
  copy->permissions = g_strdupv (self->permissions);
  return copy;
}

void
yqq_authorised_user_free (YqqAuthorisedUser *self)
{
  if (self == NULL)
    return;
  g_free (self->grant);
  g_free (self->code);
  g_free (self->name);
  g_free (self->id_number_masked);
  g_free (self->phone_masked);
  g_strfreev (self->permissions);
  g_free (self);
}

YqqAuthorisedUsers *
yqq_authorised_users_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqAuthorisedUsers) self = g_new0 (YqqAuthorisedUsers, 1);
  self->users = yqq_message_reader_dup_elements (&reader, "grants", YQQ_USERS_PAGE_MAX,
                                                 (YqqElementReader)yqq_authorised_user_from_json,
                                                 (GDestroyNotify)yqq_authorised_user_free);
  self->next = yqq_message_reader_dup_optional_identifier (&reader, "next");
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

JsonObject *
yqq_authorised_users_to_json (const YqqAuthorisedUsers *self)
{
  JsonObject *object = json_object_new ();
  yqq_message_set_elements (object, "grants", self->users,
                            (YqqElementWriter)yqq_authorised_user_to_json);
  yqq_message_set_text (object, "next", self->next);
  return object;
}

void
yqq_authorised_users_free (YqqAuthorisedUsers *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->users, g_ptr_array_unref);
  g_free (self->next);
  g_free (self);
}

YqqRevealedUser *
yqq_revealed_user_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqRevealedUser) self = g_new0 (YqqRevealedUser, 1);
  self->id_number = yqq_message_reader_dup_text (&reader, "id_number", NUMBER_MAX_LENGTH);
  self->phone = yqq_message_reader_dup_optional_text (&reader, "phone", NUMBER_MAX_LENGTH);
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

JsonObject *
yqq_revealed_user_to_json (const YqqRevealedUser *self)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "id_number", self->id_number);
  yqq_message_set_text (object, "phone", self->phone);
  return object;
}

void
yqq_revealed_user_free (YqqRevealedUser *self)
{
  if (self == NULL)
    return;
  g_free (self->id_number);
  g_free (self->phone);
  g_free (self);
}
