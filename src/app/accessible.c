/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/accessible.h"

static void
silence (GtkWidget *widget)
{
  g_object_set (widget, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    silence (child);
}

void
yqq_accessible_name_button (GtkWidget *button, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  for (GtkWidget *child = gtk_widget_get_first_child (button); child;
       child = gtk_widget_get_next_sibling (child))
    silence (child);
}
