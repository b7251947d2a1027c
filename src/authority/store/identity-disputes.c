/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/store/identity-disputes.h"

#include "authority/store/identity-challenges.h"

GStrv
yqq_identity_disputes_find_used (YqqDatabase *database, const char *device_id, GError **error)
{
  g_autoptr (YqqRows) rows =
      yqq_database_query (database, error,
                          "SELECT COALESCE (pins.proven_by, devices.proven_by) FROM devices "
                          "LEFT JOIN pins ON pins.device_id = devices.id WHERE devices.id = $1",
                          YQQ_TEXT (device_id), YQQ_END);
  if (rows == NULL)
    return NULL;
  const char *methods = yqq_rows_get_length (rows) > 0 ? yqq_rows_get_text (rows, 0, 0) : "";
  return g_strsplit (methods, " ", -1);
}

static gboolean
add_one (YqqDatabase *database,
         const char *person_id,
         const char *device_id,
         const char *method,
         gint64 now_ms,
         GError **error)
{
  return yqq_database_run (database, error,
                           "INSERT INTO identity_disputes (person_id, method, device_id, "
                           "disputed_at) VALUES ($1, $2, $3, $4) "
                           "ON CONFLICT (person_id, method) DO NOTHING",
                           YQQ_TEXT (person_id), YQQ_TEXT (method), YQQ_TEXT (device_id),
                           YQQ_INT (now_ms), YQQ_END);
}

gboolean
yqq_identity_disputes_add (YqqDatabase *database,
                           const char *person_id,
                           const char *device_id,
                           const char *const *methods,
                           gint64 now_ms,
                           GError **error)
{
  for (guint i = 0; methods[i] != NULL; i++)
    if (!add_one (database, person_id, device_id, methods[i], now_ms, error))
      return FALSE;
  return yqq_identity_challenges_forget_person (database, person_id, error) &&
         yqq_database_run (database, error,
                           "UPDATE staff_codes SET used_at = $2 "
                           "WHERE person_id = $1 AND used_at IS NULL",
                           YQQ_TEXT (person_id), YQQ_INT (now_ms), YQQ_END);
}

GStrv
yqq_identity_disputes_list (YqqDatabase *database, const char *person_id, GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error, "SELECT method FROM identity_disputes WHERE person_id = $1",
      YQQ_TEXT (person_id), YQQ_END);
  if (rows == NULL)
    return NULL;
  g_autoptr (GStrvBuilder) methods = g_strv_builder_new ();
  for (guint row = 0; row < yqq_rows_get_length (rows); row++)
    g_strv_builder_add (methods, yqq_rows_get_text (rows, row, 0));
  return g_strv_builder_end (methods);
}

gboolean
yqq_identity_disputes_lift (YqqDatabase *database,
                            const char *person_id,
                            gboolean *lifted,
                            GError **error)
{
  return yqq_database_change (database, lifted, error,
                              "DELETE FROM identity_disputes WHERE person_id = $1 RETURNING method",
                              YQQ_TEXT (person_id), YQQ_END);
}
