/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/audit-signing.h"

#include <string.h>

#include "audit/audit-file.h"
#include "audit/audit-head.h"
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

/* What was signed is still there, as the database and as the signer remember it. *last is the last
 * record, whose chain's row is locked from here on. */
static gboolean
check_chain (YqqDatabase *database,
             YqqIssuer *issuer,
             const char *chain,
             YqqAuditPlace *last,
             GError **error)
{
  g_auto (YqqAuditPlace) noted = {0};
  g_auto (YqqAuditPlace) kept = {0};
  gboolean has_noted = TRUE, has_kept = TRUE;
  if (!yqq_audit_lock_chain (database, chain, last, &noted, error) ||
      !yqq_issuer_find_head (issuer, chain, &kept.sequence, &kept.hash, error) ||
      (noted.sequence > 0 && !yqq_audit_has_place (database, chain, &noted, &has_noted, error)) ||
      (kept.sequence > 0 && !yqq_audit_has_place (database, chain, &kept, &has_kept, error)))
    return FALSE;
  if (has_noted && has_kept)
    return TRUE;
  g_set_error (
      error, YQQ_AUDIT_ERROR, YQQ_AUDIT_ERROR_BROKEN,
      "The audit record %s is not the one that was signed earlier: record %" G_GINT64_FORMAT
      " has been changed or is missing. Nothing of it is signed any more.",
      chain, has_kept ? noted.sequence : kept.sequence);
  return FALSE;
}

static gboolean
sign_head (YqqDatabase *database,
           YqqIssuer *issuer,
           YqqAuditSigned *made,
           gint64 now_ms,
           GError **error)
{
  g_auto (YqqAuditPlace) last = {0};
  g_autoptr (YqqAuditHead) head = g_new0 (YqqAuditHead, 1);
  if (!check_chain (database, issuer, made->chain, &last, error))
    return FALSE;
  head->chain = g_strdup (made->chain);
  head->records = last.sequence;
  head->last = g_steal_pointer (&last.hash);
  g_autofree char *jws = sign (database, issuer, YQQ_JWS_AUDIT_HEAD, head, now_ms, error);
  if (jws == NULL)
    return FALSE;
  const YqqAuditEntry entry = {
      .enterprise_id = enterprise_of (made->chain),
      .act = YQQ_AUDIT_ACT_HEAD,
      .actor = YQQ_AUDIT_CHAIN_AUTHORITY,
      .subject = "",
      .jws = jws,
      .certificate = yqq_x509_get_fingerprint (yqq_issuer_get_auditor (issuer)),
  };
  return yqq_audit_append (database, &entry, now_ms, error) &&
         yqq_audit_note_signed (database, made->chain, &made->place, error);
}

void
yqq_audit_signed_clear (YqqAuditSigned *self)
{
  g_clear_pointer (&self->chain, g_free);
  yqq_audit_place_clear (&self->place);
}

/* A chain that is not what it was does not keep the others from being signed. */
gboolean
yqq_audit_sign_next_head (YqqDatabase *database,
                          YqqIssuer *issuer,
                          const char *after,
                          YqqAuditSigned *made,
                          gint64 now_ms,
                          GError **error)
{
  g_autoptr (GError) broken = NULL;
  yqq_audit_signed_clear (made);
  if (!yqq_audit_find_unsigned (database, after, &made->chain, error))
    return FALSE;
  if (made->chain == NULL || sign_head (database, issuer, made, now_ms, &broken))
    return TRUE;
  if (g_error_matches (broken, YQQ_AUDIT_ERROR, YQQ_AUDIT_ERROR_BROKEN)) {
    g_message ("%s", broken->message);
    return TRUE;
  }
  g_propagate_error (error, g_steal_pointer (&broken));
  return FALSE;
}

gboolean
yqq_audit_keep_signed (YqqIssuer *issuer, const YqqAuditSigned *made, GError **error)
{
  return made->chain == NULL || made->place.sequence == 0 ||
         yqq_issuer_keep_head (issuer, made->chain, made->place.sequence, made->place.hash, error);
}

typedef struct {
  YqqIssuer *issuer;
  char *after;
  YqqAuditSigned made;
  gint64 now_ms;
} Round;

static gboolean
sign_next (YqqDatabase *database, gpointer data, GError **error)
{
  Round *round = data;
  return yqq_audit_sign_next_head (database, round->issuer, round->after, &round->made,
                                   round->now_ms, error);
}

gboolean
yqq_audit_sign_heads (YqqDatabase *database, YqqIssuer *issuer, gint64 now_ms, GError **error)
{
  Round round = {.issuer = issuer, .after = g_strdup (""), .now_ms = now_ms};
  gboolean good = TRUE;
  do {
    good = yqq_database_transact (database, sign_next, &round, error) &&
           yqq_audit_keep_signed (issuer, &round.made, error);
    g_free (round.after);
    round.after = g_strdup (round.made.chain);
  } while (good && round.after != NULL);
  g_free (round.after);
  yqq_audit_signed_clear (&round.made);
  return good;
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
  g_auto (YqqAuditPlace) last = {0};
  if (!check_chain (database, issuer, chain, &last, error))
    return NULL;
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
