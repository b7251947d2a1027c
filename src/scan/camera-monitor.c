/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/camera-monitor.h"

#include "scan/camera-source.h"
#include "scan/scan-error.h"

struct _YqqCameraMonitor {
  GObject parent;
  GListStore *devices;
  GstDeviceMonitor *monitor; /* NULL until it runs */
  guint watch;
  gboolean probing;
  GQueue waiting; /* GTasks */
};

G_DEFINE_FINAL_TYPE (YqqCameraMonitor, yqq_camera_monitor, G_TYPE_OBJECT)

static guint
find_device (YqqCameraMonitor *self, GstDevice *device)
{
  guint count = g_list_model_get_n_items (G_LIST_MODEL (self->devices));
  for (guint i = 0; i < count; i++) {
    g_autoptr (YqqCameraDevice) known = g_list_model_get_item (G_LIST_MODEL (self->devices), i);
    if (yqq_camera_device_get_device (known) == device)
      return i;
  }
  return G_MAXUINT;
}

static void
add_device (YqqCameraMonitor *self, GstDevice *device)
{
  if (find_device (self, device) != G_MAXUINT)
    return;
  g_autoptr (YqqCameraDevice) camera = yqq_camera_device_new (device);
  g_list_store_append (self->devices, camera);
}

static void
remove_device (YqqCameraMonitor *self, GstDevice *device)
{
  guint position = find_device (self, device);
  if (position != G_MAXUINT)
    g_list_store_remove (self->devices, position);
}

static gboolean
on_bus_message (GstBus *bus, GstMessage *message, gpointer user_data)
{
  YqqCameraMonitor *self = user_data;
  g_autoptr (GstDevice) device = NULL;
  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_DEVICE_ADDED) {
    gst_message_parse_device_added (message, &device);
    add_device (self, device);
  } else if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_DEVICE_REMOVED) {
    gst_message_parse_device_removed (message, &device);
    remove_device (self, device);
  }
  return G_SOURCE_CONTINUE;
}

/* Inside a sandbox the provider sees the cameras only through the portal's connection. */
static void
hand_over_connection (int pipewire_fd)
{
  g_autoptr (GstDeviceProvider) provider =
      gst_device_provider_factory_get_by_name ("pipewiredeviceprovider");
  if (provider != NULL && g_object_class_find_property (G_OBJECT_GET_CLASS (provider), "fd"))
    g_object_set (provider, "fd", pipewire_fd, NULL);
}

static void
start_monitor (GTask *task, gpointer object, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  if (!gst_init_check (NULL, NULL, &error)) {
    g_task_return_error (task, error);
    return;
  }
  int pipewire_fd = GPOINTER_TO_INT (task_data);
  if (pipewire_fd >= 0)
    hand_over_connection (pipewire_fd);
  g_autoptr (GstDeviceMonitor) monitor = gst_device_monitor_new ();
  gst_device_monitor_add_filter (monitor, "Video/Source", NULL);
  gst_device_monitor_start (monitor);
  g_task_return_pointer (task, g_steal_pointer (&monitor), gst_object_unref);
}

static void
follow (YqqCameraMonitor *self)
{
  g_autoptr (GstBus) bus = gst_device_monitor_get_bus (self->monitor);
  self->watch = gst_bus_add_watch (bus, on_bus_message, self);
  GList *devices = gst_device_monitor_get_devices (self->monitor);
  for (GList *each = devices; each != NULL; each = each->next)
    add_device (self, each->data);
  g_list_free_full (devices, gst_object_unref);
}

static void
on_monitor_started (GObject *object, GAsyncResult *result, gpointer user_data)
{
  YqqCameraMonitor *self = YQQ_CAMERA_MONITOR (object);
  g_autoptr (GError) error = NULL;
  self->probing = FALSE;
  self->monitor = g_task_propagate_pointer (G_TASK (result), &error);
  if (self->monitor != NULL)
    follow (self);
  GTask *task;
  while ((task = g_queue_pop_head (&self->waiting)) != NULL) {
    if (error != NULL)
      g_task_return_error (task, g_error_copy (error));
    else
      g_task_return_boolean (task, TRUE);
    g_object_unref (task);
  }
}

/* Stopping waits for the providers' threads: not something for a main loop. */
static gpointer
stop_monitor (gpointer monitor)
{
  gst_device_monitor_stop (monitor);
  gst_object_unref (monitor);
  return NULL;
}

static void
yqq_camera_monitor_dispose (GObject *object)
{
  YqqCameraMonitor *self = YQQ_CAMERA_MONITOR (object);
  g_clear_handle_id (&self->watch, g_source_remove);
  if (self->monitor != NULL)
    g_thread_unref (g_thread_new ("camera-list", stop_monitor, g_steal_pointer (&self->monitor)));
  g_clear_object (&self->devices);
  G_OBJECT_CLASS (yqq_camera_monitor_parent_class)->dispose (object);
}

static void
yqq_camera_monitor_class_init (YqqCameraMonitorClass *class)
{
  G_OBJECT_CLASS (class)->dispose = yqq_camera_monitor_dispose;
}

static void
yqq_camera_monitor_init (YqqCameraMonitor *self)
{
  g_queue_init (&self->waiting);
  self->devices = g_list_store_new (YQQ_TYPE_CAMERA_DEVICE);
  const char *path = g_getenv ("YQQ_CAMERA_FILE");
  if (path == NULL || *path == '\0')
    return;
  g_autoptr (YqqCameraDevice) file = yqq_camera_device_new_for_file (path);
  g_list_store_append (self->devices, file);
}

YqqCameraMonitor *
yqq_camera_monitor_new (void)
{
  return g_object_new (YQQ_TYPE_CAMERA_MONITOR, NULL);
}

GListModel *
yqq_camera_monitor_get_devices (YqqCameraMonitor *self)
{
  return G_LIST_MODEL (self->devices);
}

void
yqq_camera_monitor_probe_async (YqqCameraMonitor *self,
                                int pipewire_fd,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  if (self->monitor != NULL) {
    g_task_return_boolean (task, TRUE);
    return;
  }
  g_queue_push_tail (&self->waiting, g_steal_pointer (&task));
  if (self->probing)
    return;
  self->probing = TRUE;
  g_autoptr (GTask) start = g_task_new (self, NULL, on_monitor_started, NULL);
  g_task_set_task_data (start, GINT_TO_POINTER (pipewire_fd), NULL);
  g_task_run_in_thread (start, start_monitor);
}

gboolean
yqq_camera_monitor_probe_finish (YqqCameraMonitor *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
