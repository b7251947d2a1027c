/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq grant suspend: takes all permissions away until some are chosen again. */
#include <glib/gi18n.h>

#include "cli/act-options.h"
#include "cli/command.h"
#include "cli/grant-change.h"

int
yqq_command_grant_suspend (int argc, char **argv)
{
  if (!yqq_act_options_parse (YQQ_ACT_OPTIONS_ACT, "CODE…",
                              N_ ("Suspends authorised users until their permissions are chosen "
                                  "again. They keep their places in the quota."),
                              NULL, &argc, &argv))
    return YQQ_EXIT_USAGE;
  return yqq_grant_change (
      argv + 1, YQQ_ACT_GRANT_MODIFY, NULL, NULL,
      _ ("They can use nothing until they are resumed; their sessions end. Go on? [y/N]"));
}
