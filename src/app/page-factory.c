/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/page-factory.h"

#include "app/act-page.h"
#include "app/authority-page.h"
#include "app/bulk-page.h"
#include "app/certificate-page.h"
#include "app/confirm-page.h"
#include "app/connected-page.h"
#include "app/document-page.h"
#include "app/history-page.h"
#include "app/home-page.h"
#include "app/identity-page.h"
#include "app/import-page.h"
#include "app/install-page.h"
#include "app/keyring-page.h"
#include "app/keys-page.h"
#include "app/leaver-page.h"
#include "app/lock-page.h"
#include "app/log-in-page.h"
#include "app/notices-page.h"
#include "app/pin-page.h"
#include "app/proposals-page.h"
#include "app/scan-page.h"
#include "app/set-pin-page.h"
#include "app/summary-page.h"
#include "app/transfer-page.h"
#include "app/usage-page.h"
#include "app/user-added-page.h"
#include "app/user-cancel-page.h"
#include "app/user-form-page.h"
#include "app/user-modify-page.h"
#include "app/users-page.h"
#include "app/welcome-page.h"

gboolean
yqq_page_factory_knows (YqqPlace place)
{
  return place < YQQ_PLACE_COUNT;
}

/* Of somebody, or of whoever is chosen there. */
static YqqPage *
create_leaver_page (const YqqPageParts *parts, GObject *subject)
{
  if (YQQ_IS_ADMINISTRATION (subject))
    return yqq_leaver_page_new (parts->workspace, parts->router, YQQ_ADMINISTRATION (subject),
                                NULL);
  return yqq_leaver_page_new (parts->workspace, parts->router,
                              yqq_workspace_get_administration (parts->workspace),
                              YQQ_AUTHORISED_USER_ENTRY (subject));
}

/* The person's own record, or an enterprise's first; who looks after one can change over to it. */
static YqqPage *
create_history_page (const YqqPageParts *parts, GObject *subject)
{
  YqqAdministration *administration =
      subject ? YQQ_ADMINISTRATION (subject) : yqq_workspace_get_administration (parts->workspace);
  return yqq_history_page_new (parts->router, parts->records, administration, subject != NULL);
}

YqqPage *
yqq_page_factory_create (const YqqPageParts *parts, YqqPlace place, GObject *subject)
{
  switch (place) {
  case YQQ_PLACE_STARTING:
  case YQQ_PLACE_WELCOME:
    return yqq_welcome_page_new (parts->workspace);
  case YQQ_PLACE_KEYRING:
    return yqq_keyring_page_new (parts->workspace);
  case YQQ_PLACE_AUTHORITY:
    return yqq_authority_page_new (parts->workspace, parts->router, parts->settings);
  case YQQ_PLACE_LOG_IN:
    return yqq_log_in_page_new (parts->workspace);
  case YQQ_PLACE_HOME:
    return yqq_home_page_new (parts->workspace, parts->router, parts->notices);
  case YQQ_PLACE_CERTIFICATE:
    return yqq_certificate_page_new (parts->workspace, parts->router,
                                     YQQ_CERTIFICATE_ENTRY (subject));
  case YQQ_PLACE_SET_PIN:
    return yqq_set_pin_page_new (parts->workspace, parts->router);
  case YQQ_PLACE_PIN:
    return yqq_pin_page_new (YQQ_PIN_REQUEST (subject));
  case YQQ_PLACE_INSTALL:
    return yqq_install_page_new (YQQ_INSTALL_FLOW (subject));
  case YQQ_PLACE_SCAN:
    return yqq_scan_page_new (parts->workspace, parts->settings);
  case YQQ_PLACE_CONFIRM:
    return yqq_confirm_page_new (parts->workspace, parts->router, YQQ_SCAN_SESSION (subject));
  case YQQ_PLACE_CONNECTED:
    return yqq_connected_page_new (parts->router, YQQ_SCAN_SESSION (subject));
  case YQQ_PLACE_DOCUMENT:
    return yqq_document_page_new (parts->router, YQQ_DOCUMENT_LOOK (subject));
  case YQQ_PLACE_SUMMARY:
    return yqq_summary_page_new (parts->router, YQQ_SCAN_SESSION (subject));
  case YQQ_PLACE_ACT:
    return yqq_act_page_new (YQQ_ACT_FLOW (subject));
  case YQQ_PLACE_IDENTITY:
    return yqq_identity_page_new (parts, YQQ_IDENTITY_FLOW (subject));
  case YQQ_PLACE_KEYS:
    return yqq_keys_page_new (parts);
  case YQQ_PLACE_LOCKED:
    return yqq_lock_page_new (parts->workspace, parts->router);
  case YQQ_PLACE_USERS:
    return yqq_users_page_new (YQQ_ADMINISTRATION (subject), parts->router);
  case YQQ_PLACE_USER_ADD:
    return yqq_user_form_page_new (parts->workspace, YQQ_ADMINISTRATION (subject), parts->router);
  case YQQ_PLACE_USER_ADDED:
    return yqq_user_added_page_new (YQQ_GRANT_FORM (subject), parts->router);
  case YQQ_PLACE_USER_MODIFY:
    return yqq_user_modify_page_new (parts->workspace,
                                     yqq_workspace_get_administration (parts->workspace),
                                     parts->router, YQQ_AUTHORISED_USER_ENTRY (subject));
  case YQQ_PLACE_USER_CANCEL:
    return yqq_user_cancel_page_new (parts->workspace,
                                     yqq_workspace_get_administration (parts->workspace),
                                     parts->router, YQQ_AUTHORISED_USER_ENTRY (subject));
  case YQQ_PLACE_IMPORT:
    return yqq_import_page_new (parts->workspace, parts->router, YQQ_ADMINISTRATION (subject));
  case YQQ_PLACE_BULK:
    return yqq_bulk_page_new (parts->workspace, parts->router, YQQ_ADMINISTRATION (subject));
  case YQQ_PLACE_LEAVER:
    return create_leaver_page (parts, subject);
  case YQQ_PLACE_TRANSFER:
    return yqq_transfer_page_new (parts->workspace, parts->router, YQQ_ADMINISTRATION (subject));
  case YQQ_PLACE_PROPOSALS:
    return yqq_proposals_page_new (parts->workspace, parts->router, YQQ_ADMINISTRATION (subject));
  case YQQ_PLACE_HISTORY:
    return create_history_page (parts, subject);
  case YQQ_PLACE_NOTICES:
    return yqq_notices_page_new (parts->workspace, parts->router, parts->notices);
  case YQQ_PLACE_HISTORY_RECORD:
    return yqq_usage_page_new (parts->router, YQQ_USAGE_LOOK (subject));
  }
  g_return_val_if_reached (NULL);
}
