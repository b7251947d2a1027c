/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a file that a person named, whatever it turns out to be, up to a limit. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Owned. Error G_IO_ERROR_MESSAGE_TOO_LARGE for a file of more than limit bytes, of which no more
 * was read; others as they come. */
GBytes *yqq_bounded_file_read (const char *path, gsize limit, GError **error);

G_END_DECLS
