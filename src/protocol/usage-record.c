/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/usage-record.h"

#include <string.h>

#include "base/json.h"
#include "protocol/device-frame.h"
#include "protocol/session-document.h"
#include "protocol/session-request.h"
#include "protocol/shared-members.h"

#define DOMAIN_MAX_LENGTH 253
#define SERIAL_MAX_LENGTH 64

static void
read_document (YqqUsageRecord *self, YqqMessageReader *reader)
{
  self->session = yqq_message_reader_dup_identifier (reader, "session");
  self->request = yqq_message_reader_dup_identifier (reader, "request");
  self->document = yqq_message_reader_dup_identifier (reader, "document");
  self->name = yqq_message_reader_dup_text (reader, "name", YQQ_DOCUMENT_NAME_MAX_LENGTH);
  self->size = yqq_message_reader_get_int (reader, "size", 0, YQQ_DOCUMENT_MAX_SIZE);
  self->digest = yqq_message_reader_dup_bytes (reader, "digest", YQQ_ALGORITHM_DIGEST_SIZE,
                                               YQQ_ALGORITHM_DIGEST_SIZE);
  self->algorithm =
      yqq_message_reader_get_nick (reader, "algorithm", (YqqNickReader)yqq_algorithm_from_nick);
  self->signed_at_ms = yqq_message_reader_get_time (reader, "signed_at");
}

static void
read_parties (YqqUsageRecord *self, YqqMessageReader *reader)
{
  self->relying_party = yqq_message_reader_dup_text (reader, "relying_party", YQQ_NAME_MAX_LENGTH);
  self->domain = yqq_message_reader_dup_text (reader, "domain", DOMAIN_MAX_LENGTH);
  self->purpose = yqq_message_reader_dup_text (reader, "purpose", YQQ_SESSION_PURPOSE_MAX_LENGTH);
  self->enterprise = yqq_message_reader_dup_identifier (reader, "enterprise");
  self->enterprise_name =
      yqq_message_reader_dup_text (reader, "enterprise_name", YQQ_NAME_MAX_LENGTH);
  self->signer = yqq_message_reader_dup_text (reader, "signer", YQQ_NAME_MAX_LENGTH);
  self->certificate = yqq_message_reader_dup_fingerprint (reader, "certificate");
  self->serial = yqq_message_reader_dup_text (reader, "serial", SERIAL_MAX_LENGTH);
}

YqqUsageRecord *
yqq_usage_record_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqUsageRecord) self = g_new0 (YqqUsageRecord, 1);
  read_document (self, &reader);
  read_parties (self, &reader);
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

JsonObject *
yqq_usage_record_to_json (const YqqUsageRecord *self)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "session", self->session);
  json_object_set_string_member (object, "request", self->request);
  json_object_set_string_member (object, "document", self->document);
  json_object_set_string_member (object, "name", self->name);
  json_object_set_int_member (object, "size", self->size);
  yqq_json_set_bytes (object, "digest", self->digest);
  json_object_set_string_member (object, "algorithm", yqq_algorithm_to_nick (self->algorithm));
  yqq_message_set_time (object, "signed_at", self->signed_at_ms);
  json_object_set_string_member (object, "relying_party", self->relying_party);
  json_object_set_string_member (object, "domain", self->domain);
  json_object_set_string_member (object, "purpose", self->purpose);
  json_object_set_string_member (object, "enterprise", self->enterprise);
  json_object_set_string_member (object, "enterprise_name", self->enterprise_name);
  json_object_set_string_member (object, "signer", self->signer);
  json_object_set_string_member (object, "certificate", self->certificate);
  json_object_set_string_member (object, "serial", self->serial);
  return object;
}

YqqUsageRecord *
yqq_usage_record_copy (const YqqUsageRecord *self)
{
  YqqUsageRecord *copy = g_new (YqqUsageRecord, 1);
  *copy = *self;
  copy->session = g_strdup (self->session);
  copy->request = g_strdup (self->request);
  copy->document = g_strdup (self->document);
  copy->name = g_strdup (self->name);
  copy->digest = g_bytes_ref (self->digest);
  copy->relying_party = g_strdup (self->relying_party);
  copy->domain = g_strdup (self->domain);
  copy->purpose = g_strdup (self->purpose);
  copy->enterprise = g_strdup (self->enterprise);
  copy->enterprise_name = g_strdup (self->enterprise_name);
  copy->signer = g_strdup (self->signer);
  copy->certificate = g_strdup (self->certificate);
  copy->serial = g_strdup (self->serial);
  return copy;
}

void
yqq_usage_record_free (YqqUsageRecord *self)
{
  if (self == NULL)
    return;
  g_free (self->session);
  g_free (self->request);
  g_free (self->document);
  g_free (self->name);
  g_clear_pointer (&self->digest, g_bytes_unref);
  g_free (self->relying_party);
  g_free (self->domain);
  g_free (self->purpose);
  g_free (self->enterprise);
  g_free (self->enterprise_name);
  g_free (self->signer);
  g_free (self->certificate);
  g_free (self->serial);
  g_free (self);
}

/* Longer than an identifier, and fit for a query as it is. */
#define CURSOR_CHARACTERS G_CSET_a_2_z G_CSET_A_2_Z "0123456789._~-"

YqqUsageRecords *
yqq_usage_records_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqUsageRecords) self = g_new0 (YqqUsageRecords, 1);
  self->records = yqq_message_reader_dup_elements (&reader, "records", YQQ_USAGE_PAGE_MAX,
                                                   (YqqElementReader)yqq_usage_record_from_json,
                                                   (GDestroyNotify)yqq_usage_record_free);
  self->next = yqq_message_reader_dup_optional_text (&reader, "next", YQQ_USAGE_CURSOR_MAX_LENGTH);
  if (self->next != NULL && self->next[strspn (self->next, CURSOR_CHARACTERS)] != '\0')
    yqq_message_reader_fail (&reader, "next", "not a cursor");
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

JsonObject *
yqq_usage_records_to_json (const YqqUsageRecords *self)
{
  JsonObject *object = json_object_new ();
  yqq_message_set_elements (object, "records", self->records,
                            (YqqElementWriter)yqq_usage_record_to_json);
  yqq_message_set_text (object, "next", self->next);
  return object;
}

void
yqq_usage_records_free (YqqUsageRecords *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_free (self->next);
  g_free (self);
}

GBytes *
yqq_usage_signature_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (GBytes) signature =
      yqq_message_reader_dup_bytes (&reader, "signature", 1, YQQ_DEVICE_FRAME_MAX_SIGNATURE);
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&signature) : NULL;
}

JsonObject *
yqq_usage_signature_to_json (GBytes *signature)
{
  JsonObject *object = json_object_new ();
  yqq_json_set_bytes (object, "signature", signature);
  return object;
}
