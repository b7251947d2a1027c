/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/pin-settings-page.h"

#include "app/change-pin-flow.h"
#include "app/new-pin-flow.h"

struct _YqqPinSettingsPage {
  YqqPage parent;

  GtkWidget *change;
  YqqWorkspace *workspace;
  YqqRouter *router;
};

G_DEFINE_FINAL_TYPE (YqqPinSettingsPage, yqq_pin_settings_page, YQQ_TYPE_PAGE)

static void
on_change_clicked (YqqPinSettingsPage *self)
{
  yqq_change_pin_flow_begin (self->workspace, self->router);
}

static void
on_forgotten_clicked (YqqPinSettingsPage *self)
{
  yqq_new_pin_flow_begin (self->workspace, self->router);
}

static void
yqq_pin_settings_page_arrive (YqqPage *page)
{
  gtk_widget_grab_focus (YQQ_PIN_SETTINGS_PAGE (page)->change);
}

static void
yqq_pin_settings_page_dispose (GObject *object)
{
  YqqPinSettingsPage *self = YQQ_PIN_SETTINGS_PAGE (object);
  g_clear_object (&self->workspace);
  g_clear_object (&self->router);
  G_OBJECT_CLASS (yqq_pin_settings_page_parent_class)->dispose (object);
}

static void
yqq_pin_settings_page_class_init (YqqPinSettingsPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = yqq_pin_settings_page_dispose;
  YQQ_PAGE_CLASS (class)->arrive = yqq_pin_settings_page_arrive;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/yueqiqian/desktop/ui/pin-settings-page.ui");
  gtk_widget_class_bind_template_child (widget_class, YqqPinSettingsPage, change);
  gtk_widget_class_bind_template_callback (widget_class, on_change_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_forgotten_clicked);
}

static void
yqq_pin_settings_page_init (YqqPinSettingsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

YqqPage *
yqq_pin_settings_page_new (YqqWorkspace *workspace, YqqRouter *router)
{
  YqqPinSettingsPage *self = g_object_new (YQQ_TYPE_PIN_SETTINGS_PAGE, NULL);
  self->workspace = g_object_ref (workspace);
  self->router = g_object_ref (router);
  return YQQ_PAGE (self);
}
