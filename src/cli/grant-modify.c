/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq grant modify: chooses the permissions of authorised users again, and renews what has ended or
 * ends soon. */
#include <glib/gi18n.h>

#include "cli/act-options.h"
#include "cli/command.h"
#include "cli/grant-change.h"

static char **permissions;
static int years;

static const GOptionEntry entries[] = {
    {"permission", 0, 0, G_OPTION_ARG_STRING_ARRAY, &permissions,
     N_ ("What may be used from now on: enterprise-certificate or seal:ID; may be given several "
         "times"),
     "PERMISSION"},
    {"years", 0, 0, G_OPTION_ARG_INT, &years,
     N_ ("Renews what has ended or ends soon for so many years, without another place in the "
         "quota"),
     "YEARS"},
    {NULL},
};

static void
set_permissions (YqqActItem *item)
{
  item->permissions = g_strdupv (permissions);
  item->years = years;
}

int
yqq_command_grant_modify (int argc, char **argv)
{
  if (!yqq_act_options_parse (YQQ_ACT_OPTIONS_ACT, "CODE…",
                              N_ ("Gives authorised users these permissions instead of those they "
                                  "have."),
                              entries, &argc, &argv))
    return YQQ_EXIT_USAGE;
  if (permissions == NULL) {
    g_printerr (_ ("yqq: give each --permission; “yqq grant suspend” takes all of them away\n"));
    return YQQ_EXIT_USAGE;
  }
  if (years < 0 || years > YQQ_GRANT_MAX_YEARS) {
    g_printerr (_ ("yqq: --years: it lasts 1 to 10 years\n"));
    return YQQ_EXIT_USAGE;
  }
  if (!yqq_permissions_validate ((const char *const *)permissions, NULL)) {
    g_printerr (_ ("yqq: a permission is enterprise-certificate or seal:ID, each once\n"));
    return YQQ_EXIT_USAGE;
  }
  return yqq_grant_change (argv + 1, YQQ_ACT_GRANT_MODIFY, set_permissions, NULL,
                           _ ("Their permissions change; their sessions end. Go on? [y/N]"));
}
