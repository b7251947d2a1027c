/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/store/relying-parties.h"

#define COLUMNS "id, name, public_key, state, built_in"

void
yqq_relying_party_record_free (YqqRelyingPartyRecord *self)
{
  g_free (self->id);
  g_free (self->name);
  g_strfreev (self->domains);
  g_clear_pointer (&self->public_key, g_bytes_unref);
  g_free (self);
}

static GStrv
list_texts (YqqDatabase *database, const char *sql, const char *id, GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (database, error, sql, YQQ_TEXT (id), YQQ_END);
  if (rows == NULL)
    return NULL;
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();
  for (guint row = 0; row < yqq_rows_get_length (rows); row++)
    g_strv_builder_add (texts, yqq_rows_get_text (rows, row, 0));
  return g_strv_builder_end (texts);
}

static YqqRelyingPartyRecord *
read_party (YqqDatabase *database, YqqRows *rows, guint row, GError **error)
{
  g_autoptr (YqqRelyingPartyRecord) party = g_new0 (YqqRelyingPartyRecord, 1);
  party->id = g_strdup (yqq_rows_get_text (rows, row, 0));
  party->name = g_strdup (yqq_rows_get_text (rows, row, 1));
  party->public_key = g_bytes_ref (yqq_rows_get_blob (rows, row, 2));
  party->withdrawn = g_strcmp0 (yqq_rows_get_text (rows, row, 3), "active") != 0;
  party->built_in = yqq_rows_get_int (rows, row, 4) != 0;
  party->domains = list_texts (
      database,
      "SELECT domain FROM relying_party_domains WHERE relying_party_id = $1 ORDER BY domain",
      party->id, error);
  return party->domains != NULL ? g_steal_pointer (&party) : NULL;
}

static gboolean
take_first (YqqDatabase *database, YqqRows *rows, YqqRelyingPartyRecord **party, GError **error)
{
  if (rows == NULL)
    return FALSE;
  *party = NULL;
  if (yqq_rows_get_length (rows) == 0)
    return TRUE;
  *party = read_party (database, rows, 0, error);
  return *party != NULL;
}

gboolean
yqq_relying_parties_find (YqqDatabase *database,
                          const char *id,
                          YqqRelyingPartyRecord **party,
                          GError **error)
{
  g_autoptr (YqqRows) rows =
      yqq_database_query (database, error, "SELECT " COLUMNS " FROM relying_parties WHERE id = $1",
                          YQQ_TEXT (id), YQQ_END);
  return take_first (database, rows, party, error);
}

gboolean
yqq_relying_parties_find_built_in (YqqDatabase *database,
                                   YqqRelyingPartyRecord **party,
                                   GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error, "SELECT " COLUMNS " FROM relying_parties WHERE built_in = 1", YQQ_END);
  return take_first (database, rows, party, error);
}

GPtrArray *
yqq_relying_parties_list (YqqDatabase *database, GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error, "SELECT " COLUMNS " FROM relying_parties ORDER BY created_at, id", YQQ_END);
  if (rows == NULL)
    return NULL;
  g_autoptr (GPtrArray) parties =
      g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_relying_party_record_free);
  for (guint row = 0; row < yqq_rows_get_length (rows); row++) {
    YqqRelyingPartyRecord *party = read_party (database, rows, row, error);
    if (party == NULL)
      return NULL;
    g_ptr_array_add (parties, party);
  }
  return g_steal_pointer (&parties);
}

static gboolean
add_domains (YqqDatabase *database, const char *sql, const char *id, GStrv domains, GError **error)
{
  for (guint i = 0; domains != NULL && domains[i] != NULL; i++)
    if (!yqq_database_run (database, error, sql, YQQ_TEXT (id), YQQ_TEXT (domains[i]), YQQ_END))
      return FALSE;
  return TRUE;
}

#define ADD_PARTY_DOMAIN                                                                           \
  "INSERT INTO relying_party_domains (relying_party_id, domain) VALUES ($1, $2) "                  \
  "ON CONFLICT (relying_party_id, domain) DO NOTHING"

gboolean
yqq_relying_parties_add (YqqDatabase *database,
                         const YqqRelyingPartyRecord *party,
                         gint64 now_ms,
                         GError **error)
{
  return yqq_database_run (database, error,
                           "INSERT INTO relying_parties (" COLUMNS
                           ", created_at) VALUES ($1, $2, $3, 'active', $4, $5)",
                           YQQ_TEXT (party->id), YQQ_TEXT (party->name),
                           YQQ_BLOB (party->public_key), YQQ_INT (party->built_in),
                           YQQ_INT (now_ms), YQQ_END) &&
         add_domains (database, ADD_PARTY_DOMAIN, party->id, party->domains, error);
}

gboolean
yqq_relying_parties_update (YqqDatabase *database,
                            const YqqRelyingPartyRecord *party,
                            GError **error)
{
  return yqq_database_run (database, error,
                           "UPDATE relying_parties SET name = $2, public_key = $3, state = "
                           "'active' WHERE id = $1",
                           YQQ_TEXT (party->id), YQQ_TEXT (party->name),
                           YQQ_BLOB (party->public_key), YQQ_END) &&
         yqq_database_run (database, error,
                           "DELETE FROM relying_party_domains WHERE relying_party_id = $1",
                           YQQ_TEXT (party->id), YQQ_END) &&
         add_domains (database, ADD_PARTY_DOMAIN, party->id, party->domains, error);
}

gboolean
yqq_relying_parties_withdraw (YqqDatabase *database,
                              const char *id,
                              gboolean *found,
                              GError **error)
{
  return yqq_database_change (
      database, found, error,
      "UPDATE relying_parties SET state = 'withdrawn' WHERE id = $1 RETURNING id", YQQ_TEXT (id),
      YQQ_END);
}

gboolean
yqq_invitations_add (YqqDatabase *database,
                     const char *id,
                     GBytes *token_digest,
                     const char *name,
                     const char *const *domains,
                     gint64 now_ms,
                     gint64 expires_at_ms,
                     GError **error)
{
  return yqq_database_run (database, error,
                           "INSERT INTO relying_party_invitations "
                           "(id, token_digest, name, created_at, expires_at) "
                           "VALUES ($1, $2, $3, $4, $5)",
                           YQQ_TEXT (id), YQQ_BLOB (token_digest), YQQ_TEXT (name),
                           YQQ_INT (now_ms), YQQ_INT (expires_at_ms), YQQ_END) &&
         add_domains (database,
                      "INSERT INTO invitation_domains (invitation_id, domain) VALUES ($1, $2) "
                      "ON CONFLICT (invitation_id, domain) DO NOTHING",
                      id, (GStrv)domains, error);
}

gboolean
yqq_invitations_find (YqqDatabase *database,
                      GBytes *token_digest,
                      gint64 now_ms,
                      YqqRelyingPartyRecord **invited,
                      GError **error)
{
  g_autoptr (YqqRows) rows =
      yqq_database_query (database, error,
                          "SELECT id, name FROM relying_party_invitations "
                          "WHERE token_digest = $1 AND expires_at > $2 AND used_by IS NULL",
                          YQQ_BLOB (token_digest), YQQ_INT (now_ms), YQQ_END);
  if (rows == NULL)
    return FALSE;
  *invited = NULL;
  if (yqq_rows_get_length (rows) == 0)
    return TRUE;
  g_autoptr (YqqRelyingPartyRecord) found = g_new0 (YqqRelyingPartyRecord, 1);
  found->id = g_strdup (yqq_rows_get_text (rows, 0, 0));
  found->name = g_strdup (yqq_rows_get_text (rows, 0, 1));
  found->domains = list_texts (
      database, "SELECT domain FROM invitation_domains WHERE invitation_id = $1 ORDER BY domain",
      found->id, error);
  if (found->domains == NULL)
    return FALSE;
  *invited = g_steal_pointer (&found);
  return TRUE;
}

gboolean
yqq_invitations_use (YqqDatabase *database,
                     const char *id,
                     const char *relying_party_id,
                     gboolean *taken,
                     GError **error)
{
  return yqq_database_change (database, taken, error,
                              "UPDATE relying_party_invitations SET used_by = $2 "
                              "WHERE id = $1 AND used_by IS NULL RETURNING id",
                              YQQ_TEXT (id), YQQ_TEXT (relying_party_id), YQQ_END);
}

gboolean
yqq_first_uses_have (YqqDatabase *database,
                     const char *person_id,
                     const char *relying_party_id,
                     gboolean *have,
                     GError **error)
{
  return yqq_database_change (database, have, error,
                              "SELECT person_id FROM first_uses "
                              "WHERE person_id = $1 AND relying_party_id = $2",
                              YQQ_TEXT (person_id), YQQ_TEXT (relying_party_id), YQQ_END);
}

gboolean
yqq_first_uses_add (YqqDatabase *database,
                    const char *person_id,
                    const char *relying_party_id,
                    gint64 now_ms,
                    GError **error)
{
  return yqq_database_run (database, error,
                           "INSERT INTO first_uses (person_id, relying_party_id, created_at) "
                           "VALUES ($1, $2, $3) "
                           "ON CONFLICT (person_id, relying_party_id) DO NOTHING",
                           YQQ_TEXT (person_id), YQQ_TEXT (relying_party_id), YQQ_INT (now_ms),
                           YQQ_END);
}
