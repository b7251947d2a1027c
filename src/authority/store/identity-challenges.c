/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/store/identity-challenges.h"

gboolean
yqq_identity_challenges_add (YqqDatabase *database,
                             const char *id,
                             GBytes *nonce,
                             const char *purpose,
                             gint64 now_ms,
                             GError **error)
{
  return yqq_database_run (database, error, "DELETE FROM identity_challenges WHERE expires_at < $1",
                           YQQ_INT (now_ms), YQQ_END) &&
         yqq_database_run (database, error,
                           "INSERT INTO identity_challenges "
                           "(id, nonce, purpose, created_at, expires_at) "
                           "VALUES ($1, $2, $3, $4, $5)",
                           YQQ_TEXT (id), YQQ_BLOB (nonce), YQQ_TEXT (purpose), YQQ_INT (now_ms),
                           YQQ_INT (now_ms + YQQ_IDENTITY_CHALLENGE_MS), YQQ_END);
}

gboolean
yqq_identity_challenges_find (YqqDatabase *database,
                              const char *id,
                              const char *purpose,
                              gint64 now_ms,
                              GBytes **nonce,
                              GError **error)
{
  g_autoptr (YqqRows) rows =
      yqq_database_query (database, error,
                          "SELECT nonce FROM identity_challenges "
                          "WHERE id = $1 AND purpose = $2 AND expires_at > $3 AND used_at IS NULL",
                          YQQ_TEXT (id), YQQ_TEXT (purpose), YQQ_INT (now_ms), YQQ_END);
  if (rows == NULL)
    return FALSE;
  *nonce = yqq_rows_get_length (rows) > 0 ? g_bytes_ref (yqq_rows_get_blob (rows, 0, 0)) : NULL;
  return TRUE;
}

gboolean
yqq_identity_challenges_use (YqqDatabase *database, const char *id, gint64 now_ms, GError **error)
{
  return yqq_database_run (database, error,
                           "UPDATE identity_challenges SET used_at = $2 WHERE id = $1",
                           YQQ_TEXT (id), YQQ_INT (now_ms), YQQ_END);
}
