/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Enrolments and verifications: one at a time, given to the child and awaited. */
#include "base/json.h"
#include "face/face-process-private.h"
#include "face/face-template.h"

#define CANCEL "{\"command\":\"cancel\"}"

GTask *
yqq_face_process_take_task (YqqFaceProcess *self)
{
  if (self->cancellation != NULL)
    g_source_destroy (self->cancellation);
  g_clear_pointer (&self->cancellation, g_source_unref);
  GTask *task = g_steal_pointer (&self->task);
  yqq_face_process_restart_patience (self);
  return task;
}

void
yqq_face_process_fail_task (YqqFaceProcess *self, const GError *error)
{
  g_autoptr (GTask) task = yqq_face_process_take_task (self);
  if (task != NULL)
    g_task_return_error (task, g_error_copy (error));
}

gboolean
yqq_face_process_is_enrolling (YqqFaceProcess *self)
{
  return self->task != NULL && g_task_get_source_tag (self->task) == yqq_face_process_enrol_async;
}

static gboolean
on_impatience (gpointer user_data)
{
  YqqFaceProcess *self = user_data;
  g_autoptr (GError) error = NULL;
  self->patience = 0;
  if (self->is_busy) {
    g_set_error (&error, YQQ_FACE_ERROR, YQQ_FACE_ERROR_FAILED, "%s does not answer",
                 YQQ_FACE_PROGRAM);
    yqq_face_process_give_up (self, error);
  } else {
    g_set_error (&error, YQQ_FACE_ERROR, YQQ_FACE_ERROR_TIMED_OUT, "no picture came");
    yqq_face_channel_send_text (self->channel, CANCEL);
    yqq_face_process_fail_task (self, error);
  }
  return G_SOURCE_REMOVE;
}

void
yqq_face_process_restart_patience (YqqFaceProcess *self)
{
  g_clear_handle_id (&self->patience, g_source_remove);
  if (self->task != NULL || self->is_busy)
    self->patience = g_timeout_add_seconds (self->patience_s, on_impatience, self);
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  YqqFaceProcess *self = user_data;
  yqq_face_channel_send_text (self->channel, CANCEL);
  g_autoptr (GTask) task = yqq_face_process_take_task (self);
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");
  return G_SOURCE_REMOVE;
}

/* FALSE: task has been answered already. Takes task. */
static gboolean
begin_task (YqqFaceProcess *self, GTask *task)
{
  g_autoptr (GTask) owned = task;
  GCancellable *cancellable = g_task_get_cancellable (task);
  if (g_task_return_error_if_cancelled (task))
    return FALSE;
  if (!self->running || self->task != NULL) {
    g_task_return_new_error (task, YQQ_FACE_ERROR, YQQ_FACE_ERROR_FAILED, "%s",
                             self->running ? "something else is being done" : "it does not run");
    return FALSE;
  }
  if (cancellable != NULL) {
    self->cancellation = g_cancellable_source_new (cancellable);
    g_source_set_callback (self->cancellation, G_SOURCE_FUNC (on_cancelled), self, NULL);
    g_source_attach (self->cancellation, g_task_get_context (task));
  }
  g_task_set_check_cancellable (task, FALSE);
  self->task = g_steal_pointer (&owned);
  self->task_number = (self->task_number + 1) % G_MAXINT32;
  yqq_face_process_restart_patience (self);
  return TRUE;
}

static void
send_command (YqqFaceProcess *self, const char *command, JsonArray *challenges)
{
  g_autoptr (JsonObject) object = json_object_new ();
  json_object_set_string_member (object, "command", command);
  json_object_set_int_member (object, "task", self->task_number);
  if (challenges != NULL)
    json_object_set_array_member (object, "challenges", challenges);
  g_autofree char *text = yqq_json_to_string (object);
  yqq_face_channel_send_text (self->channel, text);
}

void
yqq_face_process_enrol_async (YqqFaceProcess *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, yqq_face_process_enrol_async);
  if (begin_task (self, task))
    send_command (self, "enrol", NULL);
}

YqqSecretBytes *
yqq_face_process_enrol_finish (YqqFaceProcess *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
yqq_face_process_verify_async (YqqFaceProcess *self,
                               YqqSecretBytes *template,
                               const YqqFaceChallenge *challenges,
                               guint n_challenges,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_return_if_fail (n_challenges <= YQQ_FACE_MAX_CHALLENGES);
  GError *error = NULL;
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, yqq_face_process_verify_async);
  if (!yqq_face_template_check (template, &error)) {
    g_task_return_error (task, error);
    return;
  }
  if (!begin_task (self, g_steal_pointer (&task)))
    return;
  JsonArray *nicks = json_array_new ();
  for (guint i = 0; i < n_challenges; i++)
    json_array_add_string_element (nicks, yqq_face_challenge_to_nick (challenges[i]));
  yqq_face_channel_send_template (self->channel, template);
  send_command (self, "verify", nicks);
}

gboolean
yqq_face_process_verify_finish (YqqFaceProcess *self,
                                GAsyncResult *result,
                                double *score,
                                GError **error)
{
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  const double *share = g_task_get_task_data (G_TASK (result));
  if (score != NULL)
    *score = *share;
  return TRUE;
}
