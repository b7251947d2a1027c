/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/fault-view.h"

#include <glib/gi18n.h>

#include "app/accessible.h"
#include "app/error-text.h"
#include "app/wrap.h"

struct _YqqFaultView {
  AdwBin parent;

  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *happened;
  GtkLabel *remedy;
  GtkButton *act;
  GtkButton *copy;
  GtkLabel *code;
};

G_DEFINE_FINAL_TYPE (YqqFaultView, yqq_fault_view, ADW_TYPE_BIN)

static const char *
choose_icon (const GError *error)
{
  if (yqq_error_text_is_offline (error))
    return "network-offline-symbolic";
  return yqq_error_text_needs_log_in (error) ? "avatar-default-symbolic"
                                             : "dialog-warning-symbolic";
}

static void
on_copy_clicked (YqqFaultView *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));
  gdk_clipboard_set_text (clipboard, gtk_label_get_text (self->code));
}

static void
yqq_fault_view_class_init (YqqFaultViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/yueqiqian/desktop/ui/fault-view.ui");
  gtk_widget_class_bind_template_child (widget_class, YqqFaultView, icon);
  gtk_widget_class_bind_template_child (widget_class, YqqFaultView, title);
  gtk_widget_class_bind_template_child (widget_class, YqqFaultView, happened);
  gtk_widget_class_bind_template_child (widget_class, YqqFaultView, remedy);
  gtk_widget_class_bind_template_child (widget_class, YqqFaultView, act);
  gtk_widget_class_bind_template_child (widget_class, YqqFaultView, copy);
  gtk_widget_class_bind_template_child (widget_class, YqqFaultView, code);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_clicked);
  gtk_widget_class_set_css_name (widget_class, "faultview");
}

static void
yqq_fault_view_init (YqqFaultView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Who comes back to the button later is told what it is for. */
static void
describe (YqqFaultView *self, GtkButton *button, const YqqErrorText *text)
{
  g_autofree char *words = g_strdup_printf ("%s. %s %s", text->title, text->happened, text->remedy);
  yqq_accessible_describe (GTK_WIDGET (button), words);
}

void
yqq_fault_view_show (YqqFaultView *self, const GError *error, const char *label, const char *action)
{
  YqqErrorText text = yqq_error_text_get (error);
  g_autofree char *code = yqq_error_text_dup_code (error);
  gtk_image_set_from_icon_name (self->icon, choose_icon (error));
  gtk_label_set_label (self->title, text.title);
  gtk_label_set_label (self->happened, text.happened);
  gtk_label_set_label (self->remedy, text.remedy);
  g_autofree char *copy = g_strdup_printf ("%s: %s", _ ("Copy the error code"), code);
  gtk_label_set_label (self->code, code);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->copy), GTK_ACCESSIBLE_PROPERTY_LABEL, copy,
                                  -1);
  gtk_widget_set_visible (GTK_WIDGET (self->act), label != NULL);
  describe (self, label ? self->act : self->copy, &text);
  if (!label)
    return;
  gtk_button_set_label (self->act, label);
  yqq_wrap_texts (GTK_WIDGET (self->act));
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->act), action);
}
