/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/enrolment.h"

#include "base/json.h"
#include "protocol/message-reader.h"
#include "protocol/shared-members.h"

#define NAME_MAX_LENGTH 100
#define NUMBER_MAX_LENGTH 32
#define LABEL_MAX_LENGTH 100
#define KEY_MAX_BYTES 256

static gboolean
names_method_twice (GPtrArray *proofs)
{
  for (guint i = 0; i < proofs->len; i++)
    for (guint k = 0; k < i; k++)
      if (g_str_equal (((YqqIdentityProof *)proofs->pdata[i])->method,
                       ((YqqIdentityProof *)proofs->pdata[k])->method))
        return TRUE;
  return FALSE;
}

/* One proof stands in the message itself, several in "proofs". */
static GPtrArray *
dup_proofs (YqqMessageReader *reader)
{
  if (reader->error == NULL && !yqq_json_has (reader->object, "proofs")) {
    GPtrArray *one = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_identity_proof_free);
    YqqIdentityProof *proof = yqq_identity_proof_from_json (reader->object, &reader->error);
    if (proof != NULL)
      g_ptr_array_add (one, proof);
    return one;
  }
  GPtrArray *proofs = yqq_message_reader_dup_elements (
      reader, "proofs", YQQ_IDENTITY_MAX_METHODS, (YqqElementReader)yqq_identity_proof_from_json,
      (GDestroyNotify)yqq_identity_proof_free);
  if (proofs->len == 0 || names_method_twice (proofs))
    yqq_message_reader_fail (reader, "proofs", "none, or a method twice");
  return proofs;
}

static void
set_proofs (JsonObject *object, GPtrArray *proofs)
{
  if (proofs->len == 1) {
    YqqIdentityProof *proof = proofs->pdata[0];
    json_object_set_string_member (object, "method", proof->method);
    json_object_set_object_member (object, "evidence", json_object_ref (proof->evidence));
  } else
    yqq_message_set_elements (object, "proofs", proofs,
                              (YqqElementWriter)yqq_identity_proof_to_json);
}

YqqDeviceRegistration *
yqq_device_registration_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqDeviceRegistration) self = g_new0 (YqqDeviceRegistration, 1);
  self->challenge_id = yqq_message_reader_dup_identifier (&reader, "challenge_id");
  self->name = yqq_message_reader_dup_text (&reader, "name", NAME_MAX_LENGTH);
  self->id_type =
      yqq_message_reader_get_nick (&reader, "id_type", (YqqNickReader)yqq_id_type_from_nick);
  self->id_number = yqq_message_reader_dup_text (&reader, "id_number", NUMBER_MAX_LENGTH);
  if (reader.error == NULL && !yqq_id_number_validate (self->id_type, self->id_number, NULL))
    yqq_message_reader_fail (&reader, "id_number", "not a number of that kind of document");
  self->proofs = dup_proofs (&reader);
  self->public_key = yqq_message_reader_dup_bytes (&reader, "public_key", 1, KEY_MAX_BYTES);
  self->label = yqq_message_reader_dup_text (&reader, "label", LABEL_MAX_LENGTH);
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

JsonObject *
yqq_device_registration_to_json (const YqqDeviceRegistration *self)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "challenge_id", self->challenge_id);
  json_object_set_string_member (object, "name", self->name);
  json_object_set_string_member (object, "id_type", yqq_id_type_to_nick (self->id_type));
  json_object_set_string_member (object, "id_number", self->id_number);
  set_proofs (object, self->proofs);
  yqq_json_set_bytes (object, "public_key", self->public_key);
  json_object_set_string_member (object, "label", self->label);
  return object;
}

void
yqq_device_registration_free (YqqDeviceRegistration *self)
{
  if (self == NULL)
    return;
  g_free (self->challenge_id);
  g_free (self->name);
  g_free (self->id_number);
  g_clear_pointer (&self->proofs, g_ptr_array_unref);
  g_clear_pointer (&self->public_key, g_bytes_unref);
  g_free (self->label);
  g_free (self);
}

YqqDeviceRegistered *
yqq_device_registered_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqDeviceRegistered) self = g_new0 (YqqDeviceRegistered, 1);
  self->device_id = yqq_message_reader_dup_identifier (&reader, "device_id");
  JsonObject *person = yqq_message_reader_get_object (&reader, "person");
  if (person != NULL)
    self->person = yqq_person_from_json (person, &reader.error);
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

JsonObject *
yqq_device_registered_to_json (const YqqDeviceRegistered *self)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "device_id", self->device_id);
  json_object_set_object_member (object, "person", yqq_person_to_json (self->person));
  return object;
}

void
yqq_device_registered_free (YqqDeviceRegistered *self)
{
  if (self == NULL)
    return;
  g_free (self->device_id);
  g_clear_object (&self->person);
  g_free (self);
}

YqqPerson *
yqq_person_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autofree char *id = yqq_message_reader_dup_identifier (&reader, "id");
  g_autofree char *name = yqq_message_reader_dup_text (&reader, "name", NAME_MAX_LENGTH);
  YqqIdType type =
      yqq_message_reader_get_nick (&reader, "id_type", (YqqNickReader)yqq_id_type_from_nick);
  g_autofree char *number =
      yqq_message_reader_dup_text (&reader, "id_number_masked", NUMBER_MAX_LENGTH);
  g_autofree char *phone =
      yqq_message_reader_dup_optional_text (&reader, "phone_masked", NUMBER_MAX_LENGTH);
  if (!yqq_message_reader_finish (&reader, error))
    return NULL;
  return yqq_person_new (id, name, type, number, phone);
}

JsonObject *
yqq_person_to_json (YqqPerson *person)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "id", yqq_person_get_id (person));
  json_object_set_string_member (object, "name", yqq_person_get_name (person));
  json_object_set_string_member (object, "id_type",
                                 yqq_id_type_to_nick (yqq_person_get_id_type (person)));
  json_object_set_string_member (object, "id_number_masked",
                                 yqq_person_get_id_number_masked (person));
  yqq_message_set_text (object, "phone_masked", yqq_person_get_phone_masked (person));
  return object;
}
