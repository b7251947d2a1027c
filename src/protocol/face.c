/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/face.h"

#include "protocol/message-reader.h"

#define TEXT_MAX_LENGTH 120

YqqFaceEnrolment *
yqq_face_enrolment_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqFaceEnrolment) self = g_new0 (YqqFaceEnrolment, 1);
  self->template_id = yqq_message_reader_dup_identifier (&reader, "template");
  self->model = yqq_message_reader_dup_text (&reader, "model", TEXT_MAX_LENGTH);
  self->consent = yqq_message_reader_dup_text (&reader, "consent", TEXT_MAX_LENGTH);
  self->identity = yqq_message_reader_dup_optional_identifier (&reader, "identity");
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

JsonObject *
yqq_face_enrolment_to_json (const YqqFaceEnrolment *self)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "template", self->template_id);
  json_object_set_string_member (object, "model", self->model);
  json_object_set_string_member (object, "consent", self->consent);
  yqq_message_set_text (object, "identity", self->identity);
  return object;
}

void
yqq_face_enrolment_free (YqqFaceEnrolment *self)
{
  if (self == NULL)
    return;
  g_free (self->template_id);
  g_free (self->model);
  g_free (self->consent);
  g_free (self->identity);
  g_free (self);
}

YqqFaceReceipt *
yqq_face_receipt_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqFaceReceipt) self = g_new0 (YqqFaceReceipt, 1);
  self->enrolled_at_ms = yqq_message_reader_get_time (&reader, "enrolled_at");
  self->expires_at_ms = yqq_message_reader_get_time (&reader, "expires_at");
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

JsonObject *
yqq_face_receipt_to_json (const YqqFaceReceipt *self)
{
  JsonObject *object = json_object_new ();
  yqq_message_set_time (object, "enrolled_at", self->enrolled_at_ms);
  yqq_message_set_time (object, "expires_at", self->expires_at_ms);
  return object;
}

void
yqq_face_receipt_free (YqqFaceReceipt *self)
{
  g_free (self);
}
