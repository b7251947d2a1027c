/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The QR codes in a picture that was chosen, dropped or pasted. */
#pragma once

#include <gio/gio.h>

#include "scan/qr-reading.h"
#include "scan/scan-error.h"

G_BEGIN_DECLS

/* Each of these returns the readings (owned YqqQrReading, at least one; several where the picture
 * holds several codes) or fails with YQQ_SCAN_ERROR. Kinds of picture and limits: scan/picture.h.
 * Outlines are in shares of the picture's width and height, 0 to 1. They take up to a second or
 * two: use the asynchronous ones where that would be felt. */
GPtrArray *yqq_scan_image_file (const char *path, GError **error);
GPtrArray *yqq_scan_image_bytes (GBytes *bytes, GError **error);
/* rgba: height rows of width pixels, stride bytes apart, each red, green, blue, alpha (not
 * premultiplied), as gdk_texture_download gives after conversion to GDK_MEMORY_R8G8B8A8. */
GPtrArray *
yqq_scan_image_rgba (GBytes *rgba, guint width, guint height, gsize stride, GError **error);

/* The same in a thread; callback comes in the caller's thread-default main context. */
void yqq_scan_image_file_async (const char *path,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
void yqq_scan_image_bytes_async (GBytes *bytes,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
void yqq_scan_image_rgba_async (GBytes *rgba,
                                guint width,
                                guint height,
                                gsize stride,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);

/* Ends any of the three. Also fails with G_IO_ERROR_CANCELLED. */
GPtrArray *yqq_scan_image_finish (GAsyncResult *result, GError **error);

G_END_DECLS
