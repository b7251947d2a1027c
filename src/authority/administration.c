/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/administration.h"

#include <string.h>

#include "authority/authorisation.h"
#include "authority/store/enterprises.h"
#include "authority/store/quota.h"
#include "authority/waiting-view.h"
#include "protocol/enterprise-overview.h"

static gboolean
read_roles (YqqDatabase *database,
            const YqqDevice *device,
            const char *enterprise_id,
            guint *roles,
            GError **error)
{
  return yqq_memberships_read (database, enterprise_id, device->person_id, roles, error);
}

/* The overview */

static gboolean
add_administrators (YqqDatabase *database,
                    const YqqDevice *device,
                    YqqEnterpriseOverview *overview,
                    GError **error)
{
  const char *enterprise_id = yqq_enterprise_get_id (overview->enterprise);
  g_autoptr (GPtrArray) holders =
      yqq_memberships_list_holders (database, enterprise_id, YQQ_ROLE_ADMINISTRATOR, error);
  if (holders == NULL)
    return FALSE;
  for (guint i = 0; i < MIN (holders->len, YQQ_OVERVIEW_MAX_ENTRIES); i++) {
    const YqqOfficeHolder *holder = g_ptr_array_index (holders, i);
    YqqAdministratorView *view = g_new0 (YqqAdministratorView, 1);
    view->grant = g_strdup (holder->grant_id);
    view->name = g_strdup (holder->name);
    view->me = strcmp (holder->person_id, device->person_id) == 0;
    g_ptr_array_add (overview->administrators, view);
  }
  return TRUE;
}

static gboolean
add_certificate (YqqDatabase *database, YqqEnterpriseOverview *overview, GError **error)
{
  g_autoptr (YqqGrantRecord) certificate = NULL;
  if (!yqq_grants_find_enterprise_certificate (
          database, yqq_enterprise_get_id (overview->enterprise), &certificate, error))
    return FALSE;
  if (certificate != NULL) {
    overview->certificate_code = g_strdup (certificate->code);
    overview->certificate_not_after_ms = certificate->not_after_ms;
  }
  return TRUE;
}

static YqqEnterpriseOverview *
begin_overview (YqqEnterprise *enterprise, guint roles)
{
  YqqEnterpriseOverview *overview = g_new0 (YqqEnterpriseOverview, 1);
  overview->enterprise = g_object_ref (enterprise);
  overview->roles = roles;
  overview->administrators =
      g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_administrator_view_free);
  overview->seals = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_seal_view_free);
  overview->transfers = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_transfer_view_free);
  overview->proposals = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_proposal_view_free);
  return overview;
}

JsonObject *
yqq_administration_describe (YqqDatabase *database,
                             const YqqDevice *device,
                             const char *enterprise_id,
                             gpointer data,
                             gint64 now_ms,
                             GError **error)
{
  guint roles;
  g_autoptr (YqqEnterprise) enterprise = NULL;
  if (!read_roles (database, device, enterprise_id, &roles, error) ||
      !yqq_authorise_member (roles, error) ||
      !yqq_enterprises_find (database, enterprise_id, &enterprise, error))
    return NULL;
  g_autoptr (YqqEnterpriseOverview) overview = begin_overview (enterprise, roles);
  if (yqq_authorise_administration (roles, NULL) &&
      (!yqq_quota_describe (database, enterprise_id, &overview->quota, error) ||
       !add_certificate (database, overview, error) ||
       !add_administrators (database, device, overview, error) ||
       !yqq_waiting_view_add_proposals (database, device->person_id, overview, now_ms, error)))
    return NULL;
  if (!yqq_waiting_view_add_transfers (database, device->person_id, overview, now_ms, error))
    return NULL;
  return yqq_enterprise_overview_to_json (overview);
}
