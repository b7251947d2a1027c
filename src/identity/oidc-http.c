/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "identity/oidc-http.h"

#include "base/json.h"

#define DEADLINE_S 20

/* The answer is read into secret bytes, for one from the token endpoint holds tokens. */
typedef struct {
  SoupMessage *message;
  YqqSecretBytes *body;
  GCancellable *inner; /* cancelled by the caller's and by the deadline */
  gulong chained;
  GSource *deadline;
  gboolean timed_out;
} Asking;

static void
asking_free (Asking *self)
{
  g_clear_object (&self->message);
  g_clear_pointer (&self->body, yqq_secret_bytes_unref);
  g_clear_object (&self->inner);
  g_free (self);
}

void
yqq_oidc_answer_free (YqqOidcAnswer *self)
{
  g_clear_pointer (&self->json, json_object_unref);
  g_free (self);
}

SoupSession *
yqq_oidc_http_session_new (void)
{
  return soup_session_new_with_options ("user-agent", "yueqiqian/" YQQ_VERSION, "timeout",
                                        DEADLINE_S, NULL);
}

void
yqq_oidc_http_prepare (void)
{
  g_type_ensure (G_TYPE_INET_SOCKET_ADDRESS);
  /* Never given back: static types keep their class. */
  g_type_class_unref (g_type_class_ref (G_TYPE_SOCKET_CLIENT));
  g_type_class_unref (g_type_class_ref (SOUP_TYPE_SESSION));
  g_type_class_unref (g_type_class_ref (SOUP_TYPE_MESSAGE));
}

static void
settle (GTask *task)
{
  Asking *asking = g_task_get_task_data (task);
  g_source_destroy (asking->deadline);
  g_clear_pointer (&asking->deadline, g_source_unref);
  if (asking->chained != 0)
    g_cancellable_disconnect (g_task_get_cancellable (task), asking->chained);
}

static void
fail (GTask *task, GError *cause)
{
  g_autoptr (GError) owned = cause;
  Asking *asking = g_task_get_task_data (task);
  settle (task);
  if (asking->timed_out)
    g_task_return_new_error (task, YQQ_OIDC_ERROR, YQQ_OIDC_ERROR_OFFLINE,
                             "the provider does not answer in time");
  else if (g_error_matches (owned, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&owned));
  else
    g_task_return_new_error (task, YQQ_OIDC_ERROR, YQQ_OIDC_ERROR_OFFLINE,
                             "the provider cannot be reached: %s", owned->message);
}

static void
refuse (GTask *task, int code, const char *message)
{
  g_task_return_new_error (task, YQQ_OIDC_ERROR, code, "the provider %s", message);
}

static void
answer (GTask *task, guint status, YqqSecretBytes *body, gsize size)
{
  gboolean success = status >= 200 && status < 300;
  if (!success && (status < 400 || status >= 500)) {
    g_autofree char *what = g_strdup_printf ("answers with status %u", status);
    refuse (task, status < 500 ? YQQ_OIDC_ERROR_BAD_ANSWER : YQQ_OIDC_ERROR_OFFLINE, what);
    return;
  }
  g_autoptr (JsonObject) json = yqq_json_parse ((const char *)yqq_secret_bytes_get_data (body),
                                                (gssize)size, YQQ_OIDC_MAX_ANSWER, NULL);
  if (success && json == NULL) {
    refuse (task, YQQ_OIDC_ERROR_BAD_ANSWER, "answers with something that is no JSON object");
    return;
  }
  YqqOidcAnswer *result = g_new0 (YqqOidcAnswer, 1);
  result->status = status;
  result->json = g_steal_pointer (&json);
  g_task_return_pointer (task, result, (GDestroyNotify)yqq_oidc_answer_free);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Asking *asking = g_task_get_task_data (task);
  GError *error = NULL;
  gsize size = 0;
  if (!g_input_stream_read_all_finish (G_INPUT_STREAM (source), result, &size, &error)) {
    fail (task, error);
    return;
  }
  settle (task);
  if (size > YQQ_OIDC_MAX_ANSWER)
    refuse (task, YQQ_OIDC_ERROR_BAD_ANSWER, "answers with more than any answer needs");
  else
    answer (task, soup_message_get_status (asking->message), asking->body, size);
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Asking *asking = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GInputStream) stream =
      soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (stream == NULL) {
    fail (task, error);
    return;
  }
  asking->body = yqq_secret_bytes_new (YQQ_OIDC_MAX_ANSWER + 1);
  g_input_stream_read_all_async (stream, yqq_secret_bytes_get_data (asking->body),
                                 YQQ_OIDC_MAX_ANSWER + 1, G_PRIORITY_DEFAULT, asking->inner,
                                 on_read, g_steal_pointer (&task));
}

static void
on_cancelled (GCancellable *cancellable, gpointer inner)
{
  g_cancellable_cancel (inner);
}

static gboolean
on_deadline (gpointer user_data)
{
  Asking *asking = user_data;
  asking->timed_out = TRUE;
  g_cancellable_cancel (asking->inner);
  return G_SOURCE_REMOVE;
}

static SoupMessage *
make_message (const char *uri, YqqSecretBytes *form)
{
  SoupMessage *message = soup_message_new (form != NULL ? "POST" : "GET", uri);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Accept",
                                "application/json");
  if (form != NULL) {
    g_autoptr (GBytes) bytes = g_bytes_new_with_free_func (
        yqq_secret_bytes_get_data (form), yqq_secret_bytes_get_size (form),
        (GDestroyNotify)yqq_secret_bytes_unref, yqq_secret_bytes_ref (form));
    soup_message_set_request_body_from_bytes (message, "application/x-www-form-urlencoded", bytes);
  }
  return message;
}

/* The caller may be on a thread with a main context of its own. */
static void
start_deadline (Asking *asking)
{
  asking->deadline = g_timeout_source_new_seconds (DEADLINE_S);
  g_source_set_callback (asking->deadline, on_deadline, asking, NULL);
  g_source_attach (asking->deadline, g_main_context_get_thread_default ());
}

void
yqq_oidc_http_ask_async (SoupSession *session,
                         const char *uri,
                         YqqSecretBytes *form,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (session, cancellable, callback, user_data);
  Asking *asking = g_new0 (Asking, 1);
  asking->message = make_message (uri, form);
  asking->inner = g_cancellable_new ();
  g_task_set_task_data (task, asking, (GDestroyNotify)asking_free);
  g_task_set_check_cancellable (task, FALSE);
  start_deadline (asking);
  if (cancellable != NULL)
    asking->chained = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled),
                                             g_object_ref (asking->inner), g_object_unref);
  soup_session_send_async (session, asking->message, G_PRIORITY_DEFAULT, asking->inner, on_sent,
                           task);
}

YqqOidcAnswer *
yqq_oidc_http_ask_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
