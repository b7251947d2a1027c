/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/pin-help.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/accessible.h"

static void
on_new_pin_chosen (GtkWidget *window)
{
  gtk_widget_activate_action (window, "win.new-pin", NULL);
}

void
yqq_pin_help_present (GtkWidget *widget)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (widget));
  GtkWidget *dialog = adw_message_dialog_new (
      window, _ ("Forgotten your PIN?"),
      _ ("Nobody can read it back, not even your authority. After five wrong tries it locks.\n\n"
         "The way out: choose a new PIN and show that it is you. Your certificates are then made "
         "anew on this computer, which costs nothing. What you have signed stays valid."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "close", _ ("Close"), "new-pin",
                                    _ ("Set a new PIN"), NULL);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "close");
  g_signal_connect_swapped (dialog, "response::new-pin", G_CALLBACK (on_new_pin_chosen), window);
  yqq_accessible_present_dialog (ADW_MESSAGE_DIALOG (dialog));
}
