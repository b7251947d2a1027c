/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/identity.h"

#include "base/json.h"
#include "protocol/identifier.h"
#include "protocol/message-reader.h"

#define NONCE_MIN_SIZE 16
#define NONCE_MAX_SIZE 64
#define METHOD_MAX_LENGTH 64

YqqIdentityChallengeRequest *
yqq_identity_challenge_request_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqIdentityChallengeRequest) self = g_new0 (YqqIdentityChallengeRequest, 1);
  self->purpose = yqq_message_reader_dup_identifier (&reader, "purpose");
  self->subject = yqq_message_reader_dup_optional_identifier (&reader, "subject");
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

JsonObject *
yqq_identity_challenge_request_to_json (const YqqIdentityChallengeRequest *self)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "purpose", self->purpose);
  yqq_message_set_text (object, "subject", self->subject);
  return object;
}

void
yqq_identity_challenge_request_free (YqqIdentityChallengeRequest *self)
{
  if (self == NULL)
    return;
  g_free (self->purpose);
  g_free (self->subject);
  g_free (self);
}

/* Combinations of methods: an array of arrays of words. */

static GStrv
read_way (JsonNode *node)
{
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return NULL;
  JsonArray *array = json_node_get_array (node);
  guint length = json_array_get_length (array);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  for (guint i = 0; i < length; i++) {
    JsonNode *element = json_array_get_element (array, i);
    const char *method =
        json_node_get_value_type (element) == G_TYPE_STRING ? json_node_get_string (element) : NULL;
    if (method == NULL || !yqq_identifier_is_valid (method))
      return NULL;
    g_strv_builder_add (builder, method);
  }
  return length <= YQQ_IDENTITY_MAX_METHODS ? g_strv_builder_end (builder) : NULL;
}

/* A way that asks for nothing is one only where nothing is asked. Never NULL. */
static GPtrArray *
dup_ways (YqqMessageReader *reader, const char *member, gboolean nothing)
{
  GPtrArray *ways = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  JsonNode *node = json_object_get_member (reader->object, member);
  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node) ||
      json_array_get_length (json_node_get_array (node)) > YQQ_IDENTITY_MAX_WAYS) {
    yqq_message_reader_fail (reader, member, "not an array of combinations");
    return ways;
  }
  JsonArray *array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++) {
    g_auto (GStrv) way = read_way (json_array_get_element (array, i));
    if (way != NULL && (nothing || way[0] != NULL))
      g_ptr_array_add (ways, g_steal_pointer (&way));
    else
      yqq_message_reader_fail (reader, member, "holds something that is no combination");
  }
  return ways;
}

static void
set_ways (JsonObject *object, const char *member, GPtrArray *ways)
{
  JsonArray *array = json_array_sized_new (ways->len);
  for (guint i = 0; i < ways->len; i++) {
    GStrv way = g_ptr_array_index (ways, i);
    JsonArray *methods = json_array_new ();
    for (guint m = 0; way[m] != NULL; m++)
      json_array_add_string_element (methods, way[m]);
    json_array_add_array_element (array, methods);
  }
  json_object_set_array_member (object, member, array);
}

/* An object whose members are all texts, or all objects. Owned; never NULL. */
static JsonObject *
dup_members (YqqMessageReader *reader, const char *member, gboolean texts)
{
  JsonObject *object = yqq_message_reader_get_object (reader, member);
  if (object == NULL)
    return json_object_new ();
  g_autoptr (GList) nodes = json_object_get_values (object);
  for (GList *node = nodes; node != NULL; node = node->next)
    if (texts ? json_node_get_value_type (node->data) != G_TYPE_STRING
              : !JSON_NODE_HOLDS_OBJECT ((JsonNode *)node->data))
      yqq_message_reader_fail (reader, member, "has a member of another kind");
  return json_object_ref (object);
}

YqqIdentityChallenge *
yqq_identity_challenge_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqIdentityChallenge) self = g_new0 (YqqIdentityChallenge, 1);
  self->challenge_id = yqq_message_reader_dup_identifier (&reader, "challenge_id");
  self->nonce = yqq_message_reader_dup_bytes (&reader, "nonce", NONCE_MIN_SIZE, NONCE_MAX_SIZE);
  self->methods = yqq_message_reader_dup_strings (
      &reader, "methods", YQQ_IDENTITY_MAX_WAYS * YQQ_IDENTITY_MAX_METHODS, METHOD_MAX_LENGTH);
  self->satisfied = yqq_message_reader_get_boolean (&reader, "satisfied");
  self->ways = dup_ways (&reader, "ways", self->satisfied);
  self->offers = dup_members (&reader, "offers", FALSE);
  self->unavailable = dup_members (&reader, "unavailable", TRUE);
  self->expires_at_ms = yqq_message_reader_get_time (&reader, "expires_at");
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

JsonObject *
yqq_identity_challenge_to_json (const YqqIdentityChallenge *self)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "challenge_id", self->challenge_id);
  yqq_json_set_bytes (object, "nonce", self->nonce);
  yqq_message_set_strings (object, "methods", (const char *const *)self->methods);
  set_ways (object, "ways", self->ways);
  json_object_set_boolean_member (object, "satisfied", self->satisfied);
  json_object_set_object_member (object, "offers", json_object_ref (self->offers));
  json_object_set_object_member (object, "unavailable", json_object_ref (self->unavailable));
  yqq_message_set_time (object, "expires_at", self->expires_at_ms);
  return object;
}

void
yqq_identity_challenge_free (YqqIdentityChallenge *self)
{
  if (self == NULL)
    return;
  g_free (self->challenge_id);
  g_clear_pointer (&self->nonce, g_bytes_unref);
  g_strfreev (self->methods);
  g_clear_pointer (&self->ways, g_ptr_array_unref);
  g_clear_pointer (&self->offers, json_object_unref);
  g_clear_pointer (&self->unavailable, json_object_unref);
  g_free (self);
}

YqqIdentityProof *
yqq_identity_proof_new (const char *method, JsonObject *evidence)
{
  YqqIdentityProof *self = g_new0 (YqqIdentityProof, 1);
  self->method = g_strdup (method);
  self->evidence = json_object_ref (evidence);
  return self;
}

YqqIdentityProof *
yqq_identity_proof_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqIdentityProof) self = g_new0 (YqqIdentityProof, 1);
  self->method = yqq_message_reader_dup_identifier (&reader, "method");
  JsonObject *evidence = yqq_message_reader_get_object (&reader, "evidence");
  if (evidence != NULL)
    self->evidence = json_object_ref (evidence);
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

JsonObject *
yqq_identity_proof_to_json (const YqqIdentityProof *self)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "method", self->method);
  json_object_set_object_member (object, "evidence", json_object_ref (self->evidence));
  return object;
}

void
yqq_identity_proof_free (YqqIdentityProof *self)
{
  if (self == NULL)
    return;
  g_free (self->method);
  g_clear_pointer (&self->evidence, json_object_unref);
  g_free (self);
}

YqqIdentityEvidence *
yqq_identity_evidence_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqIdentityEvidence) self = g_new0 (YqqIdentityEvidence, 1);
  self->challenge_id = yqq_message_reader_dup_identifier (&reader, "challenge_id");
  if (reader.error == NULL)
    self->proof = yqq_identity_proof_from_json (object, &reader.error);
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

JsonObject *
yqq_identity_evidence_to_json (const YqqIdentityEvidence *self)
{
  JsonObject *object = yqq_identity_proof_to_json (self->proof);
  json_object_set_string_member (object, "challenge_id", self->challenge_id);
  return object;
}

void
yqq_identity_evidence_free (YqqIdentityEvidence *self)
{
  if (self == NULL)
    return;
  g_free (self->challenge_id);
  g_clear_pointer (&self->proof, yqq_identity_proof_free);
  g_free (self);
}

YqqIdentityAnswer *
yqq_identity_answer_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqIdentityAnswer) self = g_new0 (YqqIdentityAnswer, 1);
  self->satisfied = yqq_message_reader_get_boolean (&reader, "satisfied");
  self->proven = yqq_message_reader_dup_strings (&reader, "proven", YQQ_IDENTITY_MAX_METHODS,
                                                 METHOD_MAX_LENGTH);
  self->missing = dup_ways (&reader, "missing", FALSE);
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

JsonObject *
yqq_identity_answer_to_json (const YqqIdentityAnswer *self)
{
  JsonObject *object = json_object_new ();
  json_object_set_boolean_member (object, "satisfied", self->satisfied);
  yqq_message_set_strings (object, "proven", (const char *const *)self->proven);
  set_ways (object, "missing", self->missing);
  return object;
}

void
yqq_identity_answer_free (YqqIdentityAnswer *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->proven);
  g_clear_pointer (&self->missing, g_ptr_array_unref);
  g_free (self);
}
