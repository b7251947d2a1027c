/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crypto/trusted-signers.h"

#include <string.h>

typedef struct {
  YqqX509 *certificate;
  YqqPeriod period;
} Signer;

static GMutex mutex;
static GHashTable *signers; /* GBytes → Signer */

static void
signer_free (gpointer data)
{
  Signer *self = data;
  yqq_x509_unref (self->certificate);
  g_free (self);
}

/* Each part with its length, so that no two lists look alike. */
static void
add_part (YqqDigest *digest, gconstpointer data, gsize size)
{
  guint64 length = GUINT64_TO_BE ((guint64)size);
  yqq_digest_update (digest, &length, sizeof length);
  yqq_digest_update (digest, data, size);
}

static gboolean
add_name (YqqDigest *digest, PKCS7_ISSUER_AND_SERIAL *name)
{
  guint8 *der = NULL;
  int size = i2d_PKCS7_ISSUER_AND_SERIAL (name, &der);
  if (size > 0)
    add_part (digest, der, (gsize)size);
  OPENSSL_free (der);
  return size > 0;
}

static gboolean
add_certificate (YqqDigest *digest, const ASN1_TYPE *certificate)
{
  if (certificate->type != V_ASN1_SEQUENCE)
    return FALSE;
  const ASN1_STRING *der = certificate->value.sequence;
  add_part (digest, ASN1_STRING_get0_data (der), (gsize)ASN1_STRING_length (der));
  return TRUE;
}

GBytes *
yqq_trusted_signers_make_key (PKCS7_ISSUER_AND_SERIAL *name,
                              const STACK_OF (ASN1_TYPE) * certificates,
                              GPtrArray *roots)
{
  g_autoptr (YqqDigest) digest = yqq_digest_new (YQQ_DIGEST_ALGORITHM_SHA256);
  gboolean whole = add_name (digest, name);
  for (int i = 0; i < sk_ASN1_TYPE_num (certificates); i++)
    whole = whole && add_certificate (digest, sk_ASN1_TYPE_value (certificates, i));
  add_part (digest, "roots", strlen ("roots"));
  for (guint i = 0; i < roots->len; i++) {
    const char *fingerprint = yqq_x509_get_fingerprint (g_ptr_array_index (roots, i));
    add_part (digest, fingerprint, strlen (fingerprint));
  }
  g_autoptr (GBytes) key = yqq_digest_finish (digest);
  return whole ? g_steal_pointer (&key) : NULL;
}

YqqX509 *
yqq_trusted_signers_find (GBytes *key, YqqPeriod *period)
{
  YqqX509 *found = NULL;
  g_mutex_lock (&mutex);
  Signer *signer = signers != NULL ? g_hash_table_lookup (signers, key) : NULL;
  if (signer != NULL) {
    found = yqq_x509_ref (signer->certificate);
    *period = signer->period;
  }
  g_mutex_unlock (&mutex);
  return found;
}

void
yqq_trusted_signers_add (GBytes *key, YqqX509 *certificate, const YqqPeriod *period)
{
  Signer *signer = g_new0 (Signer, 1);
  signer->certificate = yqq_x509_ref (certificate);
  signer->period = *period;
  g_mutex_lock (&mutex);
  if (signers == NULL)
    signers = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref,
                                     signer_free);
  /* Forgetting costs one check each; to know who was here last would cost more code. */
  if (g_hash_table_size (signers) >= YQQ_TRUSTED_SIGNERS_MAX)
    g_hash_table_remove_all (signers);
  g_hash_table_replace (signers, g_bytes_ref (key), signer);
  g_mutex_unlock (&mutex);
}
