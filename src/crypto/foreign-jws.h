/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A JSON Web Token that another service signed (RFC 7519), before and after its signature is
 * checked; our own are in crypto/jws.h, which takes nothing that it would not have written. */
#pragma once

#include "crypto/jwk.h"

G_BEGIN_DECLS

#define YQQ_FOREIGN_JWS_MAX_BYTES (12 * 1024)

/* The parts of a compact JWS. The payload may be believed after yqq_foreign_jws_verify only. */
typedef struct {
  YqqJwkAlgorithm algorithm;
  char *kid; /* which of the issuer's keys; NULL where it does not say */
  GBytes *payload;
  GBytes *message; /* what is signed */
  GBytes *signature;
} YqqForeignJws;

/* Takes compact apart. The header may hold members that are unknown here, for the key always comes
 * from where the caller has it; but none that it calls critical (RFC 7515 4.1.11), and if it has a
 * typ that is "JWT", so that no token made for something else passes. Errors: MALFORMED,
 * UNSUPPORTED (another algorithm, "none" among them, or type). */
YqqForeignJws *yqq_foreign_jws_parse (const char *compact, GError **error);
void yqq_foreign_jws_free (YqqForeignJws *self);

/* Whether key signed it, with the key's own algorithm. Errors: UNSUPPORTED, BAD_SIGNATURE. */
gboolean yqq_foreign_jws_verify (const YqqForeignJws *self, YqqJwk *key, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqForeignJws, yqq_foreign_jws_free)

G_END_DECLS
