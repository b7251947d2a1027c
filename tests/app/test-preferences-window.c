/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/preferences-window.h"

#include <string.h>

#include "fake-workspace.h"
#include "widget-test.h"

typedef struct {
  FakeWorkspace *workspace;
  YqqSettings *settings;
  GtkWidget *parent;
  GtkWidget *window;
} Fixture;

static GtkWidget *
find_window (void)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);
    if (YQQ_IS_PREFERENCES_WINDOW (window))
      return window; /* GTK keeps it */
  }
  return NULL;
}

static void
set_up (Fixture *fixture, gconstpointer camera)
{
  if (camera)
    g_setenv ("YQQ_CAMERA_FILE", camera, TRUE);
  fixture->workspace = fake_workspace_new ();
  fixture->settings = yqq_settings_new ();
  fixture->parent = widget_test_show (gtk_label_new ("parent"));
  fake_workspace_fill (fixture->workspace);
  yqq_settings_set_camera (fixture->settings, "the one at the other desk");
  yqq_preferences_window_present (GTK_WINDOW (fixture->parent), fixture->settings,
                                  YQQ_WORKSPACE (fixture->workspace));
  fixture->window = find_window ();
  g_assert_nonnull (fixture->window);
  gtk_test_widget_wait_for_draw (fixture->window);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  gtk_window_destroy (GTK_WINDOW (fixture->parent));
  widget_test_settle ();
  g_clear_object (&fixture->settings);
  g_clear_object (&fixture->workspace);
  g_unsetenv ("YQQ_CAMERA_FILE");
}

static gboolean
sees (Fixture *fixture, const char *part)
{
  g_autofree char *text = widget_test_collect_text (fixture->window);
  return strstr (text, part) != NULL;
}

static void
that_there_is_no_camera_is_said (Fixture *fixture, gconstpointer data)
{
  widget_test_wait_until (sees (fixture, "No camera found"));
  g_assert_false (sees (fixture, "Looking for cameras"));
}

static void
cameras_are_listed_when_the_window_opens (Fixture *fixture, gconstpointer camera)
{
  g_assert_true (sees (fixture, "Picture file camera"));
  g_assert_false (sees (fixture, "No camera found"));
}

/* The one that was chosen may be plugged in again. */
static void
looking_at_the_list_chooses_nothing (Fixture *fixture, gconstpointer camera)
{
  g_autofree char *kept = yqq_settings_dup_camera (fixture->settings);
  g_assert_cmpstr (kept, ==, "the one at the other desk");
}

static void
where_the_certificates_come_from_is_said (Fixture *fixture, gconstpointer data)
{
  g_assert_true (sees (fixture, "The one on this computer"));
}

/* A button that has a name of its own and is named by what its row says too. */
static gboolean
is_said_twice (GtkWidget *button)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, ADW_TYPE_ACTION_ROW);
  const char *title = row ? adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)) : "";
  GtkWidget *label = row ? widget_test_find_label (row, title) : NULL;
  g_autofree char *other =
      label ? gtk_test_accessible_check_relation (GTK_ACCESSIBLE (button),
                                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL)
            : g_strdup ("no title");
  return !other &&
         gtk_test_accessible_has_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL);
}

/* The rows that lead somewhere, of whose buttons none may be named by the row as well. */
static void
collect_rows (GtkWidget *widget, GPtrArray *rows)
{
  if (GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget))
    g_assert_false (is_said_twice (widget));
  if (ADW_IS_ACTION_ROW (widget) && !ADW_IS_COMBO_ROW (widget) && gtk_widget_get_mapped (widget) &&
      gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (widget)))
    g_ptr_array_add (rows, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    collect_rows (child, rows);
}

static void
no_button_is_named_by_its_row_as_well (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  collect_rows (fixture->window, rows);
  g_assert_cmpuint (rows->len, ==, 6);
}

/* Presses the row with this title itself, not the button in it. */
static void
press_row (GtkWidget *window, const char *title)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  collect_rows (window, rows);
  for (guint i = 0; i < rows->len; i++)
    if (g_str_equal (adw_preferences_row_get_title (rows->pdata[i]), title)) {
      gtk_widget_activate (rows->pdata[i]);
      return;
    }
  g_assert_not_reached ();
}

static void
assert_row_leads_to (Fixture *fixture, const char *title, const char *action)
{
  press_row (fixture->window, title);
  widget_test_assert_act (fixture->parent, action);
  widget_test_settle ();
  yqq_preferences_window_present (GTK_WINDOW (fixture->parent), fixture->settings,
                                  YQQ_WORKSPACE (fixture->workspace));
  fixture->window = find_window ();
  gtk_test_widget_wait_for_draw (fixture->window);
}

static void
rows_lead_where_their_buttons_do (Fixture *fixture, gconstpointer data)
{
  assert_row_leads_to (fixture, "PIN settings", "win.pin-settings");
  assert_row_leads_to (fixture, "Security keys", "win.security-keys");
  assert_row_leads_to (fixture, "Log-in methods", "win.accounts");
  assert_row_leads_to (fixture, "Face", "win.face");
}

static void
on_activated (GSimpleAction *action, GVariant *target, gpointer times)
{
  ++*(guint *)times;
}

static void
the_rows_of_help_do_once_what_they_say (Fixture *fixture, gconstpointer data)
{
  guint times = 0;
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  for (const char *const *name = (const char *const[]){"shortcuts", "about", NULL}; *name; name++) {
    g_autoptr (GSimpleAction) action = g_simple_action_new (*name, NULL);
    g_signal_connect (action, "activate", G_CALLBACK (on_activated), &times);
    g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  }
  gtk_widget_insert_action_group (fixture->window, "app", G_ACTION_GROUP (group));
  press_row (fixture->window, "Keyboard shortcuts");
  g_assert_cmpuint (times, ==, 1);
  press_row (fixture->window, "About Yueqiqian Desktop");
  g_assert_cmpuint (times, ==, 2);
}

#define ADD(name, camera)                                                                          \
  g_test_add ("/app/preferences-window/" #name, Fixture, camera, set_up, name, tear_down)

int
main (int argc, char **argv)
{
  /* No plug-ins, so none that finds a camera of the machine that this runs on. */
  g_setenv ("GST_PLUGIN_SYSTEM_PATH_1_0", "", TRUE);
  widget_test_init (&argc, &argv);
  ADD (that_there_is_no_camera_is_said, NULL);
  ADD (cameras_are_listed_when_the_window_opens, "/nowhere/desk-camera.png");
  ADD (looking_at_the_list_chooses_nothing, "/nowhere/desk-camera.png");
  ADD (where_the_certificates_come_from_is_said, NULL);
  ADD (no_button_is_named_by_its_row_as_well, NULL);
  ADD (rows_lead_where_their_buttons_do, NULL);
  ADD (the_rows_of_help_do_once_what_they_say, NULL);
  return g_test_run ();
}
