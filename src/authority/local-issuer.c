/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The issuer whose keys lie in the authority's own directory. */
#include "authority/issuer.h"

#include <glib/gstdio.h>
#include <string.h>

#include "audit/audit-record.h"
#include "authority/data-directory.h"

#define YQQ_TYPE_LOCAL_ISSUER (yqq_local_issuer_get_type ())
G_DECLARE_FINAL_TYPE (YqqLocalIssuer, yqq_local_issuer, YQQ, LOCAL_ISSUER, GObject)

struct _YqqLocalIssuer {
  GObject parent;
  YqqCertificateAuthority *authorities[YQQ_ALGORITHM_COUNT];
  YqqX509 *issuing[YQQ_ALGORITHM_COUNT];
  GPtrArray *roots[YQQ_ALGORITHM_COUNT];
  YqqKey *audit_key;
  YqqX509 *auditor;
  char *heads; /* a directory with a file a chain */
};

static void issuer_iface_init (YqqIssuerInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (YqqLocalIssuer,
                               yqq_local_issuer,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (YQQ_TYPE_ISSUER, issuer_iface_init))

static const YqqCaProfile profiles[YQQ_ALGORITHM_COUNT] = {
    [YQQ_ALGORITHM_SM2_SM3] = {"Yueqiqian", "Yueqiqian Root SM2", "Yueqiqian Issuing SM2"},
    [YQQ_ALGORITHM_P256_SHA256] = {"Yueqiqian", "Yueqiqian Root P-256", "Yueqiqian Issuing P-256"},
};

static GBytes *
issue (YqqIssuer *issuer, YqqPublicKey *key, const YqqCertificateProfile *profile, GError **error)
{
  YqqLocalIssuer *self = YQQ_LOCAL_ISSUER (issuer);
  return yqq_certificate_authority_issue (self->authorities[yqq_public_key_get_algorithm (key)],
                                          key, profile, error);
}

static GPtrArray *
get_chain (YqqIssuer *issuer, YqqAlgorithm algorithm)
{
  return yqq_certificate_authority_get_chain (YQQ_LOCAL_ISSUER (issuer)->authorities[algorithm]);
}

static GPtrArray *
get_roots (YqqIssuer *issuer, YqqAlgorithm algorithm)
{
  return YQQ_LOCAL_ISSUER (issuer)->roots[algorithm];
}

static YqqX509 *
get_certificate (YqqIssuer *issuer, YqqAlgorithm algorithm)
{
  return YQQ_LOCAL_ISSUER (issuer)->issuing[algorithm];
}

static char *
sign_audit (YqqIssuer *issuer, YqqJwsType type, GBytes *payload, GError **error)
{
  YqqLocalIssuer *self = YQQ_LOCAL_ISSUER (issuer);
  return yqq_jws_sign (self->audit_key, type, yqq_x509_get_fingerprint (self->auditor), payload,
                       error);
}

static YqqX509 *
get_auditor (YqqIssuer *issuer)
{
  return YQQ_LOCAL_ISSUER (issuer)->auditor;
}

static gboolean
keep_head (YqqIssuer *issuer, const char *chain, gint64 sequence, const char *hash, GError **error)
{
  YqqLocalIssuer *self = YQQ_LOCAL_ISSUER (issuer);
  g_autofree char *path = g_build_filename (self->heads, chain, NULL);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT " %s\n", sequence, hash);
  return yqq_make_private_directory (self->heads, error) &&
         yqq_private_file_write (path, text, strlen (text), error);
}

static gboolean
find_head (YqqIssuer *issuer, const char *chain, gint64 *sequence, char **hash, GError **error)
{
  YqqLocalIssuer *self = YQQ_LOCAL_ISSUER (issuer);
  g_autofree char *path = g_build_filename (self->heads, chain, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) absent = NULL;
  *sequence = 0;
  if (!g_file_get_contents (path, &text, NULL, &absent)) {
    gboolean none = g_error_matches (absent, G_FILE_ERROR, G_FILE_ERROR_NOENT);
    if (!none)
      g_propagate_error (error, g_steal_pointer (&absent));
    return none;
  }
  g_auto (GStrv) parts = g_strsplit (g_strchomp (text), " ", 2);
  if (g_strv_length (parts) != 2 || !yqq_audit_hash_is_valid (parts[1]) ||
      !g_ascii_string_to_signed (parts[0], 10, 1, G_MAXINT64, sequence, NULL)) {
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "%s cannot be read", path);
    return FALSE;
  }
  *hash = g_strdup (parts[1]);
  return TRUE;
}

static void
yqq_local_issuer_finalize (GObject *object)
{
  YqqLocalIssuer *self = YQQ_LOCAL_ISSUER (object);
  for (guint i = 0; i < YQQ_ALGORITHM_COUNT; i++) {
    g_clear_pointer (&self->authorities[i], yqq_certificate_authority_unref);
    g_clear_pointer (&self->issuing[i], yqq_x509_unref);
    g_clear_pointer (&self->roots[i], g_ptr_array_unref);
  }
  g_clear_pointer (&self->audit_key, yqq_key_unref);
  g_clear_pointer (&self->auditor, yqq_x509_unref);
  g_free (self->heads);
  G_OBJECT_CLASS (yqq_local_issuer_parent_class)->finalize (object);
}

static void
issuer_iface_init (YqqIssuerInterface *interface)
{
  interface->issue = issue;
  interface->get_chain = get_chain;
  interface->get_roots = get_roots;
  interface->get_certificate = get_certificate;
  interface->sign_audit = sign_audit;
  interface->get_auditor = get_auditor;
  interface->keep_head = keep_head;
  interface->find_head = find_head;
}

static void
yqq_local_issuer_class_init (YqqLocalIssuerClass *class)
{
  G_OBJECT_CLASS (class)->finalize = yqq_local_issuer_finalize;
}

static void
yqq_local_issuer_init (YqqLocalIssuer *self)
{
}

static YqqCertificateAuthority *
load_or_make (YqqAlgorithm algorithm,
              const char *directory,
              YqqSecretBytes *passphrase,
              YqqClock *clock,
              GError **error)
{
  g_autoptr (GError) absent = NULL;
  YqqCertificateAuthority *loaded =
      yqq_certificate_authority_load (algorithm, directory, passphrase, &absent);
  if (loaded != NULL)
    return loaded;
  if (!g_error_matches (absent, G_FILE_ERROR, G_FILE_ERROR_NOENT)) {
    g_propagate_error (error, g_steal_pointer (&absent));
    return NULL;
  }
  g_autoptr (YqqCertificateAuthority) made =
      yqq_certificate_authority_create (algorithm, &profiles[algorithm], clock, error);
  if (made == NULL || !yqq_certificate_authority_save (made, directory, passphrase, error))
    return NULL;
  return g_steal_pointer (&made);
}

static gboolean
open_one (YqqLocalIssuer *self,
          YqqAlgorithm algorithm,
          const char *directory,
          YqqSecretBytes *passphrase,
          YqqClock *clock,
          GError **error)
{
  self->authorities[algorithm] = load_or_make (algorithm, directory, passphrase, clock, error);
  if (self->authorities[algorithm] == NULL)
    return FALSE;
  GPtrArray *chain = yqq_certificate_authority_get_chain (self->authorities[algorithm]);
  self->issuing[algorithm] = yqq_x509_new (g_ptr_array_index (chain, 0), error);
  if (self->issuing[algorithm] == NULL)
    return FALSE;
  YqqX509 *root = yqq_x509_new (g_ptr_array_index (chain, chain->len - 1), error);
  if (root == NULL)
    return FALSE;
  self->roots[algorithm] = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_x509_unref);
  g_ptr_array_add (self->roots[algorithm], root);
  return TRUE;
}

/* SM2 like the hash of the records. */
static gboolean
open_auditor (YqqLocalIssuer *self,
              const char *directory,
              YqqSecretBytes *passphrase,
              GError **error)
{
  g_autoptr (GBytes) certificate = NULL;
  if (!yqq_certificate_authority_open_auditor (self->authorities[YQQ_ALGORITHM_SM2_SM3], directory,
                                               passphrase, &self->audit_key, &certificate, error))
    return FALSE;
  self->auditor = yqq_x509_new (certificate, error);
  return self->auditor != NULL;
}

YqqIssuer *
yqq_local_issuer_open (const char *directory, YqqClock *clock, GError **error)
{
  if (!yqq_make_private_directory (directory, error))
    return NULL;
  g_autofree char *path = g_build_filename (directory, "passphrase", NULL);
  g_autoptr (YqqSecretBytes) passphrase = yqq_secret_file_open (path, error);
  if (passphrase == NULL)
    return NULL;
  g_autoptr (YqqLocalIssuer) self = g_object_new (YQQ_TYPE_LOCAL_ISSUER, NULL);
  self->heads = g_build_filename (directory, "audit-heads", NULL);
  for (guint i = 0; i < YQQ_ALGORITHM_COUNT; i++)
    if (!open_one (self, (YqqAlgorithm)i, directory, passphrase, clock, error))
      return NULL;
  if (!open_auditor (self, directory, passphrase, error))
    return NULL;
  return YQQ_ISSUER (g_steal_pointer (&self));
}
