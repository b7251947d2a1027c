/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/page-factory.h"

#include "app/accounts-page.h"
#include "app/act-page.h"
#include "app/authority-page.h"
#include "app/bulk-page.h"
#include "app/certificate-page.h"
#include "app/change-pin-page.h"
#include "app/confirm-page.h"
#include "app/connected-page.h"
#include "app/document-page.h"
#include "app/enterprises-page.h"
#include "app/face-page.h"
#include "app/history-page.h"
#include "app/home-page.h"
#include "app/identity-page.h"
#include "app/import-page.h"
#include "app/install-page.h"
#include "app/keyring-page.h"
#include "app/keys-page.h"
#include "app/leaver-page.h"
#include "app/lock-page.h"
#include "app/log-in-again-page.h"
#include "app/log-in-page.h"
#include "app/logged-in-page.h"
#include "app/new-pin-page.h"
#include "app/notices-page.h"
#include "app/pin-page.h"
#include "app/pin-settings-page.h"
#include "app/proposals-page.h"
#include "app/scan-page.h"
#include "app/service-desk-page.h"
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

static YqqPage *
create_welcome_page (const YqqPageParts *parts, GObject *subject)
{
  return yqq_welcome_page_new (parts->workspace);
}

static YqqPage *
create_keyring_page (const YqqPageParts *parts, GObject *subject)
{
  return yqq_keyring_page_new (parts->workspace);
}

static YqqPage *
create_authority_page (const YqqPageParts *parts, GObject *subject)
{
  return yqq_authority_page_new (parts->workspace, parts->router, parts->settings);
}

/* Whose log in has expired logs in anew. */
static YqqPage *
create_log_in_page (const YqqPageParts *parts, GObject *subject)
{
  if (yqq_workspace_get_phase (parts->workspace) == YQQ_PHASE_LOGGED_IN)
    return yqq_log_in_again_page_new (parts->workspace, parts->router);
  return yqq_log_in_page_new (parts->workspace, parts->router);
}

static YqqPage *
create_logged_in_page (const YqqPageParts *parts, GObject *subject)
{
  return yqq_logged_in_page_new (parts->workspace, parts->router);
}

static YqqPage *
create_enterprises_page (const YqqPageParts *parts, GObject *subject)
{
  return yqq_enterprises_page_new (parts->workspace, parts->router);
}

static YqqPage *
create_home_page (const YqqPageParts *parts, GObject *subject)
{
  return yqq_home_page_new (parts->workspace, parts->router, parts->notices);
}

static YqqPage *
create_certificate_page (const YqqPageParts *parts, GObject *subject)
{
  return yqq_certificate_page_new (parts->workspace, parts->router,
                                   YQQ_CERTIFICATE_ENTRY (subject));
}

static YqqPage *
create_set_pin_page (const YqqPageParts *parts, GObject *subject)
{
  return yqq_set_pin_page_new (parts->workspace, parts->router,
                               subject ? YQQ_NEW_PIN_FLOW (subject) : NULL);
}

static YqqPage *
create_new_pin_page (const YqqPageParts *parts, GObject *subject)
{
  return yqq_new_pin_page_new (YQQ_NEW_PIN_FLOW (subject));
}

static YqqPage *
create_pin_settings_page (const YqqPageParts *parts, GObject *subject)
{
  return yqq_pin_settings_page_new (parts->workspace, parts->router);
}

static YqqPage *
create_change_pin_page (const YqqPageParts *parts, GObject *subject)
{
  return yqq_change_pin_page_new (YQQ_CHANGE_PIN_FLOW (subject));
}

static YqqPage *
create_pin_page (const YqqPageParts *parts, GObject *subject)
{
  return yqq_pin_page_new (YQQ_PIN_REQUEST (subject));
}

static YqqPage *
create_install_page (const YqqPageParts *parts, GObject *subject)
{
  return yqq_install_page_new (YQQ_INSTALL_FLOW (subject));
}

static YqqPage *
create_scan_page (const YqqPageParts *parts, GObject *subject)
{
  return yqq_scan_page_new (parts->workspace, parts->settings);
}

static YqqPage *
create_confirm_page (const YqqPageParts *parts, GObject *subject)
{
  return yqq_confirm_page_new (parts->workspace, parts->router, YQQ_SCAN_SESSION (subject));
}

static YqqPage *
create_connected_page (const YqqPageParts *parts, GObject *subject)
{
  return yqq_connected_page_new (parts->router, YQQ_SCAN_SESSION (subject));
}

static YqqPage *
create_document_page (const YqqPageParts *parts, GObject *subject)
{
  return yqq_document_page_new (parts->router, YQQ_DOCUMENT_LOOK (subject));
}

static YqqPage *
create_summary_page (const YqqPageParts *parts, GObject *subject)
{
  return yqq_summary_page_new (parts->router, YQQ_SCAN_SESSION (subject));
}

static YqqPage *
create_act_page (const YqqPageParts *parts, GObject *subject)
{
  return yqq_act_page_new (YQQ_ACT_FLOW (subject));
}

static YqqPage *
create_identity_page (const YqqPageParts *parts, GObject *subject)
{
  return yqq_identity_page_new (parts, YQQ_IDENTITY_FLOW (subject));
}

static YqqPage *
create_accounts_page (const YqqPageParts *parts, GObject *subject)
{
  return yqq_accounts_page_new (parts);
}

static YqqPage *
create_keys_page (const YqqPageParts *parts, GObject *subject)
{
  return yqq_keys_page_new (parts);
}

static YqqPage *
create_face_page (const YqqPageParts *parts, GObject *subject)
{
  return yqq_face_page_new (YQQ_FACE_SET_UP (subject), parts->settings);
}

static YqqPage *
create_lock_page (const YqqPageParts *parts, GObject *subject)
{
  return yqq_lock_page_new (parts->workspace, parts->router);
}

static YqqPage *
create_users_page (const YqqPageParts *parts, GObject *subject)
{
  return yqq_users_page_new (YQQ_ADMINISTRATION (subject), parts->router);
}

static YqqPage *
create_user_form_page (const YqqPageParts *parts, GObject *subject)
{
  return yqq_user_form_page_new (parts->workspace, YQQ_ADMINISTRATION (subject), parts->router);
}

static YqqPage *
create_user_added_page (const YqqPageParts *parts, GObject *subject)
{
  return yqq_user_added_page_new (YQQ_GRANT_FORM (subject), parts->router);
}

static YqqPage *
create_user_modify_page (const YqqPageParts *parts, GObject *subject)
{
  return yqq_user_modify_page_new (parts->workspace,
                                   yqq_workspace_get_administration (parts->workspace),
                                   parts->router, YQQ_AUTHORISED_USER_ENTRY (subject));
}

static YqqPage *
create_user_cancel_page (const YqqPageParts *parts, GObject *subject)
{
  return yqq_user_cancel_page_new (parts->workspace,
                                   yqq_workspace_get_administration (parts->workspace),
                                   parts->router, YQQ_AUTHORISED_USER_ENTRY (subject));
}

static YqqPage *
create_import_page (const YqqPageParts *parts, GObject *subject)
{
  return yqq_import_page_new (parts->workspace, parts->router, YQQ_ADMINISTRATION (subject));
}

static YqqPage *
create_bulk_page (const YqqPageParts *parts, GObject *subject)
{
  return yqq_bulk_page_new (parts->workspace, parts->router, YQQ_ADMINISTRATION (subject));
}

static YqqPage *
create_transfer_page (const YqqPageParts *parts, GObject *subject)
{
  return yqq_transfer_page_new (parts->workspace, parts->router, YQQ_ADMINISTRATION (subject));
}

static YqqPage *
create_proposals_page (const YqqPageParts *parts, GObject *subject)
{
  return yqq_proposals_page_new (parts->workspace, parts->router, YQQ_ADMINISTRATION (subject));
}

static YqqPage *
create_notices_page (const YqqPageParts *parts, GObject *subject)
{
  return yqq_notices_page_new (parts->workspace, parts->router, parts->notices);
}

static YqqPage *
create_usage_page (const YqqPageParts *parts, GObject *subject)
{
  return yqq_usage_page_new (parts->router, YQQ_USAGE_LOOK (subject));
}

static YqqPage *
create_service_desk_page (const YqqPageParts *parts, GObject *subject)
{
  return yqq_service_desk_page_new (parts->workspace, YQQ_ADMINISTRATION (subject), parts->router);
}

typedef YqqPage *(*Create) (const YqqPageParts *parts, GObject *subject);

static const Create creators[YQQ_PLACE_COUNT] = {
    [YQQ_PLACE_STARTING] = create_welcome_page,
    [YQQ_PLACE_WELCOME] = create_welcome_page,
    [YQQ_PLACE_KEYRING] = create_keyring_page,
    [YQQ_PLACE_AUTHORITY] = create_authority_page,
    [YQQ_PLACE_LOG_IN] = create_log_in_page,
    [YQQ_PLACE_LOGGED_IN] = create_logged_in_page,
    [YQQ_PLACE_ENTERPRISES] = create_enterprises_page,
    [YQQ_PLACE_HOME] = create_home_page,
    [YQQ_PLACE_CERTIFICATE] = create_certificate_page,
    [YQQ_PLACE_SET_PIN] = create_set_pin_page,
    [YQQ_PLACE_NEW_PIN] = create_new_pin_page,
    [YQQ_PLACE_PIN_SETTINGS] = create_pin_settings_page,
    [YQQ_PLACE_CHANGE_PIN] = create_change_pin_page,
    [YQQ_PLACE_PIN] = create_pin_page,
    [YQQ_PLACE_INSTALL] = create_install_page,
    [YQQ_PLACE_SCAN] = create_scan_page,
    [YQQ_PLACE_CONFIRM] = create_confirm_page,
    [YQQ_PLACE_CONNECTED] = create_connected_page,
    [YQQ_PLACE_DOCUMENT] = create_document_page,
    [YQQ_PLACE_SUMMARY] = create_summary_page,
    [YQQ_PLACE_ACT] = create_act_page,
    [YQQ_PLACE_IDENTITY] = create_identity_page,
    [YQQ_PLACE_KEYS] = create_keys_page,
    [YQQ_PLACE_ACCOUNTS] = create_accounts_page,
    [YQQ_PLACE_LOCKED] = create_lock_page,
    [YQQ_PLACE_FACE] = create_face_page,
    [YQQ_PLACE_USERS] = create_users_page,
    [YQQ_PLACE_USER_ADD] = create_user_form_page,
    [YQQ_PLACE_USER_ADDED] = create_user_added_page,
    [YQQ_PLACE_USER_MODIFY] = create_user_modify_page,
    [YQQ_PLACE_USER_CANCEL] = create_user_cancel_page,
    [YQQ_PLACE_IMPORT] = create_import_page,
    [YQQ_PLACE_BULK] = create_bulk_page,
    [YQQ_PLACE_LEAVER] = create_leaver_page,
    [YQQ_PLACE_TRANSFER] = create_transfer_page,
    [YQQ_PLACE_PROPOSALS] = create_proposals_page,
    [YQQ_PLACE_HISTORY] = create_history_page,
    [YQQ_PLACE_NOTICES] = create_notices_page,
    [YQQ_PLACE_HISTORY_RECORD] = create_usage_page,
    [YQQ_PLACE_SERVICE_DESK] = create_service_desk_page,
};

gboolean
yqq_page_factory_knows (YqqPlace place)
{
  return place < YQQ_PLACE_COUNT;
}

YqqPage *
yqq_page_factory_create (const YqqPageParts *parts, YqqPlace place, GObject *subject)
{
  g_return_val_if_fail (yqq_page_factory_knows (place), NULL);
  return creators[place](parts, subject);
}
