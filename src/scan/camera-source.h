/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a camera's frames come from: what only the scan folder knows of a YqqCameraDevice. */
#pragma once

#include <gst/gst.h>

#include "scan/camera-device.h"

G_BEGIN_DECLS

/* A camera the system lists. */
YqqCameraDevice *yqq_camera_device_new (GstDevice *device);

/* A camera that shows the picture file path, read again for each frame: replace it by renaming
 * another over it. For tests and demonstrations. */
YqqCameraDevice *yqq_camera_device_new_for_file (const char *path);

/* The GstDevice, or NULL for a file; borrowed. */
GstDevice *yqq_camera_device_get_device (YqqCameraDevice *self);

/* A bin whose pad "src" gives raw frames. A full reference that is not floating. Fails with
 * YQQ_SCAN_ERROR_CAMERA_LOST where the device is no more. Call it after gst_init. */
GstElement *yqq_camera_device_create_source (YqqCameraDevice *self, GError **error);

/* Of what a camera offers, the format nearest to 1280 × 720: raw rather than JPEG, rates under 15/s
 * only where there is no other. NULL where nothing suits. Full reference. */
GstCaps *yqq_camera_source_choose_format (GstCaps *offered);

G_END_DECLS
