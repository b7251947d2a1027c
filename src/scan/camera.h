/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The camera of the scanner: which there are, what it sees, and the codes in it. */
#pragma once

#include <gio/gio.h>

#include "scan/camera-device.h"
#include "scan/qr-reading.h"
#include "scan/scan-error.h"

G_BEGIN_DECLS

#define YQQ_TYPE_CAMERA (yqq_camera_get_type ())
G_DECLARE_FINAL_TYPE (YqqCamera, yqq_camera, YQQ, CAMERA, GObject)

/* Belongs to the default main context. Signals, all from there:
 *   "frame" (GBytes *rgba, guint width, guint height): a picture to show, at most 30 a second and
 *     never more than one waiting; rows of red, green, blue, alpha bytes without padding
 *   "readings" (GPtrArray of YqqQrReading, at least one): codes in view, at most 10 times a second;
 *     outlines in shares of the picture's width and height, 0 to 1
 *   "failed" (GError of YQQ_SCAN_ERROR: NO_CAMERA, CAMERA_DENIED, CAMERA_BUSY or CAMERA_LOST): the
 *     camera has stopped; yqq_camera_start may be tried again
 * Property "active" (boolean, read-only): between start and stop or failure.
 *
 * Where the environment has YQQ_CAMERA_FILE, that PNG file is the first camera of the list. It is
 * read again for each frame; replace it by renaming another file over it. */
YqqCamera *yqq_camera_new (void);

/* List of YqqCameraDevice, filled a moment after the first start and kept true from then on;
 * borrowed. */
GListModel *yqq_camera_get_devices (YqqCamera *self);

/* The device that was started last, or NULL; borrowed. */
YqqCameraDevice *yqq_camera_get_device (YqqCamera *self);

gboolean yqq_camera_get_active (YqqCamera *self);

/* Shows device, or the first one of the list where it is NULL, instead of what is shown now.
 * Returns at once; whatever goes wrong comes as "failed". In a sandbox the person is asked first.
 */
void yqq_camera_start (YqqCamera *self, YqqCameraDevice *device);

/* No signal comes after this. */
void yqq_camera_stop (YqqCamera *self);

G_END_DECLS
