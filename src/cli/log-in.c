/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq log-in: registers this device for a person, with what the authority asks. */
#include "client/log-in.h"

#include <glib/gi18n.h>

#include "cli/command.h"
#include "cli/failure.h"
#include "cli/prove.h"
#include "cli/wait.h"
#include "cli/workplace.h"

static char *address;
static char *name;
static char *id_type;
static char *id_number;
static int code_fd = -1;
static gboolean again;

static const GOptionEntry entries[] = {
    {"authority", 'a', 0, G_OPTION_ARG_STRING, &address, N_ ("Where the authority is"), "ADDRESS"},
    {"name", 'n', 0, G_OPTION_ARG_STRING, &name, N_ ("Your name as registered"), "NAME"},
    {"id-type", 't', 0, G_OPTION_ARG_STRING, &id_type,
     N_ ("Kind of identity document (resident-id where left out)"), "TYPE"},
    {"id-number", 'i', 0, G_OPTION_ARG_STRING, &id_number, N_ ("Number of the document"), "NUMBER"},
    {"code-fd", 0, 0, G_OPTION_ARG_INT, &code_fd,
     N_ ("Read the staff code from this file descriptor instead of asking"), "FD"},
    {"again", 0, 0, G_OPTION_ARG_NONE, &again,
     N_ ("Renew the log in of the person who is logged in here; certificates and PIN stay"), NULL},
    {NULL},
};

static YqqIdentityCase *
begin (YqqWorkplace *workplace, int *exit_code)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *place = NULL;
  yqq_log_in_begin_async (workplace->connection, workplace->wallet, again,
                          yqq_wait_get_cancellable (), yqq_wait_note_result, &place);
  g_autoptr (GAsyncResult) result = yqq_wait_for (&place);
  YqqIdentityCase *identity = yqq_log_in_begin_finish (result, &error);
  if (identity == NULL)
    *exit_code = yqq_failure_report (error);
  return identity;
}

static int
complete (YqqWorkplace *workplace, YqqIdentityCase *identity, GPtrArray *proofs)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *place = NULL;
  const YqqLogInDetails details = {
      .name = name,
      .id_type = id_type != NULL ? id_type : "resident-id",
      .id_number = id_number,
  };
  yqq_log_in_complete_async (workplace->connection, workplace->wallet, identity, &details, proofs,
                             yqq_wait_get_cancellable (), yqq_wait_note_result, &place);
  g_autoptr (GAsyncResult) result = yqq_wait_for (&place);
  if (!yqq_log_in_complete_finish (result, &error))
    return yqq_failure_report (error);
  g_print (_ ("Logged in as %s.\n"),
           yqq_account_get_person_name (yqq_wallet_get_account (workplace->wallet)));
  return YQQ_EXIT_OK;
}

static int
log_in (YqqWorkplace *workplace)
{
  int exit_code = YQQ_EXIT_NO;
  const YqqProveSources sources = {.code_fd = code_fd, .pin_fd = -1};
  g_autoptr (YqqIdentityCase) identity = begin (workplace, &exit_code);
  g_autoptr (GPtrArray) proofs =
      identity != NULL ? yqq_prove_collect (workplace, identity, &sources, &exit_code) : NULL;
  return proofs != NULL ? complete (workplace, identity, proofs) : exit_code;
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
  g_autoptr (YqqWorkplace) workplace = yqq_workplace_open (address, again, &exit_code);
  if (workplace == NULL)
    return exit_code;
  if (!again && yqq_wallet_get_logged_in (workplace->wallet)) {
    g_printerr (_ ("yqq: somebody is logged in on this device; “yqq log-out” first, or --again "
                   "where that log in has expired\n"));
    return YQQ_EXIT_NO;
  }
  return log_in (workplace);
}
