/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq log-out: revokes this device and removes everything of the account from it. */
#include "client/log-out.h"

#include <glib/gi18n.h>

#include "cli/command.h"
#include "cli/failure.h"
#include "cli/wait.h"
#include "cli/workplace.h"

static gboolean only_here;

static const GOptionEntry entries[] = {
    {"only-here", 0, 0, G_OPTION_ARG_NONE, &only_here,
     N_ ("Remove everything here even if the authority cannot be told"), NULL},
    {NULL},
};

int
yqq_command_log_out (int argc, char **argv)
{
  int exit_code = YQQ_EXIT_OK;
  GAsyncResult *place = NULL;
  g_autoptr (GError) error = NULL;
  if (!yqq_command_parse ("", N_ ("Removes keys and certificates from this device."), entries,
                          &argc, &argv))
    return YQQ_EXIT_USAGE;
  g_autoptr (YqqWorkplace) workplace = yqq_workplace_open (NULL, TRUE, &exit_code);
  if (workplace == NULL)
    return exit_code;
  yqq_log_out_async (workplace->connection, workplace->wallet, only_here,
                     yqq_wait_get_cancellable (), yqq_wait_note_result, &place);
  g_autoptr (GAsyncResult) result = yqq_wait_for (&place);
  if (!yqq_log_out_finish (result, &error))
    return yqq_failure_report (error);
  g_print (_ ("Logged out. The keys of this device are gone; nothing else was changed.\n"));
  return YQQ_EXIT_OK;
}
