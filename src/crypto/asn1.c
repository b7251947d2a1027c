/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between OpenSSL's ASN.1 values and ours: bytes, names, algorithm identifiers, times. */
#include <string.h>

#include "crypto/internal.h"

#define MAX_NAME_CHARACTERS 64 /* ub-common-name and its like (RFC 5280 A.1) */

GBytes *
yqq_bytes_take_openssl (guint8 *der, int size)
{
  if (der == NULL || size < 0)
    return NULL;
  GBytes *bytes = g_bytes_new (der, (gsize)size);
  OPENSSL_free (der);
  return bytes;
}

GBytes *
yqq_bytes_from_asn1 (const ASN1_STRING *string)
{
  /* A bit string of whole bytes has one form only. */
  if (ASN1_STRING_type (string) == V_ASN1_BIT_STRING && (string->flags & 7) != 0)
    return g_bytes_new (NULL, 0);
  return g_bytes_new (ASN1_STRING_get0_data (string), (gsize)ASN1_STRING_length (string));
}

ASN1_BIT_STRING *
yqq_bit_string_new (GBytes *bytes)
{
  ASN1_BIT_STRING *string = ASN1_BIT_STRING_new ();
  yqq_bit_string_set (string, bytes);
  return string;
}

void
yqq_bit_string_set (ASN1_BIT_STRING *string, GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  if (string == NULL || ASN1_BIT_STRING_set (string, (guint8 *)data, (int)size) != 1)
    g_error ("out of memory");
  /* Else trailing zero bits are dropped. */
  string->flags = (string->flags & ~7L) | ASN1_STRING_FLAG_BITS_LEFT;
}

gboolean
yqq_name_add (X509_NAME *name, int nid, const char *text, GError **error)
{
  int type = nid == NID_countryName || nid == NID_serialNumber ? V_ASN1_PRINTABLESTRING
                                                               : V_ASN1_UTF8STRING;
  if (text == NULL || text[0] == '\0' || !g_utf8_validate (text, -1, NULL) ||
      g_utf8_strlen (text, -1) > MAX_NAME_CHARACTERS)
    return yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_MALFORMED,
                              "a name in a certificate has 1 to 64 characters");
  if (X509_NAME_add_entry_by_NID (name, nid, type, (const guint8 *)text, -1, -1, 0) != 1) {
    yqq_crypto_set_openssl_error (error, "writing a name");
    return FALSE;
  }
  return TRUE;
}

static int
signature_nid (YqqAlgorithm algorithm)
{
  return algorithm == YQQ_ALGORITHM_SM2_SM3 ? NID_SM2_with_SM3 : NID_ecdsa_with_SHA256;
}

void
yqq_signature_algorithm_set (X509_ALGOR *identifier, YqqAlgorithm algorithm)
{
  X509_ALGOR_set0 (identifier, OBJ_nid2obj (signature_nid (algorithm)), V_ASN1_UNDEF, NULL);
}

gboolean
yqq_signature_algorithm_is (const X509_ALGOR *identifier, YqqAlgorithm algorithm)
{
  const ASN1_OBJECT *object = NULL;
  X509_ALGOR_get0 (&object, NULL, NULL, identifier);
  return OBJ_obj2nid (object) == signature_nid (algorithm);
}

gboolean
yqq_time_to_ms (const ASN1_TIME *time, gint64 *unix_ms)
{
  struct tm fields;
  if (time == NULL || ASN1_TIME_to_tm (time, &fields) != 1)
    return FALSE;
  g_autoptr (GDateTime) moment =
      g_date_time_new_utc (fields.tm_year + 1900, fields.tm_mon + 1, fields.tm_mday, fields.tm_hour,
                           fields.tm_min, fields.tm_sec);
  if (moment == NULL)
    return FALSE;
  *unix_ms = g_date_time_to_unix (moment) * 1000;
  return TRUE;
}

gboolean
yqq_x509_pubkey_set (X509_PUBKEY *slot, YqqPublicKey *key)
{
  int curve =
      yqq_public_key_get_algorithm (key) == YQQ_ALGORITHM_SM2_SM3 ? NID_sm2 : NID_X9_62_prime256v1;
  gsize size;
  const guint8 *spki = g_bytes_get_data (yqq_public_key_get_spki (key), &size);
  guint8 *point = OPENSSL_memdup (spki + size - YQQ_KEY_POINT_SIZE, YQQ_KEY_POINT_SIZE);
  /* Takes point if it succeeds. */
  if (point != NULL &&
      X509_PUBKEY_set0_param (slot, OBJ_nid2obj (NID_X9_62_id_ecPublicKey), V_ASN1_OBJECT,
                              OBJ_nid2obj (curve), point, YQQ_KEY_POINT_SIZE) == 1)
    return TRUE;
  OPENSSL_free (point);
  return FALSE;
}
