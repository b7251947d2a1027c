/* SPDX-License-Identifier: GPL-3.0-or-later */
/* At 360 pixels with text twice as large every page still fits: nothing is wider than the window
 * and no text is cut off. Argument: the language, en or zh_CN. */
#include <glib/gi18n.h>
#include <locale.h>

#include "app/grant-form.h"
#include "app/install-flow.h"
#include "app/preferences-window.h"
#include "app/scan-page.h"
#include "app/service-desk-form.h"
#include "app/session-flow.h"
#include "app/window.h"
#include "client/client-error.h"
#include "page-test.h"

#define WIDTH 360
#define HEIGHT 640

/* Tells every fault before the test fails. */
#define FAULT(...)                                                                                 \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_test_message (__VA_ARGS__);                                                                  \
    g_test_fail ();                                                                                \
  }                                                                                                \
  G_STMT_END

typedef struct {
  FakeWorkspace *fake;
  YqqWorkspace *workspace;
  YqqRouter *router;
  YqqSettings *settings;
  FakeRecords *records;
  YqqNoticeWatch *notices;
  YqqWindow *window;
  FakeSession *session;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->fake = fake_workspace_new ();
  fixture->workspace = YQQ_WORKSPACE (fixture->fake);
  fixture->router = yqq_router_new ();
  fixture->settings = yqq_settings_new ();
  fixture->session = fake_session_new ();
  fixture->records = fake_records_new ();
  fixture->notices = yqq_notice_watch_new (fixture->workspace, YQQ_RECORDS (fixture->records));
  YqqPageParts parts = {fixture->workspace, fixture->router, fixture->settings,
                        YQQ_RECORDS (fixture->records), fixture->notices};
  fixture->window = yqq_window_new (NULL, &parts);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), WIDTH, HEIGHT);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  yqq_workspace_start (fixture->workspace);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  page_test_release (fixture->router);
  g_object_unref (fixture->notices);
  g_object_unref (fixture->records);
  g_object_unref (
      fixture->fake); /* a folded AdwLeaflet keeps its sidebar, and that the workspace */
  page_test_release (fixture->session);
  g_object_unref (fixture->settings);
}

/* The innermost widget that is wider than the window at its least. */
static GtkWidget *
find_widest (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child)) {
    int minimum;
    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
    if (minimum > WIDTH - 24)
      return find_widest (child);
  }
  return widget;
}

static void
assert_narrow (GtkWidget *widget, const char *name)
{
  int minimum;
  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  if (minimum <= WIDTH)
    return;
  GtkWidget *widest = find_widest (widget);
  g_autofree char *text = widget_test_collect_text (widest);
  FAULT ("%s needs %d pixels for a %s with: %s", name, minimum, G_OBJECT_TYPE_NAME (widest), text);
}

/* The texts that may end in dots are chosen one by one: they stand in full elsewhere; what a group
 * is called does not. */
static gboolean
may_be_cut (GtkLabel *label)
{
  return gtk_label_get_ellipsize (label) != PANGO_ELLIPSIZE_NONE &&
         !gtk_widget_has_css_class (GTK_WIDGET (label), "h4");
}

static void
assert_text_fits (GtkWidget *label)
{
  PangoLayout *layout = gtk_label_get_layout (GTK_LABEL (label));
  int width;
  int height;
  if (pango_layout_is_ellipsized (layout) && !may_be_cut (GTK_LABEL (label)))
    FAULT ("\"%s\" is cut", gtk_label_get_text (GTK_LABEL (label)));
  pango_layout_get_pixel_size (layout, &width, &height);
  if (!may_be_cut (GTK_LABEL (label)) &&
      (width > gtk_widget_get_width (label) + 1 || height > gtk_widget_get_height (label) + 1))
    FAULT ("\"%s\" needs %d × %d and has %d × %d", gtk_label_get_text (GTK_LABEL (label)), width,
           height, gtk_widget_get_width (label), gtk_widget_get_height (label));
}

/* Every text that can be seen, and that nothing stands outside the window's sides. */
static void
assert_inside (GtkWidget *widget, GtkWidget *root)
{
  graphene_rect_t bounds;
  if (!gtk_widget_get_mapped (widget) || !gtk_widget_compute_bounds (widget, root, &bounds))
    return;
  if (GTK_IS_LABEL (widget) && gtk_widget_get_width (widget) > 0) {
    assert_text_fits (widget);
    if (bounds.origin.x < -1 || bounds.origin.x + bounds.size.width > WIDTH + 1)
      FAULT ("\"%s\" stands from %g to %g", gtk_label_get_text (GTK_LABEL (widget)),
             bounds.origin.x, bounds.origin.x + bounds.size.width);
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    assert_inside (child, root);
}

static GtkWidget *
get_content (Fixture *fixture)
{
  return adw_application_window_get_content (ADW_APPLICATION_WINDOW (fixture->window));
}

/* Folding, transitions and what a page learns at first need some frames. */
static void
lay_out (Fixture *fixture)
{
  for (guint i = 0; i < 2; i++) {
    gtk_window_set_default_size (GTK_WINDOW (fixture->window), WIDTH, HEIGHT);
    gtk_widget_queue_draw (GTK_WIDGET (fixture->window));
    gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  }
}

static void
assert_fits (Fixture *fixture)
{
  GtkWidget *page = GTK_WIDGET (yqq_window_get_page (fixture->window));
  lay_out (fixture);
  assert_narrow (page, G_OBJECT_TYPE_NAME (page));
  g_autofree char *around = g_strdup_printf ("The frame around %s", G_OBJECT_TYPE_NAME (page));
  assert_narrow (get_content (fixture), around);
  assert_inside (page, page);
}

static void
act (Fixture *fixture, const char *action)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;
  g_action_parse_detailed_name (action, &name, &target, NULL);
  gtk_widget_activate_action_variant (GTK_WIDGET (fixture->window), name, target);
}

static void
fail (Fixture *fixture, YqqClientError code)
{
  g_autoptr (GError) error = g_error_new_literal (YQQ_CLIENT_ERROR, (int)code, "as wanted");
  yqq_workspace_set_trouble (fixture->workspace, error);
}

static void
before_log_in (Fixture *fixture, gconstpointer data)
{
  assert_fits (fixture);
  fail (fixture, YQQ_CLIENT_ERROR_TLS);
  assert_fits (fixture);
  yqq_workspace_set_phase (fixture->workspace, YQQ_PHASE_KEYRING_LOCKED);
  assert_fits (fixture);
  yqq_workspace_set_phase (fixture->workspace, YQQ_PHASE_KEYRING_ABSENT);
  assert_fits (fixture);
}

static void
the_forms (Fixture *fixture, gconstpointer data)
{
  act (fixture, "win.authority");
  assert_fits (fixture);
  act (fixture, "win.back");
  act (fixture, "win.log-in");
  widget_test_settle ();
  assert_fits (fixture);
}

static void
home (Fixture *fixture, gconstpointer data)
{
  yqq_workspace_set_phase (fixture->workspace, YQQ_PHASE_LOGGED_IN);
  assert_fits (fixture);
  fail (fixture, YQQ_CLIENT_ERROR_OFFLINE);
  assert_fits (fixture);
  fake_workspace_fill (fixture->fake);
  assert_fits (fixture);
}

static void
around_a_log_in (Fixture *fixture, gconstpointer data)
{
  fake_workspace_fill (fixture->fake);
  fake_workspace_join (fixture->fake, "enterprise-2", "演示文创（深圳）股份有限公司");
  assert_fits (fixture); /* the enterprise above the certificates */
  act (fixture, "win.log-in");
  widget_test_settle ();
  assert_fits (fixture);
  yqq_router_push (fixture->router, YQQ_PLACE_LOGGED_IN, NULL);
  assert_fits (fixture);
  act (fixture, "win.enterprises");
  assert_fits (fixture);
}

static void
certificates (Fixture *fixture, gconstpointer data)
{
  fake_workspace_fill (fixture->fake);
  for (guint i = 1; i <= 6; i++) {
    g_autofree char *action = g_strdup_printf ("win.certificate::000%u", i);
    act (fixture, action);
    assert_fits (fixture);
    act (fixture, "win.back");
  }
}

static YqqPinRequest *
begin_install (Fixture *fixture)
{
  yqq_install_flow_begin (fixture->workspace, fixture->router,
                          yqq_workspace_find_certificate (fixture->workspace, "0003"),
                          YQQ_ALGORITHM_P256_SHA256);
  GObject *subject = yqq_router_get_subject (fixture->router);
  return YQQ_IS_PIN_REQUEST (subject) ? YQQ_PIN_REQUEST (subject) : NULL;
}

static void
submit (YqqPinRequest *request, const char *pin)
{
  g_autoptr (YqqSecretBytes) secret = yqq_secret_bytes_new_copy (pin, strlen (pin));
  yqq_pin_request_submit (request, secret);
  widget_test_settle ();
}

static void
the_pin_and_installing (Fixture *fixture, gconstpointer data)
{
  fake_workspace_fill (fixture->fake);
  yqq_workspace_set_pin_set (fixture->workspace, FALSE);
  g_assert_null (begin_install (fixture));
  assert_fits (fixture);
  act (fixture, "win.back");
  yqq_workspace_set_pin_set (fixture->workspace, TRUE);
  YqqPinRequest *request = begin_install (fixture);
  assert_fits (fixture);
  submit (request, "111111");
  assert_fits (fixture);
  fake_workspace_hold (fixture->fake, TRUE);
  submit (request, FAKE_PIN);
  assert_fits (fixture);
  fake_workspace_hold (fixture->fake, FALSE);
  widget_test_settle ();
}

static void
the_scanner (Fixture *fixture, gconstpointer data)
{
  fake_workspace_fill (fixture->fake);
  act (fixture, "win.scan");
  assert_fits (fixture);
  yqq_scan_page_open (YQQ_SCAN_PAGE (yqq_window_get_page (fixture->window)), "https://example.com");
  assert_fits (fixture);
}

static void
a_session (Fixture *fixture, gconstpointer data)
{
  fake_workspace_fill (fixture->fake);
  act (fixture, "win.scan");
  yqq_workspace_set_session (fixture->workspace, YQQ_SCAN_SESSION (fixture->session));
  fake_session_scan (fixture->session, "042");
  assert_fits (fixture);
  fake_session_pass_check (fixture->session);
  assert_fits (fixture);
  yqq_session_flow_confirm (fixture->workspace, fixture->router,
                            YQQ_SCAN_SESSION (fixture->session));
  assert_fits (fixture);
  fake_session_move (fixture->session, YQQ_SESSION_STATE_CONNECTED, NULL);
  fake_session_ask (fixture->session, "附件一：报价单.xlsx", YQQ_SIGNATURE_SIGNED);
  fake_session_ask (fixture->session, "采购合同正文（终稿）.pdf", YQQ_SIGNATURE_WAITING);
  widget_test_settle ();
  assert_fits (fixture);
  act (fixture, "win.home");
  assert_fits (fixture);
  act (fixture, "win.session");
  fake_session_move (fixture->session, YQQ_SESSION_STATE_CLOSED, "authority-restarted");
  assert_fits (fixture);
}

static YqqAdministration *
show_users (Fixture *fixture)
{
  FakeAdministration *fake;
  fake_workspace_fill (fixture->fake);
  fake = fake_workspace_get_administration (fixture->fake);
  fake_administration_fill (fake);
  act (fixture, "win.users");
  widget_test_settle ();
  return YQQ_ADMINISTRATION (fake);
}

static void
authorised_users (Fixture *fixture, gconstpointer data)
{
  fake_workspace_fill (fixture->fake);
  act (fixture, "win.users");
  widget_test_settle ();
  assert_fits (fixture);
  act (fixture, "win.home");
  YqqAdministration *administration = show_users (fixture);
  assert_fits (fixture);
  fake_administration_set_quota (FAKE_ADMINISTRATION (administration), 6);
  yqq_administration_refresh (administration);
  widget_test_settle ();
  assert_fits (fixture);
}

static void
changing_authorised_users (Fixture *fixture, gconstpointer data)
{
  YqqAdministration *administration = show_users (fixture);
  yqq_router_push (fixture->router, YQQ_PLACE_USER_ADD, G_OBJECT (administration));
  assert_fits (fixture);
  widget_test_press_button (GTK_WIDGET (yqq_window_get_page (fixture->window)), "suggested-action");
  assert_fits (fixture);
  act (fixture, "win.back");
  for (guint i = 1; i <= 6; i++) {
    g_autofree char *grant = g_strdup_printf ("010%u", i);
    GObject *entry = G_OBJECT (yqq_administration_find_user (administration, grant));
    yqq_router_push (fixture->router, YQQ_PLACE_USER_MODIFY, entry);
    assert_fits (fixture);
    yqq_router_replace (fixture->router, YQQ_PLACE_USER_CANCEL, entry);
    assert_fits (fixture);
    act (fixture, "win.back");
  }
}

static void
what_to_tell_an_employee (Fixture *fixture, gconstpointer data)
{
  YqqActLine line = {.done = TRUE, .code = (char *)"YQ44012026030101"};
  YqqAdministration *administration = show_users (fixture);
  g_autoptr (YqqGrantForm) form = yqq_grant_form_new (administration);
  yqq_grant_form_set_name (form, "欧阳新员工");
  yqq_grant_form_take_grant (form, &line);
  yqq_router_push (fixture->router, YQQ_PLACE_USER_ADDED, G_OBJECT (form));
  assert_fits (fixture);
}

static void
press_suggested (Fixture *fixture)
{
  widget_test_press_button (GTK_WIDGET (yqq_window_get_page (fixture->window)), "suggested-action");
  widget_test_settle ();
}

static void
the_service_desk (Fixture *fixture, gconstpointer data)
{
  FakeAdministration *fake = FAKE_ADMINISTRATION (show_users (fixture));
  yqq_router_push (fixture->router, YQQ_PLACE_SERVICE_DESK, G_OBJECT (fake));
  GtkWidget *page = GTK_WIDGET (yqq_window_get_page (fixture->window));
  assert_fits (fixture);
  press_suggested (fixture);
  assert_fits (fixture);
  gtk_editable_set_text (GTK_EDITABLE (page_test_find_row (page, _ ("Name"))), FAKE_VISITOR);
  gtk_editable_set_text (GTK_EDITABLE (page_test_find_row (page, _ ("Document number"))),
                         "11010519491231002X");
  gtk_check_button_set_active (
      GTK_CHECK_BUTTON (widget_test_find_type (page, GTK_TYPE_CHECK_BUTTON)), TRUE);
  adw_combo_row_set_selected (ADW_COMBO_ROW (page_test_find_row (page, _ ("What for"))),
                              YQQ_DESK_MATTER_COUNT - 1);
  press_suggested (fixture);
  widget_test_assert_shows (page, "办公室的安全密钥");
  assert_fits (fixture);
}

static FakeAdministration *
prepare_office (Fixture *fixture)
{
  fake_workspace_fill (fixture->fake);
  yqq_workspace_choose_enterprise (fixture->workspace, FAKE_ENTERPRISE);
  FakeAdministration *fake = fake_workspace_get_administration (fixture->fake);
  fake_administration_fill (fake);
  fake_administration_add_transfer (fake, "王样例", "陈演示", TRUE, FALSE);
  fake_administration_add_proposal (fake, "王样例", FALSE, "a.b.c", "林样例");
  yqq_administration_refresh (YQQ_ADMINISTRATION (fake));
  widget_test_settle ();
  return fake;
}

static void
acts_on_many_and_the_office (Fixture *fixture, gconstpointer data)
{
  static const YqqPlace places[] = {YQQ_PLACE_IMPORT, YQQ_PLACE_BULK, YQQ_PLACE_LEAVER,
                                    YQQ_PLACE_TRANSFER, YQQ_PLACE_PROPOSALS};
  FakeAdministration *fake = prepare_office (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++) {
    yqq_router_push (fixture->router, places[i], G_OBJECT (fake));
    assert_fits (fixture);
    act (fixture, "win.back");
  }
  yqq_router_push (fixture->router, YQQ_PLACE_LEAVER,
                   G_OBJECT (yqq_administration_find_user (YQQ_ADMINISTRATION (fake), "0101")));
  assert_fits (fixture);
}

static void
records (Fixture *fixture, gconstpointer data)
{
  fake_records_fill (fixture->records);
  prepare_office (fixture);
  act (fixture, "win.history");
  widget_test_settle ();
  assert_fits (fixture);
  g_autofree char *name = g_strdup_printf (_ ("Look at %s"), "采购合同正文（终稿）.pdf");
  widget_test_click (GTK_WIDGET (yqq_window_get_page (fixture->window)), name);
  widget_test_settle ();
  assert_fits (fixture);
  act (fixture, "win.notices");
  widget_test_settle ();
  assert_fits (fixture);
}

static void
security_keys (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) credential = g_bytes_new ("credential", 10);
  fake_workspace_fill (fixture->fake);
  fake_key_office_fill (fake_workspace_get_keys (fixture->fake), "办公室里的那一把安全密钥",
                        credential);
  act (fixture, "win.security-keys");
  widget_test_settle ();
  g_assert_cmpint (yqq_router_get_place (fixture->router), ==, YQQ_PLACE_KEYS);
  assert_fits (fixture);
}

static JsonObject *
make_provider (const char *name)
{
  JsonObject *provider = json_object_new ();
  json_object_set_string_member (provider, "name", name);
  json_object_set_string_member (provider, "issuer", "https://id.example.cn");
  json_object_set_string_member (provider, "client_id", "desktop");
  return provider;
}

static void
linked_accounts (Fixture *fixture, gconstpointer data)
{
  FakeAccountOffice *accounts = fake_workspace_get_accounts (fixture->fake);
  fake_workspace_fill (fixture->fake);
  fake_account_office_set_provider (accounts, make_provider ("广东省统一身份认证平台"));
  fake_account_office_fill (accounts, "广东省统一身份认证平台", "https://id.example.cn");
  fake_account_office_fill (accounts, NULL,
                            "https://identity.a-very-long-name.example.cn/realms/enterprise");
  act (fixture, "win.accounts");
  widget_test_settle ();
  g_assert_cmpint (yqq_router_get_place (fixture->router), ==, YQQ_PLACE_ACCOUNTS);
  assert_fits (fixture);
}

#define ADD(name) g_test_add ("/app/fit/" #name, Fixture, NULL, set_up, name, tear_down)

int
main (int argc, char **argv)
{
  const char *language = argc > 1 ? argv[argc - 1] : "en";
  g_autofree char *catalogues = g_build_filename (g_getenv ("YQQ_BUILD_DIR"), "po", NULL);
  g_setenv ("LANGUAGE", language, TRUE);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, catalogues);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  widget_test_init (&argc, &argv);
  if (!g_str_equal (language, "en"))
    g_assert_cmpstr (_ ("Certificates"), !=, "Certificates");
  /* The buttons of the window are the desktop's; this is what GNOME gives it. */
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024 * 2, "gtk-enable-animations",
                FALSE, "gtk-decoration-layout", "menu:close", NULL);
  ADD (before_log_in);
  ADD (the_forms);
  ADD (home);
  ADD (around_a_log_in);
  ADD (certificates);
  ADD (the_pin_and_installing);
  ADD (the_scanner);
  ADD (a_session);
  ADD (authorised_users);
  ADD (changing_authorised_users);
  ADD (what_to_tell_an_employee);
  ADD (the_service_desk);
  ADD (acts_on_many_and_the_office);
  ADD (records);
  ADD (security_keys);
  ADD (linked_accounts);
  return g_test_run ();
}
