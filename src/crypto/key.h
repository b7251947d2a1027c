/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signing keys, and the public keys that check what they sign. */
#pragma once

#include <glib.h>

#include "base/secret-bytes.h"
#include "crypto/error.h"
#include "model/algorithm.h"

G_BEGIN_DECLS

/* The distinguishing identifier every SM2 signature here is made with (GB/T 32918.2 5.5, GM/T 0009
 * 7). */
#define YQQ_SM2_ID "1234567812345678"

/* The most bytes a message to sign or verify may have; larger things are signed by their digest. */
#define YQQ_KEY_MAX_MESSAGE (1024 * 1024)

/* Bytes of a signature in its raw form r‖s. */
#define YQQ_KEY_RAW_SIGNATURE_SIZE 64

/* A signing key: reference-counted, unchangeable, usable from several threads at once. Whether the
 * whole key is here or only a share of it is its own affair. */
typedef struct _YqqKey YqqKey;

/* A new key from the system's randomness. */
YqqKey *yqq_key_generate (YqqAlgorithm algorithm);

/* Reads what yqq_key_dup_secret wrote: PKCS#8 (RFC 5958) with an RFC 5915 key that names its curve
 * and holds its public half. Errors: MALFORMED. */
YqqKey *yqq_key_new_from_secret (YqqAlgorithm algorithm, YqqSecretBytes *pkcs8, GError **error);

/* The P-256 key that seed (32 bytes or more) and label stand for, always the same one (HKDF-SHA256
 * and FIPS 186-4 B.4.1). Different labels give unrelated keys. */
YqqKey *yqq_key_derive (YqqSecretBytes *seed, const char *label);

YqqKey *yqq_key_ref (YqqKey *self);
void yqq_key_unref (YqqKey *self);

YqqAlgorithm yqq_key_get_algorithm (YqqKey *self);

/* The public half as SubjectPublicKeyInfo, DER. Borrowed. */
GBytes *yqq_key_get_public (YqqKey *self);

/* The private half as PKCS#8 DER; NULL for a key of which only a share is here. */
YqqSecretBytes *yqq_key_dup_secret (YqqKey *self);

/* Signs message (at most YQQ_KEY_MAX_MESSAGE bytes). The result is DER SEQUENCE{r, s}: SM2 with SM3
 * and YQQ_SM2_ID (GB/T 32918.2), or ECDSA with SHA-256. Slow enough (about 0.5 ms) to count, but
 * never blocks. Errors: FAILED. */
GBytes *yqq_key_sign (YqqKey *self, GBytes *message, GError **error);

/* The same as r‖s, 64 bytes, for JWS (RFC 7518 3.4) and HTTP message signatures. */
GBytes *yqq_key_sign_raw (YqqKey *self, GBytes *message, GError **error);

/* A public key: reference-counted, unchangeable, usable from several threads at once. */
typedef struct _YqqPublicKey YqqPublicKey;

/* Reads a SubjectPublicKeyInfo in DER that holds an uncompressed point of SM2 or P-256 by its
 * curve's name. Errors: MALFORMED (also a point off the curve), UNSUPPORTED. */
YqqPublicKey *yqq_public_key_new (GBytes *spki, GError **error);

YqqPublicKey *yqq_public_key_ref (YqqPublicKey *self);
void yqq_public_key_unref (YqqPublicKey *self);

YqqAlgorithm yqq_public_key_get_algorithm (YqqPublicKey *self);

/* The SubjectPublicKeyInfo, DER. Borrowed. */
GBytes *yqq_public_key_get_spki (YqqPublicKey *self);

/* Whether signature (DER, as yqq_key_sign makes it) is this key's over message.
 * Errors: BAD_SIGNATURE, also for one that is not DER at all. */
gboolean
yqq_public_key_verify (YqqPublicKey *self, GBytes *message, GBytes *signature, GError **error);

/* The same for a signature r‖s of 64 bytes. */
gboolean
yqq_public_key_verify_raw (YqqPublicKey *self, GBytes *message, GBytes *signature, GError **error);

/* base64url of the SHA-256 of the SubjectPublicKeyInfo: a name for the key, 43 characters. */
char *yqq_public_key_thumbprint (YqqPublicKey *self);
/* The same of a key's public half. */
char *yqq_key_thumbprint (YqqKey *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqKey, yqq_key_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqPublicKey, yqq_public_key_unref)

G_END_DECLS
