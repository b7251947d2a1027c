/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes detached CAdES-BES signatures. The structures are put together by hand, since OpenSSL's own
 * signing needs the whole key and doesn't do SM2. */
#include <openssl/ess.h>

#include "crypto/cms-private.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ASN1_STRING, ASN1_STRING_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ESS_SIGNING_CERT_V2, ESS_SIGNING_CERT_V2_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PKCS7_SIGNER_INFO, PKCS7_SIGNER_INFO_free)

typedef STACK_OF (X509_ATTRIBUTE) Attributes;

static void
attributes_free (Attributes *attributes)
{
  sk_X509_ATTRIBUTE_pop_free (attributes, X509_ATTRIBUTE_free);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Attributes, attributes_free)

static gboolean
add_attribute (Attributes *attributes, int nid, int type, gconstpointer value, int size)
{
  X509_ATTRIBUTE *attribute = X509_ATTRIBUTE_create_by_NID (NULL, nid, type, value, size);
  return attribute != NULL && sk_X509_ATTRIBUTE_push (attributes, attribute) > 0;
}

static gboolean
add_content_type (Attributes *attributes)
{
  /* Size -1: value is the object itself. */
  return add_attribute (attributes, NID_pkcs9_contentType, V_ASN1_OBJECT,
                        OBJ_nid2obj (NID_pkcs7_data), -1);
}

static gboolean
add_message_digest (Attributes *attributes, GBytes *digest)
{
  return add_attribute (attributes, NID_pkcs9_messageDigest, V_ASN1_OCTET_STRING,
                        g_bytes_get_data (digest, NULL), (int)g_bytes_get_size (digest));
}

/* RFC 5652 11.3: UTCTime until 2049, GeneralizedTime after. */
static gboolean
add_signing_time (Attributes *attributes, gint64 signing_time_ms)
{
  g_autoptr (ASN1_STRING) time = ASN1_TIME_set (NULL, (time_t)(signing_time_ms / 1000));
  return time != NULL && add_attribute (attributes, NID_pkcs9_signingTime, ASN1_STRING_type (time),
                                        ASN1_STRING_get0_data (time), ASN1_STRING_length (time));
}

/* RFC 5035 3: the certificate by its digest, so that no other with the same key can take its place.
 */
static gboolean
add_signing_certificate (Attributes *attributes, YqqX509 *signer)
{
  gboolean sm2 = yqq_x509_get_algorithm (signer) == YQQ_ALGORITHM_SM2_SM3;
  g_autoptr (ESS_SIGNING_CERT_V2) reference = OSSL_ESS_signing_cert_v2_new_init (
      sm2 ? EVP_sm3 () : EVP_sha256 (), yqq_x509_peek (signer), NULL, 0);
  guint8 *der = NULL;
  int size = reference != NULL ? i2d_ESS_SIGNING_CERT_V2 (reference, &der) : -1;
  gboolean added = size > 0 && add_attribute (attributes, NID_id_smime_aa_signingCertificateV2,
                                              V_ASN1_SEQUENCE, der, size);
  OPENSSL_free (der);
  return added;
}

/* Encodes attributes as the SET that is signed (RFC 5652 5.4) and puts them into its order. */
static GBytes *
encode_attributes (Attributes **attributes)
{
  guint8 *der = NULL;
  int size = ASN1_item_i2d ((ASN1_VALUE *)*attributes, &der, ASN1_ITEM_rptr (PKCS7_ATTR_SIGN));
  g_autoptr (GBytes) bytes = yqq_bytes_take_openssl (der, size);
  if (bytes == NULL)
    return NULL;
  const guint8 *start = g_bytes_get_data (bytes, NULL);
  Attributes *sorted =
      (Attributes *)ASN1_item_d2i (NULL, &start, size, ASN1_ITEM_rptr (PKCS7_ATTR_SIGN));
  attributes_free (*attributes);
  *attributes = sorted;
  return sorted != NULL ? g_steal_pointer (&bytes) : NULL;
}

static Attributes *
make_attributes (YqqX509 *signer, GBytes *content_digest, gint64 signing_time_ms, GBytes **encoded)
{
  g_autoptr (Attributes) attributes = sk_X509_ATTRIBUTE_new_null ();
  if (!add_content_type (attributes) || !add_message_digest (attributes, content_digest) ||
      !add_signing_time (attributes, signing_time_ms) ||
      !add_signing_certificate (attributes, signer))
    return NULL;
  *encoded = encode_attributes (&attributes);
  return g_steal_pointer (&attributes);
}

static gboolean
name_signer (PKCS7_SIGNER_INFO *info, YqqX509 *signer)
{
  X509 *x509 = yqq_x509_peek (signer);
  ASN1_INTEGER_free (info->issuer_and_serial->serial);
  info->issuer_and_serial->serial = ASN1_INTEGER_dup (X509_get0_serialNumber (x509));
  return info->issuer_and_serial->serial != NULL && ASN1_INTEGER_set (info->version, 1) == 1 &&
         X509_NAME_set (&info->issuer_and_serial->issuer, X509_get_issuer_name (x509)) == 1;
}

static PKCS7_SIGNER_INFO *
sign_digest (YqqKey *key,
             YqqX509 *signer,
             GBytes *content_digest,
             gint64 signing_time_ms,
             GError **error)
{
  YqqAlgorithm algorithm = yqq_key_get_algorithm (key);
  g_autoptr (PKCS7_SIGNER_INFO) info = PKCS7_SIGNER_INFO_new ();
  g_autoptr (GBytes) message = NULL;
  if (info == NULL || !name_signer (info, signer) ||
      (info->auth_attr = make_attributes (signer, content_digest, signing_time_ms, &message)) ==
          NULL ||
      message == NULL) {
    yqq_crypto_set_openssl_error (error, "preparing a signature");
    return NULL;
  }
  g_autoptr (GBytes) signature = yqq_key_sign (key, message, error);
  if (signature == NULL)
    return NULL;
  yqq_cms_digest_algorithm_set (info->digest_alg, algorithm);
  yqq_signature_algorithm_set (info->digest_enc_alg, algorithm);
  ASN1_OCTET_STRING_set (info->enc_digest, g_bytes_get_data (signature, NULL),
                         (int)g_bytes_get_size (signature));
  return g_steal_pointer (&info);
}

static gboolean
add_certificates (PKCS7 *cms, YqqX509 *signer, GPtrArray *chain)
{
  if (PKCS7_add_certificate (cms, yqq_x509_peek (signer)) != 1)
    return FALSE;
  for (guint i = 0; chain != NULL && i < chain->len; i++)
    if (PKCS7_add_certificate (cms, yqq_x509_peek (g_ptr_array_index (chain, i))) != 1)
      return FALSE;
  return TRUE;
}

/* Takes info. */
static GBytes *
wrap (PKCS7_SIGNER_INFO *info, YqqX509 *signer, GPtrArray *chain)
{
  g_autoptr (PKCS7) cms = PKCS7_new ();
  X509_ALGOR *digest = X509_ALGOR_dup (info->digest_alg);
  guint8 *der = NULL;
  if (cms == NULL || PKCS7_set_type (cms, NID_pkcs7_signed) != 1 ||
      PKCS7_content_new (cms, NID_pkcs7_data) != 1 || PKCS7_set_detached (cms, 1) != 1)
    g_error ("out of memory");
  sk_PKCS7_SIGNER_INFO_push (cms->d.sign->signer_info, info);
  sk_X509_ALGOR_push (cms->d.sign->md_algs, digest);
  if (!add_certificates (cms, signer, chain))
    return NULL;
  int size = i2d_PKCS7 (cms, &der);
  return yqq_bytes_take_openssl (der, size);
}

GBytes *
yqq_cms_sign_detached (YqqKey *key,
                       YqqX509 *signer,
                       GPtrArray *chain,
                       GBytes *content_digest,
                       gint64 signing_time_ms,
                       GError **error)
{
  if (g_bytes_get_size (content_digest) != YQQ_DIGEST_SIZE) {
    yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_MALFORMED, "a digest has 32 bytes");
    return NULL;
  }
  if (!g_bytes_equal (yqq_key_get_public (key),
                      yqq_public_key_get_spki (yqq_x509_get_public_key (signer)))) {
    yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_WRONG_KEY,
                       "the key is not the one of the certificate");
    return NULL;
  }
  PKCS7_SIGNER_INFO *info = sign_digest (key, signer, content_digest, signing_time_ms, error);
  GBytes *cms = info != NULL ? wrap (info, signer, chain) : NULL;
  if (info != NULL && cms == NULL)
    yqq_crypto_set_openssl_error (error, "writing a signature");
  return cms;
}
