/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A public key as other services publish theirs (RFC 7517), to check what they signed. */
#pragma once

#include <json-glib/json-glib.h>

#include "crypto/error.h"

G_BEGIN_DECLS

/* What others may sign with; everything else, "none" above all, is unknown here (RFC 7518 3.1). */
typedef enum {
  YQQ_JWK_RS256, /* RSASSA-PKCS1-v1_5 with SHA-256 */
  YQQ_JWK_ES256, /* ECDSA with P-256 and SHA-256 */
} YqqJwkAlgorithm;
#define YQQ_JWK_ALGORITHM_COUNT 2

#define YQQ_JWK_MIN_RSA_BITS 2048
#define YQQ_JWK_MAX_RSA_BITS 4096
#define YQQ_JWK_MAX_KID 256

const char *yqq_jwk_algorithm_get_name (YqqJwkAlgorithm algorithm);
/* FALSE for a name that is not one of these. */
gboolean yqq_jwk_algorithm_from_name (const char *name, YqqJwkAlgorithm *algorithm);

/* Reference-counted, unchangeable, usable from several threads at once. */
typedef struct _YqqJwk YqqJwk;

/* Reads an RSA key ("n", "e") or an EC key on P-256 ("x", "y"). Errors: MALFORMED; UNSUPPORTED (a
 * key of another type, curve, size or "alg", or one that is not for signatures: "use", "key_ops"),
 * which a set of keys may hold and a reader skips. */
YqqJwk *yqq_jwk_new (JsonObject *json, GError **error);
YqqJwk *yqq_jwk_ref (YqqJwk *self);
void yqq_jwk_unref (YqqJwk *self);

/* NULL where the key has no name. */
const char *yqq_jwk_get_kid (YqqJwk *self);
YqqJwkAlgorithm yqq_jwk_get_algorithm (YqqJwk *self);

/* Whether signature, in the form that JWS has it (RFC 7518 3.3, 3.4), is this key's over message.
 * Errors: BAD_SIGNATURE. */
gboolean yqq_jwk_verify (YqqJwk *self, GBytes *message, GBytes *signature, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqJwk, yqq_jwk_unref)

G_END_DECLS
