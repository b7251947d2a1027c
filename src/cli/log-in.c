/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq log-in: registers this device for a person with a one-time staff code. */
#include "client/log-in.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cli/command.h"
#include "cli/failure.h"
#include "cli/secret-prompt.h"
#include "cli/wait.h"
#include "cli/workplace.h"

static char *address;
static char *name;
static char *id_type;
static char *id_number;
static int code_fd = -1;

static const GOptionEntry entries[] = {
    {"authority", 'a', 0, G_OPTION_ARG_STRING, &address, N_ ("Where the authority is"), "ADDRESS"},
    {"name", 'n', 0, G_OPTION_ARG_STRING, &name, N_ ("Your name as registered"), "NAME"},
    {"id-type", 't', 0, G_OPTION_ARG_STRING, &id_type,
     N_ ("Kind of identity document (resident-id where left out)"), "TYPE"},
    {"id-number", 'i', 0, G_OPTION_ARG_STRING, &id_number, N_ ("Number of the document"), "NUMBER"},
    {"code-fd", 0, 0, G_OPTION_ARG_INT, &code_fd,
     N_ ("Read the staff code from this file descriptor instead of asking"), "FD"},
    {NULL},
};

static int
log_in (YqqWorkplace *workplace, const char *staff_code)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *place = NULL;
  YqqLogInDetails details = {name, id_type != NULL ? id_type : "resident-id", id_number, staff_code,
                             NULL};
  yqq_log_in_async (workplace->connection, workplace->wallet, &details, yqq_wait_get_cancellable (),
                    yqq_wait_note_result, &place);
  g_autoptr (GAsyncResult) result = yqq_wait_for (&place);
  if (!yqq_log_in_finish (result, &error))
    return yqq_failure_report (error);
  g_print (_ ("Logged in as %s.\n"),
           yqq_account_get_person_name (yqq_wallet_get_account (workplace->wallet)));
  return YQQ_EXIT_OK;
}

int
yqq_command_log_in (int argc, char **argv)
{
  int exit_code = YQQ_EXIT_OK;
  if (!yqq_command_parse ("", N_ ("Registers this device for a person."), entries, &argc, &argv))
    return YQQ_EXIT_USAGE;
  if (name == NULL || id_number == NULL || argc != 1) {
    g_printerr (_ ("yqq: give --name and --id-number\n"));
    return YQQ_EXIT_USAGE;
  }
  g_autoptr (YqqWorkplace) workplace = yqq_workplace_open (address, FALSE, &exit_code);
  if (workplace == NULL)
    return exit_code;
  if (yqq_wallet_get_logged_in (workplace->wallet)) {
    g_printerr (_ ("yqq: somebody is logged in on this device; “yqq log-out” first\n"));
    return YQQ_EXIT_NO;
  }
  g_autoptr (YqqSecretBytes) code = yqq_secret_prompt (_ ("Staff code:"), code_fd);
  if (code == NULL)
    return YQQ_EXIT_UNAVAILABLE;
  /* A staff code is used up by this one request, so a plain copy harms nobody. */
  g_autofree char *text =
      g_strndup ((const char *)yqq_secret_bytes_get_data (code), yqq_secret_bytes_get_size (code));
  return log_in (workplace, text);
}
