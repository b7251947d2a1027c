/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq transfer offer: offers the administrator's office to an authorised user. */
#include <glib/gi18n.h>

#include "cli/act-options.h"
#include "cli/act-report.h"
#include "cli/command.h"
#include "cli/enterprise-desk.h"
#include "cli/question.h"

static char *from_code;

static const GOptionEntry entries[] = {
    {"from", 0, 0, G_OPTION_ARG_STRING, &from_code,
     N_ ("Whose office it is, where there are several administrators (legal representative)"),
     "CODE"},
    {NULL},
};

/* FALSE after having said which code is nobody's. */
static gboolean
fill_in (YqqEnterpriseAct *act, GPtrArray *users, const char *code)
{
  const YqqAuthorisedUser *to = yqq_enterprise_desk_find_user (users, code);
  const YqqAuthorisedUser *from =
      to != NULL && from_code != NULL ? yqq_enterprise_desk_find_user (users, from_code) : NULL;
  if (to == NULL || (from_code != NULL && from == NULL))
    return FALSE;
  act->subject = g_strdup (to->grant);
  act->from = from != NULL ? g_strdup (from->grant) : NULL;
  g_printerr (_ ("%s becomes certificate administrator when they accept, within 72 hours; whoever "
                 "is it now stops being it at that moment.\n"),
              to->name);
  return TRUE;
}

static int
offer (YqqEnterpriseDesk *desk, const char *receiver)
{
  int exit_code = YQQ_EXIT_NO;
  g_autoptr (GPtrArray) users = yqq_enterprise_desk_fetch_users (desk, &exit_code);
  if (users == NULL)
    return exit_code;
  g_autoptr (YqqEnterpriseAct) act =
      yqq_enterprise_act_new (YQQ_ACT_TRANSFER_OFFER, yqq_enterprise_desk_get_id (desk));
  if (!fill_in (act, users, receiver) || !yqq_question_ask (_ ("Go on? [y/N]")))
    return YQQ_EXIT_NO;
  g_autoptr (YqqActResult) result = yqq_enterprise_desk_perform (desk, act, &exit_code);
  if (result == NULL)
    return exit_code;
  int code = yqq_act_report (result, NULL);
  if (result->transfer != NULL && !yqq_act_options_get ()->as_json)
    g_print (_ ("Offered: %s\n"), result->transfer);
  return code;
}

int
yqq_command_transfer_offer (int argc, char **argv)
{
  int exit_code = YQQ_EXIT_USAGE;
  if (!yqq_act_options_parse (YQQ_ACT_OPTIONS_ACT, "CODE",
                              N_ ("Offers the administrator's office to an authorised user. A "
                                  "legal representative who names their own code takes it at "
                                  "once."),
                              entries, &argc, &argv))
    return YQQ_EXIT_USAGE;
  if (argc != 2) {
    g_printerr (_ ("yqq: give one code; “yqq grant list” shows them\n"));
    return YQQ_EXIT_USAGE;
  }
  g_autoptr (YqqEnterpriseDesk) desk =
      yqq_enterprise_desk_open (YQQ_ROLE_ADMINISTRATOR | YQQ_ROLE_LEGAL_REPRESENTATIVE, &exit_code);
  return desk != NULL ? offer (desk, argv[1]) : exit_code;
}
