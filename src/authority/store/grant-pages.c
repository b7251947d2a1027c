/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/store/grant-pages.h"

/* The roles are added up in SQL. */
G_STATIC_ASSERT (YQQ_ROLE_ADMINISTRATOR == 1);
G_STATIC_ASSERT (YQQ_ROLE_LEGAL_REPRESENTATIVE == 2);
G_STATIC_ASSERT (YQQ_ROLE_EMPLOYEE == 4);
G_STATIC_ASSERT (YQQ_ROLE_REVIEWER == 8);

static const char page[] =
    "SELECT g.id, g.code, g.kind, g.state, g.not_before, g.not_after, g.permissions, g.created_at, "
    "g.cancelled_at, p.id, p.name, p.id_type, p.id_number, g.phone, "
    "(SELECT CAST (coalesce (sum (CASE m.role WHEN 'administrator' THEN 1 "
    "WHEN 'legal-representative' THEN 2 WHEN 'reviewer' THEN 8 ELSE 4 END), 0) AS BIGINT) FROM "
    "memberships m "
    "WHERE m.enterprise_id = g.enterprise_id AND m.person_id = g.person_id), "
    "CASE WHEN EXISTS (SELECT 1 FROM certificates c WHERE c.grant_id = g.id AND c.state = "
    "'active') "
    "THEN 1 ELSE 0 END "
    "FROM grants g JOIN people p ON p.id = g.person_id "
    "WHERE g.enterprise_id = $1 AND (g.created_at, g.id) < ($2, $3) "
    "ORDER BY g.created_at DESC, g.id DESC LIMIT $4";

void
yqq_grant_listing_free (YqqGrantListing *self)
{
  yqq_grant_record_free (self->grant);
  yqq_person_record_free (self->person);
  g_free (self);
}

static YqqGrantListing *
read_listing (YqqRows *rows, guint row, const char *enterprise_id)
{
  YqqGrantListing *self = g_new0 (YqqGrantListing, 1);
  YqqGrantRecord *grant = self->grant = g_new0 (YqqGrantRecord, 1);
  YqqPersonRecord *person = self->person = g_new0 (YqqPersonRecord, 1);
  grant->id = g_strdup (yqq_rows_get_text (rows, row, 0));
  grant->code = g_strdup (yqq_rows_get_text (rows, row, 1));
  grant->enterprise_id = g_strdup (enterprise_id);
  grant->person_id = g_strdup (yqq_rows_get_text (rows, row, 9));
  yqq_certificate_kind_from_nick (yqq_rows_get_text (rows, row, 2), &grant->kind);
  yqq_grant_state_from_nick (yqq_rows_get_text (rows, row, 3), &grant->state);
  grant->not_before_ms = yqq_rows_get_int (rows, row, 4);
  grant->not_after_ms = yqq_rows_get_int (rows, row, 5);
  grant->permissions = yqq_permissions_split (yqq_rows_get_text (rows, row, 6));
  grant->created_at_ms = yqq_rows_get_int (rows, row, 7);
  grant->cancelled_at_ms = yqq_rows_get_int (rows, row, 8);
  person->id = g_strdup (grant->person_id);
  person->name = g_strdup (yqq_rows_get_text (rows, row, 10));
  yqq_id_type_from_nick (yqq_rows_get_text (rows, row, 11), &person->id_type);
  person->id_number = g_strdup (yqq_rows_get_text (rows, row, 12));
  person->phone = g_strdup (yqq_rows_get_text (rows, row, 13));
  self->roles = (guint)yqq_rows_get_int (rows, row, 14);
  self->has_certificate = yqq_rows_get_int (rows, row, 15) != 0;
  return self;
}

GPtrArray *
yqq_grants_list_page (YqqDatabase *database,
                      const char *enterprise_id,
                      gint64 after_ms,
                      const char *after_id,
                      guint limit,
                      GError **error)
{
  g_autoptr (YqqRows) rows =
      yqq_database_query (database, error, page, YQQ_TEXT (enterprise_id), YQQ_INT (after_ms),
                          YQQ_TEXT (after_id), YQQ_INT (limit), YQQ_END);
  if (rows == NULL)
    return NULL;
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_grant_listing_free);
  for (guint row = 0; row < yqq_rows_get_length (rows); row++)
    g_ptr_array_add (list, read_listing (rows, row, enterprise_id));
  return list;
}
