/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Digests (SHA-256, SM3) over bytes, streams and files, and HMAC-SHA256. */
#pragma once

#include <gio/gio.h>

#include "base/secret-bytes.h"
#include "model/algorithm.h"

G_BEGIN_DECLS

typedef enum {
  YQQ_DIGEST_ALGORITHM_SHA256, /* FIPS 180-4 */
  YQQ_DIGEST_ALGORITHM_SM3,    /* GB/T 32905 */
} YqqDigestAlgorithm;

/* Bytes in a digest, whichever the algorithm. */
#define YQQ_DIGEST_SIZE 32

/* The digest that belongs to a signing suite: SM3 for SM2, SHA-256 for P-256. */
YqqDigestAlgorithm yqq_digest_algorithm_for (YqqAlgorithm algorithm);

/* The digest of bytes, YQQ_DIGEST_SIZE long. */
GBytes *yqq_digest (YqqDigestAlgorithm algorithm, GBytes *bytes);

/* A digest computed piece by piece; one thread at a time. */
typedef struct _YqqDigest YqqDigest;
YqqDigest *yqq_digest_new (YqqDigestAlgorithm algorithm);
void yqq_digest_update (YqqDigest *self, gconstpointer data, gsize size);
/* The digest of everything fed so far. Once only; after it self can only be freed. */
GBytes *yqq_digest_finish (YqqDigest *self);
void yqq_digest_free (YqqDigest *self);

/* The digest of a regular file of any length, read in pieces. Blocks: call it in a worker thread.
 * Errors: G_IO_ERROR (also when cancelled). */
GBytes *yqq_digest_file (YqqDigestAlgorithm algorithm,
                         const char *path,
                         GCancellable *cancellable,
                         GError **error);

/* HMAC-SHA256 (RFC 2104) of size bytes at data, 32 bytes. */
GBytes *yqq_hmac_sha256 (YqqSecretBytes *key, gconstpointer data, gsize size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqDigest, yqq_digest_free)

G_END_DECLS
