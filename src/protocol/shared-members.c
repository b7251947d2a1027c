/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/shared-members.h"

#include "model/grant.h"
#include "model/permission.h"
#include "protocol/relying-party-frame.h"

#define ROLE_MAX_LENGTH 32

guint
yqq_message_reader_get_roles (YqqMessageReader *self)
{
  guint roles = 0;
  g_auto (GStrv) nicks =
      yqq_message_reader_dup_strings (self, "roles", YQQ_ROLE_COUNT, ROLE_MAX_LENGTH);
  for (guint i = 0; nicks != NULL && nicks[i] != NULL; i++) {
    YqqRole role;
    if (yqq_role_from_nick (nicks[i], &role))
      roles |= role;
    else
      yqq_message_reader_fail (self, "roles", "holds an unknown role");
  }
  return roles;
}

void
yqq_message_set_roles (JsonObject *object, guint roles)
{
  JsonArray *array = json_array_new ();
  for (guint i = 0; i < YQQ_ROLE_COUNT; i++)
    if ((roles & (1u << i)) != 0)
      json_array_add_string_element (array, yqq_role_to_nick ((YqqRole)(1u << i)));
  json_object_set_array_member (object, "roles", array);
}

GStrv
yqq_message_reader_dup_permissions (YqqMessageReader *self)
{
  g_auto (GStrv) permissions = yqq_message_reader_dup_strings (
      self, "permissions", YQQ_PERMISSIONS_MAX_COUNT, YQQ_PERMISSION_MAX_LENGTH);
  g_autoptr (GError) error = NULL;
  if (permissions == NULL)
    return NULL;
  if (!yqq_permissions_validate ((const char *const *)permissions, &error)) {
    yqq_message_reader_fail (self, "permissions", error->message);
    return NULL;
  }
  return g_steal_pointer (&permissions);
}

void
yqq_message_reader_get_quota (YqqMessageReader *self, YqqQuota *quota)
{
  YqqMessageReader reader = {.object = yqq_message_reader_get_object (self, "quota")};
  if (reader.object == NULL)
    return;
  quota->total = yqq_message_reader_get_int (&reader, "total", 0, YQQ_QUOTA_MAX);
  quota->in_use = yqq_message_reader_get_int (&reader, "in_use", 0, YQQ_QUOTA_MAX);
  quota->suspended = yqq_message_reader_get_int (&reader, "suspended", 0, YQQ_QUOTA_MAX);
  quota->cancelled = yqq_message_reader_get_int (&reader, "cancelled", 0, YQQ_QUOTA_MAX);
  if (reader.error != NULL)
    yqq_message_reader_take_error (self, "quota", reader.error);
}

void
yqq_message_set_quota (JsonObject *object, const YqqQuota *quota)
{
  JsonObject *member = json_object_new ();
  json_object_set_int_member (member, "total", quota->total);
  json_object_set_int_member (member, "in_use", quota->in_use);
  json_object_set_int_member (member, "suspended", quota->suspended);
  json_object_set_int_member (member, "cancelled", quota->cancelled);
  json_object_set_object_member (object, "quota", member);
}

char *
yqq_message_reader_dup_fingerprint (YqqMessageReader *self, const char *member)
{
  g_autofree char *text = yqq_message_reader_dup_text (self, member, YQQ_FINGERPRINT_LENGTH);
  if (text != NULL && !yqq_fingerprint_is_valid (text)) {
    yqq_message_reader_fail (self, member, "not a fingerprint");
    return NULL;
  }
  return g_steal_pointer (&text);
}

GPtrArray *
yqq_message_reader_dup_elements (YqqMessageReader *self,
                                 const char *member,
                                 guint max_length,
                                 YqqElementReader read,
                                 GDestroyNotify free)
{
  GPtrArray *elements = g_ptr_array_new_with_free_func (free);
  JsonArray *array = yqq_message_reader_get_objects (self, member, max_length);
  for (guint i = 0; self->error == NULL && i < json_array_get_length (array); i++) {
    gpointer element = read (json_array_get_object_element (array, i), &self->error);
    if (element != NULL)
      g_ptr_array_add (elements, element);
  }
  return elements;
}

void
yqq_message_set_elements (JsonObject *object,
                          const char *member,
                          GPtrArray *elements,
                          YqqElementWriter write)
{
  JsonArray *array = json_array_new ();
  for (guint i = 0; elements != NULL && i < elements->len; i++)
    json_array_add_object_element (array, write (g_ptr_array_index (elements, i)));
  json_object_set_array_member (object, member, array);
}
