/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "face/face-service.h"

#include <string.h>

#include "base/json.h"
#include "face/challenge-sequence.h"
#include "face/enrolment.h"
#include "face/face-process.h"
#include "face/face-template-private.h"

struct _YqqFaceService {
  YqqFaceEngine *engine;
  YqqFaceAnswer answer;
  gpointer user_data;

  /* What is being done: one of both, or nothing. */
  YqqEnrolment *enrolment;
  YqqChallengeSequence *sequence;
  gint64 task;
  guint steps;
  gint told_step; /* -1: none yet */
  YqqFaceChallenge told_challenge;

  YqqEmbedding template[YQQ_FACE_TEMPLATE_MAX_PICTURES];
  guint n_template;
  GError *template_error; /* why there is none */
  float score;
  gboolean is_compared;
};

YqqFaceService *
yqq_face_service_new (YqqFaceEngine *engine, YqqFaceAnswer answer, gpointer user_data)
{
  YqqFaceService *self = g_new0 (YqqFaceService, 1);
  self->engine = engine;
  self->answer = answer;
  self->user_data = user_data;
  return self;
}

/* --- answers ---------------------------------------------------------------------------------- */

static JsonObject *
begin (const char *type)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "type", type);
  return object;
}

/* Takes object. */
static void
say (YqqFaceService *self, JsonObject *object)
{
  g_autofree char *text = yqq_json_to_string (object);
  json_object_unref (object);
  self->answer (YQQ_FACE_WIRE_TEXT, text, strlen (text), self->user_data);
}

static void
say_seen (YqqFaceService *self, const YqqFaceObservation *seen, YqqFaceHint hint)
{
  JsonObject *object = begin ("seen");
  json_object_set_string_member (object, "hint", yqq_face_hint_to_nick (hint));
  json_object_set_int_member (object, "x", (gint64)(seen->box.x * YQQ_FACE_WIRE_WHOLE));
  json_object_set_int_member (object, "y", (gint64)(seen->box.y * YQQ_FACE_WIRE_WHOLE));
  json_object_set_int_member (object, "width", (gint64)(seen->box.width * YQQ_FACE_WIRE_WHOLE));
  json_object_set_int_member (object, "height", (gint64)(seen->box.height * YQQ_FACE_WIRE_WHOLE));
  say (self, object);
}

static void
say_step (YqqFaceService *self, YqqFaceChallenge challenge, guint step)
{
  if (self->told_step == (gint)step && self->told_challenge == challenge)
    return;
  self->told_step = (gint)step;
  self->told_challenge = challenge;
  JsonObject *object = begin ("step");
  json_object_set_int_member (object, "task", self->task);
  json_object_set_string_member (object, "challenge", yqq_face_challenge_to_nick (challenge));
  json_object_set_int_member (object, "step", step);
  json_object_set_int_member (object, "steps", self->steps);
  say (self, object);
}

static void
forget_task (YqqFaceService *self)
{
  g_clear_pointer (&self->enrolment, yqq_enrolment_free);
  g_clear_pointer (&self->sequence, yqq_challenge_sequence_free);
  yqq_wipe (self->template, sizeof self->template);
  self->n_template = 0;
  g_clear_error (&self->template_error);
  self->is_compared = FALSE;
}

static void
say_done (YqqFaceService *self, float score)
{
  JsonObject *object = begin ("done");
  json_object_set_int_member (object, "task", self->task);
  json_object_set_int_member (object, "score", (gint64)(score * YQQ_FACE_WIRE_WHOLE));
  say (self, object);
  forget_task (self);
}

static void
say_failed (YqqFaceService *self, const GError *error)
{
  JsonObject *object = begin ("failed");
  json_object_set_int_member (object, "task", self->task);
  json_object_set_string_member (object, "code", yqq_face_error_to_nick (error->code));
  json_object_set_string_member (object, "message", error->message);
  say (self, object);
  forget_task (self);
}

/* --- pictures --------------------------------------------------------------------------------- */

static void
enrol (YqqFaceService *self, const YqqFaceObservation *seen)
{
  g_autoptr (GError) error = NULL;
  if (!yqq_enrolment_observe (self->enrolment, seen, &error)) {
    say_failed (self, error);
    return;
  }
  say_step (self, yqq_enrolment_get_challenge (self->enrolment),
            yqq_enrolment_get_step (self->enrolment));
  const YqqEmbedding *pictures = yqq_enrolment_get_pictures (self->enrolment);
  if (pictures == NULL)
    return;
  g_autoptr (YqqSecretBytes) template = yqq_face_template_write (pictures, YQQ_ENROLMENT_PICTURES);
  self->answer (YQQ_FACE_WIRE_TEMPLATE, yqq_secret_bytes_get_data (template),
                yqq_secret_bytes_get_size (template), self->user_data);
  say_done (self, 0);
}

/* Once, as soon as it is known whose face it is: comparing again and again until one picture fits
 * would let more strangers in than the figures say. */
static gboolean
compare_once (YqqFaceService *self, GError **error)
{
  const YqqEmbedding *face = yqq_challenge_sequence_get_face (self->sequence);
  if (self->is_compared || face == NULL)
    return TRUE;
  self->is_compared = TRUE;
  self->score = yqq_face_template_compare (self->template, self->n_template, face);
  if (self->score >= (float)YQQ_FACE_THRESHOLD)
    return TRUE;
  g_set_error (error, YQQ_FACE_ERROR, YQQ_FACE_ERROR_MISMATCH, "somebody else: %.2f",
               (double)self->score);
  return FALSE;
}

static void
verify (YqqFaceService *self, const YqqFaceObservation *seen)
{
  g_autoptr (GError) error = NULL;
  if (!yqq_challenge_sequence_observe (self->sequence, seen, &error) ||
      !compare_once (self, &error)) {
    say_failed (self, error);
    return;
  }
  say_step (self, yqq_challenge_sequence_get_challenge (self->sequence),
            yqq_challenge_sequence_get_step (self->sequence));
  if (yqq_challenge_sequence_is_done (self->sequence))
    say_done (self, MIN (self->score, 1));
}

/* A face that is asked to turn is not told to look straight. */
static YqqFaceHint
get_hint_to_tell (YqqFaceService *self, const YqqFaceObservation *seen)
{
  gboolean is_asked_to_move = (self->enrolment != NULL || self->sequence != NULL) &&
                              self->told_step >= 0 &&
                              self->told_challenge != YQQ_FACE_CHALLENGE_STRAIGHT;
  if (is_asked_to_move && seen->hint == YQQ_FACE_HINT_LOOK_STRAIGHT)
    return YQQ_FACE_HINT_OK;
  return seen->hint;
}

static void
look (YqqFaceService *self, const YqqFaceWireHeader *header, guint8 *bytes)
{
  YqqFacePicture picture = {header->width, header->height, bytes};
  YqqFaceObservation seen;
  gboolean is_busy = self->enrolment != NULL || self->sequence != NULL;
  yqq_face_engine_look (self->engine, &picture, header->time_us, is_busy, &seen);
  YqqFaceHint hint = get_hint_to_tell (self, &seen);
  if (self->enrolment != NULL)
    enrol (self, &seen);
  else if (self->sequence != NULL)
    verify (self, &seen);
  say_seen (self, &seen, hint);
  yqq_wipe (&seen, sizeof seen);
}

/* --- commands --------------------------------------------------------------------------------- */

static void
begin_task (YqqFaceService *self, gint64 task, guint steps)
{
  self->task = task;
  self->steps = steps;
  self->told_step = -1;
}

static gboolean
read_challenges (JsonObject *object, YqqFaceChallenge *challenges, guint *n, GError **error)
{
  g_auto (GStrv) nicks = NULL;
  if (!yqq_json_read_strings (object, "challenges", YQQ_FACE_MAX_CHALLENGES, 32, &nicks, error))
    return FALSE;
  for (*n = 0; nicks[*n] != NULL; *n += 1)
    if (!yqq_face_challenge_from_nick (nicks[*n], &challenges[*n]) ||
        challenges[*n] == YQQ_FACE_CHALLENGE_STRAIGHT) {
      g_set_error (error, YQQ_FACE_ERROR, YQQ_FACE_ERROR_FAILED, "no challenge: %s", nicks[*n]);
      return FALSE;
    }
  return TRUE;
}

static gboolean
begin_verification (YqqFaceService *self, JsonObject *object, gint64 task, GError **error)
{
  YqqFaceChallenge challenges[YQQ_FACE_MAX_CHALLENGES];
  guint n;
  if (!read_challenges (object, challenges, &n, error))
    return FALSE;
  begin_task (self, task, n);
  if (self->n_template == 0) {
    g_autoptr (GError) local = g_steal_pointer (&self->template_error);
    if (local == NULL)
      g_set_error (&local, YQQ_FACE_ERROR, YQQ_FACE_ERROR_BAD_TEMPLATE, "no template");
    say_failed (self, local);
    return TRUE;
  }
  self->sequence = yqq_challenge_sequence_new (challenges, n);
  say_step (self, YQQ_FACE_CHALLENGE_STRAIGHT, 0);
  return TRUE;
}

static gboolean
obey (YqqFaceService *self, const guint8 *bytes, gsize size, GError **error)
{
  const char *command;
  gint64 task;
  g_autoptr (JsonObject) object = yqq_json_parse ((const char *)bytes, (gssize)size, 0, error);
  if (object == NULL || !yqq_json_read_string (object, "command", 32, &command, error))
    return FALSE;
  if (g_str_equal (command, "cancel")) {
    forget_task (self);
    return TRUE;
  }
  if (!yqq_json_read_int (object, "task", 0, G_MAXINT32, &task, error))
    return FALSE;
  if (g_str_equal (command, "verify") && self->enrolment == NULL && self->sequence == NULL)
    return begin_verification (self, object, task, error);
  if (g_str_equal (command, "enrol") && self->enrolment == NULL && self->sequence == NULL) {
    begin_task (self, task, YQQ_ENROLMENT_PICTURES);
    self->enrolment = yqq_enrolment_new ();
    say_step (self, YQQ_FACE_CHALLENGE_STRAIGHT, 0);
    return TRUE;
  }
  g_set_error (error, YQQ_FACE_ERROR, YQQ_FACE_ERROR_FAILED, "no command for now: %s", command);
  return FALSE;
}

static void
take_template (YqqFaceService *self, const guint8 *bytes, gsize size)
{
  g_autoptr (YqqSecretBytes) template = yqq_secret_bytes_new_copy (bytes, size);
  g_clear_error (&self->template_error);
  self->n_template = yqq_face_template_read (template, self->template, &self->template_error);
}

gboolean
yqq_face_service_take (YqqFaceService *self,
                       const YqqFaceWireHeader *header,
                       guint8 *bytes,
                       GError **error)
{
  switch (header->kind) {
  case YQQ_FACE_WIRE_PICTURE:
    look (self, header, bytes);
    return TRUE;
  case YQQ_FACE_WIRE_TEMPLATE:
    take_template (self, bytes, header->length);
    return TRUE;
  default:
    return obey (self, bytes, header->length, error);
  }
}

void
yqq_face_service_free (YqqFaceService *self)
{
  forget_task (self);
  yqq_face_engine_free (self->engine);
  g_free (self);
}
