/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/grant-check.h"

#include <glib/gi18n.h>

#include "cli/failure.h"
#include "cli/problem-text.h"
#include "cli/wait.h"
#include "client/check-grants.h"

YqqActResult *
yqq_grant_check (YqqEnterpriseDesk *desk, GPtrArray *drafts, int *exit_code)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *place = NULL;
  yqq_check_grants_async (desk->workplace->connection, yqq_enterprise_desk_get_id (desk), drafts,
                          yqq_wait_get_cancellable (), yqq_wait_note_result, &place);
  g_autoptr (GAsyncResult) result = yqq_wait_for (&place);
  YqqActResult *found = yqq_check_grants_finish (result, &error);
  if (found == NULL)
    *exit_code = yqq_failure_report (error);
  return found;
}

gboolean
yqq_grant_check_tell_quota (const YqqQuota *quota, guint wanted)
{
  gint64 left = yqq_quota_get_left_after (quota, wanted);
  if (left < 0) {
    g_printerr (_ ("yqq: %u places are needed and %d are left: %s\n"), wanted,
                (int)yqq_quota_get_left (quota), yqq_problem_text (YQQ_PROBLEM_QUOTA_EXHAUSTED));
    return FALSE;
  }
  g_printerr (ngettext ("This takes %u place; %d are left then.\n",
                        "This takes %u places; %d are left then.\n", wanted),
              wanted, (int)left);
  return TRUE;
}
