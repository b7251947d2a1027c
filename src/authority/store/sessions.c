/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/store/sessions.h"

void
yqq_session_record_free (YqqSessionRecord *self)
{
  g_free (self->state);
  g_free (self->reason);
  g_clear_pointer (&self->token_hash, g_bytes_unref);
  g_free (self->device_id);
  g_free (self);
}

gboolean
yqq_sessions_open (YqqDatabase *database,
                   const char *id,
                   const char *relying_party_id,
                   GBytes *token_hash,
                   const char *purpose,
                   gint64 now_ms,
                   GError **error)
{
  return yqq_database_run (
      database, error,
      "INSERT INTO sessions (id, relying_party_id, token_hash, purpose, created_at) "
      "VALUES ($1, $2, $3, $4, $5)",
      YQQ_TEXT (id), YQQ_TEXT (relying_party_id), YQQ_BLOB (token_hash), YQQ_TEXT (purpose),
      YQQ_INT (now_ms), YQQ_END);
}

gboolean
yqq_sessions_claim (YqqDatabase *database,
                    const char *id,
                    const char *device_id,
                    const char *person_id,
                    const char *via,
                    gint64 now_ms,
                    GError **error)
{
  return yqq_database_run (
      database, error,
      "UPDATE sessions SET device_id = $2, person_id = $3, via = $4, claimed_at = $5 WHERE id = $1",
      YQQ_TEXT (id), YQQ_TEXT (device_id), YQQ_TEXT (person_id), YQQ_TEXT (via), YQQ_INT (now_ms),
      YQQ_END);
}

gboolean
yqq_sessions_connect (YqqDatabase *database, const char *id, gint64 now_ms, GError **error)
{
  return yqq_database_run (database, error, "UPDATE sessions SET connected_at = $2 WHERE id = $1",
                           YQQ_TEXT (id), YQQ_INT (now_ms), YQQ_END);
}

gboolean
yqq_sessions_end (YqqDatabase *database,
                  const char *id,
                  const char *state,
                  const char *reason,
                  guint signatures,
                  gint64 now_ms,
                  GError **error)
{
  return yqq_database_run (
      database, error,
      "UPDATE sessions SET state = $2, reason = $3, signatures = $4, ended_at = $5 WHERE id = $1",
      YQQ_TEXT (id), YQQ_TEXT (state), YQQ_TEXT (reason), YQQ_INT (signatures), YQQ_INT (now_ms),
      YQQ_END);
}

gboolean
yqq_sessions_end_all (YqqDatabase *database,
                      const char *state,
                      const char *reason,
                      gint64 now_ms,
                      guint *n_ended,
                      GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error,
      "UPDATE sessions SET state = $1, reason = $2, ended_at = $3 WHERE state IS NULL RETURNING id",
      YQQ_TEXT (state), YQQ_TEXT (reason), YQQ_INT (now_ms), YQQ_END);
  if (rows == NULL)
    return FALSE;
  *n_ended = yqq_rows_get_length (rows);
  return TRUE;
}

gboolean
yqq_sessions_find (YqqDatabase *database,
                   const char *id,
                   YqqSessionRecord **session,
                   GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error, "SELECT state, reason, token_hash, device_id FROM sessions WHERE id = $1",
      YQQ_TEXT (id), YQQ_END);
  if (rows == NULL)
    return FALSE;
  *session = NULL;
  if (yqq_rows_get_length (rows) == 0)
    return TRUE;
  *session = g_new0 (YqqSessionRecord, 1);
  (*session)->state = g_strdup (yqq_rows_get_text (rows, 0, 0));
  (*session)->reason = g_strdup (yqq_rows_get_text (rows, 0, 1));
  (*session)->token_hash = g_bytes_ref (yqq_rows_get_blob (rows, 0, 2));
  (*session)->device_id = g_strdup (yqq_rows_get_text (rows, 0, 3));
  return TRUE;
}

GStrv
yqq_sessions_list_withdrawn_parties (YqqDatabase *database, GError **error)
{
  g_autoptr (YqqRows) rows =
      yqq_database_query (database, error,
                          "SELECT id FROM relying_parties WHERE state = 'withdrawn' AND id IN "
                          "(SELECT relying_party_id FROM sessions WHERE state IS NULL)",
                          YQQ_END);
  if (rows == NULL)
    return NULL;
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  for (guint row = 0; row < yqq_rows_get_length (rows); row++)
    g_strv_builder_add (ids, yqq_rows_get_text (rows, row, 0));
  return g_strv_builder_end (ids);
}

gboolean
yqq_sign_requests_add (YqqDatabase *database,
                       const char *session_id,
                       const char *request_id,
                       const char *certificate,
                       YqqAlgorithm algorithm,
                       gint64 now_ms,
                       GError **error)
{
  return yqq_database_run (database, error,
                           "INSERT INTO sign_requests "
                           "(session_id, request_id, certificate, algorithm, state, created_at) "
                           "VALUES ($1, $2, $3, $4, 'waiting', $5)",
                           YQQ_TEXT (session_id), YQQ_TEXT (request_id), YQQ_TEXT (certificate),
                           YQQ_TEXT (yqq_algorithm_to_nick (algorithm)), YQQ_INT (now_ms), YQQ_END);
}

gboolean
yqq_sign_requests_add_document (YqqDatabase *database,
                                const char *session_id,
                                const char *request_id,
                                const char *document,
                                const char *name,
                                gint64 size,
                                GBytes *digest,
                                GError **error)
{
  return yqq_database_run (database, error,
                           "INSERT INTO sign_documents "
                           "(session_id, request_id, document, name, size, digest) "
                           "VALUES ($1, $2, $3, $4, $5, $6)",
                           YQQ_TEXT (session_id), YQQ_TEXT (request_id), YQQ_TEXT (document),
                           YQQ_TEXT (name), YQQ_INT (size), YQQ_BLOB (digest), YQQ_END);
}

gboolean
yqq_sign_requests_add_signature (YqqDatabase *database,
                                 const char *session_id,
                                 const char *request_id,
                                 const char *document,
                                 GBytes *signature,
                                 gint64 now_ms,
                                 GError **error)
{
  return yqq_database_run (database, error,
                           "UPDATE sign_documents SET signature = $4, signed_at = $5 "
                           "WHERE session_id = $1 AND request_id = $2 AND document = $3",
                           YQQ_TEXT (session_id), YQQ_TEXT (request_id), YQQ_TEXT (document),
                           YQQ_BLOB (signature), YQQ_INT (now_ms), YQQ_END) &&
         yqq_database_run (
             database, error,
             "UPDATE sign_requests SET state = 'signed', ended_at = $3 "
             "WHERE session_id = $1 AND request_id = $2 AND NOT EXISTS (SELECT 1 "
             "FROM sign_documents WHERE session_id = $1 AND request_id = $2 AND signature IS NULL)",
             YQQ_TEXT (session_id), YQQ_TEXT (request_id), YQQ_INT (now_ms), YQQ_END);
}

gboolean
yqq_sign_requests_refuse (YqqDatabase *database,
                          const char *session_id,
                          const char *request_id,
                          const char *reason,
                          gint64 now_ms,
                          GError **error)
{
  return yqq_database_run (database, error,
                           "UPDATE sign_requests SET state = 'refused', reason = $3, ended_at = $4 "
                           "WHERE session_id = $1 AND request_id = $2",
                           YQQ_TEXT (session_id), YQQ_TEXT (request_id), YQQ_TEXT (reason),
                           YQQ_INT (now_ms), YQQ_END);
}
