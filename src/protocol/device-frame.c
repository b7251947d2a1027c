/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/device-frame.h"

#include <string.h>

#include "base/json.h"
#include "model/nick-table.h"
#include "protocol/message-reader.h"
#include "protocol/relying-party-frame.h"
#include "protocol/time-text.h"

static const char *const type_nicks[YQQ_DEVICE_FRAME_TYPE_COUNT] = {
    [YQQ_DEVICE_FRAME_CONFIRM] = "confirm",       [YQQ_DEVICE_FRAME_REJECT] = "reject",
    [YQQ_DEVICE_FRAME_SIGNED] = "signed",         [YQQ_DEVICE_FRAME_REFUSE] = "refuse",
    [YQQ_DEVICE_FRAME_DISCONNECT] = "disconnect",
};

static const YqqSessionMessage messages[YQQ_DEVICE_FRAME_TYPE_COUNT] = {
    [YQQ_DEVICE_FRAME_CONFIRM] = YQQ_SESSION_MESSAGE_CONFIRM,
    [YQQ_DEVICE_FRAME_REJECT] = YQQ_SESSION_MESSAGE_REJECT,
    [YQQ_DEVICE_FRAME_SIGNED] = YQQ_SESSION_MESSAGE_SIGNED,
    [YQQ_DEVICE_FRAME_REFUSE] = YQQ_SESSION_MESSAGE_REFUSE,
    [YQQ_DEVICE_FRAME_DISCONNECT] = YQQ_SESSION_MESSAGE_DISCONNECT,
};

static const char *const refusal_nicks[] = {
    [YQQ_REFUSAL_USER] = "user",
    [YQQ_REFUSAL_LIMIT] = "limit",
    [YQQ_REFUSAL_ERROR] = "error",
};

static gboolean
type_from_nick (const char *nick, gpointer type)
{
  return yqq_nick_table_find (type_nicks, YQQ_DEVICE_FRAME_TYPE_COUNT, nick, type);
}

const char *
yqq_device_frame_type_to_nick (YqqDeviceFrameType type)
{
  g_return_val_if_fail ((guint)type < YQQ_DEVICE_FRAME_TYPE_COUNT, NULL);
  return type_nicks[type];
}

YqqSessionMessage
yqq_device_frame_get_message (const YqqDeviceFrame *self)
{
  return messages[self->type];
}

const char *
yqq_refusal_to_nick (YqqRefusal refusal)
{
  g_return_val_if_fail ((guint)refusal < G_N_ELEMENTS (refusal_nicks), NULL);
  return refusal_nicks[refusal];
}

gboolean
yqq_refusal_from_nick (const char *nick, YqqRefusal *refusal)
{
  return yqq_nick_table_find (refusal_nicks, G_N_ELEMENTS (refusal_nicks), nick, (guint *)refusal);
}

static void
read_confirm (YqqDeviceFrame *self, YqqMessageReader *reader)
{
  self->certificates = yqq_message_reader_dup_strings (
      reader, "certificates", YQQ_DEVICE_FRAME_MAX_CERTIFICATES, YQQ_FINGERPRINT_LENGTH);
  if (self->certificates == NULL)
    return;
  if (self->certificates[0] == NULL)
    yqq_message_reader_fail (reader, "certificates", "empty");
  for (guint i = 0; self->certificates[i] != NULL; i++)
    if (!yqq_fingerprint_is_valid (self->certificates[i]))
      yqq_message_reader_fail (reader, "certificates", "holds something else than a fingerprint");
}

YqqDeliveredSignature *
yqq_delivered_signature_new (const char *document, GBytes *signature)
{
  YqqDeliveredSignature *self = g_new0 (YqqDeliveredSignature, 1);
  self->document = g_strdup (document);
  self->signature = g_bytes_ref (signature);
  return self;
}

YqqDeliveredSignature *
yqq_delivered_signature_new_by_value (const char *document, GBytes *value, gint64 signed_at_ms)
{
  YqqDeliveredSignature *self = g_new0 (YqqDeliveredSignature, 1);
  self->document = g_strdup (document);
  self->value = g_bytes_ref (value);
  self->signed_at_ms = signed_at_ms;
  return self;
}

YqqDeliveredSignature *
yqq_delivered_signature_copy (const YqqDeliveredSignature *self)
{
  if (self->value != NULL)
    return yqq_delivered_signature_new_by_value (self->document, self->value, self->signed_at_ms);
  return yqq_delivered_signature_new (self->document, self->signature);
}

void
yqq_delivered_signature_free (YqqDeliveredSignature *self)
{
  if (self == NULL)
    return;
  g_free (self->document);
  g_clear_pointer (&self->signature, g_bytes_unref);
  g_clear_pointer (&self->value, g_bytes_unref);
  g_free (self);
}

gsize
yqq_delivered_signature_get_frame_bytes (const YqqDeliveredSignature *self)
{
  GBytes *bytes = self->value != NULL ? self->value : self->signature;
  gsize base64 = (g_bytes_get_size (bytes) + 2) / 3 * 4;
  gsize around =
      self->value != NULL
          ? strlen ("{\"document\":\"\",\"value\":\"\",\"signed_at\":\"\"},") + YQQ_TIME_TEXT_LENGTH
          : strlen ("{\"document\":\"\",\"signature\":\"\"},");
  return around + strlen (self->document) + base64;
}

static YqqDeliveredSignature *
read_signature (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqDeliveredSignature) self = g_new0 (YqqDeliveredSignature, 1);
  self->document = yqq_message_reader_dup_identifier (&reader, "document");
  if (yqq_message_reader_has (&reader, "value")) {
    self->value = yqq_message_reader_dup_bytes (&reader, "value", YQQ_DEVICE_FRAME_VALUE_SIZE,
                                                YQQ_DEVICE_FRAME_VALUE_SIZE);
    self->signed_at_ms = yqq_message_reader_get_time (&reader, "signed_at");
    if (self->signed_at_ms == 0)
      yqq_message_reader_fail (&reader, "signed_at", "before there were signatures");
    if (yqq_message_reader_has (&reader, "signature"))
      yqq_message_reader_fail (&reader, "value", "beside a whole signature");
  } else {
    self->signature =
        yqq_message_reader_dup_bytes (&reader, "signature", 1, YQQ_DEVICE_FRAME_MAX_SIGNATURE);
  }
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

static gboolean
has_document (GPtrArray *signatures, const char *document)
{
  for (guint i = 0; i < signatures->len; i++)
    if (g_str_equal (((YqqDeliveredSignature *)signatures->pdata[i])->document, document))
      return TRUE;
  return FALSE;
}

static void
read_signed (YqqDeviceFrame *self, YqqMessageReader *reader)
{
  self->request_id = yqq_message_reader_dup_identifier (reader, "request_id");
  self->signatures = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_delivered_signature_free);
  JsonArray *array =
      yqq_message_reader_get_objects (reader, "signatures", YQQ_SESSION_MAX_DOCUMENTS);
  if (array != NULL && json_array_get_length (array) == 0)
    yqq_message_reader_fail (reader, "signatures", "empty");
  for (guint i = 0; reader->error == NULL && i < json_array_get_length (array); i++) {
    YqqDeliveredSignature *signature =
        read_signature (json_array_get_object_element (array, i), &reader->error);
    if (signature == NULL)
      return;
    if (has_document (self->signatures, signature->document))
      yqq_message_reader_fail (reader, "signatures", "two of the same document");
    g_ptr_array_add (self->signatures, signature);
  }
}

static JsonArray *
write_signatures (GPtrArray *signatures)
{
  JsonArray *array = json_array_new ();
  for (guint i = 0; i < signatures->len; i++) {
    const YqqDeliveredSignature *signature = signatures->pdata[i];
    JsonObject *object = json_object_new ();
    json_object_set_string_member (object, "document", signature->document);
    if (signature->value != NULL) {
      yqq_json_set_bytes (object, "value", signature->value);
      yqq_message_set_time (object, "signed_at", signature->signed_at_ms);
    } else {
      yqq_json_set_bytes (object, "signature", signature->signature);
    }
    json_array_add_object_element (array, object);
  }
  return array;
}

static void
read_refuse (YqqDeviceFrame *self, YqqMessageReader *reader)
{
  self->request_id = yqq_message_reader_dup_identifier (reader, "request_id");
  self->refusal =
      yqq_message_reader_get_nick (reader, "reason", (YqqNickReader)yqq_refusal_from_nick);
}

static void
read_disconnect (YqqDeviceFrame *self, YqqMessageReader *reader)
{
  self->reason =
      yqq_message_reader_get_nick (reader, "reason", (YqqNickReader)yqq_session_reason_from_nick);
  switch (self->reason) {
  case YQQ_SESSION_REASON_USER:
  case YQQ_SESSION_REASON_IDLE:
  case YQQ_SESSION_REASON_LOCKED:
  case YQQ_SESSION_REASON_SUSPENDED:
  case YQQ_SESSION_REASON_EXIT:
    break;
  default:
    yqq_message_reader_fail (reader, "reason", "not a reason of a device");
  }
}

YqqDeviceFrame *
yqq_device_frame_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqDeviceFrame) self = g_new0 (YqqDeviceFrame, 1);
  self->seq = yqq_message_reader_get_int (&reader, "seq", 1, G_MAXINT32);
  self->type = yqq_message_reader_get_nick (&reader, "type", type_from_nick);
  if (reader.error == NULL) {
    switch (self->type) {
    case YQQ_DEVICE_FRAME_CONFIRM:
      read_confirm (self, &reader);
      break;
    case YQQ_DEVICE_FRAME_REJECT:
      break;
    case YQQ_DEVICE_FRAME_SIGNED:
      read_signed (self, &reader);
      break;
    case YQQ_DEVICE_FRAME_REFUSE:
      read_refuse (self, &reader);
      break;
    case YQQ_DEVICE_FRAME_DISCONNECT:
      read_disconnect (self, &reader);
      break;
    }
  }
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

JsonObject *
yqq_device_frame_to_json (const YqqDeviceFrame *self)
{
  JsonObject *object = json_object_new ();
  json_object_set_int_member (object, "seq", self->seq);
  json_object_set_string_member (object, "type", type_nicks[self->type]);
  switch (self->type) {
  case YQQ_DEVICE_FRAME_CONFIRM:
    yqq_message_set_strings (object, "certificates", (const char *const *)self->certificates);
    break;
  case YQQ_DEVICE_FRAME_REJECT:
    break;
  case YQQ_DEVICE_FRAME_SIGNED:
    json_object_set_string_member (object, "request_id", self->request_id);
    json_object_set_array_member (object, "signatures", write_signatures (self->signatures));
    break;
  case YQQ_DEVICE_FRAME_REFUSE:
    json_object_set_string_member (object, "request_id", self->request_id);
    yqq_message_set_text (object, "reason", yqq_refusal_to_nick (self->refusal));
    break;
  case YQQ_DEVICE_FRAME_DISCONNECT:
    yqq_message_set_text (object, "reason", yqq_session_reason_to_nick (self->reason));
    break;
  }
  return object;
}

void
yqq_device_frame_free (YqqDeviceFrame *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->certificates);
  g_free (self->request_id);
  g_clear_pointer (&self->signatures, g_ptr_array_unref);
  g_free (self);
}
