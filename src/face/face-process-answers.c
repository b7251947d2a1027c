/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the child says, checked as anything from outside: a picture may have made it say it. */
#include "base/json.h"
#include "face/face-models.h"
#include "face/face-process-private.h"
#include "face/face-template.h"

#define MAX_WORD 64
#define MAX_MESSAGE 1024

static gboolean
take_ready (YqqFaceProcess *self, JsonObject *object, GError **error)
{
  const char *model;
  if (!yqq_json_read_string (object, "model", MAX_WORD, &model, error))
    return FALSE;
  if (!g_str_equal (model, yqq_face_models_get_name ()) || self->start == NULL) {
    g_set_error (error, YQQ_FACE_ERROR, YQQ_FACE_ERROR_FAILED, "%s is of another version",
                 YQQ_FACE_PROGRAM);
    return FALSE;
  }
  yqq_face_process_set_running (self, TRUE);
  yqq_face_process_end_start (self, NULL);
  return TRUE;
}

/* The error that a message tells of; NULL with *error where it does not. */
static GError *
read_error (JsonObject *object, GError **error)
{
  const char *nick, *message;
  YqqFaceError code = YQQ_FACE_ERROR_FAILED;
  if (!yqq_json_read_string (object, "code", MAX_WORD, &nick, error) ||
      !yqq_json_read_string (object, "message", MAX_MESSAGE, &message, error))
    return NULL;
  yqq_face_error_from_nick (nick, &code);
  return g_error_new_literal (YQQ_FACE_ERROR, code, message);
}

static gboolean
take_refused (YqqFaceProcess *self, JsonObject *object, GError **error)
{
  g_autoptr (GError) told = read_error (object, error);
  if (told != NULL)
    yqq_face_process_give_up (self, told);
  return told != NULL;
}

static gboolean
read_share (JsonObject *object, const char *member, double *share, GError **error)
{
  gint64 parts;
  /* A face may reach beyond the picture. */
  if (!yqq_json_read_int (object, member, -2 * YQQ_FACE_WIRE_WHOLE, 2 * YQQ_FACE_WIRE_WHOLE, &parts,
                          error))
    return FALSE;
  *share = (double)parts / YQQ_FACE_WIRE_WHOLE;
  return TRUE;
}

static gboolean
take_seen (YqqFaceProcess *self, JsonObject *object, GError **error)
{
  const char *nick;
  YqqFaceHint hint;
  double x, y, width, height;
  if (!yqq_json_read_string (object, "hint", MAX_WORD, &nick, error) ||
      !read_share (object, "x", &x, error) || !read_share (object, "y", &y, error) ||
      !read_share (object, "width", &width, error) ||
      !read_share (object, "height", &height, error))
    return FALSE;
  if (!self->is_busy || !yqq_face_hint_from_nick (nick, &hint)) {
    g_set_error (error, YQQ_FACE_ERROR, YQQ_FACE_ERROR_FAILED, "seen: %s", nick);
    return FALSE;
  }
  gboolean is_new = self->hint != hint;
  self->is_busy = FALSE;
  self->hint = hint;
  yqq_face_process_restart_patience (self);
  g_signal_emit (self, yqq_face_process_signals[YQQ_FACE_SIGNAL_OUTLINE], 0, x, y, width, height);
  if (is_new)
    g_signal_emit (self, yqq_face_process_signals[YQQ_FACE_SIGNAL_HINT], 0, (guint)hint);
  return TRUE;
}

static gboolean
take_step (YqqFaceProcess *self, JsonObject *object, GError **error)
{
  const char *nick;
  YqqFaceChallenge challenge;
  gint64 step, steps;
  if (!yqq_json_read_string (object, "challenge", MAX_WORD, &nick, error) ||
      !yqq_json_read_int (object, "steps", 0, YQQ_FACE_MAX_CHALLENGES, &steps, error) ||
      !yqq_json_read_int (object, "step", 0, steps, &step, error))
    return FALSE;
  if (!yqq_face_challenge_from_nick (nick, &challenge)) {
    g_set_error (error, YQQ_FACE_ERROR, YQQ_FACE_ERROR_FAILED, "step: %s", nick);
    return FALSE;
  }
  g_signal_emit (self, yqq_face_process_signals[YQQ_FACE_SIGNAL_STEP], 0, (guint)challenge,
                 (guint)step, (guint)steps);
  return TRUE;
}

/* A verification's result is its score, an enrolment's the template that came just before. */
static gboolean
take_done (YqqFaceProcess *self, JsonObject *object, GError **error)
{
  gint64 score;
  if (!yqq_json_read_int (object, "score", 0, YQQ_FACE_WIRE_WHOLE, &score, error))
    return FALSE;
  gboolean is_enrolment = yqq_face_process_is_enrolling (self);
  if (is_enrolment && self->template == NULL) {
    g_set_error (error, YQQ_FACE_ERROR, YQQ_FACE_ERROR_FAILED, "done without a template");
    return FALSE;
  }
  g_autoptr (GTask) task = yqq_face_process_take_task (self);
  if (is_enrolment) {
    g_task_return_pointer (task, g_steal_pointer (&self->template),
                           (GDestroyNotify)yqq_secret_bytes_unref);
    return TRUE;
  }
  double *share = g_new (double, 1);
  *share = (double)score / YQQ_FACE_WIRE_WHOLE;
  g_task_set_task_data (task, share, g_free);
  g_task_return_boolean (task, TRUE);
  return TRUE;
}

static gboolean
take_failed (YqqFaceProcess *self, JsonObject *object, GError **error)
{
  g_autoptr (GError) told = read_error (object, error);
  if (told != NULL)
    yqq_face_process_fail_task (self, told);
  return told != NULL;
}

static const struct {
  const char *type;
  gboolean is_of_task; /* and nothing where that is over */
  gboolean (*take) (YqqFaceProcess *, JsonObject *, GError **);
} texts[] = {
    {"ready", FALSE, take_ready}, {"refused", FALSE, take_refused}, {"seen", FALSE, take_seen},
    {"step", TRUE, take_step},    {"done", TRUE, take_done},        {"failed", TRUE, take_failed},
};

gboolean
yqq_face_process_take_text (YqqFaceProcess *self, const guint8 *bytes, gsize size, GError **error)
{
  const char *type;
  gint64 task = 0;
  g_autoptr (JsonObject) object = yqq_json_parse ((const char *)bytes, (gssize)size, 0, error);
  if (object == NULL || !yqq_json_read_string (object, "type", MAX_WORD, &type, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    if (!g_str_equal (texts[i].type, type))
      continue;
    if (!texts[i].is_of_task)
      return texts[i].take (self, object, error);
    if (!yqq_json_read_int (object, "task", 0, G_MAXINT32, &task, error))
      return FALSE;
    gboolean is_over = self->task == NULL || task != self->task_number;
    return is_over || texts[i].take (self, object, error);
  }
  g_set_error (error, YQQ_FACE_ERROR, YQQ_FACE_ERROR_FAILED, "an answer of type %s", type);
  return FALSE;
}

gboolean
yqq_face_process_take_template (YqqFaceProcess *self,
                                const guint8 *bytes,
                                gsize size,
                                GError **error)
{
  g_clear_pointer (&self->template, yqq_secret_bytes_unref);
  self->template = yqq_secret_bytes_new_copy (bytes, size);
  return yqq_face_template_check (self->template, error);
}
