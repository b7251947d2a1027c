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
  return g_test_run ();
}
