/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/me.h"

#include "protocol/certificates.h"
#include "protocol/enrolment.h"
#include "protocol/pin.h"
#include "protocol/shared-members.h"

#define CREDIT_CODE_LENGTH 18
#define MAX_MEMBERSHIPS 64

void
yqq_membership_free (YqqMembership *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->enterprise);
  g_free (self);
}

static YqqEnterprise *
read_enterprise (YqqMessageReader *reader)
{
  JsonObject *object = yqq_message_reader_get_object (reader, "enterprise");
  return object != NULL ? yqq_enterprise_from_json (object, &reader->error) : NULL;
}

static YqqMembership *
read_membership (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqMembership) self = g_new0 (YqqMembership, 1);
  self->enterprise = read_enterprise (&reader);
  self->roles = yqq_message_reader_get_roles (&reader);
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

static void
read_pin (YqqMe *self, YqqMessageReader *reader)
{
  YqqMessageReader pin = {.object = yqq_message_reader_get_object (reader, "pin")};
  if (pin.object == NULL)
    return;
  self->pin_set = yqq_message_reader_get_boolean (&pin, "set");
  self->pin_tries_left = (guint)yqq_message_reader_get_int (&pin, "tries_left", 0, YQQ_PIN_TRIES);
  self->pin_locked = yqq_message_reader_get_boolean (&pin, "locked");
  if (pin.error != NULL)
    yqq_message_reader_take_error (reader, "pin", pin.error);
}

YqqMe *
yqq_me_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqMe) self = g_new0 (YqqMe, 1);
  self->memberships = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_membership_free);
  self->device_id = yqq_message_reader_dup_identifier (&reader, "device_id");
  JsonObject *person = yqq_message_reader_get_object (&reader, "person");
  if (person != NULL)
    self->person = yqq_person_from_json (person, &reader.error);
  read_pin (self, &reader);
  JsonArray *array = yqq_message_reader_get_objects (&reader, "memberships", MAX_MEMBERSHIPS);
  for (guint i = 0; reader.error == NULL && i < json_array_get_length (array); i++) {
    YqqMembership *membership =
        read_membership (json_array_get_object_element (array, i), &reader.error);
    if (membership != NULL)
      g_ptr_array_add (self->memberships, membership);
  }
  self->demonstration = yqq_message_reader_get_boolean (&reader, "demonstration");
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

JsonObject *
yqq_me_to_json (const YqqMe *self)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "device_id", self->device_id);
  json_object_set_object_member (object, "person", yqq_person_to_json (self->person));
  JsonObject *pin = json_object_new ();
  json_object_set_boolean_member (pin, "set", self->pin_set);
  json_object_set_int_member (pin, "tries_left", self->pin_tries_left);
  json_object_set_boolean_member (pin, "locked", self->pin_locked);
  json_object_set_object_member (object, "pin", pin);
  JsonArray *memberships = json_array_new ();
  for (guint i = 0; i < self->memberships->len; i++) {
    const YqqMembership *membership = g_ptr_array_index (self->memberships, i);
    JsonObject *element = json_object_new ();
    json_object_set_object_member (element, "enterprise",
                                   yqq_enterprise_to_json (membership->enterprise));
    yqq_message_set_roles (element, membership->roles);
    json_array_add_object_element (memberships, element);
  }
  json_object_set_array_member (object, "memberships", memberships);
  json_object_set_boolean_member (object, "demonstration", self->demonstration);
  return object;
}

void
yqq_me_free (YqqMe *self)
{
  if (self == NULL)
    return;
  g_free (self->device_id);
  g_clear_object (&self->person);
  g_clear_pointer (&self->memberships, g_ptr_array_unref);
  g_free (self);
}

static YqqGrant *
read_grant (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (GPtrArray) certificates = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *id = yqq_message_reader_dup_identifier (&reader, "id");
  g_autofree char *code = yqq_message_reader_dup_identifier (&reader, "code");
  g_autoptr (YqqEnterprise) enterprise = read_enterprise (&reader);
  YqqCertificateKind kind =
      yqq_message_reader_get_nick (&reader, "kind", (YqqNickReader)yqq_certificate_kind_from_nick);
  guint roles = yqq_message_reader_get_roles (&reader);
  YqqGrantState state =
      yqq_message_reader_get_nick (&reader, "state", (YqqNickReader)yqq_grant_state_from_nick);
  g_auto (GStrv) permissions = yqq_message_reader_has (&reader, "permissions")
                                   ? yqq_message_reader_dup_permissions (&reader)
                                   : NULL;
  gint64 not_after_ms = yqq_message_reader_get_time (&reader, "not_after");
  JsonArray *array = yqq_message_reader_get_objects (&reader, "certificates", YQQ_GRANTS_MAX_COUNT);
  for (guint i = 0; reader.error == NULL && i < json_array_get_length (array); i++) {
    YqqCertificate *certificate =
        yqq_certificate_from_json (json_array_get_object_element (array, i), &reader.error);
    if (certificate != NULL)
      g_ptr_array_add (certificates, certificate);
  }
  if (!yqq_message_reader_finish (&reader, error))
    return NULL;
  YqqGrant *grant =
      yqq_grant_new (id, code, enterprise, kind, roles, state, not_after_ms, certificates);
  if (permissions != NULL)
    yqq_grant_set_permissions (grant, (const char *const *)permissions);
  return grant;
}

static JsonObject *
write_grant (YqqGrant *grant)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "id", yqq_grant_get_id (grant));
  json_object_set_string_member (object, "code", yqq_grant_get_code (grant));
  json_object_set_object_member (object, "enterprise",
                                 yqq_enterprise_to_json (yqq_grant_get_enterprise (grant)));
  json_object_set_string_member (object, "kind",
                                 yqq_certificate_kind_to_nick (yqq_grant_get_kind (grant)));
  yqq_message_set_roles (object, yqq_grant_get_roles (grant));
  json_object_set_string_member (object, "state",
                                 yqq_grant_state_to_nick (yqq_grant_get_state (grant)));
  yqq_message_set_strings (object, "permissions", yqq_grant_get_permissions (grant));
  yqq_message_set_time (object, "not_after", yqq_grant_get_not_after_ms (grant));
  GPtrArray *certificates = yqq_grant_get_certificates (grant);
  JsonArray *array = json_array_new ();
  for (guint i = 0; i < certificates->len; i++)
    json_array_add_object_element (array,
                                   yqq_certificate_to_json (g_ptr_array_index (certificates, i)));
  json_object_set_array_member (object, "certificates", array);
  return object;
}

GPtrArray *
yqq_grants_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (GPtrArray) grants = g_ptr_array_new_with_free_func (g_object_unref);
  JsonArray *array = yqq_message_reader_get_objects (&reader, "grants", YQQ_GRANTS_MAX_COUNT);
  for (guint i = 0; reader.error == NULL && i < json_array_get_length (array); i++) {
    YqqGrant *grant = read_grant (json_array_get_object_element (array, i), &reader.error);
    if (grant != NULL)
      g_ptr_array_add (grants, grant);
  }
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&grants) : NULL;
}

JsonObject *
yqq_grants_to_json (GPtrArray *grants)
{
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_new ();
  for (guint i = 0; i < grants->len; i++)
    json_array_add_object_element (array, write_grant (g_ptr_array_index (grants, i)));
  json_object_set_array_member (object, "grants", array);
  return object;
}

YqqEnterprise *
yqq_enterprise_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autofree char *id = yqq_message_reader_dup_identifier (&reader, "id");
  g_autofree char *name = yqq_message_reader_dup_text (&reader, "name", YQQ_NAME_MAX_LENGTH);
  g_autofree char *code = yqq_message_reader_dup_text (&reader, "credit_code", CREDIT_CODE_LENGTH);
  g_autofree char *representative =
      yqq_message_reader_dup_optional_text (&reader, "legal_representative", YQQ_NAME_MAX_LENGTH);
  gboolean demonstration = yqq_message_reader_has (&reader, "demonstration") &&
                           yqq_message_reader_get_boolean (&reader, "demonstration");
  if (!yqq_message_reader_finish (&reader, error))
    return NULL;
  return yqq_enterprise_new (id, name, code, representative, demonstration);
}

JsonObject *
yqq_enterprise_to_json (YqqEnterprise *enterprise)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "id", yqq_enterprise_get_id (enterprise));
  json_object_set_string_member (object, "name", yqq_enterprise_get_name (enterprise));
  json_object_set_string_member (object, "credit_code",
                                 yqq_enterprise_get_credit_code (enterprise));
  yqq_message_set_text (object, "legal_representative",
                        yqq_enterprise_get_legal_representative (enterprise));
  json_object_set_boolean_member (object, "demonstration",
                                  yqq_enterprise_get_demonstration (enterprise));
  return object;
}
