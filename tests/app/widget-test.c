/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widget-test.h"

#include <string.h>

#include "app/alerts.h"
#include "app/resources.h"

void
widget_test_load_resources (void)
{
  GdkDisplay *display = gdk_display_get_default ();
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();
  yqq_resources_register ();
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (display),
                                    YQQ_RESOURCES_BASE "/icons");
  gtk_css_provider_load_from_resource (provider, YQQ_RESOURCES_BASE "/style.css");
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

void
widget_test_init (int *argc, char ***argv)
{
  g_test_init (argc, argv, NULL);
  adw_init ();
  yqq_alerts_speak ();
  widget_test_load_resources ();
}

static void
on_activated (GSimpleAction *action, GVariant *target, gpointer window)
{
  const char *prefix = g_object_get_data (G_OBJECT (action), "prefix");
  g_autofree char *name = g_strdup_printf ("%s.%s", prefix, g_action_get_name (G_ACTION (action)));
  g_object_set_data_full (window, "act", g_action_print_detailed_name (name, target), g_free);
}

static void
add_actions (GtkWidget *window, const char *prefix, const char *const *names, const char *targets)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  for (guint i = 0; names[i]; i++) {
    g_autoptr (GSimpleAction) action =
        g_simple_action_new (names[i], targets[i] == 's' ? G_VARIANT_TYPE_STRING : NULL);
    g_object_set_data (G_OBJECT (action), "prefix", (gpointer)prefix);
    g_signal_connect (action, "activate", G_CALLBACK (on_activated), window);
    g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  }
  gtk_widget_insert_action_group (window, prefix, G_ACTION_GROUP (group));
}

static void
answer_for_actions (GtkWidget *window)
{
  static const char *const of_window[] = {
      "certificate",    "tell",    "back",         "home",    "log-in",
      "authority",      "scan",    "session",      "refresh", "restart",
      "unlock-keyring", "log-out", "log-in-again", "new-pin", "security-keys",
      "accounts",       "face",    "pin-settings", NULL,
  };
  static const char *const of_application[] = {"preferences", "about", "shortcuts", "quit", NULL};
  add_actions (window, "win", of_window, "ss................");
  add_actions (window, "app", of_application, "....");
}

GtkWidget *
widget_test_show (GtkWidget *widget)
{
  GtkWidget *window = gtk_window_new ();
  answer_for_actions (window);
  gtk_window_set_child (GTK_WINDOW (window), widget);
  gtk_window_set_default_size (GTK_WINDOW (window), 640, 700);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  return window;
}

char *
widget_test_take_act (GtkWidget *window)
{
  return g_object_steal_data (G_OBJECT (window), "act");
}

void
widget_test_settle (void)
{
  while (g_main_context_pending (NULL))
    g_main_context_iteration (NULL, FALSE);
}

typedef gboolean (*Matches) (GtkWidget *widget, gconstpointer wanted);

static GtkWidget *
find (GtkWidget *widget, Matches matches, gconstpointer wanted)
{
  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (matches (widget, wanted))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find (child, matches, wanted);
    if (found)
      return found;
  }
  return NULL;
}

static gboolean
has_type (GtkWidget *widget, gconstpointer wanted)
{
  return G_TYPE_CHECK_INSTANCE_TYPE (widget, *(const GType *)wanted);
}

static gboolean
has_label (GtkWidget *widget, gconstpointer wanted)
{
  return GTK_IS_LABEL (widget) && g_strcmp0 (gtk_label_get_text (GTK_LABEL (widget)), wanted) == 0;
}

static gboolean
is_button (GtkWidget *widget, gconstpointer wanted)
{
  return GTK_IS_BUTTON (widget) && (find (widget, has_label, wanted) ||
                                    g_strcmp0 (gtk_widget_get_tooltip_text (widget), wanted) == 0);
}

GtkWidget *
widget_test_find_type (GtkWidget *widget, GType type)
{
  return find (widget, has_type, &type);
}

GtkWidget *
widget_test_find_label (GtkWidget *widget, const char *text)
{
  return find (widget, has_label, text);
}

GtkWidget *
widget_test_find_button (GtkWidget *widget, const char *label)
{
  return find (widget, is_button, label);
}

void
widget_test_click (GtkWidget *widget, const char *label)
{
  GtkWidget *button = widget_test_find_button (widget, label);
  if (!button)
    g_error ("There is no button \"%s\"", label);
  if (!gtk_widget_is_sensitive (button))
    g_error ("The button \"%s\" cannot be pressed", label);
  g_signal_emit_by_name (button, "clicked");
}

static gboolean
has_text (GtkWidget *widget, gconstpointer wanted)
{
  if (GTK_IS_LABEL (widget))
    return strstr (gtk_label_get_text (GTK_LABEL (widget)), wanted) != NULL;
  return GTK_IS_TEXT (widget) &&
         strstr (gtk_editable_get_text (GTK_EDITABLE (widget)), wanted) != NULL;
}

gboolean
widget_test_shows (GtkWidget *widget, const char *text)
{
  return find (widget, has_text, text) != NULL;
}

void
widget_test_assert_shown (GtkWidget *widget,
                          const char *text,
                          gboolean shown,
                          const char *function,
                          const char *file,
                          int line)
{
  if (widget_test_shows (widget, text) == shown)
    return;
  g_autofree char *all = widget_test_collect_text (widget);
  g_autofree char *message = g_strdup_printf ("\"%s\" is %s; all texts, hidden ones too:\n%s", text,
                                              shown ? "not shown" : "shown", all);
  g_assertion_message (G_LOG_DOMAIN, file, line, function, message);
}

char *
widget_test_dup_description (GtkWidget *widget)
{
  /* Gives what is there where it is something else. */
  return gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget),
                                             GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "?");
}

gboolean
widget_test_says (GtkWidget *window, const char *text)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (window));
  g_autofree char *description = focus ? widget_test_dup_description (focus) : NULL;
  return description && strstr (description, text);
}

static gboolean
offer_key (GtkWidget *widget, guint keyval)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
    gboolean taken = FALSE;
    if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
      g_signal_emit_by_name (controller, "key-pressed", keyval, 0, 0, &taken);
    if (taken)
      return TRUE;
  }
  return FALSE;
}

gboolean
widget_test_press_key (GtkWidget *focus, guint keyval)
{
  for (GtkWidget *each = focus; each; each = gtk_widget_get_parent (each))
    if (offer_key (each, keyval))
      return TRUE;
  return FALSE;
}

static void
collect (GtkWidget *widget, GString *text)
{
  const char *tooltip = gtk_widget_get_tooltip_text (widget);
  if (GTK_IS_LABEL (widget))
    g_string_append_printf (text, "%s\n", gtk_label_get_text (GTK_LABEL (widget)));
  if (GTK_IS_EDITABLE (widget))
    g_string_append_printf (text, "%s\n", gtk_editable_get_text (GTK_EDITABLE (widget)));
  if (tooltip)
    g_string_append_printf (text, "%s\n", tooltip);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    collect (child, text);
}

char *
widget_test_collect_text (GtkWidget *widget)
{
  GString *text = g_string_new (NULL);
  collect (widget, text);
  return g_string_free (text, FALSE);
}

static GtkWidget *
find_styled_button (GtkWidget *widget, const char *css_class)
{
  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (GTK_IS_BUTTON (widget) && gtk_widget_has_css_class (widget, css_class))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_styled_button (child, css_class);
    if (found)
      return found;
  }
  return NULL;
}

void
widget_test_press_button (GtkWidget *widget, const char *css_class)
{
  GtkWidget *button = find_styled_button (widget, css_class);
  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

gboolean
widget_test_describes (GtkWidget *widget, const char *text)
{
  g_autofree char *description = widget_test_dup_description (widget);
  return g_strcmp0 (description, text) == 0;
}
