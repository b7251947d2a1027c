/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/session-document.h"

#include <string.h>

#include "base/json.h"
#include "protocol/message-reader.h"
#include "protocol/session-state.h"

YqqDocumentReference *
yqq_document_reference_new (const char *id, const char *name, gint64 size)
{
  YqqDocumentReference *self = g_new0 (YqqDocumentReference, 1);
  self->id = g_strdup (id);
  self->name = g_strdup (name);
  self->size = size;
  return self;
}

static GBytes *
ref_or_null (GBytes *bytes)
{
  return bytes != NULL ? g_bytes_ref (bytes) : NULL;
}

YqqDocumentReference *
yqq_document_reference_copy (const YqqDocumentReference *self)
{
  YqqDocumentReference *copy = yqq_document_reference_new (self->id, self->name, self->size);
  copy->sm3 = ref_or_null (self->sm3);
  copy->sha256 = ref_or_null (self->sha256);
  copy->digest = ref_or_null (self->digest);
  copy->supplied = self->supplied;
  return copy;
}

void
yqq_document_reference_free (YqqDocumentReference *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->name);
  g_clear_pointer (&self->sm3, g_bytes_unref);
  g_clear_pointer (&self->sha256, g_bytes_unref);
  g_clear_pointer (&self->digest, g_bytes_unref);
  g_free (self);
}

GBytes *
yqq_document_reference_get_digest_for (const YqqDocumentReference *self, YqqAlgorithm algorithm)
{
  return algorithm == YQQ_ALGORITHM_SM2_SM3 ? self->sm3 : self->sha256;
}

gboolean
yqq_document_name_is_valid (const char *name)
{
  glong length = g_utf8_strlen (name, -1);
  if (length == 0 || length > YQQ_DOCUMENT_NAME_MAX_LENGTH)
    return FALSE;
  return strchr (name, '/') == NULL && yqq_message_text_can_be_shown (name);
}

static void
read_digests (YqqDocumentReference *document, YqqMessageReader *reader)
{
  if (!yqq_message_reader_has (reader, "digests"))
    return;
  YqqMessageReader digests = {.object = yqq_message_reader_get_object (reader, "digests")};
  if (digests.object == NULL)
    return;
  if (yqq_message_reader_has (&digests, "sm3"))
    document->sm3 = yqq_message_reader_dup_bytes (&digests, "sm3", YQQ_DOCUMENT_DIGEST_SIZE,
                                                  YQQ_DOCUMENT_DIGEST_SIZE);
  if (yqq_message_reader_has (&digests, "sha-256"))
    document->sha256 = yqq_message_reader_dup_bytes (&digests, "sha-256", YQQ_DOCUMENT_DIGEST_SIZE,
                                                     YQQ_DOCUMENT_DIGEST_SIZE);
  if (digests.error != NULL)
    yqq_message_reader_take_error (reader, "digests", digests.error);
}

static YqqDocumentReference *
read_document (JsonObject *object, YqqDocumentForm form, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqDocumentReference) self = g_new0 (YqqDocumentReference, 1);
  self->id = yqq_message_reader_dup_identifier (&reader, "id");
  self->name = yqq_message_reader_dup_text (&reader, "name", YQQ_DOCUMENT_NAME_MAX_LENGTH);
  self->size = yqq_message_reader_get_int (&reader, "size", 0, YQQ_DOCUMENT_MAX_SIZE);
  if (self->name != NULL && !yqq_document_name_is_valid (self->name))
    yqq_message_reader_fail (&reader, "name", "holds characters that cannot be shown");
  if (form == YQQ_DOCUMENT_FORM_DIGESTS)
    read_digests (self, &reader);
  else if (form == YQQ_DOCUMENT_FORM_SUPPLIED || yqq_message_reader_has (&reader, "digest"))
    self->digest = yqq_message_reader_dup_bytes (&reader, "digest", YQQ_DOCUMENT_DIGEST_SIZE,
                                                 YQQ_DOCUMENT_DIGEST_SIZE);
  if (form == YQQ_DOCUMENT_FORM_SUPPLIED)
    self->supplied = yqq_message_reader_get_boolean (&reader, "supplied");
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

static gboolean
has_id (GPtrArray *documents, const char *id)
{
  for (guint i = 0; i < documents->len; i++)
    if (g_str_equal (((YqqDocumentReference *)g_ptr_array_index (documents, i))->id, id))
      return TRUE;
  return FALSE;
}

GPtrArray *
yqq_document_references_from_json (JsonObject *object,
                                   YqqDocumentForm form,
                                   guint minimum,
                                   GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (GPtrArray) documents =
      g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_document_reference_free);
  JsonArray *array =
      yqq_message_reader_get_objects (&reader, "documents", YQQ_SESSION_MAX_DOCUMENTS);
  if (array != NULL && json_array_get_length (array) < minimum)
    yqq_message_reader_fail (&reader, "documents", "too few");
  for (guint i = 0; reader.error == NULL && i < json_array_get_length (array); i++) {
    YqqDocumentReference *document =
        read_document (json_array_get_object_element (array, i), form, &reader.error);
    if (document == NULL)
      break;
    if (has_id (documents, document->id))
      yqq_message_reader_fail (&reader, "documents", "two with the same id");
    g_ptr_array_add (documents, document);
  }
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&documents) : NULL;
}

static void
write_digests (const YqqDocumentReference *document, JsonObject *object)
{
  if (document->sm3 == NULL && document->sha256 == NULL)
    return;
  JsonObject *digests = json_object_new ();
  if (document->sm3 != NULL)
    yqq_json_set_bytes (digests, "sm3", document->sm3);
  if (document->sha256 != NULL)
    yqq_json_set_bytes (digests, "sha-256", document->sha256);
  json_object_set_object_member (object, "digests", digests);
}

JsonArray *
yqq_document_references_to_json (GPtrArray *documents, YqqDocumentForm form)
{
  JsonArray *array = json_array_new ();
  for (guint i = 0; documents != NULL && i < documents->len; i++) {
    const YqqDocumentReference *document = g_ptr_array_index (documents, i);
    JsonObject *object = json_object_new ();
    json_object_set_string_member (object, "id", document->id);
    json_object_set_string_member (object, "name", document->name);
    json_object_set_int_member (object, "size", document->size);
    if (form == YQQ_DOCUMENT_FORM_DIGESTS)
      write_digests (document, object);
    else if (document->digest != NULL)
      yqq_json_set_bytes (object, "digest", document->digest);
    if (form == YQQ_DOCUMENT_FORM_SUPPLIED)
      json_object_set_boolean_member (object, "supplied", document->supplied);
    json_array_add_object_element (array, object);
  }
  return array;
}
