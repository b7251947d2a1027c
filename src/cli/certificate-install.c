/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq certificate install: sets the PIN if there is none, makes a key, fetches its certificate. */
#include <glib/gi18n.h>

#include "cli/command.h"
#include "cli/failure.h"
#include "cli/grants.h"
#include "cli/secret-prompt.h"
#include "cli/wait.h"
#include "client/install-certificate.h"

static char *algorithm_nick;
static int pin_fd = -1;

static const GOptionEntry entries[] = {
    {"algorithm", 0, 0, G_OPTION_ARG_STRING, &algorithm_nick, N_ ("sm2-sm3 or p256-sha256"),
     "NAME"},
    {"pin-fd", 0, 0, G_OPTION_ARG_INT, &pin_fd,
     N_ ("Read the PIN from this file descriptor instead of asking"), "FD"},
    {NULL},
};

static YqqSecretBytes *
set_pin (YqqWorkplace *workplace, int *exit_code)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *place = NULL;
  g_autoptr (YqqSecretBytes) pin = yqq_secret_prompt_new_pin (pin_fd);
  *exit_code = YQQ_EXIT_PIN;
  if (pin == NULL)
    return NULL;
  yqq_wallet_set_pin_async (workplace->wallet, workplace->gate, pin, yqq_wait_get_cancellable (),
                            yqq_wait_note_result, &place);
  g_autoptr (GAsyncResult) result = yqq_wait_for (&place);
  if (yqq_wallet_set_pin_finish (workplace->wallet, result, &error))
    return g_steal_pointer (&pin);
  *exit_code = yqq_failure_report (error);
  return NULL;
}

static YqqSecretBytes *
get_pin (YqqWorkplace *workplace, int *exit_code)
{
  if (!yqq_wallet_get_pin_set (workplace->wallet))
    return set_pin (workplace, exit_code);
  *exit_code = YQQ_EXIT_PIN;
  return yqq_secret_prompt (_ ("PIN:"), pin_fd);
}

static int
install (YqqWorkplace *workplace, YqqGrant *grant, YqqAlgorithm algorithm)
{
  int exit_code;
  g_autoptr (GError) error = NULL;
  GAsyncResult *place = NULL;
  g_autoptr (YqqSecretBytes) pin = get_pin (workplace, &exit_code);
  if (pin == NULL)
    return exit_code;
  yqq_install_certificate_async (workplace->connection, workplace->wallet, workplace->gate,
                                 yqq_grant_get_id (grant), algorithm, pin, NULL, NULL,
                                 yqq_wait_get_cancellable (), yqq_wait_note_result, &place);
  g_autoptr (GAsyncResult) result = yqq_wait_for (&place);
  g_autoptr (YqqCredential) credential = yqq_install_certificate_finish (result, &error);
  if (credential == NULL)
    return yqq_failure_report (error);
  g_print (_ ("Installed: %s, fingerprint %s\n"), yqq_credential_get_enterprise_name (credential),
           yqq_credential_get_fingerprint (credential));
  return YQQ_EXIT_OK;
}

int
yqq_command_certificate_install (int argc, char **argv)
{
  int exit_code = YQQ_EXIT_NO;
  YqqAlgorithm algorithm;
  if (!yqq_command_parse ("[CODE]", N_ ("Makes a key on this device and installs its certificate."),
                          entries, &argc, &argv) ||
      argc > 2 || !yqq_grants_read_algorithm (algorithm_nick, &algorithm))
    return YQQ_EXIT_USAGE;
  g_autoptr (YqqWorkplace) workplace = yqq_workplace_open (NULL, TRUE, &exit_code);
  g_autoptr (GPtrArray) grants =
      workplace != NULL ? yqq_grants_fetch (workplace, &exit_code) : NULL;
  YqqGrant *grant = grants != NULL ? yqq_grants_find (grants, argv[1]) : NULL;
  return grant != NULL ? install (workplace, grant, algorithm) : exit_code;
}
