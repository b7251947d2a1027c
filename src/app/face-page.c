/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/face-page.h"

#include <glib/gi18n.h>

#include "app/accessible.h"
#include "app/face-view.h"
#include "app/fault-view.h"
#include "app/flow.h"
#include "app/format.h"

struct _YqqFacePage {
  YqqPage parent;

  GtkStack *stack;
  GtkCheckButton *agreed;
  GtkWidget *agree;
  YqqFaceView *view;
  AdwActionRow *made;
  AdwActionRow *expires;
  YqqFaultView *fault;
  YqqFaceSetUp *set_up;
  YqqSettings *settings;
  gboolean looking; /* the view is at work */
};

G_DEFINE_FINAL_TYPE (YqqFacePage, yqq_face_page, YQQ_TYPE_PAGE)

static void
look (YqqFacePage *self, gboolean looking)
{
  if (looking && !self->looking && yqq_page_get_shown (YQQ_PAGE (self)))
    yqq_face_view_enrol (self->view, self->settings);
  else if (!looking && self->looking)
    yqq_face_view_stop (self->view);
  self->looking = looking && yqq_page_get_shown (YQQ_PAGE (self));
}

static void
show_kept (YqqFacePage *self)
{
  g_autofree char *made = yqq_format_date (yqq_face_set_up_get_made_ms (self->set_up));
  g_autofree char *expires = yqq_format_date (yqq_face_set_up_get_expires_ms (self->set_up));
  adw_action_row_set_subtitle (self->made, made);
  adw_action_row_set_subtitle (self->expires, expires);
}

static const char *
choose_child (YqqFacePage *self)
{
  switch (yqq_face_set_up_get_state (self->set_up)) {
  case YQQ_FACE_SET_UP_CONSENT:
    return "consent";
  case YQQ_FACE_SET_UP_PICTURES:
    return "pictures";
  case YQQ_FACE_SET_UP_ENROLLED:
    return "enrolled";
  case YQQ_FACE_SET_UP_UNAVAILABLE:
  case YQQ_FACE_SET_UP_FAILED:
    return "fault";
  case YQQ_FACE_SET_UP_LOADING:
  case YQQ_FACE_SET_UP_WORKING:
    break;
  }
  return "waiting";
}

static void
show_child (YqqFacePage *self, const char *name)
{
  gboolean comes = !g_str_equal (gtk_stack_get_visible_child_name (self->stack), name);
  gtk_stack_set_visible_child_name (self->stack, name);
  if (comes && yqq_page_get_shown (YQQ_PAGE (self)))
    yqq_page_enter (gtk_stack_get_visible_child (self->stack));
}

static void
update (YqqFacePage *self)
{
  const GError *error = yqq_face_set_up_get_error (self->set_up);
  if (error)
    yqq_fault_view_show (self->fault, error, _ ("Try again"), "face-page.retry");
  show_kept (self);
  show_child (self, choose_child (self));
  look (self, yqq_face_set_up_get_state (self->set_up) == YQQ_FACE_SET_UP_PICTURES);
  if (yqq_page_get_shown (YQQ_PAGE (self)))
    yqq_page_keep_focus (YQQ_PAGE (self));
}

static void
on_agreed_toggled (YqqFacePage *self)
{
  gtk_widget_set_sensitive (self->agree, gtk_check_button_get_active (self->agreed));
}

static void
on_agree (YqqFacePage *self)
{
  yqq_face_set_up_agree (self->set_up);
}

static void
on_renew (YqqFacePage *self)
{
  gtk_check_button_set_active (self->agreed, FALSE);
  yqq_face_set_up_renew (self->set_up);
}

static void
on_erase (YqqFacePage *self)
{
  yqq_face_set_up_erase (self->set_up);
}

static void
on_enrolled (YqqFacePage *self, YqqSecretBytes *template)
{
  yqq_face_set_up_take (self->set_up, template);
}

static void
on_retry_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  yqq_face_set_up_retry (YQQ_FACE_PAGE (widget)->set_up);
}

static void
yqq_face_page_arrive (YqqPage *page)
{
  YqqFacePage *self = YQQ_FACE_PAGE (page);
  look (self, yqq_face_set_up_get_state (self->set_up) == YQQ_FACE_SET_UP_PICTURES);
  yqq_page_enter (gtk_stack_get_visible_child (self->stack));
}

static void
yqq_face_page_leave (YqqPage *page)
{
  look (YQQ_FACE_PAGE (page), FALSE);
}

static void
yqq_face_page_dispose (GObject *object)
{
  YqqFacePage *self = YQQ_FACE_PAGE (object);
  if (self->set_up)
    g_signal_handlers_disconnect_by_data (self->set_up, self);
  g_clear_object (&self->set_up);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (yqq_face_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *class)
{
  gtk_widget_class_set_template_from_resource (class, "/cn/yueqiqian/desktop/ui/face-page.ui");
  gtk_widget_class_bind_template_child (class, YqqFacePage, stack);
  gtk_widget_class_bind_template_child (class, YqqFacePage, agreed);
  gtk_widget_class_bind_template_child (class, YqqFacePage, agree);
  gtk_widget_class_bind_template_child (class, YqqFacePage, view);
  gtk_widget_class_bind_template_child (class, YqqFacePage, made);
  gtk_widget_class_bind_template_child (class, YqqFacePage, expires);
  gtk_widget_class_bind_template_child (class, YqqFacePage, fault);
  gtk_widget_class_bind_template_callback (class, on_agreed_toggled);
  gtk_widget_class_bind_template_callback (class, on_agree);
  gtk_widget_class_bind_template_callback (class, on_renew);
  gtk_widget_class_bind_template_callback (class, on_erase);
  gtk_widget_class_bind_template_callback (class, on_enrolled);
}

static void
yqq_face_page_class_init (YqqFacePageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = yqq_face_page_dispose;
  YQQ_PAGE_CLASS (class)->arrive = yqq_face_page_arrive;
  YQQ_PAGE_CLASS (class)->leave = yqq_face_page_leave;
  g_type_ensure (YQQ_TYPE_FACE_VIEW);
  g_type_ensure (YQQ_TYPE_FAULT_VIEW);
  g_type_ensure (YQQ_TYPE_FLOW);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "face-page.retry", NULL, on_retry_activated);
}

static void
yqq_face_page_init (YqqFacePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  yqq_accessible_describe_rows (GTK_WIDGET (self));
}

YqqPage *
yqq_face_page_new (YqqFaceSetUp *set_up, YqqSettings *settings)
{
  YqqFacePage *self = g_object_new (YQQ_TYPE_FACE_PAGE, NULL);
  self->set_up = g_object_ref (set_up);
  self->settings = g_object_ref (settings);
  g_signal_connect_object (set_up, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return YQQ_PAGE (self);
}
