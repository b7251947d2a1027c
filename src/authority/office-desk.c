/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Offices that staff give: a further administrator, the legal representative. And the rule that
 * binds them, ended. */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "authority/desk-checks.h"
#include "authority/registration-desk-private.h"
#include "authority/store/proposals.h"

static gboolean
check_name (YqqEnterprise *enterprise, const YqqDeskOfficer *entry, GError **error)
{
  const char *registered = yqq_enterprise_get_legal_representative (enterprise);
  if (entry->role != YQQ_ROLE_LEGAL_REPRESENTATIVE ||
      g_strcmp0 (entry->person.name, registered) == 0)
    return TRUE;
  return yqq_desk_fail (error, YQQ_DESK_ERROR_INVALID,
                        _ ("The registered legal representative is %s."), registered);
}

/* As long as the enterprise's certificate lasts. */
static gboolean
give_certificate (YqqDatabase *database,
                  YqqEnterprise *enterprise,
                  const char *person_id,
                  const char *phone,
                  gint64 now_ms,
                  YqqGrantRecord **given,
                  GError **error)
{
  const char *id = yqq_enterprise_get_id (enterprise);
  g_autoptr (YqqGrantRecord) certificate = NULL;
  if (!yqq_grants_find_enterprise_certificate (database, id, &certificate, error))
    return FALSE;
  if (certificate == NULL || certificate->not_after_ms <= now_ms)
    return yqq_desk_fail (error, YQQ_DESK_ERROR_INVALID, _ ("The certificate of %s has expired."),
                          yqq_enterprise_get_name (enterprise));
  return yqq_desk_give_grant (database, id, person_id, phone, YQQ_CERTIFICATE_KIND_ENTERPRISE,
                              certificate->not_after_ms, now_ms, given, error);
}

gboolean
yqq_desk_add_officer (YqqDatabase *database,
                      const YqqDeskOfficer *entry,
                      gint64 now_ms,
                      char **code,
                      gboolean *made,
                      GError **error)
{
  g_autoptr (YqqEnterprise) enterprise = NULL;
  g_autoptr (YqqGrantRecord) grant = NULL;
  g_autofree char *person_id = NULL;
  guint roles = 0;
  if (!yqq_desk_find_enterprise (database, entry->enterprise, &enterprise, error) ||
      !check_name (enterprise, entry, error) ||
      !yqq_desk_add_person (database, &entry->person, yqq_enterprise_get_demonstration (enterprise),
                            now_ms, &person_id, error))
    return FALSE;
  const char *id = yqq_enterprise_get_id (enterprise);
  if (!yqq_memberships_read (database, id, person_id, &roles, error) ||
      !yqq_grants_find_living (database, id, person_id, YQQ_CERTIFICATE_KIND_ENTERPRISE, &grant,
                               error))
    return FALSE;
  *made = (roles & entry->role) == 0 || grant == NULL;
  if (grant == NULL && !give_certificate (database, enterprise, person_id, entry->person.phone,
                                          now_ms, &grant, error))
    return FALSE;
  if (*made && (!yqq_memberships_add (database, id, person_id, entry->role, now_ms, error) ||
                !yqq_desk_record (database, id, "office-add", person_id, now_ms, error)))
    return FALSE;
  *code = g_strdup (grant->code);
  return TRUE;
}

gboolean
yqq_desk_end_two_person (YqqDatabase *database,
                         const char *name,
                         gint64 now_ms,
                         gboolean *changed,
                         GError **error)
{
  g_autoptr (YqqEnterprise) enterprise = NULL;
  if (!yqq_desk_find_enterprise (database, name, &enterprise, error))
    return FALSE;
  const char *id = yqq_enterprise_get_id (enterprise);
  if (!yqq_two_person_read (database, id, changed, error))
    return FALSE;
  return !*changed || (yqq_two_person_set (database, id, FALSE, error) &&
                       yqq_desk_record (database, id, "two-person-off", id, now_ms, error));
}
