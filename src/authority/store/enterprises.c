/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/store/enterprises.h"

#define COLUMNS "id, name, credit_code, legal_representative, demonstration"

static YqqEnterprise *
read_enterprise (YqqRows *rows, guint row)
{
  return yqq_enterprise_new (yqq_rows_get_text (rows, row, 0), yqq_rows_get_text (rows, row, 1),
                             yqq_rows_get_text (rows, row, 2), yqq_rows_get_text (rows, row, 3),
                             yqq_rows_get_int (rows, row, 4) != 0);
}

static gboolean
take_first (YqqRows *rows, YqqEnterprise **enterprise)
{
  if (rows == NULL)
    return FALSE;
  *enterprise = yqq_rows_get_length (rows) > 0 ? read_enterprise (rows, 0) : NULL;
  return TRUE;
}

gboolean
yqq_enterprises_find (YqqDatabase *database,
                      const char *id,
                      YqqEnterprise **enterprise,
                      GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error, "SELECT " COLUMNS " FROM enterprises WHERE id = $1", YQQ_TEXT (id), YQQ_END);
  return take_first (rows, enterprise);
}

gboolean
yqq_enterprises_find_by_credit_code (YqqDatabase *database,
                                     const char *credit_code,
                                     YqqEnterprise **enterprise,
                                     GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error, "SELECT " COLUMNS " FROM enterprises WHERE credit_code = $1",
      YQQ_TEXT (credit_code), YQQ_END);
  return take_first (rows, enterprise);
}

gboolean
yqq_enterprises_add (YqqDatabase *database,
                     YqqEnterprise *enterprise,
                     gint64 now_ms,
                     GError **error)
{
  return yqq_database_run (
      database, error,
      "INSERT INTO enterprises (" COLUMNS ", created_at) VALUES ($1, $2, $3, $4, $5, $6)",
      YQQ_TEXT (yqq_enterprise_get_id (enterprise)),
      YQQ_TEXT (yqq_enterprise_get_name (enterprise)),
      YQQ_TEXT (yqq_enterprise_get_credit_code (enterprise)),
      YQQ_TEXT (yqq_enterprise_get_legal_representative (enterprise)),
      YQQ_INT (yqq_enterprise_get_demonstration (enterprise)), YQQ_INT (now_ms), YQQ_END);
}

GPtrArray *
yqq_enterprises_list (YqqDatabase *database, GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error, "SELECT " COLUMNS " FROM enterprises ORDER BY name, id", YQQ_END);
  if (rows == NULL)
    return NULL;
  GPtrArray *enterprises = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint row = 0; row < yqq_rows_get_length (rows); row++)
    g_ptr_array_add (enterprises, read_enterprise (rows, row));
  return enterprises;
}

gboolean
yqq_memberships_add (YqqDatabase *database,
                     const char *enterprise_id,
                     const char *person_id,
                     YqqRole role,
                     gint64 now_ms,
                     GError **error)
{
  return yqq_database_run (database, error,
                           "INSERT INTO memberships (enterprise_id, person_id, role, created_at) "
                           "VALUES ($1, $2, $3, $4) "
                           "ON CONFLICT (enterprise_id, person_id, role) DO NOTHING",
                           YQQ_TEXT (enterprise_id), YQQ_TEXT (person_id),
                           YQQ_TEXT (yqq_role_to_nick (role)), YQQ_INT (now_ms), YQQ_END);
}

gboolean
yqq_memberships_remove (YqqDatabase *database,
                        const char *enterprise_id,
                        const char *person_id,
                        YqqRole role,
                        GError **error)
{
  return yqq_database_run (
      database, error,
      "DELETE FROM memberships WHERE enterprise_id = $1 AND person_id = $2 AND role = $3",
      YQQ_TEXT (enterprise_id), YQQ_TEXT (person_id), YQQ_TEXT (yqq_role_to_nick (role)), YQQ_END);
}

/* The statement changes nothing: it takes the row's lock. */
gboolean
yqq_memberships_hold (YqqDatabase *database,
                      const char *enterprise_id,
                      const char *person_id,
                      YqqRole role,
                      gboolean *has,
                      GError **error)
{
  return yqq_database_change (database, has, error,
                              "UPDATE memberships SET role = role WHERE enterprise_id = $1 "
                              "AND person_id = $2 AND role = $3 RETURNING person_id",
                              YQQ_TEXT (enterprise_id), YQQ_TEXT (person_id),
                              YQQ_TEXT (yqq_role_to_nick (role)), YQQ_END);
}

gboolean
yqq_memberships_leave (YqqDatabase *database,
                       const char *enterprise_id,
                       const char *person_id,
                       GError **error)
{
  return yqq_database_run (database, error,
                           "DELETE FROM memberships WHERE enterprise_id = $1 AND person_id = $2 "
                           "AND role IN ('employee', 'reviewer') AND NOT EXISTS (SELECT 1 FROM "
                           "grants g WHERE g.enterprise_id = $1 AND g.person_id = $2 "
                           "AND g.state <> 'cancelled')",
                           YQQ_TEXT (enterprise_id), YQQ_TEXT (person_id), YQQ_END);
}

gboolean
yqq_memberships_read (YqqDatabase *database,
                      const char *enterprise_id,
                      const char *person_id,
                      guint *roles,
                      GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error, "SELECT role FROM memberships WHERE enterprise_id = $1 AND person_id = $2",
      YQQ_TEXT (enterprise_id), YQQ_TEXT (person_id), YQQ_END);
  if (rows == NULL)
    return FALSE;
  *roles = 0;
  for (guint row = 0; row < yqq_rows_get_length (rows); row++) {
    YqqRole role;
    if (yqq_role_from_nick (yqq_rows_get_text (rows, row, 0), &role))
      *roles |= role;
  }
  return TRUE;
}

void
yqq_office_holder_free (YqqOfficeHolder *self)
{
  g_free (self->person_id);
  g_free (self->name);
  g_free (self->grant_id);
  g_free (self);
}

GPtrArray *
yqq_memberships_list_holders (YqqDatabase *database,
                              const char *enterprise_id,
                              YqqRole role,
                              GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error,
      "SELECT p.id, p.name, (SELECT g.id FROM grants g WHERE g.enterprise_id = m.enterprise_id "
      "AND g.person_id = m.person_id AND g.kind = 'enterprise' AND g.state <> 'cancelled') "
      "FROM memberships m JOIN people p ON p.id = m.person_id "
      "WHERE m.enterprise_id = $1 AND m.role = $2 ORDER BY m.created_at, p.id",
      YQQ_TEXT (enterprise_id), YQQ_TEXT (yqq_role_to_nick (role)), YQQ_END);
  if (rows == NULL)
    return NULL;
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_office_holder_free);
  for (guint row = 0; row < yqq_rows_get_length (rows); row++) {
    YqqOfficeHolder *holder = g_new0 (YqqOfficeHolder, 1);
    holder->person_id = g_strdup (yqq_rows_get_text (rows, row, 0));
    holder->name = g_strdup (yqq_rows_get_text (rows, row, 1));
    holder->grant_id = g_strdup (yqq_rows_get_text (rows, row, 2));
    g_ptr_array_add (list, holder);
  }
  return list;
}

GStrv
yqq_memberships_list (YqqDatabase *database, const char *person_id, GError **error)
{
  g_autoptr (YqqRows) rows =
      yqq_database_query (database, error,
                          "SELECT enterprise_id FROM memberships WHERE person_id = $1 "
                          "GROUP BY enterprise_id ORDER BY min(created_at), enterprise_id",
                          YQQ_TEXT (person_id), YQQ_END);
  if (rows == NULL)
    return NULL;
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  for (guint row = 0; row < yqq_rows_get_length (rows); row++)
    g_strv_builder_add (ids, yqq_rows_get_text (rows, row, 0));
  return g_strv_builder_end (ids);
}

gboolean
yqq_enterprises_have_demonstration (YqqDatabase *database, gboolean *have, GError **error)
{
  return yqq_database_change (
      database, have, error, "SELECT id FROM enterprises WHERE demonstration = 1 LIMIT 1", YQQ_END);
}
