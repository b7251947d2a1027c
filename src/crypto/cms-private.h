/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The algorithms of a SignerInfo, for signing and for verifying. */
#pragma once

#include <openssl/pkcs7.h>

#include "crypto/cms.h"
#include "crypto/internal.h"

G_BEGIN_DECLS

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PKCS7, PKCS7_free)

/* Writes identifier as the digest of algorithm, without parameters (RFC 5754 2, GM/T 0006). */
void yqq_cms_digest_algorithm_set (X509_ALGOR *identifier, YqqAlgorithm algorithm);

/* Reads a DER or BER SignedData of version 1 with one signer, signed attributes and no content, and
 * which algorithm its signer used. Errors: MALFORMED, UNSUPPORTED. */
PKCS7 *yqq_cms_parse (GBytes *cms, YqqAlgorithm *algorithm, GError **error);

/* The one signer of what yqq_cms_parse returned; borrowed. */
PKCS7_SIGNER_INFO *yqq_cms_get_signer_info (PKCS7 *cms);

G_END_DECLS
