/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/authenticator.h"

#include "base/json.h"
#include "protocol/shared-members.h"

#define CREDENTIAL_MAX_BYTES 1023

YqqAuthenticatorView *
yqq_authenticator_view_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqAuthenticatorView) self = g_new0 (YqqAuthenticatorView, 1);
  self->id = yqq_message_reader_dup_identifier (&reader, "id");
  self->label = yqq_message_reader_dup_text (&reader, "label", YQQ_AUTHENTICATOR_LABEL_MAX_LENGTH);
  self->credential = yqq_message_reader_dup_bytes (&reader, "credential", 1, CREDENTIAL_MAX_BYTES);
  self->added_at_ms = yqq_message_reader_get_time (&reader, "added_at");
  self->used_at_ms = yqq_message_reader_get_optional_time (&reader, "used_at");
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

JsonObject *
yqq_authenticator_view_to_json (const YqqAuthenticatorView *self)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "id", self->id);
  json_object_set_string_member (object, "label", self->label);
  yqq_json_set_bytes (object, "credential", self->credential);
  yqq_message_set_time (object, "added_at", self->added_at_ms);
  if (self->used_at_ms != 0)
    yqq_message_set_time (object, "used_at", self->used_at_ms);
  return object;
}

void
yqq_authenticator_view_free (YqqAuthenticatorView *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->label);
  g_clear_pointer (&self->credential, g_bytes_unref);
  g_free (self);
}

GPtrArray *
yqq_authenticators_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (GPtrArray) read =
      yqq_message_reader_dup_elements (&reader, "authenticators", YQQ_AUTHENTICATORS_MAX_COUNT,
                                       (YqqElementReader)yqq_authenticator_view_from_json,
                                       (GDestroyNotify)yqq_authenticator_view_free);
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&read) : NULL;
}

JsonObject *
yqq_authenticators_to_json (GPtrArray *authenticators)
{
  JsonObject *object = json_object_new ();
  yqq_message_set_elements (object, "authenticators", authenticators,
                            (YqqElementWriter)yqq_authenticator_view_to_json);
  return object;
}

YqqAuthenticatorAddition *
yqq_authenticator_addition_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqAuthenticatorAddition) self = g_new0 (YqqAuthenticatorAddition, 1);
  self->label = yqq_message_reader_dup_text (&reader, "label", YQQ_AUTHENTICATOR_LABEL_MAX_LENGTH);
  self->identity = yqq_message_reader_dup_optional_identifier (&reader, "identity");
  JsonObject *registration = yqq_message_reader_get_object (&reader, "registration");
  if (registration != NULL)
    self->registration = json_object_ref (registration);
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

JsonObject *
yqq_authenticator_addition_to_json (const YqqAuthenticatorAddition *self)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "label", self->label);
  yqq_message_set_text (object, "identity", self->identity);
  json_object_set_object_member (object, "registration", json_object_ref (self->registration));
  return object;
}

void
yqq_authenticator_addition_free (YqqAuthenticatorAddition *self)
{
  if (self == NULL)
    return;
  g_free (self->label);
  g_free (self->identity);
  g_clear_pointer (&self->registration, json_object_unref);
  g_free (self);
}

char *
yqq_authenticator_label_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autofree char *label =
      yqq_message_reader_dup_text (&reader, "label", YQQ_AUTHENTICATOR_LABEL_MAX_LENGTH);
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&label) : NULL;
}

JsonObject *
yqq_authenticator_label_to_json (const char *label)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "label", label);
  return object;
}
