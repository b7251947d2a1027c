/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/store/closings.h"

void
yqq_closing_free (YqqClosing *self)
{
  g_free (self->person_id);
  g_free (self->reason);
  g_free (self);
}

gboolean
yqq_closings_add (YqqDatabase *database,
                  const char *person_id,
                  const char *reason,
                  gint64 now_ms,
                  GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error, "UPDATE closing_counter SET given = given + 1 WHERE id = 1 RETURNING given",
      YQQ_END);
  return rows != NULL &&
         yqq_database_run (database, error,
                           "INSERT INTO closings (sequence, person_id, reason, created_at) "
                           "VALUES ($1, $2, $3, $4)",
                           YQQ_INT (yqq_rows_get_int (rows, 0, 0)), YQQ_TEXT (person_id),
                           YQQ_TEXT (reason), YQQ_INT (now_ms), YQQ_END);
}

gboolean
yqq_closings_purge (YqqDatabase *database, gint64 now_ms, GError **error)
{
  return yqq_database_run (database, error, "DELETE FROM closings WHERE created_at < $1",
                           YQQ_INT (now_ms - YQQ_CLOSINGS_KEEP_MS), YQQ_END);
}

gboolean
yqq_closings_get_last (YqqDatabase *database, gint64 *sequence, GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error, "SELECT given FROM closing_counter WHERE id = 1", YQQ_END);
  if (rows == NULL)
    return FALSE;
  *sequence = yqq_rows_get_int (rows, 0, 0);
  return TRUE;
}

GPtrArray *
yqq_closings_list (YqqDatabase *database, gint64 after, GError **error)
{
  g_autoptr (YqqRows) rows =
      yqq_database_query (database, error,
                          "SELECT sequence, person_id, reason FROM closings WHERE sequence > $1 "
                          "ORDER BY sequence",
                          YQQ_INT (after), YQQ_END);
  if (rows == NULL)
    return NULL;
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_closing_free);
  for (guint row = 0; row < yqq_rows_get_length (rows); row++) {
    YqqClosing *closing = g_new0 (YqqClosing, 1);
    closing->sequence = yqq_rows_get_int (rows, row, 0);
    closing->person_id = g_strdup (yqq_rows_get_text (rows, row, 1));
    closing->reason = g_strdup (yqq_rows_get_text (rows, row, 2));
    g_ptr_array_add (list, closing);
  }
  return list;
}
