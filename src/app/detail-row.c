/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/detail-row.h"

#include <glib/gi18n.h>

static void
on_copy_clicked (GtkButton *button)
{
  const char *text = g_object_get_data (G_OBJECT (button), "copied");
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (button)), text);
  gtk_widget_activate_action (GTK_WIDGET (button), "win.tell", "s", _ ("Copied"));
}

static GtkWidget *
create_copy_button (const char *name, const char *copied)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-copy-symbolic");
  /* Translators: %s is what is copied, as "Serial number" */
  g_autofree char *label = g_strdup_printf (_ ("Copy: %s"), name);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_object_set_data_full (G_OBJECT (button), "copied", g_strdup (copied), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (on_copy_clicked), NULL);
  return button;
}

GtkWidget *
yqq_detail_row_new (const char *name, const char *value, const char *copied)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", name,
                                 "subtitle", value ? value : "–", NULL);
  gtk_widget_add_css_class (row, "property");
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  if (copied)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), create_copy_button (name, copied));
  return row;
}
