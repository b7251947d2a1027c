/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/act-page.h"

#include <glib/gi18n.h>

#include "app/fault-view.h"

struct _YqqActPage {
  YqqPage parent;

  GtkLabel *enterprise;
  GtkLabel *sentence;
  GtkWidget *working;
  GtkSpinner *spinner;
  YqqFaultView *fault;
  GtkWidget *cancel;
  YqqActFlow *flow;
};

G_DEFINE_FINAL_TYPE (YqqActPage, yqq_act_page, YQQ_TYPE_PAGE)

static void
update (YqqActPage *self)
{
  const GError *error = yqq_act_flow_get_error (self->flow);
  gboolean working = yqq_act_flow_get_state (self->flow) == YQQ_ACT_FLOW_WORKING;
  gtk_spinner_set_spinning (self->spinner, working);
  gtk_widget_set_visible (self->working, working);
  gtk_widget_set_visible (self->cancel, working);
  gtk_widget_set_visible (GTK_WIDGET (self->fault), error != NULL);
  if (error)
    yqq_fault_view_show (self->fault, error, _ ("Try again"), "act.retry");
  yqq_page_keep_focus (YQQ_PAGE (self));
}

static void
on_cancel_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  yqq_act_flow_cancel (YQQ_ACT_PAGE (widget)->flow);
}

static void
on_retry_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  yqq_act_flow_retry (YQQ_ACT_PAGE (widget)->flow);
}

static gboolean
yqq_act_page_back (YqqPage *page)
{
  YqqActPage *self = YQQ_ACT_PAGE (page);
  if (yqq_act_flow_get_state (self->flow) != YQQ_ACT_FLOW_WORKING)
    return FALSE;
  yqq_act_flow_cancel (self->flow);
  return TRUE;
}

static void
yqq_act_page_dispose (GObject *object)
{
  YqqActPage *self = YQQ_ACT_PAGE (object);
  g_clear_object (&self->flow);
  G_OBJECT_CLASS (yqq_act_page_parent_class)->dispose (object);
}

static void
yqq_act_page_class_init (YqqActPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = yqq_act_page_dispose;
  YQQ_PAGE_CLASS (class)->back = yqq_act_page_back;
  g_type_ensure (YQQ_TYPE_FAULT_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/yueqiqian/desktop/ui/act-page.ui");
  gtk_widget_class_bind_template_child (widget_class, YqqActPage, enterprise);
  gtk_widget_class_bind_template_child (widget_class, YqqActPage, sentence);
  gtk_widget_class_bind_template_child (widget_class, YqqActPage, working);
  gtk_widget_class_bind_template_child (widget_class, YqqActPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, YqqActPage, fault);
  gtk_widget_class_bind_template_child (widget_class, YqqActPage, cancel);
  gtk_widget_class_install_action (widget_class, "act.cancel", NULL, on_cancel_activated);
  gtk_widget_class_install_action (widget_class, "act.retry", NULL, on_retry_activated);
}

static void
yqq_act_page_init (YqqActPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

YqqPage *
yqq_act_page_new (YqqActFlow *flow)
{
  YqqActPage *self = g_object_new (YQQ_TYPE_ACT_PAGE, NULL);
  self->flow = g_object_ref (flow);
  gtk_label_set_label (self->enterprise, yqq_act_flow_get_enterprise (flow));
  gtk_label_set_label (self->sentence, yqq_act_flow_get_sentence (flow));
  g_signal_connect_object (flow, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return YQQ_PAGE (self);
}
