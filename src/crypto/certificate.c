/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crypto/certificate.h"

#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <string.h>

#include "base/encoding.h"
#include "crypto/internal.h"

struct _YqqX509 {
  gatomicrefcount references;
  X509 *x509;
  GBytes *der;
  YqqPublicKey *key;
  gint64 not_before_ms;
  gint64 not_after_ms;
  char *enterprise;
  char *unit;
  char *common_name;
  char *holder; /* name (2.5.4.41) */
  char *credit_code;
  char *grant_code;
  char *subject;
  char *issuer;
  char *serial;
  char *fingerprint;
};

/* SM2 has no identifier of its own accord, and X509_verify asks each certificate that was signed by
 * SM2 for one; ECDSA fails where there is one. */
static gboolean
set_distinguishing_id (X509 *x509)
{
  if (X509_get_signature_nid (x509) != NID_SM2_with_SM3)
    return TRUE;
  g_autoptr (ASN1_OCTET_STRING) id = ASN1_OCTET_STRING_new ();
  if (id == NULL ||
      ASN1_OCTET_STRING_set (id, (const guint8 *)YQQ_SM2_ID, strlen (YQQ_SM2_ID)) != 1)
    return FALSE;
  X509_set0_distinguishing_id (x509, g_steal_pointer (&id));
  return TRUE;
}

static X509 *
parse (GBytes *der)
{
  gsize size;
  const guint8 *start = g_bytes_get_data (der, &size), *end = start;
  if (size == 0 || size > YQQ_X509_MAX_BYTES)
    return NULL;
  g_autoptr (X509) x509 = d2i_X509 (NULL, &end, (long)size);
  /* X509_check_purpose reads the extensions, once and for all threads. */
  if (x509 == NULL || end != start + size || X509_get_version (x509) != X509_VERSION_3 ||
      !set_distinguishing_id (x509) || X509_check_purpose (x509, -1, 0) != 1 ||
      (X509_get_extension_flags (x509) & EXFLAG_INVALID) != 0)
    return NULL;
  return g_steal_pointer (&x509);
}

/* Names go to people's eyes: nothing in them may hide, reorder or break lines. */
static gboolean
is_presentable (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    switch (g_unichar_type (g_utf8_get_char (text))) {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
    case G_UNICODE_SURROGATE:
      return FALSE;
    default:
      break;
    }
  return TRUE;
}

static char *
string_to_text (const ASN1_STRING *string)
{
  guint8 *utf8 = NULL;
  int size = ASN1_STRING_to_UTF8 (&utf8, string);
  g_autofree char *text = size >= 0 ? g_strndup ((char *)utf8, (gsize)size) : NULL;
  OPENSSL_free (utf8);
  if (text == NULL || strlen (text) != (gsize)size || !g_utf8_validate (text, size, NULL) ||
      !is_presentable (text))
    return NULL;
  return g_steal_pointer (&text);
}

/* "" if name has no such part; NULL if it has one that can't be shown. */
static char *
dup_name_part (const X509_NAME *name, int nid)
{
  int index = X509_NAME_get_index_by_NID (name, nid, -1);
  if (index < 0)
    return g_strdup ("");
  return string_to_text (X509_NAME_ENTRY_get_data (X509_NAME_get_entry (name, index)));
}

static char *
dup_name (const X509_NAME *name)
{
  g_autoptr (BIO) bio = BIO_new (BIO_s_mem ());
  char *data = NULL;
  if (bio == NULL ||
      X509_NAME_print_ex (bio, name, 0, XN_FLAG_RFC2253 & ~(unsigned long)ASN1_STRFLGS_ESC_MSB) < 0)
    return NULL;
  long size = BIO_get_mem_data (bio, &data);
  return g_utf8_make_valid (data != NULL ? data : "", size);
}

static char *
dup_credit_code (const X509 *x509)
{
  ASN1_OBJECT *oid = OBJ_txt2obj (YQQ_CREDIT_CODE_OID, 1);
  int index = X509_get_ext_by_OBJ (x509, oid, -1);
  ASN1_OBJECT_free (oid);
  if (index < 0)
    return g_strdup ("");
  const ASN1_OCTET_STRING *value = X509_EXTENSION_get_data (X509_get_ext (x509, index));
  const guint8 *start = ASN1_STRING_get0_data (value), *end = start;
  ASN1_STRING *string = d2i_DIRECTORYSTRING (NULL, &end, ASN1_STRING_length (value));
  char *text =
      string != NULL && end == start + ASN1_STRING_length (value) ? string_to_text (string) : NULL;
  ASN1_STRING_free (string);
  return text;
}

static char *
dup_serial (const X509 *x509)
{
  const ASN1_INTEGER *serial = X509_get0_serialNumber (x509);
  if (ASN1_STRING_type (serial) != V_ASN1_INTEGER || ASN1_STRING_length (serial) > 20)
    return NULL; /* RFC 5280 4.1.2.2 */
  return yqq_hex_encode (ASN1_STRING_get0_data (serial), (gsize)ASN1_STRING_length (serial));
}

static gboolean
read_fields (YqqX509 *self)
{
  const X509_NAME *subject = X509_get_subject_name (self->x509);
  g_autoptr (GBytes) digest = yqq_digest (YQQ_DIGEST_ALGORITHM_SHA256, self->der);
  self->fingerprint = yqq_hex_encode (g_bytes_get_data (digest, NULL), g_bytes_get_size (digest));
  self->enterprise = dup_name_part (subject, NID_organizationName);
  self->unit = dup_name_part (subject, NID_organizationalUnitName);
  self->common_name = dup_name_part (subject, NID_commonName);
  self->holder = dup_name_part (subject, NID_name);
  self->grant_code = dup_name_part (subject, NID_serialNumber);
  self->credit_code = dup_credit_code (self->x509);
  self->subject = dup_name (subject);
  self->issuer = dup_name (X509_get_issuer_name (self->x509));
  self->serial = dup_serial (self->x509);
  return self->enterprise != NULL && self->unit != NULL && self->common_name != NULL &&
         self->holder != NULL && self->grant_code != NULL && self->credit_code != NULL &&
         self->subject != NULL && self->issuer != NULL && self->serial != NULL &&
         yqq_time_to_ms (X509_get0_notBefore (self->x509), &self->not_before_ms) &&
         yqq_time_to_ms (X509_get0_notAfter (self->x509), &self->not_after_ms);
}

static YqqPublicKey *
read_key (X509 *x509, GError **error)
{
  guint8 *der = NULL;
  int size = i2d_X509_PUBKEY (X509_get_X509_PUBKEY (x509), &der);
  g_autoptr (GBytes) spki = yqq_bytes_take_openssl (der, size);
  if (spki == NULL) {
    yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_MALFORMED, "the certificate holds no public key");
    return NULL;
  }
  return yqq_public_key_new (spki, error);
}

YqqX509 *
yqq_x509_new (GBytes *der, GError **error)
{
  g_autoptr (X509) x509 = parse (der);
  if (x509 == NULL) {
    yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_MALFORMED, "not a certificate");
    return NULL;
  }
  YqqPublicKey *key = read_key (x509, error);
  if (key == NULL)
    return NULL;
  g_autoptr (YqqX509) self = g_new0 (YqqX509, 1);
  g_atomic_ref_count_init (&self->references);
  self->x509 = g_steal_pointer (&x509);
  self->der = g_bytes_ref (der);
  self->key = key;
  if (!read_fields (self)) {
    yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_MALFORMED, "the certificate says nothing sensible");
    return NULL;
  }
  return g_steal_pointer (&self);
}

YqqX509 *
yqq_x509_ref (YqqX509 *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
yqq_x509_unref (YqqX509 *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  char *texts[] = {self->enterprise,  self->unit,       self->common_name, self->holder,
                   self->credit_code, self->grant_code, self->subject,     self->issuer,
                   self->serial,      self->fingerprint};
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  X509_free (self->x509);
  g_bytes_unref (self->der);
  yqq_public_key_unref (self->key);
  g_free (self);
}

X509 *
yqq_x509_peek (YqqX509 *self)
{
  return self->x509;
}

GBytes *
yqq_x509_get_der (YqqX509 *self)
{
  return self->der;
}

const char *
yqq_x509_get_enterprise (YqqX509 *self)
{
  return self->enterprise;
}

const char *
yqq_x509_get_person (YqqX509 *self)
{
  YqqCertificateKind kind;
  if (yqq_x509_get_kind (self, &kind) && kind == YQQ_CERTIFICATE_KIND_ENTERPRISE)
    return self->holder;
  return self->common_name;
}

const char *
yqq_x509_get_common_name (YqqX509 *self)
{
  return self->common_name;
}

const char *
yqq_x509_get_credit_code (YqqX509 *self)
{
  return self->credit_code;
}

const char *
yqq_x509_get_grant_code (YqqX509 *self)
{
  return self->grant_code;
}

const char *
yqq_certificate_kind_unit (YqqCertificateKind kind)
{
  return kind == YQQ_CERTIFICATE_KIND_ENTERPRISE ? "机构证书" : "员工证书";
}

gboolean
yqq_x509_get_kind (YqqX509 *self, YqqCertificateKind *kind)
{
  for (guint i = 0; i < YQQ_CERTIFICATE_KIND_COUNT; i++)
    if (strcmp (self->unit, yqq_certificate_kind_unit (i)) == 0) {
      *kind = i;
      return TRUE;
    }
  return FALSE;
}

const char *
yqq_x509_get_subject (YqqX509 *self)
{
  return self->subject;
}

const char *
yqq_x509_get_issuer (YqqX509 *self)
{
  return self->issuer;
}

const char *
yqq_x509_get_serial (YqqX509 *self)
{
  return self->serial;
}

const char *
yqq_x509_get_fingerprint (YqqX509 *self)
{
  return self->fingerprint;
}

gint64
yqq_x509_get_not_before_ms (YqqX509 *self)
{
  return self->not_before_ms;
}

gint64
yqq_x509_get_not_after_ms (YqqX509 *self)
{
  return self->not_after_ms;
}

YqqAlgorithm
yqq_x509_get_algorithm (YqqX509 *self)
{
  return yqq_public_key_get_algorithm (self->key);
}

YqqPublicKey *
yqq_x509_get_public_key (YqqX509 *self)
{
  return self->key;
}

gboolean
yqq_x509_is_authority (YqqX509 *self)
{
  return (X509_get_extension_flags (self->x509) & EXFLAG_CA) != 0;
}

gboolean
yqq_x509_is_auditor (YqqX509 *self)
{
  int critical = 0;
  EXTENDED_KEY_USAGE *purposes = X509_get_ext_d2i (self->x509, NID_ext_key_usage, &critical, NULL);
  char oid[128] = "";
  if (purposes != NULL && sk_ASN1_OBJECT_num (purposes) == 1)
    OBJ_obj2txt (oid, sizeof oid, sk_ASN1_OBJECT_value (purposes, 0), 1);
  EXTENDED_KEY_USAGE_free (purposes);
  return critical == 1 && strcmp (oid, YQQ_AUDITOR_OID) == 0 &&
         X509_get_key_usage (self->x509) == X509v3_KU_DIGITAL_SIGNATURE &&
         !yqq_x509_is_authority (self);
}
