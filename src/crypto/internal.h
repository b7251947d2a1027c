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

/* The X509 behind a certificate; borrowed, not to be changed. */
X509 *yqq_x509_peek (YqqX509 *self);

G_END_DECLS
