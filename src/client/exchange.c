/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/exchange.h"

#include "base/json.h"
#include "base/secret-bytes.h"
#include "client/bounded-read.h"
#include "client/client-error.h"
#include "client/transport-error.h"
#include "protocol/problem.h"

typedef struct {
  SoupMessage *message;
  YqqAnswerKind kind;
  gsize max_answer;
  GCancellable *inner; /* cancelled by the caller's and by the deadline */
  gulong chained;
  guint deadline;
  gboolean timed_out;
} Exchange;

static void
exchange_free (Exchange *self)
{
  g_clear_handle_id (&self->deadline, g_source_remove);
  g_clear_object (&self->message);
  g_clear_object (&self->inner);
  g_free (self);
}

/* Ends an exchange: no more deadline, no more cancelling. */
static void
settle (GTask *task)
{
  Exchange *exchange = g_task_get_task_data (task);
  g_clear_handle_id (&exchange->deadline, g_source_remove);
  if (exchange->chained != 0)
    g_cancellable_disconnect (g_task_get_cancellable (task), exchange->chained);
  exchange->chained = 0;
}

static void
fail (GTask *task, GError *cause)
{
  Exchange *exchange = g_task_get_task_data (task);
  settle (task);
  if (exchange->timed_out) {
    g_clear_error (&cause);
    cause = g_error_new (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "no answer in time");
  }
  if (cause->domain != YQQ_CLIENT_ERROR)
    cause = yqq_transport_error_new (cause);
  g_task_return_error (task, cause);
}

static gboolean
is_success (SoupMessage *message)
{
  guint status = soup_message_get_status (message);
  return status >= 200 && status < 300;
}

/* The problem in an answer of status ≥ 400, whose body may be anything. */
static GError *
read_problem (SoupMessage *message, GByteArray *body)
{
  guint status = soup_message_get_status (message);
  if (status < 400)
    return g_error_new (YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_BAD_ANSWER,
                        "the authority answers with status %u", status);
  g_autoptr (JsonObject) object =
      yqq_json_parse ((const char *)body->data, body->len, YQQ_JSON_MAX_BYTES, NULL);
  return yqq_problem_from_json (object, status);
}

static gpointer
read_answer (Exchange *exchange, GByteArray *body, GError **error)
{
  if (!is_success (exchange->message)) {
    g_propagate_error (error, read_problem (exchange->message, body));
    return NULL;
  }
  if (exchange->kind == YQQ_ANSWER_BYTES)
    return g_bytes_new (body->data, body->len);
  if (body->len == 0)
    return json_object_new ();
  g_autoptr (GError) local = NULL;
  JsonObject *object =
      yqq_json_parse ((const char *)body->data, body->len, exchange->max_answer, &local);
  if (object == NULL)
    g_set_error (error, YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_BAD_ANSWER, "not an answer: %s",
                 local->message);
  return object;
}

static void
on_body (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Exchange *exchange = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GByteArray) body = yqq_bounded_read_finish (result, &error);
  if (body == NULL) {
    fail (task, error);
    return;
  }
  settle (task);
  gpointer answer = read_answer (exchange, body, &error);
  /* It may have carried the pepper. */
  yqq_wipe (body->data, body->len);
  if (answer != NULL)
    g_task_return_pointer (task, answer, yqq_answer_kind_get_free_func (exchange->kind));
  else
    g_task_return_error (task, error);
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Exchange *exchange = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GInputStream) stream =
      soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (stream == NULL) {
    fail (task, error);
    return;
  }
  if (exchange->kind == YQQ_ANSWER_STREAM && is_success (exchange->message)) {
    settle (task);
    g_task_return_pointer (task, g_steal_pointer (&stream), g_object_unref);
    return;
  }
  gsize limit = is_success (exchange->message) ? exchange->max_answer : YQQ_JSON_MAX_BYTES;
  yqq_bounded_read_async (stream, limit, exchange->inner, on_body, g_steal_pointer (&task));
}

static void
on_cancelled (GCancellable *cancellable, gpointer inner)
{
  g_cancellable_cancel (inner);
}

static gboolean
on_deadline (gpointer user_data)
{
  Exchange *exchange = user_data;
  exchange->deadline = 0;
  exchange->timed_out = TRUE;
  g_cancellable_cancel (exchange->inner);
  return G_SOURCE_REMOVE;
}

void
yqq_exchange_run_async (SoupSession *session,
                        SoupMessage *message,
                        YqqAnswerKind kind,
                        gsize max_answer,
                        guint deadline_s,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (session, cancellable, callback, user_data);
  Exchange *exchange = g_new0 (Exchange, 1);
  exchange->message = g_object_ref (message);
  exchange->kind = kind;
  exchange->max_answer = max_answer;
  exchange->inner = g_cancellable_new ();
  g_task_set_task_data (task, exchange, (GDestroyNotify)exchange_free);
  /* What happens on the way decides: once an answer is there it counts. */
  g_task_set_check_cancellable (task, FALSE);
  if (cancellable != NULL)
    exchange->chained = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled),
                                               g_object_ref (exchange->inner), g_object_unref);
  if (deadline_s > 0)
    exchange->deadline = g_timeout_add_seconds (deadline_s, on_deadline, exchange);
  soup_session_send_async (session, message, G_PRIORITY_DEFAULT, exchange->inner, on_sent, task);
}

gpointer
yqq_exchange_run_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

GDestroyNotify
yqq_answer_kind_get_free_func (YqqAnswerKind kind)
{
  switch (kind) {
  case YQQ_ANSWER_OBJECT:
    return (GDestroyNotify)json_object_unref;
  case YQQ_ANSWER_BYTES:
    return (GDestroyNotify)g_bytes_unref;
  case YQQ_ANSWER_STREAM:
  default:
    return g_object_unref;
  }
}
