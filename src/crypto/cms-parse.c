/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the outer form of a detached CMS signature. */
#include <openssl/asn1t.h>

#include "crypto/cms-private.h"

/* SM2 signatures of programs that follow GM/T 0010 more than GM/T 0006. */
#define SM2_SIGN_OID "1.2.156.10197.1.301.1"

/* clang-format off */
ASN1_SEQUENCE (YqqCmsContent) = {
  ASN1_SIMPLE (YqqCmsContent, type, ASN1_OBJECT),
  ASN1_EXP_OPT (YqqCmsContent, content, ASN1_ANY, 0),
} static_ASN1_SEQUENCE_END (YqqCmsContent)

ASN1_SEQUENCE (YqqCmsSignedData) = {
  ASN1_SIMPLE (YqqCmsSignedData, version, ASN1_INTEGER),
  ASN1_SET_OF (YqqCmsSignedData, digest_algorithms, X509_ALGOR),
  ASN1_SIMPLE (YqqCmsSignedData, content, YqqCmsContent),
  ASN1_IMP_SET_OF_OPT (YqqCmsSignedData, certificates, ASN1_ANY, 0),
  ASN1_IMP_SET_OF_OPT (YqqCmsSignedData, lists, ASN1_ANY, 1),
  ASN1_SET_OF (YqqCmsSignedData, signers, PKCS7_SIGNER_INFO),
} static_ASN1_SEQUENCE_END (YqqCmsSignedData)

ASN1_SEQUENCE (YqqCms) = {
  ASN1_SIMPLE (YqqCms, type, ASN1_OBJECT),
  ASN1_EXP (YqqCms, data, YqqCmsSignedData, 0),
} ASN1_SEQUENCE_END (YqqCms)

IMPLEMENT_ASN1_FUNCTIONS (YqqCms)
    /* clang-format on */

    static int digest_nid (YqqAlgorithm algorithm)
{
  return algorithm == YQQ_ALGORITHM_SM2_SM3 ? NID_sm3 : NID_sha256;
}

static gboolean
signs_with (const X509_ALGOR *identifier, YqqAlgorithm algorithm)
{
  const ASN1_OBJECT *object = NULL;
  char oid[64];
  if (yqq_signature_algorithm_is (identifier, algorithm))
    return TRUE;
  X509_ALGOR_get0 (&object, NULL, NULL, identifier);
  return algorithm == YQQ_ALGORITHM_SM2_SM3 && OBJ_obj2txt (oid, sizeof oid, object, 1) > 0 &&
         g_str_equal (oid, SM2_SIGN_OID);
}

static gboolean
digests_with (const X509_ALGOR *identifier, YqqAlgorithm algorithm)
{
  const ASN1_OBJECT *object = NULL;
  X509_ALGOR_get0 (&object, NULL, NULL, identifier);
  return OBJ_obj2nid (object) == digest_nid (algorithm);
}

static gboolean
find_algorithm (PKCS7_SIGNER_INFO *signer, YqqAlgorithm *algorithm)
{
  for (guint i = 0; i < YQQ_ALGORITHM_COUNT; i++)
    if (digests_with (signer->digest_alg, i) && signs_with (signer->digest_enc_alg, i)) {
      *algorithm = i;
      return TRUE;
    }
  return FALSE;
}

static YqqCms *
decode (GBytes *cms)
{
  gsize size;
  const guint8 *start = g_bytes_get_data (cms, &size), *end = start;
  if (size == 0 || size > YQQ_CMS_MAX_BYTES)
    return NULL;
  g_autoptr (YqqCms) decoded = d2i_YqqCms (NULL, &end, (long)size);
  return decoded != NULL && end == start + size ? g_steal_pointer (&decoded) : NULL;
}

PKCS7_SIGNER_INFO *
yqq_cms_get_signer_info (YqqCms *cms)
{
  return sk_PKCS7_SIGNER_INFO_value (cms->data->signers, 0);
}

static gboolean
check_form (YqqCms *cms, GError **error)
{
  if (OBJ_obj2nid (cms->type) != NID_pkcs7_signed)
    return yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_MALFORMED, "not a signature");
  if (OBJ_obj2nid (cms->data->content->type) != NID_pkcs7_data ||
      cms->data->content->content != NULL)
    return yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_UNSUPPORTED,
                              "the signature is not detached from its content");
  if (sk_PKCS7_SIGNER_INFO_num (cms->data->signers) != 1)
    return yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_UNSUPPORTED,
                              "the signature has not exactly one signer");
  /* Without them the same bytes could be passed off as a signature over a document. */
  if (sk_X509_ATTRIBUTE_num (yqq_cms_get_signer_info (cms)->auth_attr) <= 0)
    return yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_UNSUPPORTED,
                              "the signature has no signed attributes");
  return TRUE;
}

YqqCms *
yqq_cms_parse (GBytes *cms, YqqAlgorithm *algorithm, GError **error)
{
  g_autoptr (YqqCms) decoded = decode (cms);
  if (decoded == NULL) {
    yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_MALFORMED, "not a signature");
    return NULL;
  }
  if (!check_form (decoded, error))
    return NULL;
  if (!find_algorithm (yqq_cms_get_signer_info (decoded), algorithm)) {
    yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_UNSUPPORTED,
                       "the signature is neither SM2 with SM3 nor ECDSA with SHA-256");
    return NULL;
  }
  return g_steal_pointer (&decoded);
}

gboolean
yqq_cms_peek_algorithm (GBytes *cms, YqqAlgorithm *algorithm, GError **error)
{
  g_autoptr (YqqCms) decoded = yqq_cms_parse (cms, algorithm, error);
  return decoded != NULL;
}
