/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq pin change: another PIN by who knows the old one; certificates stay. */
#include <glib/gi18n.h>

#include "cli/command.h"
#include "cli/failure.h"
#include "cli/secret-prompt.h"
#include "cli/wait.h"
#include "cli/workplace.h"

static int old_pin_fd = -1;
static int new_pin_fd = -1;

static const GOptionEntry entries[] = {
    {"pin-fd", 0, 0, G_OPTION_ARG_INT, &old_pin_fd,
     N_ ("Read the old PIN from this file descriptor instead of asking"), "FD"},
    {"new-pin-fd", 0, 0, G_OPTION_ARG_INT, &new_pin_fd,
     N_ ("Read the new PIN from this file descriptor instead of asking"), "FD"},
    {NULL},
};

static int
change (YqqWorkplace *workplace)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *place = NULL;
  g_autoptr (YqqSecretBytes) old_pin = yqq_secret_prompt (_ ("Old PIN:"), old_pin_fd);
  g_autoptr (YqqSecretBytes) new_pin =
      old_pin != NULL ? yqq_secret_prompt_new_pin (new_pin_fd) : NULL;
  if (new_pin == NULL)
    return YQQ_EXIT_PIN;
  yqq_wallet_change_pin_async (workplace->wallet, workplace->gate, old_pin, new_pin,
                               yqq_wait_get_cancellable (), yqq_wait_note_result, &place);
  g_autoptr (GAsyncResult) result = yqq_wait_for (&place);
  if (!yqq_wallet_change_pin_finish (workplace->wallet, result, &error))
    return yqq_failure_report (error);
  g_print (_ ("The PIN is changed. Your certificates stay as they are.\n"));
  return YQQ_EXIT_OK;
}

int
yqq_command_pin_change (int argc, char **argv)
{
  int exit_code = YQQ_EXIT_NO;
  if (!yqq_command_parse ("", N_ ("Changes the PIN for who knows the old one."), entries, &argc,
                          &argv) ||
      argc > 1)
    return YQQ_EXIT_USAGE;
  g_autoptr (YqqWorkplace) workplace = yqq_workplace_open (NULL, TRUE, &exit_code);
  if (workplace == NULL)
    return exit_code;
  if (yqq_wallet_get_pin_set (workplace->wallet))
    return change (workplace);
  g_printerr (_ ("yqq: no PIN is set yet; install a certificate first\n"));
  return YQQ_EXIT_NO;
}
