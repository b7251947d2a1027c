/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/verification.h"

#include "base/json.h"
#include "protocol/device-frame.h"
#include "protocol/message-reader.h"

#define NAME_MAX_LENGTH 200
#define DIGEST_SIZE 32

/* What a certificate does not say comes as the empty text. */
static char *
dup_name (YqqMessageReader *reader, const char *member)
{
  const char *text = "";
  if (reader->error == NULL && yqq_json_has (reader->object, member) &&
      !yqq_json_read_string (reader->object, member, NAME_MAX_LENGTH, &text, NULL))
    yqq_message_reader_fail (reader, member, "not a text");
  return g_strdup (text);
}

YqqVerification *
yqq_verification_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqVerification) self = g_new0 (YqqVerification, 1);
  self->valid = yqq_message_reader_get_boolean (&reader, "valid");
  self->signature = yqq_message_reader_get_boolean (&reader, "signature");
  self->digest = yqq_message_reader_get_boolean (&reader, "digest");
  self->chain = yqq_message_reader_get_boolean (&reader, "chain");
  self->validity = yqq_message_reader_get_boolean (&reader, "validity");
  self->signed_at_ms = yqq_message_reader_get_optional_time (&reader, "signed_at");
  YqqMessageReader signer = {.object = yqq_message_reader_get_object (&reader, "signer")};
  if (signer.object != NULL) {
    self->signer_name = dup_name (&signer, "name");
    self->signer_enterprise = dup_name (&signer, "enterprise");
    self->signer_credit_code = dup_name (&signer, "credit_code");
    self->signer_serial = dup_name (&signer, "serial");
    self->signer_fingerprint = dup_name (&signer, "fingerprint");
    if (signer.error != NULL)
      yqq_message_reader_take_error (&reader, "signer", signer.error);
  }
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

JsonObject *
yqq_verification_to_json (const YqqVerification *self)
{
  JsonObject *object = json_object_new ();
  json_object_set_boolean_member (object, "valid", self->valid);
  json_object_set_boolean_member (object, "signature", self->signature);
  json_object_set_boolean_member (object, "digest", self->digest);
  json_object_set_boolean_member (object, "chain", self->chain);
  json_object_set_boolean_member (object, "validity", self->validity);
  JsonObject *signer = json_object_new ();
  yqq_message_set_text (signer, "name", self->signer_name);
  yqq_message_set_text (signer, "enterprise", self->signer_enterprise);
  yqq_message_set_text (signer, "credit_code", self->signer_credit_code);
  yqq_message_set_text (signer, "serial", self->signer_serial);
  yqq_message_set_text (signer, "fingerprint", self->signer_fingerprint);
  json_object_set_object_member (object, "signer", signer);
  yqq_message_set_time (object, "signed_at", self->signed_at_ms);
  return object;
}

YqqVerification *
yqq_verification_copy (const YqqVerification *self)
{
  YqqVerification *copy = g_new (YqqVerification, 1);
  *copy = *self;
  copy->signer_name = g_strdup (self->signer_name);
  copy->signer_enterprise = g_strdup (self->signer_enterprise);
  copy->signer_credit_code = g_strdup (self->signer_credit_code);
  copy->signer_serial = g_strdup (self->signer_serial);
  copy->signer_fingerprint = g_strdup (self->signer_fingerprint);
  return copy;
}

void
yqq_verification_free (YqqVerification *self)
{
  if (self == NULL)
    return;
  g_free (self->signer_name);
  g_free (self->signer_enterprise);
  g_free (self->signer_credit_code);
  g_free (self->signer_serial);
  g_free (self->signer_fingerprint);
  g_free (self);
}

YqqVerifyRequest *
yqq_verify_request_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqVerifyRequest) self = g_new0 (YqqVerifyRequest, 1);
  self->signature =
      yqq_message_reader_dup_bytes (&reader, "signature", 1, YQQ_DEVICE_FRAME_MAX_SIGNATURE);
  self->digest = yqq_message_reader_dup_bytes (&reader, "digest", DIGEST_SIZE, DIGEST_SIZE);
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

JsonObject *
yqq_verify_request_to_json (const YqqVerifyRequest *self)
{
  JsonObject *object = json_object_new ();
  yqq_json_set_bytes (object, "signature", self->signature);
  yqq_json_set_bytes (object, "digest", self->digest);
  return object;
}

void
yqq_verify_request_free (YqqVerifyRequest *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->signature, g_bytes_unref);
  g_clear_pointer (&self->digest, g_bytes_unref);
  g_free (self);
}
