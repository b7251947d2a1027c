/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/pin-panel.h"

#include "app/error-text.h"
#include "app/pin-pad.h"
#include "app/pin-text.h"
#include "wallet/wallet-error.h"

struct _YqqPinPanel {
  AdwBin parent;

  YqqPinPad *pad;
  GtkLabel *message;
  GtkWidget *confirm;
  YqqIdentityFlow *flow; /* weak: it outlives its panels */
  GCancellable *asking;
};

static void
yqq_pin_panel_begin (YqqIdentityPanel *panel, const YqqIdentityTask *task)
{
  gtk_widget_grab_focus (GTK_WIDGET (YQQ_PIN_PANEL (panel)->pad));
}

static void
yqq_pin_panel_stop (YqqIdentityPanel *panel)
{
  YqqPinPanel *self = YQQ_PIN_PANEL (panel);
  g_cancellable_cancel (self->asking);
  yqq_pin_pad_clear (self->pad);
}

static void
implement_panel (YqqIdentityPanelInterface *interface)
{
  interface->begin = yqq_pin_panel_begin;
  interface->stop = yqq_pin_panel_stop;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (YqqPinPanel,
                               yqq_pin_panel,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (YQQ_TYPE_IDENTITY_PANEL, implement_panel))

static void
say (YqqPinPanel *self, const GError *error)
{
  g_autofree char *message = error ? yqq_pin_text_format_refusal (error) : NULL;
  gtk_label_set_label (self->message, message ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), error != NULL);
}

static void
show_working (YqqPinPanel *self, gboolean working)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->pad), !working);
  gtk_widget_set_sensitive (self->confirm, !working && yqq_pin_pad_get_complete (self->pad));
}

static void
on_confirmed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqPinPanel) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean right =
      yqq_identity_office_confirm_pin_finish (YQQ_IDENTITY_OFFICE (source), result, &error);
  if (!right && yqq_error_text_is_cancelled (error))
    return; /* the person is elsewhere by now */
  show_working (self, FALSE);
  say (self, error);
  if (right) {
    g_autoptr (JsonObject) evidence = json_object_new ();
    yqq_identity_panel_give (YQQ_IDENTITY_PANEL (self), evidence);
    return;
  }
  if (g_error_matches (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_WRONG_PIN))
    yqq_pin_pad_shake (self->pad);
  gtk_widget_grab_focus (GTK_WIDGET (self->pad));
}

static void
on_confirm (YqqPinPanel *self)
{
  g_autoptr (YqqSecretBytes) pin = yqq_pin_pad_take (self->pad);
  if (!pin || !self->flow)
    return;
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  show_working (self, TRUE);
  yqq_identity_office_confirm_pin_async (yqq_identity_flow_get_office (self->flow),
                                         yqq_identity_flow_get_case (self->flow), pin, self->asking,
                                         on_confirmed, g_object_ref (self));
}

static void
on_pad_changed (YqqPinPanel *self)
{
  gtk_widget_set_sensitive (self->confirm, yqq_pin_pad_get_complete (self->pad));
}

static void
yqq_pin_panel_dispose (GObject *object)
{
  YqqPinPanel *self = YQQ_PIN_PANEL (object);
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_weak_pointer (&self->flow);
  G_OBJECT_CLASS (yqq_pin_panel_parent_class)->dispose (object);
}

static void
yqq_pin_panel_class_init (YqqPinPanelClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = yqq_pin_panel_dispose;
  g_type_ensure (YQQ_TYPE_PIN_PAD);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/yueqiqian/desktop/ui/pin-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, YqqPinPanel, pad);
  gtk_widget_class_bind_template_child (widget_class, YqqPinPanel, message);
  gtk_widget_class_bind_template_child (widget_class, YqqPinPanel, confirm);
  gtk_widget_class_bind_template_callback (widget_class, on_confirm);
}

static void
yqq_pin_panel_init (YqqPinPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  yqq_pin_pad_listen (self->pad, GTK_WIDGET (self));
  g_signal_connect_object (self->pad, "changed", G_CALLBACK (on_pad_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pad, "submitted", G_CALLBACK (on_confirm), self,
                           G_CONNECT_SWAPPED);
}

YqqIdentityPanel *
yqq_pin_panel_new (const YqqPageParts *parts, YqqIdentityFlow *flow)
{
  YqqPinPanel *self = g_object_new (YQQ_TYPE_PIN_PANEL, NULL);
  g_set_weak_pointer (&self->flow, flow);
  return YQQ_IDENTITY_PANEL (self);
}
