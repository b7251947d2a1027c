/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/store/quota.h"

#include "model/grant.h"

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

static void
count_state (YqqQuota *quota, const char *nick, gint64 count)
{
  YqqGrantState state = YQQ_GRANT_STATE_ACTIVE;
  yqq_grant_state_from_nick (nick, &state);
  if (state == YQQ_GRANT_STATE_SUSPENDED)
    quota->suspended = count;
  else if (state == YQQ_GRANT_STATE_CANCELLED)
    quota->cancelled = count;
  else
    quota->in_use = count;
}

gboolean
yqq_quota_describe (YqqDatabase *database,
                    const char *enterprise_id,
                    YqqQuota *quota,
                    GError **error)
{
  gint64 taken;
  YqqQuota described = {0};
  if (!yqq_quota_read (database, enterprise_id, &described.total, &taken, error))
    return FALSE;
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error,
      "SELECT g.state, count (*) FROM quota_entries q JOIN grants g ON g.id = q.grant_id "
      "WHERE q.enterprise_id = $1 GROUP BY g.state",
      YQQ_TEXT (enterprise_id), YQQ_END);
  if (rows == NULL)
    return FALSE;
  for (guint row = 0; row < yqq_rows_get_length (rows); row++)
    count_state (&described, yqq_rows_get_text (rows, row, 0), yqq_rows_get_int (rows, row, 1));
  *quota = described;
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
yqq_quota_hold (YqqDatabase *database, const char *enterprise_id, gint64 *left, GError **error)
{
  gint64 total, taken;
  if (!yqq_database_run (database, error,
                         "UPDATE enterprises SET ledger_sequence = ledger_sequence WHERE id = $1",
                         YQQ_TEXT (enterprise_id), YQQ_END) ||
      !yqq_quota_read (database, enterprise_id, &total, &taken, error))
    return FALSE;
  *left = MAX (0, total - taken);
  return TRUE;
}

gboolean
yqq_quota_take_held (YqqDatabase *database,
                     const char *enterprise_id,
                     const char *grant_id,
                     gint64 now_ms,
                     GError **error)
{
  gint64 sequence;
  return next_sequence (database, enterprise_id, &sequence, error) &&
         add_entry (database, enterprise_id, sequence, "grant", -1, grant_id, now_ms, error);
}

gboolean
yqq_quota_renew (YqqDatabase *database,
                 const char *enterprise_id,
                 const char *grant_id,
                 gint64 not_after_ms,
                 gint64 now_ms,
                 GError **error)
{
  gint64 sequence;
  return next_sequence (database, enterprise_id, &sequence, error) &&
         yqq_database_run (database, error,
                           "INSERT INTO grant_renewals (enterprise_id, sequence, grant_id, "
                           "not_after, created_at) VALUES ($1, $2, $3, $4, $5)",
                           YQQ_TEXT (enterprise_id), YQQ_INT (sequence), YQQ_TEXT (grant_id),
                           YQQ_INT (not_after_ms), YQQ_INT (now_ms), YQQ_END);
}

gboolean
yqq_quota_take (YqqDatabase *database,
                const char *enterprise_id,
                const char *grant_id,
                gint64 now_ms,
                gboolean *taken,
                GError **error)
{
  gint64 left;
  if (!yqq_quota_hold (database, enterprise_id, &left, error))
    return FALSE;
  *taken = left > 0;
  return !*taken || yqq_quota_take_held (database, enterprise_id, grant_id, now_ms, error);
}
