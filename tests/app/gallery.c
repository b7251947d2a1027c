/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws every page in its states into PNG files: gallery DIRECTORY [WIDTH HEIGHT]. */
#include <adwaita.h>
#include <glib/gi18n.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "app/change-pin-flow.h"
#include "app/document-look.h"
#include "app/identity-flow.h"
#include "app/import-page.h"
#include "app/install-flow.h"
#include "app/pin-pad.h"
#include "app/pin-request.h"
#include "app/preferences-window.h"
#include "app/scan-page.h"
#include "app/session-flow.h"
#include "client/client-error.h"
#include "gallery-window.h"
#include "identity/policy.h"
#include "page-test.h"
#include "widget-test.h"

static void
draw_before_log_in (Gallery *self)
{
  g_autoptr (GError) offline =
      g_error_new_literal (YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_OFFLINE, "offline");
  gallery_show (self, "01-starting");
  yqq_workspace_start (YQQ_WORKSPACE (self->workspace));
  gallery_show (self, "02-welcome");
  gallery_act (self, "win.authority");
  gallery_show (self, "03-authority");
  gallery_act (self, "win.back");
  gallery_act (self, "win.log-in");
  gallery_show (self, "04-log-in");
  gallery_act (self, "win.back");
  yqq_workspace_set_trouble (YQQ_WORKSPACE (self->workspace), offline);
  gallery_show (self, "05-welcome-offline");
  yqq_workspace_set_phase (YQQ_WORKSPACE (self->workspace), YQQ_PHASE_KEYRING_LOCKED);
  gallery_show (self, "06-keyring-locked");
  yqq_workspace_set_phase (YQQ_WORKSPACE (self->workspace), YQQ_PHASE_KEYRING_ABSENT);
  gallery_show (self, "07-keyring-absent");
}

static void
draw_home (Gallery *self)
{
  YqqWorkspace *workspace = YQQ_WORKSPACE (self->workspace);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GError) offline =
      g_error_new_literal (YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_OFFLINE, "offline");
  yqq_workspace_set_phase (workspace, YQQ_PHASE_LOGGED_IN);
  yqq_workspace_set_person_name (workspace, "陈演示");
  gallery_show (self, "10-home-loading");
  yqq_workspace_set_trouble (workspace, offline);
  gallery_show (self, "11-home-offline");
  yqq_workspace_set_trouble (workspace, NULL);
  yqq_workspace_set_certificates (workspace, none);
  gallery_show (self, "12-home-empty");
  fake_workspace_fill (self->workspace);
  gallery_show (self, "13-home");
  yqq_workspace_set_trouble (workspace, offline);
  gallery_show (self, "14-home-notice");
  yqq_workspace_set_trouble (workspace, NULL);
  gallery_act (self, "win.certificate::0001");
  gallery_show (self, "15-certificate");
  gallery_act (self, "win.back");
  gallery_act (self, "win.certificate::0002");
  gallery_show (self, "16-certificate-not-installed");
}

static void
press_digits (Gallery *self, const char *digits)
{
  GtkWidget *pad = NULL;
  GQueue queue = G_QUEUE_INIT;
  g_queue_push_tail (&queue, yqq_window_get_page (self->window));
  while (!pad && !g_queue_is_empty (&queue)) {
    GtkWidget *each = g_queue_pop_head (&queue);
    if (YQQ_IS_PIN_PAD (each))
      pad = each;
    for (GtkWidget *child = gtk_widget_get_first_child (each); child;
         child = gtk_widget_get_next_sibling (child))
      g_queue_push_tail (&queue, child);
  }
  g_queue_clear (&queue);
  for (; *digits; digits++)
    gtk_widget_activate_action (pad, "pin.digit", "i", *digits - '0');
}

static void
draw_install (Gallery *self)
{
  YqqWorkspace *workspace = YQQ_WORKSPACE (self->workspace);
  YqqCertificateEntry *item = yqq_workspace_find_certificate (workspace, "0002");
  yqq_workspace_set_pin_set (workspace, FALSE);
  yqq_install_flow_begin (workspace, self->router, item, YQQ_ALGORITHM_SM2_SM3);
  press_digits (self, "246");
  gallery_show (self, "20-set-pin");
  gallery_act (self, "win.back");
  yqq_workspace_set_pin_set (workspace, TRUE);
  yqq_install_flow_begin (workspace, self->router, item, YQQ_ALGORITHM_SM2_SM3);
  press_digits (self, "2468");
  gallery_show (self, "21-pin");
  GObject *request = yqq_router_get_subject (self->router);
  g_autoptr (YqqSecretBytes) wrong = yqq_secret_bytes_new_copy ("111111", 6);
  for (int i = 0; i < 3; i++)
    yqq_pin_request_submit (YQQ_PIN_REQUEST (request), wrong);
  gallery_wait_ms (600);
  gallery_show (self, "22-pin-wrong");
  g_autoptr (YqqSecretBytes) right = yqq_secret_bytes_new_copy (FAKE_PIN, 6);
  fake_workspace_hold (self->workspace, TRUE);
  yqq_pin_request_submit (YQQ_PIN_REQUEST (request), right);
  gallery_show (self, "23-installing");
  fake_workspace_hold (self->workspace, FALSE);
  gallery_show (self, "24-installed");
}

static void
draw_scan (Gallery *self)
{
  gallery_act (self, "win.scan");
  gallery_wait_ms (1500);
  gallery_show (self, "30-scan");
  yqq_scan_page_open (YQQ_SCAN_PAGE (yqq_window_get_page (self->window)),
                      "https://example.com/something-else");
  gallery_show (self, "31-scan-not-ours");
  yqq_router_tell (self->router, _ ("The connection to the PC has ended"));
  gallery_act (self, "scan.restart");
  gallery_wait_ms (500);
  gallery_show (self, "32-scan-told");
}

static void
look_at (Gallery *self, FakeSession *session, guint position, const char *name)
{
  g_autoptr (YqqSessionDocument) document =
      g_list_model_get_item (yqq_scan_session_get_documents (YQQ_SCAN_SESSION (session)), position);
  g_autoptr (YqqDocumentLook) look = yqq_document_look_new (YQQ_SCAN_SESSION (session), document);
  yqq_router_push (self->router, YQQ_PLACE_DOCUMENT, G_OBJECT (look));
  gallery_wait_ms (600);
  gallery_show (self, name);
  gallery_act (self, "win.back");
}

static void
draw_documents (Gallery *self, FakeSession *session)
{
  static const char contract[] = "采购合同\n\n第一条　乙方向甲方提供附件所列设备，共三种，"
                                 "总价人民币 136,000 元。\n第二条　交货期为合同生效后三十日内。\n";
  static const char hidden[] = "金额 \xe2\x80\xae"
                               "001 元";
  g_autofree char *picture = NULL;
  gsize size;
  look_at (self, session, 0, "60-document-not-supplied");
  fake_session_hold_documents (session, TRUE);
  look_at (self, session, 0, "61-document-loading");
  fake_session_hold_documents (session, FALSE);
  fake_session_supply (session, "d1", contract, strlen (contract));
  look_at (self, session, 0, "62-document-text");
  fake_session_supply (session, "d1", hidden, strlen (hidden));
  look_at (self, session, 0, "63-document-hidden-characters");
  fake_session_supply (session, "d1", "%PDF-1.7\n", 9);
  look_at (self, session, 0, "64-document-other");
  if (g_file_get_contents (g_getenv ("GALLERY_PICTURE") ? g_getenv ("GALLERY_PICTURE") : "",
                           &picture, &size, NULL)) {
    fake_session_supply (session, "d1", picture, size);
    look_at (self, session, 0, "65-document-picture");
  }
}

static void
draw_mismatch (Gallery *self, FakeSession *session)
{
  g_autoptr (GError) error =
      g_error_new_literal (YQQ_LINK_ERROR, YQQ_LINK_ERROR_DIGEST, "another document");
  fake_session_fail_next (session, error);
  look_at (self, session, 0, "66-document-mismatch");
  gallery_show (self, "67-confirm-mismatch");
}

static void
draw_session (Gallery *self)
{
  YqqWorkspace *workspace = YQQ_WORKSPACE (self->workspace);
  g_autoptr (FakeSession) session = fake_session_new ();
  yqq_workspace_set_session (workspace, YQQ_SCAN_SESSION (session));
  fake_session_scan (session, "042");
  gallery_show (self, "40-confirm-check-code");
  fake_session_pass_check (session);
  gallery_show (self, "41-confirm");
  draw_documents (self, session);
  yqq_session_flow_confirm (workspace, self->router, YQQ_SCAN_SESSION (session));
  gallery_show (self, "42-pin");
  fake_session_move (session, YQQ_SESSION_STATE_CONFIRMED, NULL);
  gallery_show (self, "43-connecting");
  fake_session_move (session, YQQ_SESSION_STATE_CONNECTED, NULL);
  gallery_show (self, "44-connected");
  fake_session_ask (session, "采购合同正文（终稿）.pdf", YQQ_SIGNATURE_SIGNED);
  fake_session_ask (session, "附件一：报价单.xlsx", YQQ_SIGNATURE_SIGNING);
  fake_session_ask (session, "补充协议.docx", YQQ_SIGNATURE_WAITING);
  gallery_show (self, "45-signing");
  gallery_act (self, "win.home");
  gallery_show (self, "46-badge");
  gallery_act (self, "win.session");
  YqqSignatureRecord *waiting = fake_session_ask (session, "补充协议二.txt", YQQ_SIGNATURE_WAITING);
  g_autoptr (YqqDocumentLook) look =
      yqq_document_look_new_for_record (YQQ_SCAN_SESSION (session), waiting);
  fake_session_supply (session, "补充协议二.txt", "补充协议\n", 13);
  yqq_router_push (self->router, YQQ_PLACE_DOCUMENT, G_OBJECT (look));
  gallery_wait_ms (600);
  gallery_show (self, "68-document-asked");
  gallery_act (self, "win.back");
  fake_session_move (session, YQQ_SESSION_STATE_SUSPENDED, NULL);
  gallery_show (self, "47-suspended");
  fake_session_move (session, YQQ_SESSION_STATE_CLOSED, "idle");
  gallery_show (self, "48-summary");
  fake_session_move (session, YQQ_SESSION_STATE_REJECTED, "check-code");
  gallery_show (self, "49-refused");
  gallery_act (self, "win.home");
  g_autoptr (FakeSession) other = fake_session_new ();
  yqq_workspace_set_session (workspace, YQQ_SCAN_SESSION (other));
  gallery_act (self, "win.scan");
  fake_session_scan (other, NULL);
  draw_mismatch (self, other);
  fake_session_move (other, YQQ_SESSION_STATE_REJECTED, "user");
  gallery_act (self, "win.home");
}

/* Fills in a form's field as a person does; the list of the field's row for choices. */
static GtkWidget *
find_titled (GtkWidget *widget, const char *title)
{
  if (ADW_IS_PREFERENCES_ROW (widget) &&
      g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_titled (child, title);
    if (found)
      return found;
  }
  return NULL;
}

static void
fill_in (Gallery *self, const char *title, const char *text, guint choice)
{
  GtkWidget *row = find_titled (GTK_WIDGET (yqq_window_get_page (self->window)), title);
  if (text)
    gtk_editable_set_text (GTK_EDITABLE (row), text);
  else
    adw_combo_row_set_selected (ADW_COMBO_ROW (row), choice);
}

static void
draw_form (Gallery *self)
{
  YqqPage *page = yqq_window_get_page (self->window);
  gallery_show (self, "73-user-add");
  widget_test_press_button (GTK_WIDGET (page), "suggested-action");
  gallery_show (self, "74-user-add-missing");
  fill_in (self, _ ("Name"), "林样例", 0);
  fill_in (self, _ ("Document type"), NULL, 1);
  fill_in (self, _ ("Document number"), "44010619900307674X", 0);
  fill_in (self, _ ("Mobile number"), "13912345678", 0);
  fill_in (self, _ ("Years of validity"), NULL, 9);
  widget_test_press_button (GTK_WIDGET (page), "suggested-action");
  gallery_show (self, "75-user-add-faults");
  fill_in (self, _ ("Years of validity"), NULL, 11);
  gallery_show (self, "75-user-add-until");
  fill_in (self, _ ("Last day of validity"), "2035-01-01", 0);
  widget_test_press_button (GTK_WIDGET (page), "suggested-action");
  gallery_show (self, "75-user-add-until-beyond");
  fill_in (self, _ ("Document number"), "440106199003076729", 0);
  fill_in (self, _ ("Years of validity"), NULL, 2);
  adw_action_row_activate (
      ADW_ACTION_ROW (find_titled (GTK_WIDGET (page), _ ("Enterprise certificate"))));
  gallery_show (self, "76-user-add-complete");
  fake_administration_set_pin_kept (fake_workspace_get_administration (self->workspace), TRUE);
  widget_test_press_button (GTK_WIDGET (page), "suggested-action");
  gallery_wait_ms (800);
  gallery_show (self, "77-user-added");
  gallery_act (self, "win.back");
}

static void
draw_changes (Gallery *self)
{
  FakeAdministration *fake = fake_workspace_get_administration (self->workspace);
  YqqAdministration *administration = YQQ_ADMINISTRATION (fake);
  yqq_router_push (self->router, YQQ_PLACE_USER_MODIFY,
                   G_OBJECT (yqq_administration_find_user (administration, "0104")));
  adw_combo_row_set_selected (
      ADW_COMBO_ROW (
          find_titled (GTK_WIDGET (yqq_window_get_page (self->window)), _ ("Years of validity"))),
      1);
  gallery_show (self, "78-user-renew");
  yqq_router_back (self->router);
  yqq_router_push (self->router, YQQ_PLACE_USER_MODIFY,
                   G_OBJECT (yqq_administration_find_user (administration, "0101")));
  gallery_show (self, "78-user-modify");
  adw_action_row_activate (ADW_ACTION_ROW (
      find_titled (GTK_WIDGET (yqq_window_get_page (self->window)), _ ("Can be set later"))));
  gallery_show (self, "79-user-suspend");
  gallery_act (self, "win.back");
  yqq_router_push (self->router, YQQ_PLACE_USER_CANCEL,
                   G_OBJECT (yqq_administration_find_user (administration, "0101")));
  gallery_show (self, "80-user-cancel");
  widget_test_press_button (GTK_WIDGET (yqq_window_get_page (self->window)), "destructive-action");
  gallery_show (self, "81-user-cancel-missing");
  gallery_act (self, "win.back");
  yqq_router_push (self->router, YQQ_PLACE_USER_CANCEL,
                   G_OBJECT (yqq_administration_find_user (administration, "own")));
  gallery_show (self, "82-user-cancel-refused");
  gallery_act (self, "win.back");
}

static void
draw_users (Gallery *self)
{
  FakeAdministration *fake = fake_workspace_get_administration (self->workspace);
  g_autoptr (GError) offline =
      g_error_new_literal (YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_OFFLINE, "offline");
  fake_administration_hold (fake, TRUE);
  gallery_act (self, "win.users");
  gallery_show (self, "70-users-loading");
  fake_administration_fail_next (fake, offline);
  fake_administration_hold (fake, FALSE);
  gallery_show (self, "71-users-offline");
  yqq_administration_refresh (YQQ_ADMINISTRATION (fake));
  gallery_show (self, "72-users-empty");
  fake_administration_fill (fake);
  fake_administration_set_quota (fake, 20);
  yqq_administration_refresh (YQQ_ADMINISTRATION (fake));
  gallery_wait_ms (300);
  gallery_show (self, "72-users");
  yqq_router_push (self->router, YQQ_PLACE_USER_ADD, G_OBJECT (fake));
  draw_form (self);
  draw_changes (self);
  fake_administration_set_quota (fake, 7);
  yqq_administration_refresh (YQQ_ADMINISTRATION (fake));
  gallery_wait_ms (300);
  gallery_show (self, "83-users-exhausted");
  gallery_act (self, "win.home");
}

static FakeAdministration *
prepare_office (Gallery *self)
{
  yqq_workspace_choose_enterprise (YQQ_WORKSPACE (self->workspace), FAKE_ENTERPRISE);
  FakeAdministration *fake = fake_workspace_get_administration (self->workspace);
  fake_administration_fill (fake);
  yqq_administration_refresh (YQQ_ADMINISTRATION (fake));
  gallery_wait_ms (300);
  return fake;
}

static void
draw_import (Gallery *self, FakeAdministration *fake)
{
  static const char sheet[] = "姓名,证件类型,证件号码,手机号码,有效年数,权限\n"
                              "孙新一,居民身份证,110105198505051233,13800000001,2,机构证书\n"
                              "孙新二,居民身份证,440524188001010015,1380000,2,机构证书\n"
                              "何期满,居民身份证,440524188001010014,13800000002,30,\n";
  g_autoptr (GFileIOStream) stream = NULL;
  g_autoptr (GFile) file = g_file_new_tmp ("yqq-XXXXXX.csv", &stream, NULL);
  g_file_replace_contents (file, sheet, strlen (sheet), NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL,
                           NULL);
  yqq_router_push (self->router, YQQ_PLACE_IMPORT, G_OBJECT (fake));
  gallery_show (self, "90-import");
  yqq_import_page_open (YQQ_IMPORT_PAGE (yqq_window_get_page (self->window)), file);
  gallery_wait_ms (500);
  gallery_show (self, "91-import-checked");
  g_file_replace_contents (file, "a,b\n", 4, NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL, NULL);
  yqq_import_page_open (YQQ_IMPORT_PAGE (yqq_window_get_page (self->window)), file);
  gallery_wait_ms (500);
  gallery_show (self, "92-import-no-sheet");
  g_file_delete (file, NULL, NULL);
  gallery_act (self, "win.back");
}

static void
draw_many (Gallery *self, FakeAdministration *fake)
{
  yqq_router_push (self->router, YQQ_PLACE_BULK, G_OBJECT (fake));
  widget_test_click (GTK_WIDGET (yqq_window_get_page (self->window)),
                     _ ("Tick all that are shown"));
  gallery_show (self, "93-bulk");
  gallery_act (self, "win.back");
  yqq_router_push (self->router, YQQ_PLACE_LEAVER, G_OBJECT (fake));
  gallery_show (self, "94-leaver-choose");
  gallery_act (self, "win.back");
  yqq_router_push (self->router, YQQ_PLACE_LEAVER,
                   G_OBJECT (yqq_administration_find_user (YQQ_ADMINISTRATION (fake), "0101")));
  gallery_show (self, "95-leaver");
  gallery_act (self, "win.back");
}

static void
draw_office (Gallery *self, FakeAdministration *fake)
{
  yqq_router_push (self->router, YQQ_PLACE_TRANSFER, G_OBJECT (fake));
  gallery_show (self, "96-transfer");
  fake_administration_add_transfer (fake, "王样例", "陈演示", TRUE, FALSE);
  yqq_administration_refresh (YQQ_ADMINISTRATION (fake));
  gallery_wait_ms (300);
  gallery_show (self, "97-transfer-asked");
  gallery_act (self, "win.back");
  yqq_router_push (self->router, YQQ_PLACE_PROPOSALS, G_OBJECT (fake));
  gallery_show (self, "98-two-person");
  fake_administration_set_two_person (fake, TRUE);
  fake_administration_add_proposal (
      fake, "王样例", FALSE,
      "eyJ9."
      "eyJhY3QiOiJncmFudC1jYW5jZWwiLCJhY3RfaWQiOiJhY3QtMSIsImVudGVycHJpc2UiOiJlbnRlcnByaXNlLTEiLCJh"
      "dCI6IjIwMjYtMDMtMDFUMDA6MDA6MDAuMDAwWiIsIndob2xlIjp0cnVlLCJncmFudHMiOlt7ImdyYW50IjoiMDEwMSJ9"
      "XSwicmVhc29uIjoibGVmdCJ9.c2ln",
      "林样例");
  yqq_administration_refresh (YQQ_ADMINISTRATION (fake));
  gallery_wait_ms (300);
  gallery_show (self, "99-proposals");
  gallery_act (self, "win.back");
}

static void
draw_service_desk (Gallery *self, FakeAdministration *fake)
{
  yqq_router_push (self->router, YQQ_PLACE_SERVICE_DESK, G_OBJECT (fake));
  GtkWidget *page = GTK_WIDGET (yqq_window_get_page (self->window));
  gallery_show (self, "b0-service-desk");
  gtk_editable_set_text (GTK_EDITABLE (page_test_find_row (page, _ ("Name"))), FAKE_VISITOR);
  gtk_editable_set_text (GTK_EDITABLE (page_test_find_row (page, _ ("Document number"))),
                         "11010519491231002X");
  gtk_check_button_set_active (
      GTK_CHECK_BUTTON (widget_test_find_type (page, GTK_TYPE_CHECK_BUTTON)), TRUE);
  widget_test_click (page, _ ("Confirm identity"));
  widget_test_wait_until (yqq_router_get_place (self->router) == YQQ_PLACE_PIN);
  gallery_show (self, "b1-service-desk-pin");
  g_autoptr (YqqSecretBytes) pin = yqq_secret_bytes_new_copy (FAKE_PIN, strlen (FAKE_PIN));
  yqq_pin_request_submit (YQQ_PIN_REQUEST (yqq_router_get_subject (self->router)), pin);
  widget_test_wait_until (widget_test_shows (page, FAKE_STAFF_CODE));
  gallery_show (self, "b2-service-desk-code");
  gallery_act (self, "win.back");
}

static void
press_look (Gallery *self)
{
  g_autofree char *name = g_strdup_printf (_ ("Look at %s"), "采购合同正文（终稿）.pdf");
  widget_test_click (GTK_WIDGET (yqq_window_get_page (self->window)), name);
}

static void
draw_records (Gallery *self)
{
  gallery_act (self, "win.history");
  gallery_show (self, "a0-history-empty");
  gallery_act (self, "win.back");
  fake_records_fill (self->records);
  yqq_notice_watch_poll (self->notices);
  gallery_show (self, "a1-unseen");
  gallery_act (self, "win.history");
  gallery_wait_ms (800);
  gallery_show (self, "a2-history");
  press_look (self);
  gallery_wait_ms (300);
  gallery_show (self, "a3-signature");
  gallery_act (self, "win.notices");
  gallery_wait_ms (800);
  gallery_show (self, "a4-notices");
  gallery_act (self, "win.home");
}

static void
draw_offers (Gallery *self)
{
  FakeAdministration *fake = prepare_office (self);
  draw_import (self, fake);
  draw_many (self, fake);
  draw_office (self, fake);
  draw_service_desk (self, fake);
  draw_records (self);
}

static void
draw_keys (Gallery *self)
{
  g_autoptr (GBytes) credential = g_bytes_new ("credential", 10);
  gallery_act (self, "win.security-keys");
  gallery_show (self, "b0-keys-none");
  gallery_act (self, "win.back");
  gallery_wait_ms (600);
  fake_key_office_fill (fake_workspace_get_keys (self->workspace), "办公室", credential);
  fake_key_office_fill (fake_workspace_get_keys (self->workspace), "家里备用", credential);
  gallery_act (self, "win.security-keys");
  gallery_show (self, "b1-keys");
  gallery_act (self, "win.home");
}

static void
draw_accounts (Gallery *self)
{
  FakeAccountOffice *accounts = fake_workspace_get_accounts (self->workspace);
  JsonObject *provider = json_object_new ();
  gallery_act (self, "win.accounts");
  gallery_show (self, "b5-accounts-closed");
  gallery_act (self, "win.back");
  gallery_wait_ms (600);
  json_object_set_string_member (provider, "name", "企业统一认证");
  fake_account_office_set_provider (accounts, provider);
  gallery_act (self, "win.accounts");
  gallery_show (self, "b6-accounts-none");
  gallery_act (self, "win.back");
  gallery_wait_ms (600);
  fake_account_office_fill (accounts, "企业统一认证", "https://id.example.cn");
  gallery_act (self, "win.accounts");
  gallery_show (self, "b7-accounts");
  gallery_act (self, "win.home");
}

/* Who somebody is: the ways, what cannot be used, the panels; then the lock, a new PIN, the face.
 */
static void
draw_identity (Gallery *self)
{
  static const char *const ways[] = {"staff-code", "oidc", "device+face", "pin", NULL};
  g_autoptr (FakeIdentityOffice) office = fake_identity_office_new (ways);
  fake_identity_office_set_unavailable (office, "fido2", "none");
  g_autoptr (YqqIdentityFlow) flow =
      yqq_identity_flow_new (YQQ_IDENTITY_OFFICE (office), YQQ_IDENTITY_PURPOSE_NEW_PIN, NULL,
                             _ ("Show that it is you, and the application is unlocked."));
  yqq_router_push (self->router, YQQ_PLACE_IDENTITY, G_OBJECT (flow));
  gallery_show (self, "c0-identity-ways");
  yqq_identity_flow_choose (flow, 0);
  gallery_show (self, "c1-identity-staff-code");
  yqq_identity_flow_choose_again (flow);
  yqq_identity_flow_choose (flow, 3);
  gallery_show (self, "c2-identity-pin");
  gallery_act (self, "win.home");
  gallery_act (self, "win.new-pin");
  gallery_show (self, "c3-new-pin");
  gallery_act (self, "win.home");
  gallery_act (self, "win.pin-settings");
  gallery_show (self, "c6-pin-settings");
  yqq_change_pin_flow_begin (YQQ_WORKSPACE (self->workspace), self->router);
  gallery_show (self, "c7-change-pin");
  gallery_act (self, "win.home");
  fake_workspace_leave_stale (self->workspace);
  gallery_show (self, "c8-certificates-to-install-anew");
  fake_workspace_fill (self->workspace);
  yqq_workspace_lock (YQQ_WORKSPACE (self->workspace));
  gallery_show (self, "c5-locked");
  yqq_workspace_reopen (YQQ_WORKSPACE (self->workspace));
}

static void
draw_log_in_again (Gallery *self)
{
  fake_workspace_join (self->workspace, "enterprise-2", "演示文创（深圳）有限公司");
  gallery_show (self, "d0-home-of-all");
  yqq_router_push (self->router, YQQ_PLACE_LOGGED_IN, NULL);
  gallery_show (self, "d1-logged-in");
  gallery_act (self, "win.enterprises");
  gallery_show (self, "d2-enterprises");
  gallery_act (self, "win.home");
  gallery_act (self, "win.log-in");
  gallery_show (self, "d3-log-in-again");
  widget_test_press_button (GTK_WIDGET (yqq_window_get_page (self->window)), "suggested-action");
  gallery_show (self, "d4-log-in-again-missing");
  gallery_act (self, "win.home");
}

static void
draw_dialogs (Gallery *self)
{
  yqq_preferences_window_present (GTK_WINDOW (self->window), self->settings,
                                  YQQ_WORKSPACE (self->workspace));
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());
  gallery_wait_ms (800);
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);
    if (YQQ_IS_PREFERENCES_WINDOW (window) && gtk_widget_get_mapped (window))
      gallery_draw (window, self->directory, "50-preferences");
  }
}

int
main (int argc, char **argv)
{
  Gallery self = {.directory = argc > 1 ? argv[1] : ".", .width = 960, .height = 680};
  setlocale (LC_ALL, "");
  if (g_getenv ("YQQ_LOCALEDIR"))
    bindtextdomain (GETTEXT_PACKAGE, g_getenv ("YQQ_LOCALEDIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  if (argc > 3) {
    self.width = atoi (argv[2]);
    self.height = atoi (argv[3]);
  }
  adw_init ();
  if (g_getenv ("GALLERY_DARK"))
    adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                        ADW_COLOR_SCHEME_FORCE_DARK);
  if (g_getenv ("GALLERY_LARGE"))
    g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024 * 2, NULL);
  widget_test_load_resources ();
  self.settings = yqq_settings_new ();
  gallery_open (&self);
  if (g_strcmp0 (g_getenv ("GALLERY_ONLY"), "users") == 0) {
    yqq_workspace_start (YQQ_WORKSPACE (self.workspace));
    fake_workspace_fill (self.workspace);
    draw_users (&self);
    gallery_close (&self);
    return 0;
  }
  if (g_strcmp0 (g_getenv ("GALLERY_ONLY"), "log-in") == 0) {
    yqq_workspace_start (YQQ_WORKSPACE (self.workspace));
    fake_workspace_fill (self.workspace);
    draw_log_in_again (&self);
    gallery_close (&self);
    return 0;
  }
  if (g_strcmp0 (g_getenv ("GALLERY_ONLY"), "offers") == 0) {
    yqq_workspace_start (YQQ_WORKSPACE (self.workspace));
    fake_workspace_fill (self.workspace);
    draw_offers (&self);
    gallery_close (&self);
    return 0;
  }
  if (g_strcmp0 (g_getenv ("GALLERY_ONLY"), "keys") == 0) {
    yqq_workspace_start (YQQ_WORKSPACE (self.workspace));
    fake_workspace_fill (self.workspace);
    draw_keys (&self);
    draw_accounts (&self);
    draw_identity (&self);
    draw_dialogs (&self);
    gallery_close (&self);
    return 0;
  }
  if (g_strcmp0 (g_getenv ("GALLERY_ONLY"), "face") == 0) {
    yqq_workspace_start (YQQ_WORKSPACE (self.workspace));
    fake_workspace_fill (self.workspace);
    gallery_draw_face (&self);
    gallery_close (&self);
    return 0;
  }
  draw_before_log_in (&self);
  draw_home (&self);
  draw_install (&self);
  draw_scan (&self);
  draw_session (&self);
  draw_users (&self);
  draw_offers (&self);
  draw_keys (&self);
  draw_accounts (&self);
  draw_identity (&self);
  gallery_draw_face (&self);
  draw_log_in_again (&self);
  draw_dialogs (&self);
  gallery_close (&self);
  return 0;
}
