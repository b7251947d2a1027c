/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/go-row.h"

#define KEY "yqq-go-row-item"

/* An activatable widget would be spoken by the row's title too. */
static void
on_activated (AdwActionRow *row, GtkButton *button)
{
  g_signal_emit_by_name (button, "clicked");
}

GtkWidget *
yqq_go_row_new (const char *title,
                const char *subtitle,
                const char *name,
                gpointer item,
                GCallback clicked,
                gpointer user_data)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title,
                                 "subtitle", subtitle, "subtitle-lines", 0, NULL);
  GtkWidget *button = gtk_button_new_from_icon_name ("go-next-symbolic");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), KEY, g_object_ref (item), g_object_unref);
  g_signal_connect (button, "clicked", clicked, user_data);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect (row, "activated", G_CALLBACK (on_activated), button);
  return row;
}

gpointer
yqq_go_row_get_item (GtkButton *button)
{
  return g_object_get_data (G_OBJECT (button), KEY);
}
