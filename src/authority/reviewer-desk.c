/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/reviewer-desk.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "authority/authorisation.h"
#include "authority/desk-checks.h"
#include "authority/registration-desk-private.h"

static gboolean
find_both (YqqDatabase *database,
           const YqqDeskReviewer *entry,
           YqqEnterprise **enterprise,
           YqqPersonRecord **person,
           guint *roles,
           GError **error)
{
  YqqIdType type = YQQ_ID_TYPE_RESIDENT_ID;
  if (!yqq_desk_find_enterprise (database, entry->enterprise, enterprise, error) ||
      !yqq_desk_check_document (entry->id_type, entry->id_number, &type, error) ||
      !yqq_people_find_by_document (database, type, entry->id_number, person, error))
    return FALSE;
  if (*person == NULL)
    return yqq_desk_fail (
        error, YQQ_DESK_ERROR_UNKNOWN, "%s",
        _ ("Nobody is registered with that document. Add the enterprise or the grant first."));
  return yqq_memberships_read (database, yqq_enterprise_get_id (*enterprise), (*person)->id, roles,
                               error);
}

/* TRUE where one of the person's grants of the enterprise stands. */
static gboolean
has_grant (YqqDatabase *database,
           const char *enterprise_id,
           const char *person_id,
           gint64 now_ms,
           gboolean *has,
           GError **error)
{
  g_autoptr (GPtrArray) grants = yqq_grants_list (database, person_id, error);
  for (guint i = 0; grants != NULL && i < grants->len; i++) {
    const YqqGrantRecord *grant = g_ptr_array_index (grants, i);
    *has |= strcmp (grant->enterprise_id, enterprise_id) == 0 &&
            yqq_effective_grant_state (grant, now_ms) == YQQ_GRANT_STATE_ACTIVE;
  }
  return grants != NULL;
}

gboolean
yqq_desk_add_reviewer (YqqDatabase *database,
                       const YqqDeskReviewer *entry,
                       gint64 now_ms,
                       gboolean *changed,
                       GError **error)
{
  g_autoptr (YqqEnterprise) enterprise = NULL;
  g_autoptr (YqqPersonRecord) person = NULL;
  guint roles = 0;
  gboolean has = FALSE;
  if (!find_both (database, entry, &enterprise, &person, &roles, error))
    return FALSE;
  const char *id = yqq_enterprise_get_id (enterprise);
  if (!has_grant (database, id, person->id, now_ms, &has, error))
    return FALSE;
  if (!has)
    return yqq_desk_fail (error, YQQ_DESK_ERROR_INVALID,
                          _ ("%s has no grant of that enterprise to sign with. Add one first."),
                          person->name);
  *changed = (roles & YQQ_ROLE_REVIEWER) == 0;
  return !*changed ||
         (yqq_memberships_add (database, id, person->id, YQQ_ROLE_REVIEWER, now_ms, error) &&
          yqq_desk_record (database, id, "reviewer-add", person->id, now_ms, error));
}

gboolean
yqq_desk_remove_reviewer (YqqDatabase *database,
                          const YqqDeskReviewer *entry,
                          gint64 now_ms,
                          GError **error)
{
  g_autoptr (YqqEnterprise) enterprise = NULL;
  g_autoptr (YqqPersonRecord) person = NULL;
  guint roles = 0;
  if (!find_both (database, entry, &enterprise, &person, &roles, error))
    return FALSE;
  if ((roles & YQQ_ROLE_REVIEWER) == 0)
    return yqq_desk_fail (error, YQQ_DESK_ERROR_UNKNOWN, _ ("%s is no reviewer there."),
                          person->name);
  const char *id = yqq_enterprise_get_id (enterprise);
  return yqq_memberships_remove (database, id, person->id, YQQ_ROLE_REVIEWER, error) &&
         yqq_desk_record (database, id, "reviewer-remove", person->id, now_ms, error);
}

void
yqq_reviewer_listing_free (YqqReviewerListing *self)
{
  g_free (self->name);
  g_free (self->id_number);
  g_free (self->enterprise);
  g_free (self);
}

GPtrArray *
yqq_desk_list_reviewers (YqqDatabase *database, GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error,
      "SELECT p.name, p.id_number, e.name FROM memberships m JOIN people p ON p.id = m.person_id "
      "JOIN enterprises e ON e.id = m.enterprise_id WHERE m.role = $1 ORDER BY m.created_at, p.id",
      YQQ_TEXT (yqq_role_to_nick (YQQ_ROLE_REVIEWER)), YQQ_END);
  if (rows == NULL)
    return NULL;
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_reviewer_listing_free);
  for (guint row = 0; row < yqq_rows_get_length (rows); row++) {
    YqqReviewerListing *line = g_new0 (YqqReviewerListing, 1);
    line->name = g_strdup (yqq_rows_get_text (rows, row, 0));
    line->id_number = yqq_id_number_mask (yqq_rows_get_text (rows, row, 1));
    line->enterprise = g_strdup (yqq_rows_get_text (rows, row, 2));
    g_ptr_array_add (list, line);
  }
  return list;
}
