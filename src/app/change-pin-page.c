/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/change-pin-page.h"

#include <glib/gi18n.h>

#include "app/fault-view.h"
#include "app/pin-help.h"
#include "app/pin-pad.h"

struct _YqqChangePinPage {
  YqqPage parent;

  GtkLabel *heading;
  GtkLabel *advice;
  YqqPinPad *pad;
  GtkLabel *message;
  GtkSpinner *spinner;
  GtkWidget *go_on;
  GtkWidget *forgotten;
  YqqFaultView *fault;
  GtkWidget *done;
  YqqChangePinFlow *flow;
};

G_DEFINE_FINAL_TYPE (YqqChangePinPage, yqq_change_pin_page, YQQ_TYPE_PAGE)

static const struct {
  const char *heading;
  const char *advice;
} texts[] = {
    [YQQ_CHANGE_PIN_OLD] = {N_ ("Enter your old PIN"),
                            N_ ("It shows that it is you. Your certificates stay as they are.")},
    [YQQ_CHANGE_PIN_NEW] = {N_ ("Choose a new PIN"), N_ ("Six digits that only you know.")},
    [YQQ_CHANGE_PIN_REPEAT] = {N_ ("Enter the same PIN again"),
                               N_ ("So that no slip of the finger locks you out")},
    [YQQ_CHANGE_PIN_WORKING] = {N_ ("The PIN is being changed"),
                                N_ ("Until it is changed the old one stays.")},
    [YQQ_CHANGE_PIN_FAILED] = {N_ ("The PIN is not changed yet"),
                               N_ ("Your certificates are safe. Trying again does no harm: where "
                                   "the new PIN counts already, that is noticed.")},
    [YQQ_CHANGE_PIN_LOCKED] = {N_ ("The PIN is locked"), NULL},
    [YQQ_CHANGE_PIN_DONE] = {N_ ("PIN changed"),
                             N_ ("From now on only the new PIN counts. Your certificates stay as "
                                 "they are. You find a notice about it on each of your "
                                 "computers.")},
};

static void
show_fault (YqqChangePinPage *self, YqqChangePinState state)
{
  const GError *error = yqq_change_pin_flow_get_error (self->flow);
  gtk_widget_set_visible (GTK_WIDGET (self->fault), error != NULL);
  if (error && state == YQQ_CHANGE_PIN_LOCKED)
    yqq_fault_view_show (self->fault, error, _ ("Set a new PIN"), "change-pin.replace");
  else if (error)
    yqq_fault_view_show (self->fault, error, _ ("Try again"), "change-pin.retry");
}

static void
update_button (YqqChangePinPage *self)
{
  gtk_widget_set_sensitive (self->go_on, yqq_pin_pad_get_complete (self->pad));
}

static void
update (YqqChangePinPage *self)
{
  YqqChangePinState state = yqq_change_pin_flow_get_state (self->flow);
  const char *refusal = yqq_change_pin_flow_get_refusal (self->flow);
  gboolean asking = state <= YQQ_CHANGE_PIN_REPEAT;
  const char *advice = texts[state].advice ? _ (texts[state].advice) : "";
  gtk_label_set_label (self->heading, _ (texts[state].heading));
  gtk_label_set_label (self->advice, advice);
  gtk_widget_set_visible (GTK_WIDGET (self->advice), *advice != '\0');
  gtk_label_set_label (self->message, refusal ? refusal : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), refusal != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->pad), asking);
  gtk_widget_set_visible (self->go_on, asking);
  gtk_widget_set_visible (self->forgotten, state == YQQ_CHANGE_PIN_OLD);
  gtk_spinner_set_spinning (self->spinner, state == YQQ_CHANGE_PIN_WORKING);
  gtk_widget_set_visible (self->done, state == YQQ_CHANGE_PIN_DONE);
  show_fault (self, state);
  update_button (self);
}

static void
on_flow_changed (YqqChangePinPage *self)
{
  yqq_pin_pad_clear (self->pad);
  update (self);
  if (yqq_change_pin_flow_get_refusal (self->flow))
    yqq_pin_pad_shake (self->pad);
  if (!yqq_page_get_shown (YQQ_PAGE (self)))
    return;
  if (gtk_widget_get_visible (GTK_WIDGET (self->pad)))
    gtk_widget_grab_focus (GTK_WIDGET (self->pad));
  else if (gtk_widget_get_visible (self->done))
    gtk_widget_grab_focus (self->done);
}

static void
on_go_on (YqqChangePinPage *self)
{
  if (!yqq_pin_pad_get_complete (self->pad))
    return;
  g_autoptr (YqqSecretBytes) pin = yqq_pin_pad_take (self->pad);
  yqq_change_pin_flow_take (self->flow, pin);
}

static void
on_forgotten_clicked (YqqChangePinPage *self)
{
  yqq_pin_help_present (GTK_WIDGET (self));
}

static void
on_done_clicked (YqqChangePinPage *self)
{
  yqq_change_pin_flow_back (self->flow);
}

static void
on_retry_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  yqq_change_pin_flow_retry (YQQ_CHANGE_PIN_PAGE (widget)->flow);
}

static void
on_replace_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  yqq_change_pin_flow_replace (YQQ_CHANGE_PIN_PAGE (widget)->flow);
}

static gboolean
yqq_change_pin_page_back (YqqPage *page)
{
  yqq_change_pin_flow_back (YQQ_CHANGE_PIN_PAGE (page)->flow);
  return TRUE; /* the flow goes back */
}

static void
yqq_change_pin_page_arrive (YqqPage *page)
{
  YqqChangePinPage *self = YQQ_CHANGE_PIN_PAGE (page);
  if (gtk_widget_get_visible (GTK_WIDGET (self->pad)))
    gtk_widget_grab_focus (GTK_WIDGET (self->pad));
}

static void
yqq_change_pin_page_dispose (GObject *object)
{
  g_clear_object (&YQQ_CHANGE_PIN_PAGE (object)->flow);
  G_OBJECT_CLASS (yqq_change_pin_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *class)
{
  gtk_widget_class_set_template_from_resource (class,
                                               "/cn/yueqiqian/desktop/ui/change-pin-page.ui");
  gtk_widget_class_bind_template_child (class, YqqChangePinPage, heading);
  gtk_widget_class_bind_template_child (class, YqqChangePinPage, advice);
  gtk_widget_class_bind_template_child (class, YqqChangePinPage, pad);
  gtk_widget_class_bind_template_child (class, YqqChangePinPage, message);
  gtk_widget_class_bind_template_child (class, YqqChangePinPage, spinner);
  gtk_widget_class_bind_template_child (class, YqqChangePinPage, go_on);
  gtk_widget_class_bind_template_child (class, YqqChangePinPage, forgotten);
  gtk_widget_class_bind_template_child (class, YqqChangePinPage, fault);
  gtk_widget_class_bind_template_child (class, YqqChangePinPage, done);
  gtk_widget_class_bind_template_callback (class, on_go_on);
  gtk_widget_class_bind_template_callback (class, on_forgotten_clicked);
  gtk_widget_class_bind_template_callback (class, on_done_clicked);
}

static void
yqq_change_pin_page_class_init (YqqChangePinPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = yqq_change_pin_page_dispose;
  YQQ_PAGE_CLASS (class)->arrive = yqq_change_pin_page_arrive;
  YQQ_PAGE_CLASS (class)->back = yqq_change_pin_page_back;
  g_type_ensure (YQQ_TYPE_FAULT_VIEW);
  g_type_ensure (YQQ_TYPE_PIN_PAD);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "change-pin.retry", NULL, on_retry_activated);
  gtk_widget_class_install_action (widget_class, "change-pin.replace", NULL, on_replace_activated);
}

static void
yqq_change_pin_page_init (YqqChangePinPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  yqq_pin_pad_listen (self->pad, GTK_WIDGET (self));
  g_signal_connect_object (self->pad, "changed", G_CALLBACK (update_button), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pad, "submitted", G_CALLBACK (on_go_on), self, G_CONNECT_SWAPPED);
}

YqqPage *
yqq_change_pin_page_new (YqqChangePinFlow *flow)
{
  YqqChangePinPage *self = g_object_new (YQQ_TYPE_CHANGE_PIN_PAGE, NULL);
  self->flow = g_object_ref (flow);
  g_signal_connect_object (flow, "changed", G_CALLBACK (on_flow_changed), self, G_CONNECT_SWAPPED);
  update (self);
  return YQQ_PAGE (self);
}
