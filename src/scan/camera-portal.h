/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way to a camera from inside a sandbox (org.freedesktop.portal.Camera). */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* An unanswered dialog would wait for ever. */
#define YQQ_CAMERA_PORTAL_LIMIT_MS 60000

/* Whether this process is in a sandbox that hides the cameras. */
gboolean yqq_camera_portal_is_needed (void);

/* Asks the person, then opens the connection to PipeWire. */
void yqq_camera_portal_open_async (guint time_limit_ms,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);

/* The connection's file descriptor, the caller's to close, or -1. Fails with
 * YQQ_SCAN_ERROR_CAMERA_DENIED, _NO_CAMERA where the desktop has none to offer, and
 * G_IO_ERROR_CANCELLED. */
int yqq_camera_portal_open_finish (GAsyncResult *result, GError **error);

G_END_DECLS
