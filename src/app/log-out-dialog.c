/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/log-out-dialog.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/accessible.h"
#include "app/error-text.h"

typedef struct {
  GtkWindow *window; /* weak */
  YqqWorkspace *workspace;
  YqqRouter *router;
} LogOut;

static void present_only_here (LogOut *self, const GError *error);

static LogOut *
log_out_new (GtkWindow *window, YqqWorkspace *workspace, YqqRouter *router)
{
  LogOut *self = g_new0 (LogOut, 1);
  g_set_weak_pointer (&self->window, window);
  self->workspace = g_object_ref (workspace);
  self->router = g_object_ref (router);
  return self;
}

static void
log_out_free (LogOut *self)
{
  g_clear_weak_pointer (&self->window);
  g_object_unref (self->workspace);
  g_object_unref (self->router);
  g_free (self);
}

static void
on_logged_out (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LogOut *self = user_data;
  g_autoptr (GError) error = NULL;
  if (yqq_workspace_finish (YQQ_WORKSPACE (source), result, &error))
    yqq_router_tell (self->router, _ ("Logged out. Keys and certificates are gone from here."));
  else if (self->window && !yqq_error_text_is_cancelled (error)) {
    present_only_here (self, error);
    return; /* the next dialog has it now */
  }
  log_out_free (self);
}

static void
on_response (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  LogOut *self = user_data;
  gboolean only_here = g_str_equal (response, "only-here");
  if (only_here || g_str_equal (response, "log-out"))
    yqq_workspace_log_out_async (self->workspace, only_here, NULL, on_logged_out, self);
  else
    log_out_free (self);
}

static void
present (LogOut *self, const char *title, const char *text, const char *response, const char *label)
{
  GtkWidget *dialog = adw_message_dialog_new (self->window, title, text);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("Cancel"), response,
                                    label, NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), response,
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), self);
  yqq_accessible_present_dialog (ADW_MESSAGE_DIALOG (dialog));
}

static void
present_only_here (LogOut *self, const GError *error)
{
  g_autofree char *text = g_strdup_printf (
      _ ("%s\n\nYou can remove everything from this computer now all the same. The authority then "
         "still counts this computer as yours until you log in somewhere and remove it."),
      yqq_error_text_get (error).happened);
  present (self, _ ("The authority was not told"), text, "only-here", _ ("Remove from here"));
}

void
yqq_log_out_dialog_present (GtkWindow *window, YqqWorkspace *workspace, YqqRouter *router)
{
  present (
      log_out_new (window, workspace, router), _ ("Log out on this computer?"),
      _ ("Your keys here are removed and their certificates withdrawn. You can log in again at "
         "any time and install them anew. What you have signed stays valid."),
      "log-out", _ ("Log out"));
}
