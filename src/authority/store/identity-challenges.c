/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/store/identity-challenges.h"

#define COLUMNS                                                                                    \
  "id, nonce, purpose, subject, person_id, thumbprint, expires_at, satisfied_at, used_at, "        \
  "refusals"

void
yqq_identity_challenge_record_free (YqqIdentityChallengeRecord *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_clear_pointer (&self->nonce, g_bytes_unref);
  g_free (self->purpose);
  g_free (self->subject);
  g_free (self->person_id);
  g_free (self->thumbprint);
  g_free (self);
}

static gboolean
forget (YqqDatabase *database, const char *id, GError **error)
{
  return yqq_database_run (database, error, "DELETE FROM identity_proofs WHERE challenge_id = $1",
                           YQQ_TEXT (id), YQQ_END) &&
         yqq_database_run (database, error, "DELETE FROM identity_challenges WHERE id = $1",
                           YQQ_TEXT (id), YQQ_END);
}

static gboolean
forget_expired (YqqDatabase *database, gint64 now_ms, GError **error)
{
  return yqq_database_run (database, error,
                           "DELETE FROM identity_proofs WHERE challenge_id IN "
                           "(SELECT id FROM identity_challenges WHERE expires_at < $1)",
                           YQQ_INT (now_ms), YQQ_END) &&
         yqq_database_run (database, error, "DELETE FROM identity_challenges WHERE expires_at < $1",
                           YQQ_INT (now_ms), YQQ_END);
}

/* Used ones stay: what comes for them again has to be told apart from what never was. */
static gboolean
forget_oldest (YqqDatabase *database, const char *thumbprint, guint max_open, GError **error)
{
  g_autoptr (YqqRows) rows =
      yqq_database_query (database, error,
                          "SELECT id FROM identity_challenges WHERE thumbprint = $1 AND used_at IS "
                          "NULL ORDER BY created_at DESC, id DESC",
                          YQQ_TEXT (thumbprint), YQQ_END);
  if (rows == NULL)
    return FALSE;
  for (guint row = max_open; row < yqq_rows_get_length (rows); row++)
    if (!forget (database, yqq_rows_get_text (rows, row, 0), error))
      return FALSE;
  return TRUE;
}

gboolean
yqq_identity_challenges_add (YqqDatabase *database,
                             const YqqIdentityChallengeRecord *challenge,
                             guint max_open,
                             gint64 now_ms,
                             GError **error)
{
  return forget_expired (database, now_ms, error) &&
         yqq_database_run (database, error,
                           "INSERT INTO identity_challenges (id, nonce, purpose, subject, "
                           "person_id, thumbprint, created_at, expires_at) "
                           "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                           YQQ_TEXT (challenge->id), YQQ_BLOB (challenge->nonce),
                           YQQ_TEXT (challenge->purpose), YQQ_TEXT (challenge->subject),
                           YQQ_TEXT (challenge->person_id), YQQ_TEXT (challenge->thumbprint),
                           YQQ_INT (now_ms), YQQ_INT (challenge->expires_at_ms), YQQ_END) &&
         (challenge->thumbprint == NULL ||
          forget_oldest (database, challenge->thumbprint, max_open, error));
}

/* The statement changes nothing: it takes the row's lock. */
gboolean
yqq_identity_challenges_take (YqqDatabase *database,
                              const char *id,
                              gint64 now_ms,
                              YqqIdentityChallengeRecord **challenge,
                              GError **error)
{
  g_autoptr (YqqRows) rows =
      yqq_database_query (database, error,
                          "UPDATE identity_challenges SET refusals = refusals "
                          "WHERE id = $1 AND expires_at > $2 RETURNING " COLUMNS,
                          YQQ_TEXT (id), YQQ_INT (now_ms), YQQ_END);
  if (rows == NULL)
    return FALSE;
  *challenge = NULL;
  if (yqq_rows_get_length (rows) == 0)
    return TRUE;
  YqqIdentityChallengeRecord *found = g_new0 (YqqIdentityChallengeRecord, 1);
  found->id = g_strdup (yqq_rows_get_text (rows, 0, 0));
  found->nonce = g_bytes_ref (yqq_rows_get_blob (rows, 0, 1));
  found->purpose = g_strdup (yqq_rows_get_text (rows, 0, 2));
  found->subject = g_strdup (yqq_rows_get_text (rows, 0, 3));
  found->person_id = g_strdup (yqq_rows_get_text (rows, 0, 4));
  found->thumbprint = g_strdup (yqq_rows_get_text (rows, 0, 5));
  found->expires_at_ms = yqq_rows_get_int (rows, 0, 6);
  found->satisfied_at_ms = yqq_rows_get_int (rows, 0, 7);
  found->used = !yqq_rows_is_null (rows, 0, 8);
  found->refusals = (guint)yqq_rows_get_int (rows, 0, 9);
  *challenge = found;
  return TRUE;
}

gboolean
yqq_identity_challenges_forget_person (YqqDatabase *database, const char *person_id, GError **error)
{
  return yqq_database_run (database, error,
                           "DELETE FROM identity_proofs WHERE challenge_id IN "
                           "(SELECT id FROM identity_challenges WHERE person_id = $1)",
                           YQQ_TEXT (person_id), YQQ_END) &&
         yqq_database_run (database, error, "DELETE FROM identity_challenges WHERE person_id = $1",
                           YQQ_TEXT (person_id), YQQ_END);
}

gboolean
yqq_identity_challenges_bind (YqqDatabase *database,
                              const char *id,
                              const char *person_id,
                              const char *thumbprint,
                              GError **error)
{
  return yqq_database_run (
      database, error,
      "UPDATE identity_challenges SET person_id = $2, thumbprint = $3 WHERE id = $1", YQQ_TEXT (id),
      YQQ_TEXT (person_id), YQQ_TEXT (thumbprint), YQQ_END);
}

gboolean
yqq_identity_challenges_count_refusal (YqqDatabase *database, const char *id, GError **error)
{
  return yqq_database_run (database, error,
                           "UPDATE identity_challenges SET refusals = refusals + 1 WHERE id = $1",
                           YQQ_TEXT (id), YQQ_END);
}

gboolean
yqq_identity_challenges_satisfy (YqqDatabase *database,
                                 const char *id,
                                 gint64 now_ms,
                                 gint64 expires_at_ms,
                                 GError **error)
{
  return yqq_database_run (
      database, error,
      "UPDATE identity_challenges SET satisfied_at = $2, expires_at = $3 WHERE id = $1",
      YQQ_TEXT (id), YQQ_INT (now_ms), YQQ_INT (expires_at_ms), YQQ_END);
}

gboolean
yqq_identity_challenges_use (YqqDatabase *database, const char *id, gint64 now_ms, GError **error)
{
  return yqq_database_run (database, error,
                           "UPDATE identity_challenges SET used_at = $2 WHERE id = $1",
                           YQQ_TEXT (id), YQQ_INT (now_ms), YQQ_END);
}

gboolean
yqq_identity_proofs_add (YqqDatabase *database,
                         const char *challenge_id,
                         const char *method,
                         const char *confirmed_by,
                         gint64 now_ms,
                         GError **error)
{
  return yqq_database_run (
      database, error,
      "INSERT INTO identity_proofs (challenge_id, method, confirmed_by, proven_at) "
      "VALUES ($1, $2, $3, $4)",
      YQQ_TEXT (challenge_id), YQQ_TEXT (method), YQQ_TEXT (confirmed_by), YQQ_INT (now_ms),
      YQQ_END);
}

GStrv
yqq_identity_proofs_list (YqqDatabase *database,
                          const char *challenge_id,
                          char **confirmed_by,
                          GError **error)
{
  g_autoptr (YqqRows) rows =
      yqq_database_query (database, error,
                          "SELECT method, confirmed_by FROM identity_proofs "
                          "WHERE challenge_id = $1 ORDER BY proven_at, method",
                          YQQ_TEXT (challenge_id), YQQ_END);
  if (rows == NULL)
    return NULL;
  g_autoptr (GStrvBuilder) methods = g_strv_builder_new ();
  const char *voucher = NULL;
  for (guint row = 0; row < yqq_rows_get_length (rows); row++) {
    g_strv_builder_add (methods, yqq_rows_get_text (rows, row, 0));
    if (voucher == NULL)
      voucher = yqq_rows_get_text (rows, row, 1);
  }
  if (confirmed_by != NULL)
    *confirmed_by = g_strdup (voucher);
  return g_strv_builder_end (methods);
}
