/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/ask.h"

#include "client/client-error.h"

typedef struct {
  YqqAnswerReader read;
  GDestroyNotify free_answer;
} Question;

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Question *question = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (JsonObject) object =
      yqq_authority_connection_send_finish (YQQ_AUTHORITY_CONNECTION (source), result, &error);
  if (object == NULL) {
    g_task_return_error (task, error);
    return;
  }
  gpointer answer = question->read (object, &error);
  if (answer != NULL) {
    g_task_return_pointer (task, answer, question->free_answer);
    return;
  }
  g_task_return_new_error (task, YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_BAD_ANSWER, "answer: %s",
                           error->message);
  g_error_free (error);
}

void
yqq_ask_async (YqqAuthorityConnection *connection,
               const char *method,
               const char *path,
               JsonObject *body,
               YqqRequestAuthentication authentication,
               gsize max_answer,
               YqqAnswerReader read,
               GDestroyNotify free_answer,
               GCancellable *cancellable,
               GAsyncReadyCallback callback,
               gpointer user_data)
{
  g_autoptr (JsonObject) owned_body = body;
  GTask *task = g_task_new (connection, cancellable, callback, user_data);
  Question *question = g_new0 (Question, 1);
  question->read = read;
  question->free_answer = free_answer;
  g_task_set_task_data (task, question, g_free);
  /* An answer that arrived counts: the connection reports a cancellation by itself. */
  g_task_set_check_cancellable (task, FALSE);
  yqq_authority_connection_send_async (connection, method, path, body, authentication, max_answer,
                                       cancellable, on_answer, task);
}

gpointer
yqq_ask_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
