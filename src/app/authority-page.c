/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/authority-page.h"

#include "app/error-text.h"
#include "app/fault-view.h"

struct _YqqAuthorityPage {
  YqqPage parent;

  GtkEditable *address;
  GtkWidget *connect;
  GtkWidget *own;
  YqqFaultView *fault;
  char *asked; /* what is being connected to; NULL: the one on this computer */
  YqqWorkspace *workspace;
  YqqRouter *router;
  YqqSettings *settings;
  GCancellable *asking; /* ends when the person goes elsewhere */
};

G_DEFINE_FINAL_TYPE (YqqAuthorityPage, yqq_authority_page, YQQ_TYPE_PAGE)

static void
show_working (YqqAuthorityPage *self, gboolean working)
{
  if (working) /* GtkText warns when it loses its place while it has the focus */
    gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self)), NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self), !working);
  gtk_widget_set_visible (GTK_WIDGET (self->fault), FALSE);
}

static void
on_connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqAuthorityPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = yqq_workspace_finish (YQQ_WORKSPACE (source), result, &error);
  if (!done && yqq_error_text_is_cancelled (error))
    return; /* the person is elsewhere by now */
  show_working (self, FALSE);
  if (done) {
    yqq_settings_set_authority_address (self->settings, self->asked);
    yqq_router_back_to (self->router, YQQ_PLACE_WELCOME);
  } else {
    yqq_fault_view_show (self->fault, error, NULL, NULL);
    gtk_widget_set_visible (GTK_WIDGET (self->fault), TRUE);
    gtk_widget_grab_focus (GTK_WIDGET (self->address));
  }
}

static void
go (YqqAuthorityPage *self, const char *address)
{
  show_working (self, TRUE);
  g_free (self->asked);
  self->asked = g_strdup (address);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  yqq_workspace_connect_async (self->workspace, address, self->asking, on_connected,
                               g_object_ref (self));
}

static void
on_connect_clicked (YqqAuthorityPage *self)
{
  g_autofree char *address = g_strstrip (g_strdup (gtk_editable_get_text (self->address)));
  if (*address)
    go (self, address);
}

static void
on_own_clicked (YqqAuthorityPage *self)
{
  go (self, NULL);
}

static void
on_address_changed (YqqAuthorityPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->fault), FALSE);
}

static void
yqq_authority_page_leave (YqqPage *page)
{
  YqqAuthorityPage *self = YQQ_AUTHORITY_PAGE (page);
  g_cancellable_cancel (self->asking);
  show_working (self, FALSE);
}

static void
yqq_authority_page_dispose (GObject *object)
{
  YqqAuthorityPage *self = YQQ_AUTHORITY_PAGE (object);
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_object (&self->workspace);
  g_clear_object (&self->router);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->asked, g_free);
  G_OBJECT_CLASS (yqq_authority_page_parent_class)->dispose (object);
}

static void
yqq_authority_page_class_init (YqqAuthorityPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = yqq_authority_page_dispose;
  YQQ_PAGE_CLASS (class)->leave = yqq_authority_page_leave;
  g_type_ensure (YQQ_TYPE_FAULT_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/yueqiqian/desktop/ui/authority-page.ui");
  gtk_widget_class_bind_template_child (widget_class, YqqAuthorityPage, address);
  gtk_widget_class_bind_template_child (widget_class, YqqAuthorityPage, connect);
  gtk_widget_class_bind_template_child (widget_class, YqqAuthorityPage, own);
  gtk_widget_class_bind_template_child (widget_class, YqqAuthorityPage, fault);
  gtk_widget_class_bind_template_callback (widget_class, on_connect_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_own_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_address_changed);
}

static void
yqq_authority_page_init (YqqAuthorityPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The one in use, or the one that was kept and cannot be reached just now. Owned; NULL: our own. */
static char *
dup_address (YqqWorkspace *workspace, YqqSettings *settings)
{
  const char *address = yqq_workspace_get_authority_address (workspace);
  g_autofree char *kept = yqq_settings_dup_authority_address (settings);
  if (address)
    return g_str_has_prefix (address, "unix:") ? NULL : g_strdup (address);
  return yqq_workspace_get_authority_name (workspace) || !*kept ? NULL : g_steal_pointer (&kept);
}

YqqPage *
yqq_authority_page_new (YqqWorkspace *workspace, YqqRouter *router, YqqSettings *settings)
{
  YqqAuthorityPage *self = g_object_new (YQQ_TYPE_AUTHORITY_PAGE, NULL);
  self->workspace = g_object_ref (workspace);
  self->router = g_object_ref (router);
  self->settings = g_object_ref (settings);
  g_autofree char *address = dup_address (workspace, settings);
  if (address)
    gtk_editable_set_text (self->address, address);
  gtk_widget_set_visible (self->own, address || !yqq_workspace_get_authority_name (workspace));
  return YQQ_PAGE (self);
}
