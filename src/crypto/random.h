/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random bytes and identifiers from the system's generator. */
#pragma once

#include <glib.h>

#include "base/secret-bytes.h"

G_BEGIN_DECLS

/* Fills size bytes (at most 2^20) at data. Ends the program if the system has no randomness:
 * nothing safe can follow. */
void yqq_random_bytes (gpointer data, gsize size);

/* A new UUIDv7 as lower-case text (RFC 9562): ordered by time, 74 random bits. */
char *yqq_random_id (void);

/* size random bytes in locked memory. */
YqqSecretBytes *yqq_random_secret (gsize size);

G_END_DECLS
