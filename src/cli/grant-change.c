/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/grant-change.h"

#include <glib/gi18n.h>

#include "cli/act-report.h"
#include "cli/command.h"
#include "cli/enterprise-desk.h"
#include "cli/question.h"
#include "cli/user-text.h"

/* FALSE after having said which code is nobody's. */
static gboolean
add_users (YqqEnterpriseAct *act,
           GPtrArray *users,
           char **codes,
           YqqGrantChange change,
           GPtrArray *labels)
{
  for (; *codes != NULL; codes++) {
    const YqqAuthorisedUser *user = yqq_enterprise_desk_find_user (users, *codes);
    if (user == NULL)
      return FALSE;
    YqqActItem *item = g_new0 (YqqActItem, 1);
    item->grant = g_strdup (user->grant);
    if (change != NULL)
      change (item);
    g_ptr_array_add (act->items, item);
    g_ptr_array_add (labels, yqq_user_text_dup_label (user));
  }
  return TRUE;
}

static int
perform (YqqEnterpriseDesk *desk, YqqEnterpriseAct *act, GPtrArray *labels, const char *question)
{
  int exit_code;
  for (guint i = 0; i < labels->len; i++)
    g_printerr ("%s\n", (const char *)labels->pdata[i]);
  if (!yqq_question_ask (question))
    return YQQ_EXIT_NO;
  g_autoptr (YqqActResult) result = yqq_enterprise_desk_perform (desk, act, &exit_code);
  return result != NULL ? yqq_act_report (result, labels) : exit_code;
}

int
yqq_grant_change (char **codes,
                  YqqActKind kind,
                  YqqGrantChange change,
                  void (*prepare) (YqqEnterpriseAct *act),
                  const char *question)
{
  int exit_code = YQQ_EXIT_NO;
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  if (*codes == NULL) {
    g_printerr (_ ("yqq: give the codes of those it is about; “yqq grant list” shows them\n"));
    return YQQ_EXIT_USAGE;
  }
  g_autoptr (YqqEnterpriseDesk) desk =
      yqq_enterprise_desk_open (YQQ_ROLE_ADMINISTRATOR, &exit_code);
  g_autoptr (GPtrArray) users =
      desk != NULL ? yqq_enterprise_desk_fetch_users (desk, &exit_code) : NULL;
  if (users == NULL)
    return exit_code;
  g_autoptr (YqqEnterpriseAct) act =
      yqq_enterprise_act_new (kind, yqq_enterprise_desk_get_id (desk));
  act->whole = TRUE;
  if (prepare != NULL)
    prepare (act);
  return add_users (act, users, codes, change, labels) ? perform (desk, act, labels, question)
                                                       : YQQ_EXIT_NO;
}
