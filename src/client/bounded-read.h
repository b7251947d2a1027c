/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a stream to its end, or up to a limit that no answer may pass. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Error YQQ_CLIENT_ERROR_BAD_ANSWER for more than limit bytes; others as they come. */
void yqq_bounded_read_async (GInputStream *stream,
                             gsize limit,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
/* Owned; the array may hold a secret, so whoever takes it wipes it. */
GByteArray *yqq_bounded_read_finish (GAsyncResult *result, GError **error);

G_END_DECLS
