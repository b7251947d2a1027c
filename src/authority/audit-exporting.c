/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/audit-exporting.h"

#include <string.h>

#include "audit/audit-file.h"
#include "authority/audit-signing.h"
#include "authority/store/audit.h"
#include "authority/store/enterprises.h"

/* Opening */

void
yqq_audit_opening_free (YqqAuditOpening *self)
{
  g_free (self->line);
  g_free (self);
}

static YqqAuditHeader *
begin_header (YqqDatabase *database, const char *enterprise_id, GError **error)
{
  g_autoptr (YqqEnterprise) enterprise = NULL;
  if (enterprise_id == NULL)
    return yqq_audit_header_new (YQQ_AUDIT_CHAIN_AUTHORITY, NULL, NULL);
  if (!yqq_enterprises_find (database, enterprise_id, &enterprise, error))
    return NULL;
  if (enterprise == NULL) {
    g_set_error (error, YQQ_STORE_ERROR, YQQ_STORE_ERROR_FAILED, "no such enterprise");
    return NULL;
  }
  return yqq_audit_header_new (enterprise_id, yqq_enterprise_get_name (enterprise),
                               yqq_enterprise_get_credit_code (enterprise));
}

static void
add_authorities (YqqAuditHeader *header, YqqIssuer *issuer)
{
  for (guint i = 0; i < YQQ_ALGORITHM_COUNT; i++) {
    GPtrArray *chain = yqq_issuer_get_chain (issuer, i);
    for (guint c = 0; c < chain->len; c++)
      g_ptr_array_add (header->authorities, g_bytes_ref (g_ptr_array_index (chain, c)));
  }
}

static gboolean
add_signers (YqqAuditHeader *header,
             YqqDatabase *database,
             YqqIssuer *issuer,
             const char *enterprise_id,
             GError **error)
{
  YqqX509 *auditor = yqq_issuer_get_auditor (issuer);
  gboolean there = FALSE;
  g_autoptr (GPtrArray) signers = yqq_audit_signers_list (database, enterprise_id, error);
  if (signers == NULL)
    return FALSE;
  for (guint i = 0; i < signers->len; i++) {
    const YqqAuditSignerRecord *signer = g_ptr_array_index (signers, i);
    yqq_audit_header_add (header, signer->fingerprint, signer->person, signer->certificate);
    there = there || strcmp (signer->fingerprint, yqq_x509_get_fingerprint (auditor)) == 0;
  }
  if (!there)
    yqq_audit_header_add (header, yqq_x509_get_fingerprint (auditor), NULL,
                          yqq_x509_get_der (auditor));
  return TRUE;
}

YqqAuditOpening *
yqq_audit_open_export (YqqDatabase *database,
                       YqqIssuer *issuer,
                       const char *enterprise_id,
                       GError **error)
{
  g_autoptr (YqqAuditOpening) self = g_new0 (YqqAuditOpening, 1);
  g_autoptr (YqqAuditHeader) header = begin_header (database, enterprise_id, error);
  /* Asked before they are listed: who comes between is one too many rather than one too few. */
  if (header == NULL ||
      !yqq_audit_signers_find_last (database, enterprise_id, &self->signers, error) ||
      !add_signers (header, database, issuer, enterprise_id, error))
    return NULL;
  add_authorities (header, issuer);
  self->line = yqq_audit_header_write (header, error);
  return self->line != NULL ? g_steal_pointer (&self) : NULL;
}

/* Signing */

void
yqq_audit_export_free (YqqAuditExport *self)
{
  g_free (self->header);
  g_free (self->trailer);
  g_free (self);
}

/* The last line, for the chain as it is now. */
static gboolean
close_export (YqqAuditExport *made,
              YqqDatabase *database,
              YqqIssuer *issuer,
              const char *enterprise_id,
              gint64 now_ms,
              GError **error)
{
  g_autoptr (YqqAuditHead) head = g_new0 (YqqAuditHead, 1);
  if (!yqq_audit_read_head (database, enterprise_id, &head->records, &head->last, error))
    return FALSE;
  head->chain = g_strdup (enterprise_id != NULL ? enterprise_id : YQQ_AUDIT_CHAIN_AUTHORITY);
  head->header = yqq_audit_hash_line (made->header, strlen (made->header));
  g_autofree char *jws =
      yqq_audit_sign (database, issuer, YQQ_JWS_AUDIT_EXPORT, head, now_ms, error);
  if (jws == NULL)
    return FALSE;
  made->trailer = yqq_audit_trailer_write (jws);
  made->records = head->records;
  return TRUE;
}

gboolean
yqq_audit_sign_export (YqqDatabase *database,
                       YqqIssuer *issuer,
                       const char *enterprise_id,
                       const char *actor,
                       const YqqAuditOpening *opening,
                       gint64 now_ms,
                       YqqAuditExport **made,
                       GError **error)
{
  const char *chain = enterprise_id != NULL ? enterprise_id : YQQ_AUDIT_CHAIN_AUTHORITY;
  const YqqAuditEntry entry = {
      .enterprise_id = enterprise_id, .act = "audit-export", .actor = actor, .subject = chain};
  g_autoptr (YqqAuditExport) self = g_new0 (YqqAuditExport, 1);
  g_auto (YqqAuditPlace) last = {0};
  gint64 signers = 0;
  *made = NULL;
  if (!yqq_audit_check_chain (database, issuer, chain, &last, error) ||
      !yqq_audit_signers_find_last (database, enterprise_id, &signers, error))
    return FALSE;
  if (signers != opening->signers)
    return TRUE;
  self->header = g_strdup (opening->line);
  if (!yqq_audit_append (database, &entry, now_ms, error) ||
      !close_export (self, database, issuer, enterprise_id, now_ms, error))
    return FALSE;
  *made = g_steal_pointer (&self);
  return TRUE;
}
