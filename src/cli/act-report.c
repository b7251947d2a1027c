/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/act-report.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/json.h"
#include "cli/act-options.h"
#include "cli/command.h"
#include "cli/fault-text.h"
#include "cli/problem-text.h"

/* Why a line was not done; NULL where only others were wrong. */
static char *
dup_reason (const YqqActLine *line)
{
  if (line->problem != YQQ_ACT_LINE_NO_PROBLEM)
    return g_strdup (yqq_problem_text (line->problem));
  return yqq_fault_text_dup_all (line->faults);
}

static void
print_line (const YqqActLine *line, const char *label)
{
  g_autofree char *reason = line->done ? NULL : dup_reason (line);
  if (!line->done)
    g_print (_ ("%s: %s\n"), label, reason != NULL ? reason : _ ("not done, because of others"));
  else if (line->code != NULL && strstr (label, line->code) == NULL)
    g_print (_ ("%s: done, %s\n"), label, line->code);
  else
    g_print (_ ("%s: done\n"), label);
}

void
yqq_act_report_quota (const YqqQuota *quota)
{
  g_printerr (_ ("Places left: %d of %d\n"), (int)yqq_quota_get_left (quota), (int)quota->total);
}

static void
print_json (const YqqActResult *result)
{
  g_autoptr (JsonObject) object = yqq_act_result_to_json (result);
  g_autofree char *line = yqq_json_to_string (object);
  g_print ("%s\n", line);
}

static int
get_exit (const YqqActResult *result)
{
  if (result->proposal != NULL)
    return YQQ_EXIT_OK;
  for (guint i = 0; i < result->lines->len; i++) {
    const YqqActLine *line = g_ptr_array_index (result->lines, i);
    if (!line->done)
      return YQQ_EXIT_NO;
  }
  return result->done ? YQQ_EXIT_OK : YQQ_EXIT_NO;
}

int
yqq_act_report (const YqqActResult *result, GPtrArray *labels)
{
  int exit_code = get_exit (result);
  if (yqq_act_options_get ()->as_json) {
    print_json (result);
    return exit_code;
  }
  for (guint i = 0; labels != NULL && result->proposal == NULL && i < result->lines->len; i++)
    print_line (g_ptr_array_index (result->lines, i),
                i < labels->len ? g_ptr_array_index (labels, i) : "?");
  if (result->proposal != NULL)
    g_print (_ ("This waits for a second person to approve it: %s\n"), result->proposal);
  else if (!result->done)
    g_printerr (_ ("yqq: nothing was changed\n"));
  else if (labels == NULL)
    g_print (_ ("Done.\n"));
  if (labels != NULL)
    yqq_act_report_quota (&result->quota);
  return exit_code;
}
