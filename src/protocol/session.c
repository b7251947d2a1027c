/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/session.h"

#include <string.h>

#include "base/json.h"
#include "protocol/message-reader.h"
#include "protocol/relying-party-frame.h"
#include "protocol/session-request.h"

#define TOKEN_MAX_LENGTH 128
#define NAME_MAX_LENGTH 200
#define NONCE_MIN_SIZE 16
#define NONCE_MAX_SIZE 32
#define MAC_SIZE 8

YqqSessionCreated *
yqq_session_created_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqSessionCreated) self = g_new0 (YqqSessionCreated, 1);
  self->session_id = yqq_message_reader_dup_identifier (&reader, "session_id");
  self->session_token = yqq_message_reader_dup_text (&reader, "session_token", TOKEN_MAX_LENGTH);
  self->state =
      yqq_message_reader_get_nick (&reader, "state", (YqqNickReader)yqq_session_state_from_nick);
  self->expires_at_ms = yqq_message_reader_get_time (&reader, "expires_at");
  self->idle_seconds = (guint)yqq_message_reader_get_int (&reader, "idle_seconds", 1, G_MAXINT32);
  self->absolute_seconds =
      (guint)yqq_message_reader_get_int (&reader, "absolute_seconds", 1, G_MAXINT32);
  self->signature_limit =
      (guint)yqq_message_reader_get_int (&reader, "signature_limit", 1, G_MAXINT32);
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

JsonObject *
yqq_session_created_to_json (const YqqSessionCreated *self)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "session_id", self->session_id);
  json_object_set_string_member (object, "session_token", self->session_token);
  json_object_set_string_member (object, "state", yqq_session_state_to_nick (self->state));
  yqq_message_set_time (object, "expires_at", self->expires_at_ms);
  json_object_set_int_member (object, "idle_seconds", self->idle_seconds);
  json_object_set_int_member (object, "absolute_seconds", self->absolute_seconds);
  json_object_set_int_member (object, "signature_limit", self->signature_limit);
  return object;
}

void
yqq_session_created_free (YqqSessionCreated *self)
{
  if (self == NULL)
    return;
  g_free (self->session_id);
  g_free (self->session_token);
  g_free (self);
}

YqqPcSessionRequest *
yqq_pc_session_request_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqPcSessionRequest) self = g_new0 (YqqPcSessionRequest, 1);
  self->purpose = yqq_message_reader_dup_text (&reader, "purpose", YQQ_SESSION_PURPOSE_MAX_LENGTH);
  if (reader.error == NULL)
    self->documents =
        yqq_document_references_from_json (object, YQQ_DOCUMENT_FORM_DIGESTS, 0, &reader.error);
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

JsonObject *
yqq_pc_session_request_to_json (const YqqPcSessionRequest *self)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "purpose", self->purpose);
  json_object_set_array_member (
      object, "documents",
      yqq_document_references_to_json (self->documents, YQQ_DOCUMENT_FORM_DIGESTS));
  return object;
}

void
yqq_pc_session_request_free (YqqPcSessionRequest *self)
{
  if (self == NULL)
    return;
  g_free (self->purpose);
  g_clear_pointer (&self->documents, g_ptr_array_unref);
  g_free (self);
}

static void
read_view_person (YqqSessionView *self, YqqMessageReader *reader)
{
  if (!yqq_message_reader_has (reader, "person"))
    return;
  YqqMessageReader person = {.object = yqq_message_reader_get_object (reader, "person")};
  if (person.object == NULL)
    return;
  self->person_name_masked = yqq_message_reader_dup_text (&person, "name_masked", NAME_MAX_LENGTH);
  if (person.error != NULL)
    yqq_message_reader_take_error (reader, "person", person.error);
}

YqqSessionView *
yqq_session_view_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqSessionView) self = g_new0 (YqqSessionView, 1);
  self->session_id = yqq_message_reader_dup_identifier (&reader, "session_id");
  self->state =
      yqq_message_reader_get_nick (&reader, "state", (YqqNickReader)yqq_session_state_from_nick);
  if (yqq_message_reader_has (&reader, "reason"))
    self->reason = yqq_message_reader_get_nick (&reader, "reason",
                                                (YqqNickReader)yqq_session_reason_from_nick);
  self->expires_at_ms = yqq_message_reader_get_optional_time (&reader, "expires_at");
  self->idle_at_ms = yqq_message_reader_get_optional_time (&reader, "idle_at");
  self->signatures = (guint)yqq_message_reader_get_int (&reader, "signatures", 0, G_MAXINT32);
  self->signature_limit =
      (guint)yqq_message_reader_get_int (&reader, "signature_limit", 0, G_MAXINT32);
  read_view_person (self, &reader);
  self->check_code_required = yqq_message_reader_get_boolean (&reader, "check_code_required");
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

JsonObject *
yqq_session_view_to_json (const YqqSessionView *self)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "session_id", self->session_id);
  json_object_set_string_member (object, "state", yqq_session_state_to_nick (self->state));
  yqq_message_set_text (object, "reason", yqq_session_reason_to_nick (self->reason));
  yqq_message_set_time (object, "expires_at", self->expires_at_ms);
  yqq_message_set_time (object, "idle_at", self->idle_at_ms);
  json_object_set_int_member (object, "signatures", self->signatures);
  json_object_set_int_member (object, "signature_limit", self->signature_limit);
  if (self->person_name_masked != NULL) {
    JsonObject *person = json_object_new ();
    json_object_set_string_member (person, "name_masked", self->person_name_masked);
    json_object_set_object_member (object, "person", person);
  }
  json_object_set_boolean_member (object, "check_code_required", self->check_code_required);
  return object;
}

void
yqq_session_view_free (YqqSessionView *self)
{
  if (self == NULL)
    return;
  g_free (self->session_id);
  g_free (self->person_name_masked);
  g_free (self);
}

YqqSessionClaim *
yqq_session_claim_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqSessionClaim) self = g_new0 (YqqSessionClaim, 1);
  self->step = (guint)yqq_message_reader_get_int (&reader, "step", 0, G_MAXUINT16);
  self->mac = yqq_message_reader_dup_bytes (&reader, "mac", MAC_SIZE, MAC_SIZE);
  self->nonce = yqq_message_reader_dup_bytes (&reader, "nonce", NONCE_MIN_SIZE, NONCE_MAX_SIZE);
  self->via = yqq_message_reader_get_nick (&reader, "via", (YqqNickReader)yqq_claim_via_from_nick);
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

JsonObject *
yqq_session_claim_to_json (const YqqSessionClaim *self)
{
  JsonObject *object = json_object_new ();
  json_object_set_int_member (object, "step", self->step);
  yqq_json_set_bytes (object, "mac", self->mac);
  yqq_json_set_bytes (object, "nonce", self->nonce);
  json_object_set_string_member (object, "via", yqq_claim_via_to_nick (self->via));
  return object;
}

void
yqq_session_claim_free (YqqSessionClaim *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->mac, g_bytes_unref);
  g_clear_pointer (&self->nonce, g_bytes_unref);
  g_free (self);
}

YqqSessionClaimed *
yqq_session_claimed_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqSessionClaimed) self = g_new0 (YqqSessionClaimed, 1);
  self->state =
      yqq_message_reader_get_nick (&reader, "state", (YqqNickReader)yqq_session_state_from_nick);
  self->check_code =
      yqq_message_reader_dup_optional_text (&reader, "check_code", YQQ_CHECK_CODE_LENGTH);
  if (self->check_code != NULL &&
      (strlen (self->check_code) != YQQ_CHECK_CODE_LENGTH ||
       strspn (self->check_code, "0123456789") != YQQ_CHECK_CODE_LENGTH))
    yqq_message_reader_fail (&reader, "check_code", "not three digits");
  self->expires_at_ms = yqq_message_reader_get_time (&reader, "expires_at");
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

JsonObject *
yqq_session_claimed_to_json (const YqqSessionClaimed *self)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "state", yqq_session_state_to_nick (self->state));
  if (self->check_code != NULL)
    json_object_set_string_member (object, "check_code", self->check_code);
  else
    json_object_set_null_member (object, "check_code");
  yqq_message_set_time (object, "expires_at", self->expires_at_ms);
  return object;
}

void
yqq_session_claimed_free (YqqSessionClaimed *self)
{
  if (self == NULL)
    return;
  g_free (self->check_code);
  g_free (self);
}

gboolean
yqq_frame_accepted_from_json (JsonObject *object, YqqFrameAccepted *answer, GError **error)
{
  YqqMessageReader reader = {.object = object};
  YqqFrameAccepted read = {0};
  read.state =
      yqq_message_reader_get_nick (&reader, "state", (YqqNickReader)yqq_session_state_from_nick);
  read.seq = yqq_message_reader_get_int (&reader, "seq", 1, G_MAXINT32);
  if (!yqq_message_reader_finish (&reader, error))
    return FALSE;
  *answer = read;
  return TRUE;
}

JsonObject *
yqq_frame_accepted_to_json (const YqqFrameAccepted *answer)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "state", yqq_session_state_to_nick (answer->state));
  json_object_set_int_member (object, "seq", answer->seq);
  return object;
}

JsonObject *
yqq_document_supplied_to_json (const YqqDocumentReference *document)
{
  JsonObject *object = json_object_new ();
  JsonObject *digests = json_object_new ();
  json_object_set_string_member (object, "id", document->id);
  json_object_set_int_member (object, "size", document->size);
  yqq_json_set_bytes (digests, "sm3", document->sm3);
  yqq_json_set_bytes (digests, "sha-256", document->sha256);
  json_object_set_object_member (object, "digests", digests);
  return object;
}

YqqDocumentReference *
yqq_document_supplied_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqDocumentReference) self = g_new0 (YqqDocumentReference, 1);
  self->supplied = TRUE;
  self->id = yqq_message_reader_dup_identifier (&reader, "id");
  self->size = yqq_message_reader_get_int (&reader, "size", 0, YQQ_SESSION_MAX_DOCUMENT_BYTES);
  YqqMessageReader digests = {.object = yqq_message_reader_get_object (&reader, "digests")};
  if (digests.object != NULL) {
    self->sm3 = yqq_message_reader_dup_bytes (&digests, "sm3", YQQ_DOCUMENT_DIGEST_SIZE,
                                              YQQ_DOCUMENT_DIGEST_SIZE);
    self->sha256 = yqq_message_reader_dup_bytes (&digests, "sha-256", YQQ_DOCUMENT_DIGEST_SIZE,
                                                 YQQ_DOCUMENT_DIGEST_SIZE);
    if (digests.error != NULL)
      yqq_message_reader_take_error (&reader, "digests", digests.error);
  }
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}
