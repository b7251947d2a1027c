/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/store/reminders.h"

#define DAY_MS (G_GINT64_CONSTANT (24) * 3600 * 1000)
/* How much earlier a day begins there than in UTC. */
#define CHINA_MS (G_GINT64_CONSTANT (8) * 3600 * 1000)

void
yqq_ending_grant_free (YqqEndingGrant *self)
{
  g_free (self->grant_id);
  g_free (self->enterprise_id);
  g_free (self->person_id);
  g_free (self->person_name);
  g_free (self);
}

GPtrArray *
yqq_reminders_list_due (YqqDatabase *database,
                        gint64 days,
                        gint64 now_ms,
                        guint limit,
                        GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error,
      "SELECT g.id, g.enterprise_id, g.person_id, p.name, g.not_after FROM grants g "
      "JOIN people p ON p.id = g.person_id "
      "WHERE g.state <> 'cancelled' AND g.not_after > $1 AND g.not_after <= $2 "
      "AND NOT EXISTS (SELECT 1 FROM grant_reminders r WHERE r.grant_id = g.id "
      "AND r.not_after = g.not_after AND r.days <= $3) ORDER BY g.not_after, g.id LIMIT $4",
      YQQ_INT (now_ms), YQQ_INT (now_ms + days * DAY_MS), YQQ_INT (days), YQQ_INT (limit), YQQ_END);
  if (rows == NULL)
    return NULL;
  GPtrArray *grants = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_ending_grant_free);
  for (guint row = 0; row < yqq_rows_get_length (rows); row++) {
    YqqEndingGrant *grant = g_new0 (YqqEndingGrant, 1);
    grant->grant_id = g_strdup (yqq_rows_get_text (rows, row, 0));
    grant->enterprise_id = g_strdup (yqq_rows_get_text (rows, row, 1));
    grant->person_id = g_strdup (yqq_rows_get_text (rows, row, 2));
    grant->person_name = g_strdup (yqq_rows_get_text (rows, row, 3));
    grant->not_after_ms = yqq_rows_get_int (rows, row, 4);
    g_ptr_array_add (grants, grant);
  }
  return grants;
}

GStrv
yqq_reminders_list_administrators (YqqDatabase *database, const char *enterprise_id, GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error,
      "SELECT person_id FROM memberships WHERE enterprise_id = $1 AND role = 'administrator' "
      "ORDER BY created_at, person_id",
      YQQ_TEXT (enterprise_id), YQQ_END);
  if (rows == NULL)
    return NULL;
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  for (guint row = 0; row < yqq_rows_get_length (rows); row++)
    g_strv_builder_add (ids, yqq_rows_get_text (rows, row, 0));
  return g_strv_builder_end (ids);
}

gboolean
yqq_reminders_count_ending (YqqDatabase *database,
                            const char *enterprise_id,
                            const char *except_person,
                            gint64 days,
                            gint64 now_ms,
                            gint64 *count,
                            GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error,
      "SELECT count(*) FROM grants WHERE state <> 'cancelled' AND not_after > $1 "
      "AND not_after <= $2 AND enterprise_id = $3 AND person_id <> $4",
      YQQ_INT (now_ms), YQQ_INT (now_ms + days * DAY_MS), YQQ_TEXT (enterprise_id),
      YQQ_TEXT (except_person), YQQ_END);
  if (rows == NULL)
    return FALSE;
  *count = yqq_rows_get_int (rows, 0, 0);
  return TRUE;
}

gboolean
yqq_reminders_mark_day (YqqDatabase *database,
                        const char *enterprise_id,
                        gint64 now_ms,
                        gboolean *marked,
                        GError **error)
{
  return yqq_database_change (database, marked, error,
                              "INSERT INTO expiry_days (enterprise_id, day) VALUES ($1, $2) "
                              "ON CONFLICT (enterprise_id, day) DO NOTHING RETURNING day",
                              YQQ_TEXT (enterprise_id), YQQ_INT ((now_ms + CHINA_MS) / DAY_MS),
                              YQQ_END);
}

gboolean
yqq_reminders_mark (YqqDatabase *database,
                    const YqqEndingGrant *grant,
                    gint64 days,
                    gint64 now_ms,
                    gboolean *marked,
                    GError **error)
{
  return yqq_database_change (
      database, marked, error,
      "INSERT INTO grant_reminders (grant_id, not_after, days, created_at) VALUES ($1, $2, $3, $4) "
      "ON CONFLICT (grant_id, not_after, days) DO NOTHING RETURNING grant_id",
      YQQ_TEXT (grant->grant_id), YQQ_INT (grant->not_after_ms), YQQ_INT (days), YQQ_INT (now_ms),
      YQQ_END);
}
