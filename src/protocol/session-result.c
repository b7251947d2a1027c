/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/session-result.h"

#include "base/json.h"
#include "model/nick-table.h"
#include "protocol/certificates.h"
#include "protocol/device-frame.h"
#include "protocol/message-reader.h"
#include "protocol/relying-party-frame.h"

#define NAME_MAX_LENGTH 200
#define CREDIT_CODE_MAX_LENGTH 18

static const char *const state_nicks[] = {
    [YQQ_REQUEST_STATE_WAITING] = "waiting",
    [YQQ_REQUEST_STATE_SIGNED] = "signed",
    [YQQ_REQUEST_STATE_REFUSED] = "refused",
};

const char *
yqq_request_state_to_nick (YqqRequestState state)
{
  g_return_val_if_fail ((guint)state < G_N_ELEMENTS (state_nicks), NULL);
  return state_nicks[state];
}

gboolean
yqq_request_state_from_nick (const char *nick, YqqRequestState *state)
{
  return yqq_nick_table_find (state_nicks, G_N_ELEMENTS (state_nicks), nick, (guint *)state);
}

static void
read_enterprise (YqqSessionCertificate *self, YqqMessageReader *reader)
{
  YqqMessageReader enterprise = {.object = yqq_message_reader_get_object (reader, "enterprise")};
  if (enterprise.object == NULL)
    return;
  self->enterprise_name = yqq_message_reader_dup_text (&enterprise, "name", NAME_MAX_LENGTH);
  self->enterprise_credit_code =
      yqq_message_reader_dup_text (&enterprise, "credit_code", CREDIT_CODE_MAX_LENGTH);
  if (enterprise.error != NULL)
    yqq_message_reader_take_error (reader, "enterprise", enterprise.error);
}

static void
read_person (YqqSessionCertificate *self, YqqMessageReader *reader)
{
  YqqMessageReader person = {.object = yqq_message_reader_get_object (reader, "person")};
  if (person.object == NULL)
    return;
  self->person_name = yqq_message_reader_dup_text (&person, "name", NAME_MAX_LENGTH);
  if (person.error != NULL)
    yqq_message_reader_take_error (reader, "person", person.error);
}

static YqqSessionCertificate *
read_certificate (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqSessionCertificate) self = g_new0 (YqqSessionCertificate, 1);
  self->fingerprint = yqq_message_reader_dup_text (&reader, "fingerprint", YQQ_FINGERPRINT_LENGTH);
  self->algorithm =
      yqq_message_reader_get_nick (&reader, "algorithm", (YqqNickReader)yqq_algorithm_from_nick);
  self->kind =
      yqq_message_reader_get_nick (&reader, "kind", (YqqNickReader)yqq_certificate_kind_from_nick);
  read_enterprise (self, &reader);
  read_person (self, &reader);
  self->not_after_ms = yqq_message_reader_get_time (&reader, "not_after");
  self->certificate =
      yqq_message_reader_dup_bytes (&reader, "certificate", 1, YQQ_CERTIFICATE_MAX_BYTES);
  self->chain = yqq_message_reader_dup_bytes_array (&reader, "chain", YQQ_CHAIN_MAX_LENGTH,
                                                    YQQ_CERTIFICATE_MAX_BYTES);
  if (self->fingerprint != NULL && !yqq_fingerprint_is_valid (self->fingerprint))
    yqq_message_reader_fail (&reader, "fingerprint", "not a fingerprint");
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

static JsonObject *
write_certificate (const YqqSessionCertificate *self)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "fingerprint", self->fingerprint);
  json_object_set_string_member (object, "algorithm", yqq_algorithm_to_nick (self->algorithm));
  json_object_set_string_member (object, "kind", yqq_certificate_kind_to_nick (self->kind));
  JsonObject *enterprise = json_object_new ();
  yqq_message_set_text (enterprise, "name", self->enterprise_name);
  yqq_message_set_text (enterprise, "credit_code", self->enterprise_credit_code);
  json_object_set_object_member (object, "enterprise", enterprise);
  JsonObject *person = json_object_new ();
  yqq_message_set_text (person, "name", self->person_name);
  json_object_set_object_member (object, "person", person);
  yqq_message_set_time (object, "not_after", self->not_after_ms);
  yqq_json_set_bytes (object, "certificate", self->certificate);
  yqq_message_set_bytes_array (object, "chain", self->chain);
  return object;
}

void
yqq_session_certificate_free (YqqSessionCertificate *self)
{
  if (self == NULL)
    return;
  g_free (self->fingerprint);
  g_free (self->enterprise_name);
  g_free (self->enterprise_credit_code);
  g_free (self->person_name);
  g_clear_pointer (&self->certificate, g_bytes_unref);
  g_clear_pointer (&self->chain, g_ptr_array_unref);
  g_free (self);
}

GPtrArray *
yqq_session_certificates_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (GPtrArray) certificates =
      g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_session_certificate_free);
  JsonArray *array =
      yqq_message_reader_get_objects (&reader, "certificates", YQQ_DEVICE_FRAME_MAX_CERTIFICATES);
  for (guint i = 0; reader.error == NULL && i < json_array_get_length (array); i++) {
    YqqSessionCertificate *certificate =
        read_certificate (json_array_get_object_element (array, i), &reader.error);
    if (certificate != NULL)
      g_ptr_array_add (certificates, certificate);
  }
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&certificates) : NULL;
}

JsonObject *
yqq_session_certificates_to_json (GPtrArray *certificates)
{
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_new ();
  for (guint i = 0; i < certificates->len; i++)
    json_array_add_object_element (array, write_certificate (g_ptr_array_index (certificates, i)));
  json_object_set_array_member (object, "certificates", array);
  return object;
}

static YqqSessionSignature *
read_signature (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqSessionSignature) self = g_new0 (YqqSessionSignature, 1);
  self->document = yqq_message_reader_dup_identifier (&reader, "document");
  self->name = yqq_message_reader_dup_text (&reader, "name", NAME_MAX_LENGTH);
  self->signature =
      yqq_message_reader_dup_bytes (&reader, "signature", 1, YQQ_DEVICE_FRAME_MAX_SIGNATURE);
  JsonObject *verification = yqq_message_reader_get_object (&reader, "verification");
  if (verification != NULL)
    self->verification = yqq_verification_from_json (verification, &reader.error);
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

void
yqq_session_signature_free (YqqSessionSignature *self)
{
  if (self == NULL)
    return;
  g_free (self->document);
  g_free (self->name);
  g_clear_pointer (&self->signature, g_bytes_unref);
  g_clear_pointer (&self->verification, yqq_verification_free);
  g_free (self);
}

YqqSessionResult *
yqq_session_result_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqSessionResult) self = g_new0 (YqqSessionResult, 1);
  self->signatures = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_session_signature_free);
  self->request_id = yqq_message_reader_dup_identifier (&reader, "request_id");
  self->state =
      yqq_message_reader_get_nick (&reader, "state", (YqqNickReader)yqq_request_state_from_nick);
  self->reason = yqq_message_reader_dup_optional_text (&reader, "reason", NAME_MAX_LENGTH);
  JsonArray *array =
      yqq_message_reader_get_objects (&reader, "signatures", YQQ_SESSION_MAX_DOCUMENTS);
  for (guint i = 0; reader.error == NULL && i < json_array_get_length (array); i++) {
    YqqSessionSignature *signature =
        read_signature (json_array_get_object_element (array, i), &reader.error);
    if (signature != NULL)
      g_ptr_array_add (self->signatures, signature);
  }
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

JsonObject *
yqq_session_result_to_json (const YqqSessionResult *self)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "request_id", self->request_id);
  json_object_set_string_member (object, "state", yqq_request_state_to_nick (self->state));
  yqq_message_set_text (object, "reason", self->reason);
  JsonArray *array = json_array_new ();
  for (guint i = 0; i < self->signatures->len; i++) {
    const YqqSessionSignature *signature = g_ptr_array_index (self->signatures, i);
    JsonObject *element = json_object_new ();
    json_object_set_string_member (element, "document", signature->document);
    json_object_set_string_member (element, "name", signature->name);
    yqq_json_set_bytes (element, "signature", signature->signature);
    json_object_set_object_member (element, "verification",
                                   yqq_verification_to_json (signature->verification));
    json_array_add_object_element (array, element);
  }
  json_object_set_array_member (object, "signatures", array);
  return object;
}

void
yqq_session_result_free (YqqSessionResult *self)
{
  if (self == NULL)
    return;
  g_free (self->request_id);
  g_free (self->reason);
  g_clear_pointer (&self->signatures, g_ptr_array_unref);
  g_free (self);
}
