/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A question put to the desktop's portal (org.freedesktop.portal.Request), which may ask the person
 * and take its time. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define YQQ_PORTAL_NAME "org.freedesktop.portal.Desktop"
#define YQQ_PORTAL_PATH "/org/freedesktop/portal/desktop"

/* Calls method of interface with parent_window (left out where NULL) and empty options, and waits
 * for the Response signal, time_limit_ms at most. callback comes in the caller's thread-default
 * main context. */
void yqq_portal_request_async (const char *interface,
                               const char *method,
                               const char *parent_window,
                               guint time_limit_ms,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/* Returns the response's results (a{sv}, full reference). Fails with YQQ_SCAN_ERROR_CANCELLED where
 * the person refused, YQQ_SCAN_ERROR_NO_PORTAL where nobody answers or can, and
 * G_IO_ERROR_CANCELLED. */
GVariant *yqq_portal_request_finish (GAsyncResult *result, GError **error);

G_END_DECLS
