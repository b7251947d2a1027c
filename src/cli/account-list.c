/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq account list: the person's accounts at OpenID Connect providers. */
#include <glib/gi18n.h>

#include "base/json.h"
#include "cli/accounts.h"
#include "cli/command.h"
#include "cli/usage-pages.h"

static gboolean as_json;

static const GOptionEntry entries[] = {
    {"json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_ ("Print one JSON object an account"), NULL},
    {NULL},
};

static void
print_line (const YqqLinkedAccount *account)
{
  if (as_json) {
    g_autoptr (JsonObject) object = yqq_linked_account_to_json (account);
    g_autofree char *line = yqq_json_to_string (object);
    g_print ("%s\n", line);
    return;
  }
  g_autofree char *linked = yqq_usage_pages_dup_time (account->linked_at_ms);
  g_print ("%s\t%s\t%s\t%s\n", account->id, account->name != NULL ? account->name : "-",
           account->issuer, linked);
}

int
yqq_command_account_list (int argc, char **argv)
{
  int exit_code = YQQ_EXIT_OK;
  if (!yqq_command_parse ("", N_ ("Lists your accounts that show who you are."), entries, &argc,
                          &argv))
    return YQQ_EXIT_USAGE;
  g_autoptr (YqqWorkplace) workplace = yqq_workplace_open (NULL, TRUE, &exit_code);
  g_autoptr (YqqLinkedAccounts) answer =
      workplace != NULL ? yqq_accounts_fetch (workplace, &exit_code) : NULL;
  if (answer == NULL)
    return exit_code;
  for (guint i = 0; i < answer->accounts->len; i++)
    print_line (g_ptr_array_index (answer->accounts, i));
  if (answer->accounts->len == 0 && !as_json)
    g_printerr (answer->provider != NULL
                    ? _ ("yqq: no account is linked; “yqq account link” does that\n")
                    : _ ("yqq: no account is linked, and the authority has no log in to link\n"));
  return YQQ_EXIT_OK;
}
