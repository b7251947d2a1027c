/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq transfer withdraw: takes an offer back that was not answered yet. */
#include <glib/gi18n.h>

#include "cli/act-options.h"
#include "cli/command.h"
#include "cli/transfer-view.h"

static gboolean
is_mine (const YqqTransferView *transfer)
{
  return transfer->by_me;
}

int
yqq_command_transfer_withdraw (int argc, char **argv)
{
  if (!yqq_act_options_parse (YQQ_ACT_OPTIONS_ACT, "[ID]",
                              N_ ("Withdraws an offer of the administrator's office."), NULL, &argc,
                              &argv))
    return YQQ_EXIT_USAGE;
  return yqq_transfer_view_answer (
      argv[1], is_mine, YQQ_ACT_TRANSFER_WITHDRAW,
      _ ("The offer ends, and everything stays as it is. Go on? [y/N]"));
}
