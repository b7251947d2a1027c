/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A camera's frames split in two: grey ones to read codes in, coloured ones to show. */
#pragma once

#include <gst/gst.h>

#include "scan/camera-device.h"

G_BEGIN_DECLS

typedef struct {
  /* A frame to read, in its own thread; while it is being read others are dropped, none waits. */
  void (*grey) (const guint8 *pixels, guint width, guint height, gsize stride, gpointer user_data);
  /* A frame to show: rows of red, green, blue, alpha without padding; in its own thread. */
  void (*colour) (GBytes *rgba, guint width, guint height, gpointer user_data);
} YqqCameraPipelineEvents;

/* Builds the pipeline in state NULL (full reference, not floating). events and user_data must
 * outlive it. Fails with YQQ_SCAN_ERROR. Call it after gst_init. */
GstElement *yqq_camera_pipeline_new (YqqCameraDevice *device,
                                     const YqqCameraPipelineEvents *events,
                                     gpointer user_data,
                                     GError **error);

G_END_DECLS
