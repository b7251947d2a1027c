/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/usage-pages.h"

#include "cli/command.h"
#include "cli/enterprise-desk.h"
#include "cli/failure.h"
#include "cli/wait.h"
#include "client/fetch-history.h"
#include "model/grant.h"

YqqUsagePages *
yqq_usage_pages_open (gboolean all, int *exit_code)
{
  g_autoptr (YqqUsagePages) self = g_new0 (YqqUsagePages, 1);
  if (!all) {
    self->workplace = yqq_workplace_open (NULL, TRUE, exit_code);
    return self->workplace != NULL ? g_steal_pointer (&self) : NULL;
  }
  g_autoptr (YqqEnterpriseDesk) desk = yqq_enterprise_desk_open (YQQ_ROLE_ADMINISTRATOR, exit_code);
  if (desk == NULL)
    return NULL;
  self->enterprise = g_strdup (yqq_enterprise_desk_get_id (desk));
  self->workplace = g_steal_pointer (&desk->workplace);
  return g_steal_pointer (&self);
}

void
yqq_usage_pages_close (YqqUsagePages *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->workplace, yqq_workplace_close);
  g_free (self->enterprise);
  g_free (self);
}

static YqqUsageRecords *
fetch_page (YqqUsagePages *self, const char *after, int *exit_code)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *place = NULL;
  yqq_fetch_history_async (self->workplace->connection, self->enterprise, after, 0,
                           yqq_wait_get_cancellable (), yqq_wait_note_result, &place);
  g_autoptr (GAsyncResult) result = yqq_wait_for (&place);
  YqqUsageRecords *page = yqq_fetch_history_finish (result, &error);
  if (page == NULL)
    *exit_code = yqq_failure_report (error);
  return page;
}

int
yqq_usage_pages_visit (YqqUsagePages *self, YqqUsageVisitor visit, gpointer user_data)
{
  g_autofree char *after = NULL;
  int exit_code = YQQ_EXIT_OK;
  do {
    g_autoptr (YqqUsageRecords) page = fetch_page (self, after, &exit_code);
    if (page == NULL)
      return exit_code;
    for (guint i = 0; i < page->records->len; i++)
      if (!visit (page->records->pdata[i], user_data))
        return YQQ_EXIT_OK;
    g_free (after);
    after = g_steal_pointer (&page->next);
  } while (after != NULL);
  return YQQ_EXIT_OK;
}

char *
yqq_usage_pages_dup_time (gint64 unix_ms)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (unix_ms / 1000);
  return g_date_time_format (time, "%Y-%m-%d %H:%M:%S");
}
