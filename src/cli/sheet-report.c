/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/sheet-report.h"

#include <glib/gi18n.h>

#include "base/clock.h"
#include "base/json.h"
#include "cli/act-options.h"
#include "cli/bounded-file.h"
#include "cli/command.h"
#include "cli/fault-text.h"

static void
tell_file_error (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE) ||
      g_error_matches (error, YQQ_MODEL_ERROR, YQQ_MODEL_ERROR_SHEET_TOO_LARGE))
    g_printerr (_ ("yqq: the sheet is too large: at most 2000 rows and 4 MB at once\n"));
  else if (error->domain != YQQ_MODEL_ERROR)
    g_printerr (_ ("yqq: the file could not be read: %s\n"), error->message);
  else if (error->code == YQQ_MODEL_ERROR_SHEET_NOT_TEXT)
    g_printerr (_ ("yqq: this is no CSV in UTF-8 or GB18030; save the sheet as CSV\n"));
  else if (error->code == YQQ_MODEL_ERROR_SHEET_COLUMNS)
    g_printerr (_ ("yqq: these columns are missing, or there twice: %s; “yqq grant template” "
                   "writes a sheet with all of them\n"),
                error->message);
  else if (error->code == YQQ_MODEL_ERROR_SHEET_QUOTE)
    g_printerr (_ ("yqq: the quotes are not right (%s)\n"), error->message);
  else
    g_printerr (_ ("yqq: the sheet is empty\n"));
}

GPtrArray *
yqq_sheet_report_read (const char *path, gint64 certificate_not_after_ms, int *exit_code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = yqq_bounded_file_read (path, YQQ_GRANT_SHEET_MAX_BYTES, &error);
  g_autoptr (GPtrArray) rows =
      file != NULL ? yqq_grant_sheet_read (file, certificate_not_after_ms,
                                           yqq_clock_get_unix_ms (yqq_clock_get_system ()), &error)
                   : NULL;
  *exit_code = YQQ_EXIT_NO;
  if (rows == NULL) {
    tell_file_error (error);
    return NULL;
  }
  if (rows->len > 0)
    return g_steal_pointer (&rows);
  g_printerr (_ ("yqq: nobody stands on the sheet\n"));
  return NULL;
}

char *
yqq_sheet_report_dup_label (const YqqSheetRow *row)
{
  const char *name = row->draft->name;
  return g_strdup_printf (_ ("row %u, %s"), row->line, name != NULL ? name : "?");
}

static void
print_json (const YqqSheetRow *row)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonObject *faults = json_object_new ();
  for (guint i = 0; i < YQQ_GRANT_FIELD_COUNT; i++)
    if (row->faults[i] != YQQ_GRANT_FAULT_NONE)
      json_object_set_string_member (faults, yqq_grant_field_to_nick (i),
                                     yqq_grant_fault_to_nick (row->faults[i]));
  json_object_set_int_member (object, "row", row->line);
  if (row->draft->name != NULL)
    json_object_set_string_member (object, "name", row->draft->name);
  json_object_set_object_member (object, "faults", faults);
  g_autofree char *line = yqq_json_to_string (object);
  g_print ("%s\n", line);
}

void
yqq_sheet_report (GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++) {
    const YqqSheetRow *row = rows->pdata[i];
    if (yqq_act_options_get ()->as_json) {
      print_json (row);
      continue;
    }
    g_autofree char *faults = yqq_fault_text_dup_all (row->faults);
    g_autofree char *label = yqq_sheet_report_dup_label (row);
    if (faults != NULL)
      g_print (_ ("%s: %s\n"), label, faults);
  }
}
