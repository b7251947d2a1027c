/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes detached CAdES-BES signatures. The structures are put together by hand, since OpenSSL's own
 * signing needs the whole key, doesn't do SM2, and makes everything anew for each signature. */
#include <openssl/ess.h>
#include <string.h>

#include "crypto/cms.h"
#include "crypto/der-writer.h"
#include "crypto/internal.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ESS_SIGNING_CERT_V2, ESS_SIGNING_CERT_V2_free)

struct _YqqCmsSigner {
  gatomicrefcount references;
  YqqX509 *certificate;
  GBytes *attributes[2]; /* contentType and signingCertificateV2, the same for every document */
  GBytes *before_signer; /* SignedData up to its signer: version, digest, content, certificates */
  GBytes *name;          /* IssuerAndSerialNumber */
  GBytes *digest_algorithm;
  GBytes *signature_algorithm;
};

static const guint8 version_1[] = {0x02, 0x01, 0x01};

static void
append_bytes (GByteArray *der, GBytes *bytes)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);
  yqq_der_append_raw (der, data, size);
}

static void
append_object (GByteArray *der, int nid)
{
  const ASN1_OBJECT *object = OBJ_nid2obj (nid);
  yqq_der_append (der, YQQ_DER_OBJECT, OBJ_get0_data (object), OBJ_length (object));
}

/* Attribute (RFC 5652 5.3) with one value. */
static GBytes *
make_attribute (int nid, guint8 tag, gconstpointer value, gsize size)
{
  GByteArray *der = g_byte_array_sized_new (128);
  append_object (der, nid);
  guint values = der->len;
  yqq_der_append (der, tag, value, size);
  yqq_der_wrap (der, values, YQQ_DER_SET);
  yqq_der_wrap (der, 0, YQQ_DER_SEQUENCE);
  return g_byte_array_free_to_bytes (der);
}

static GBytes *
make_content_type (void)
{
  const ASN1_OBJECT *data = OBJ_nid2obj (NID_pkcs7_data);
  return make_attribute (NID_pkcs9_contentType, YQQ_DER_OBJECT, OBJ_get0_data (data),
                         OBJ_length (data));
}

/* RFC 5035 3: the certificate by its digest, so that no other with the same key can take its place.
 */
static GBytes *
make_signing_certificate (YqqX509 *certificate)
{
  gboolean sm2 = yqq_x509_get_algorithm (certificate) == YQQ_ALGORITHM_SM2_SM3;
  g_autoptr (ESS_SIGNING_CERT_V2) reference = OSSL_ESS_signing_cert_v2_new_init (
      sm2 ? EVP_sm3 () : EVP_sha256 (), yqq_x509_peek (certificate), NULL, 0);
  guint8 *der = NULL;
  int size = reference != NULL ? i2d_ESS_SIGNING_CERT_V2 (reference, &der) : -1;
  g_autoptr (GBytes) value = yqq_bytes_take_openssl (der, size);
  if (value == NULL)
    return NULL;
  GByteArray *attribute = g_byte_array_new ();
  append_object (attribute, NID_id_smime_aa_signingCertificateV2);
  guint values = attribute->len;
  append_bytes (attribute, value);
  yqq_der_wrap (attribute, values, YQQ_DER_SET);
  yqq_der_wrap (attribute, 0, YQQ_DER_SEQUENCE);
  return g_byte_array_free_to_bytes (attribute);
}

static GBytes *
make_name (YqqX509 *certificate)
{
  X509 *x509 = yqq_x509_peek (certificate);
  guint8 *issuer = NULL, *serial = NULL;
  int issuer_size = i2d_X509_NAME (X509_get_issuer_name (x509), &issuer);
  int serial_size = i2d_ASN1_INTEGER (X509_get0_serialNumber (x509), &serial);
  g_autoptr (GBytes) first = yqq_bytes_take_openssl (issuer, issuer_size);
  g_autoptr (GBytes) second = yqq_bytes_take_openssl (serial, serial_size);
  if (first == NULL || second == NULL)
    return NULL;
  GByteArray *der = g_byte_array_new ();
  append_bytes (der, first);
  append_bytes (der, second);
  yqq_der_wrap (der, 0, YQQ_DER_SEQUENCE);
  return g_byte_array_free_to_bytes (der);
}

/* Without parameters (RFC 5754 2 and 3.2, GM/T 0006). */
static GBytes *
make_algorithm (int nid)
{
  GByteArray *der = g_byte_array_new ();
  append_object (der, nid);
  yqq_der_wrap (der, 0, YQQ_DER_SEQUENCE);
  return g_byte_array_free_to_bytes (der);
}

static GBytes *
make_before_signer (YqqX509 *certificate, GPtrArray *chain, GBytes *digest_algorithm)
{
  GByteArray *der = g_byte_array_new ();
  yqq_der_append_raw (der, version_1, sizeof version_1);
  guint start = der->len;
  append_bytes (der, digest_algorithm);
  yqq_der_wrap (der, start, YQQ_DER_SET);
  start = der->len;
  append_object (der, NID_pkcs7_data);
  yqq_der_wrap (der, start, YQQ_DER_SEQUENCE);
  start = der->len;
  append_bytes (der, yqq_x509_get_der (certificate));
  for (guint i = 0; chain != NULL && i < chain->len; i++)
    append_bytes (der, yqq_x509_get_der (g_ptr_array_index (chain, i)));
  yqq_der_wrap (der, start, YQQ_DER_CONTEXT_0);
  return g_byte_array_free_to_bytes (der);
}

YqqCmsSigner *
yqq_cms_signer_new (YqqX509 *certificate, GPtrArray *chain, GError **error)
{
  gboolean sm2 = yqq_x509_get_algorithm (certificate) == YQQ_ALGORITHM_SM2_SM3;
  g_autoptr (YqqCmsSigner) self = g_new0 (YqqCmsSigner, 1);
  g_atomic_ref_count_init (&self->references);
  self->certificate = yqq_x509_ref (certificate);
  self->digest_algorithm = make_algorithm (sm2 ? NID_sm3 : NID_sha256);
  self->signature_algorithm = make_algorithm (sm2 ? NID_SM2_with_SM3 : NID_ecdsa_with_SHA256);
  self->attributes[0] = make_content_type ();
  self->attributes[1] = make_signing_certificate (certificate);
  self->name = make_name (certificate);
  self->before_signer = make_before_signer (certificate, chain, self->digest_algorithm);
  if (self->attributes[1] != NULL && self->name != NULL)
    return g_steal_pointer (&self);
  yqq_crypto_set_openssl_error (error, "preparing signatures");
  return NULL;
}

YqqCmsSigner *
yqq_cms_signer_ref (YqqCmsSigner *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
yqq_cms_signer_unref (YqqCmsSigner *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  GBytes *parts[] = {self->attributes[0], self->attributes[1],    self->before_signer,
                     self->name,          self->digest_algorithm, self->signature_algorithm};
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    g_clear_pointer (&parts[i], g_bytes_unref);
  yqq_x509_unref (self->certificate);
  g_free (self);
}

/* RFC 5652 11.3: UTCTime until 2049, GeneralizedTime after. */
static GBytes *
make_signing_time (gint64 signing_time_ms)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (signing_time_ms / 1000);
  if (time == NULL)
    return NULL;
  int year = g_date_time_get_year (time);
  gboolean utc = year >= 1950 && year < 2050;
  g_autofree char *text = g_date_time_format (time, utc ? "%y%m%d%H%M%SZ" : "%Y%m%d%H%M%SZ");
  return make_attribute (NID_pkcs9_signingTime, utc ? YQQ_DER_UTC_TIME : YQQ_DER_GENERALIZED_TIME,
                         text, strlen (text));
}

static int
compare_encodings (gconstpointer a, gconstpointer b)
{
  return g_bytes_compare (*(GBytes *const *)a, *(GBytes *const *)b);
}

/* The SET that is signed (RFC 5652 5.4), in the order DER wants (X.690 11.6). */
static GBytes *
make_attributes (YqqCmsSigner *self, GBytes *content_digest, gint64 signing_time_ms, GError **error)
{
  if (g_bytes_get_size (content_digest) != YQQ_DIGEST_SIZE) {
    yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_MALFORMED, "a digest has 32 bytes");
    return NULL;
  }
  g_autoptr (GBytes) digest =
      make_attribute (NID_pkcs9_messageDigest, YQQ_DER_OCTETS,
                      g_bytes_get_data (content_digest, NULL), g_bytes_get_size (content_digest));
  g_autoptr (GBytes) time = make_signing_time (signing_time_ms);
  if (time == NULL) {
    yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_FAILED, "not a time of this calendar");
    return NULL;
  }
  GBytes *all[] = {self->attributes[0], self->attributes[1], digest, time};
  qsort (all, G_N_ELEMENTS (all), sizeof *all, compare_encodings);
  GByteArray *der = g_byte_array_sized_new (256);
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    append_bytes (der, all[i]);
  yqq_der_wrap (der, 0, YQQ_DER_SET);
  return g_byte_array_free_to_bytes (der);
}

/* SignerInfo (RFC 5652 5.3). */
static void
append_signer (YqqCmsSigner *self, GByteArray *der, GBytes *attributes, GBytes *signature)
{
  guint start = der->len;
  yqq_der_append_raw (der, version_1, sizeof version_1);
  append_bytes (der, self->name);
  append_bytes (der, self->digest_algorithm);
  guint set = der->len;
  append_bytes (der, attributes);
  der->data[set] = YQQ_DER_CONTEXT_0; /* [0] IMPLICIT: only what is signed says SET */
  append_bytes (der, self->signature_algorithm);
  yqq_der_append (der, YQQ_DER_OCTETS, g_bytes_get_data (signature, NULL),
                  g_bytes_get_size (signature));
  yqq_der_wrap (der, start, YQQ_DER_SEQUENCE);
  yqq_der_wrap (der, start, YQQ_DER_SET);
}

/* ContentInfo (RFC 5652 3). */
static GBytes *
wrap (YqqCmsSigner *self, GBytes *attributes, GBytes *signature)
{
  GByteArray *der = g_byte_array_sized_new ((guint)g_bytes_get_size (self->before_signer) + 1024);
  append_object (der, NID_pkcs7_signed);
  guint start = der->len;
  append_bytes (der, self->before_signer);
  append_signer (self, der, attributes, signature);
  yqq_der_wrap (der, start, YQQ_DER_SEQUENCE);
  yqq_der_wrap (der, start, YQQ_DER_CONTEXT_0);
  yqq_der_wrap (der, 0, YQQ_DER_SEQUENCE);
  return g_byte_array_free_to_bytes (der);
}

static gboolean
check_key (YqqCmsSigner *self, YqqKey *key, GError **error)
{
  YqqPublicKey *public_key = yqq_x509_get_public_key (self->certificate);
  return g_bytes_equal (yqq_key_get_public (key), yqq_public_key_get_spki (public_key)) ||
         yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_WRONG_KEY,
                            "the key is not the one of the certificate");
}

GBytes *
yqq_cms_signer_sign (YqqCmsSigner *self,
                     YqqKey *key,
                     GBytes *content_digest,
                     gint64 signing_time_ms,
                     GError **error)
{
  g_autoptr (GBytes) attributes = make_attributes (self, content_digest, signing_time_ms, error);
  if (attributes == NULL || !check_key (self, key, error))
    return NULL;
  g_autoptr (GBytes) signature = yqq_key_sign (key, attributes, error);
  return signature != NULL ? wrap (self, attributes, signature) : NULL;
}

GBytes *
yqq_cms_signer_sign_value (YqqCmsSigner *self,
                           YqqKey *key,
                           GBytes *content_digest,
                           gint64 signing_time_ms,
                           GError **error)
{
  g_autoptr (GBytes) attributes = make_attributes (self, content_digest, signing_time_ms, error);
  if (attributes == NULL || !check_key (self, key, error))
    return NULL;
  return yqq_key_sign_raw (key, attributes, error);
}

GBytes *
yqq_cms_signer_complete (YqqCmsSigner *self,
                         GBytes *value,
                         GBytes *content_digest,
                         gint64 signing_time_ms,
                         GError **error)
{
  g_autoptr (GBytes) attributes = make_attributes (self, content_digest, signing_time_ms, error);
  if (attributes == NULL)
    return NULL;
  g_autoptr (GBytes) signature = yqq_signature_from_raw (value);
  if (signature == NULL) {
    yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_MALFORMED, "a raw signature has 64 bytes");
    return NULL;
  }
  return wrap (self, attributes, signature);
}

GBytes *
yqq_cms_sign_detached (YqqKey *key,
                       YqqX509 *certificate,
                       GPtrArray *chain,
                       GBytes *content_digest,
                       gint64 signing_time_ms,
                       GError **error)
{
  g_autoptr (YqqCmsSigner) signer = yqq_cms_signer_new (certificate, chain, error);
  return signer != NULL ? yqq_cms_signer_sign (signer, key, content_digest, signing_time_ms, error)
                        : NULL;
}
