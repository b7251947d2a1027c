/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq grant template: the empty sheet that many grants are filled in on. */
#include <glib/gi18n.h>

#include "cli/act-options.h"
#include "cli/command.h"
#include "cli/output.h"
#include "model/grant-sheet.h"

static char *output;

static const GOptionEntry entries[] = {
    {"output", 'o', 0, G_OPTION_ARG_FILENAME, &output,
     N_ ("Write to this file instead of the terminal"), "FILE.csv"},
    {NULL},
};

int
yqq_command_grant_template (int argc, char **argv)
{
  gsize size;
  if (!yqq_act_options_parse (0, "", N_ ("Writes the sheet for “yqq grant import”, as CSV."),
                              entries, &argc, &argv))
    return YQQ_EXIT_USAGE;
  g_autoptr (GBytes) sheet = yqq_grant_sheet_make_template ();
  const char *data = g_bytes_get_data (sheet, &size);
  return yqq_output_write (output, data, size);
}
