/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/store/audit.h"

#include <string.h>

#include "audit/audit-record.h"

#define LINES_AT_ONCE 1000

static const char *
chain_of (const char *enterprise_id)
{
  return enterprise_id != NULL ? enterprise_id : YQQ_AUDIT_CHAIN_AUTHORITY;
}

/* Takes the next number; the UPDATE holds the chain's row against everybody else. *taken is FALSE
 * where the chain has not begun. */
static gboolean
take_number (YqqDatabase *database,
             const char *chain,
             YqqAuditRecord *record,
             gboolean *taken,
             GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error,
      "UPDATE audit_chains SET sequence = sequence + 1 WHERE chain = $1 RETURNING sequence, hash",
      YQQ_TEXT (chain), YQQ_END);
  if (rows == NULL)
    return FALSE;
  *taken = yqq_rows_get_length (rows) > 0;
  if (*taken) {
    record->sequence = yqq_rows_get_int (rows, 0, 0);
    record->previous = g_strdup (yqq_rows_get_text (rows, 0, 1));
  }
  return TRUE;
}

static gboolean
begin_chain (YqqDatabase *database, const char *chain, GError **error)
{
  g_autofree char *hash = yqq_audit_hash_chain (chain);
  return yqq_database_run (database, error,
                           "INSERT INTO audit_chains (chain, sequence, hash) VALUES ($1, 0, $2) "
                           "ON CONFLICT (chain) DO NOTHING",
                           YQQ_TEXT (chain), YQQ_TEXT (hash), YQQ_END);
}

static gboolean
note_signer (YqqDatabase *database, const char *chain, const YqqAuditRecord *record, GError **error)
{
  return record->certificate == NULL ||
         yqq_database_run (database, error,
                           "INSERT INTO audit_signers (chain, certificate, sequence) "
                           "VALUES ($1, $2, $3) ON CONFLICT (chain, certificate) DO NOTHING",
                           YQQ_TEXT (chain), YQQ_TEXT (record->certificate),
                           YQQ_INT (record->sequence), YQQ_END);
}

static gboolean
store (YqqDatabase *database, const char *chain, const YqqAuditRecord *record, GError **error)
{
  g_autofree char *line = yqq_audit_record_write (record, error);
  if (line == NULL)
    return FALSE;
  g_autofree char *hash = yqq_audit_hash_line (line, strlen (line));
  return yqq_database_run (
             database, error,
             "INSERT INTO audit_records (chain, sequence, line, hash, at, act, actor, subject, "
             "certificate) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
             YQQ_TEXT (chain), YQQ_INT (record->sequence), YQQ_TEXT (line), YQQ_TEXT (hash),
             YQQ_INT (record->at_ms), YQQ_TEXT (record->act), YQQ_TEXT (record->actor),
             YQQ_TEXT (record->subject), YQQ_TEXT (record->certificate), YQQ_END) &&
         yqq_database_run (database, error, "UPDATE audit_chains SET hash = $2 WHERE chain = $1",
                           YQQ_TEXT (chain), YQQ_TEXT (hash), YQQ_END);
}

gboolean
yqq_audit_append (YqqDatabase *database, const YqqAuditEntry *entry, gint64 now_ms, GError **error)
{
  const char *chain = chain_of (entry->enterprise_id);
  g_autoptr (YqqAuditRecord) record = g_new0 (YqqAuditRecord, 1);
  gboolean taken = FALSE;
  if (!take_number (database, chain, record, &taken, error) ||
      (!taken && (!begin_chain (database, chain, error) ||
                  !take_number (database, chain, record, &taken, error))))
    return FALSE;
  record->at_ms = now_ms;
  record->act = g_strdup (entry->act);
  record->actor = g_strdup (entry->actor);
  record->subject = g_strdup (entry->subject);
  record->certificate = g_strdup (entry->certificate);
  record->jws = g_strdup (entry->jws);
  record->detail = entry->detail != NULL ? json_object_ref (entry->detail) : NULL;
  return store (database, chain, record, error) && note_signer (database, chain, record, error);
}

gboolean
yqq_audit_add (YqqDatabase *database,
               const char *actor,
               const char *act,
               const char *subject,
               gint64 now_ms,
               GError **error)
{
  const YqqAuditEntry entry = {.act = act, .actor = actor, .subject = subject};
  return yqq_audit_append (database, &entry, now_ms, error);
}

gboolean
yqq_audit_read_head (YqqDatabase *database,
                     const char *enterprise_id,
                     gint64 *sequence,
                     char **hash,
                     GError **error)
{
  const char *chain = chain_of (enterprise_id);
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error, "SELECT sequence, hash FROM audit_chains WHERE chain = $1", YQQ_TEXT (chain),
      YQQ_END);
  if (rows == NULL)
    return FALSE;
  gboolean begun = yqq_rows_get_length (rows) > 0;
  *sequence = begun ? yqq_rows_get_int (rows, 0, 0) : 0;
  *hash = begun ? g_strdup (yqq_rows_get_text (rows, 0, 1)) : yqq_audit_hash_chain (chain);
  return TRUE;
}

gboolean
yqq_audit_find_export (YqqDatabase *database,
                       const char *enterprise_id,
                       const char *actor,
                       gint64 since_ms,
                       gint64 *sequence,
                       GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error,
      "SELECT sequence, at FROM audit_records WHERE chain = $1 AND actor = $2 AND "
      "act = 'audit-export' ORDER BY sequence DESC LIMIT 1",
      YQQ_TEXT (chain_of (enterprise_id)), YQQ_TEXT (actor), YQQ_END);
  if (rows == NULL)
    return FALSE;
  gboolean found = yqq_rows_get_length (rows) > 0 && yqq_rows_get_int (rows, 0, 1) >= since_ms;
  *sequence = found ? yqq_rows_get_int (rows, 0, 0) : 0;
  return TRUE;
}

/* The last record of a page. Lengths are asked for first: a thousand imports are a gigabyte. */
static gboolean
find_page_end (YqqDatabase *database,
               const char *chain,
               gint64 after,
               gint64 up_to,
               gsize max_length,
               gint64 *last,
               GError **error)
{
  gsize length = 0;
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error,
      "SELECT sequence, length (line) FROM audit_records WHERE chain = $1 AND sequence > $2 AND "
      "sequence <= $3 ORDER BY sequence",
      YQQ_TEXT (chain), YQQ_INT (after), YQQ_INT (MIN (up_to, after + LINES_AT_ONCE)), YQQ_END);
  if (rows == NULL)
    return FALSE;
  *last = after;
  for (guint row = 0; row < yqq_rows_get_length (rows); row++) {
    length += (gsize)yqq_rows_get_int (rows, row, 1);
    if (row > 0 && length > max_length)
      break;
    *last = yqq_rows_get_int (rows, row, 0);
  }
  return TRUE;
}

GPtrArray *
yqq_audit_list_lines (YqqDatabase *database,
                      const char *enterprise_id,
                      gint64 after,
                      gint64 up_to,
                      gsize max_length,
                      GError **error)
{
  const char *chain = chain_of (enterprise_id);
  gint64 last = after;
  if (!find_page_end (database, chain, after, up_to, max_length, &last, error))
    return NULL;
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error,
      "SELECT line FROM audit_records WHERE chain = $1 AND sequence > $2 AND sequence <= $3 "
      "ORDER BY sequence",
      YQQ_TEXT (chain), YQQ_INT (after), YQQ_INT (last), YQQ_END);
  if (rows == NULL)
    return NULL;
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  for (guint row = 0; row < yqq_rows_get_length (rows); row++)
    g_ptr_array_add (lines, g_strdup (yqq_rows_get_text (rows, row, 0)));
  return lines;
}
