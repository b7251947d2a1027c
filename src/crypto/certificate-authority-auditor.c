/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The key that signs audit records, kept beside those of the authority that certifies it. */
#include "crypto/certificate-authority-private.h"
#include "crypto/internal.h"

#define NAME "audit"

static gboolean
make (YqqCertificateAuthority *self,
      const char *dir,
      YqqSecretBytes *passphrase,
      YqqX509 **certificate,
      YqqKey **key,
      GError **error)
{
  YqqAlgorithm algorithm = yqq_certificate_authority_get_algorithm (self);
  g_autoptr (YqqKey) made = yqq_key_generate (algorithm);
  g_autoptr (YqqPublicKey) public = yqq_public_key_new (yqq_key_get_public (made), error);
  g_autoptr (GBytes) der = yqq_certificate_authority_issue_auditor (self, public, error);
  g_autoptr (YqqX509) x509 = der != NULL ? yqq_x509_new (der, error) : NULL;
  if (x509 == NULL ||
      !yqq_certificate_authority_save_pair (algorithm, dir, NAME, x509, made, passphrase, error))
    return FALSE;
  *certificate = g_steal_pointer (&x509);
  *key = g_steal_pointer (&made);
  return TRUE;
}

static gboolean
check (YqqCertificateAuthority *self, YqqX509 *certificate, GError **error)
{
  g_autoptr (GPtrArray) intermediates = g_ptr_array_new ();
  g_autoptr (GPtrArray) roots = g_ptr_array_new ();
  g_ptr_array_add (intermediates, yqq_certificate_authority_peek_issuing (self));
  g_ptr_array_add (roots, yqq_certificate_authority_peek_root (self));
  if (!yqq_x509_is_auditor (certificate))
    return yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_UNTRUSTED,
                              "the certificate is not one for signing audit records");
  return yqq_x509_check_chain (certificate, intermediates, roots, NULL, error);
}

gboolean
yqq_certificate_authority_open_auditor (YqqCertificateAuthority *self,
                                        const char *dir,
                                        YqqSecretBytes *passphrase,
                                        YqqKey **key,
                                        GBytes **certificate,
                                        GError **error)
{
  g_autoptr (GError) absent = NULL;
  g_autoptr (YqqX509) x509 = NULL;
  g_autoptr (YqqKey) opened = NULL;
  if (!yqq_certificate_authority_load_pair (yqq_certificate_authority_get_algorithm (self), dir,
                                            NAME, passphrase, &x509, &opened, &absent)) {
    if (!g_error_matches (absent, G_FILE_ERROR, G_FILE_ERROR_NOENT)) {
      g_propagate_error (error, g_steal_pointer (&absent));
      return FALSE;
    }
    if (!make (self, dir, passphrase, &x509, &opened, error))
      return FALSE;
  }
  if (!check (self, x509, error))
    return FALSE;
  *key = g_steal_pointer (&opened);
  *certificate = g_bytes_ref (yqq_x509_get_der (x509));
  return TRUE;
}
