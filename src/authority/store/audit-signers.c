/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/store/audit-signers.h"

#include <string.h>

#include "audit/audit-record.h"

void
yqq_audit_signer_record_free (YqqAuditSignerRecord *self)
{
  g_free (self->fingerprint);
  g_free (self->person);
  g_clear_pointer (&self->certificate, g_bytes_unref);
  g_free (self);
}

GPtrArray *
yqq_audit_signers_list (YqqDatabase *database, const char *enterprise_id, GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error,
      "SELECT s.certificate, g.person_id, coalesce (c.certificate, a.certificate) "
      "FROM audit_signers s LEFT JOIN certificates c ON c.fingerprint = s.certificate "
      "LEFT JOIN grants g ON g.id = c.grant_id "
      "LEFT JOIN audit_certificates a ON a.fingerprint = s.certificate "
      "WHERE s.chain = $1 AND coalesce (c.certificate, a.certificate) IS NOT NULL "
      "ORDER BY s.certificate",
      YQQ_TEXT (enterprise_id != NULL ? enterprise_id : YQQ_AUDIT_CHAIN_AUTHORITY), YQQ_END);
  if (rows == NULL)
    return NULL;
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_audit_signer_record_free);
  for (guint row = 0; row < yqq_rows_get_length (rows); row++) {
    YqqAuditSignerRecord *record = g_new0 (YqqAuditSignerRecord, 1);
    record->fingerprint = g_strdup (yqq_rows_get_text (rows, row, 0));
    record->person = g_strdup (yqq_rows_get_text (rows, row, 1));
    record->certificate = g_bytes_ref (yqq_rows_get_blob (rows, row, 2));
    g_ptr_array_add (list, record);
  }
  return list;
}

gboolean
yqq_audit_signers_find_last (YqqDatabase *database,
                             const char *enterprise_id,
                             gint64 *sequence,
                             GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error, "SELECT coalesce (max (sequence), 0) FROM audit_signers WHERE chain = $1",
      YQQ_TEXT (enterprise_id != NULL ? enterprise_id : YQQ_AUDIT_CHAIN_AUTHORITY), YQQ_END);
  if (rows == NULL)
    return FALSE;
  *sequence = yqq_rows_get_int (rows, 0, 0);
  return TRUE;
}

gboolean
yqq_audit_auditor_keep (YqqDatabase *database,
                        const char *fingerprint,
                        GBytes *certificate,
                        gint64 now_ms,
                        GError **error)
{
  return yqq_database_run (
      database, error,
      "INSERT INTO audit_certificates (fingerprint, certificate, created_at) VALUES ($1, $2, $3) "
      "ON CONFLICT (fingerprint) DO NOTHING",
      YQQ_TEXT (fingerprint), YQQ_BLOB (certificate), YQQ_INT (now_ms), YQQ_END);
}

gboolean
yqq_audit_find_unsigned (YqqDatabase *database, const char *after, char **chain, GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error,
      "SELECT chain FROM audit_chains WHERE sequence > signed_sequence AND chain > $1 "
      "ORDER BY chain LIMIT 1",
      YQQ_TEXT (after), YQQ_END);
  if (rows == NULL)
    return FALSE;
  *chain = yqq_rows_get_length (rows) > 0 ? g_strdup (yqq_rows_get_text (rows, 0, 0)) : NULL;
  return TRUE;
}

void
yqq_audit_place_clear (YqqAuditPlace *self)
{
  g_clear_pointer (&self->hash, g_free);
  self->sequence = 0;
}

gboolean
yqq_audit_lock_chain (YqqDatabase *database,
                      const char *chain,
                      YqqAuditPlace *last,
                      YqqAuditPlace *signed_last,
                      GError **error)
{
  g_autoptr (YqqRows) rows =
      yqq_database_query (database, error,
                          "UPDATE audit_chains SET sequence = sequence WHERE chain = $1 "
                          "RETURNING sequence, hash, signed_sequence, signed_hash",
                          YQQ_TEXT (chain), YQQ_END);
  if (rows == NULL)
    return FALSE;
  if (yqq_rows_get_length (rows) == 0)
    return TRUE;
  last->sequence = yqq_rows_get_int (rows, 0, 0);
  last->hash = g_strdup (yqq_rows_get_text (rows, 0, 1));
  signed_last->hash = g_strdup (yqq_rows_get_text (rows, 0, 3));
  signed_last->sequence = signed_last->hash != NULL ? yqq_rows_get_int (rows, 0, 2) : 0;
  return TRUE;
}

gboolean
yqq_audit_has_place (YqqDatabase *database,
                     const char *chain,
                     const YqqAuditPlace *place,
                     gboolean *has,
                     GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error, "SELECT line FROM audit_records WHERE chain = $1 AND sequence = $2",
      YQQ_TEXT (chain), YQQ_INT (place->sequence), YQQ_END);
  if (rows == NULL)
    return FALSE;
  const char *line = yqq_rows_get_length (rows) > 0 ? yqq_rows_get_text (rows, 0, 0) : "";
  g_autofree char *hash = yqq_audit_hash_line (line, strlen (line));
  *has = strcmp (hash, place->hash) == 0;
  return TRUE;
}

gboolean
yqq_audit_note_signed (YqqDatabase *database,
                       const char *chain,
                       YqqAuditPlace *place,
                       GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error,
      "UPDATE audit_chains SET signed_sequence = sequence, signed_hash = hash WHERE chain = $1 "
      "RETURNING sequence, hash",
      YQQ_TEXT (chain), YQQ_END);
  if (rows == NULL)
    return FALSE;
  place->sequence = yqq_rows_get_int (rows, 0, 0);
  place->hash = g_strdup (yqq_rows_get_text (rows, 0, 1));
  return TRUE;
}
