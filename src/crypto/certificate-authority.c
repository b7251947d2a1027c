/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crypto/certificate-authority.h"

#include <string.h>

#include "crypto/certificate-authority-private.h"
#include "crypto/certificate-builder.h"
#include "crypto/random.h"

#define COUNTRY "CN"
#define AUDITOR_NAME "Yueqiqian Audit"
#define SERIAL_SIZE 16
#define CREDIT_CODE_SIZE 18
#define MAX_LIFE_MS (YQQ_CERTIFICATE_MAX_DAYS * G_GINT64_CONSTANT (86400000))
/* Machines whose clocks are a little behind accept what was made just now. */
#define BACKDATE_MS G_GINT64_CONSTANT (3600000)

struct _YqqCertificateAuthority {
  gatomicrefcount references;
  YqqX509 *root;
  YqqX509 *issuing;
  YqqKey *root_key; /* NULL once loaded from a directory */
  YqqKey *issuing_key;
  GPtrArray *chain; /* GBytes */
};

YqqCertificateAuthority *
yqq_certificate_authority_new (YqqX509 *root,
                               YqqX509 *issuing,
                               YqqKey *root_key,
                               YqqKey *issuing_key)
{
  YqqCertificateAuthority *self = g_new0 (YqqCertificateAuthority, 1);
  g_atomic_ref_count_init (&self->references);
  self->root = yqq_x509_ref (root);
  self->issuing = yqq_x509_ref (issuing);
  self->root_key = root_key != NULL ? yqq_key_ref (root_key) : NULL;
  self->issuing_key = yqq_key_ref (issuing_key);
  self->chain = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  g_ptr_array_add (self->chain, g_bytes_ref (yqq_x509_get_der (issuing)));
  g_ptr_array_add (self->chain, g_bytes_ref (yqq_x509_get_der (root)));
  return self;
}

YqqCertificateAuthority *
yqq_certificate_authority_ref (YqqCertificateAuthority *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
yqq_certificate_authority_unref (YqqCertificateAuthority *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_clear_pointer (&self->root_key, yqq_key_unref);
  yqq_key_unref (self->issuing_key);
  yqq_x509_unref (self->issuing);
  yqq_x509_unref (self->root);
  g_ptr_array_unref (self->chain);
  g_free (self);
}

static GBytes *
random_serial (void)
{
  guint8 serial[SERIAL_SIZE];
  yqq_random_bytes (serial, sizeof serial);
  return g_bytes_new (serial, sizeof serial);
}

/* A certificate for an authority's key, signed by issuer_key; issuer NULL: by itself. */
static YqqX509 *
make_authority (YqqKey *key,
                const char *organisation,
                const char *common_name,
                gint64 not_before_ms,
                YqqX509 *issuer,
                YqqKey *issuer_key,
                GError **error)
{
  g_autoptr (YqqPublicKey) public = yqq_public_key_new (yqq_key_get_public (key), error);
  g_autoptr (GBytes) serial = random_serial ();
  g_autoptr (X509) x509 =
      yqq_certificate_builder_new (serial, public, not_before_ms, not_before_ms + MAX_LIFE_MS);
  X509_NAME *name = X509_get_subject_name (x509);
  if (!yqq_name_add (name, NID_countryName, COUNTRY, error) ||
      !yqq_name_add (name, NID_organizationName, organisation, error) ||
      !yqq_name_add (name, NID_commonName, common_name, error))
    return NULL;
  X509_set_issuer_name (x509,
                        issuer != NULL ? X509_get_subject_name (yqq_x509_peek (issuer)) : name);
  if (!yqq_certificate_builder_add_authority (x509, issuer != NULL ? 0 : -1) ||
      !yqq_certificate_builder_add_identifiers (
          x509, public, issuer != NULL ? yqq_x509_get_public_key (issuer) : public)) {
    yqq_crypto_set_openssl_error (error, "making an authority's certificate");
    return NULL;
  }
  g_autoptr (GBytes) der = yqq_certificate_builder_sign (x509, issuer_key, error);
  return der != NULL ? yqq_x509_new (der, error) : NULL;
}

YqqCertificateAuthority *
yqq_certificate_authority_create (YqqAlgorithm algorithm,
                                  const YqqCaProfile *profile,
                                  YqqClock *clock,
                                  GError **error)
{
  gint64 not_before_ms = (yqq_clock_get_unix_ms (clock) - BACKDATE_MS) / 1000 * 1000;
  g_autoptr (YqqKey) root_key = yqq_key_generate (algorithm);
  g_autoptr (YqqX509) root =
      make_authority (root_key, profile->organisation, profile->root_common_name, not_before_ms,
                      NULL, root_key, error);
  if (root == NULL)
    return NULL;
  g_autoptr (YqqKey) issuing_key = yqq_key_generate (algorithm);
  g_autoptr (YqqX509) issuing =
      make_authority (issuing_key, profile->organisation, profile->issuing_common_name,
                      not_before_ms, root, root_key, error);
  if (issuing == NULL)
    return NULL;
  return yqq_certificate_authority_new (root, issuing, root_key, issuing_key);
}

static gboolean
is_printable (const char *text, gsize size)
{
  for (gsize i = 0; i < size; i++)
    if (!g_ascii_isalnum (text[i]) && strchr (" '()+,-./:=?", text[i]) == NULL)
      return FALSE;
  return TRUE;
}

static gboolean
check_profile (YqqCertificateAuthority *self, const YqqCertificateProfile *profile, GError **error)
{
  if (profile->serial == NULL || g_bytes_get_size (profile->serial) != SERIAL_SIZE)
    return yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_MALFORMED, "a serial number has 16 bytes");
  if (profile->credit_code == NULL || strlen (profile->credit_code) != CREDIT_CODE_SIZE ||
      !is_printable (profile->credit_code, CREDIT_CODE_SIZE))
    return yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_MALFORMED, "a credit code has 18 characters");
  if (profile->grant_code == NULL ||
      !is_printable (profile->grant_code, strlen (profile->grant_code)))
    return yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_MALFORMED,
                              "a grant's code is printable ASCII");
  if (profile->not_before_ms < yqq_x509_get_not_before_ms (self->issuing) ||
      profile->not_after_ms > yqq_x509_get_not_after_ms (self->issuing) ||
      profile->not_after_ms <= profile->not_before_ms ||
      profile->not_after_ms - profile->not_before_ms > MAX_LIFE_MS)
    return yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_MALFORMED,
                              "the validity is not within the issuing authority's own");
  return TRUE;
}

static gboolean
check_algorithm (YqqCertificateAuthority *self, YqqPublicKey *subject_key, GError **error)
{
  return yqq_public_key_get_algorithm (subject_key) ==
             yqq_certificate_authority_get_algorithm (self) ||
         yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_UNSUPPORTED,
                            "the key has another algorithm than the authority");
}

static gboolean
add_subject (X509 *x509, const YqqCertificateProfile *profile, GError **error)
{
  X509_NAME *name = X509_get_subject_name (x509);
  gboolean enterprise = profile->kind == YQQ_CERTIFICATE_KIND_ENTERPRISE;
  return yqq_name_add (name, NID_countryName, COUNTRY, error) &&
         yqq_name_add (name, NID_organizationName, profile->enterprise_name, error) &&
         yqq_name_add (name, NID_organizationalUnitName, yqq_certificate_kind_unit (profile->kind),
                       error) &&
         (!enterprise || yqq_name_add (name, NID_name, profile->person_name, error)) &&
         yqq_name_add (name, NID_serialNumber, profile->grant_code, error) &&
         yqq_name_add (name, NID_commonName,
                       enterprise ? profile->enterprise_name : profile->person_name, error);
}

GBytes *
yqq_certificate_authority_issue (YqqCertificateAuthority *self,
                                 YqqPublicKey *subject_key,
                                 const YqqCertificateProfile *profile,
                                 GError **error)
{
  if (!check_algorithm (self, subject_key, error) || !check_profile (self, profile, error))
    return NULL;
  g_autoptr (X509) x509 = yqq_certificate_builder_new (
      profile->serial, subject_key, profile->not_before_ms, profile->not_after_ms);
  if (x509 == NULL ||
      !X509_set_issuer_name (x509, X509_get_subject_name (yqq_x509_peek (self->issuing)))) {
    yqq_crypto_set_openssl_error (error, "making a certificate");
    return NULL;
  }
  if (!add_subject (x509, profile, error))
    return NULL;
  if (!yqq_certificate_builder_add_signer (x509) ||
      !yqq_certificate_builder_add_identifiers (x509, subject_key,
                                                yqq_x509_get_public_key (self->issuing)) ||
      !yqq_certificate_builder_add_credit_code (x509, profile->credit_code)) {
    yqq_crypto_set_openssl_error (error, "making a certificate");
    return NULL;
  }
  return yqq_certificate_builder_sign (x509, self->issuing_key, error);
}

GBytes *
yqq_certificate_authority_issue_auditor (YqqCertificateAuthority *self,
                                         YqqPublicKey *subject_key,
                                         GError **error)
{
  if (!check_algorithm (self, subject_key, error))
    return NULL;
  g_autoptr (GBytes) serial = random_serial ();
  g_autoptr (X509) x509 =
      yqq_certificate_builder_new (serial, subject_key, yqq_x509_get_not_before_ms (self->issuing),
                                   yqq_x509_get_not_after_ms (self->issuing));
  if (x509 == NULL ||
      !X509_set_issuer_name (x509, X509_get_subject_name (yqq_x509_peek (self->issuing))) ||
      !yqq_certificate_builder_add_auditor (x509) ||
      !yqq_certificate_builder_add_identifiers (x509, subject_key,
                                                yqq_x509_get_public_key (self->issuing))) {
    yqq_crypto_set_openssl_error (error, "making a certificate");
    return NULL;
  }
  X509_NAME *name = X509_get_subject_name (x509);
  if (!yqq_name_add (name, NID_countryName, COUNTRY, error) ||
      !yqq_name_add (name, NID_organizationName, yqq_x509_get_enterprise (self->issuing), error) ||
      !yqq_name_add (name, NID_commonName, AUDITOR_NAME, error))
    return NULL;
  return yqq_certificate_builder_sign (x509, self->issuing_key, error);
}

YqqAlgorithm
yqq_certificate_authority_get_algorithm (YqqCertificateAuthority *self)
{
  return yqq_key_get_algorithm (self->issuing_key);
}

GPtrArray *
yqq_certificate_authority_get_chain (YqqCertificateAuthority *self)
{
  return self->chain;
}

gint64
yqq_certificate_authority_get_not_after_ms (YqqCertificateAuthority *self)
{
  return yqq_x509_get_not_after_ms (self->issuing);
}

YqqX509 *
yqq_certificate_authority_peek_root (YqqCertificateAuthority *self)
{
  return self->root;
}

YqqX509 *
yqq_certificate_authority_peek_issuing (YqqCertificateAuthority *self)
{
  return self->issuing;
}

YqqKey *
yqq_certificate_authority_peek_root_key (YqqCertificateAuthority *self)
{
  return self->root_key;
}

YqqKey *
yqq_certificate_authority_peek_issuing_key (YqqCertificateAuthority *self)
{
  return self->issuing_key;
}
