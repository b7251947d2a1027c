/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/welcome-page.h"

#include <glib/gi18n.h>

#include "app/fault-view.h"

struct _YqqWelcomePage {
  YqqPage parent;

  GtkWidget *demonstration;
  GtkWidget *waiting;
  YqqFaultView *fault;
  GtkWidget *log_in;
  GtkWidget *other;
  GtkLabel *authority;
  YqqWorkspace *workspace;
};

G_DEFINE_FINAL_TYPE (YqqWelcomePage, yqq_welcome_page, YQQ_TYPE_PAGE)

static void
update (YqqWelcomePage *self)
{
  gboolean logged_out = yqq_workspace_get_phase (self->workspace) == YQQ_PHASE_LOGGED_OUT;
  const GError *trouble = yqq_workspace_get_trouble (self->workspace);
  gboolean busy = yqq_workspace_get_busy (self->workspace) || !logged_out;
  gboolean known = yqq_workspace_get_authority_name (self->workspace) != NULL;
  gtk_widget_set_visible (self->waiting, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->fault), logged_out && trouble && !busy);
  gtk_widget_set_visible (self->log_in, logged_out && known && !busy && !trouble);
  gtk_widget_set_visible (self->other, logged_out);
  gtk_widget_set_visible (self->demonstration, yqq_workspace_get_demonstration (self->workspace));
  gtk_label_set_label (self->authority,
                       known ? yqq_workspace_get_authority_name (self->workspace) : "");
  if (trouble)
    yqq_fault_view_show (self->fault, trouble, _ ("Try again"), "win.refresh");
}

static void
yqq_welcome_page_arrive (YqqPage *page)
{
  YqqWelcomePage *self = YQQ_WELCOME_PAGE (page);
  update (self);
  gtk_widget_grab_focus (self->log_in);
}

static void
yqq_welcome_page_dispose (GObject *object)
{
  YqqWelcomePage *self = YQQ_WELCOME_PAGE (object);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (yqq_welcome_page_parent_class)->dispose (object);
}

static void
yqq_welcome_page_class_init (YqqWelcomePageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = yqq_welcome_page_dispose;
  YQQ_PAGE_CLASS (class)->arrive = yqq_welcome_page_arrive;
  g_type_ensure (YQQ_TYPE_FAULT_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/yueqiqian/desktop/ui/welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, YqqWelcomePage, demonstration);
  gtk_widget_class_bind_template_child (widget_class, YqqWelcomePage, waiting);
  gtk_widget_class_bind_template_child (widget_class, YqqWelcomePage, fault);
  gtk_widget_class_bind_template_child (widget_class, YqqWelcomePage, log_in);
  gtk_widget_class_bind_template_child (widget_class, YqqWelcomePage, other);
  gtk_widget_class_bind_template_child (widget_class, YqqWelcomePage, authority);
}

static void
yqq_welcome_page_init (YqqWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

YqqPage *
yqq_welcome_page_new (YqqWorkspace *workspace)
{
  YqqWelcomePage *self = g_object_new (YQQ_TYPE_WELCOME_PAGE, NULL);
  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (workspace, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return YQQ_PAGE (self);
}
