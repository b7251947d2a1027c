/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq account link: the account that logs in is the person's, after their identity was verified. */
#include <glib/gi18n.h>
#include <string.h>

#include "cli/accounts.h"
#include "cli/command.h"
#include "cli/failure.h"
#include "cli/keys.h"
#include "cli/oidc-prompt.h"
#include "cli/wait.h"
#include "identity/policy.h"
#include "protocol/problem.h"

static const GOptionEntry entries[] = {
    YQQ_KEYS_IDENTITY_OPTIONS,
    {NULL},
};

/* The one refusal that this command knows better. */
static int
report (const GError *error)
{
  if (!g_error_matches (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_EVIDENCE_INVALID) ||
      g_strcmp0 (yqq_problem_error_get (error)->reason, "other-person") != 0)
    return yqq_failure_report (error);
  g_printerr (_ ("yqq: that account is linked to somebody else; nothing was changed\n"));
  return YQQ_EXIT_NO;
}

static int
bring (YqqWorkplace *workplace, const char *challenge_id, JsonObject *evidence)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *place = NULL;
  yqq_link_account_async (workplace->connection, challenge_id, evidence,
                          yqq_wait_get_cancellable (), yqq_wait_note_result, &place);
  g_autoptr (GAsyncResult) result = yqq_wait_for (&place);
  g_autoptr (YqqLinkedAccount) account = yqq_link_account_finish (result, &error);
  if (account == NULL)
    return report (error);
  g_print ("%s\n", account->id);
  g_printerr (_ ("The account is linked. It shows from now on who you are.\n"));
  return YQQ_EXIT_OK;
}

static int
link_account (YqqWorkplace *workplace, JsonObject *provider)
{
  int exit_code = YQQ_EXIT_OK;
  g_autoptr (YqqIdentityCase) proven = yqq_prove_case (workplace, YQQ_IDENTITY_PURPOSE_LINK_ACCOUNT,
                                                       NULL, &yqq_keys_sources, &exit_code);
  if (proven == NULL)
    return exit_code;
  const YqqIdentityTask *of = proven->task;
  g_autoptr (YqqIdentityTask) task =
      yqq_identity_task_new (of->challenge_id, of->nonce, of->purpose, of->subject, of->person_id,
                             of->device_thumbprint, provider);
  g_autoptr (JsonObject) evidence = yqq_oidc_prompt (task, &exit_code);
  return evidence != NULL ? bring (workplace, of->challenge_id, evidence) : exit_code;
}

int
yqq_command_account_link (int argc, char **argv)
{
  int exit_code = YQQ_EXIT_OK;
  if (!yqq_command_parse ("",
                          N_ ("Links your account at your organisation's log in, in the place "
                              "of the one you had there."),
                          entries, &argc, &argv))
    return YQQ_EXIT_USAGE;
  g_autoptr (YqqWorkplace) workplace = yqq_workplace_open (NULL, TRUE, &exit_code);
  g_autoptr (YqqLinkedAccounts) answer =
      workplace != NULL ? yqq_accounts_fetch (workplace, &exit_code) : NULL;
  if (answer == NULL)
    return exit_code;
  if (answer->provider == NULL) {
    g_printerr (_ ("yqq: the authority has no log in whose accounts can be linked\n"));
    return YQQ_EXIT_NO;
  }
  return link_account (workplace, answer->provider);
}
