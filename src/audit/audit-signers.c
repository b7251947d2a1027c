/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audit/audit-signers.h"

#include <string.h>

static void
free_signer (gpointer pointer)
{
  YqqAuditSigner *signer = pointer;
  yqq_x509_unref (signer->x509);
  g_free (signer->person);
  g_free (signer);
}

static void
complain (GPtrArray *findings, YqqAuditFault fault, const char *fingerprint)
{
  YqqAuditFinding *finding = yqq_audit_finding_new (fault);
  finding->line = 1;
  finding->text = g_strdup (fingerprint);
  g_ptr_array_add (findings, finding);
}

/* The issuers that can be read; one that cannot shows where it is needed. */
static GPtrArray *
read_authorities (const YqqAuditHeader *header)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_x509_unref);
  for (guint i = 0; i < header->authorities->len; i++) {
    YqqX509 *x509 = yqq_x509_new (g_ptr_array_index (header->authorities, i), NULL);
    if (x509 != NULL)
      g_ptr_array_add (list, x509);
  }
  return list;
}

static void
add (YqqAuditSigners *self,
     const YqqAuditHeader *header,
     const YqqAuditCertificate *entry,
     GPtrArray *authorities,
     GPtrArray *roots,
     GPtrArray *findings)
{
  YqqCertificateKind kind;
  g_autoptr (YqqX509) x509 = yqq_x509_new (entry->certificate, NULL);
  if (x509 == NULL || strcmp (yqq_x509_get_fingerprint (x509), entry->fingerprint) != 0) {
    complain (findings, YQQ_AUDIT_FAULT_CERTIFICATE_MALFORMED, entry->fingerprint);
    return;
  }
  YqqAuditSigner *signer = g_new0 (YqqAuditSigner, 1);
  signer->x509 = g_steal_pointer (&x509);
  signer->person = g_strdup (entry->person);
  signer->trusted = yqq_x509_verify_chain_ever (signer->x509, authorities, roots, &signer->first_ms,
                                                &signer->last_ms, NULL);
  signer->auditor = yqq_x509_is_auditor (signer->x509);
  signer->signs_acts =
      !signer->auditor && yqq_x509_get_kind (signer->x509, &kind) &&
      g_strcmp0 (yqq_x509_get_credit_code (signer->x509), header->credit_code) == 0;
  if (!signer->trusted)
    complain (findings, YQQ_AUDIT_FAULT_CERTIFICATE_UNTRUSTED, entry->fingerprint);
  g_hash_table_replace (self->by_fingerprint, g_strdup (entry->fingerprint), signer);
}

YqqAuditSigners *
yqq_audit_signers_new (const YqqAuditHeader *header, GPtrArray *roots, GPtrArray *findings)
{
  YqqAuditSigners *self = g_new0 (YqqAuditSigners, 1);
  g_autoptr (GPtrArray) authorities = read_authorities (header);
  self->chain = g_strdup (header->chain);
  self->by_fingerprint = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_signer);
  for (guint i = 0; i < header->certificates->len; i++)
    add (self, header, g_ptr_array_index (header->certificates, i), authorities, roots, findings);
  return self;
}

void
yqq_audit_signers_free (YqqAuditSigners *self)
{
  g_free (self->chain);
  g_hash_table_unref (self->by_fingerprint);
  g_free (self);
}

const YqqAuditSigner *
yqq_audit_signers_find (const YqqAuditSigners *self, const char *fingerprint)
{
  return g_hash_table_lookup (self->by_fingerprint, fingerprint);
}

gboolean
yqq_audit_signer_is_valid_at (const YqqAuditSigner *self, gint64 unix_ms)
{
  return unix_ms >= self->first_ms && unix_ms <= self->last_ms;
}
