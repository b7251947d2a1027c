/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/store/grants.h"

#include "crypto/random.h"

#define COLUMNS                                                                                    \
  "id, code, enterprise_id, person_id, kind, state, not_before, not_after, permissions, "          \
  "created_at, cancelled_at, cancel_reason, cancel_note, phone"

char *
yqq_grant_code_new (void)
{
  guint64 number;
  yqq_random_bytes (&number, sizeof number);
  return g_strdup_printf ("YQ44%012" G_GUINT64_FORMAT, number % G_GUINT64_CONSTANT (1000000000000));
}

void
yqq_grant_record_free (YqqGrantRecord *self)
{
  g_free (self->id);
  g_free (self->code);
  g_free (self->enterprise_id);
  g_free (self->person_id);
  g_strfreev (self->permissions);
  g_free (self->cancel_reason);
  g_free (self->cancel_note);
  g_free (self->phone);
  g_free (self);
}

static char *
join_permissions (const char *const *permissions)
{
  return permissions != NULL ? g_strjoinv (" ", (GStrv)permissions) : g_strdup ("");
}

GStrv
yqq_permissions_split (const char *text)
{
  return text == NULL || text[0] == '\0' ? g_new0 (char *, 1) : g_strsplit (text, " ", -1);
}

static YqqGrantRecord *
read_grant (YqqRows *rows, guint row)
{
  YqqGrantRecord *grant = g_new0 (YqqGrantRecord, 1);
  grant->id = g_strdup (yqq_rows_get_text (rows, row, 0));
  grant->code = g_strdup (yqq_rows_get_text (rows, row, 1));
  grant->enterprise_id = g_strdup (yqq_rows_get_text (rows, row, 2));
  grant->person_id = g_strdup (yqq_rows_get_text (rows, row, 3));
  yqq_certificate_kind_from_nick (yqq_rows_get_text (rows, row, 4), &grant->kind);
  yqq_grant_state_from_nick (yqq_rows_get_text (rows, row, 5), &grant->state);
  grant->not_before_ms = yqq_rows_get_int (rows, row, 6);
  grant->not_after_ms = yqq_rows_get_int (rows, row, 7);
  grant->permissions = yqq_permissions_split (yqq_rows_get_text (rows, row, 8));
  grant->created_at_ms = yqq_rows_get_int (rows, row, 9);
  grant->cancelled_at_ms = yqq_rows_get_int (rows, row, 10);
  grant->cancel_reason = g_strdup (yqq_rows_get_text (rows, row, 11));
  grant->cancel_note = g_strdup (yqq_rows_get_text (rows, row, 12));
  grant->phone = g_strdup (yqq_rows_get_text (rows, row, 13));
  return grant;
}

static gboolean
take_first (YqqRows *rows, YqqGrantRecord **grant)
{
  if (rows == NULL)
    return FALSE;
  *grant = yqq_rows_get_length (rows) > 0 ? read_grant (rows, 0) : NULL;
  return TRUE;
}

gboolean
yqq_grants_find (YqqDatabase *database, const char *id, YqqGrantRecord **grant, GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error, "SELECT " COLUMNS " FROM grants WHERE id = $1", YQQ_TEXT (id), YQQ_END);
  return take_first (rows, grant);
}

gboolean
yqq_grants_find_living (YqqDatabase *database,
                        const char *enterprise_id,
                        const char *person_id,
                        YqqCertificateKind kind,
                        YqqGrantRecord **grant,
                        GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error,
      "SELECT " COLUMNS " FROM grants WHERE enterprise_id = $1 AND person_id = $2 AND kind = $3 "
      "AND state <> 'cancelled'",
      YQQ_TEXT (enterprise_id), YQQ_TEXT (person_id),
      YQQ_TEXT (yqq_certificate_kind_to_nick (kind)), YQQ_END);
  return take_first (rows, grant);
}

GPtrArray *
yqq_grants_list (YqqDatabase *database, const char *person_id, GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error,
      "SELECT " COLUMNS " FROM grants WHERE person_id = $1 ORDER BY created_at, id",
      YQQ_TEXT (person_id), YQQ_END);
  if (rows == NULL)
    return NULL;
  GPtrArray *grants = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_grant_record_free);
  for (guint row = 0; row < yqq_rows_get_length (rows); row++)
    g_ptr_array_add (grants, read_grant (rows, row));
  return grants;
}

gboolean
yqq_grants_have_living (YqqDatabase *database,
                        const char *enterprise_id,
                        const char *person_id,
                        gboolean *have,
                        GError **error)
{
  return yqq_database_change (database, have, error,
                              "SELECT id FROM grants WHERE person_id = $2 AND enterprise_id = $1 "
                              "AND state <> 'cancelled' LIMIT 1",
                              YQQ_TEXT (enterprise_id), YQQ_TEXT (person_id), YQQ_END);
}

gboolean
yqq_grants_find_enterprise_certificate (YqqDatabase *database,
                                        const char *enterprise_id,
                                        YqqGrantRecord **grant,
                                        GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error,
      "SELECT " COLUMNS " FROM grants WHERE enterprise_id = $1 AND kind = 'enterprise' "
      "AND state = 'active' AND EXISTS (SELECT 1 FROM memberships m WHERE m.enterprise_id = $1 "
      "AND m.person_id = grants.person_id AND m.role = 'administrator') "
      "ORDER BY not_after DESC, created_at, id LIMIT 1",
      YQQ_TEXT (enterprise_id), YQQ_END);
  return take_first (rows, grant);
}

gboolean
yqq_grants_find_last_enterprise_end (YqqDatabase *database,
                                     const char *enterprise_id,
                                     gint64 *end_ms,
                                     GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error,
      "SELECT coalesce (max (not_after), 0) FROM grants WHERE enterprise_id = $1 "
      "AND kind = 'enterprise' "
      "AND NOT EXISTS (SELECT 1 FROM quota_entries q WHERE q.grant_id = grants.id)",
      YQQ_TEXT (enterprise_id), YQQ_END);
  if (rows == NULL)
    return FALSE;
  *end_ms = yqq_rows_get_int (rows, 0, 0);
  return TRUE;
}

gboolean
yqq_grants_add (YqqDatabase *database, const YqqGrantRecord *grant, gint64 now_ms, GError **error)
{
  g_autofree char *permissions = join_permissions ((const char *const *)grant->permissions);
  return yqq_database_run (
      database, error,
      "INSERT INTO grants (id, code, enterprise_id, person_id, kind, state, not_before, not_after, "
      "permissions, created_at, phone) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, "
      "coalesce ($11, (SELECT phone FROM people WHERE id = $4), ''))",
      YQQ_TEXT (grant->id), YQQ_TEXT (grant->code), YQQ_TEXT (grant->enterprise_id),
      YQQ_TEXT (grant->person_id), YQQ_TEXT (yqq_certificate_kind_to_nick (grant->kind)),
      YQQ_TEXT (yqq_grant_state_to_nick (grant->state)), YQQ_INT (grant->not_before_ms),
      YQQ_INT (grant->not_after_ms), YQQ_TEXT (permissions), YQQ_INT (now_ms),
      YQQ_TEXT (grant->phone), YQQ_END);
}

gboolean
yqq_grants_set_state (YqqDatabase *database, const char *id, YqqGrantState state, GError **error)
{
  return yqq_database_run (database, error, "UPDATE grants SET state = $2 WHERE id = $1",
                           YQQ_TEXT (id), YQQ_TEXT (yqq_grant_state_to_nick (state)), YQQ_END);
}

gboolean
yqq_grants_set_permissions (YqqDatabase *database,
                            const char *id,
                            const char *const *permissions,
                            GError **error)
{
  g_autofree char *text = join_permissions (permissions);
  YqqGrantState state = text[0] == '\0' ? YQQ_GRANT_STATE_SUSPENDED : YQQ_GRANT_STATE_ACTIVE;
  return yqq_database_run (
      database, error,
      "UPDATE grants SET permissions = $2, state = $3 WHERE id = $1 AND state <> 'cancelled'",
      YQQ_TEXT (id), YQQ_TEXT (text), YQQ_TEXT (yqq_grant_state_to_nick (state)), YQQ_END);
}

gboolean
yqq_grants_renew (YqqDatabase *database, const char *id, gint64 not_after_ms, GError **error)
{
  return yqq_database_run (
      database, error, "UPDATE grants SET not_after = $2 WHERE id = $1 AND state <> 'cancelled'",
      YQQ_TEXT (id), YQQ_INT (not_after_ms), YQQ_END);
}

gboolean
yqq_grants_cancel (YqqDatabase *database,
                   const char *id,
                   const char *reason,
                   const char *note,
                   gint64 now_ms,
                   GError **error)
{
  return yqq_database_run (database, error,
                           "UPDATE grants SET state = 'cancelled', cancelled_at = $4, "
                           "cancel_reason = $2, cancel_note = $3 "
                           "WHERE id = $1 AND state <> 'cancelled'",
                           YQQ_TEXT (id), YQQ_TEXT (reason), YQQ_TEXT (note), YQQ_INT (now_ms),
                           YQQ_END) &&
         yqq_database_run (database, error,
                           "UPDATE certificates SET state = 'revoked', changed_at = $2 "
                           "WHERE grant_id = $1 AND state = 'active'",
                           YQQ_TEXT (id), YQQ_INT (now_ms), YQQ_END);
}
