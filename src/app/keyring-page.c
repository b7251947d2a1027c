/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/keyring-page.h"

#include <glib/gi18n.h>

struct _YqqKeyringPage {
  YqqPage parent;

  AdwStatusPage *status;
  GtkWidget *unlock;
  GtkWidget *retry;
  GtkWidget *command;
  YqqWorkspace *workspace;
};

G_DEFINE_FINAL_TYPE (YqqKeyringPage, yqq_keyring_page, YQQ_TYPE_PAGE)

static void
update (YqqKeyringPage *self)
{
  gboolean locked = yqq_workspace_get_phase (self->workspace) == YQQ_PHASE_KEYRING_LOCKED;
  adw_status_page_set_title (self->status,
                             locked ? _ ("Your keyring is locked") : _ ("There is no keyring"));
  adw_status_page_set_description (
      self->status,
      locked ? _ ("Your keys and certificates are safe inside. Unlock it with the password of your "
                  "computer account to go on.")
             : _ ("Your keys are kept in the desktop's keyring, and none answers here. Nothing was "
                  "stored anywhere else, and nothing is lost.\n\nInstall gnome-keyring (or another "
                  "Secret Service), log in to the desktop again, then retry."));
  adw_status_page_set_icon_name (self->status,
                                 locked ? "changes-prevent-symbolic" : "dialog-question-symbolic");
  gtk_widget_set_visible (self->unlock, locked);
  gtk_widget_set_visible (self->retry, !locked);
  gtk_widget_set_visible (self->command, !locked);
  gtk_widget_set_sensitive (self->unlock, !yqq_workspace_get_busy (self->workspace));
}

static void
yqq_keyring_page_arrive (YqqPage *page)
{
  YqqKeyringPage *self = YQQ_KEYRING_PAGE (page);
  gtk_widget_grab_focus (gtk_widget_get_visible (self->unlock) ? self->unlock : self->retry);
}

static void
yqq_keyring_page_dispose (GObject *object)
{
  YqqKeyringPage *self = YQQ_KEYRING_PAGE (object);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (yqq_keyring_page_parent_class)->dispose (object);
}

static void
yqq_keyring_page_class_init (YqqKeyringPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = yqq_keyring_page_dispose;
  YQQ_PAGE_CLASS (class)->arrive = yqq_keyring_page_arrive;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/yueqiqian/desktop/ui/keyring-page.ui");
  gtk_widget_class_bind_template_child (widget_class, YqqKeyringPage, status);
  gtk_widget_class_bind_template_child (widget_class, YqqKeyringPage, unlock);
  gtk_widget_class_bind_template_child (widget_class, YqqKeyringPage, retry);
  gtk_widget_class_bind_template_child (widget_class, YqqKeyringPage, command);
}

static void
yqq_keyring_page_init (YqqKeyringPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

YqqPage *
yqq_keyring_page_new (YqqWorkspace *workspace)
{
  YqqKeyringPage *self = g_object_new (YQQ_TYPE_KEYRING_PAGE, NULL);
  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (workspace, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return YQQ_PAGE (self);
}
