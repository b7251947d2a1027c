/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of this folder share and nobody else sees: OpenSSL's types and owners. */
#pragma once

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include "crypto/certificate.h"
#include "crypto/digest.h"
#include "crypto/key.h"

G_BEGIN_DECLS

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ASN1_OCTET_STRING, ASN1_OCTET_STRING_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIO, BIO_free_all)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_MD_CTX, EVP_MD_CTX_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_PKEY, EVP_PKEY_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_PKEY_CTX, EVP_PKEY_CTX_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509, X509_free)

/* Sets FAILED with what was attempted and OpenSSL's newest reason, and empties OpenSSL's queue. */
void yqq_crypto_set_openssl_error (GError **error, const char *attempt);

/* Sets code with message and empties OpenSSL's queue. Returns FALSE. */
gboolean yqq_crypto_refuse (GError **error, int code, const char *message);

/* HKDF-SHA256 (RFC 5869) without a salt. */
YqqSecretBytes *yqq_hkdf_sha256 (YqqSecretBytes *key_material, const char *info, gsize size);

/* scrypt (RFC 7914). */
YqqSecretBytes *yqq_scrypt (gconstpointer password,
                            gsize password_size,
                            gconstpointer salt,
                            gsize salt_size,
                            guint64 n,
                            guint32 r,
                            guint32 p,
                            gsize size);

/* How a key signs, so that another kind of key can take its place. */
typedef struct {
  GBytes *(*sign) (gpointer data, GBytes *message, GError **error); /* DER */
  YqqSecretBytes *(*dup_secret) (gpointer data);                    /* may be NULL */
  void (*free) (gpointer data);
} YqqKeyBackend;

/* Takes data. */
YqqKey *
yqq_key_new (YqqAlgorithm algorithm, GBytes *spki, const YqqKeyBackend *backend, gpointer data);

/* The curve's name for OpenSSL's keys and groups. */
const char *yqq_key_curve (YqqAlgorithm algorithm);

/* Bytes in the DER of a SubjectPublicKeyInfo, a PKCS#8 key, and their parts. */
#define YQQ_KEY_POINT_SIZE 65
#define YQQ_KEY_SCALAR_SIZE 32

/* The key of point and, unless it is NULL, scalar (YQQ_KEY_SCALAR_SIZE bytes, big-endian); NULL if
 * the point is not on the curve. Whether they belong together is not checked. */
EVP_PKEY *yqq_key_pair_new (YqqAlgorithm algorithm, const guint8 *scalar, const guint8 *point);

/* Readies context for signing (or verifying) with pkey: digest, and for SM2 its identifier. */
gboolean
yqq_key_begin (EVP_MD_CTX *context, YqqAlgorithm algorithm, EVP_PKEY *pkey, gboolean signing);

/* The SubjectPublicKeyInfo of a point, and the key behind a public key (borrowed). */
GBytes *yqq_public_key_encode (YqqAlgorithm algorithm, const guint8 *point);
EVP_PKEY *yqq_public_key_peek (YqqPublicKey *self);

/* DER SEQUENCE{r, s} to r‖s and back; NULL for what isn't one. */
GBytes *yqq_signature_to_raw (GBytes *der);
GBytes *yqq_signature_from_raw (GBytes *raw);

/* A copy of what OpenSSL allocated, which is freed; NULL for NULL or a negative size. */
GBytes *yqq_bytes_take_openssl (guint8 *der, int size);
/* A copy; no bytes at all for a bit string that ends within a byte. */
GBytes *yqq_bytes_from_asn1 (const ASN1_STRING *string);
ASN1_BIT_STRING *yqq_bit_string_new (GBytes *bytes);
void yqq_bit_string_set (ASN1_BIT_STRING *string, GBytes *bytes);

/* Adds text (1 to 64 characters) to name. Errors: MALFORMED. */
gboolean yqq_name_add (X509_NAME *name, int nid, const char *text, GError **error);

/* The identifier of a signature algorithm, without parameters. */
void yqq_signature_algorithm_set (X509_ALGOR *identifier, YqqAlgorithm algorithm);
gboolean yqq_signature_algorithm_is (const X509_ALGOR *identifier, YqqAlgorithm algorithm);

/* Writes key into a certificate or request, without OpenSSL's way through encoders and decoders,
 * which takes longer than an SM2 signature. */
gboolean yqq_x509_pubkey_set (X509_PUBKEY *slot, YqqPublicKey *key);

/* Whole seconds, as ms since 1970. */
gboolean yqq_time_to_ms (const ASN1_TIME *time, gint64 *unix_ms);

/* The X509 behind a certificate; borrowed, not to be changed. */
X509 *yqq_x509_peek (YqqX509 *self);

/* From the first to the last second of something's validity, ms since 1970. */
typedef struct {
  gint64 first_ms;
  gint64 last_ms;
} YqqPeriod;

gboolean yqq_period_contains (const YqqPeriod *period, gint64 unix_ms);

/* yqq_x509_verify_chain without a look at the dates; *period (may be NULL) is when all of them are
 * valid. */
gboolean yqq_x509_check_chain (YqqX509 *leaf,
                               GPtrArray *intermediates,
                               GPtrArray *roots,
                               YqqPeriod *period,
                               GError **error);

/* Where a certificate carries the credit code (GB/T 20518), and how it says its kind (OU). */
#define YQQ_CREDIT_CODE_OID "1.2.156.10260.4.1.4"
/* What the key that signs audit records may be used for (ITU-T X.667: made of a random UUID). */
#define YQQ_AUDITOR_OID "2.25.202055744562250301423766604669252089423"
const char *yqq_certificate_kind_unit (YqqCertificateKind kind);

G_END_DECLS
