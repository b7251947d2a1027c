/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window.h"

#include "app/resources.h"
#include "app/shortcuts-window.h"
#include "app/sidebar.h"
#include "fake-workspace.h"
#include "protocol/problem.h"
#include "widget-test.h"

typedef struct {
  FakeWorkspace *workspace;
  YqqRouter *router;
  YqqSettings *settings;
  YqqWindow *window;
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
  g_clear_object (&fixture->settings);
  g_clear_object (&fixture->router);
  g_clear_object (&fixture->workspace);
}

/* A class is there from the first instance on and stays, so this looks before the other tests. */
static gboolean
was_made (const char *type)
{
  return g_type_from_name (type) && g_type_class_peek (g_type_from_name (type));
}

static void
the_first_frame_needs_nothing_that_it_does_not_show (Fixture *fixture, gconstpointer data)
{
  static const char *const later[] = {
      "YqqSidebar",  "YqqAuthorityPage", "YqqLogInPage", "YqqHomePage",    "YqqKeyringPage",
      "YqqScanPage", "YqqCamera",        "YqqPinPad",    "YqqInstallPage",
  };
  g_assert_true (was_made ("YqqWelcomePage"));
  for (guint i = 0; i < G_N_ELEMENTS (later); i++)
    if (was_made (later[i]))
      g_error ("%s was made before it is shown", later[i]);
}

/* Where GtkApplication finds one, it builds it together with the window. */
static void
no_help_overlay_is_built_with_the_window (Fixture *fixture, gconstpointer data)
{
  g_assert_false (g_resources_get_info (YQQ_RESOURCES_BASE "/gtk/help-overlay.ui",
                                        G_RESOURCE_LOOKUP_FLAGS_NONE, NULL, NULL, NULL));
}

static void
the_keys_are_told_when_asked_for (Fixture *fixture, gconstpointer data)
{
  GtkWindow *keys = yqq_shortcuts_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (keys));
  g_assert_true (gtk_window_get_transient_for (keys) == GTK_WINDOW (fixture->window));
  g_assert_nonnull (widget_test_find_label (GTK_WIDGET (keys), "Scan to sign"));
  gtk_window_close (keys);
}

static void
the_page_that_waits_is_the_one_that_welcomes (Fixture *fixture, gconstpointer data)
{
  YqqPage *waiting = yqq_window_get_page (fixture->window);
  g_assert_cmpint (yqq_router_get_place (fixture->router), ==, YQQ_PLACE_STARTING);
  yqq_workspace_start (YQQ_WORKSPACE (fixture->workspace));
  g_assert_cmpint (yqq_router_get_place (fixture->router), ==, YQQ_PLACE_WELCOME);
  g_assert_true (yqq_window_get_page (fixture->window) == waiting);
  g_assert_nonnull (widget_test_find_button (GTK_WIDGET (waiting), "Log in"));
}

static void
the_sidebar_comes_with_the_person_and_goes (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  g_assert_null (widget_test_find_type (window, YQQ_TYPE_SIDEBAR));
  fake_workspace_fill (fixture->workspace);
  widget_test_wait_until (widget_test_find_type (window, YQQ_TYPE_SIDEBAR));
  yqq_workspace_set_phase (YQQ_WORKSPACE (fixture->workspace), YQQ_PHASE_LOGGED_OUT);
  widget_test_wait_until (!widget_test_find_type (window, YQQ_TYPE_SIDEBAR));
}

static const char *
find_focused_title (Fixture *fixture)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));
  GtkWidget *row = focus ? gtk_widget_get_ancestor (focus, ADW_TYPE_PREFERENCES_ROW) : NULL;
  return row ? adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)) : NULL;
}

static void
a_page_begins_at_its_first_row (Fixture *fixture, gconstpointer data)
{
  fake_workspace_fill (fixture->workspace);
  widget_test_settle ();
  gtk_widget_child_focus (GTK_WIDGET (yqq_window_get_page (fixture->window)), GTK_DIR_TAB_FORWARD);
  yqq_router_push (fixture->router, YQQ_PLACE_PIN_SETTINGS, NULL);
  g_assert_cmpstr (find_focused_title (fixture), ==, "Change the PIN");
}

/* The first button that can be seen, can be pressed, and lies under the area. */
static GtkWidget *
find_covered (GtkWidget *window, GtkWidget *widget, const graphene_rect_t *area)
{
  graphene_rect_t bounds;
  if (!gtk_widget_get_mapped (widget) || !gtk_widget_get_child_visible (widget))
    return NULL;
  if (GTK_IS_BUTTON (widget) && gtk_widget_compute_bounds (widget, window, &bounds) &&
      graphene_rect_intersection (&bounds, area, NULL))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_covered (window, child, area);
    if (found)
      return found;
  }
  return NULL;
}

/* As after a log in that had expired: what led to it is hidden by then. */
static void
the_focus_does_not_come_back_to_what_was_hidden (Fixture *fixture, gconstpointer data)
{
  YqqWorkspace *workspace = YQQ_WORKSPACE (fixture->workspace);
  g_autoptr (GError) expired = yqq_problem_error_new (YQQ_PROBLEM_SESSION_EXPIRED, NULL);
  fake_workspace_fill (fixture->workspace);
  yqq_workspace_set_trouble (workspace, expired);
  widget_test_settle ();
  GtkWidget *page = GTK_WIDGET (yqq_window_get_page (fixture->window));
  g_assert_true (gtk_widget_grab_focus (widget_test_find_button (page, "Log in again")));
  yqq_router_push (fixture->router, YQQ_PLACE_LOGGED_IN, NULL);
  widget_test_settle ();
  yqq_workspace_set_trouble (workspace, NULL);
  yqq_router_back (fixture->router);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));
  g_assert_true (focus && gtk_widget_get_mapped (focus));
  g_assert_true (gtk_widget_is_ancestor (focus, page));
}

/* As the toast it was did, for four seconds, with the three other ways to scan. */
static void
what_was_done_covers_nothing_that_can_be_pressed (Fixture *fixture, gconstpointer data)
{
  static const char text[] = "The connection to the PC has ended. Nothing of it is open any more.";
  GtkWidget *window = GTK_WIDGET (fixture->window);
  graphene_rect_t area;
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  gtk_window_set_default_size (GTK_WINDOW (window), 360, 480);
  fake_workspace_fill (fixture->workspace);
  yqq_router_push (fixture->router, YQQ_PLACE_SCAN, NULL);
  widget_test_wait_until (widget_test_find_button (window, "Paste"));
  yqq_router_tell (fixture->router, text);
  widget_test_wait_until (widget_test_find_label (window, text));
  gtk_test_widget_wait_for_draw (window);
  GtkWidget *told = widget_test_find_label (window, text);
  g_assert_true (gtk_widget_compute_bounds (told, window, &area));
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
  GtkWidget *covered = find_covered (window, window, &area);
  if (covered)
    g_error ("%s lies under it", widget_test_collect_text (covered));
}

static void
what_was_done_is_said_for_a_while_and_the_newest_counts (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  yqq_router_tell (fixture->router, "first");
  yqq_router_tell (fixture->router, "second");
  widget_test_wait_until (widget_test_find_label (window, "second"));
  g_assert_null (widget_test_find_label (window, "first"));
  widget_test_assert_says (window, "second");
  widget_test_wait_until (!widget_test_find_label (window, "second"));
  g_assert_false (widget_test_says (window, "second"));
}

int
main (int argc, char **argv)
{
  widget_test_init (&argc, &argv);
#define TEST(name) g_test_add ("/app/window/" #name, Fixture, NULL, set_up, name, tear_down)
  TEST (the_first_frame_needs_nothing_that_it_does_not_show);
  TEST (no_help_overlay_is_built_with_the_window);
  TEST (the_keys_are_told_when_asked_for);
  TEST (the_page_that_waits_is_the_one_that_welcomes);
  TEST (the_sidebar_comes_with_the_person_and_goes);
  TEST (the_focus_does_not_come_back_to_what_was_hidden);
  TEST (a_page_begins_at_its_first_row);
  TEST (what_was_done_covers_nothing_that_can_be_pressed);
  TEST (what_was_done_is_said_for_a_while_and_the_newest_counts);
  return g_test_run ();
}
