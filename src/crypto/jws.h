/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON Web Signatures in compact form (RFC 7515), with ES256 or SM2. */
#pragma once

#include "crypto/key.h"

G_BEGIN_DECLS

/* What is signed; each has its own typ, so that nothing signed for one purpose passes for another,
 * and its own limit on the whole compact text. */
typedef enum {
  YQQ_JWS_SESSION_REQUEST, /* "yqq-session-request+jwt", 16 KB; typ may be missing */
  YQQ_JWS_ACT,             /* "yqq-act+jwt", 1 MB */
  YQQ_JWS_AUDIT_EXPORT,    /* "yqq-audit-export+jwt", 16 KB */
  YQQ_JWS_AUDIT_HEAD,      /* "yqq-audit-head+jwt", 16 KB */
} YqqJwsType;
#define YQQ_JWS_TYPE_COUNT 4

const char *yqq_jws_type_get_name (YqqJwsType type);
gsize yqq_jws_type_get_max_bytes (YqqJwsType type);

/* Signs payload with key: alg "ES256" (RFC 7518 3.4) or "SM2" (SM2 with SM3 and YQQ_SM2_ID, r‖s),
 * typ the type's name, and kid (at most 128 characters) unless it is NULL. Errors: MALFORMED (the
 * result would be over the type's limit, or kid too long), FAILED. */
char *yqq_jws_sign (YqqKey *key, YqqJwsType type, const char *kid, GBytes *payload, GError **error);

/* The payload, if compact is of that type, within its limit and signed by key with the key's own
 * algorithm. The header may hold alg, kid and typ and nothing else. Errors: MALFORMED, UNSUPPORTED
 * (another member, algorithm or type), BAD_SIGNATURE. */
GBytes *yqq_jws_verify (const char *compact, YqqJwsType type, YqqPublicKey *key, GError **error);

/* The kid, to find the key by; nothing is verified. Errors: MALFORMED (also if it has none),
 * UNSUPPORTED. */
char *yqq_jws_peek_kid (const char *compact, YqqJwsType type, GError **error);

G_END_DECLS
