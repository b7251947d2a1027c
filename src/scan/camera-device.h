/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A camera that can be chosen. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define YQQ_TYPE_CAMERA_DEVICE (yqq_camera_device_get_type ())
G_DECLARE_FINAL_TYPE (YqqCameraDevice, yqq_camera_device, YQQ, CAMERA_DEVICE, GObject)

/* Names the same camera again after a restart (property "id"); for settings, not for people. */
const char *yqq_camera_device_get_id (YqqCameraDevice *self);

/* What people call it (property "label"). */
const char *yqq_camera_device_get_label (YqqCameraDevice *self);

G_END_DECLS
