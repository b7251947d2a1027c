/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/registration-desk-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "authority/desk-checks.h"
#include "authority/store/audit.h"
#include "authority/store/quota.h"
#include "authority/store/staff-codes.h"
#include "crypto/random.h"
#include "identity/policy.h"
#include "identity/staff-code.h"

G_DEFINE_QUARK (yqq - desk - error - quark, yqq_desk_error)

#define STAFF "staff"

gboolean
yqq_desk_record (YqqDatabase *database,
                 const char *enterprise_id,
                 const char *act,
                 const char *subject,
                 gint64 now_ms,
                 GError **error)
{
  const YqqAuditEntry entry = {
      .enterprise_id = enterprise_id, .act = act, .actor = STAFF, .subject = subject};
  return yqq_audit_append (database, &entry, now_ms, error);
}

gboolean
yqq_desk_add_person (YqqDatabase *database,
                     const YqqDeskPerson *entry,
                     gboolean demonstration,
                     gint64 now_ms,
                     char **person_id,
                     GError **error)
{
  YqqIdType type = YQQ_ID_TYPE_RESIDENT_ID;
  g_autoptr (YqqPersonRecord) there = NULL;
  if (!yqq_desk_check_name (entry->name, _ ("Person"), error) ||
      !yqq_desk_check_document (entry->id_type, entry->id_number, &type, error) ||
      !yqq_desk_check_phone (entry->phone, error) ||
      !yqq_people_find_by_document (database, type, entry->id_number, &there, error))
    return FALSE;
  if (there != NULL && strcmp (there->name, entry->name) != 0)
    return yqq_desk_fail (error, YQQ_DESK_ERROR_DUPLICATE,
                          _ ("That document is already registered to another name than %s."),
                          entry->name);
  if (there != NULL) {
    *person_id = g_strdup (there->id);
    return TRUE;
  }
  g_autofree char *id = yqq_random_id ();
  YqqPersonRecord person = {
      .id = id,
      .name = (char *)entry->name,
      .id_type = type,
      .id_number = (char *)entry->id_number,
      .phone = (char *)entry->phone,
      .demonstration = demonstration,
  };
  if (!yqq_people_add (database, &person, now_ms, error) ||
      !yqq_audit_add (database, STAFF, "person-add", id, now_ms, error))
    return FALSE;
  *person_id = g_steal_pointer (&id);
  return TRUE;
}

static gint64
add_years (gint64 now_ms, gint64 years)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (now_ms / 1000);
  g_autoptr (GDateTime) end = g_date_time_add_years (now, (gint)years);
  return g_date_time_to_unix (end) * 1000;
}

gboolean
yqq_desk_give_grant (YqqDatabase *database,
                     const char *enterprise_id,
                     const char *person_id,
                     const char *phone,
                     YqqCertificateKind kind,
                     gint64 not_after_ms,
                     gint64 now_ms,
                     YqqGrantRecord **given,
                     GError **error)
{
  g_autoptr (YqqGrantRecord) grant = g_new0 (YqqGrantRecord, 1);
  grant->id = yqq_random_id ();
  grant->code = yqq_grant_code_new ();
  grant->enterprise_id = g_strdup (enterprise_id);
  grant->person_id = g_strdup (person_id);
  grant->kind = kind;
  grant->state = YQQ_GRANT_STATE_ACTIVE;
  grant->permissions = g_strsplit (YQQ_PERMISSION_ENTERPRISE_CERTIFICATE, " ", -1);
  grant->not_before_ms = now_ms;
  grant->not_after_ms = not_after_ms;
  grant->phone = g_strdup (phone);
  if (!yqq_grants_add (database, grant, now_ms, error) ||
      !yqq_desk_record (database, enterprise_id, "grant-add", grant->id, now_ms, error))
    return FALSE;
  *given = g_steal_pointer (&grant);
  return TRUE;
}

/* TRUE with *same where the enterprise is there just as it is entered. */
static gboolean
compare_enterprise (YqqDatabase *database,
                    const YqqDeskEnterprise *entry,
                    const char *administrator_id,
                    YqqEnterprise *there,
                    GError **error)
{
  guint roles = 0;
  if (!yqq_memberships_read (database, yqq_enterprise_get_id (there), administrator_id, &roles,
                             error))
    return FALSE;
  if (strcmp (yqq_enterprise_get_name (there), entry->name) != 0 ||
      (roles & YQQ_ROLE_ADMINISTRATOR) == 0)
    return yqq_desk_fail (
        error, YQQ_DESK_ERROR_DUPLICATE,
        _ ("The credit code %s is already registered with another name or administrator."),
        entry->credit_code);
  return TRUE;
}

static gboolean
check_enterprise (const YqqDeskEnterprise *entry, GError **error)
{
  if (!yqq_desk_check_name (entry->name, _ ("Enterprise"), error) ||
      !yqq_desk_check_name (entry->legal_representative, _ ("Legal representative"), error) ||
      !yqq_desk_check_years (entry->years, error))
    return FALSE;
  if (!yqq_desk_check_credit_code (entry->credit_code, error))
    return FALSE;
  if (entry->quota < 1 || entry->quota > YQQ_DESK_MAX_QUOTA)
    return yqq_desk_fail (error, YQQ_DESK_ERROR_INVALID, "%s",
                          _ ("The quota must be between 1 and 1000000."));
  return TRUE;
}

static gboolean
make_enterprise (YqqDatabase *database,
                 const YqqDeskEnterprise *entry,
                 const char *id,
                 const char *administrator_id,
                 gint64 now_ms,
                 GError **error)
{
  g_autoptr (YqqEnterprise) enterprise = yqq_enterprise_new (
      id, entry->name, entry->credit_code, entry->legal_representative, entry->demonstration);
  g_autoptr (YqqGrantRecord) grant = NULL;
  return yqq_enterprises_add (database, enterprise, now_ms, error) &&
         yqq_quota_allow (database, id, entry->quota, now_ms, error) &&
         yqq_memberships_add (database, id, administrator_id, YQQ_ROLE_ADMINISTRATOR, now_ms,
                              error) &&
         yqq_desk_give_grant (database, id, administrator_id, entry->administrator.phone,
                              YQQ_CERTIFICATE_KIND_ENTERPRISE, add_years (now_ms, entry->years),
                              now_ms, &grant, error) &&
         yqq_desk_record (database, id, "enterprise-add", id, now_ms, error);
}

gboolean
yqq_desk_add_enterprise (YqqDatabase *database,
                         const YqqDeskEnterprise *entry,
                         gint64 now_ms,
                         char **enterprise_id,
                         gboolean *made,
                         GError **error)
{
  g_autofree char *administrator_id = NULL;
  g_autoptr (YqqEnterprise) there = NULL;
  if (!check_enterprise (entry, error) ||
      !yqq_desk_add_person (database, &entry->administrator, entry->demonstration, now_ms,
                            &administrator_id, error) ||
      !yqq_enterprises_find_by_credit_code (database, entry->credit_code, &there, error))
    return FALSE;
  if (there != NULL) {
    if (!compare_enterprise (database, entry, administrator_id, there, error))
      return FALSE;
    *enterprise_id = g_strdup (yqq_enterprise_get_id (there));
    *made = FALSE;
    return TRUE;
  }
  g_autofree char *id = yqq_random_id ();
  if (!make_enterprise (database, entry, id, administrator_id, now_ms, error))
    return FALSE;
  *enterprise_id = g_steal_pointer (&id);
  *made = TRUE;
  return TRUE;
}

gboolean
yqq_desk_find_enterprise (YqqDatabase *database,
                          const char *name,
                          YqqEnterprise **found,
                          GError **error)
{
  if (!yqq_enterprises_find_by_credit_code (database, name != NULL ? name : "", found, error) ||
      (*found == NULL && !yqq_enterprises_find (database, name != NULL ? name : "", found, error)))
    return FALSE;
  if (*found == NULL)
    return yqq_desk_fail (error, YQQ_DESK_ERROR_UNKNOWN,
                          _ ("There is no enterprise with the credit code or id “%s”."),
                          name != NULL ? name : "");
  return TRUE;
}

static gboolean
take_quota (YqqDatabase *database,
            YqqEnterprise *enterprise,
            const char *grant_id,
            gint64 now_ms,
            GError **error)
{
  gboolean taken = FALSE;
  if (!yqq_quota_take (database, yqq_enterprise_get_id (enterprise), grant_id, now_ms, &taken,
                       error))
    return FALSE;
  if (!taken)
    return yqq_desk_fail (error, YQQ_DESK_ERROR_QUOTA, _ ("Nothing is left of the quota of %s."),
                          yqq_enterprise_get_name (enterprise));
  return TRUE;
}

gboolean
yqq_desk_add_grant (YqqDatabase *database,
                    const YqqDeskGrant *entry,
                    gint64 now_ms,
                    char **code,
                    gboolean *made,
                    GError **error)
{
  YqqCertificateKind kind;
  g_autoptr (YqqEnterprise) enterprise = NULL;
  g_autoptr (YqqGrantRecord) grant = NULL;
  g_autofree char *person_id = NULL;
  if (!yqq_certificate_kind_from_nick (entry->kind, &kind))
    return yqq_desk_fail (error, YQQ_DESK_ERROR_INVALID, "%s",
                          _ ("The kind must be “enterprise” or “employee”."));
  if (!yqq_desk_check_years (entry->years, error) ||
      !yqq_desk_find_enterprise (database, entry->enterprise, &enterprise, error) ||
      !yqq_desk_add_person (database, &entry->person, yqq_enterprise_get_demonstration (enterprise),
                            now_ms, &person_id, error) ||
      !yqq_grants_find_living (database, yqq_enterprise_get_id (enterprise), person_id, kind,
                               &grant, error))
    return FALSE;
  *made = grant == NULL;
  if (*made && (!yqq_memberships_add (database, yqq_enterprise_get_id (enterprise), person_id,
                                      YQQ_ROLE_EMPLOYEE, now_ms, error) ||
                !yqq_desk_give_grant (database, yqq_enterprise_get_id (enterprise), person_id,
                                      entry->person.phone, kind, add_years (now_ms, entry->years),
                                      now_ms, &grant, error) ||
                !take_quota (database, enterprise, grant->id, now_ms, error)))
    return FALSE;
  *code = g_strdup (grant->code);
  return TRUE;
}

char *
yqq_desk_make_code (YqqDatabase *database,
                    const char *id_type,
                    const char *id_number,
                    const char *purpose,
                    gint64 now_ms,
                    GError **error)
{
  YqqIdType type = YQQ_ID_TYPE_RESIDENT_ID;
  g_autoptr (YqqPersonRecord) person = NULL;
  if (!yqq_identity_purpose_is_known (purpose)) {
    g_autofree char *known = g_strjoinv (", ", (GStrv)yqq_identity_purposes_list ());
    yqq_desk_fail (error, YQQ_DESK_ERROR_INVALID, _ ("The code's purpose must be one of: %s."),
                   known);
    return NULL;
  }
  if (!yqq_desk_check_document (id_type, id_number, &type, error) ||
      !yqq_people_find_by_document (database, type, id_number, &person, error))
    return NULL;
  if (person == NULL) {
    yqq_desk_fail (
        error, YQQ_DESK_ERROR_UNKNOWN, "%s",
        _ ("Nobody is registered with that document. Add the enterprise or the grant first."));
    return NULL;
  }
  if (!yqq_audit_add (database, STAFF, "code-make", person->id, now_ms, error))
    return NULL;
  g_autoptr (YqqStaffCodeStore) store = yqq_staff_codes_new (database, yqq_clock_get_system ());
  return yqq_staff_code_issue (store, person->id, purpose, STAFF, YQQ_STAFF_CODE_MS, now_ms, error);
}
