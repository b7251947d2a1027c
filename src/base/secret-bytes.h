/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reference-counted run of secret bytes in locked memory that is wiped when the last owner lets
 * go. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _YqqSecretBytes YqqSecretBytes;

/* Returns size zero bytes on pages of their own: locked against swapping (where the process's limit
 * allows it) and left out of core dumps. Never fails; size may be 0. */
YqqSecretBytes *yqq_secret_bytes_new (gsize size);

/* Copies size bytes from data. The caller still wipes its own copy (yqq_wipe). */
YqqSecretBytes *yqq_secret_bytes_new_copy (gconstpointer data, gsize size);

YqqSecretBytes *yqq_secret_bytes_ref (YqqSecretBytes *self);
void yqq_secret_bytes_unref (YqqSecretBytes *self);

/* The bytes themselves, writable, valid as long as self. Never NULL. */
guint8 *yqq_secret_bytes_get_data (YqqSecretBytes *self);
gsize yqq_secret_bytes_get_size (YqqSecretBytes *self);

/* Compares in time that depends on the sizes only. */
gboolean yqq_secret_bytes_equal (YqqSecretBytes *a, YqqSecretBytes *b);

/* Zeroes the bytes now, for every holder; the size stays. */
void yqq_secret_bytes_wipe (YqqSecretBytes *self);

/* Zeroes memory in a way the compiler may not remove. */
void yqq_wipe (gpointer data, gsize size);

/* Compares size bytes in time that does not depend on where they differ. */
gboolean yqq_equal_constant_time (gconstpointer a, gconstpointer b, gsize size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqSecretBytes, yqq_secret_bytes_unref)

G_END_DECLS
