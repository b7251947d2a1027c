/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two suites of signing algorithms a key, certificate or signature can belong to. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  YQQ_ALGORITHM_SM2_SM3,     /* SM2 with SM3 (GB/T 32918, GB/T 32905) */
  YQQ_ALGORITHM_P256_SHA256, /* ECDSA on P-256 with SHA-256 (FIPS 186-4) */
} YqqAlgorithm;

#define YQQ_ALGORITHM_COUNT 2

/* Bytes in a digest of either suite. */
#define YQQ_ALGORITHM_DIGEST_SIZE 32

/* The stable name on the wire and in files: "sm2-sm3" or "p256-sha256". Static. */
const char *yqq_algorithm_to_nick (YqqAlgorithm algorithm);

/* Reads a nick; FALSE, and *algorithm untouched, if it is NULL or names no algorithm. */
gboolean yqq_algorithm_from_nick (const char *nick, YqqAlgorithm *algorithm);

G_END_DECLS
