/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "face/face-process.h"

#include "face/face-models.h"
#include "face/face-process-private.h"

#define START_LIMIT_S 30
#define PATIENCE_S 30

G_DEFINE_FINAL_TYPE (YqqFaceProcess, yqq_face_process, G_TYPE_OBJECT)

enum { PROP_RUNNING = 1, N_PROPS };

static GParamSpec *properties[N_PROPS];
guint yqq_face_process_signals[YQQ_FACE_N_SIGNALS];

/* --- ends ------------------------------------------------------------------------------------- */

void
yqq_face_process_set_running (YqqFaceProcess *self, gboolean running)
{
  if (self->running == running)
    return;
  self->running = running;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
}

void
yqq_face_process_end_start (YqqFaceProcess *self, const GError *error)
{
  g_clear_handle_id (&self->start_limit, g_source_remove);
  if (self->start_cancellation != NULL)
    g_source_destroy (self->start_cancellation);
  g_clear_pointer (&self->start_cancellation, g_source_unref);
  g_autoptr (GTask) task = g_steal_pointer (&self->start);
  if (task == NULL)
    return;
  if (error != NULL)
    g_task_return_error (task, g_error_copy (error));
  else
    g_task_return_boolean (task, TRUE);
}

void
yqq_face_process_let_go (YqqFaceProcess *self)
{
  if (self->channel != NULL)
    yqq_face_channel_close (self->channel);
  g_clear_object (&self->channel);
  if (self->child != NULL)
    g_subprocess_force_exit (self->child);
  g_clear_object (&self->child);
  g_clear_pointer (&self->template, yqq_secret_bytes_unref);
  g_clear_handle_id (&self->patience, g_source_remove);
  self->is_busy = FALSE;
  self->hint = YQQ_FACE_HINT_NO_FACE;
}

void
yqq_face_process_give_up (YqqFaceProcess *self, const GError *error)
{
  g_autoptr (YqqFaceProcess) alive = g_object_ref (self);
  gboolean was_running = self->running;
  yqq_face_process_let_go (self);
  yqq_face_process_set_running (self, FALSE);
  yqq_face_process_end_start (self, error);
  yqq_face_process_fail_task (self, error);
  if (was_running)
    g_signal_emit (self, yqq_face_process_signals[YQQ_FACE_SIGNAL_EXITED], 0, error);
}

static void
on_end (const GError *error, gpointer user_data)
{
  g_autoptr (GError) local = NULL;
  if (error == NULL)
    g_set_error (&local, YQQ_FACE_ERROR, YQQ_FACE_ERROR_FAILED, "%s has ended", YQQ_FACE_PROGRAM);
  yqq_face_process_give_up (user_data, error != NULL ? error : local);
}

/* --- the child ----------------------------------------------------------------------------------
 */

static void
on_message (YqqFaceWireKind kind, const guint8 *bytes, gsize size, gpointer user_data)
{
  g_autoptr (YqqFaceProcess) self = g_object_ref (user_data);
  g_autoptr (GError) error = NULL;
  gboolean good = kind == YQQ_FACE_WIRE_TEXT
                      ? yqq_face_process_take_text (self, bytes, size, &error)
                      : yqq_face_process_take_template (self, bytes, size, &error);
  if (good)
    return;
  g_autoptr (GError) told = g_error_new (YQQ_FACE_ERROR, YQQ_FACE_ERROR_FAILED,
                                         "%s says nonsense: %s", YQQ_FACE_PROGRAM, error->message);
  yqq_face_process_give_up (self, told);
}

static char *
find_program (void)
{
  const char *chosen = g_getenv ("YQQ_FACE_PROGRAM");
  if (chosen != NULL && *chosen != '\0')
    return g_strdup (chosen);
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *own = self != NULL ? g_path_get_dirname (self) : g_strdup (".");
  /* src/app/yueqiqian and src/face/yueqiqian-face of one build directory. */
  g_autofree char *built = g_build_filename (own, "..", "face", YQQ_FACE_PROGRAM, NULL);
  if (g_file_test (built, G_FILE_TEST_IS_EXECUTABLE))
    return g_steal_pointer (&built);
  return g_build_filename (YQQ_LIBEXECDIR, YQQ_FACE_PROGRAM, NULL);
}

static gboolean
spawn (YqqFaceProcess *self, GError **error)
{
  g_autofree char *program = find_program ();
  g_autofree char *found = self->directory == NULL ? yqq_face_models_find_directory () : NULL;
  const char *directory = found != NULL ? found : self->directory;
  g_autoptr (GError) local = NULL;
  if (!yqq_face_models_are_there (directory, error))
    return FALSE;
  self->child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                  &local, program, directory, NULL);
  if (self->child == NULL) {
    g_set_error (error, YQQ_FACE_ERROR, YQQ_FACE_ERROR_NO_PROGRAM, "%s: %s", program,
                 local->message);
    return FALSE;
  }
  self->channel =
      yqq_face_channel_new (g_subprocess_get_stdin_pipe (self->child),
                            g_subprocess_get_stdout_pipe (self->child), on_message, on_end, self);
  return TRUE;
}

static gboolean
on_start_late (gpointer user_data)
{
  YqqFaceProcess *self = user_data;
  g_autoptr (GError) error = g_error_new (YQQ_FACE_ERROR, YQQ_FACE_ERROR_TIMED_OUT,
                                          "%s did not become ready", YQQ_FACE_PROGRAM);
  self->start_limit = 0;
  yqq_face_process_give_up (self, error);
  return G_SOURCE_REMOVE;
}

static gboolean
on_start_cancelled (GCancellable *cancellable, gpointer user_data)
{
  yqq_face_process_stop (user_data);
  return G_SOURCE_REMOVE;
}

void
yqq_face_process_start_async (YqqFaceProcess *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_return_if_fail (self->start == NULL && !self->running);
  GError *error = NULL;
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  if (!spawn (self, &error)) {
    g_task_return_error (task, error);
    return;
  }
  if (cancellable != NULL) {
    self->start_cancellation = g_cancellable_source_new (cancellable);
    g_source_set_callback (self->start_cancellation, G_SOURCE_FUNC (on_start_cancelled), self,
                           NULL);
    g_source_attach (self->start_cancellation, g_task_get_context (task));
  }
  g_task_set_check_cancellable (task, FALSE);
  self->start = g_steal_pointer (&task);
  self->start_limit = g_timeout_add_seconds (START_LIMIT_S, on_start_late, self);
}

gboolean
yqq_face_process_start_finish (YqqFaceProcess *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- pictures --------------------------------------------------------------------------------- */

gboolean
yqq_face_process_push (YqqFaceProcess *self, const YqqFaceFrame *frame)
{
  if (!self->running || self->is_busy)
    return FALSE;
  g_autoptr (YqqFacePicture) picture = yqq_face_picture_new_from_frame (frame);
  if (picture == NULL)
    return FALSE;
  self->is_busy = TRUE;
  yqq_face_process_restart_patience (self);
  yqq_face_channel_send_picture (self->channel, picture, frame->time_us);
  return TRUE;
}

/* --- the object ------------------------------------------------------------------------------- */

gboolean
yqq_face_process_get_running (YqqFaceProcess *self)
{
  return self->running;
}

YqqFaceHint
yqq_face_process_get_hint (YqqFaceProcess *self)
{
  return self->hint;
}

void
yqq_face_process_stop (YqqFaceProcess *self)
{
  g_autoptr (GError) error = g_error_new (G_IO_ERROR, G_IO_ERROR_CANCELLED, "stopped");
  yqq_face_process_let_go (self);
  yqq_face_process_set_running (self, FALSE);
  yqq_face_process_end_start (self, error);
  yqq_face_process_fail_task (self, error);
}

static void
yqq_face_process_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  YqqFaceProcess *self = YQQ_FACE_PROCESS (object);
  if (id == PROP_RUNNING)
    g_value_set_boolean (value, self->running);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
yqq_face_process_finalize (GObject *object)
{
  YqqFaceProcess *self = YQQ_FACE_PROCESS (object);
  yqq_face_process_let_go (self);
  g_free (self->directory);
  G_OBJECT_CLASS (yqq_face_process_parent_class)->finalize (object);
}

static void
yqq_face_process_class_init (YqqFaceProcessClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GType type = G_TYPE_FROM_CLASS (class);
  object_class->get_property = yqq_face_process_get_property;
  object_class->finalize = yqq_face_process_finalize;
  properties[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  yqq_face_process_signals[YQQ_FACE_SIGNAL_HINT] = g_signal_new (
      "hint", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  yqq_face_process_signals[YQQ_FACE_SIGNAL_OUTLINE] =
      g_signal_new ("outline", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 4,
                    G_TYPE_DOUBLE, G_TYPE_DOUBLE, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  yqq_face_process_signals[YQQ_FACE_SIGNAL_STEP] =
      g_signal_new ("step", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                    G_TYPE_UINT, G_TYPE_UINT, G_TYPE_UINT);
  yqq_face_process_signals[YQQ_FACE_SIGNAL_EXITED] = g_signal_new (
      "exited", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
yqq_face_process_init (YqqFaceProcess *self)
{
  self->hint = YQQ_FACE_HINT_NO_FACE;
  self->patience_s = PATIENCE_S;
}

YqqFaceProcess *
yqq_face_process_new (const char *directory)
{
  YqqFaceProcess *self = g_object_new (YQQ_TYPE_FACE_PROCESS, NULL);
  self->directory = g_strdup (directory);
  return self;
}
