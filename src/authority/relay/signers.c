/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/relay/signers.h"

/* To read a certificate takes longer than to verify what it has signed. What is remembered stays
 * right: a certificate never changes, nor does the chain of an authority that runs. */
struct _YqqSigners {
  GHashTable *known; /* fingerprint → YqqCmsSigner */
};

YqqSigners *
yqq_signers_new (void)
{
  YqqSigners *self = g_new0 (YqqSigners, 1);
  self->known =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)yqq_cms_signer_unref);
  return self;
}

void
yqq_signers_free (YqqSigners *self)
{
  g_hash_table_unref (self->known);
  g_free (self);
}

YqqCmsSigner *
yqq_signers_find (YqqSigners *self, const char *fingerprint)
{
  return g_hash_table_lookup (self->known, fingerprint);
}

YqqCmsSigner *
yqq_signers_add (YqqSigners *self,
                 const YqqSessionCertificate *certificate,
                 GPtrArray *roots,
                 gint64 now_ms)
{
  g_autoptr (YqqX509) leaf = yqq_x509_new (certificate->certificate, NULL);
  g_autoptr (GPtrArray) chain = yqq_x509_list_new_intermediates (certificate->chain, NULL);
  if (leaf == NULL || chain == NULL || !yqq_x509_verify_chain (leaf, chain, roots, now_ms, NULL))
    return NULL;
  YqqCmsSigner *made = yqq_cms_signer_new (leaf, chain, NULL);
  if (made == NULL)
    return NULL;
  if (g_hash_table_size (self->known) >= YQQ_SIGNERS_MAX)
    g_hash_table_remove_all (self->known);
  g_hash_table_replace (self->known, g_strdup (certificate->fingerprint), made);
  return made;
}
