/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/send-act.h"

#include "client/ask.h"
#include "client/client-error.h"

typedef struct {
  char *path;
  YqqSecretBytes *jws; /* terminated */
  guint tries;
} Sending;

static void
sending_free (Sending *self)
{
  g_free (self->path);
  yqq_secret_bytes_unref (self->jws);
  g_free (self);
}

static void send_once (GTask *task);

static gboolean
on_paused (gpointer user_data)
{
  GTask *task = user_data;
  if (!g_task_return_error_if_cancelled (task))
    send_once (task);
  return G_SOURCE_REMOVE;
}

/* Whether it is done is not known then, nor where an answer breaks off: the same act asks. */
static gboolean
may_be_lost (const GError *error)
{
  return g_error_matches (error, YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_OFFLINE) ||
         g_error_matches (error, YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_TIMED_OUT) ||
         g_error_matches (error, YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_BAD_ANSWER);
}

static void
pause_before_the_next (GTask *task, guint milliseconds)
{
  GSource *source = g_timeout_source_new (milliseconds);
  g_task_attach_source (task, source, on_paused);
  g_source_unref (source);
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Sending *sending = g_task_get_task_data (task);
  GError *error = NULL;
  YqqActResult *answer = yqq_ask_finish (result, &error);
  if (answer != NULL) {
    g_task_return_pointer (task, answer, (GDestroyNotify)yqq_act_result_free);
  } else if (may_be_lost (error) && sending->tries < YQQ_SEND_ACT_TRIES) {
    g_error_free (error);
    pause_before_the_next (task, YQQ_SEND_ACT_PAUSE_MS << (sending->tries - 1));
  } else {
    g_task_return_error (task, error);
  }
}

static void
send_once (GTask *task)
{
  Sending *sending = g_task_get_task_data (task);
  sending->tries++;
  yqq_ask_async (
      g_task_get_source_object (task), "POST", sending->path,
      yqq_act_submission_to_json ((const char *)yqq_secret_bytes_get_data (sending->jws)),
      YQQ_REQUEST_SIGNED, YQQ_ACT_RESULT_MAX_BYTES, (YqqAnswerReader)yqq_act_result_from_json,
      (GDestroyNotify)yqq_act_result_free, g_task_get_cancellable (task), on_answered,
      g_object_ref (task));
}

void
yqq_send_act_async (YqqAuthorityConnection *connection,
                    const char *enterprise_id,
                    YqqSecretBytes *jws,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (connection, cancellable, callback, user_data);
  Sending *sending = g_new0 (Sending, 1);
  sending->path = g_strdup_printf ("/v1/enterprises/%s/acts", enterprise_id);
  sending->jws = yqq_secret_bytes_ref (jws);
  g_task_set_task_data (task, sending, (GDestroyNotify)sending_free);
  g_task_set_check_cancellable (task, FALSE);
  send_once (task);
}

YqqActResult *
yqq_send_act_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
