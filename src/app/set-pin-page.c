/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/set-pin-page.h"

#include <glib/gi18n.h>

#include "app/error-text.h"
#include "app/pin-pad.h"
#include "app/pin-text.h"

struct _YqqSetPinPage {
  YqqPage parent;

  GtkLabel *heading;
  GtkLabel *advice;
  YqqPinPad *pad;
  GtkLabel *message;
  GtkWidget *set;
  GtkWidget *again;
  GtkSpinner *spinner;
  YqqWorkspace *workspace;
  YqqRouter *router;
  YqqNewPinFlow *flow;   /* where it takes the place of one that nobody knows; NULL: the first */
  YqqSecretBytes *first; /* once it was entered for the first time */
  GCancellable *asking;  /* ends when the person goes elsewhere */
};

G_DEFINE_FINAL_TYPE (YqqSetPinPage, yqq_set_pin_page, YQQ_TYPE_PAGE)

static void
update (YqqSetPinPage *self)
{
  gboolean repeating = self->first != NULL;
  gboolean busy = gtk_spinner_get_spinning (self->spinner);
  gtk_label_set_label (self->heading, repeating ? _ ("Enter the same PIN again") : _ ("Set a PIN"));
  gtk_label_set_label (
      self->advice, repeating ? _ ("So that no slip of the finger locks you out")
                              : _ ("Six digits that only you know. They guard every certificate "
                                   "of yours on this computer and are asked each time you sign."));
  if (self->flow && !repeating) {
    gtk_label_set_label (self->heading, _ ("Choose a new PIN"));
    gtk_label_set_label (self->advice,
                         _ ("It takes the place of the old one. After you have repeated it your "
                            "identity is verified, and your certificates are made anew."));
  }
  gtk_button_set_label (GTK_BUTTON (self->set),
                        repeating && !self->flow ? _ ("Set PIN") : _ ("Continue"));
  gtk_widget_set_visible (self->again, repeating);
  gtk_widget_set_sensitive (GTK_WIDGET (self->pad), !busy);
  gtk_widget_set_sensitive (self->set, !busy && yqq_pin_pad_get_complete (self->pad));
}

static void
say (YqqSetPinPage *self, const char *message)
{
  gtk_label_set_label (self->message, message ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), message != NULL);
}

static void
begin_again (YqqSetPinPage *self, const char *message)
{
  g_clear_pointer (&self->first, yqq_secret_bytes_unref);
  yqq_pin_pad_clear (self->pad);
  say (self, message);
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->pad));
}

static void
on_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqSetPinPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = yqq_workspace_finish (YQQ_WORKSPACE (source), result, &error);
  if (!done && yqq_error_text_is_cancelled (error))
    return; /* the person is elsewhere by now */
  gtk_spinner_stop (self->spinner);
  if (done) {
    yqq_router_tell (self->router, _ ("PIN set. Now install the certificate."));
    yqq_router_back (self->router);
  } else if (yqq_workspace_get_pin_set (self->workspace)) {
    /* A try that was left has reached the authority: there is nothing to set any more. */
    YqqErrorText text = yqq_error_text_get (error);
    g_autofree char *message = g_strdup_printf ("%s %s", text.happened, text.remedy);
    yqq_router_tell (self->router, message);
    yqq_router_back (self->router);
  } else {
    YqqErrorText text = yqq_error_text_get (error);
    g_autofree char *message = g_strdup_printf ("%s\n%s", text.happened, text.remedy);
    begin_again (self, message);
  }
}

static void
take_first (YqqSetPinPage *self)
{
  YqqPinWeakness weakness = YQQ_PIN_WEAKNESS_NONE;
  g_autoptr (YqqSecretBytes) pin = yqq_pin_pad_take (self->pad);
  if (!yqq_workspace_check_pin (self->workspace, pin, &weakness)) {
    yqq_pin_pad_shake (self->pad);
    say (self, yqq_pin_weakness_get_sentence (weakness));
    return;
  }
  self->first = g_steal_pointer (&pin);
  say (self, NULL);
  update (self);
}

static void
take_second (YqqSetPinPage *self)
{
  g_autoptr (YqqSecretBytes) pin = yqq_pin_pad_take (self->pad);
  if (!yqq_secret_bytes_equal (self->first, pin)) {
    yqq_pin_pad_shake (self->pad);
    begin_again (self,
                 _ ("The two were different, so nothing was set. Choose your PIN once more."));
    return;
  }
  if (self->flow) {
    begin_again (self, NULL);
    yqq_new_pin_flow_take (self->flow, pin);
    return;
  }
  gtk_spinner_start (self->spinner);
  update (self);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  yqq_workspace_set_pin_async (self->workspace, pin, self->asking, on_set, g_object_ref (self));
}

static void
on_set_clicked (YqqSetPinPage *self)
{
  if (!yqq_pin_pad_get_complete (self->pad))
    return;
  if (self->first)
    take_second (self);
  else
    take_first (self);
}

static void
on_again_clicked (YqqSetPinPage *self)
{
  begin_again (self, NULL);
}

/* What has reached the authority by now is found there by the next try. */
static void
stop_asking (YqqSetPinPage *self)
{
  g_cancellable_cancel (self->asking);
  gtk_spinner_stop (self->spinner);
}

static gboolean
yqq_set_pin_page_back (YqqPage *page)
{
  YqqSetPinPage *self = YQQ_SET_PIN_PAGE (page);
  if (!self->first)
    return FALSE;
  stop_asking (self);
  begin_again (self, NULL);
  return TRUE;
}

static void
yqq_set_pin_page_leave (YqqPage *page)
{
  YqqSetPinPage *self = YQQ_SET_PIN_PAGE (page);
  stop_asking (self);
  update (self);
}

static void
yqq_set_pin_page_arrive (YqqPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (YQQ_SET_PIN_PAGE (page)->pad));
}

static void
yqq_set_pin_page_dispose (GObject *object)
{
  YqqSetPinPage *self = YQQ_SET_PIN_PAGE (object);
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_object (&self->workspace);
  g_clear_object (&self->router);
  g_clear_object (&self->flow);
  g_clear_pointer (&self->first, yqq_secret_bytes_unref);
  G_OBJECT_CLASS (yqq_set_pin_page_parent_class)->dispose (object);
}

static void
yqq_set_pin_page_class_init (YqqSetPinPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = yqq_set_pin_page_dispose;
  YQQ_PAGE_CLASS (class)->arrive = yqq_set_pin_page_arrive;
  YQQ_PAGE_CLASS (class)->back = yqq_set_pin_page_back;
  YQQ_PAGE_CLASS (class)->leave = yqq_set_pin_page_leave;
  g_type_ensure (YQQ_TYPE_PIN_PAD);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/yueqiqian/desktop/ui/set-pin-page.ui");
  gtk_widget_class_bind_template_child (widget_class, YqqSetPinPage, heading);
  gtk_widget_class_bind_template_child (widget_class, YqqSetPinPage, advice);
  gtk_widget_class_bind_template_child (widget_class, YqqSetPinPage, pad);
  gtk_widget_class_bind_template_child (widget_class, YqqSetPinPage, message);
  gtk_widget_class_bind_template_child (widget_class, YqqSetPinPage, set);
  gtk_widget_class_bind_template_child (widget_class, YqqSetPinPage, again);
  gtk_widget_class_bind_template_child (widget_class, YqqSetPinPage, spinner);
  gtk_widget_class_bind_template_callback (widget_class, on_set_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_again_clicked);
}

static void
yqq_set_pin_page_init (YqqSetPinPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  yqq_pin_pad_listen (self->pad, GTK_WIDGET (self));
  g_signal_connect_object (self->pad, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pad, "submitted", G_CALLBACK (on_set_clicked), self,
                           G_CONNECT_SWAPPED);
  update (self);
}

YqqPage *
yqq_set_pin_page_new (YqqWorkspace *workspace, YqqRouter *router, YqqNewPinFlow *flow)
{
  YqqSetPinPage *self = g_object_new (YQQ_TYPE_SET_PIN_PAGE, NULL);
  self->workspace = g_object_ref (workspace);
  self->router = g_object_ref (router);
  self->flow = flow ? g_object_ref (flow) : NULL;
  update (self);
  return YQQ_PAGE (self);
}
