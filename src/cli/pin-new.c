/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq pin new: a new PIN without the old one, for whoever shows who they are. */
#include <glib/gi18n.h>

#include "cli/command.h"
#include "cli/failure.h"
#include "cli/prove.h"
#include "cli/secret-prompt.h"
#include "cli/wait.h"
#include "client/replace-pin.h"
#include "identity/policy.h"

static int pin_fd = -1;
static int code_fd = -1;

static const GOptionEntry entries[] = {
    {"pin-fd", 0, 0, G_OPTION_ARG_INT, &pin_fd,
     N_ ("Read the new PIN from this file descriptor instead of asking"), "FD"},
    {"code-fd", 0, 0, G_OPTION_ARG_INT, &code_fd,
     N_ ("Read the staff code from this file descriptor instead of asking"), "FD"},
    {NULL},
};

static void
on_progress (guint done, guint left, guint all, gpointer user_data)
{
  if (done > 0)
    g_printerr (_ ("%u of %u certificates made anew\n"), done, all);
}

static int
replace (YqqWorkplace *workplace, YqqSecretBytes *pin, const char *identity)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *place = NULL;
  yqq_replace_pin_async (workplace->connection, workplace->wallet, workplace->gate, pin, identity,
                         on_progress, NULL, yqq_wait_get_cancellable (), yqq_wait_note_result,
                         &place);
  g_autoptr (GAsyncResult) result = yqq_wait_for (&place);
  if (!yqq_replace_pin_finish (result, &error))
    return yqq_failure_report (error);
  g_print (_ ("The new PIN is set.\n"));
  return YQQ_EXIT_OK;
}

int
yqq_command_pin_new (int argc, char **argv)
{
  int exit_code = YQQ_EXIT_USAGE;
  if (!yqq_command_parse ("",
                          N_ ("Sets a new PIN without the old one, and makes this device's "
                              "certificates anew."),
                          entries, &argc, &argv) ||
      argc != 1)
    return YQQ_EXIT_USAGE;
  g_autoptr (YqqWorkplace) workplace = yqq_workplace_open (NULL, TRUE, &exit_code);
  if (workplace == NULL)
    return exit_code;
  const YqqProveSources sources = {.code_fd = code_fd, .pin_fd = -1};
  g_autofree char *identity =
      yqq_prove_identity (workplace, YQQ_IDENTITY_PURPOSE_NEW_PIN, NULL, &sources, &exit_code);
  g_autoptr (YqqSecretBytes) pin = identity != NULL ? yqq_secret_prompt_new_pin (pin_fd) : NULL;
  if (identity == NULL)
    return exit_code;
  return pin != NULL ? replace (workplace, pin, identity) : YQQ_EXIT_PIN;
}
