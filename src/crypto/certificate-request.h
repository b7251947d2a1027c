/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PKCS#10 certification requests (RFC 2986): a public key with the proof that its other half is
 * held. */
#pragma once

#include "crypto/key.h"

G_BEGIN_DECLS

#define YQQ_CERTIFICATE_REQUEST_MAX_BYTES (8 * 1024)

/* A request in DER with common_name (at most 64 characters of UTF-8) as its subject, signed by key.
 * The authority decides what goes into the certificate; the name only helps a person who reads the
 * request. Errors: MALFORMED (the name), FAILED. */
GBytes *yqq_certificate_request_create (YqqKey *key, const char *common_name, GError **error);

/* Checks a request of at most YQQ_CERTIFICATE_REQUEST_MAX_BYTES and its signature (SM2 with
 * YQQ_SM2_ID) and returns the key that it proves possession of. Nothing else in it is looked at.
 * Errors: MALFORMED, UNSUPPORTED (key or algorithm), BAD_SIGNATURE. */
YqqPublicKey *yqq_certificate_request_check (GBytes *der, GError **error);

G_END_DECLS
