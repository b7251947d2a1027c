/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq grant resume: gives suspended users permissions again. */
#include <glib/gi18n.h>

#include "cli/act-options.h"
#include "cli/command.h"
#include "cli/grant-change.h"

static char **permissions;

static const GOptionEntry entries[] = {
    {"permission", 0, 0, G_OPTION_ARG_STRING_ARRAY, &permissions,
     N_ ("What may be used: enterprise-certificate (where none is named) or seal:ID; may be given "
         "several times"),
     "PERMISSION"},
    {NULL},
};

static void
set_permissions (YqqActItem *item)
{
  item->permissions = permissions != NULL
                          ? g_strdupv (permissions)
                          : g_strsplit (YQQ_PERMISSION_ENTERPRISE_CERTIFICATE, " ", -1);
}

int
yqq_command_grant_resume (int argc, char **argv)
{
  if (!yqq_act_options_parse (YQQ_ACT_OPTIONS_ACT, "CODE…",
                              N_ ("Lets suspended users use the enterprise's certificate again, or "
                                  "what is named."),
                              entries, &argc, &argv))
    return YQQ_EXIT_USAGE;
  if (!yqq_permissions_validate ((const char *const *)permissions, NULL)) {
    g_printerr (_ ("yqq: a permission is enterprise-certificate or seal:ID, each once\n"));
    return YQQ_EXIT_USAGE;
  }
  return yqq_grant_change (argv + 1, YQQ_ACT_GRANT_MODIFY, set_permissions, NULL,
                           _ ("They can use it again at once. Go on? [y/N]"));
}
