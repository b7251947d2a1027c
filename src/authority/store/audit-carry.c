/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/store/audit-carry.h"

#include "authority/store/audit.h"

#define ROWS_AT_ONCE 1000

/* The row that was carried last. */
typedef struct {
  gint64 at;
  char *id;
} Place;

static gboolean
carry_some (YqqDatabase *database, Place *last, gboolean *more, GError **error)
{
  g_autoptr (YqqRows) rows =
      yqq_database_query (database, error,
                          "SELECT id, at, actor, act, subject FROM audit WHERE (at, id) > ($1, $2) "
                          "ORDER BY at, id LIMIT $3",
                          YQQ_INT (last->at), YQQ_TEXT (last->id), YQQ_INT (ROWS_AT_ONCE), YQQ_END);
  if (rows == NULL)
    return FALSE;
  for (guint row = 0; row < yqq_rows_get_length (rows); row++) {
    if (!yqq_audit_add (database, yqq_rows_get_text (rows, row, 2),
                        yqq_rows_get_text (rows, row, 3), yqq_rows_get_text (rows, row, 4),
                        yqq_rows_get_int (rows, row, 1), error))
      return FALSE;
    last->at = yqq_rows_get_int (rows, row, 1);
    g_free (last->id);
    last->id = g_strdup (yqq_rows_get_text (rows, row, 0));
  }
  *more = yqq_rows_get_length (rows) == ROWS_AT_ONCE;
  return TRUE;
}

gboolean
yqq_audit_carry (YqqDatabase *database, GError **error)
{
  Place last = {G_MININT64, g_strdup ("")};
  gboolean more = TRUE, good = TRUE;
  while (good && more)
    good = carry_some (database, &last, &more, error);
  g_free (last.id);
  return good && yqq_database_run (database, error, "DROP TABLE audit", YQQ_END);
}
