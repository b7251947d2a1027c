/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/agreement.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/accessible.h"

static const char agreement[] =
    N_ ("Your name, document type and number are sent to your authority to find out who you are, "
        "and for nothing else.\n\n"
        "This computer gets a key of its own. Your signing keys are made here, are sealed with "
        "your PIN and never leave this computer.\n\n"
        "A signature made with your PIN binds you or your enterprise. Keep the PIN to yourself, "
        "and disconnect when you have finished.\n\n"
        "You can log out at any time: the keys on this computer are then removed and their "
        "certificates withdrawn. What you have signed stays valid.");

void
yqq_agreement_present (GtkWidget *widget)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (widget));
  GtkWidget *dialog = adw_message_dialog_new (window, _ ("Agreement"), _ (agreement));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("Close"));
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  yqq_accessible_present_dialog (ADW_MESSAGE_DIALOG (dialog));
}
