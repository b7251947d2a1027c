/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/install-page.h"

#include <glib/gi18n.h>

#include "app/certificate-text.h"
#include "app/fault-view.h"

#define STEPS 4

struct _YqqInstallPage {
  YqqPage parent;

  GtkLabel *enterprise;
  GtkLabel *kind;
  GtkBox *steps;
  GtkWidget *progress;
  YqqFaultView *fault;
  GtkWidget *cancel;
  YqqInstallFlow *flow;
};

G_DEFINE_FINAL_TYPE (YqqInstallPage, yqq_install_page, YQQ_TYPE_PAGE)

static const char *const step_texts[STEPS] = {
    [YQQ_INSTALL_UNLOCKING] = N_ ("PIN verified"),
    [YQQ_INSTALL_MAKING_KEY] = N_ ("Make the key on this computer"),
    [YQQ_INSTALL_REQUESTING] = N_ ("Fetch the certificate from the authority"),
    [YQQ_INSTALL_STORING] = N_ ("Store it in the keyring"),
};

static void
show_step (GtkWidget *row, guint index, guint present, gboolean working)
{
  GtkWidget *icon = gtk_widget_get_first_child (row);
  GtkWidget *spinner = gtk_widget_get_next_sibling (icon);
  gboolean now = working && index == present;
  gtk_image_set_from_icon_name (GTK_IMAGE (icon), index < present ? "emblem-ok-symbolic"
                                                                  : "content-loading-symbolic");
  gtk_widget_set_visible (icon, !now);
  gtk_widget_set_visible (spinner, now);
  gtk_spinner_set_spinning (GTK_SPINNER (spinner), now);
  gtk_widget_set_opacity (row, index <= present ? 1.0 : 0.5);
}

static void
update (YqqInstallPage *self)
{
  const GError *error = yqq_install_flow_get_error (self->flow);
  gboolean working = yqq_install_flow_get_state (self->flow) == YQQ_INSTALL_FLOW_WORKING;
  guint present = yqq_install_flow_get_step (self->flow);
  guint index = 0;
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->steps)); row;
       row = gtk_widget_get_next_sibling (row))
    show_step (row, index++, present, working);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), (present + 0.5) / STEPS);
  gtk_widget_set_visible (self->cancel, working);
  gtk_widget_set_visible (GTK_WIDGET (self->steps), !error);
  gtk_widget_set_visible (self->progress, !error);
  gtk_widget_set_visible (GTK_WIDGET (self->fault), error != NULL);
  if (error)
    yqq_fault_view_show (self->fault, error, _ ("Try again"), "install.retry");
}

static void
on_cancel_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  yqq_install_flow_cancel (YQQ_INSTALL_PAGE (widget)->flow);
}

static void
on_retry_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  yqq_install_flow_retry (YQQ_INSTALL_PAGE (widget)->flow);
}

static gboolean
yqq_install_page_back (YqqPage *page)
{
  YqqInstallPage *self = YQQ_INSTALL_PAGE (page);
  if (yqq_install_flow_get_state (self->flow) != YQQ_INSTALL_FLOW_WORKING)
    return FALSE;
  yqq_install_flow_cancel (self->flow);
  return TRUE;
}

static void
yqq_install_page_dispose (GObject *object)
{
  YqqInstallPage *self = YQQ_INSTALL_PAGE (object);
  g_clear_object (&self->flow);
  G_OBJECT_CLASS (yqq_install_page_parent_class)->dispose (object);
}

static void
yqq_install_page_class_init (YqqInstallPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = yqq_install_page_dispose;
  YQQ_PAGE_CLASS (class)->back = yqq_install_page_back;
  g_type_ensure (YQQ_TYPE_FAULT_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/yueqiqian/desktop/ui/install-page.ui");
  gtk_widget_class_bind_template_child (widget_class, YqqInstallPage, enterprise);
  gtk_widget_class_bind_template_child (widget_class, YqqInstallPage, kind);
  gtk_widget_class_bind_template_child (widget_class, YqqInstallPage, steps);
  gtk_widget_class_bind_template_child (widget_class, YqqInstallPage, progress);
  gtk_widget_class_bind_template_child (widget_class, YqqInstallPage, fault);
  gtk_widget_class_bind_template_child (widget_class, YqqInstallPage, cancel);
  gtk_widget_class_install_action (widget_class, "install.cancel", NULL, on_cancel_activated);
  gtk_widget_class_install_action (widget_class, "install.retry", NULL, on_retry_activated);
}

static void
add_step (YqqInstallPage *self, const char *text)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_box_append (GTK_BOX (row), gtk_image_new ());
  gtk_box_append (GTK_BOX (row), gtk_spinner_new ());
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (self->steps, row);
}

static void
yqq_install_page_init (YqqInstallPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < STEPS; i++)
    add_step (self, _ (step_texts[i]));
}

YqqPage *
yqq_install_page_new (YqqInstallFlow *flow)
{
  YqqInstallPage *self = g_object_new (YQQ_TYPE_INSTALL_PAGE, NULL);
  YqqCertificateEntry *item = yqq_install_flow_get_item (flow);
  YqqGrant *grant = yqq_certificate_entry_get_grant (item);
  g_autofree char *kind =
      g_strdup_printf ("%s · %s", yqq_certificate_kind_get_name (yqq_grant_get_kind (grant)),
                       yqq_algorithm_get_name (yqq_install_flow_get_algorithm (flow)));
  self->flow = g_object_ref (flow);
  gtk_label_set_label (self->enterprise, yqq_certificate_entry_get_enterprise (item));
  gtk_label_set_label (self->kind, kind);
  g_signal_connect_object (flow, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return YQQ_PAGE (self);
}
