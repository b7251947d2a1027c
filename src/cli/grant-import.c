/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq grant import: authorises everybody on a sheet, or nobody, with every row's faults told. */
#include <glib/gi18n.h>

#include "cli/act-options.h"
#include "cli/act-report.h"
#include "cli/command.h"
#include "cli/grant-check.h"
#include "cli/question.h"
#include "cli/sheet-report.h"
#include "model/grant-sheet.h"

static gboolean dry_run;
static gboolean good_only;

static const GOptionEntry entries[] = {
    {"dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run,
     N_ ("Only tell what is wrong and what it would take of the quota"), NULL},
    {"good-only", 0, 0, G_OPTION_ARG_NONE, &good_only,
     N_ ("Authorise the people on the rows without a fault, and leave the others"), NULL},
    {NULL},
};

static GPtrArray *
collect_drafts (GPtrArray *rows)
{
  GPtrArray *drafts = g_ptr_array_new ();
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (drafts, ((YqqSheetRow *)rows->pdata[i])->draft);
  return drafts;
}

/* What the authority knows and the sheet cannot; a fault that was seen in the sheet stays. */
static void
merge_faults (GPtrArray *rows, GPtrArray *lines)
{
  for (guint i = 0; i < rows->len && i < lines->len; i++) {
    YqqSheetRow *row = rows->pdata[i];
    const YqqActLine *line = lines->pdata[i];
    for (guint field = 0; field < YQQ_GRANT_FIELD_COUNT; field++)
      if (row->faults[field] == YQQ_GRANT_FAULT_NONE)
        row->faults[field] = line->faults[field];
  }
}

static int
perform (YqqEnterpriseDesk *desk, GPtrArray *rows)
{
  int exit_code;
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (YqqEnterpriseAct) act =
      yqq_enterprise_act_new (YQQ_ACT_GRANT_ADD, yqq_enterprise_desk_get_id (desk));
  act->whole = TRUE;
  for (guint i = 0; i < rows->len; i++) {
    const YqqSheetRow *row = rows->pdata[i];
    if (!yqq_sheet_row_is_good (row))
      continue;
    g_ptr_array_add (act->drafts, yqq_grant_draft_copy (row->draft));
    g_ptr_array_add (labels, yqq_sheet_report_dup_label (row));
  }
  g_autoptr (YqqActResult) result = yqq_enterprise_desk_perform (desk, act, &exit_code);
  return result != NULL ? yqq_act_report (result, labels) : exit_code;
}

static guint
count_good (GPtrArray *rows)
{
  guint good = 0;
  for (guint i = 0; i < rows->len; i++)
    good += yqq_sheet_row_is_good (rows->pdata[i]);
  return good;
}

static int
decide (YqqEnterpriseDesk *desk, GPtrArray *rows, const YqqQuota *quota)
{
  guint good = count_good (rows);
  gboolean may_go_on = good > 0 && (good == rows->len || good_only);
  yqq_sheet_report (rows);
  if (good == 0 || !yqq_grant_check_tell_quota (quota, good))
    return YQQ_EXIT_NO;
  if (dry_run)
    return may_go_on ? YQQ_EXIT_OK : YQQ_EXIT_NO;
  if (!may_go_on) {
    g_printerr (_ ("yqq: nothing was done; correct these rows, or take the others with "
                   "--good-only\n"));
    return YQQ_EXIT_NO;
  }
  return yqq_question_ask (_ ("Go on? [y/N]")) ? perform (desk, rows) : YQQ_EXIT_NO;
}

static int
import (YqqEnterpriseDesk *desk, const char *path)
{
  int exit_code = YQQ_EXIT_NO;
  g_autoptr (YqqEnterpriseOverview) overview =
      yqq_enterprise_desk_fetch_overview (desk, &exit_code);
  g_autoptr (GPtrArray) rows =
      overview != NULL
          ? yqq_sheet_report_read (path, overview->certificate_not_after_ms, &exit_code)
          : NULL;
  g_autoptr (GPtrArray) drafts = rows != NULL ? collect_drafts (rows) : NULL;
  g_autoptr (YqqActResult) found =
      drafts != NULL ? yqq_grant_check (desk, drafts, &exit_code) : NULL;
  if (found == NULL)
    return exit_code;
  merge_faults (rows, found->lines);
  return decide (desk, rows, &found->quota);
}

int
yqq_command_grant_import (int argc, char **argv)
{
  int exit_code = YQQ_EXIT_USAGE;
  if (!yqq_act_options_parse (YQQ_ACT_OPTIONS_ACT, "FILE.csv",
                              N_ ("Authorises everybody on a sheet (“yqq grant template” writes an "
                                  "empty one), or nobody where a row is wrong."),
                              entries, &argc, &argv))
    return YQQ_EXIT_USAGE;
  if (argc != 2) {
    g_printerr (_ ("yqq: give one sheet\n"));
    return YQQ_EXIT_USAGE;
  }
  g_autoptr (YqqEnterpriseDesk) desk =
      yqq_enterprise_desk_open (YQQ_ROLE_ADMINISTRATOR, &exit_code);
  return desk != NULL ? import (desk, argv[1]) : exit_code;
}
