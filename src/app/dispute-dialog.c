/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/dispute-dialog.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/accessible.h"
#include "app/error-text.h"

typedef struct {
  YqqWorkspace *workspace;
  YqqRouter *router;
  char *device_id;
} Dispute;

static void
dispute_free (Dispute *self)
{
  g_object_unref (self->workspace);
  g_object_unref (self->router);
  g_free (self->device_id);
  g_free (self);
}

static void
on_disputed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqRouter) router = user_data;
  g_autoptr (GError) error = NULL;
  if (yqq_workspace_finish (YQQ_WORKSPACE (source), result, &error)) {
    yqq_router_tell (router, _ ("That computer is out: it cannot sign any more. Those who look "
                                "after your enterprises have been told."));
    return;
  }
  YqqErrorText text = yqq_error_text_get (error);
  g_autofree char *message = g_strdup_printf ("%s %s", text.happened, text.remedy);
  yqq_router_tell (router, message);
}

static void
on_chosen (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  Dispute *self = user_data;
  if (g_str_equal (response, "dispute"))
    yqq_workspace_dispute_device_async (self->workspace, self->device_id, NULL, on_disputed,
                                        g_object_ref (self->router));
}

static void
on_closed (gpointer user_data, GClosure *closure)
{
  dispute_free (user_data);
}

void
yqq_dispute_dialog_present (GtkWidget *widget,
                            YqqWorkspace *workspace,
                            YqqRouter *router,
                            const char *device_id)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (widget));
  GtkWidget *dialog = adw_message_dialog_new (
      window, _ ("Was that not you?"),
      _ ("The computer on which it was done is taken out at once: its certificates end, its "
         "sessions are closed, and those who look after your enterprises are told. If it is this "
         "computer, "
         "you are logged out here.\n\nWhat you have signed stays valid."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "close", _ ("It was me"),
                                    "dispute", _ ("That was not me"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "dispute",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "close");
  Dispute *self = g_new0 (Dispute, 1);
  self->workspace = g_object_ref (workspace);
  self->router = g_object_ref (router);
  self->device_id = g_strdup (device_id);
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_chosen), self, on_closed, 0);
  yqq_accessible_present_dialog (ADW_MESSAGE_DIALOG (dialog));
}
