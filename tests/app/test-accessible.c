/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Walks through the pages and asks of every button there what a screen reader would say. */
#include "app/accessible.h"

#include "app/document-look.h"
#include "app/install-flow.h"
#include "app/preferences-window.h"
#include "app/session-flow.h"
#include "app/window.h"
#include "client/client-error.h"
#include "fake-workspace.h"
#include "widget-test.h"

typedef struct {
  FakeWorkspace *workspace;
  YqqRouter *router;
  YqqSettings *settings;
  YqqWindow *window;
  guint buttons; /* that were asked */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->workspace = fake_workspace_new ();
  fixture->router = yqq_router_new ();
  fixture->settings = yqq_settings_new ();
  YqqPageParts parts = {YQQ_WORKSPACE (fixture->workspace), fixture->router, fixture->settings};
  fixture->window = yqq_window_new (NULL, &parts);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  widget_test_settle ();
  g_clear_object (&fixture->settings);
  g_clear_object (&fixture->router);
  g_clear_object (&fixture->workspace);
}

typedef struct {
  gboolean text;   /* there is a word on it */
  gboolean spoken; /* that is spoken by itself */
} Face;

static void
read_face (GtkWidget *widget, Face *face)
{
  gboolean silent = gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)) ==
                    GTK_ACCESSIBLE_ROLE_PRESENTATION;
  if (GTK_IS_LABEL (widget) && *gtk_label_get_text (GTK_LABEL (widget))) {
    face->text = TRUE;
    face->spoken |= !silent;
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    read_face (child, face);
}

/* A card is a button, but what stands on it is more than its name. */
static gboolean
is_card (GtkWidget *button)
{
  return gtk_widget_has_css_class (button, "card") || gtk_widget_has_css_class (button, "spoken");
}

/* GTK names a button by its label itself, and tells the screen reader that both are one. */
static gboolean
is_named_by_label (GtkWidget *button)
{
  const char *label = gtk_button_get_label (GTK_BUTTON (button));
  g_autofree char *other =
      label ? gtk_test_accessible_check_property (GTK_ACCESSIBLE (button),
                                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label)
            : NULL;
  return label && !other;
}

static void
ask_button (Fixture *fixture, GtkWidget *button)
{
  Face face = {FALSE, FALSE};
  gboolean named =
      gtk_test_accessible_has_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL);
  g_autofree char *text = widget_test_collect_text (button);
  const char *type = G_OBJECT_TYPE_NAME (button);
  read_face (button, &face);
  fixture->buttons++;
  if (!face.text && !named)
    g_error ("%s without words has no name: %s", type, text);
  if (named && face.spoken && !is_card (button) && !is_named_by_label (button))
    g_error ("%s is spoken twice: %s", type, text);
}

static gboolean
is_ours (GtkWidget *button)
{
  /* Window buttons, clear buttons in entries and arrows of rows are the toolkit's. */
  for (GtkWidget *each = button; each; each = gtk_widget_get_parent (each))
    if (GTK_IS_WINDOW_CONTROLS (each) || GTK_IS_MENU_BUTTON (each) || GTK_IS_DROP_DOWN (each) ||
        GTK_IS_EDITABLE (each))
      return FALSE;
  return TRUE;
}

/* The text in a row has the focus, and the row tells nobody that it has. */
static void
ask_field (GtkWidget *row)
{
  GtkAccessible *text = GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (row)));
  gtk_test_accessible_assert_role (text, GTK_ACCESSIBLE_ROLE_TEXT_BOX);
  gtk_test_accessible_assert_property (text, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
}

static void
ask (Fixture *fixture, GtkWidget *widget)
{
  if (ADW_IS_PREFERENCES_ROW (widget) && GTK_IS_EDITABLE (widget))
    ask_field (widget);
  if (GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget) && is_ours (widget))
    ask_button (fixture, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    ask (fixture, child);
}

static void
ask_page (Fixture *fixture)
{
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  ask (fixture, GTK_WIDGET (fixture->window));
}

static void
act (Fixture *fixture, const char *action)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;
  g_action_parse_detailed_name (action, &name, &target, NULL);
  gtk_widget_activate_action_variant (GTK_WIDGET (fixture->window), name, target);
  ask_page (fixture);
}

static void
pages_before_log_in (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) offline =
      g_error_new_literal (YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_OFFLINE, "for a test");
  YqqWorkspace *workspace = YQQ_WORKSPACE (fixture->workspace);
  yqq_workspace_start (workspace);
  act (fixture, "win.authority");
  act (fixture, "win.back");
  act (fixture, "win.log-in");
  act (fixture, "win.back");
  yqq_workspace_set_trouble (workspace, offline);
  ask_page (fixture);
  g_assert_cmpuint (fixture->buttons, >, 10);
}

static void
pages_of_certificates (Fixture *fixture, gconstpointer data)
{
  YqqWorkspace *workspace = YQQ_WORKSPACE (fixture->workspace);
  fake_workspace_fill (fixture->workspace);
  ask_page (fixture);
  act (fixture, "win.certificate::0001");
  act (fixture, "win.back");
  YqqCertificateEntry *entry = yqq_workspace_find_certificate (workspace, "0002");
  yqq_install_flow_begin (workspace, fixture->router, entry, YQQ_ALGORITHM_SM2_SM3);
  ask_page (fixture);
  act (fixture, "win.back");
  yqq_workspace_set_pin_set (workspace, FALSE);
  yqq_install_flow_begin (workspace, fixture->router, entry, YQQ_ALGORITHM_SM2_SM3);
  ask_page (fixture);
  g_assert_cmpuint (fixture->buttons, >, 20);
}

static void
pages_of_a_session (Fixture *fixture, gconstpointer data)
{
  YqqWorkspace *workspace = YQQ_WORKSPACE (fixture->workspace);
  g_autoptr (FakeSession) session = fake_session_new ();
  fake_workspace_fill (fixture->workspace);
  yqq_workspace_set_session (workspace, YQQ_SCAN_SESSION (session));
  fake_session_scan (session, NULL);
  act (fixture, "win.session");
  fake_session_move (session, YQQ_SESSION_STATE_CONNECTED, NULL);
  YqqSignatureRecord *record = fake_session_ask (session, "合同.txt", YQQ_SIGNATURE_WAITING);
  act (fixture, "win.session");
  g_autoptr (YqqDocumentLook) look =
      yqq_document_look_new_for_record (YQQ_SCAN_SESSION (session), record);
  yqq_router_push (fixture->router, YQQ_PLACE_DOCUMENT, G_OBJECT (look));
  ask_page (fixture);
  act (fixture, "win.back");
  fake_session_move (session, YQQ_SESSION_STATE_CLOSED, "user");
  ask_page (fixture);
  yqq_workspace_set_session (workspace, NULL);
  g_assert_cmpuint (fixture->buttons, >, 20);
}

static void
pages_of_authorised_users (Fixture *fixture, gconstpointer data)
{
  FakeAdministration *fake;
  fake_workspace_fill (fixture->workspace);
  fake = fake_workspace_get_administration (fixture->workspace);
  fake_administration_fill (fake);
  act (fixture, "win.users");
  widget_test_settle ();
  ask_page (fixture);
  yqq_router_push (fixture->router, YQQ_PLACE_USER_ADD, G_OBJECT (fake));
  ask_page (fixture);
  act (fixture, "win.back");
  GObject *entry = G_OBJECT (yqq_administration_find_user (YQQ_ADMINISTRATION (fake), "0101"));
  yqq_router_push (fixture->router, YQQ_PLACE_USER_MODIFY, entry);
  ask_page (fixture);
  yqq_router_replace (fixture->router, YQQ_PLACE_USER_CANCEL, entry);
  ask_page (fixture);
  act (fixture, "win.back");
  g_assert_cmpuint (fixture->buttons, >, 20);
}

static void
a_name_is_said_instead_of_the_face (void)
{
  GtkWidget *button = g_object_ref_sink (gtk_button_new_with_label ("Sign"));
  yqq_accessible_name_button (button, "Sign: contract.pdf");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Sign: contract.pdf");
  GtkWidget *face = gtk_button_get_child (GTK_BUTTON (button));
  g_assert_cmpint (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (face)), ==,
                   GTK_ACCESSIBLE_ROLE_PRESENTATION);
  g_object_unref (button);
}

static void
a_field_is_named_where_the_focus_is (void)
{
  GtkWidget *box = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  GtkWidget *row = g_object_new (ADW_TYPE_ENTRY_ROW, "title", "Name", NULL);
  gtk_box_append (GTK_BOX (box), row);
  yqq_accessible_name_fields (box);
  GtkAccessible *text = GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (row)));
  gtk_test_accessible_assert_role (text, GTK_ACCESSIBLE_ROLE_TEXT_BOX);
  gtk_test_accessible_assert_property (text, GTK_ACCESSIBLE_PROPERTY_LABEL, "Name");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), "Full name");
  gtk_test_accessible_assert_property (text, GTK_ACCESSIBLE_PROPERTY_LABEL, "Full name");
  g_object_unref (box);
}

static void
a_drop_down_is_named_where_the_focus_is (void)
{
  GtkWidget *box = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  GtkWidget *choice = gtk_drop_down_new_from_strings ((const char *[]){"all", "none", NULL});
  gtk_box_append (GTK_BOX (box), choice);
  yqq_accessible_name_fields (box);
  GtkWidget *button = gtk_widget_get_first_child (choice);
  g_assert_true (GTK_IS_TOGGLE_BUTTON (button));
  gtk_test_accessible_assert_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                       choice, NULL);
  g_object_unref (box);
}

static gboolean
is_hidden (GtkWidget *widget)
{
  g_autofree char *other =
      gtk_test_accessible_check_state (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE);
  return !other;
}

/* The buttons and labels that a screen reader meets; each must be named once. */
static void
collect_met (GtkWidget *widget, GPtrArray *buttons, GString *labels)
{
  if (is_hidden (widget))
    return;
  if (GTK_IS_BUTTON (widget)) {
    g_assert_false (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget),
                                                      GTK_ACCESSIBLE_RELATION_LABELLED_BY));
    g_ptr_array_add (buttons, widget);
    return;
  }
  if (GTK_IS_LABEL (widget))
    g_string_append_printf (labels, "%s|", gtk_label_get_label (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    collect_met (child, buttons, labels);
}

/* Two answers are met, whether their words let them stand side by side or not. */
static void
assert_dialog_says_once (const char *answer)
{
  g_autoptr (GPtrArray) buttons = g_ptr_array_new ();
  g_autoptr (GString) labels = g_string_new (NULL);
  GtkWidget *dialog = adw_message_dialog_new (NULL, "Leave?", "Nothing is kept.");
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "stay", answer, "leave", answer,
                                    NULL);
  yqq_accessible_present_dialog (ADW_MESSAGE_DIALOG (dialog));
  gtk_test_widget_wait_for_draw (dialog);
  collect_met (dialog, buttons, labels);
  g_assert_cmpuint (buttons->len, ==, 2);
  g_assert_true (gtk_widget_get_mapped (buttons->pdata[0]));
  g_assert_true (gtk_widget_get_child_visible (gtk_widget_get_parent (buttons->pdata[0])));
  g_assert_cmpstr (labels->str, ==, "Nothing is kept.|"); /* the heading is its name */
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
a_dialog_says_each_answer_once (void)
{
  assert_dialog_says_once ("Yes");
  assert_dialog_says_once ("Whatever it is, it has so many words that two of them need a column");
}

static void
a_face_is_for_the_eye_alone (Fixture *fixture, gconstpointer data)
{
  fake_workspace_fill (fixture->workspace);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  GtkWidget *avatar = widget_test_find_type (GTK_WIDGET (fixture->window), ADW_TYPE_AVATAR);
  g_assert_nonnull (avatar);
  g_assert_true (is_hidden (avatar));
}

#define ADD(name) g_test_add ("/app/accessible/" #name, Fixture, NULL, set_up, name, tear_down)

int
main (int argc, char **argv)
{
  widget_test_init (&argc, &argv);
  g_test_add_func ("/app/accessible/a_name_is_said_instead_of_the_face",
                   a_name_is_said_instead_of_the_face);
  g_test_add_func ("/app/accessible/a_field_is_named_where_the_focus_is",
                   a_field_is_named_where_the_focus_is);
  g_test_add_func ("/app/accessible/a_drop_down_is_named_where_the_focus_is",
                   a_drop_down_is_named_where_the_focus_is);
  g_test_add_func ("/app/accessible/a_dialog_says_each_answer_once",
                   a_dialog_says_each_answer_once);
  ADD (a_face_is_for_the_eye_alone);
  ADD (pages_before_log_in);
  ADD (pages_of_certificates);
  ADD (pages_of_a_session);
  ADD (pages_of_authorised_users);
  return g_test_run ();
}
