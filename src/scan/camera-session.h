/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One camera running: frames and readings brought to a main context, and its end noticed. */
#pragma once

#include "scan/camera-device.h"

G_BEGIN_DECLS

/* A camera that gives no first frame for this long is reported as busy … */
#define YQQ_CAMERA_SESSION_START_LIMIT_MS 10000
/* … and one whose frames stop for this long as lost: unplugging gives no error. */
#define YQQ_CAMERA_SESSION_WATCHDOG_MS 2000

typedef struct _YqqCameraSession YqqCameraSession;

/* All come in the context in which the session was started, never after yqq_camera_session_stop. */
typedef struct {
  void (*frame) (GBytes *rgba, guint width, guint height, gpointer user_data);
  void (*readings) (GPtrArray *readings, gpointer user_data); /* at least one YqqQrReading */
  void (*failed) (const GError *error, gpointer user_data);   /* once, nothing follows */
} YqqCameraSessionEvents;

/* Starts in a thread of its own and returns at once. after is a session that was stopped, or NULL:
 * its camera is let go of first. Runs until yqq_camera_session_stop. */
YqqCameraSession *yqq_camera_session_start (YqqCameraDevice *device,
                                            YqqCameraSession *after,
                                            const YqqCameraSessionEvents *events,
                                            gpointer user_data);

/* Nothing is reported from now on; the camera is let go of in the background. */
void yqq_camera_session_stop (YqqCameraSession *self);

void yqq_camera_session_unref (YqqCameraSession *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqCameraSession, yqq_camera_session_unref)

G_END_DECLS
