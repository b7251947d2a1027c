/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/pin-page.h"

#include <glib/gi18n.h>

#include "app/countdown.h"
#include "app/error-text.h"
#include "app/flow.h"
#include "app/pin-help.h"
#include "app/pin-pad.h"

/* So few tries left are said in red. */
#define FEW_TRIES 2
/* Names longer than this are set smaller, so that the keys stay on the screen. */
#define LONG_NAME 18

struct _YqqPinPage {
  YqqPage parent;

  GtkLabel *enterprise;
  GtkLabel *sentence;
  YqqPinPad *pad;
  GtkLabel *message;
  GtkLabel *tries;
  YqqCountdown *left;
  GtkWidget *confirm;
  GtkSpinner *spinner;
  YqqPinRequest *request;
};

G_DEFINE_FINAL_TYPE (YqqPinPage, yqq_pin_page, YQQ_TYPE_PAGE)

static void
show_tries (YqqPinPage *self)
{
  int left = yqq_pin_request_get_tries_left (self->request);
  g_autofree char *text =
      left < 0 ? g_strdup ("")
               : g_strdup_printf (ngettext ("%d try left", "%d tries left", (gulong)left), left);
  gtk_label_set_label (self->tries, text);
  if (left >= 0 && left <= FEW_TRIES)
    gtk_widget_add_css_class (GTK_WIDGET (self->tries), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->tries), "error");
}

/* A wrong PIN is told in two words beside the tries left; everything else in full. */
static char *
format_message (YqqPinRequest *request, const GError *error)
{
  YqqErrorText text = yqq_error_text_get (error);
  if (yqq_pin_request_get_wrong (request))
    return g_strdup (text.title);
  return g_strdup_printf ("%s\n%s", text.happened, text.remedy);
}

static void
show_message (YqqPinPage *self)
{
  const GError *error = yqq_pin_request_get_error (self->request);
  g_autofree char *text = error ? format_message (self->request, error) : NULL;
  gtk_label_set_label (self->message, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), text != NULL);
}

static void
update (YqqPinPage *self)
{
  gboolean busy = yqq_pin_request_get_busy (self->request);
  gboolean open = !busy && !yqq_pin_request_get_locked (self->request);
  show_message (self); /* and in this order it is spoken */
  show_tries (self);
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->pad), open);
  gtk_widget_set_sensitive (self->confirm, open && yqq_pin_pad_get_complete (self->pad));
  yqq_countdown_set (self->left, yqq_pin_request_get_until (self->request),
                     /* Translators: %s is a time like 1:59 */
                     _ ("Time left: %s"));
}

static void
on_request_changed (YqqPinPage *self)
{
  update (self);
  if (!yqq_pin_request_get_busy (self->request) && yqq_page_get_shown (YQQ_PAGE (self)))
    gtk_widget_grab_focus (GTK_WIDGET (self->pad));
}

static void
on_refused (YqqPinPage *self)
{
  yqq_pin_pad_shake (self->pad);
}

static void
on_confirm (YqqPinPage *self)
{
  g_autoptr (YqqSecretBytes) pin = yqq_pin_pad_take (self->pad);
  if (pin)
    yqq_pin_request_submit (self->request, pin);
}

static void
on_forgotten_clicked (YqqPinPage *self)
{
  yqq_pin_help_present (GTK_WIDGET (self));
}

static gboolean
yqq_pin_page_back (YqqPage *page)
{
  yqq_pin_request_cancel (YQQ_PIN_PAGE (page)->request);
  return TRUE; /* whoever asked goes back */
}

static void
yqq_pin_page_arrive (YqqPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (YQQ_PIN_PAGE (page)->pad));
}

static void
yqq_pin_page_dispose (GObject *object)
{
  YqqPinPage *self = YQQ_PIN_PAGE (object);
  g_clear_object (&self->request);
  G_OBJECT_CLASS (yqq_pin_page_parent_class)->dispose (object);
}

static void
yqq_pin_page_class_init (YqqPinPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = yqq_pin_page_dispose;
  YQQ_PAGE_CLASS (class)->arrive = yqq_pin_page_arrive;
  YQQ_PAGE_CLASS (class)->back = yqq_pin_page_back;
  g_type_ensure (YQQ_TYPE_FLOW);
  g_type_ensure (YQQ_TYPE_PIN_PAD);
  g_type_ensure (YQQ_TYPE_COUNTDOWN);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/yueqiqian/desktop/ui/pin-page.ui");
  gtk_widget_class_bind_template_child (widget_class, YqqPinPage, enterprise);
  gtk_widget_class_bind_template_child (widget_class, YqqPinPage, sentence);
  gtk_widget_class_bind_template_child (widget_class, YqqPinPage, pad);
  gtk_widget_class_bind_template_child (widget_class, YqqPinPage, message);
  gtk_widget_class_bind_template_child (widget_class, YqqPinPage, tries);
  gtk_widget_class_bind_template_child (widget_class, YqqPinPage, left);
  gtk_widget_class_bind_template_child (widget_class, YqqPinPage, confirm);
  gtk_widget_class_bind_template_child (widget_class, YqqPinPage, spinner);
  gtk_widget_class_bind_template_callback (widget_class, on_confirm);
  gtk_widget_class_bind_template_callback (widget_class, on_forgotten_clicked);
}

static void
yqq_pin_page_init (YqqPinPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  yqq_pin_pad_listen (self->pad, GTK_WIDGET (self));
}

YqqPage *
yqq_pin_page_new (YqqPinRequest *request)
{
  YqqPinPage *self = g_object_new (YQQ_TYPE_PIN_PAGE, NULL);
  self->request = g_object_ref (request);
  gtk_label_set_label (self->enterprise, yqq_pin_request_get_enterprise (request));
  if (g_utf8_strlen (yqq_pin_request_get_enterprise (request), -1) > LONG_NAME)
    gtk_widget_add_css_class (GTK_WIDGET (self->enterprise), "long-name");
  gtk_label_set_label (self->sentence, yqq_pin_request_get_sentence (request));
  g_signal_connect_object (request, "changed", G_CALLBACK (on_request_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (request, "refused", G_CALLBACK (on_refused), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pad, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pad, "submitted", G_CALLBACK (on_confirm), self,
                           G_CONNECT_SWAPPED);
  update (self);
  return YQQ_PAGE (self);
}
