/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The directory an authority lives in: private, with its secret files. */
#pragma once

#include <glib.h>

#include "base/secret-bytes.h"

G_BEGIN_DECLS

/* Makes the directory and its parents with mode 0700; an existing one must belong to this user and
 * is closed to others. Fails with G_FILE_ERROR. */
gboolean yqq_make_private_directory (const char *path, GError **error);

/* The secret (32 bytes as text) in a file of mode 0600, made and made durable at the first call.
 * Fails with G_FILE_ERROR. */
YqqSecretBytes *yqq_secret_file_open (const char *path, GError **error);

/* Writes a whole small file with mode 0600, durably, in place of an earlier one. */
gboolean yqq_private_file_write (const char *path, gconstpointer data, gsize size, GError **error);

G_END_DECLS
