/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/logged-in-page.h"

#include "app/accessible.h"

struct _YqqLoggedInPage {
  YqqPage parent;

  AdwAvatar *avatar;
  GtkLabel *name;
  GtkLabel *number;
  GtkLabel *authority;
  GtkWidget *demonstration;
  GtkSpinner *spinner;
  GtkWidget *go_on;
  YqqWorkspace *workspace;
  YqqRouter *router;
  gboolean going; /* as soon as it is known to which enterprises the person belongs */
};

G_DEFINE_FINAL_TYPE (YqqLoggedInPage, yqq_logged_in_page, YQQ_TYPE_PAGE)

static gboolean
is_known (YqqLoggedInPage *self)
{
  return yqq_workspace_get_me (self->workspace) || yqq_workspace_get_trouble (self->workspace) ||
         !yqq_workspace_get_busy (self->workspace);
}

static void
go (YqqLoggedInPage *self)
{
  const YqqMe *me = yqq_workspace_get_me (self->workspace);
  self->going = FALSE;
  if (me && me->memberships->len > 1 && !yqq_workspace_get_enterprise_chosen (self->workspace))
    yqq_router_replace (self->router, YQQ_PLACE_ENTERPRISES, NULL);
  else
    yqq_router_back (self->router);
}

static void
update (YqqLoggedInPage *self)
{
  const YqqMe *me = yqq_workspace_get_me (self->workspace);
  const char *name = yqq_workspace_get_person_name (self->workspace);
  const char *authority = yqq_workspace_get_authority_name (self->workspace);
  adw_avatar_set_text (self->avatar, name ? name : "");
  gtk_label_set_label (self->name, name ? name : "");
  gtk_label_set_label (self->number, me ? yqq_person_get_id_number_masked (me->person) : "");
  gtk_widget_set_visible (GTK_WIDGET (self->number), me != NULL);
  gtk_label_set_label (self->authority, authority ? authority : "");
  gtk_widget_set_visible (self->demonstration, yqq_workspace_get_demonstration (self->workspace));
  gtk_spinner_set_spinning (self->spinner, self->going && !is_known (self));
  if (self->going && is_known (self) && yqq_page_get_shown (YQQ_PAGE (self)))
    go (self);
}

static void
on_go_on_clicked (YqqLoggedInPage *self)
{
  self->going = TRUE;
  update (self);
}

static void
yqq_logged_in_page_arrive (YqqPage *page)
{
  gtk_widget_grab_focus (YQQ_LOGGED_IN_PAGE (page)->go_on);
}

static void
yqq_logged_in_page_dispose (GObject *object)
{
  YqqLoggedInPage *self = YQQ_LOGGED_IN_PAGE (object);
  g_clear_object (&self->workspace);
  g_clear_object (&self->router);
  G_OBJECT_CLASS (yqq_logged_in_page_parent_class)->dispose (object);
}

static void
yqq_logged_in_page_class_init (YqqLoggedInPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = yqq_logged_in_page_dispose;
  YQQ_PAGE_CLASS (class)->arrive = yqq_logged_in_page_arrive;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/yueqiqian/desktop/ui/logged-in-page.ui");
  gtk_widget_class_bind_template_child (widget_class, YqqLoggedInPage, avatar);
  gtk_widget_class_bind_template_child (widget_class, YqqLoggedInPage, name);
  gtk_widget_class_bind_template_child (widget_class, YqqLoggedInPage, number);
  gtk_widget_class_bind_template_child (widget_class, YqqLoggedInPage, authority);
  gtk_widget_class_bind_template_child (widget_class, YqqLoggedInPage, demonstration);
  gtk_widget_class_bind_template_child (widget_class, YqqLoggedInPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, YqqLoggedInPage, go_on);
  gtk_widget_class_bind_template_callback (widget_class, on_go_on_clicked);
}

static void
yqq_logged_in_page_init (YqqLoggedInPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  yqq_accessible_hide (GTK_WIDGET (self->avatar));
}

YqqPage *
yqq_logged_in_page_new (YqqWorkspace *workspace, YqqRouter *router)
{
  YqqLoggedInPage *self = g_object_new (YQQ_TYPE_LOGGED_IN_PAGE, NULL);
  self->workspace = g_object_ref (workspace);
  self->router = g_object_ref (router);
  g_signal_connect_object (workspace, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return YQQ_PAGE (self);
}
