/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "identity/face-evidence.h"

#include "base/json.h"
#include "protocol/message-reader.h"

#define MODEL_MAX_LENGTH 120
#define NICK_MAX_LENGTH 20
#define BINDING_SIZE 32

static const char *const challenges[YQQ_FACE_EVIDENCE_MAX_CHALLENGES] = {"blink", "turn-left",
                                                                         "turn-right", "nod"};

static const char *const outcomes[] = {
    [YQQ_FACE_OUTCOME_MATCHED] = "matched",
    [YQQ_FACE_OUTCOME_MISMATCH] = "mismatch",
    [YQQ_FACE_OUTCOME_CHALLENGE_FAILED] = "challenge-failed",
    [YQQ_FACE_OUTCOME_FACE_CHANGED] = "face-changed",
};

static gboolean
read_outcome (const char *nick, gpointer value)
{
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    if (g_strcmp0 (nick, outcomes[i]) == 0) {
      *(int *)value = (int)i;
      return TRUE;
    }
  return FALSE;
}

static gboolean
finish (YqqMessageReader *reader, GError **error)
{
  g_autoptr (GError) local = NULL;
  if (yqq_message_reader_finish (reader, &local))
    return TRUE;
  yqq_identity_error_set (error, YQQ_IDENTITY_ERROR_INVALID, -1, local->message);
  return FALSE;
}

YqqFaceEvidence *
yqq_face_evidence_read (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqFaceEvidence) self = g_new0 (YqqFaceEvidence, 1);
  self->template_id = yqq_message_reader_dup_identifier (&reader, "template");
  self->model = yqq_message_reader_dup_text (&reader, "model", MODEL_MAX_LENGTH);
  self->binding = yqq_message_reader_dup_bytes (&reader, "binding", BINDING_SIZE, BINDING_SIZE);
  self->number =
      (guint)yqq_message_reader_get_int (&reader, "try", 0, YQQ_FACE_EVIDENCE_MAX_TRIES - 1);
  self->challenges = yqq_message_reader_dup_strings (
      &reader, "challenges", YQQ_FACE_EVIDENCE_MAX_CHALLENGES, NICK_MAX_LENGTH);
  self->outcome = (YqqFaceOutcome)yqq_message_reader_get_nick (&reader, "outcome", read_outcome);
  self->score = (guint)yqq_message_reader_get_int (&reader, "score", 0, 1000);
  return finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

JsonObject *
yqq_face_evidence_write (const YqqFaceEvidence *self)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "template", self->template_id);
  json_object_set_string_member (object, "model", self->model);
  yqq_json_set_bytes (object, "binding", self->binding);
  json_object_set_int_member (object, "try", self->number);
  yqq_message_set_strings (object, "challenges", (const char *const *)self->challenges);
  json_object_set_string_member (object, "outcome", outcomes[self->outcome]);
  json_object_set_int_member (object, "score", self->score);
  return object;
}

void
yqq_face_evidence_free (YqqFaceEvidence *self)
{
  g_free (self->template_id);
  g_free (self->model);
  g_clear_pointer (&self->binding, g_bytes_unref);
  g_strfreev (self->challenges);
  g_free (self);
}

static void
roll (const YqqIdentityTask *task, guint number, guint8 chance[BINDING_SIZE])
{
  const guint8 last = (guint8)number;
  gsize size = BINDING_SIZE;
  g_autoptr (GBytes) binding = yqq_identity_task_dup_binding (task);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_checksum_update (checksum, g_bytes_get_data (binding, NULL), BINDING_SIZE);
  g_checksum_update (checksum, &last, 1);
  g_checksum_get_digest (checksum, chance, &size);
}

GStrv
yqq_face_evidence_draw_challenges (const YqqIdentityTask *task, guint number, guint count)
{
  guint8 chance[BINDING_SIZE];
  roll (task, number, chance);
  const char *left[G_N_ELEMENTS (challenges)];
  g_autoptr (GStrvBuilder) drawn = g_strv_builder_new ();
  for (guint i = 0; i < G_N_ELEMENTS (left); i++)
    left[i] = challenges[i];
  for (guint n = G_N_ELEMENTS (left); n > 0 && count > 0; n--, count--) {
    guint which = chance[n] % n;
    g_strv_builder_add (drawn, left[which]);
    left[which] = left[n - 1];
  }
  return g_strv_builder_end (drawn);
}

JsonObject *
yqq_face_offer_write (const char *template_id, guint count)
{
  JsonObject *offer = json_object_new ();
  json_object_set_string_member (offer, "template", template_id);
  json_object_set_int_member (offer, "challenges", count);
  return offer;
}

gboolean
yqq_face_offer_read (JsonObject *offer, char **template_id, guint *count, GError **error)
{
  g_autoptr (JsonObject) nothing = json_object_new ();
  YqqMessageReader reader = {.object = offer != NULL ? offer : nothing};
  g_autofree char *id = yqq_message_reader_dup_identifier (&reader, "template");
  *count = (guint)yqq_message_reader_get_int (&reader, "challenges", 0,
                                              YQQ_FACE_EVIDENCE_MAX_CHALLENGES);
  if (!finish (&reader, error))
    return FALSE;
  *template_id = g_steal_pointer (&id);
  return TRUE;
}
