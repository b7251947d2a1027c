/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/session-request.h"

#include <string.h>

#include "base/json.h"
#include "protocol/message-reader.h"

#define MAX_BYTES (12 * 1024)
#define AUDIENCE_MAX_LENGTH 300
#define NONCE_MAX_LENGTH 64
#define LAST_SECOND G_GINT64_CONSTANT (253402300799)

YqqSessionRequest *
yqq_session_request_parse (GBytes *payload, GError **error)
{
  gsize size;
  const char *text = g_bytes_get_data (payload, &size);
  if (size > MAX_BYTES) {
    yqq_protocol_error_set (error, YQQ_PROTOCOL_ERROR_TOO_LARGE, NULL, "over 12 KB");
    return NULL;
  }
  g_autoptr (JsonObject) object =
      yqq_json_parse (size > 0 ? text : "", (gssize)size, MAX_BYTES, NULL);
  if (object == NULL) {
    yqq_protocol_error_set (error, YQQ_PROTOCOL_ERROR_MALFORMED, NULL, "not a JSON object");
    return NULL;
  }
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqSessionRequest) self = g_new0 (YqqSessionRequest, 1);
  self->issuer = yqq_message_reader_dup_identifier (&reader, "iss");
  self->audience = yqq_message_reader_dup_text (&reader, "aud", AUDIENCE_MAX_LENGTH);
  self->issued_at = yqq_message_reader_get_int (&reader, "iat", 0, LAST_SECOND);
  self->expires_at = yqq_message_reader_get_int (&reader, "exp", 0, LAST_SECOND);
  self->id = yqq_message_reader_dup_identifier (&reader, "jti");
  self->purpose = yqq_message_reader_dup_text (&reader, "purpose", YQQ_SESSION_PURPOSE_MAX_LENGTH);
  self->session_id = yqq_message_reader_dup_optional_text (&reader, "sid", NONCE_MAX_LENGTH);
  self->nonce = yqq_message_reader_dup_optional_text (&reader, "nonce", NONCE_MAX_LENGTH);
  if (reader.error == NULL)
    self->documents =
        yqq_document_references_from_json (object, YQQ_DOCUMENT_FORM_DIGESTS, 0, &reader.error);
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

GBytes *
yqq_session_request_to_bytes (const YqqSessionRequest *self)
{
  g_autoptr (JsonObject) object = json_object_new ();
  json_object_set_string_member (object, "iss", self->issuer);
  json_object_set_string_member (object, "aud", self->audience);
  json_object_set_int_member (object, "iat", self->issued_at);
  json_object_set_int_member (object, "exp", self->expires_at);
  json_object_set_string_member (object, "jti", self->id);
  json_object_set_string_member (object, "purpose", self->purpose);
  json_object_set_array_member (
      object, "documents",
      yqq_document_references_to_json (self->documents, YQQ_DOCUMENT_FORM_DIGESTS));
  yqq_message_set_text (object, "sid", self->session_id);
  yqq_message_set_text (object, "nonce", self->nonce);
  g_autofree char *text = yqq_json_to_string (object);
  gsize length = strlen (text);
  return g_bytes_new_take (g_steal_pointer (&text), length);
}

static gboolean
refuse (GError **error, YqqProtocolError code, const char *member, const char *message)
{
  yqq_protocol_error_set (error, code, member, message);
  return FALSE;
}

gboolean
yqq_session_request_check (const YqqSessionRequest *self,
                           const char *issuer,
                           const char *audience,
                           gint64 now_ms,
                           const char *session_id,
                           const char *nonce,
                           GError **error)
{
  gint64 now = now_ms / 1000;
  if (!g_str_equal (self->issuer, issuer))
    return refuse (error, YQQ_PROTOCOL_ERROR_MISMATCH, "iss", "of another relying party");
  if (!g_str_equal (self->audience, audience))
    return refuse (error, YQQ_PROTOCOL_ERROR_MISMATCH, "aud", "for another authority");
  if (g_strcmp0 (self->session_id, session_id) != 0)
    return refuse (error, YQQ_PROTOCOL_ERROR_MISMATCH, "sid", "for another session");
  if (g_strcmp0 (self->nonce, nonce) != 0)
    return refuse (error, YQQ_PROTOCOL_ERROR_MISMATCH, "nonce", "for another scan");
  if (self->expires_at <= self->issued_at ||
      self->expires_at - self->issued_at > YQQ_SESSION_REQUEST_LIFETIME_S)
    return refuse (error, YQQ_PROTOCOL_ERROR_EXPIRED, "exp", "not within 60 s of iat");
  if (now >= self->expires_at)
    return refuse (error, YQQ_PROTOCOL_ERROR_EXPIRED, "exp", "too old");
  if (self->issued_at > now + YQQ_SESSION_REQUEST_SKEW_S)
    return refuse (error, YQQ_PROTOCOL_ERROR_EXPIRED, "iat", "in the future");
  return TRUE;
}

YqqSessionRequest *
yqq_session_request_copy (const YqqSessionRequest *self)
{
  YqqSessionRequest *copy = g_new0 (YqqSessionRequest, 1);
  *copy = *self;
  copy->issuer = g_strdup (self->issuer);
  copy->audience = g_strdup (self->audience);
  copy->id = g_strdup (self->id);
  copy->purpose = g_strdup (self->purpose);
  copy->session_id = g_strdup (self->session_id);
  copy->nonce = g_strdup (self->nonce);
  copy->documents = self->documents != NULL ? g_ptr_array_ref (self->documents) : NULL;
  return copy;
}

void
yqq_session_request_free (YqqSessionRequest *self)
{
  if (self == NULL)
    return;
  g_free (self->issuer);
  g_free (self->audience);
  g_free (self->id);
  g_free (self->purpose);
  g_free (self->session_id);
  g_free (self->nonce);
  g_clear_pointer (&self->documents, g_ptr_array_unref);
  g_free (self);
}
