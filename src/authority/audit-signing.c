/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/audit-signing.h"

#include <string.h>

#include "audit/audit-file.h"
#include "audit/audit-head.h"
#include "authority/store/audit-signers.h"
#include "authority/store/audit.h"
#include "authority/store/enterprises.h"

static const char *
enterprise_of (const char *chain)
{
  return strcmp (chain, YQQ_AUDIT_CHAIN_AUTHORITY) == 0 ? NULL : chain;
}

static char *
sign (YqqDatabase *database,
      YqqIssuer *issuer,
      YqqJwsType type,
      YqqAuditHead *head,
      gint64 now_ms,
      GError **error)
{
  YqqX509 *auditor = yqq_issuer_get_auditor (issuer);
  head->at_ms = now_ms;
  g_autoptr (GBytes) payload = yqq_audit_head_to_bytes (head);
  if (!yqq_audit_auditor_keep (database, yqq_x509_get_fingerprint (auditor),
                               yqq_x509_get_der (auditor), now_ms, error))
    return NULL;
  return yqq_issuer_sign_audit (issuer, type, payload, error);
}

static gboolean
sign_head (YqqDatabase *database,
           YqqIssuer *issuer,
           const char *chain,
           gint64 now_ms,
           GError **error)
{
  g_autoptr (YqqAuditHead) head = g_new0 (YqqAuditHead, 1);
  head->chain = g_strdup (chain);
  if (!yqq_audit_read_head (database, enterprise_of (chain), &head->records, &head->last, error))
    return FALSE;
  g_autofree char *jws = sign (database, issuer, YQQ_JWS_AUDIT_HEAD, head, now_ms, error);
  if (jws == NULL)
    return FALSE;
  const YqqAuditEntry entry = {
      .enterprise_id = enterprise_of (chain),
      .act = YQQ_AUDIT_ACT_HEAD,
      .actor = YQQ_AUDIT_CHAIN_AUTHORITY,
      .subject = "",
      .jws = jws,
      .certificate = yqq_x509_get_fingerprint (yqq_issuer_get_auditor (issuer)),
  };
  return yqq_audit_append (database, &entry, now_ms, error) &&
         yqq_audit_note_signed (database, chain, error);
}

gboolean
yqq_audit_sign_heads (YqqDatabase *database, YqqIssuer *issuer, gint64 now_ms, GError **error)
{
  g_auto (GStrv) chains = yqq_audit_list_unsigned (database, error);
  if (chains == NULL)
    return FALSE;
  for (char **chain = chains; *chain != NULL; chain++)
    if (!sign_head (database, issuer, *chain, now_ms, error))
      return FALSE;
  return TRUE;
}

void
yqq_audit_export_free (YqqAuditExport *self)
{
  g_free (self->header);
  g_free (self->trailer);
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

static char *
make_header (YqqDatabase *database, YqqIssuer *issuer, const char *enterprise_id, GError **error)
{
  YqqX509 *auditor = yqq_issuer_get_auditor (issuer);
  gboolean there = FALSE;
  g_autoptr (YqqAuditHeader) header = begin_header (database, enterprise_id, error);
  g_autoptr (GPtrArray) signers =
      header != NULL ? yqq_audit_signers_list (database, enterprise_id, error) : NULL;
  if (signers == NULL)
    return NULL;
  add_authorities (header, issuer);
  for (guint i = 0; i < signers->len; i++) {
    const YqqAuditSignerRecord *signer = g_ptr_array_index (signers, i);
    yqq_audit_header_add (header, signer->fingerprint, signer->person, signer->certificate);
    there = there || strcmp (signer->fingerprint, yqq_x509_get_fingerprint (auditor)) == 0;
  }
  if (!there)
    yqq_audit_header_add (header, yqq_x509_get_fingerprint (auditor), NULL,
                          yqq_x509_get_der (auditor));
  return yqq_audit_header_write (header, error);
}

YqqAuditExport *
yqq_audit_sign_export (YqqDatabase *database,
                       YqqIssuer *issuer,
                       const char *enterprise_id,
                       const char *actor,
                       gint64 now_ms,
                       GError **error)
{
  const char *chain = enterprise_id != NULL ? enterprise_id : YQQ_AUDIT_CHAIN_AUTHORITY;
  const YqqAuditEntry entry = {
      .enterprise_id = enterprise_id, .act = "audit-export", .actor = actor, .subject = chain};
  g_autoptr (YqqAuditExport) made = g_new0 (YqqAuditExport, 1);
  g_autoptr (YqqAuditHead) head = g_new0 (YqqAuditHead, 1);
  made->header = yqq_audit_append (database, &entry, now_ms, error)
                     ? make_header (database, issuer, enterprise_id, error)
                     : NULL;
  if (made->header == NULL ||
      !yqq_audit_read_head (database, enterprise_id, &head->records, &head->last, error))
    return NULL;
  head->chain = g_strdup (chain);
  head->header = yqq_audit_hash_line (made->header, strlen (made->header));
  g_autofree char *jws = sign (database, issuer, YQQ_JWS_AUDIT_EXPORT, head, now_ms, error);
  if (jws == NULL)
    return NULL;
  made->trailer = yqq_audit_trailer_write (jws);
  made->records = head->records;
  return g_steal_pointer (&made);
}
