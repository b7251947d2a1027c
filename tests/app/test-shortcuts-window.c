/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window of keyboard shortcuts lists what the application listens to. */
#include <string.h>

#include "widget-test.h"

static void
collect (GtkWidget *widget, GPtrArray *keys)
{
  if (GTK_IS_SHORTCUTS_SHORTCUT (widget)) {
    g_autofree char *accelerator = NULL;
    g_object_get (widget, "accelerator", &accelerator, NULL);
    g_auto (GStrv) each = g_strsplit (accelerator, " ", -1);
    for (guint i = 0; each[i]; i++)
      g_ptr_array_add (keys, g_strdup (each[i]));
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    collect (child, keys);
}

static GPtrArray *
list_keys (void)
{
  g_autoptr (GtkBuilder) builder =
      gtk_builder_new_from_resource ("/cn/yueqiqian/desktop/ui/shortcuts-window.ui");
  GPtrArray *keys = g_ptr_array_new_with_free_func (g_free);
  GtkWidget *window = GTK_WIDGET (gtk_builder_get_object (builder, "shortcuts"));
  collect (window, keys);
  gtk_window_destroy (GTK_WINDOW (window));
  return keys;
}

static void
every_shortcut_is_listed (void)
{
  static const char *const wanted[] = {"<Control><Shift>q", "<Control>comma", "Escape",    "F1",
                                       "<Control>r",        "<Control>q",     "<Control>v"};
  g_autoptr (GPtrArray) keys = list_keys ();
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    if (!g_ptr_array_find_with_equal_func (keys, wanted[i], g_str_equal, NULL))
      g_error ("%s is not listed", wanted[i]);
}

static void
what_is_listed_are_keys (void)
{
  g_autoptr (GPtrArray) keys = list_keys ();
  for (guint i = 0; i < keys->len; i++) {
    const char *key = keys->pdata[i];
    guint keyval;
    GdkModifierType modifiers;
    if (strstr (key, "...")) /* from one to another */
      continue;
    if (!gtk_accelerator_parse (key, &keyval, &modifiers) || keyval == 0)
      g_error ("%s is no key", key);
  }
}

int
main (int argc, char **argv)
{
  widget_test_init (&argc, &argv);
  g_test_add_func ("/app/shortcuts-window/every_shortcut_is_listed", every_shortcut_is_listed);
  g_test_add_func ("/app/shortcuts-window/what_is_listed_are_keys", what_is_listed_are_keys);
  return g_test_run ();
}
