/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/act-certificate.h"

#include <glib/gi18n.h>

/* The certificate of the enterprise that could be installed here; the administrator's first. */
static YqqCertificateEntry *
find_certificate (YqqWorkspace *workspace, const char *enterprise_id)
{
  GListModel *all = yqq_workspace_get_all_certificates (workspace);
  YqqCertificateEntry *found = NULL;
  for (guint i = 0; i < g_list_model_get_n_items (all); i++) {
    g_autoptr (YqqCertificateEntry) each = g_list_model_get_item (all, i);
    YqqGrant *grant = yqq_certificate_entry_get_grant (each);
    if (!g_str_equal (yqq_enterprise_get_id (yqq_grant_get_enterprise (grant)), enterprise_id) ||
        yqq_certificate_entry_get_next_act (each) == YQQ_NEXT_NOTHING)
      continue;
    if (!found || yqq_grant_get_kind (grant) == YQQ_CERTIFICATE_KIND_ENTERPRISE)
      found = each; /* the list keeps it */
  }
  return found;
}

void
yqq_act_certificate_lead_to (YqqWorkspace *workspace,
                             YqqAdministration *administration,
                             YqqRouter *router)
{
  YqqCertificateEntry *certificate =
      find_certificate (workspace, yqq_administration_get_enterprise_id (administration));
  if (!yqq_workspace_get_pin_set (workspace))
    yqq_router_push (router, YQQ_PLACE_SET_PIN, NULL);
  else if (certificate)
    yqq_router_push (router, YQQ_PLACE_CERTIFICATE, G_OBJECT (certificate));
  yqq_router_tell (router, _ ("Install your certificate of this enterprise first: this act is "
                              "signed with it."));
}
