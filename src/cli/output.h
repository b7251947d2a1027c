/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes what a command made into a file, or on standard output. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* path NULL or "-": standard output. The file is replaced as a whole. Returns the YqqExit, after
 * having said what failed. */
int yqq_output_write (const char *path, const char *data, gsize size);

G_END_DECLS
