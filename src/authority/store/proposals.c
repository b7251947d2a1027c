/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/store/proposals.h"

/* No name holds a line end. */
#define BETWEEN_NAMES "\n"

#define SELECT SELECT_WITH ("o.jws")
#define SELECT_WITH(jws)                                                                           \
  "SELECT o.id, o.enterprise_id, o.proposed_by, p.name, o.certificate, " jws ", o.digest, "        \
  "o.subjects, o.state, o.proposed_at, o.expires_at, o.ended_at FROM proposals o "                 \
  "JOIN people p ON p.id = o.proposed_by "

void
yqq_proposal_record_free (YqqProposalRecord *self)
{
  g_free (self->id);
  g_free (self->enterprise_id);
  g_free (self->proposed_by);
  g_free (self->proposed_by_name);
  g_free (self->certificate);
  g_free (self->jws);
  g_clear_pointer (&self->digest, g_bytes_unref);
  g_strfreev (self->subjects);
  g_free (self);
}

static YqqProposalRecord *
read_proposal (YqqRows *rows, guint row)
{
  YqqProposalRecord *proposal = g_new0 (YqqProposalRecord, 1);
  proposal->id = g_strdup (yqq_rows_get_text (rows, row, 0));
  proposal->enterprise_id = g_strdup (yqq_rows_get_text (rows, row, 1));
  proposal->proposed_by = g_strdup (yqq_rows_get_text (rows, row, 2));
  proposal->proposed_by_name = g_strdup (yqq_rows_get_text (rows, row, 3));
  proposal->certificate = g_strdup (yqq_rows_get_text (rows, row, 4));
  proposal->jws = g_strdup (yqq_rows_get_text (rows, row, 5));
  proposal->digest = g_bytes_ref (yqq_rows_get_blob (rows, row, 6));
  proposal->subjects = g_strsplit (yqq_rows_get_text (rows, row, 7), BETWEEN_NAMES, -1);
  yqq_transfer_state_from_nick (yqq_rows_get_text (rows, row, 8), &proposal->state);
  proposal->proposed_at_ms = yqq_rows_get_int (rows, row, 9);
  proposal->expires_at_ms = yqq_rows_get_int (rows, row, 10);
  proposal->ended_at_ms = yqq_rows_get_int (rows, row, 11);
  return proposal;
}

static GPtrArray *
take_all (YqqRows *rows)
{
  if (rows == NULL)
    return NULL;
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_proposal_record_free);
  for (guint row = 0; row < yqq_rows_get_length (rows); row++)
    g_ptr_array_add (list, read_proposal (rows, row));
  return list;
}

gboolean
yqq_proposals_add (YqqDatabase *database,
                   const YqqProposalRecord *proposal,
                   gint64 now_ms,
                   GError **error)
{
  g_autofree char *subjects = g_strjoinv (BETWEEN_NAMES, proposal->subjects);
  return yqq_database_run (
      database, error,
      "INSERT INTO proposals (id, enterprise_id, proposed_by, certificate, "
      "jws, digest, subjects, state, proposed_at, expires_at) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, 'waiting', $8, $9)",
      YQQ_TEXT (proposal->id), YQQ_TEXT (proposal->enterprise_id), YQQ_TEXT (proposal->proposed_by),
      YQQ_TEXT (proposal->certificate), YQQ_TEXT (proposal->jws), YQQ_BLOB (proposal->digest),
      YQQ_TEXT (subjects), YQQ_INT (now_ms), YQQ_INT (now_ms + YQQ_TRANSFER_OFFER_MS), YQQ_END);
}

gboolean
yqq_proposals_find (YqqDatabase *database,
                    const char *enterprise_id,
                    const char *id,
                    YqqProposalRecord **proposal,
                    GError **error)
{
  g_autoptr (YqqRows) rows =
      yqq_database_query (database, error, SELECT "WHERE o.id = $1 AND o.enterprise_id = $2",
                          YQQ_TEXT (id), YQQ_TEXT (enterprise_id), YQQ_END);
  if (rows == NULL)
    return FALSE;
  *proposal = yqq_rows_get_length (rows) > 0 ? read_proposal (rows, 0) : NULL;
  return TRUE;
}

GPtrArray *
yqq_proposals_list (YqqDatabase *database, const char *enterprise_id, guint limit, GError **error)
{
  g_autoptr (YqqRows) rows =
      yqq_database_query (database, error,
                          SELECT_WITH ("NULL") "WHERE o.enterprise_id = $1 ORDER BY CASE WHEN "
                                               "o.state = 'waiting' THEN 0 ELSE 1 END, "
                                               "o.proposed_at DESC, o.id DESC LIMIT $2",
                          YQQ_TEXT (enterprise_id), YQQ_INT (limit), YQQ_END);
  return take_all (rows);
}

gboolean
yqq_proposals_count_waiting (YqqDatabase *database,
                             const char *enterprise_id,
                             gint64 now_ms,
                             gint64 *n,
                             GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error,
      "SELECT count(*) FROM proposals WHERE enterprise_id = $1 AND state = 'waiting' "
      "AND expires_at > $2",
      YQQ_TEXT (enterprise_id), YQQ_INT (now_ms), YQQ_END);
  if (rows == NULL)
    return FALSE;
  *n = yqq_rows_get_int (rows, 0, 0);
  return TRUE;
}

GPtrArray *
yqq_proposals_list_overdue (YqqDatabase *database, gint64 now_ms, guint limit, GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error,
      SELECT "WHERE o.state = 'waiting' AND o.expires_at <= $1 ORDER BY o.expires_at, o.id "
             "LIMIT $2",
      YQQ_INT (now_ms), YQQ_INT (limit), YQQ_END);
  return take_all (rows);
}

/* The statement changes nothing: it takes the row's lock. */
gboolean
yqq_proposals_hold (YqqDatabase *database, const char *id, gboolean *waiting, GError **error)
{
  return yqq_database_change (
      database, waiting, error,
      "UPDATE proposals SET state = state WHERE id = $1 AND state = 'waiting' RETURNING id",
      YQQ_TEXT (id), YQQ_END);
}

GPtrArray *
yqq_proposals_list_waiting_of (YqqDatabase *database,
                               const char *enterprise_id,
                               const char *proposed_by,
                               GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error,
      SELECT "WHERE o.enterprise_id = $1 AND o.proposed_by = $2 AND o.state = 'waiting' "
             "ORDER BY o.proposed_at, o.id",
      YQQ_TEXT (enterprise_id), YQQ_TEXT (proposed_by), YQQ_END);
  return take_all (rows);
}

GPtrArray *
yqq_proposals_list_lost (YqqDatabase *database, gint64 now_ms, guint limit, GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error,
      SELECT "JOIN certificates c ON c.fingerprint = o.certificate "
             "JOIN grants g ON g.id = c.grant_id WHERE o.state = 'waiting' "
             "AND (g.state <> 'active' OR g.not_after <= $1 OR NOT EXISTS (SELECT 1 FROM "
             "memberships m WHERE m.enterprise_id = o.enterprise_id "
             "AND m.person_id = o.proposed_by "
             "AND m.role IN ('administrator', 'legal-representative'))) "
             "ORDER BY o.expires_at, o.id LIMIT $2",
      YQQ_INT (now_ms), YQQ_INT (limit), YQQ_END);
  return take_all (rows);
}

gboolean
yqq_proposals_end (YqqDatabase *database,
                   const char *id,
                   YqqProposalState state,
                   const char *decided_by,
                   gint64 now_ms,
                   gboolean *ended,
                   GError **error)
{
  return yqq_database_change (database, ended, error,
                              "UPDATE proposals SET state = $2, decided_by = $3, ended_at = $4 "
                              "WHERE id = $1 AND state = 'waiting' RETURNING id",
                              YQQ_TEXT (id), YQQ_TEXT (yqq_transfer_state_to_nick (state)),
                              YQQ_TEXT (decided_by), YQQ_INT (now_ms), YQQ_END);
}

GStrv
yqq_proposals_list_deciders (YqqDatabase *database,
                             const char *enterprise_id,
                             const char *except_person,
                             gint64 now_ms,
                             GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error,
      "SELECT DISTINCT m.person_id FROM memberships m WHERE m.enterprise_id = $1 "
      "AND m.role IN ('administrator', 'legal-representative') AND m.person_id <> $2 "
      "AND EXISTS (SELECT 1 FROM grants g JOIN certificates c ON c.grant_id = g.id "
      "WHERE g.enterprise_id = m.enterprise_id AND g.person_id = m.person_id "
      "AND g.state = 'active' AND g.not_after > $3 AND c.state = 'active' AND c.not_after > $3) "
      "ORDER BY m.person_id",
      YQQ_TEXT (enterprise_id), YQQ_TEXT (except_person), YQQ_INT (now_ms), YQQ_END);
  if (rows == NULL)
    return NULL;
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  for (guint row = 0; row < yqq_rows_get_length (rows); row++)
    g_strv_builder_add (ids, yqq_rows_get_text (rows, row, 0));
  return g_strv_builder_end (ids);
}

gboolean
yqq_two_person_read (YqqDatabase *database,
                     const char *enterprise_id,
                     gboolean *two_person,
                     GError **error)
{
  return yqq_database_change (database, two_person, error,
                              "SELECT id FROM enterprises WHERE id = $1 AND two_person = 1",
                              YQQ_TEXT (enterprise_id), YQQ_END);
}

gboolean
yqq_two_person_set (YqqDatabase *database,
                    const char *enterprise_id,
                    gboolean two_person,
                    GError **error)
{
  return yqq_database_run (database, error, "UPDATE enterprises SET two_person = $2 WHERE id = $1",
                           YQQ_TEXT (enterprise_id), YQQ_INT (two_person ? 1 : 0), YQQ_END);
}
