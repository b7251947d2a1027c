/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq transfer refuse: declines the administrator's office that was offered. */
#include <glib/gi18n.h>

#include "cli/act-options.h"
#include "cli/command.h"
#include "cli/transfer-view.h"

static gboolean
is_mine (const YqqTransferView *transfer)
{
  return transfer->to_me;
}

int
yqq_command_transfer_refuse (int argc, char **argv)
{
  if (!yqq_act_options_parse (YQQ_ACT_OPTIONS_ACT, "[ID]",
                              N_ ("Refuses the administrator's office that was offered to you."),
                              NULL, &argc, &argv))
    return YQQ_EXIT_USAGE;
  return yqq_transfer_view_answer (
      argv[1], is_mine, YQQ_ACT_TRANSFER_REFUSE,
      _ ("The offer ends, and everything stays as it is. Go on? [y/N]"));
}
