/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/pin-replacement.h"

#include "protocol/message-reader.h"

YqqPinReplacement *
yqq_pin_replacement_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqPinReplacement) self = g_new0 (YqqPinReplacement, 1);
  self->registration = yqq_pin_registration_from_json (object, error);
  if (self->registration == NULL)
    return NULL;
  self->identity = yqq_message_reader_dup_identifier (&reader, "identity");
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

JsonObject *
yqq_pin_replacement_to_json (const YqqPinReplacement *self)
{
  JsonObject *object = yqq_pin_registration_to_json (self->registration);
  json_object_set_string_member (object, "identity", self->identity);
  return object;
}

void
yqq_pin_replacement_free (YqqPinReplacement *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->registration, yqq_pin_registration_free);
  g_free (self->identity);
  g_free (self);
}
