/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checks detached CMS signatures. */
#include <openssl/err.h>
#include <openssl/ess.h>
#include <openssl/x509v3.h>

#include "crypto/cms-private.h"
#include "crypto/trusted-signers.h"

/* How far ahead of ours a signer's clock may be. */
#define CLOCK_TOLERANCE_MS G_GINT64_CONSTANT (300000)

struct _YqqCmsReport {
  YqqAlgorithm algorithm;
  YqqX509 *signer;
  gint64 signing_time_ms;
  YqqCmsResult results[YQQ_CMS_CHECK_COUNT];
  gboolean valid_now;
};

static const char *const check_nicks[YQQ_CMS_CHECK_COUNT] = {
    [YQQ_CMS_CHECK_SIGNATURE] = "signature",
    [YQQ_CMS_CHECK_DIGEST] = "digest",
    [YQQ_CMS_CHECK_CHAIN] = "chain",
    [YQQ_CMS_CHECK_VALIDITY] = "validity",
};

/* The signed attributes we look at; each at most once, with one value. NULL where there is none. */
typedef struct {
  const ASN1_TYPE *content_type;
  const ASN1_TYPE *message_digest;
  const ASN1_TYPE *signing_time;
  const ASN1_TYPE *signing_certificate;
} SignedAttributes;

static const ASN1_TYPE **
slot_for (SignedAttributes *attributes, int nid)
{
  switch (nid) {
  case NID_pkcs9_contentType:
    return &attributes->content_type;
  case NID_pkcs9_messageDigest:
    return &attributes->message_digest;
  case NID_pkcs9_signingTime:
    return &attributes->signing_time;
  case NID_id_smime_aa_signingCertificateV2:
    return &attributes->signing_certificate;
  default:
    return NULL;
  }
}

static gboolean
read_attributes (PKCS7_SIGNER_INFO *info, SignedAttributes *attributes)
{
  for (int i = 0; i < sk_X509_ATTRIBUTE_num (info->auth_attr); i++) {
    X509_ATTRIBUTE *attribute = sk_X509_ATTRIBUTE_value (info->auth_attr, i);
    const ASN1_TYPE **slot =
        slot_for (attributes, OBJ_obj2nid (X509_ATTRIBUTE_get0_object (attribute)));
    if (slot == NULL)
      continue;
    if (*slot != NULL || X509_ATTRIBUTE_count (attribute) != 1)
      return FALSE;
    *slot = X509_ATTRIBUTE_get0_type (attribute, 0);
  }
  /* RFC 5652 5.3: these two are always there. */
  return attributes->content_type != NULL && attributes->content_type->type == V_ASN1_OBJECT &&
         OBJ_obj2nid (attributes->content_type->value.object) == NID_pkcs7_data &&
         attributes->message_digest != NULL &&
         attributes->message_digest->type == V_ASN1_OCTET_STRING;
}

static gboolean
read_signing_time (const ASN1_TYPE *value, gint64 *unix_ms)
{
  if (value == NULL)
    return TRUE;
  return (value->type == V_ASN1_UTCTIME || value->type == V_ASN1_GENERALIZEDTIME) &&
         yqq_time_to_ms (value->value.asn1_string, unix_ms);
}

static YqqX509 *
read_certificate (const ASN1_TYPE *value)
{
  if (value->type != V_ASN1_SEQUENCE)
    return NULL;
  g_autoptr (GBytes) der = yqq_bytes_from_asn1 (value->value.sequence);
  return yqq_x509_new (der, NULL);
}

/* What came along and can be read; the rest can't help. */
static GPtrArray *
read_certificates (YqqCms *cms)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_x509_unref);
  for (int i = 0; i < sk_ASN1_TYPE_num (cms->data->certificates); i++) {
    YqqX509 *x509 = read_certificate (sk_ASN1_TYPE_value (cms->data->certificates, i));
    if (x509 != NULL)
      g_ptr_array_add (list, x509);
  }
  return list;
}

static gboolean
is_named (YqqX509 *certificate, const PKCS7_ISSUER_AND_SERIAL *name)
{
  X509 *x509 = yqq_x509_peek (certificate);
  return ASN1_INTEGER_cmp (X509_get0_serialNumber (x509), name->serial) == 0 &&
         X509_NAME_cmp (X509_get_issuer_name (x509), name->issuer) == 0;
}

static YqqX509 *
find_signer (YqqCms *cms, GPtrArray *certificates, GError **error)
{
  for (guint i = 0; i < certificates->len; i++)
    if (is_named (certificates->pdata[i], yqq_cms_get_signer_info (cms)->issuer_and_serial))
      return yqq_x509_ref (certificates->pdata[i]);
  yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_UNSUPPORTED,
                     "the signature does not bring its signer's certificate");
  return NULL;
}

/* RFC 5035 5: the certificate has to be the one the signer meant. */
static gboolean
is_meant (const ASN1_TYPE *reference, YqqX509 *signer)
{
  if (reference == NULL)
    return TRUE;
  if (reference->type != V_ASN1_SEQUENCE)
    return FALSE;
  const guint8 *der = ASN1_STRING_get0_data (reference->value.sequence);
  ESS_SIGNING_CERT_V2 *parsed =
      d2i_ESS_SIGNING_CERT_V2 (NULL, &der, ASN1_STRING_length (reference->value.sequence));
  STACK_OF (X509) *chain = sk_X509_new_null ();
  sk_X509_push (chain, yqq_x509_peek (signer));
  gboolean meant = parsed != NULL && OSSL_ESS_check_signing_certs (NULL, parsed, chain, 1) == 1;
  sk_X509_free (chain);
  ESS_SIGNING_CERT_V2_free (parsed);
  return meant;
}

static YqqCmsResult
to_result (gboolean passed)
{
  return passed ? YQQ_CMS_RESULT_PASSED : YQQ_CMS_RESULT_FAILED;
}

static gboolean
check_signature (PKCS7_SIGNER_INFO *info, const SignedAttributes *attributes, YqqX509 *signer)
{
  guint8 *der = NULL;
  int size =
      ASN1_item_i2d ((ASN1_VALUE *)info->auth_attr, &der, ASN1_ITEM_rptr (PKCS7_ATTR_VERIFY));
  g_autoptr (GBytes) message = yqq_bytes_take_openssl (der, size);
  g_autoptr (GBytes) signature = yqq_bytes_from_asn1 (info->enc_digest);
  return message != NULL && is_meant (attributes->signing_certificate, signer) &&
         yqq_public_key_verify (yqq_x509_get_public_key (signer), message, signature, NULL);
}

static gboolean
check_digest (const SignedAttributes *attributes, GBytes *content_digest)
{
  g_autoptr (GBytes) signed_digest =
      yqq_bytes_from_asn1 (attributes->message_digest->value.octet_string);
  return g_bytes_get_size (content_digest) == YQQ_DIGEST_SIZE &&
         g_bytes_equal (signed_digest, content_digest);
}

/* Certificates of authorities, and those meant for something else, sign no documents. */
static gboolean
may_sign (YqqX509 *signer)
{
  guint32 usage = X509_get_key_usage (yqq_x509_peek (signer));
  return !yqq_x509_is_authority (signer) &&
         (usage & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) != 0;
}

/* Whose signature it is, and whether the way to a root is known to be good. */
typedef struct {
  YqqX509 *signer;
  gboolean trusted;
  YqqPeriod period; /* of the whole chain, where it is trusted */
} Signer;

static void
check_trust (Signer *self, GPtrArray *certificates, GPtrArray *roots, GBytes *trust_key)
{
  if (certificates->len > YQQ_X509_MAX_CHAIN)
    g_ptr_array_set_size (certificates, YQQ_X509_MAX_CHAIN);
  self->trusted = may_sign (self->signer) &&
                  yqq_x509_check_chain (self->signer, certificates, roots, &self->period, NULL);
  if (self->trusted && trust_key != NULL)
    yqq_trusted_signers_add (trust_key, self->signer, &self->period);
}

static gboolean
read_signer (Signer *self, YqqCms *cms, GPtrArray *roots, GError **error)
{
  g_autoptr (GBytes) trust_key =
      roots != NULL
          ? yqq_trusted_signers_make_key (yqq_cms_get_signer_info (cms)->issuer_and_serial,
                                          cms->data->certificates, roots)
          : NULL;
  if (trust_key != NULL)
    self->signer = yqq_trusted_signers_find (trust_key, &self->period);
  self->trusted = self->signer != NULL;
  if (self->trusted)
    return TRUE;
  g_autoptr (GPtrArray) certificates = read_certificates (cms);
  self->signer = find_signer (cms, certificates, error);
  if (self->signer != NULL && roots != NULL)
    check_trust (self, certificates, roots, trust_key);
  return self->signer != NULL;
}

/* The dates are looked at each time, remembered or not. */
static void
check_period (YqqCmsReport *self, const YqqPeriod *period, gint64 now_ms)
{
  gint64 signed_ms = self->signing_time_ms >= 0 ? self->signing_time_ms : now_ms;
  self->results[YQQ_CMS_CHECK_VALIDITY] = to_result (signed_ms <= now_ms + CLOCK_TOLERANCE_MS &&
                                                     yqq_period_contains (period, signed_ms));
  self->valid_now = yqq_period_contains (period, now_ms);
}

static YqqCmsReport *
check_all (YqqCms *cms,
           const SignedAttributes *attributes,
           YqqAlgorithm algorithm,
           GBytes *content_digest,
           GPtrArray *roots,
           gint64 now_ms,
           GError **error)
{
  Signer found = {NULL};
  if (!read_signer (&found, cms, roots, error))
    return NULL;
  g_autoptr (YqqX509) signer = found.signer;
  if (yqq_x509_get_algorithm (signer) != algorithm) {
    yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_UNSUPPORTED,
                       "the signer's key is of another algorithm than the signature");
    return NULL;
  }
  YqqCmsReport *self = g_new0 (YqqCmsReport, 1);
  self->algorithm = algorithm;
  self->signer = g_steal_pointer (&signer);
  self->results[YQQ_CMS_CHECK_SIGNATURE] =
      to_result (check_signature (yqq_cms_get_signer_info (cms), attributes, self->signer));
  self->results[YQQ_CMS_CHECK_DIGEST] = to_result (check_digest (attributes, content_digest));
  self->results[YQQ_CMS_CHECK_CHAIN] = YQQ_CMS_RESULT_NOT_CHECKED;
  self->results[YQQ_CMS_CHECK_VALIDITY] = YQQ_CMS_RESULT_NOT_CHECKED;
  self->signing_time_ms = -1;
  read_signing_time (attributes->signing_time, &self->signing_time_ms);
  if (roots != NULL)
    self->results[YQQ_CMS_CHECK_CHAIN] = to_result (found.trusted);
  if (found.trusted)
    check_period (self, &found.period, now_ms);
  return self;
}

YqqCmsReport *
yqq_cms_verify_detached (GBytes *cms,
                         GBytes *content_digest,
                         GPtrArray *roots,
                         gint64 now_ms,
                         GError **error)
{
  YqqAlgorithm algorithm;
  SignedAttributes attributes = {NULL};
  gint64 signing_time_ms;
  g_autoptr (YqqCms) parsed = yqq_cms_parse (cms, &algorithm, error);
  if (parsed == NULL)
    return NULL;
  if (!read_attributes (yqq_cms_get_signer_info (parsed), &attributes) ||
      !read_signing_time (attributes.signing_time, &signing_time_ms)) {
    yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_MALFORMED,
                       "the signed attributes are not what they have to be");
    return NULL;
  }
  YqqCmsReport *self =
      check_all (parsed, &attributes, algorithm, content_digest, roots, now_ms, error);
  ERR_clear_error ();
  return self;
}

YqqCmsResult
yqq_cms_report_get_result (YqqCmsReport *self, YqqCmsCheck check)
{
  g_return_val_if_fail ((guint)check < YQQ_CMS_CHECK_COUNT, YQQ_CMS_RESULT_FAILED);
  return self->results[check];
}

const char *
yqq_cms_check_to_nick (YqqCmsCheck check)
{
  g_return_val_if_fail ((guint)check < YQQ_CMS_CHECK_COUNT, NULL);
  return check_nicks[check];
}

gboolean
yqq_cms_report_check (YqqCmsReport *self, GError **error)
{
  static const struct {
    int code;
    const char *message;
  } failures[YQQ_CMS_CHECK_COUNT] = {
      [YQQ_CMS_CHECK_SIGNATURE] = {YQQ_CRYPTO_ERROR_BAD_SIGNATURE,
                                   "the signature is not its signer's"},
      [YQQ_CMS_CHECK_DIGEST] = {YQQ_CRYPTO_ERROR_DIGEST_MISMATCH,
                                "the content is not the content that was signed"},
      [YQQ_CMS_CHECK_CHAIN] = {YQQ_CRYPTO_ERROR_UNTRUSTED,
                               "the signer's certificate does not lead to a trusted root"},
      [YQQ_CMS_CHECK_VALIDITY] = {YQQ_CRYPTO_ERROR_NOT_VALID_NOW,
                                  "the certificate was not valid when the content was signed"},
  };
  for (guint i = 0; i < YQQ_CMS_CHECK_COUNT; i++)
    if (self->results[i] == YQQ_CMS_RESULT_FAILED)
      return yqq_crypto_refuse (error, failures[i].code, failures[i].message);
  return TRUE;
}

YqqX509 *
yqq_cms_report_get_signer (YqqCmsReport *self)
{
  return self->signer;
}

YqqAlgorithm
yqq_cms_report_get_algorithm (YqqCmsReport *self)
{
  return self->algorithm;
}

gint64
yqq_cms_report_get_signing_time_ms (YqqCmsReport *self)
{
  return self->signing_time_ms;
}

gboolean
yqq_cms_report_is_valid_now (YqqCmsReport *self)
{
  return self->valid_now;
}

void
yqq_cms_report_free (YqqCmsReport *self)
{
  yqq_x509_unref (self->signer);
  g_free (self);
}
