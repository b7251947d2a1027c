/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/bulk-resume-dialog.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/permission-rows.h"
#include "model/permission.h"

#define RESUME "resume"

/* With none chosen they would stay suspended. */
static void
on_chosen (YqqPermissionRows *permissions, AdwMessageDialog *dialog)
{
  g_auto (GStrv) chosen = yqq_permission_rows_dup (permissions);
  adw_message_dialog_set_response_enabled (dialog, RESUME, chosen[0] != NULL);
}

static void
on_response (AdwMessageDialog *dialog, const char *response, YqqBulkFlow *flow)
{
  YqqPermissionRows *permissions =
      YQQ_PERMISSION_ROWS (adw_message_dialog_get_extra_child (dialog));
  g_auto (GStrv) chosen = yqq_permission_rows_dup (permissions);
  if (g_str_equal (response, RESUME))
    yqq_bulk_flow_resume (flow, (const char *const *)chosen);
}

static GtkWidget *
create_permissions (GPtrArray *seals)
{
  static const char *const usual[] = {YQQ_PERMISSION_ENTERPRISE_CERTIFICATE, NULL};
  YqqPermissionRows *permissions = g_object_new (YQQ_TYPE_PERMISSION_ROWS, NULL);
  yqq_permission_rows_omit_later (permissions);
  yqq_permission_rows_set_seals (permissions, seals);
  yqq_permission_rows_choose (permissions, usual);
  return GTK_WIDGET (permissions);
}

void
yqq_bulk_resume_dialog_present (GtkWidget *widget, YqqBulkFlow *flow, GPtrArray *seals)
{
  guint count = yqq_bulk_flow_count_possible (flow, YQQ_BULK_RESUME);
  g_autofree char *heading = g_strdup_printf (
      ngettext ("Let %u grant be used again?", "Let %u grants be used again?", count), count);
  GtkWidget *dialog = adw_message_dialog_new (
      GTK_WINDOW (gtk_widget_get_root (widget)), heading,
      _ ("What they were allowed before is not kept while they are suspended: choose it again, the "
         "same for all of them. Whoever needs other permissions is changed afterwards."));
  GtkWidget *permissions = create_permissions (seals);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "back", _ ("Back"), RESUME,
                                    _ ("Let them be used again"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), RESUME,
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "back");
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), permissions);
  g_signal_connect_object (permissions, "changed", G_CALLBACK (on_chosen), dialog, 0);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), flow, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
