/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/store/transfers.h"

#define SELECT                                                                                     \
  "SELECT t.id, t.enterprise_id, t.from_person, f.name, t.to_person, r.name, t.to_grant, "         \
  "t.offered_by, o.name, t.state, t.offered_at, t.expires_at, t.ended_at FROM transfers t "        \
  "LEFT JOIN people f ON f.id = t.from_person JOIN people r ON r.id = t.to_person "                \
  "JOIN people o ON o.id = t.offered_by "

void
yqq_transfer_record_free (YqqTransferRecord *self)
{
  g_free (self->id);
  g_free (self->enterprise_id);
  g_free (self->from_person);
  g_free (self->from_name);
  g_free (self->to_person);
  g_free (self->to_name);
  g_free (self->to_grant);
  g_free (self->offered_by);
  g_free (self->offered_by_name);
  g_free (self);
}

static YqqTransferRecord *
read_transfer (YqqRows *rows, guint row)
{
  YqqTransferRecord *transfer = g_new0 (YqqTransferRecord, 1);
  transfer->id = g_strdup (yqq_rows_get_text (rows, row, 0));
  transfer->enterprise_id = g_strdup (yqq_rows_get_text (rows, row, 1));
  transfer->from_person = g_strdup (yqq_rows_get_text (rows, row, 2));
  transfer->from_name = g_strdup (yqq_rows_get_text (rows, row, 3));
  transfer->to_person = g_strdup (yqq_rows_get_text (rows, row, 4));
  transfer->to_name = g_strdup (yqq_rows_get_text (rows, row, 5));
  transfer->to_grant = g_strdup (yqq_rows_get_text (rows, row, 6));
  transfer->offered_by = g_strdup (yqq_rows_get_text (rows, row, 7));
  transfer->offered_by_name = g_strdup (yqq_rows_get_text (rows, row, 8));
  yqq_transfer_state_from_nick (yqq_rows_get_text (rows, row, 9), &transfer->state);
  transfer->offered_at_ms = yqq_rows_get_int (rows, row, 10);
  transfer->expires_at_ms = yqq_rows_get_int (rows, row, 11);
  transfer->ended_at_ms = yqq_rows_get_int (rows, row, 12);
  return transfer;
}

static gboolean
take_first (YqqRows *rows, YqqTransferRecord **transfer)
{
  if (rows == NULL)
    return FALSE;
  *transfer = yqq_rows_get_length (rows) > 0 ? read_transfer (rows, 0) : NULL;
  return TRUE;
}

static GPtrArray *
take_all (YqqRows *rows)
{
  if (rows == NULL)
    return NULL;
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_transfer_record_free);
  for (guint row = 0; row < yqq_rows_get_length (rows); row++)
    g_ptr_array_add (list, read_transfer (rows, row));
  return list;
}

gboolean
yqq_transfers_add (YqqDatabase *database,
                   const YqqTransferRecord *transfer,
                   gint64 now_ms,
                   GError **error)
{
  return yqq_database_run (database, error,
                           "INSERT INTO transfers (id, enterprise_id, from_person, to_person, "
                           "to_grant, offered_by, state, offered_at, expires_at) "
                           "VALUES ($1, $2, $3, $4, $5, $6, 'waiting', $7, $8)",
                           YQQ_TEXT (transfer->id), YQQ_TEXT (transfer->enterprise_id),
                           YQQ_TEXT (transfer->from_person), YQQ_TEXT (transfer->to_person),
                           YQQ_TEXT (transfer->to_grant), YQQ_TEXT (transfer->offered_by),
                           YQQ_INT (now_ms), YQQ_INT (now_ms + YQQ_TRANSFER_OFFER_MS), YQQ_END);
}

gboolean
yqq_transfers_find (YqqDatabase *database,
                    const char *enterprise_id,
                    const char *id,
                    YqqTransferRecord **transfer,
                    GError **error)
{
  g_autoptr (YqqRows) rows =
      yqq_database_query (database, error, SELECT "WHERE t.id = $1 AND t.enterprise_id = $2",
                          YQQ_TEXT (id), YQQ_TEXT (enterprise_id), YQQ_END);
  return take_first (rows, transfer);
}

gboolean
yqq_transfers_find_waiting (YqqDatabase *database,
                            const char *enterprise_id,
                            const char *from_person,
                            YqqTransferRecord **transfer,
                            GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error,
      SELECT "WHERE t.enterprise_id = $1 AND coalesce(t.from_person, '') = $2 "
             "AND t.state = 'waiting'",
      YQQ_TEXT (enterprise_id), YQQ_TEXT (from_person != NULL ? from_person : ""), YQQ_END);
  return take_first (rows, transfer);
}

GPtrArray *
yqq_transfers_list (YqqDatabase *database, const char *enterprise_id, guint limit, GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error,
      SELECT "WHERE t.enterprise_id = $1 ORDER BY CASE WHEN t.state = 'waiting' THEN 0 ELSE 1 END, "
             "t.offered_at DESC, t.id DESC LIMIT $2",
      YQQ_TEXT (enterprise_id), YQQ_INT (limit), YQQ_END);
  return take_all (rows);
}

GPtrArray *
yqq_transfers_list_overdue (YqqDatabase *database, gint64 now_ms, guint limit, GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error,
      SELECT "WHERE t.state = 'waiting' AND t.expires_at <= $1 ORDER BY t.expires_at, t.id "
             "LIMIT $2",
      YQQ_INT (now_ms), YQQ_INT (limit), YQQ_END);
  return take_all (rows);
}

GPtrArray *
yqq_transfers_list_waiting (YqqDatabase *database, const char *enterprise_id, GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error,
      SELECT "WHERE t.enterprise_id = $1 AND t.state = 'waiting' ORDER BY t.offered_at, t.id",
      YQQ_TEXT (enterprise_id), YQQ_END);
  return take_all (rows);
}

/* The statement changes nothing: it takes the row's lock. */
gboolean
yqq_transfers_hold (YqqDatabase *database, const char *id, gboolean *waiting, GError **error)
{
  return yqq_database_change (
      database, waiting, error,
      "UPDATE transfers SET state = state WHERE id = $1 AND state = 'waiting' RETURNING id",
      YQQ_TEXT (id), YQQ_END);
}

gboolean
yqq_transfers_end (YqqDatabase *database,
                   const char *id,
                   YqqTransferState state,
                   gint64 now_ms,
                   gboolean *ended,
                   GError **error)
{
  return yqq_database_change (
      database, ended, error,
      "UPDATE transfers SET state = $2, ended_at = $3 WHERE id = $1 AND state = 'waiting' "
      "RETURNING id",
      YQQ_TEXT (id), YQQ_TEXT (yqq_transfer_state_to_nick (state)), YQQ_INT (now_ms), YQQ_END);
}
