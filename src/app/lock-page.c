/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/lock-page.h"

#include <glib/gi18n.h>

#include "app/error-text.h"
#include "app/flow.h"
#include "app/identity-flow.h"
#include "app/pin-pad.h"
#include "app/pin-text.h"
#include "identity/policy.h"
#include "wallet/wallet-error.h"

struct _YqqLockPage {
  YqqPage parent;

  GtkWidget *by_pin;
  YqqPinPad *pad;
  GtkLabel *message;
  GtkWidget *unlock;
  GtkSpinner *spinner;
  YqqWorkspace *workspace;
  YqqRouter *router;
  GCancellable *asking;
};

G_DEFINE_FINAL_TYPE (YqqLockPage, yqq_lock_page, YQQ_TYPE_PAGE)

static void
update (YqqLockPage *self)
{
  gboolean busy = gtk_spinner_get_spinning (self->spinner);
  gtk_widget_set_visible (self->by_pin, yqq_workspace_get_pin_set (self->workspace));
  gtk_widget_set_sensitive (GTK_WIDGET (self->pad), !busy);
  gtk_widget_set_sensitive (self->unlock, !busy && yqq_pin_pad_get_complete (self->pad));
}

static void
say (YqqLockPage *self, const GError *error)
{
  g_autofree char *message = error ? yqq_pin_text_format_refusal (error) : NULL;
  gtk_label_set_label (self->message, message ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), error != NULL);
}

static void
on_unlocked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqLockPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = yqq_workspace_finish (YQQ_WORKSPACE (source), result, &error);
  if (!done && yqq_error_text_is_cancelled (error))
    return; /* the page is gone */
  gtk_spinner_stop (self->spinner);
  if (done)
    return; /* the window goes home by itself */
  say (self, error);
  if (g_error_matches (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_WRONG_PIN))
    yqq_pin_pad_shake (self->pad);
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->pad));
}

static void
on_unlock (YqqLockPage *self)
{
  g_autoptr (YqqSecretBytes) pin = yqq_pin_pad_take (self->pad);
  if (!pin)
    return;
  gtk_spinner_start (self->spinner);
  say (self, NULL);
  update (self);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  yqq_workspace_unlock_async (self->workspace, pin, self->asking, on_unlocked, g_object_ref (self));
}

static void
on_proven (YqqWorkspace *workspace)
{
  yqq_workspace_reopen (workspace);
}

static void
on_other_clicked (YqqLockPage *self)
{
  g_autoptr (YqqIdentityFlow) flow = yqq_identity_flow_new (
      yqq_workspace_get_identity_office (self->workspace), YQQ_IDENTITY_PURPOSE_UNLOCK, NULL,
      _ ("Show that it is you, and the application is unlocked."));
  g_signal_connect_object (flow, "proven", G_CALLBACK (on_proven), self->workspace,
                           G_CONNECT_SWAPPED);
  yqq_router_push (self->router, YQQ_PLACE_IDENTITY, G_OBJECT (flow));
}

static void
yqq_lock_page_arrive (YqqPage *page)
{
  YqqLockPage *self = YQQ_LOCK_PAGE (page);
  update (self);
  if (gtk_widget_get_visible (self->by_pin))
    gtk_widget_grab_focus (GTK_WIDGET (self->pad));
  else
    yqq_page_enter (GTK_WIDGET (self));
}

static void
yqq_lock_page_leave (YqqPage *page)
{
  yqq_pin_pad_clear (YQQ_LOCK_PAGE (page)->pad);
}

static void
yqq_lock_page_dispose (GObject *object)
{
  YqqLockPage *self = YQQ_LOCK_PAGE (object);
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_object (&self->workspace);
  g_clear_object (&self->router);
  G_OBJECT_CLASS (yqq_lock_page_parent_class)->dispose (object);
}

static void
yqq_lock_page_class_init (YqqLockPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = yqq_lock_page_dispose;
  YQQ_PAGE_CLASS (class)->arrive = yqq_lock_page_arrive;
  YQQ_PAGE_CLASS (class)->leave = yqq_lock_page_leave;
  g_type_ensure (YQQ_TYPE_PIN_PAD);
  g_type_ensure (YQQ_TYPE_FLOW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/yueqiqian/desktop/ui/lock-page.ui");
  gtk_widget_class_bind_template_child (widget_class, YqqLockPage, by_pin);
  gtk_widget_class_bind_template_child (widget_class, YqqLockPage, pad);
  gtk_widget_class_bind_template_child (widget_class, YqqLockPage, message);
  gtk_widget_class_bind_template_child (widget_class, YqqLockPage, unlock);
  gtk_widget_class_bind_template_child (widget_class, YqqLockPage, spinner);
  gtk_widget_class_bind_template_callback (widget_class, on_unlock);
  gtk_widget_class_bind_template_callback (widget_class, on_other_clicked);
}

static void
yqq_lock_page_init (YqqLockPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  yqq_pin_pad_listen (self->pad, GTK_WIDGET (self));
  g_signal_connect_object (self->pad, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pad, "submitted", G_CALLBACK (on_unlock), self, G_CONNECT_SWAPPED);
}

YqqPage *
yqq_lock_page_new (YqqWorkspace *workspace, YqqRouter *router)
{
  YqqLockPage *self = g_object_new (YQQ_TYPE_LOCK_PAGE, NULL);
  self->workspace = g_object_ref (workspace);
  self->router = g_object_ref (router);
  update (self);
  return YQQ_PAGE (self);
}
