/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/face-view.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/announcer.h"
#include "app/error-text.h"
#include "app/face-text.h"
#include "app/fault-view.h"
#include "app/viewfinder.h"
#include "face/face-process.h"
#include "scan/camera.h"

struct _YqqFaceView {
  AdwBin parent;

  GtkStack *stack;
  GtkLabel *task;
  GtkLabel *step; /* which of how many it is */
  GtkLabel *hint;
  YqqViewfinder *viewfinder;
  GtkWidget *starting;
  YqqAnnouncer *announcer;
  YqqFaultView *fault;
  YqqSettings *settings;
  YqqCamera *camera;
  YqqFaceProcess *process; /* one for each try */
  GCancellable *working;
  YqqSecretBytes *template; /* NULL: an enrolment */
  YqqFaceChallenge challenges[YQQ_FACE_MAX_CHALLENGES];
  guint n_challenges;
};

G_DEFINE_FINAL_TYPE (YqqFaceView, yqq_face_view, ADW_TYPE_BIN)

enum { ENROLLED, JUDGED, AGAIN, SIGNALS };

static guint signals[SIGNALS];

void
yqq_face_view_stop (YqqFaceView *self)
{
  g_cancellable_cancel (self->working);
  g_clear_object (&self->working);
  if (self->process) {
    g_signal_handlers_disconnect_by_data (self->process, self);
    yqq_face_process_stop (self->process);
  }
  g_clear_object (&self->process);
  if (self->camera)
    yqq_camera_stop (self->camera);
  if (self->announcer)
    yqq_announcer_forget (self->announcer);
  if (self->viewfinder)
    yqq_viewfinder_clear (self->viewfinder);
}

static void
show_fault (YqqFaceView *self, const GError *error, gboolean again)
{
  if (yqq_error_text_is_cancelled (error))
    return;
  yqq_face_view_stop (self);
  yqq_fault_view_show (self->fault, error, again ? _ ("Try again") : NULL,
                       again ? "face.again" : NULL);
  gtk_stack_set_visible_child_name (self->stack, "fault");
}

void
yqq_face_view_show_fault (YqqFaceView *self, const GError *error)
{
  show_fault (self, error, FALSE);
}

static void
on_enrolled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqFaceView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqSecretBytes) template =
      yqq_face_process_enrol_finish (YQQ_FACE_PROCESS (source), result, &error);
  if (source != G_OBJECT (self->process))
    return;
  if (!template) {
    show_fault (self, error, TRUE);
    return;
  }
  yqq_face_view_stop (self);
  g_signal_emit (self, signals[ENROLLED], 0, template);
}

/* What the authority counts as a try. */
static gboolean
is_judgement (const GError *error)
{
  return g_error_matches (error, YQQ_FACE_ERROR, YQQ_FACE_ERROR_MISMATCH) ||
         g_error_matches (error, YQQ_FACE_ERROR, YQQ_FACE_ERROR_CHALLENGE_FAILED) ||
         g_error_matches (error, YQQ_FACE_ERROR, YQQ_FACE_ERROR_FACE_CHANGED);
}

static void
on_verified (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqFaceView) self = user_data;
  g_autoptr (GError) error = NULL;
  double score = 0;
  yqq_face_process_verify_finish (YQQ_FACE_PROCESS (source), result, &score, &error);
  if (source != G_OBJECT (self->process))
    return;
  if (error && !is_judgement (error)) {
    show_fault (self, error, TRUE);
    return;
  }
  yqq_face_view_stop (self);
  g_signal_emit (self, signals[JUDGED], 0, error ? error->code : -1, score);
}

static void
on_started (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqFaceView) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean started = yqq_face_process_start_finish (YQQ_FACE_PROCESS (source), result, &error);
  if (source != G_OBJECT (self->process))
    return;
  if (!started)
    show_fault (self, error, TRUE);
  else if (self->template)
    yqq_face_process_verify_async (self->process, self->template, self->challenges,
                                   self->n_challenges, self->working, on_verified,
                                   g_object_ref (self));
  else
    yqq_face_process_enrol_async (self->process, self->working, on_enrolled, g_object_ref (self));
}

/* What keeps the picture from being good comes before what is asked: nothing is seen until then. */
static void
announce (YqqFaceView *self)
{
  const char *hint = gtk_label_get_label (self->hint);
  yqq_announcer_say (self->announcer, *hint ? hint : gtk_label_get_label (self->task));
}

static void
show_hint (YqqFaceView *self, YqqFaceHint hint)
{
  const char *text = yqq_face_text_get_hint (hint);
  yqq_viewfinder_set_guide (self->viewfinder, hint == YQQ_FACE_HINT_OK
                                                  ? YQQ_VIEWFINDER_GUIDE_GOOD
                                                  : YQQ_VIEWFINDER_GUIDE_WAITING);
  if (strcmp (gtk_label_get_label (self->hint), text) == 0)
    return;
  gtk_label_set_label (self->hint, text);
  gtk_widget_set_visible (GTK_WIDGET (self->hint), *text != '\0');
  announce (self);
}

/* For each picture that was looked at: the first hint of all is no change. */
static void
on_looked (YqqFaceView *self)
{
  show_hint (self, yqq_face_process_get_hint (self->process));
}

static void
show_task (YqqFaceView *self, const char *what, const char *step)
{
  gtk_label_set_label (self->task, what);
  gtk_label_set_label (self->step, step);
  announce (self);
}

static void
on_step (YqqFaceView *self, guint challenge, guint step, guint steps)
{
  const char *what = yqq_face_text_get_challenge (
      step < steps ? challenge : YQQ_FACE_CHALLENGE_STRAIGHT, self->template == NULL);
  g_autofree char *which =
      steps > 0 ? g_strdup_printf (_ ("Step %u of %u"), MIN (step + 1, steps), steps) : NULL;
  show_task (self, what, which ? which : "");
}

static void
on_exited (YqqFaceView *self, const GError *error)
{
  show_fault (self, error, TRUE);
}

static void
on_frame (YqqFaceView *self, GBytes *rgba, guint width, guint height)
{
  const YqqFaceFrame frame = {.pixels = rgba,
                              .width = width,
                              .height = height,
                              .stride = (gsize)width * 4,
                              .format = YQQ_FACE_PIXELS_RGBA,
                              .time_us = g_get_monotonic_time ()};
  gtk_widget_set_visible (self->starting, FALSE);
  yqq_viewfinder_show_frame (self->viewfinder, rgba, width, height);
  if (self->process)
    yqq_face_process_push (self->process, &frame);
}

static void
on_camera_failed (YqqFaceView *self, const GError *error)
{
  g_autoptr (GError) fault = yqq_face_trouble_new_for_camera (error);
  show_fault (self, fault, TRUE);
}

static YqqCameraDevice *
find_device (YqqFaceView *self)
{
  GListModel *devices = yqq_camera_get_devices (self->camera);
  g_autofree char *wanted = yqq_settings_dup_camera (self->settings);
  for (guint i = 0; i < g_list_model_get_n_items (devices); i++) {
    g_autoptr (YqqCameraDevice) device = g_list_model_get_item (devices, i);
    if (g_str_equal (yqq_camera_device_get_id (device), wanted))
      return g_steal_pointer (&device);
  }
  return NULL;
}

static void
start_camera (YqqFaceView *self)
{
  if (!self->camera) {
    self->camera = yqq_camera_new ();
    g_signal_connect_object (self->camera, "frame", G_CALLBACK (on_frame), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (self->camera, "failed", G_CALLBACK (on_camera_failed), self,
                             G_CONNECT_SWAPPED);
  }
  g_autoptr (YqqCameraDevice) device = find_device (self);
  gtk_widget_set_visible (self->starting, TRUE);
  yqq_camera_start (self->camera, device);
}

static void
start_process (YqqFaceView *self)
{
  self->process = yqq_face_process_new (NULL);
  g_signal_connect_object (self->process, "outline", G_CALLBACK (on_looked), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->process, "step", G_CALLBACK (on_step), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->process, "exited", G_CALLBACK (on_exited), self,
                           G_CONNECT_SWAPPED);
  yqq_face_process_start_async (self->process, self->working, on_started, g_object_ref (self));
}

static void
begin (YqqFaceView *self)
{
  yqq_face_view_stop (self);
  self->working = g_cancellable_new ();
  yqq_announcer_forget (self->announcer);
  show_hint (self, YQQ_FACE_HINT_OK);
  yqq_viewfinder_set_guide (self->viewfinder, YQQ_VIEWFINDER_GUIDE_NONE);
  show_task (self, yqq_face_text_get_challenge (YQQ_FACE_CHALLENGE_STRAIGHT, FALSE), "");
  gtk_stack_set_visible_child_name (self->stack, "camera");
  gtk_widget_grab_focus (GTK_WIDGET (self->viewfinder)); /* where a screen reader listens */
  start_process (self);
  start_camera (self);
}

void
yqq_face_view_enrol (YqqFaceView *self, YqqSettings *settings)
{
  g_set_object (&self->settings, settings);
  g_clear_pointer (&self->template, yqq_secret_bytes_unref);
  self->n_challenges = 0;
  begin (self);
}

void
yqq_face_view_verify (YqqFaceView *self,
                      YqqSettings *settings,
                      YqqSecretBytes *template,
                      const YqqFaceChallenge *challenges,
                      guint n_challenges)
{
  g_return_if_fail (n_challenges <= YQQ_FACE_MAX_CHALLENGES);
  g_set_object (&self->settings, settings);
  yqq_secret_bytes_ref (template);
  g_clear_pointer (&self->template, yqq_secret_bytes_unref);
  self->template = template;
  for (guint i = 0; i < n_challenges; i++)
    self->challenges[i] = challenges[i];
  self->n_challenges = n_challenges;
  begin (self);
}

static void
on_again_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  YqqFaceView *self = YQQ_FACE_VIEW (widget);
  if (self->template)
    g_signal_emit (self, signals[AGAIN], 0);
  else
    begin (self);
}

static void
yqq_face_view_dispose (GObject *object)
{
  YqqFaceView *self = YQQ_FACE_VIEW (object);
  yqq_face_view_stop (self);
  self->viewfinder = NULL;
  g_clear_object (&self->announcer);
  g_clear_object (&self->camera);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->template, yqq_secret_bytes_unref);
  G_OBJECT_CLASS (yqq_face_view_parent_class)->dispose (object);
}

static void
yqq_face_view_class_init (YqqFaceViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  GType type = YQQ_TYPE_FACE_VIEW;
  G_OBJECT_CLASS (class)->dispose = yqq_face_view_dispose;
  g_type_ensure (YQQ_TYPE_VIEWFINDER);
  g_type_ensure (YQQ_TYPE_FAULT_VIEW);
  signals[ENROLLED] = g_signal_new ("enrolled", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[JUDGED] = g_signal_new ("judged", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_DOUBLE);
  signals[AGAIN] =
      g_signal_new ("again", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/yueqiqian/desktop/ui/face-view.ui");
  gtk_widget_class_bind_template_child (widget_class, YqqFaceView, stack);
  gtk_widget_class_bind_template_child (widget_class, YqqFaceView, task);
  gtk_widget_class_bind_template_child (widget_class, YqqFaceView, step);
  gtk_widget_class_bind_template_child (widget_class, YqqFaceView, hint);
  gtk_widget_class_bind_template_child (widget_class, YqqFaceView, viewfinder);
  gtk_widget_class_bind_template_child (widget_class, YqqFaceView, starting);
  gtk_widget_class_bind_template_child (widget_class, YqqFaceView, fault);
  gtk_widget_class_install_action (widget_class, "face.again", NULL, on_again_activated);
}

static void
yqq_face_view_init (YqqFaceView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  yqq_viewfinder_set_mirrored (self->viewfinder, TRUE);
  self->announcer = yqq_announcer_new (GTK_WIDGET (self->viewfinder));
}
