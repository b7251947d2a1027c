/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/accounts.h"

#include "cli/failure.h"
#include "cli/wait.h"

YqqLinkedAccounts *
yqq_accounts_fetch (YqqWorkplace *workplace, int *exit_code)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *place = NULL;
  yqq_fetch_accounts_async (workplace->connection, yqq_wait_get_cancellable (),
                            yqq_wait_note_result, &place);
  g_autoptr (GAsyncResult) result = yqq_wait_for (&place);
  YqqLinkedAccounts *answer = yqq_fetch_accounts_finish (result, &error);
  if (answer == NULL)
    *exit_code = yqq_failure_report (error);
  return answer;
}
