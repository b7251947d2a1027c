/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/live-answer.h"

#include "client/client-error.h"

YqqAuthorityConnection *
yqq_live_get_connection (YqqAuthorityAccess *access, GTask *task)
{
  YqqAuthorityConnection *connection = yqq_authority_access_get_connection (access);
  if (!connection)
    g_task_return_new_error (task, YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_OFFLINE,
                             "The authority was not reached yet");
  return connection;
}

void
yqq_live_return (GTask *task, gpointer answer, GDestroyNotify free_answer, GError *error)
{
  if (answer)
    g_task_return_pointer (task, answer, free_answer);
  else
    g_task_return_error (task, error);
}

void
yqq_live_return_done (GTask *task, gboolean done, GError *error)
{
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}
