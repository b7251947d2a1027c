/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq account unlink: an account shows no more who the person is. */
#include <glib/gi18n.h>

#include "cli/accounts.h"
#include "cli/command.h"
#include "cli/failure.h"
#include "cli/keys.h"
#include "cli/wait.h"
#include "identity/policy.h"

static const GOptionEntry entries[] = {
    YQQ_KEYS_IDENTITY_OPTIONS,
    {NULL},
};

/* By id; NULL: the only one. NULL after having said which there are. Borrowed. */
static const YqqLinkedAccount *
choose (const YqqLinkedAccounts *answer, const char *id)
{
  for (guint i = 0; i < answer->accounts->len; i++) {
    const YqqLinkedAccount *account = g_ptr_array_index (answer->accounts, i);
    if (id != NULL ? g_str_equal (account->id, id) : answer->accounts->len == 1)
      return account;
  }
  if (answer->accounts->len == 0)
    g_printerr (_ ("yqq: no account is linked\n"));
  else
    g_printerr (_ ("yqq: name the account by its id; “yqq account list” shows it\n"));
  return NULL;
}

static int
unlink_account (YqqWorkplace *workplace, const YqqLinkedAccount *account)
{
  int exit_code = YQQ_EXIT_OK;
  g_autoptr (GError) error = NULL;
  GAsyncResult *place = NULL;
  g_autofree char *identity = yqq_prove_identity (workplace, YQQ_IDENTITY_PURPOSE_LINK_ACCOUNT,
                                                  account->id, &yqq_keys_sources, &exit_code);
  if (identity == NULL)
    return exit_code;
  yqq_unlink_account_async (workplace->connection, account->id, identity,
                            yqq_wait_get_cancellable (), yqq_wait_note_result, &place);
  g_autoptr (GAsyncResult) result = yqq_wait_for (&place);
  if (!yqq_unlink_account_finish (result, &error))
    return yqq_failure_report (error);
  g_printerr (_ ("The account at %s is linked no more.\n"),
              account->name != NULL ? account->name : account->issuer);
  return YQQ_EXIT_OK;
}

int
yqq_command_account_unlink (int argc, char **argv)
{
  int exit_code = YQQ_EXIT_OK;
  if (!yqq_command_parse ("[ID]", N_ ("Unlinks an account: it shows no more who you are."), entries,
                          &argc, &argv))
    return YQQ_EXIT_USAGE;
  if (argc > 2) {
    g_printerr (_ ("yqq: “%s” is too much\n"), argv[2]);
    return YQQ_EXIT_USAGE;
  }
  g_autoptr (YqqWorkplace) workplace = yqq_workplace_open (NULL, TRUE, &exit_code);
  g_autoptr (YqqLinkedAccounts) answer =
      workplace != NULL ? yqq_accounts_fetch (workplace, &exit_code) : NULL;
  if (answer == NULL)
    return exit_code;
  const YqqLinkedAccount *account = choose (answer, argv[1]);
  return account != NULL ? unlink_account (workplace, account) : YQQ_EXIT_NO;
}
