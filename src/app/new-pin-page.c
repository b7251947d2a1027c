/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/new-pin-page.h"

#include <glib/gi18n.h>

#include "app/fault-view.h"

struct _YqqNewPinPage {
  YqqPage parent;

  GtkLabel *heading;
  GtkLabel *detail;
  GtkWidget *progress;
  YqqFaultView *fault;
  GtkWidget *done;
  YqqNewPinFlow *flow;
};

G_DEFINE_FINAL_TYPE (YqqNewPinPage, yqq_new_pin_page, YQQ_TYPE_PAGE)

static const char *
get_heading (YqqNewPinFlow *flow)
{
  if (yqq_new_pin_flow_get_state (flow) == YQQ_NEW_PIN_DONE)
    return _ ("New PIN set");
  return yqq_new_pin_flow_get_set (flow) ? _ ("Your certificates are made anew")
                                         : _ ("The new PIN is being set");
}

static char *
format_detail (YqqNewPinFlow *flow)
{
  guint done = yqq_new_pin_flow_get_done (flow);
  guint left = yqq_new_pin_flow_get_left (flow);
  guint all = yqq_new_pin_flow_get_all (flow);
  if (!yqq_new_pin_flow_get_set (flow))
    return g_strdup (_ ("Until it is set the old one stays."));
  if (yqq_new_pin_flow_get_state (flow) == YQQ_NEW_PIN_DONE && left > 0)
    return g_strdup_printf (
        ngettext ("From now on only the new PIN counts. %u certificate was left as it is, because "
                  "it is not authorised now: once it is, it can be installed again.",
                  "From now on only the new PIN counts. %u certificates were left as they are, "
                  "because they are not authorised now: once they are, they can be installed "
                  "again.",
                  left),
        left);
  if (yqq_new_pin_flow_get_state (flow) == YQQ_NEW_PIN_DONE)
    return g_strdup (_ ("From now on only the new PIN counts. What you have signed stays valid. "
                        "You find a notice about it on each of your computers."));
  return g_strdup_printf (
      /* Translators: the numbers are those of certificates */
      ngettext ("The new PIN is set. %1$u of %2$u certificate is made and installed.",
                "The new PIN is set. %1$u of %2$u certificates are made and installed.", all),
      done, all);
}

static void
update (YqqNewPinPage *self)
{
  const GError *error = yqq_new_pin_flow_get_error (self->flow);
  guint all = yqq_new_pin_flow_get_all (self->flow);
  gboolean done = yqq_new_pin_flow_get_state (self->flow) == YQQ_NEW_PIN_DONE;
  double steps = all + 1.0;
  double made =
      yqq_new_pin_flow_get_set (self->flow)
          ? yqq_new_pin_flow_get_done (self->flow) + yqq_new_pin_flow_get_left (self->flow) + 1.0
          : 0.3;
  g_autofree char *detail = format_detail (self->flow);
  gtk_label_set_label (self->heading, get_heading (self->flow));
  gtk_label_set_label (self->detail, detail);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), MIN (made / steps, 1.0));
  gtk_widget_set_visible (self->progress, !error && !done);
  gtk_widget_set_visible (self->done, done);
  gtk_widget_set_visible (GTK_WIDGET (self->fault), error != NULL);
  if (error)
    yqq_fault_view_show (self->fault, error, _ ("Try again"), "new-pin.retry");
  if (done && yqq_page_get_shown (YQQ_PAGE (self)))
    gtk_widget_grab_focus (self->done);
}

static void
on_retry_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  yqq_new_pin_flow_retry (YQQ_NEW_PIN_PAGE (widget)->flow);
}

static void
on_done_clicked (YqqNewPinPage *self)
{
  yqq_new_pin_flow_leave (self->flow);
}

/* While it is at work there is no way back; what failed is left on the certificates' cards. */
static gboolean
yqq_new_pin_page_back (YqqPage *page)
{
  YqqNewPinPage *self = YQQ_NEW_PIN_PAGE (page);
  if (yqq_new_pin_flow_get_state (self->flow) != YQQ_NEW_PIN_WORKING)
    yqq_new_pin_flow_leave (self->flow);
  return TRUE;
}

static void
yqq_new_pin_page_dispose (GObject *object)
{
  g_clear_object (&YQQ_NEW_PIN_PAGE (object)->flow);
  G_OBJECT_CLASS (yqq_new_pin_page_parent_class)->dispose (object);
}

static void
yqq_new_pin_page_class_init (YqqNewPinPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = yqq_new_pin_page_dispose;
  YQQ_PAGE_CLASS (class)->back = yqq_new_pin_page_back;
  g_type_ensure (YQQ_TYPE_FAULT_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/yueqiqian/desktop/ui/new-pin-page.ui");
  gtk_widget_class_bind_template_child (widget_class, YqqNewPinPage, heading);
  gtk_widget_class_bind_template_child (widget_class, YqqNewPinPage, detail);
  gtk_widget_class_bind_template_child (widget_class, YqqNewPinPage, progress);
  gtk_widget_class_bind_template_child (widget_class, YqqNewPinPage, fault);
  gtk_widget_class_bind_template_child (widget_class, YqqNewPinPage, done);
  gtk_widget_class_bind_template_callback (widget_class, on_done_clicked);
  gtk_widget_class_install_action (widget_class, "new-pin.retry", NULL, on_retry_activated);
}

static void
yqq_new_pin_page_init (YqqNewPinPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

YqqPage *
yqq_new_pin_page_new (YqqNewPinFlow *flow)
{
  YqqNewPinPage *self = g_object_new (YQQ_TYPE_NEW_PIN_PAGE, NULL);
  self->flow = g_object_ref (flow);
  g_signal_connect_object (flow, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return YQQ_PAGE (self);
}
