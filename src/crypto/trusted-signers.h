/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signers whose way to a root has been checked, so that the next signature by the same certificate
 * costs no check of its issuers' signatures. */
#pragma once

#include <openssl/pkcs7.h>

#include "crypto/internal.h"

G_BEGIN_DECLS

#define YQQ_TRUSTED_SIGNERS_MAX 256

/* What the trust depends on: how the signature names its signer, the certificates that came with
 * it, and the roots (YqqX509), each byte of them. certificates may be NULL. */
GBytes *yqq_trusted_signers_make_key (PKCS7_ISSUER_AND_SERIAL *name,
                                      const STACK_OF (ASN1_TYPE) * certificates,
                                      GPtrArray *roots);

/* The certificate that was remembered under key, owned, and when the whole chain is valid, which is
 * for the caller to check; NULL if there is none. Any thread. */
YqqX509 *yqq_trusted_signers_find (GBytes *key, YqqPeriod *period);

/* Remembers a signer whose chain has just been found good. Any thread. */
void yqq_trusted_signers_add (GBytes *key, YqqX509 *signer, const YqqPeriod *period);

G_END_DECLS
