/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq transfer show: who is administrator, and the offers of that office, newest first. */
#include <glib/gi18n.h>

#include "cli/act-options.h"
#include "cli/command.h"
#include "cli/enterprise-desk.h"
#include "cli/transfer-view.h"
#include "model/grant.h"

static void
print_administrators (GPtrArray *administrators)
{
  for (guint i = 0; i < administrators->len; i++) {
    const YqqAdministratorView *administrator = administrators->pdata[i];
    g_printerr ("%s\t%s\n", _ ("Administrator"), administrator->name);
  }
}

int
yqq_command_transfer_show (int argc, char **argv)
{
  int exit_code = YQQ_EXIT_USAGE;
  if (!yqq_act_options_parse (YQQ_ACT_OPTIONS_QUESTION, "",
                              N_ ("Shows the administrators, and the offers of their office."),
                              NULL, &argc, &argv))
    return YQQ_EXIT_USAGE;
  g_autoptr (YqqEnterpriseDesk) desk =
      yqq_enterprise_desk_open (YQQ_TRANSFER_VIEW_ANY_ROLE, &exit_code);
  g_autoptr (YqqEnterpriseOverview) overview =
      desk != NULL ? yqq_enterprise_desk_fetch_overview (desk, &exit_code) : NULL;
  if (overview == NULL)
    return exit_code;
  if (!yqq_act_options_get ()->as_json)
    print_administrators (overview->administrators);
  for (guint i = 0; i < overview->transfers->len; i++)
    yqq_transfer_view_print (overview->transfers->pdata[i]);
  return YQQ_EXIT_OK;
}
