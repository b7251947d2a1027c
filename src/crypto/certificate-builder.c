/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes certificates (RFC 5280, GB/T 20518): names, times, extensions, and the issuer's signature.
 */
#include "crypto/certificate-builder.h"

#include <openssl/x509v3.h>
#include <string.h>

#define KEY_USAGE_DIGITAL_SIGNATURE 0
#define KEY_USAGE_NON_REPUDIATION 1
#define KEY_USAGE_CERTIFICATE_SIGN 5
#define KEY_USAGE_CRL_SIGN 6

#define SERIAL_SIZE 16
#define KEY_IDENTIFIER_SIZE 20

/* Positive and always of full length, whatever the bytes (RFC 5280 4.1.2.2). */
static gboolean
set_serial (X509 *x509, GBytes *serial)
{
  guint8 bytes[SERIAL_SIZE];
  memcpy (bytes, g_bytes_get_data (serial, NULL), SERIAL_SIZE);
  bytes[0] = (bytes[0] & 0x7f) | 0x40;
  return ASN1_STRING_set (X509_get_serialNumber (x509), bytes, SERIAL_SIZE) == 1;
}

X509 *
yqq_certificate_builder_new (GBytes *serial,
                             YqqPublicKey *key,
                             gint64 not_before_ms,
                             gint64 not_after_ms)
{
  g_autoptr (X509) x509 = X509_new ();
  if (x509 == NULL || X509_set_version (x509, X509_VERSION_3) != 1 || !set_serial (x509, serial) ||
      ASN1_TIME_set (X509_getm_notBefore (x509), (time_t)(not_before_ms / 1000)) == NULL ||
      ASN1_TIME_set (X509_getm_notAfter (x509), (time_t)(not_after_ms / 1000)) == NULL ||
      !yqq_x509_pubkey_set (X509_get_X509_PUBKEY (x509), key))
    return NULL;
  return g_steal_pointer (&x509);
}

static gboolean
add_extension (X509 *x509, int nid, gpointer value, gboolean critical)
{
  return X509_add1_ext_i2d (x509, nid, value, critical, X509V3_ADD_APPEND) == 1;
}

/* second -1: none. */
static gboolean
add_key_usage (X509 *x509, int first, int second)
{
  ASN1_BIT_STRING *usage = ASN1_BIT_STRING_new ();
  gboolean added = usage != NULL && ASN1_BIT_STRING_set_bit (usage, first, 1) == 1 &&
                   (second < 0 || ASN1_BIT_STRING_set_bit (usage, second, 1) == 1) &&
                   add_extension (x509, NID_key_usage, usage, TRUE);
  ASN1_BIT_STRING_free (usage);
  return added;
}

static gboolean
add_basic_constraints (X509 *x509, int path_length)
{
  BASIC_CONSTRAINTS *constraints = BASIC_CONSTRAINTS_new ();
  constraints->ca = 0xff;
  if (path_length >= 0) {
    constraints->pathlen = ASN1_INTEGER_new ();
    ASN1_INTEGER_set (constraints->pathlen, path_length);
  }
  gboolean added = add_extension (x509, NID_basic_constraints, constraints, TRUE);
  BASIC_CONSTRAINTS_free (constraints);
  return added;
}

gboolean
yqq_certificate_builder_add_authority (X509 *x509, int path_length)
{
  return add_basic_constraints (x509, path_length) &&
         add_key_usage (x509, KEY_USAGE_CERTIFICATE_SIGN, KEY_USAGE_CRL_SIGN);
}

gboolean
yqq_certificate_builder_add_signer (X509 *x509)
{
  return add_key_usage (x509, KEY_USAGE_DIGITAL_SIGNATURE, KEY_USAGE_NON_REPUDIATION);
}

gboolean
yqq_certificate_builder_add_auditor (X509 *x509)
{
  EXTENDED_KEY_USAGE *purposes = EXTENDED_KEY_USAGE_new ();
  gboolean added = add_key_usage (x509, KEY_USAGE_DIGITAL_SIGNATURE, -1) &&
                   sk_ASN1_OBJECT_push (purposes, OBJ_txt2obj (YQQ_AUDITOR_OID, 1)) > 0 &&
                   add_extension (x509, NID_ext_key_usage, purposes, TRUE);
  EXTENDED_KEY_USAGE_free (purposes);
  return added;
}

/* The first 160 bits of the SHA-256 of the key's bits (RFC 7093 2, method 1). */
static ASN1_OCTET_STRING *
key_identifier_new (YqqPublicKey *key)
{
  GBytes *spki = yqq_public_key_get_spki (key);
  gsize size = g_bytes_get_size (spki);
  g_autoptr (GBytes) point =
      g_bytes_new_from_bytes (spki, size - YQQ_KEY_POINT_SIZE, YQQ_KEY_POINT_SIZE);
  g_autoptr (GBytes) digest = yqq_digest (YQQ_DIGEST_ALGORITHM_SHA256, point);
  ASN1_OCTET_STRING *identifier = ASN1_OCTET_STRING_new ();
  ASN1_OCTET_STRING_set (identifier, g_bytes_get_data (digest, NULL), KEY_IDENTIFIER_SIZE);
  return identifier;
}

gboolean
yqq_certificate_builder_add_identifiers (X509 *x509, YqqPublicKey *subject, YqqPublicKey *issuer)
{
  g_autoptr (ASN1_OCTET_STRING) own = key_identifier_new (subject);
  AUTHORITY_KEYID *authority = AUTHORITY_KEYID_new ();
  authority->keyid = key_identifier_new (issuer);
  gboolean added = add_extension (x509, NID_subject_key_identifier, own, FALSE) &&
                   add_extension (x509, NID_authority_key_identifier, authority, FALSE);
  AUTHORITY_KEYID_free (authority);
  return added;
}

gboolean
yqq_certificate_builder_add_credit_code (X509 *x509, const char *credit_code)
{
  ASN1_PRINTABLESTRING *text = ASN1_PRINTABLESTRING_new ();
  g_autoptr (ASN1_OCTET_STRING) value = ASN1_OCTET_STRING_new ();
  ASN1_OBJECT *oid = OBJ_txt2obj (YQQ_CREDIT_CODE_OID, 1);
  guint8 *der = NULL;
  ASN1_STRING_set (text, credit_code, -1);
  int size = i2d_ASN1_PRINTABLESTRING (text, &der);
  gboolean added = FALSE;
  if (size > 0 && ASN1_OCTET_STRING_set (value, der, size) == 1) {
    X509_EXTENSION *extension = X509_EXTENSION_create_by_OBJ (NULL, oid, 0, value);
    added = X509_add_ext (x509, extension, -1) == 1;
    X509_EXTENSION_free (extension);
  }
  OPENSSL_free (der);
  ASN1_OBJECT_free (oid);
  ASN1_PRINTABLESTRING_free (text);
  return added;
}

GBytes *
yqq_certificate_builder_sign (X509 *x509, YqqKey *issuer_key, GError **error)
{
  const ASN1_BIT_STRING *signature_slot = NULL;
  const X509_ALGOR *algorithm_slot = NULL;
  YqqAlgorithm algorithm = yqq_key_get_algorithm (issuer_key);
  /* OpenSSL 3.0 fills these only by signing itself; but a key signs through its own interface, so
   * that it can live elsewhere. The slots belong to x509, which is ours. */
  X509_get0_signature (&signature_slot, &algorithm_slot, x509);
  yqq_signature_algorithm_set ((X509_ALGOR *)algorithm_slot, algorithm);
  yqq_signature_algorithm_set ((X509_ALGOR *)X509_get0_tbs_sigalg (x509), algorithm);
  guint8 *tbs = NULL, *der = NULL;
  int size = i2d_re_X509_tbs (x509, &tbs);
  g_autoptr (GBytes) message = yqq_bytes_take_openssl (tbs, size);
  g_autoptr (GBytes) signature = message != NULL ? yqq_key_sign (issuer_key, message, error) : NULL;
  if (signature == NULL)
    return NULL;
  yqq_bit_string_set ((ASN1_BIT_STRING *)signature_slot, signature);
  size = i2d_X509 (x509, &der);
  return yqq_bytes_take_openssl (der, size);
}
