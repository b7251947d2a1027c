/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads what a child prints line by line, without keeping more of it than a limit. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A stream to read lines of at most limit bytes from. Owned. */
GBufferedInputStream *yqq_bounded_line_stream_new (GInputStream *base, gsize limit);

/* One line at a time. */
void yqq_bounded_line_read_async (GBufferedInputStream *stream,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
/* Owned, without its end of line; NULL without an error at the end. Where *whole (may be NULL) is
 * FALSE it is only the first part of a line that is longer than the limit: the next follows. */
char *yqq_bounded_line_read_finish (GAsyncResult *result, gboolean *whole, GError **error);

G_END_DECLS
