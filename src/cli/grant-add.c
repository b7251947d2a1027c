/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq grant add: authorises one person, after the authority has found nothing wrong. */
#include <glib/gi18n.h>

#include "base/clock.h"
#include "cli/act-options.h"
#include "cli/act-report.h"
#include "cli/command.h"
#include "cli/enterprise-desk.h"
#include "cli/fault-text.h"
#include "cli/grant-check.h"
#include "cli/question.h"
#include "model/sheet-cell.h"

static char *name;
static char *id_type;
static char *id_number;
static char *phone;
static char *until;
static int years;
static char **permissions;
static gboolean later;

static const GOptionEntry entries[] = {
    {"name", 'n', 0, G_OPTION_ARG_STRING, &name, N_ ("The person's name"), "NAME"},
    {"id-type", 't', 0, G_OPTION_ARG_STRING, &id_type,
     N_ ("Kind of identity document (resident-id where left out)"), "TYPE"},
    {"id-number", 'i', 0, G_OPTION_ARG_STRING, &id_number, N_ ("Number of the document"), "NUMBER"},
    {"phone", 'p', 0, G_OPTION_ARG_STRING, &phone, N_ ("Mobile phone number"), "NUMBER"},
    {"years", 0, 0, G_OPTION_ARG_INT, &years, N_ ("How many years it lasts"), "N"},
    {"until", 0, 0, G_OPTION_ARG_STRING, &until, N_ ("The day it ends, instead of years"),
     "YYYY-MM-DD"},
    {"permission", 0, 0, G_OPTION_ARG_STRING_ARRAY, &permissions,
     N_ ("What may be used: enterprise-certificate (where none is named) or seal:ID; may be given "
         "several times"),
     "PERMISSION"},
    {"later", 0, 0, G_OPTION_ARG_NONE, &later,
     N_ ("Set the permissions later: suspended until then"), NULL},
    {NULL},
};

/* Numbers are taken as in a sheet: they may have been copied from one. */
static YqqGrantDraft *
make_draft (void)
{
  gint64 begin_ms;
  YqqGrantDraft *draft = yqq_grant_draft_new ();
  draft->name = name != NULL ? yqq_sheet_cell_dup_text (name) : NULL;
  draft->id_type = yqq_sheet_cell_dup_id_type (id_type != NULL ? id_type : "resident-id");
  draft->id_number = id_number != NULL ? yqq_sheet_cell_dup_number (id_number) : NULL;
  draft->phone = phone != NULL ? yqq_sheet_cell_dup_phone (phone) : NULL;
  draft->years = years;
  if (until != NULL && !yqq_sheet_cell_get_day (until, &begin_ms, &draft->not_after_ms))
    draft->years = -1;
  draft->permissions = g_strdupv (permissions);
  if (permissions == NULL && !later)
    draft->permissions = g_strsplit (YQQ_PERMISSION_ENTERPRISE_CERTIFICATE, " ", -1);
  return draft;
}

/* Says what is wrong with which option; FALSE where anything is. */
static gboolean
tell_faults (const YqqGrantFault faults[YQQ_GRANT_FIELD_COUNT])
{
  static const char *const option_names[YQQ_GRANT_FIELD_COUNT] = {
      [YQQ_GRANT_FIELD_NAME] = "--name",           [YQQ_GRANT_FIELD_ID_TYPE] = "--id-type",
      [YQQ_GRANT_FIELD_ID_NUMBER] = "--id-number", [YQQ_GRANT_FIELD_PHONE] = "--phone",
      [YQQ_GRANT_FIELD_TERM] = "--years, --until", [YQQ_GRANT_FIELD_PERMISSIONS] = "--permission",
  };
  gboolean good = TRUE;
  for (guint i = 0; i < YQQ_GRANT_FIELD_COUNT; i++) {
    if (faults[i] == YQQ_GRANT_FAULT_NONE)
      continue;
    g_printerr ("yqq: %s: %s\n", option_names[i], yqq_fault_text (i, faults[i]));
    good = FALSE;
  }
  return good;
}

static int
add (YqqEnterpriseDesk *desk, const YqqGrantDraft *draft, const YqqQuota *quota)
{
  int exit_code;
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  if (!yqq_grant_check_tell_quota (quota, 1) || !yqq_question_ask (_ ("Go on? [y/N]")))
    return YQQ_EXIT_NO;
  g_autoptr (YqqEnterpriseAct) act =
      yqq_enterprise_act_new (YQQ_ACT_GRANT_ADD, yqq_enterprise_desk_get_id (desk));
  act->whole = TRUE;
  g_ptr_array_add (act->drafts, yqq_grant_draft_copy (draft));
  g_ptr_array_add (labels, g_strdup (draft->name));
  g_autoptr (YqqActResult) result = yqq_enterprise_desk_perform (desk, act, &exit_code);
  return result != NULL ? yqq_act_report (result, labels) : exit_code;
}

static int
check_and_add (YqqEnterpriseDesk *desk, YqqGrantDraft *draft)
{
  int exit_code = YQQ_EXIT_NO;
  g_autoptr (GPtrArray) drafts = g_ptr_array_new ();
  g_ptr_array_add (drafts, draft);
  g_autoptr (YqqActResult) found = yqq_grant_check (desk, drafts, &exit_code);
  if (found == NULL)
    return exit_code;
  for (guint i = 0; i < found->lines->len; i++)
    if (!tell_faults (((const YqqActLine *)found->lines->pdata[i])->faults))
      return YQQ_EXIT_NO;
  return add (desk, draft, &found->quota);
}

int
yqq_command_grant_add (int argc, char **argv)
{
  int exit_code = YQQ_EXIT_USAGE;
  YqqGrantFault faults[YQQ_GRANT_FIELD_COUNT];
  if (!yqq_act_options_parse (YQQ_ACT_OPTIONS_ACT, "", N_ ("Authorises one more person."), entries,
                              &argc, &argv))
    return YQQ_EXIT_USAGE;
  g_autoptr (YqqGrantDraft) draft = make_draft ();
  if (!yqq_grant_draft_check (draft, 0, yqq_clock_get_unix_ms (yqq_clock_get_system ()), faults)) {
    tell_faults (faults);
    return YQQ_EXIT_USAGE;
  }
  g_autoptr (YqqEnterpriseDesk) desk =
      yqq_enterprise_desk_open (YQQ_ROLE_ADMINISTRATOR, &exit_code);
  return desk != NULL ? check_and_add (desk, draft) : exit_code;
}
