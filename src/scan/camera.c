/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/camera.h"

#include "scan/camera-monitor.h"
#include "scan/camera-portal.h"
#include "scan/camera-session.h"

struct _YqqCamera {
  GObject parent;
  YqqCameraMonitor *monitor;
  YqqCameraDevice *device;
  YqqCameraSession *session; /* the one running, or the one stopped last */
  GCancellable *asking;      /* while the portal's dialog is open */
  guint search_limit;
  gboolean active;
  gboolean wants_first; /* of the devices, once they are known */
  gboolean allowed;     /* by the portal */
};

G_DEFINE_FINAL_TYPE (YqqCamera, yqq_camera, G_TYPE_OBJECT)

enum { PROP_ACTIVE = 1, N_PROPS };
static GParamSpec *properties[N_PROPS];
enum { FRAME, READINGS, FAILED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
set_active (YqqCamera *self, gboolean active)
{
  if (self->active == active)
    return;
  self->active = active;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
}

static void
fail (YqqCamera *self, const GError *error)
{
  g_autoptr (YqqCamera) alive = g_object_ref (self);
  yqq_camera_stop (self);
  g_signal_emit (self, signals[FAILED], 0, error);
}

static void
on_session_frame (GBytes *rgba, guint width, guint height, gpointer user_data)
{
  g_signal_emit (user_data, signals[FRAME], 0, rgba, width, height);
}

static void
on_session_readings (GPtrArray *readings, gpointer user_data)
{
  g_signal_emit (user_data, signals[READINGS], 0, readings);
}

static void
on_session_failed (const GError *error, gpointer user_data)
{
  fail (user_data, error);
}

static void
start_session (YqqCamera *self, YqqCameraDevice *device)
{
  static const YqqCameraSessionEvents events = {on_session_frame, on_session_readings,
                                                on_session_failed};
  g_autoptr (YqqCameraSession) before = g_steal_pointer (&self->session);
  g_set_object (&self->device, device);
  self->session = yqq_camera_session_start (device, before, &events, self);
}

static void
start_first (YqqCamera *self)
{
  self->wants_first = FALSE;
  g_clear_handle_id (&self->search_limit, g_source_remove);
  g_autoptr (YqqCameraDevice) device = g_list_model_get_item (yqq_camera_get_devices (self), 0);
  if (device != NULL) {
    start_session (self, device);
    return;
  }
  g_autoptr (GError) error =
      g_error_new (YQQ_SCAN_ERROR, YQQ_SCAN_ERROR_NO_CAMERA, "no camera is connected");
  fail (self, error);
}

static void
on_probed (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqCamera) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean probed = yqq_camera_monitor_probe_finish (YQQ_CAMERA_MONITOR (object), result, &error);
  if (!self->wants_first)
    return;
  if (probed)
    start_first (self);
  else
    fail (self, error);
}

static void
probe (YqqCamera *self, int connection)
{
  yqq_camera_monitor_probe_async (self->monitor, connection, on_probed, g_object_ref (self));
}

static void
on_portal_opened (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqCamera) self = user_data;
  g_autoptr (GError) error = NULL;
  int connection = yqq_camera_portal_open_finish (result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->asking);
  self->allowed = connection >= 0;
  if (self->allowed)
    probe (self, connection);
  else if (self->wants_first)
    fail (self, error);
}

/* Fills the list; where that needs leave, asks for it once. */
static void
look_for_devices (YqqCamera *self)
{
  if (self->allowed || !yqq_camera_portal_is_needed ()) {
    probe (self, -1);
    return;
  }
  self->asking = g_cancellable_new ();
  yqq_camera_portal_open_async (YQQ_CAMERA_PORTAL_LIMIT_MS, self->asking, on_portal_opened,
                                g_object_ref (self));
}

static void
on_search_limit (gpointer user_data)
{
  YqqCamera *self = user_data;
  self->search_limit = 0;
  g_autoptr (GError) error = g_error_new (YQQ_SCAN_ERROR, YQQ_SCAN_ERROR_NO_CAMERA,
                                          "the system does not say which cameras it has");
  fail (self, error);
}

static gboolean
is_listed (YqqCamera *self, YqqCameraDevice *device)
{
  GListModel *devices = yqq_camera_get_devices (self);
  for (guint i = 0; i < g_list_model_get_n_items (devices); i++) {
    g_autoptr (YqqCameraDevice) each = g_list_model_get_item (devices, i);
    if (each == device)
      return TRUE;
  }
  return FALSE;
}

/* Sooner than the session would notice that its frames have stopped. */
static void
on_devices_changed (GListModel *devices,
                    guint position,
                    guint removed,
                    guint added,
                    gpointer user_data)
{
  YqqCamera *self = user_data;
  if (removed == 0 || !self->active || self->wants_first || is_listed (self, self->device))
    return;
  g_autoptr (GError) error =
      g_error_new (YQQ_SCAN_ERROR, YQQ_SCAN_ERROR_CAMERA_LOST, "the camera was unplugged");
  fail (self, error);
}

static void
yqq_camera_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  g_value_set_boolean (value, YQQ_CAMERA (object)->active);
}

static void
yqq_camera_dispose (GObject *object)
{
  YqqCamera *self = YQQ_CAMERA (object);
  yqq_camera_stop (self);
  g_clear_pointer (&self->session, yqq_camera_session_unref);
  g_clear_object (&self->device);
  g_clear_object (&self->monitor);
  G_OBJECT_CLASS (yqq_camera_parent_class)->dispose (object);
}

static guint
add_signal (const char *name, guint count, const GType types[])
{
  return g_signal_newv (name, YQQ_TYPE_CAMERA, G_SIGNAL_RUN_LAST, NULL, NULL, NULL, NULL,
                        G_TYPE_NONE, count, (GType *)types);
}

static void
yqq_camera_class_init (YqqCameraClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  object_class->get_property = yqq_camera_get_property;
  object_class->dispose = yqq_camera_dispose;
  properties[PROP_ACTIVE] =
      g_param_spec_boolean ("active", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[FRAME] = add_signal ("frame", 3, (GType[]){G_TYPE_BYTES, G_TYPE_UINT, G_TYPE_UINT});
  signals[READINGS] = add_signal ("readings", 1, (GType[]){G_TYPE_PTR_ARRAY});
  signals[FAILED] = add_signal ("failed", 1, (GType[]){G_TYPE_ERROR});
}

static void
yqq_camera_init (YqqCamera *self)
{
  self->monitor = yqq_camera_monitor_new ();
  g_signal_connect_object (yqq_camera_monitor_get_devices (self->monitor), "items-changed",
                           G_CALLBACK (on_devices_changed), self, 0);
}

YqqCamera *
yqq_camera_new (void)
{
  return g_object_new (YQQ_TYPE_CAMERA, NULL);
}

GListModel *
yqq_camera_get_devices (YqqCamera *self)
{
  return yqq_camera_monitor_get_devices (self->monitor);
}

YqqCameraDevice *
yqq_camera_get_device (YqqCamera *self)
{
  return self->device;
}

gboolean
yqq_camera_get_active (YqqCamera *self)
{
  return self->active;
}

void
yqq_camera_start (YqqCamera *self, YqqCameraDevice *device)
{
  g_autoptr (YqqCameraDevice) kept = device != NULL ? g_object_ref (device) : NULL;
  yqq_camera_stop (self);
  set_active (self, TRUE);
  if (kept != NULL) {
    start_session (self, kept);
  } else {
    self->wants_first = TRUE;
    self->search_limit = g_timeout_add_once (
        YQQ_CAMERA_PORTAL_LIMIT_MS + YQQ_CAMERA_SESSION_START_LIMIT_MS, on_search_limit, self);
  }
  look_for_devices (self);
}

void
yqq_camera_stop (YqqCamera *self)
{
  self->wants_first = FALSE;
  g_clear_handle_id (&self->search_limit, g_source_remove);
  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  if (self->session != NULL)
    yqq_camera_session_stop (self->session);
  set_active (self, FALSE);
}
