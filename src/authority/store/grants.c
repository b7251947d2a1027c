/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/store/grants.h"

#define COLUMNS "id, code, enterprise_id, person_id, kind, state, not_before, not_after"

void
yqq_grant_record_free (YqqGrantRecord *self)
{
  g_free (self->id);
  g_free (self->code);
  g_free (self->enterprise_id);
  g_free (self->person_id);
  g_free (self);
}

static YqqGrantRecord *
read_grant (YqqRows *rows, guint row)
{
  YqqGrantRecord *grant = g_new0 (YqqGrantRecord, 1);
  grant->id = g_strdup (yqq_rows_get_text (rows, row, 0));
  grant->code = g_strdup (yqq_rows_get_text (rows, row, 1));
  grant->enterprise_id = g_strdup (yqq_rows_get_text (rows, row, 2));
  grant->person_id = g_strdup (yqq_rows_get_text (rows, row, 3));
  yqq_certificate_kind_from_nick (yqq_rows_get_text (rows, row, 4), &grant->kind);
  yqq_grant_state_from_nick (yqq_rows_get_text (rows, row, 5), &grant->state);
  grant->not_before_ms = yqq_rows_get_int (rows, row, 6);
  grant->not_after_ms = yqq_rows_get_int (rows, row, 7);
  return grant;
}

static gboolean
take_first (YqqRows *rows, YqqGrantRecord **grant)
{
  if (rows == NULL)
    return FALSE;
  *grant = yqq_rows_get_length (rows) > 0 ? read_grant (rows, 0) : NULL;
  return TRUE;
}

gboolean
yqq_grants_find (YqqDatabase *database, const char *id, YqqGrantRecord **grant, GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error, "SELECT " COLUMNS " FROM grants WHERE id = $1", YQQ_TEXT (id), YQQ_END);
  return take_first (rows, grant);
}

gboolean
yqq_grants_find_living (YqqDatabase *database,
                        const char *enterprise_id,
                        const char *person_id,
                        YqqCertificateKind kind,
                        YqqGrantRecord **grant,
                        GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error,
      "SELECT " COLUMNS " FROM grants WHERE enterprise_id = $1 AND person_id = $2 AND kind = $3 "
      "AND state <> 'cancelled'",
      YQQ_TEXT (enterprise_id), YQQ_TEXT (person_id),
      YQQ_TEXT (yqq_certificate_kind_to_nick (kind)), YQQ_END);
  return take_first (rows, grant);
}

GPtrArray *
yqq_grants_list (YqqDatabase *database, const char *person_id, GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error,
      "SELECT " COLUMNS " FROM grants WHERE person_id = $1 ORDER BY created_at, id",
      YQQ_TEXT (person_id), YQQ_END);
  if (rows == NULL)
    return NULL;
  GPtrArray *grants = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_grant_record_free);
  for (guint row = 0; row < yqq_rows_get_length (rows); row++)
    g_ptr_array_add (grants, read_grant (rows, row));
  return grants;
}

gboolean
yqq_grants_add (YqqDatabase *database, const YqqGrantRecord *grant, gint64 now_ms, GError **error)
{
  return yqq_database_run (
      database, error,
      "INSERT INTO grants (" COLUMNS ", created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      YQQ_TEXT (grant->id), YQQ_TEXT (grant->code), YQQ_TEXT (grant->enterprise_id),
      YQQ_TEXT (grant->person_id), YQQ_TEXT (yqq_certificate_kind_to_nick (grant->kind)),
      YQQ_TEXT (yqq_grant_state_to_nick (grant->state)), YQQ_INT (grant->not_before_ms),
      YQQ_INT (grant->not_after_ms), YQQ_INT (now_ms), YQQ_END);
}

gboolean
yqq_grants_set_state (YqqDatabase *database, const char *id, YqqGrantState state, GError **error)
{
  return yqq_database_run (database, error, "UPDATE grants SET state = $2 WHERE id = $1",
                           YQQ_TEXT (id), YQQ_TEXT (yqq_grant_state_to_nick (state)), YQQ_END);
}

gboolean
yqq_quota_read (YqqDatabase *database,
                const char *enterprise_id,
                gint64 *total,
                gint64 *taken,
                GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error,
      "SELECT CAST (coalesce (sum (CASE WHEN amount > 0 THEN amount ELSE 0 END), 0) AS BIGINT), "
      "CAST (coalesce (sum (CASE WHEN amount < 0 THEN -amount ELSE 0 END), 0) AS BIGINT) "
      "FROM quota_entries WHERE enterprise_id = $1",
      YQQ_TEXT (enterprise_id), YQQ_END);
  if (rows == NULL)
    return FALSE;
  *total = yqq_rows_get_int (rows, 0, 0);
  *taken = yqq_rows_get_int (rows, 0, 1);
  return TRUE;
}

/* The next number in the enterprise's ledger; the UPDATE holds the row against everybody else. */
static gboolean
next_sequence (YqqDatabase *database, const char *enterprise_id, gint64 *sequence, GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error,
      "UPDATE enterprises SET ledger_sequence = ledger_sequence + 1 WHERE id = $1 "
      "RETURNING ledger_sequence",
      YQQ_TEXT (enterprise_id), YQQ_END);
  if (rows == NULL)
    return FALSE;
  if (yqq_rows_get_length (rows) == 0) {
    g_set_error (error, YQQ_STORE_ERROR, YQQ_STORE_ERROR_CONFLICT, "no such enterprise");
    return FALSE;
  }
  *sequence = yqq_rows_get_int (rows, 0, 0);
  return TRUE;
}

static gboolean
add_entry (YqqDatabase *database,
           const char *enterprise_id,
           gint64 sequence,
           const char *kind,
           gint64 amount,
           const char *grant_id,
           gint64 now_ms,
           GError **error)
{
  return yqq_database_run (
      database, error,
      "INSERT INTO quota_entries (enterprise_id, sequence, kind, amount, grant_id, created_at) "
      "VALUES ($1, $2, $3, $4, $5, $6)",
      YQQ_TEXT (enterprise_id), YQQ_INT (sequence), YQQ_TEXT (kind), YQQ_INT (amount),
      YQQ_TEXT (grant_id), YQQ_INT (now_ms), YQQ_END);
}

gboolean
yqq_quota_allow (YqqDatabase *database,
                 const char *enterprise_id,
                 gint64 amount,
                 gint64 now_ms,
                 GError **error)
{
  gint64 sequence;
  return next_sequence (database, enterprise_id, &sequence, error) &&
         add_entry (database, enterprise_id, sequence, "allowance", amount, NULL, now_ms, error);
}

gboolean
yqq_quota_take (YqqDatabase *database,
                const char *enterprise_id,
                const char *grant_id,
                gint64 now_ms,
                gboolean *taken,
                GError **error)
{
  gint64 sequence, total, used;
  if (!next_sequence (database, enterprise_id, &sequence, error) ||
      !yqq_quota_read (database, enterprise_id, &total, &used, error))
    return FALSE;
  *taken = used < total;
  return !*taken ||
         add_entry (database, enterprise_id, sequence, "grant", -1, grant_id, now_ms, error);
}
