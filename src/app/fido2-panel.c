/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/fido2-panel.h"

#include <glib/gi18n.h>

#include "app/error-text.h"
#include "app/fido2-text.h"
#include "app/key-pin-entry.h"
#include "identity/fido2-error.h"
#include "identity/fido2-registration.h"
#include "identity/fido2-usb-bus.h"
#include "protocol/problem.h"

struct _YqqFido2Panel {
  AdwBin parent;

  GtkLabel *title;
  GtkLabel *detail;
  GtkWidget *spinner;
  GtkWidget *pin_place;
  YqqKeyPinEntry *pin;
  GtkWidget *confirm;
  GtkWidget *retry;
  YqqFido2Bus *bus;
  YqqIdentityTask *task;
  GPtrArray *known;       /* registering: of GBytes; NULL: proving */
  YqqFido2Prover *prover; /* while it works */
  GCancellable *working;
};

static void yqq_fido2_panel_begin (YqqIdentityPanel *panel, const YqqIdentityTask *task);
static void yqq_fido2_panel_stop (YqqIdentityPanel *panel);
static GError *yqq_fido2_panel_explain (YqqIdentityPanel *panel, const GError *refusal);

static void
implement_panel (YqqIdentityPanelInterface *interface)
{
  interface->begin = yqq_fido2_panel_begin;
  interface->stop = yqq_fido2_panel_stop;
  interface->explain = yqq_fido2_panel_explain;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (YqqFido2Panel,
                               yqq_fido2_panel,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (YQQ_TYPE_IDENTITY_PANEL, implement_panel))

static void
say (YqqFido2Panel *self, const char *title, const char *detail)
{
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->detail, detail);
}

/* What can be done now: wait, type the key's PIN, or try again. */
static void
offer (YqqFido2Panel *self, gboolean pin, gboolean retry)
{
  gtk_widget_set_visible (self->pin_place, pin);
  gtk_widget_set_visible (self->retry, retry);
  gtk_widget_set_visible (self->spinner, !pin && !retry);
  if (pin)
    gtk_widget_grab_focus (GTK_WIDGET (self->pin));
  else if (retry)
    gtk_widget_grab_focus (self->retry);
}

static void
on_progress (YqqFido2Panel *self, const char *state, GVariant *detail, YqqFido2Prover *prover)
{
  if (prover != self->prover)
    return; /* of a proof that was given up */
  g_autofree char *told = yqq_fido2_text_format_detail (state, detail);
  say (self, yqq_fido2_text_get_title (state), told);
  offer (self, g_str_equal (state, "pin"), FALSE);
}

static void
on_proven (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqFido2Panel) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) evidence =
      self->known != NULL
          ? yqq_fido2_registration_make_finish (YQQ_FIDO2_PROVER (source), result, &error)
          : yqq_identity_prover_prove_finish (YQQ_IDENTITY_PROVER (source), result, &error);
  if (source != G_OBJECT (self->prover))
    return;
  g_clear_object (&self->prover);
  if (evidence != NULL) {
    yqq_identity_panel_give (YQQ_IDENTITY_PANEL (self), evidence);
    return;
  }
  YqqErrorText text = yqq_error_text_get (error);
  g_autofree char *detail = g_strdup_printf ("%s\n%s", text.happened, text.remedy);
  say (self, text.title, detail);
  offer (self, FALSE, TRUE);
}

/* A prover of its own for each try: the one before may still be telling its key to stop. */
static void
start (YqqFido2Panel *self)
{
  self->prover = yqq_fido2_prover_new (self->bus);
  self->working = g_cancellable_new ();
  g_signal_connect_object (self->prover, "progress", G_CALLBACK (on_progress), self,
                           G_CONNECT_SWAPPED);
  say (self, _ ("Looking for your security key"), "");
  offer (self, FALSE, FALSE);
  if (self->known != NULL)
    yqq_fido2_registration_make_async (self->prover, self->task, self->known, self->working,
                                       on_proven, g_object_ref (self));
  else
    yqq_identity_prover_prove_async (YQQ_IDENTITY_PROVER (self->prover), self->task, self->working,
                                     on_proven, g_object_ref (self));
}

static void
yqq_fido2_panel_stop (YqqIdentityPanel *panel)
{
  YqqFido2Panel *self = YQQ_FIDO2_PANEL (panel);
  g_cancellable_cancel (self->working);
  g_clear_object (&self->working);
  g_clear_object (&self->prover);
  yqq_key_pin_entry_clear (self->pin);
}

/* The authority's words for what it refuses are about codes. */
static GError *
yqq_fido2_panel_explain (YqqIdentityPanel *panel, const GError *refusal)
{
  if (g_error_matches (refusal, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_AUTHENTICATOR_UNKNOWN))
    return g_error_new_literal (YQQ_FIDO2_ERROR, YQQ_FIDO2_ERROR_OTHER_KEY, refusal->message);
  if (g_error_matches (refusal, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_EVIDENCE_INVALID))
    return g_error_new_literal (YQQ_FIDO2_ERROR, YQQ_FIDO2_ERROR_REFUSED, refusal->message);
  return NULL;
}

static void
yqq_fido2_panel_begin (YqqIdentityPanel *panel, const YqqIdentityTask *task)
{
  YqqFido2Panel *self = YQQ_FIDO2_PANEL (panel);
  yqq_fido2_panel_stop (panel);
  g_clear_pointer (&self->task, yqq_identity_task_free);
  self->task = yqq_identity_task_copy (task);
  start (self);
}

void
yqq_fido2_panel_begin_registration (YqqFido2Panel *self,
                                    const YqqIdentityTask *task,
                                    GPtrArray *known)
{
  self->known = g_ptr_array_ref (known);
  yqq_fido2_panel_begin (YQQ_IDENTITY_PANEL (self), task);
}

static void
on_retry (YqqFido2Panel *self)
{
  yqq_fido2_panel_stop (YQQ_IDENTITY_PANEL (self));
  start (self);
}

static void
on_pin_changed (YqqFido2Panel *self)
{
  gtk_widget_set_sensitive (self->confirm, yqq_key_pin_entry_get_complete (self->pin));
}

static void
on_confirm (YqqFido2Panel *self)
{
  g_autoptr (YqqSecretBytes) pin = yqq_key_pin_entry_take (self->pin);
  if (pin == NULL || self->prover == NULL)
    return;
  offer (self, FALSE, FALSE);
  yqq_fido2_prover_answer_pin (self->prover, pin);
}

static void
yqq_fido2_panel_dispose (GObject *object)
{
  YqqFido2Panel *self = YQQ_FIDO2_PANEL (object);
  g_cancellable_cancel (self->working);
  g_clear_object (&self->working);
  g_clear_object (&self->prover);
  g_clear_object (&self->bus);
  g_clear_pointer (&self->known, g_ptr_array_unref);
  g_clear_pointer (&self->task, yqq_identity_task_free);
  G_OBJECT_CLASS (yqq_fido2_panel_parent_class)->dispose (object);
}

static void
yqq_fido2_panel_class_init (YqqFido2PanelClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = yqq_fido2_panel_dispose;
  g_type_ensure (YQQ_TYPE_KEY_PIN_ENTRY);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/yueqiqian/desktop/ui/fido2-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, YqqFido2Panel, title);
  gtk_widget_class_bind_template_child (widget_class, YqqFido2Panel, detail);
  gtk_widget_class_bind_template_child (widget_class, YqqFido2Panel, spinner);
  gtk_widget_class_bind_template_child (widget_class, YqqFido2Panel, pin_place);
  gtk_widget_class_bind_template_child (widget_class, YqqFido2Panel, pin);
  gtk_widget_class_bind_template_child (widget_class, YqqFido2Panel, confirm);
  gtk_widget_class_bind_template_child (widget_class, YqqFido2Panel, retry);
  gtk_widget_class_bind_template_callback (widget_class, on_pin_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_confirm);
  gtk_widget_class_bind_template_callback (widget_class, on_retry);
}

static void
yqq_fido2_panel_init (YqqFido2Panel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

YqqIdentityPanel *
yqq_fido2_panel_new_for_bus (YqqFido2Bus *bus)
{
  YqqFido2Panel *self = g_object_new (YQQ_TYPE_FIDO2_PANEL, NULL);
  self->bus = g_object_ref (bus);
  return YQQ_IDENTITY_PANEL (self);
}

YqqIdentityPanel *
yqq_fido2_panel_new (const YqqPageParts *parts, YqqIdentityFlow *flow)
{
  g_autoptr (YqqFido2Bus) bus = yqq_fido2_usb_bus_new ();
  return yqq_fido2_panel_new_for_bus (bus);
}
