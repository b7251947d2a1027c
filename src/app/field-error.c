/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/field-error.h"

#include "app/accessible.h"

struct _YqqFieldError {
  GtkListBoxRow parent;

  GtkLabel *text;
};

G_DEFINE_FINAL_TYPE (YqqFieldError, yqq_field_error, GTK_TYPE_LIST_BOX_ROW)

static void
yqq_field_error_class_init (YqqFieldErrorClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/yueqiqian/desktop/ui/field-error.ui");
  gtk_widget_class_bind_template_child (widget_class, YqqFieldError, text);
}

static void
yqq_field_error_init (YqqFieldError *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
yqq_field_error_show (YqqFieldError *self, GtkWidget *row, const char *text)
{
  gtk_widget_set_visible (GTK_WIDGET (self), text != NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID,
                               text ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
  yqq_accessible_put (row, self, text);
  yqq_accessible_say (row);
  if (text) {
    gtk_label_set_label (self->text, text);
    gtk_widget_add_css_class (row, "has-error");
  } else {
    gtk_widget_remove_css_class (row, "has-error");
  }
}
