/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/store/sessions.h"

void
yqq_session_record_free (YqqSessionRecord *self)
{
  g_free (self->state);
  g_free (self->reason);
  g_clear_pointer (&self->token_hash, g_bytes_unref);
  g_free (self->device_id);
  g_free (self->process);
  g_free (self);
}

gboolean
yqq_sessions_open (YqqDatabase *database,
                   const char *id,
                   const char *relying_party_id,
                   GBytes *token_hash,
                   const char *purpose,
                   const char *process,
                   gint64 now_ms,
                   GError **error)
{
  return yqq_database_run (
      database, error,
      "INSERT INTO sessions (id, relying_party_id, token_hash, purpose, process, created_at) "
      "VALUES ($1, $2, $3, $4, $5, $6)",
      YQQ_TEXT (id), YQQ_TEXT (relying_party_id), YQQ_BLOB (token_hash), YQQ_TEXT (purpose),
      YQQ_TEXT (process), YQQ_INT (now_ms), YQQ_END);
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

GStrv
yqq_sessions_list_processes (YqqDatabase *database, GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error, "SELECT DISTINCT coalesce (process, '') FROM sessions WHERE state IS NULL",
      YQQ_END);
  if (rows == NULL)
    return NULL;
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  for (guint row = 0; row < yqq_rows_get_length (rows); row++)
    g_strv_builder_add (names, yqq_rows_get_text (rows, row, 0));
  return g_strv_builder_end (names);
}

gboolean
yqq_sessions_end_all (YqqDatabase *database,
                      const char *process,
                      const char *state,
                      const char *reason,
                      gint64 now_ms,
                      guint *n_ended,
                      GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error,
      "UPDATE sessions SET state = $1, reason = $2, ended_at = $3 "
      "WHERE state IS NULL AND coalesce (process, '') = $4 RETURNING id",
      YQQ_TEXT (state), YQQ_TEXT (reason), YQQ_INT (now_ms), YQQ_TEXT (process), YQQ_END);
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
      database, error,
      "SELECT state, reason, token_hash, device_id, process FROM sessions WHERE id = $1",
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
  (*session)->process = g_strdup (yqq_rows_get_text (rows, 0, 4));
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

/* Kept beside each document, so that histories are read along an index. */
#define OWNER(whose)                                                                               \
  "(SELECT g." whose " FROM sign_requests r JOIN certificates c ON c.fingerprint = r.certificate " \
  "JOIN grants g ON g.id = c.grant_id WHERE r.session_id = $1 AND r.request_id = $2)"

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
  return yqq_database_run (
      database, error,
      "INSERT INTO sign_documents (session_id, request_id, document, name, "
      "size, digest, person_id, enterprise_id) "
      "VALUES ($1, $2, $3, $4, $5, $6, " OWNER ("person_id") ", " OWNER ("enterprise_id") ")",
      YQQ_TEXT (session_id), YQQ_TEXT (request_id), YQQ_TEXT (document), YQQ_TEXT (name),
      YQQ_INT (size), YQQ_BLOB (digest), YQQ_END);
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
                           YQQ_BLOB (signature), YQQ_INT (now_ms), YQQ_END);
}

gboolean
yqq_sign_requests_complete (YqqDatabase *database,
                            const char *session_id,
                            const char *request_id,
                            gint64 now_ms,
                            gboolean *completed,
                            GError **error)
{
  return yqq_database_change (
      database, completed, error,
      "UPDATE sign_requests SET state = 'signed', ended_at = $3 "
      "WHERE session_id = $1 AND request_id = $2 AND state = 'waiting' AND NOT EXISTS (SELECT 1 "
      "FROM sign_documents WHERE session_id = $1 AND request_id = $2 AND signature IS NULL) "
      "RETURNING request_id",
      YQQ_TEXT (session_id), YQQ_TEXT (request_id), YQQ_INT (now_ms), YQQ_END);
}

void
yqq_use_record_free (YqqUseRecord *self)
{
  g_free (self->person_id);
  g_free (self->enterprise_id);
  g_free (self->grant_id);
  g_free (self->relying_party);
  g_free (self);
}

YqqUseRecord *
yqq_sign_requests_describe (YqqDatabase *database,
                            const char *session_id,
                            const char *request_id,
                            GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error,
      "SELECT g.person_id, g.enterprise_id, g.id, p.name, (SELECT count(*) FROM sign_documents d "
      "WHERE d.session_id = r.session_id AND d.request_id = r.request_id) FROM sign_requests r "
      "JOIN sessions s ON s.id = r.session_id JOIN relying_parties p ON p.id = s.relying_party_id "
      "JOIN certificates c ON c.fingerprint = r.certificate JOIN grants g ON g.id = c.grant_id "
      "WHERE r.session_id = $1 AND r.request_id = $2",
      YQQ_TEXT (session_id), YQQ_TEXT (request_id), YQQ_END);
  if (rows == NULL)
    return NULL;
  if (yqq_rows_get_length (rows) == 0) {
    g_set_error (error, YQQ_STORE_ERROR, YQQ_STORE_ERROR_FAILED, "no such request");
    return NULL;
  }
  YqqUseRecord *use = g_new0 (YqqUseRecord, 1);
  use->person_id = g_strdup (yqq_rows_get_text (rows, 0, 0));
  use->enterprise_id = g_strdup (yqq_rows_get_text (rows, 0, 1));
  use->grant_id = g_strdup (yqq_rows_get_text (rows, 0, 2));
  use->relying_party = g_strdup (yqq_rows_get_text (rows, 0, 3));
  use->documents = yqq_rows_get_int (rows, 0, 4);
  return use;
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
