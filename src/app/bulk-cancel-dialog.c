/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/bulk-cancel-dialog.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/user-text.h"

static GtkWidget *
create_reasons (void)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  for (guint i = 0; i < YQQ_CANCEL_REASON_COUNT; i++)
    gtk_string_list_append (names, yqq_cancel_reason_get_name ((YqqCancelReason)i));
  GtkWidget *reasons = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (reasons), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Reason"), -1);
  return reasons;
}

/* How many it is about is typed, so that nobody cancels more than they think. */
static void
on_typed (GtkEditable *entry, AdwMessageDialog *dialog)
{
  const char *wanted = g_object_get_data (G_OBJECT (dialog), "wanted");
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (entry)));
  adw_message_dialog_set_response_enabled (dialog, "cancel-grants", g_str_equal (typed, wanted));
}

static void
on_response (AdwMessageDialog *dialog, const char *response, YqqBulkFlow *flow)
{
  GtkDropDown *reasons = g_object_get_data (G_OBJECT (dialog), "reasons");
  if (g_str_equal (response, "cancel-grants"))
    yqq_bulk_flow_cancel (flow, (YqqCancelReason)gtk_drop_down_get_selected (reasons), NULL);
}

static GtkWidget *
create_content (AdwMessageDialog *dialog, guint count)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *reasons = create_reasons ();
  GtkWidget *entry = gtk_entry_new ();
  g_autofree char *wanted = g_strdup_printf ("%u", count);
  g_autofree char *hint = g_strdup_printf (_ ("Type %s to confirm"), wanted);
  GtkWidget *label = gtk_label_new (hint);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, hint, -1);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_box_append (GTK_BOX (box), reasons);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), entry);
  g_object_set_data_full (G_OBJECT (dialog), "wanted", g_steal_pointer (&wanted), g_free);
  g_object_set_data (G_OBJECT (dialog), "reasons", reasons);
  g_signal_connect_object (entry, "changed", G_CALLBACK (on_typed), dialog, 0);
  return box;
}

void
yqq_bulk_cancel_dialog_present (GtkWidget *widget, YqqBulkFlow *flow)
{
  guint count = yqq_bulk_flow_count_possible (flow, YQQ_BULK_CANCEL);
  g_autofree char *heading = g_strdup_printf (
      ngettext ("Cancel %u grant for ever?", "Cancel %u grants for ever?", count), count);
  GtkWidget *dialog =
      adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), heading,
                              _ ("These people can never use these certificates again, their "
                                 "sessions end at once, and the quota does not come back. To keep "
                                 "somebody from signing for a while, suspend instead."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "back", _ ("Back"),
                                    "cancel-grants", _ ("Cancel grants"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "cancel-grants",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "cancel-grants", FALSE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "back");
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog),
                                      create_content (ADW_MESSAGE_DIALOG (dialog), count));
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), flow, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
