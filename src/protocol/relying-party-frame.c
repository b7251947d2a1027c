/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/relying-party-frame.h"

#include <string.h>

#include "model/nick-table.h"
#include "protocol/message-reader.h"

static const char *const type_nicks[YQQ_RELYING_PARTY_FRAME_TYPE_COUNT] = {
    [YQQ_RELYING_PARTY_FRAME_REQUEST] = "request",
    [YQQ_RELYING_PARTY_FRAME_CHECK_CODE] = "check-code",
    [YQQ_RELYING_PARTY_FRAME_SIGN] = "sign",
    [YQQ_RELYING_PARTY_FRAME_CLOSE] = "close",
};

static const YqqSessionMessage messages[YQQ_RELYING_PARTY_FRAME_TYPE_COUNT] = {
    [YQQ_RELYING_PARTY_FRAME_REQUEST] = YQQ_SESSION_MESSAGE_REQUEST,
    [YQQ_RELYING_PARTY_FRAME_CHECK_CODE] = YQQ_SESSION_MESSAGE_CHECK_CODE,
    [YQQ_RELYING_PARTY_FRAME_SIGN] = YQQ_SESSION_MESSAGE_SIGN,
    [YQQ_RELYING_PARTY_FRAME_CLOSE] = YQQ_SESSION_MESSAGE_CLOSE,
};

static gboolean
type_from_nick (const char *nick, gpointer type)
{
  return yqq_nick_table_find (type_nicks, YQQ_RELYING_PARTY_FRAME_TYPE_COUNT, nick, type);
}

const char *
yqq_relying_party_frame_type_to_nick (YqqRelyingPartyFrameType type)
{
  g_return_val_if_fail ((guint)type < YQQ_RELYING_PARTY_FRAME_TYPE_COUNT, NULL);
  return type_nicks[type];
}

YqqSessionMessage
yqq_relying_party_frame_get_message (const YqqRelyingPartyFrame *self)
{
  return messages[self->type];
}

gboolean
yqq_fingerprint_is_valid (const char *text)
{
  return strspn (text, "0123456789abcdef") == YQQ_FINGERPRINT_LENGTH &&
         text[YQQ_FINGERPRINT_LENGTH] == '\0';
}

static void
read_check_code (YqqRelyingPartyFrame *self, YqqMessageReader *reader)
{
  g_autofree char *code = yqq_message_reader_dup_text (reader, "code", YQQ_CHECK_CODE_LENGTH);
  if (code == NULL)
    return;
  if (strlen (code) != YQQ_CHECK_CODE_LENGTH ||
      strspn (code, "0123456789") != YQQ_CHECK_CODE_LENGTH)
    yqq_message_reader_fail (reader, "code", "not three digits");
  else
    memcpy (self->code, code, sizeof self->code);
}

static void
read_sign (YqqRelyingPartyFrame *self, YqqMessageReader *reader)
{
  self->request_id = yqq_message_reader_dup_identifier (reader, "request_id");
  self->certificate = yqq_message_reader_dup_text (reader, "certificate", YQQ_FINGERPRINT_LENGTH);
  if (self->certificate != NULL && !yqq_fingerprint_is_valid (self->certificate))
    yqq_message_reader_fail (reader, "certificate", "not a fingerprint");
  self->algorithm =
      yqq_message_reader_get_nick (reader, "algorithm", (YqqNickReader)yqq_algorithm_from_nick);
  if (reader->error == NULL)
    self->documents = yqq_document_references_from_json (reader->object, YQQ_DOCUMENT_FORM_DIGEST,
                                                         1, &reader->error);
}

static void
read_close (YqqRelyingPartyFrame *self, YqqMessageReader *reader)
{
  self->reason = YQQ_SESSION_REASON_USER;
  if (!yqq_message_reader_has (reader, "reason"))
    return;
  self->reason =
      yqq_message_reader_get_nick (reader, "reason", (YqqNickReader)yqq_session_reason_from_nick);
  if (self->reason != YQQ_SESSION_REASON_USER && self->reason != YQQ_SESSION_REASON_DONE)
    yqq_message_reader_fail (reader, "reason", "not a reason of a relying party");
}

YqqRelyingPartyFrame *
yqq_relying_party_frame_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqRelyingPartyFrame) self = g_new0 (YqqRelyingPartyFrame, 1);
  self->seq = yqq_message_reader_get_int (&reader, "seq", 1, G_MAXINT32);
  self->type = yqq_message_reader_get_nick (&reader, "type", type_from_nick);
  if (reader.error == NULL) {
    switch (self->type) {
    case YQQ_RELYING_PARTY_FRAME_REQUEST:
      self->jws = yqq_message_reader_dup_text (&reader, "jws", YQQ_SESSION_REQUEST_MAX_LENGTH);
      break;
    case YQQ_RELYING_PARTY_FRAME_CHECK_CODE:
      read_check_code (self, &reader);
      break;
    case YQQ_RELYING_PARTY_FRAME_SIGN:
      read_sign (self, &reader);
      break;
    case YQQ_RELYING_PARTY_FRAME_CLOSE:
      read_close (self, &reader);
      break;
    }
  }
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

JsonObject *
yqq_relying_party_frame_to_json (const YqqRelyingPartyFrame *self)
{
  JsonObject *object = json_object_new ();
  json_object_set_int_member (object, "seq", self->seq);
  json_object_set_string_member (object, "type", type_nicks[self->type]);
  switch (self->type) {
  case YQQ_RELYING_PARTY_FRAME_REQUEST:
    json_object_set_string_member (object, "jws", self->jws);
    break;
  case YQQ_RELYING_PARTY_FRAME_CHECK_CODE:
    json_object_set_string_member (object, "code", self->code);
    break;
  case YQQ_RELYING_PARTY_FRAME_SIGN:
    json_object_set_string_member (object, "request_id", self->request_id);
    json_object_set_string_member (object, "certificate", self->certificate);
    json_object_set_string_member (object, "algorithm", yqq_algorithm_to_nick (self->algorithm));
    json_object_set_array_member (
        object, "documents",
        yqq_document_references_to_json (self->documents, YQQ_DOCUMENT_FORM_DIGEST));
    break;
  case YQQ_RELYING_PARTY_FRAME_CLOSE:
    yqq_message_set_text (object, "reason", yqq_session_reason_to_nick (self->reason));
    break;
  }
  return object;
}

void
yqq_relying_party_frame_free (YqqRelyingPartyFrame *self)
{
  if (self == NULL)
    return;
  g_free (self->jws);
  g_free (self->request_id);
  g_free (self->certificate);
  g_clear_pointer (&self->documents, g_ptr_array_unref);
  g_free (self);
}
