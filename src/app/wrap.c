/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/wrap.h"

#include <adwaita.h>

/* Chinese breaks between any two characters: so short a text is never broken. */
#define SHORT_TEXT 4

/* Of a label that is still empty nobody knows how long it will be. */
static gboolean
is_short (GtkWidget *label)
{
  glong length = g_utf8_strlen (gtk_label_get_label (GTK_LABEL (label)), -1);
  return length > 0 && length <= SHORT_TEXT;
}

/* AdwPreferencesGroup would shorten it, and what it says is nowhere else. */
static gboolean
is_heading_of_group (GtkWidget *widget)
{
  return gtk_widget_has_css_class (widget, "heading") && gtk_widget_has_css_class (widget, "h4") &&
         gtk_widget_get_ancestor (widget, ADW_TYPE_PREFERENCES_GROUP);
}

static void
wrap_texts (GtkWidget *widget, gboolean in_button)
{
  if (GTK_IS_LABEL (widget) && is_heading_of_group (widget))
    gtk_label_set_ellipsize (GTK_LABEL (widget), PANGO_ELLIPSIZE_NONE);
  if (GTK_IS_LABEL (widget) && !(in_button && is_short (widget)) &&
      !gtk_label_get_wrap (GTK_LABEL (widget)) &&
      gtk_label_get_ellipsize (GTK_LABEL (widget)) == PANGO_ELLIPSIZE_NONE) {
    gtk_label_set_wrap (GTK_LABEL (widget), TRUE);
    /* A button's words stay whole: what stands beside it gives way. */
    gtk_label_set_wrap_mode (GTK_LABEL (widget),
                             in_button ? PANGO_WRAP_WORD : PANGO_WRAP_WORD_CHAR);
    if (in_button && gtk_label_get_xalign (GTK_LABEL (widget)) > 0)
      gtk_label_set_justify (GTK_LABEL (widget), GTK_JUSTIFY_CENTER);
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    wrap_texts (child, in_button || GTK_IS_BUTTON (widget));
}

void
yqq_wrap_texts (GtkWidget *widget)
{
  wrap_texts (widget, FALSE);
}
