/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/store/acts.h"

void
yqq_act_record_free (YqqActRecord *self)
{
  g_free (self->enterprise_id);
  g_free (self->id);
  g_free (self->kind);
  g_free (self->person_id);
  g_clear_pointer (&self->digest, g_bytes_unref);
  g_free (self->answer);
  g_free (self);
}

gboolean
yqq_acts_find (YqqDatabase *database,
               const char *enterprise_id,
               const char *id,
               YqqActRecord **act,
               GError **error)
{
  g_autoptr (YqqRows) rows =
      yqq_database_query (database, error,
                          "SELECT kind, person_id, digest, status, answer, changed FROM acts "
                          "WHERE enterprise_id = $1 AND id = $2",
                          YQQ_TEXT (enterprise_id), YQQ_TEXT (id), YQQ_END);
  if (rows == NULL)
    return FALSE;
  *act = NULL;
  if (yqq_rows_get_length (rows) == 0)
    return TRUE;
  *act = g_new0 (YqqActRecord, 1);
  (*act)->enterprise_id = g_strdup (enterprise_id);
  (*act)->id = g_strdup (id);
  (*act)->kind = g_strdup (yqq_rows_get_text (rows, 0, 0));
  (*act)->person_id = g_strdup (yqq_rows_get_text (rows, 0, 1));
  (*act)->digest = g_bytes_ref (yqq_rows_get_blob (rows, 0, 2));
  (*act)->status = (guint)yqq_rows_get_int (rows, 0, 3);
  (*act)->answer = g_strdup (yqq_rows_get_text (rows, 0, 4));
  (*act)->changed = yqq_rows_get_int (rows, 0, 5) != 0;
  return TRUE;
}

gboolean
yqq_acts_add (YqqDatabase *database, const YqqActRecord *act, gint64 now_ms, GError **error)
{
  return yqq_database_run (database, error,
                           "DELETE FROM acts WHERE changed = 0 AND created_at < $1",
                           YQQ_INT (now_ms - YQQ_ACTS_KEEP_MS), YQQ_END) &&
         yqq_database_run (
             database, error,
             "INSERT INTO acts (enterprise_id, id, kind, person_id, digest, status, answer, "
             "changed, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
             YQQ_TEXT (act->enterprise_id), YQQ_TEXT (act->id), YQQ_TEXT (act->kind),
             YQQ_TEXT (act->person_id), YQQ_BLOB (act->digest), YQQ_INT (act->status),
             YQQ_TEXT (act->answer), YQQ_INT (act->changed), YQQ_INT (now_ms), YQQ_END);
}
