/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON Web Signatures in compact form (RFC 7515), with ES256 or SM2. */
#pragma once

#include "crypto/key.h"

G_BEGIN_DECLS

#define YQQ_JWS_MAX_BYTES (16 * 1024)
#define YQQ_JWS_TYPE "yqq-session-request+jwt"

/* Signs payload with key: alg "ES256" (RFC 7518 3.4) or "SM2" (SM2 with SM3 and YQQ_SM2_ID, r‖s),
 * typ YQQ_JWS_TYPE, and kid (at most 128 characters) unless it is NULL. Errors: MALFORMED (the
 * result would be over YQQ_JWS_MAX_BYTES, or kid too long), FAILED. */
char *yqq_jws_sign (YqqKey *key, const char *kid, GBytes *payload, GError **error);

/* The payload, if compact (at most YQQ_JWS_MAX_BYTES) is signed by key with the key's own
 * algorithm. The header may hold alg, kid and typ (YQQ_JWS_TYPE) and nothing else. Errors:
 * MALFORMED, UNSUPPORTED (another member, algorithm or type), BAD_SIGNATURE. */
GBytes *yqq_jws_verify (const char *compact, YqqPublicKey *key, GError **error);

/* The kid, to find the key by; nothing is verified. Errors: MALFORMED (also if it has none),
 * UNSUPPORTED. */
char *yqq_jws_peek_kid (const char *compact, GError **error);

G_END_DECLS
