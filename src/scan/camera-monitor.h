/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of cameras, kept true while they are plugged and unplugged. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define YQQ_TYPE_CAMERA_MONITOR (yqq_camera_monitor_get_type ())
G_DECLARE_FINAL_TYPE (YqqCameraMonitor, yqq_camera_monitor, YQQ, CAMERA_MONITOR, GObject)

/* Nothing is looked for before yqq_camera_monitor_probe_async. Where the environment has
 * YQQ_CAMERA_FILE, that picture file is listed as a camera at once. */
YqqCameraMonitor *yqq_camera_monitor_new (void);

/* List of YqqCameraDevice; borrowed. */
GListModel *yqq_camera_monitor_get_devices (YqqCameraMonitor *self);

/* Looks for cameras in a thread and follows them from then on. pipewire_fd is what the camera
 * portal gave (owned, closed when the process ends), or -1 outside a sandbox. A second call answers
 * as soon as the first has. */
void yqq_camera_monitor_probe_async (YqqCameraMonitor *self,
                                     int pipewire_fd,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean
yqq_camera_monitor_probe_finish (YqqCameraMonitor *self, GAsyncResult *result, GError **error);

G_END_DECLS
