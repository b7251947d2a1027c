/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/session-event.h"

#include "model/nick-table.h"
#include "protocol/message-reader.h"
#include "protocol/relying-party-frame.h"
#include "protocol/relying-party-registration.h"
#include "protocol/session-request.h"
#include "protocol/session.h"

#define TEXT_MAX_LENGTH 512
#define NAME_MAX_LENGTH 100
#define NONCE_MAX_LENGTH 64

typedef struct {
  const char *nick;
  void (*read) (YqqSessionEvent *self, YqqMessageReader *reader);
  void (*write) (const YqqSessionEvent *self, JsonObject *object);
} Kind;

static void
read_state (YqqSessionEvent *self, YqqMessageReader *reader)
{
  self->state =
      yqq_message_reader_get_nick (reader, "state", (YqqNickReader)yqq_session_state_from_nick);
  if (yqq_message_reader_has (reader, "reason"))
    self->reason =
        yqq_message_reader_get_nick (reader, "reason", (YqqNickReader)yqq_session_reason_from_nick);
  self->expires_at_ms = yqq_message_reader_get_optional_time (reader, "expires_at");
  self->idle_at_ms = yqq_message_reader_get_optional_time (reader, "idle_at");
  self->absolute_at_ms = yqq_message_reader_get_optional_time (reader, "absolute_at");
  self->signatures = (guint)yqq_message_reader_get_int (reader, "signatures", 0, G_MAXINT32);
  self->signature_limit =
      (guint)yqq_message_reader_get_int (reader, "signature_limit", 0, G_MAXINT32);
}

static void
write_state (const YqqSessionEvent *self, JsonObject *object)
{
  json_object_set_string_member (object, "state", yqq_session_state_to_nick (self->state));
  yqq_message_set_text (object, "reason", yqq_session_reason_to_nick (self->reason));
  yqq_message_set_time (object, "expires_at", self->expires_at_ms);
  yqq_message_set_time (object, "idle_at", self->idle_at_ms);
  yqq_message_set_time (object, "absolute_at", self->absolute_at_ms);
  json_object_set_int_member (object, "signatures", self->signatures);
  json_object_set_int_member (object, "signature_limit", self->signature_limit);
}

static void
read_code (YqqSessionEvent *self, YqqMessageReader *reader)
{
  self->text = yqq_message_reader_dup_text (reader, "text", TEXT_MAX_LENGTH);
  self->step = (guint)yqq_message_reader_get_int (reader, "step", 0, G_MAXUINT16);
  self->valid_until_ms = yqq_message_reader_get_time (reader, "valid_until");
}

static void
write_code (const YqqSessionEvent *self, JsonObject *object)
{
  json_object_set_string_member (object, "text", self->text);
  json_object_set_int_member (object, "step", self->step);
  yqq_message_set_time (object, "valid_until", self->valid_until_ms);
}

static void
read_scanned (YqqSessionEvent *self, YqqMessageReader *reader)
{
  self->nonce = yqq_message_reader_dup_text (reader, "nonce", NONCE_MAX_LENGTH);
  self->check_code_required = yqq_message_reader_get_boolean (reader, "check_code_required");
  self->tries_left =
      (gint)yqq_message_reader_get_int (reader, "tries_left", 0, YQQ_SESSION_CHECK_CODE_TRIES);
}

static void
write_scanned (const YqqSessionEvent *self, JsonObject *object)
{
  json_object_set_string_member (object, "nonce", self->nonce);
  json_object_set_boolean_member (object, "check_code_required", self->check_code_required);
  json_object_set_int_member (object, "tries_left", self->tries_left);
}

static void
read_check_code (YqqSessionEvent *self, YqqMessageReader *reader)
{
  self->passed = yqq_message_reader_get_boolean (reader, "passed");
  self->tries_left =
      (gint)yqq_message_reader_get_int (reader, "tries_left", 0, YQQ_SESSION_CHECK_CODE_TRIES);
}

static void
write_check_code (const YqqSessionEvent *self, JsonObject *object)
{
  json_object_set_boolean_member (object, "passed", self->passed);
  json_object_set_int_member (object, "tries_left", self->tries_left);
}

static void
read_relying_party (YqqSessionEvent *self, YqqMessageReader *reader)
{
  JsonObject *object = yqq_message_reader_get_object (reader, "relying_party");
  if (object == NULL)
    return;
  GError *error = NULL;
  self->relying_party = yqq_relying_party_from_json (object, &error);
  if (self->relying_party == NULL)
    yqq_message_reader_take_error (reader, "relying_party", error);
}

static void
read_connected (YqqSessionEvent *self, YqqMessageReader *reader)
{
  if (yqq_message_reader_has (reader, "relying_party")) {
    read_relying_party (self, reader);
    return;
  }
  YqqMessageReader person = {.object = yqq_message_reader_get_object (reader, "person")};
  if (person.object == NULL)
    return;
  self->person_name_masked = yqq_message_reader_dup_text (&person, "name_masked", NAME_MAX_LENGTH);
  if (person.error != NULL)
    yqq_message_reader_take_error (reader, "person", person.error);
}

static void
write_connected (const YqqSessionEvent *self, JsonObject *object)
{
  if (self->relying_party != NULL) {
    json_object_set_object_member (object, "relying_party",
                                   yqq_relying_party_to_json (self->relying_party));
    return;
  }
  JsonObject *person = json_object_new ();
  yqq_message_set_text (person, "name_masked", self->person_name_masked);
  json_object_set_object_member (object, "person", person);
}

static void
read_documents (YqqSessionEvent *self, YqqMessageReader *reader, YqqDocumentForm form)
{
  if (reader->error == NULL)
    self->documents = yqq_document_references_from_json (
        reader->object, form, form == YQQ_DOCUMENT_FORM_DIGESTS ? 0 : 1, &reader->error);
}

static void
read_request (YqqSessionEvent *self, YqqMessageReader *reader)
{
  read_relying_party (self, reader);
  self->purpose = yqq_message_reader_dup_text (reader, "purpose", YQQ_SESSION_PURPOSE_MAX_LENGTH);
  self->jws = yqq_message_reader_dup_text (reader, "jws", YQQ_SESSION_REQUEST_MAX_LENGTH);
  read_documents (self, reader, YQQ_DOCUMENT_FORM_DIGESTS);
}

static void
write_request (const YqqSessionEvent *self, JsonObject *object)
{
  json_object_set_object_member (object, "relying_party",
                                 yqq_relying_party_to_json (self->relying_party));
  json_object_set_string_member (object, "purpose", self->purpose);
  json_object_set_array_member (
      object, "documents",
      yqq_document_references_to_json (self->documents, YQQ_DOCUMENT_FORM_DIGESTS));
  json_object_set_string_member (object, "jws", self->jws);
}

static void
read_sign (YqqSessionEvent *self, YqqMessageReader *reader)
{
  self->request_id = yqq_message_reader_dup_identifier (reader, "request_id");
  self->certificate = yqq_message_reader_dup_text (reader, "certificate", YQQ_FINGERPRINT_LENGTH);
  self->algorithm =
      yqq_message_reader_get_nick (reader, "algorithm", (YqqNickReader)yqq_algorithm_from_nick);
  if (self->certificate != NULL && !yqq_fingerprint_is_valid (self->certificate))
    yqq_message_reader_fail (reader, "certificate", "not a fingerprint");
  if (yqq_message_reader_has (reader, "by_value"))
    self->by_value = yqq_message_reader_get_boolean (reader, "by_value");
  read_documents (self, reader, YQQ_DOCUMENT_FORM_SUPPLIED);
}

static void
write_sign (const YqqSessionEvent *self, JsonObject *object)
{
  json_object_set_string_member (object, "request_id", self->request_id);
  json_object_set_string_member (object, "certificate", self->certificate);
  json_object_set_string_member (object, "algorithm", yqq_algorithm_to_nick (self->algorithm));
  if (self->by_value)
    json_object_set_boolean_member (object, "by_value", TRUE);
  json_object_set_array_member (
      object, "documents",
      yqq_document_references_to_json (self->documents, YQQ_DOCUMENT_FORM_SUPPLIED));
}

static void
read_signed (YqqSessionEvent *self, YqqMessageReader *reader)
{
  self->request_id = yqq_message_reader_dup_identifier (reader, "request_id");
  self->document = yqq_message_reader_dup_identifier (reader, "document");
  JsonObject *object = yqq_message_reader_get_object (reader, "verification");
  if (object == NULL)
    return;
  GError *error = NULL;
  self->verification = yqq_verification_from_json (object, &error);
  if (self->verification == NULL)
    yqq_message_reader_take_error (reader, "verification", error);
}

static void
write_signed (const YqqSessionEvent *self, JsonObject *object)
{
  json_object_set_string_member (object, "request_id", self->request_id);
  json_object_set_string_member (object, "document", self->document);
  json_object_set_object_member (object, "verification",
                                 yqq_verification_to_json (self->verification));
}

static void
read_completed (YqqSessionEvent *self, YqqMessageReader *reader)
{
  self->request_id = yqq_message_reader_dup_identifier (reader, "request_id");
  YqqRequestState state =
      yqq_message_reader_get_nick (reader, "state", (YqqNickReader)yqq_request_state_from_nick);
  if (state == YQQ_REQUEST_STATE_WAITING)
    yqq_message_reader_fail (reader, "state", "not an end");
  self->signed_all = state == YQQ_REQUEST_STATE_SIGNED;
  if (yqq_message_reader_has (reader, "reason"))
    self->refusal =
        yqq_message_reader_get_nick (reader, "reason", (YqqNickReader)yqq_refusal_from_nick);
}

static void
write_completed (const YqqSessionEvent *self, JsonObject *object)
{
  json_object_set_string_member (object, "request_id", self->request_id);
  json_object_set_string_member (object, "state",
                                 yqq_request_state_to_nick (self->signed_all
                                                                ? YQQ_REQUEST_STATE_SIGNED
                                                                : YQQ_REQUEST_STATE_REFUSED));
  yqq_message_set_text (object, "reason", yqq_refusal_to_nick (self->refusal));
}

static void
read_peer (YqqSessionEvent *self, YqqMessageReader *reader)
{
  self->present = yqq_message_reader_get_boolean (reader, "present");
}

static void
write_peer (const YqqSessionEvent *self, JsonObject *object)
{
  json_object_set_boolean_member (object, "present", self->present);
}

static const Kind kinds[YQQ_SESSION_EVENT_TYPE_COUNT] = {
    [YQQ_SESSION_EVENT_STATE] = {"state", read_state, write_state},
    [YQQ_SESSION_EVENT_CODE] = {"code", read_code, write_code},
    [YQQ_SESSION_EVENT_SCANNED] = {"scanned", read_scanned, write_scanned},
    [YQQ_SESSION_EVENT_CHECK_CODE] = {"check-code", read_check_code, write_check_code},
    [YQQ_SESSION_EVENT_CONNECTED] = {"connected", read_connected, write_connected},
    [YQQ_SESSION_EVENT_REQUEST] = {"request", read_request, write_request},
    [YQQ_SESSION_EVENT_SIGN] = {"sign", read_sign, write_sign},
    [YQQ_SESSION_EVENT_SIGNED] = {"signed", read_signed, write_signed},
    [YQQ_SESSION_EVENT_COMPLETED] = {"completed", read_completed, write_completed},
    [YQQ_SESSION_EVENT_PEER] = {"peer", read_peer, write_peer},
};

const char *
yqq_session_event_type_to_nick (YqqSessionEventType type)
{
  g_return_val_if_fail ((guint)type < YQQ_SESSION_EVENT_TYPE_COUNT, NULL);
  return kinds[type].nick;
}

gboolean
yqq_session_event_type_from_nick (const char *nick, YqqSessionEventType *type)
{
  for (guint i = 0; nick != NULL && i < YQQ_SESSION_EVENT_TYPE_COUNT; i++)
    if (g_str_equal (kinds[i].nick, nick)) {
      *type = i;
      return TRUE;
    }
  return FALSE;
}

YqqSessionEvent *
yqq_session_event_new (YqqSessionEventType type)
{
  YqqSessionEvent *self = g_new0 (YqqSessionEvent, 1);
  self->type = type;
  return self;
}

YqqSessionEvent *
yqq_session_event_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqSessionEvent) self = g_new0 (YqqSessionEvent, 1);
  self->seq = yqq_message_reader_get_int (&reader, "seq", 1, G_MAXINT64);
  self->at_ms = yqq_message_reader_get_time (&reader, "at");
  self->type = yqq_message_reader_get_nick (&reader, "type",
                                            (YqqNickReader)yqq_session_event_type_from_nick);
  if (reader.error == NULL)
    kinds[self->type].read (self, &reader);
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

JsonObject *
yqq_session_event_to_json (const YqqSessionEvent *self)
{
  JsonObject *object = json_object_new ();
  json_object_set_int_member (object, "seq", self->seq);
  json_object_set_string_member (object, "type", kinds[self->type].nick);
  yqq_message_set_time (object, "at", self->at_ms);
  kinds[self->type].write (self, object);
  return object;
}

void
yqq_session_event_free (YqqSessionEvent *self)
{
  if (self == NULL)
    return;
  g_free (self->text);
  g_free (self->nonce);
  g_free (self->person_name_masked);
  g_clear_object (&self->relying_party);
  g_free (self->purpose);
  g_free (self->jws);
  g_clear_pointer (&self->documents, g_ptr_array_unref);
  g_free (self->request_id);
  g_free (self->certificate);
  g_free (self->document);
  g_clear_pointer (&self->verification, yqq_verification_free);
  g_free (self);
}

GPtrArray *
yqq_session_events_from_json (JsonObject *object, YqqSessionState *state, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (GPtrArray) events =
      g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_session_event_free);
  YqqSessionState read =
      yqq_message_reader_get_nick (&reader, "state", (YqqNickReader)yqq_session_state_from_nick);
  JsonArray *array =
      yqq_message_reader_get_objects (&reader, "events", YQQ_SESSION_EVENT_KEEP_COUNT);
  for (guint i = 0; reader.error == NULL && i < json_array_get_length (array); i++) {
    YqqSessionEvent *event =
        yqq_session_event_from_json (json_array_get_object_element (array, i), &reader.error);
    if (event != NULL)
      g_ptr_array_add (events, event);
  }
  if (!yqq_message_reader_finish (&reader, error))
    return NULL;
  *state = read;
  return g_steal_pointer (&events);
}
