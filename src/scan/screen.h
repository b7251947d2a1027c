/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The QR codes on the screen, through the desktop's Screenshot portal. */
#pragma once

#include <gio/gio.h>

#include "scan/qr-reading.h"
#include "scan/scan-error.h"

G_BEGIN_DECLS

/* Long enough for a person to answer the desktop's own dialog. */
#define YQQ_SCAN_SCREEN_LIMIT_MS 60000

/* parent_window names the window above which the desktop may ask ("x11:XID", "wayland:HANDLE"), or
 * is "" where that is not known. The picture is deleted as soon as it has been read. */
void yqq_scan_screen_async (const char *parent_window,
                            guint time_limit_ms,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);

/* Like yqq_scan_image_finish. Fails besides with YQQ_SCAN_ERROR_NO_PORTAL where this desktop takes
 * no screenshot for us, and YQQ_SCAN_ERROR_CANCELLED where the person refused it. */
GPtrArray *yqq_scan_screen_finish (GAsyncResult *result, GError **error);

G_END_DECLS
