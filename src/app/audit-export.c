/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/audit-export.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/error-text.h"

/* While it runs: the dialog, and what it shows. */
typedef struct {
  AdwMessageDialog *dialog;
  GtkWidget *bar;
  GFile *file;
  GCancellable *cancellable;
} Export;

static void
export_free (Export *self)
{
  g_object_unref (self->dialog);
  g_object_unref (self->file);
  g_object_unref (self->cancellable);
  g_free (self);
}

static void
on_progress (gint64 done, gint64 total, gpointer user_data)
{
  Export *self = user_data;
  g_autofree char *text = g_strdup_printf (
      /* Translators: how many records of how many are written */
      _ ("%ld of %ld records"), (long)done, (long)total);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->bar),
                                 total > 0 ? (double)done / (double)total : 0);
  gtk_progress_bar_set_text (GTK_PROGRESS_BAR (self->bar), text);
}

static void
show_done (Export *self)
{
  g_autofree char *path = g_file_get_path (self->file);
  g_autofree char *body = g_strdup_printf (
      _ ("Everything that was done in this enterprise is in this file, each record chained to the "
         "one before and the whole signed by the authority. Anybody can verify it without asking "
         "anybody, with this command:\n\nyqq audit verify %s"),
      path ? path : "FILE");
  adw_message_dialog_set_heading (self->dialog, _ ("The audit record was exported"));
  adw_message_dialog_set_body (self->dialog, body);
}

static void
show_failed (Export *self, const GError *error)
{
  YqqErrorText text = yqq_error_text_get (error);
  g_autofree char *code = yqq_error_text_dup_code (error);
  g_autofree char *body =
      g_strdup_printf (_ ("%s\nNothing was written. %s\n(%s)"), text.happened, text.remedy, code);
  adw_message_dialog_set_heading (self->dialog, _ ("The audit record was not exported"));
  adw_message_dialog_set_body (self->dialog, body);
}

static void
on_exported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Export *self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done =
      yqq_administration_export_audit_finish (YQQ_ADMINISTRATION (source), result, &error);
  if (!yqq_error_text_is_cancelled (error)) {
    if (done)
      show_done (self);
    else
      show_failed (self, error);
    gtk_widget_set_visible (self->bar, FALSE);
    adw_message_dialog_set_response_label (self->dialog, "end", _ ("Close"));
  }
  export_free (self);
}

static void
on_response (AdwMessageDialog *dialog, const char *response, GCancellable *cancellable)
{
  g_cancellable_cancel (cancellable);
}

void
yqq_audit_export_present (GtkWidget *widget, YqqAdministration *administration, GFile *file)
{
  Export *self = g_new (Export, 1);
  GtkWidget *dialog = adw_message_dialog_new (
      GTK_WINDOW (gtk_widget_get_root (widget)), _ ("Exporting the audit record"),
      _ ("It is fetched, verified, and only then written."));
  GtkWidget *bar = gtk_progress_bar_new ();
  *self = (Export){g_object_ref (ADW_MESSAGE_DIALOG (dialog)), bar, g_object_ref (file),
                   g_cancellable_new ()};
  gtk_progress_bar_set_show_text (GTK_PROGRESS_BAR (bar), TRUE);
  adw_message_dialog_set_extra_child (self->dialog, bar);
  adw_message_dialog_add_response (self->dialog, "end", _ ("Cancel"));
  adw_message_dialog_set_close_response (self->dialog, "end");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), self->cancellable, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  yqq_administration_export_audit_async (administration, file, on_progress, self, self->cancellable,
                                         on_exported, self);
}
