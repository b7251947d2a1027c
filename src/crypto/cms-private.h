/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The outer form of a signature, for those who verify it. */
#pragma once

#include <openssl/pkcs7.h>

#include "crypto/cms.h"
#include "crypto/internal.h"

G_BEGIN_DECLS

/* EncapsulatedContentInfo (RFC 5652 5.2) */
typedef struct {
  ASN1_OBJECT *type;
  ASN1_TYPE *content; /* NULL where it is detached */
} YqqCmsContent;

/* SignedData (RFC 5652 5.1). The certificates stay bytes: to read one takes OpenSSL longer than to
 * verify a signature, and most have been read before. */
typedef struct {
  ASN1_INTEGER *version;
  STACK_OF (X509_ALGOR) * digest_algorithms;
  YqqCmsContent *content;
  STACK_OF (ASN1_TYPE) * certificates;
  STACK_OF (ASN1_TYPE) * lists;
  STACK_OF (PKCS7_SIGNER_INFO) * signers;
} YqqCmsSignedData;

/* ContentInfo (RFC 5652 3) with SignedData in it. */
typedef struct {
  ASN1_OBJECT *type;
  YqqCmsSignedData *data;
} YqqCms;

DECLARE_ASN1_FUNCTIONS (YqqCms)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqCms, YqqCms_free)

/* Reads a DER or BER SignedData with one signer, named by issuer and serial, signed attributes and
 * no content, and which algorithm its signer used. Errors: MALFORMED, UNSUPPORTED. */
YqqCms *yqq_cms_parse (GBytes *cms, YqqAlgorithm *algorithm, GError **error);

/* The one signer of what yqq_cms_parse returned; borrowed. */
PKCS7_SIGNER_INFO *yqq_cms_get_signer_info (YqqCms *cms);

G_END_DECLS
