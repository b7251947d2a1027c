/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/audit-signing.h"

#include <string.h>

#include "audit/audit-record.h"
#include "authority/store/audit.h"

static const char *
enterprise_of (const char *chain)
{
  return strcmp (chain, YQQ_AUDIT_CHAIN_AUTHORITY) == 0 ? NULL : chain;
}

char *
yqq_audit_sign (YqqDatabase *database,
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

gboolean
yqq_audit_check_chain (YqqDatabase *database,
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
  if (!yqq_audit_check_chain (database, issuer, made->chain, &last, error))
    return FALSE;
  head->chain = g_strdup (made->chain);
  head->records = last.sequence;
  head->last = g_steal_pointer (&last.hash);
  g_autofree char *jws = yqq_audit_sign (database, issuer, YQQ_JWS_AUDIT_HEAD, head, now_ms, error);
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
