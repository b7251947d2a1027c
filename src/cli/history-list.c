/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq history list: what was signed, newest first. */
#include <glib/gi18n.h>

#include "base/json.h"
#include "cli/act-options.h"
#include "cli/command.h"
#include "cli/usage-pages.h"

static gboolean all;
static int limit = 50;

static const GOptionEntry entries[] = {
    {"all", 0, 0, G_OPTION_ARG_NONE, &all,
     N_ ("What everybody of the enterprise signed (administrators only)"), NULL},
    {"limit", 0, 0, G_OPTION_ARG_INT, &limit, N_ ("At most so many (50); 0: all"), "N"},
    {NULL},
};

static gboolean
print_record (const YqqUsageRecord *record, gpointer user_data)
{
  int *printed = user_data;
  if (limit > 0 && *printed == limit)
    return FALSE;
  ++*printed;
  if (yqq_act_options_get ()->as_json) {
    g_autoptr (JsonObject) object = yqq_usage_record_to_json (record);
    g_autofree char *line = yqq_json_to_string (object);
    g_print ("%s\n", line);
    return TRUE;
  }
  g_autofree char *time = yqq_usage_pages_dup_time (record->signed_at_ms);
  g_print ("%s\t%s\t%s\t%s\t%s\t%s\n", time, record->name, record->signer, record->enterprise_name,
           record->relying_party, record->purpose);
  return TRUE;
}

int
yqq_command_history_list (int argc, char **argv)
{
  int exit_code = YQQ_EXIT_USAGE, printed = 0;
  if (!yqq_act_options_parse (YQQ_ACT_OPTIONS_QUESTION, "",
                              N_ ("Lists what was signed, newest first."), entries, &argc, &argv))
    return YQQ_EXIT_USAGE;
  if (limit < 0) {
    g_printerr (_ ("yqq: --limit is a number of records, or 0\n"));
    return YQQ_EXIT_USAGE;
  }
  g_autoptr (YqqUsagePages) pages = yqq_usage_pages_open (all, &exit_code);
  if (pages == NULL)
    return exit_code;
  exit_code = yqq_usage_pages_visit (pages, print_record, &printed);
  if (exit_code == YQQ_EXIT_OK && printed == 0 && !yqq_act_options_get ()->as_json)
    g_printerr (_ ("yqq: nothing was signed yet\n"));
  return exit_code;
}
