/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/oidc-panel.h"

#include <glib/gi18n.h>

#include "app/error-text.h"
#include "identity/oidc-error.h"
#include "identity/oidc-prover.h"
#include "protocol/problem.h"
#include "qr/qr-code.h"

#define PIXELS_PER_MODULE 5

struct _YqqOidcPanel {
  AdwBin parent;

  GtkLabel *title;
  GtkLabel *hint;
  GtkPicture *qr;
  GtkLabel *code;
  GtkLabel *message;
  GtkSpinner *spinner;
  GtkWidget *browser;
  GtkWidget *phone;
  GtkWidget *copy;
  GtkWidget *cancel;

  YqqIdentityTask *task;
  YqqIdentityProver *prover; /* while somebody logs in */
  GCancellable *proving;
  char *address; /* that the browser was to open; NULL: none */
  YqqOidcLaunch launch;
  gpointer launch_data;
};

static void yqq_oidc_panel_begin (YqqIdentityPanel *panel, const YqqIdentityTask *task);
static void yqq_oidc_panel_stop (YqqIdentityPanel *panel);
static GError *yqq_oidc_panel_explain (YqqIdentityPanel *panel, const GError *refusal);

static void
implement_panel (YqqIdentityPanelInterface *interface)
{
  interface->begin = yqq_oidc_panel_begin;
  interface->stop = yqq_oidc_panel_stop;
  interface->explain = yqq_oidc_panel_explain;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (YqqOidcPanel,
                               yqq_oidc_panel,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (YQQ_TYPE_IDENTITY_PANEL, implement_panel))

static gboolean
takes_phones (YqqOidcPanel *self)
{
  return self->task && self->task->offer &&
         json_object_get_boolean_member_with_default (self->task->offer, "device_flow", FALSE);
}

static void
say (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

static void
update (YqqOidcPanel *self)
{
  gboolean working = self->prover != NULL;
  gboolean shows_code = gtk_widget_get_visible (GTK_WIDGET (self->code));
  gtk_widget_set_visible (self->browser, !working);
  gtk_widget_set_visible (self->phone, !working && takes_phones (self));
  gtk_widget_set_visible (self->copy, working && self->address);
  gtk_widget_set_visible (self->cancel, working);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), working && !shows_code);
  gtk_spinner_set_spinning (self->spinner, working && !shows_code);
}

static void
clear (YqqOidcPanel *self)
{
  g_clear_pointer (&self->address, g_free);
  gtk_picture_set_paintable (self->qr, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->qr), FALSE);
  say (self->code, NULL);
  say (self->hint, NULL);
}

static void
fail (YqqOidcPanel *self, const GError *error)
{
  YqqErrorText text = yqq_error_text_get (error);
  g_autofree char *message = g_strdup_printf ("%s\n%s", text.happened, text.remedy);
  say (self->message, message);
}

static void
on_proven (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqOidcPanel) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) evidence =
      yqq_identity_prover_prove_finish (YQQ_IDENTITY_PROVER (source), result, &error);
  if (self->prover != YQQ_IDENTITY_PROVER (source))
    return; /* stopped in the meantime */
  g_clear_object (&self->prover);
  clear (self);
  update (self);
  if (evidence)
    yqq_identity_panel_give (YQQ_IDENTITY_PANEL (self), evidence);
  else if (!yqq_error_text_is_cancelled (error))
    fail (self, error);
  if (!evidence)
    gtk_widget_grab_focus (self->browser);
}

static void
say_no_browser (YqqOidcPanel *self)
{
  say (self->message, _ ("No browser could be opened. Copy the address and open it yourself, or "
                         "use a telephone."));
}

static void
on_launched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqOidcPanel) self = user_data;
  if (!g_app_info_launch_default_for_uri_finish (result, NULL) && self->prover)
    say_no_browser (self);
}

static void
open_browser (YqqOidcPanel *self, const char *address)
{
  self->address = g_strdup (address);
  say (self->hint, _ ("Log in in your browser. This page goes on by itself."));
  if (self->launch) {
    if (!self->launch (address, self->launch_data))
      say_no_browser (self);
    return;
  }
  g_autoptr (GdkAppLaunchContext) context =
      gdk_display_get_app_launch_context (gtk_widget_get_display (GTK_WIDGET (self)));
  g_app_info_launch_default_for_uri_async (address, G_APP_LAUNCH_CONTEXT (context), NULL,
                                           on_launched, g_object_ref (self));
}

/* Without a picture the address and the code can still be typed. */
static void
draw (YqqOidcPanel *self, const char *text)
{
  guint side;
  g_autoptr (YqqQrCode) code = yqq_qr_code_new (text, NULL);
  if (!code)
    return;
  g_autoptr (GBytes) grey = yqq_qr_code_to_grey (code, PIXELS_PER_MODULE, &side);
  const guint8 *pixels = g_bytes_get_data (grey, NULL);
  guint8 *rgb = g_malloc ((gsize)side * side * 3);
  for (gsize i = 0; i < (gsize)side * side; i++)
    rgb[3 * i] = rgb[3 * i + 1] = rgb[3 * i + 2] = pixels[i];
  g_autoptr (GBytes) bytes = g_bytes_new_take (rgb, (gsize)side * side * 3);
  g_autoptr (GdkTexture) texture =
      gdk_memory_texture_new ((int)side, (int)side, GDK_MEMORY_R8G8B8, bytes, side * 3);
  gtk_picture_set_paintable (self->qr, GDK_PAINTABLE (texture));
  gtk_widget_set_size_request (GTK_WIDGET (self->qr), (int)side, (int)side);
  gtk_widget_set_visible (GTK_WIDGET (self->qr), TRUE);
}

static void
show_code (YqqOidcPanel *self, GVariant *detail)
{
  const char *address = "", *code = "", *whole = NULL;
  g_autoptr (GVariantDict) dict = g_variant_dict_new (detail);
  g_variant_dict_lookup (dict, "address", "&s", &address);
  g_variant_dict_lookup (dict, "code", "&s", &code);
  g_variant_dict_lookup (dict, "whole-address", "&s", &whole);
  /* Translators: %s is a web address */
  g_autofree char *hint = g_strdup_printf (
      _ ("Scan this with your telephone, or open %s there, and check that it shows this code:"),
      address);
  draw (self, whole ? whole : address);
  say (self->hint, hint);
  say (self->code, code);
}

static void
on_progress (YqqOidcPanel *self, const char *state, GVariant *detail)
{
  if (g_str_equal (state, YQQ_OIDC_STATE_OPEN_BROWSER))
    open_browser (self, g_variant_get_string (detail, NULL));
  else if (g_str_equal (state, YQQ_OIDC_STATE_USER_CODE))
    show_code (self, detail);
  update (self);
}

/* "zh_CN.UTF-8" is "zh-CN" to providers; the C locale is no language. */
static char *
dup_language (void)
{
  g_auto (GStrv) parts = g_strsplit_set (g_get_language_names ()[0], ".@", 2);
  return g_str_equal (parts[0], "C") ? NULL : g_strdelimit (g_strdup (parts[0]), "_", '-');
}

static void
log_in (YqqOidcPanel *self, YqqOidcWay way)
{
  g_autofree char *language = dup_language ();
  yqq_oidc_panel_stop (YQQ_IDENTITY_PANEL (self));
  if (!self->task)
    return;
  say (self->message, NULL);
  self->prover = YQQ_IDENTITY_PROVER (yqq_oidc_prover_new (way, language));
  self->proving = g_cancellable_new ();
  g_signal_connect_object (self->prover, "progress", G_CALLBACK (on_progress), self,
                           G_CONNECT_SWAPPED);
  yqq_identity_prover_prove_async (self->prover, self->task, self->proving, on_proven,
                                   g_object_ref (self));
  update (self);
  gtk_widget_grab_focus (self->cancel);
}

static void
on_browser_clicked (YqqOidcPanel *self)
{
  log_in (self, YQQ_OIDC_WAY_BROWSER);
}

static void
on_phone_clicked (YqqOidcPanel *self)
{
  log_in (self, YQQ_OIDC_WAY_PHONE);
}

static void
on_copy_clicked (YqqOidcPanel *self)
{
  if (self->address)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->address);
}

static void
on_cancel_clicked (YqqOidcPanel *self)
{
  yqq_oidc_panel_stop (YQQ_IDENTITY_PANEL (self));
  gtk_widget_grab_focus (self->browser);
}

/* The authority's words for what it refuses are about codes. */
static GError *
yqq_oidc_panel_explain (YqqIdentityPanel *panel, const GError *refusal)
{
  gboolean expired = g_error_matches (refusal, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_EVIDENCE_EXPIRED);
  if (!expired && !g_error_matches (refusal, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_EVIDENCE_INVALID))
    return NULL;
  const char *reason = yqq_problem_error_get (refusal)->reason;
  YqqOidcError code = expired                                 ? YQQ_OIDC_ERROR_EXPIRED
                      : g_strcmp0 (reason, "not-linked") == 0 ? YQQ_OIDC_ERROR_NOT_LINKED
                                                              : YQQ_OIDC_ERROR_INVALID;
  return g_error_new_literal (YQQ_OIDC_ERROR, (int)code, refusal->message);
}

static void
yqq_oidc_panel_begin (YqqIdentityPanel *panel, const YqqIdentityTask *task)
{
  YqqOidcPanel *self = YQQ_OIDC_PANEL (panel);
  yqq_oidc_panel_stop (panel);
  g_clear_pointer (&self->task, yqq_identity_task_free);
  self->task = yqq_identity_task_copy (task);
  const char *name =
      task->offer ? json_object_get_string_member_with_default (task->offer, "name", "") : "";
  /* Translators: %s is what an enterprise calls its log in */
  g_autofree char *title = g_strdup_printf (_ ("Log in at %s"), name);
  gtk_label_set_label (self->title, title);
  update (self);
  gtk_widget_grab_focus (self->browser);
}

static void
yqq_oidc_panel_stop (YqqIdentityPanel *panel)
{
  YqqOidcPanel *self = YQQ_OIDC_PANEL (panel);
  if (self->prover)
    g_signal_handlers_disconnect_by_data (self->prover, self);
  g_clear_object (&self->prover);
  g_cancellable_cancel (self->proving);
  g_clear_object (&self->proving);
  clear (self);
  update (self);
}

static void
yqq_oidc_panel_dispose (GObject *object)
{
  YqqOidcPanel *self = YQQ_OIDC_PANEL (object);
  g_cancellable_cancel (self->proving);
  g_clear_object (&self->proving);
  g_clear_object (&self->prover);
  g_clear_pointer (&self->task, yqq_identity_task_free);
  g_clear_pointer (&self->address, g_free);
  G_OBJECT_CLASS (yqq_oidc_panel_parent_class)->dispose (object);
}

static void
yqq_oidc_panel_class_init (YqqOidcPanelClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = yqq_oidc_panel_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/yueqiqian/desktop/ui/oidc-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, YqqOidcPanel, title);
  gtk_widget_class_bind_template_child (widget_class, YqqOidcPanel, hint);
  gtk_widget_class_bind_template_child (widget_class, YqqOidcPanel, qr);
  gtk_widget_class_bind_template_child (widget_class, YqqOidcPanel, code);
  gtk_widget_class_bind_template_child (widget_class, YqqOidcPanel, message);
  gtk_widget_class_bind_template_child (widget_class, YqqOidcPanel, spinner);
  gtk_widget_class_bind_template_child (widget_class, YqqOidcPanel, browser);
  gtk_widget_class_bind_template_child (widget_class, YqqOidcPanel, phone);
  gtk_widget_class_bind_template_child (widget_class, YqqOidcPanel, copy);
  gtk_widget_class_bind_template_child (widget_class, YqqOidcPanel, cancel);
  gtk_widget_class_bind_template_callback (widget_class, on_browser_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_phone_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked);
}

static void
yqq_oidc_panel_init (YqqOidcPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

YqqIdentityPanel *
yqq_oidc_panel_new (const YqqPageParts *parts, YqqIdentityFlow *flow)
{
  return g_object_new (YQQ_TYPE_OIDC_PANEL, NULL);
}

void
yqq_oidc_panel_set_browser (YqqOidcPanel *self, YqqOidcLaunch launch, gpointer user_data)
{
  self->launch = launch;
  self->launch_data = user_data;
}
