/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/authority-connection.h"

#include <libsoup/soup.h>
#include <string.h>

#include "base/json.h"
#include "client/authority-address.h"
#include "client/client-error.h"
#include "client/exchange.h"
#include "client/request-signer.h"
#include "protocol/problem.h"

struct _YqqAuthorityConnection {
  GObject parent;

  char *address;
  char *base; /* what paths are appended to */
  SoupSession *requests;
  SoupSession *streams;
  YqqKey *device_key;
  YqqClock *clock;
  guint timeout_s;
  gboolean online;
};

G_DEFINE_FINAL_TYPE (YqqAuthorityConnection, yqq_authority_connection, G_TYPE_OBJECT)

enum { PROP_0, PROP_ONLINE, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void
set_online (YqqAuthorityConnection *self, gboolean online)
{
  if (self->online == online)
    return;
  self->online = online;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ONLINE]);
}

static void
on_exchanged (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  YqqAuthorityConnection *self = g_task_get_source_object (task);
  YqqAnswerKind kind = GPOINTER_TO_INT (g_task_get_task_data (task));
  GError *error = NULL;
  gpointer answer = yqq_exchange_run_finish (result, &error);
  if (answer != NULL) {
    set_online (self, TRUE);
    g_task_return_pointer (task, answer, yqq_answer_kind_get_free_func (kind));
    return;
  }
  if (g_error_matches (error, YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_OFFLINE) ||
      g_error_matches (error, YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_TIMED_OUT))
    set_online (self, FALSE);
  else if (error->domain == YQQ_PROBLEM_ERROR)
    set_online (self, TRUE);
  g_task_return_error (task, error);
}

/* Starts the exchange that answers task, which is taken. */
static void
dispatch (GTask *task,
          SoupSession *session,
          SoupMessage *message,
          YqqAnswerKind kind,
          gsize max_answer,
          guint deadline_s)
{
  g_task_set_task_data (task, GINT_TO_POINTER (kind), NULL);
  g_task_set_check_cancellable (task, FALSE);
  yqq_exchange_run_async (session, message, kind, max_answer != 0 ? max_answer : YQQ_JSON_MAX_BYTES,
                          deadline_s, g_task_get_cancellable (task), on_exchanged, task);
}

static SoupMessage *
build (YqqAuthorityConnection *self,
       const char *method,
       const char *path,
       JsonObject *body,
       YqqRequestAuthentication authentication,
       GError **error)
{
  g_autofree char *uri = g_strconcat (self->base, path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, uri);
  if (message == NULL) {
    g_set_error (error, YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_ADDRESS, "%s is no address", uri);
    return NULL;
  }
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  g_autoptr (GBytes) bytes = NULL;
  if (body != NULL) {
    char *text = yqq_json_to_string (body);
    bytes = g_bytes_new_take (text, strlen (text));
    soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  }
  if (authentication == YQQ_REQUEST_PLAIN)
    return g_steal_pointer (&message);
  if (self->device_key == NULL) {
    g_propagate_error (
        error, yqq_problem_error_new (YQQ_PROBLEM_DEVICE_UNKNOWN, "there is no device key"));
    return NULL;
  }
  gint64 now = yqq_clock_get_unix_ms (self->clock) / 1000;
  if (!yqq_request_sign (message, self->device_key, now, path, bytes, error))
    return NULL;
  return g_steal_pointer (&message);
}

static SoupSession *
new_session (GSocketConnectable *socket, guint timeout_s)
{
  SoupSession *session = soup_session_new_with_options (
      "remote-connectable", socket, "timeout", timeout_s, "idle-timeout", 40, "max-conns", 16,
      "max-conns-per-host", 16, "user-agent", "yueqiqian/" YQQ_VERSION, NULL);
  /* No unpacking: a bounded answer stays bounded. */
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);
  return session;
}

static void
yqq_authority_connection_finalize (GObject *object)
{
  YqqAuthorityConnection *self = YQQ_AUTHORITY_CONNECTION (object);
  g_free (self->address);
  g_free (self->base);
  g_clear_object (&self->requests);
  g_clear_object (&self->streams);
  g_clear_pointer (&self->device_key, yqq_key_unref);
  g_clear_pointer (&self->clock, yqq_clock_unref);
  G_OBJECT_CLASS (yqq_authority_connection_parent_class)->finalize (object);
}

static void
yqq_authority_connection_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ONLINE)
    g_value_set_boolean (value, YQQ_AUTHORITY_CONNECTION (object)->online);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
yqq_authority_connection_class_init (YqqAuthorityConnectionClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  object_class->finalize = yqq_authority_connection_finalize;
  object_class->get_property = yqq_authority_connection_get_property;
  properties[PROP_ONLINE] =
      g_param_spec_boolean ("online", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
yqq_authority_connection_init (YqqAuthorityConnection *self)
{
  self->online = TRUE;
  self->timeout_s = YQQ_AUTHORITY_CONNECTION_TIMEOUT_S;
  self->clock = yqq_clock_ref (yqq_clock_get_system ());
}

YqqAuthorityConnection *
yqq_authority_connection_new (const char *address, GError **error)
{
  g_autoptr (GSocketConnectable) socket = NULL;
  g_autofree char *base = NULL;
  if (!yqq_authority_address_parse (address, &base, &socket, error))
    return NULL;
  YqqAuthorityConnection *self = g_object_new (YQQ_TYPE_AUTHORITY_CONNECTION, NULL);
  self->address = g_strdup (address);
  self->base = g_steal_pointer (&base);
  self->requests = new_session (socket, YQQ_AUTHORITY_CONNECTION_TIMEOUT_S);
  self->streams = new_session (socket, 0);
  if (g_str_has_prefix (self->base, "http:")) {
    /* Loopback is never reached through a proxy. */
    soup_session_set_proxy_resolver (self->requests, NULL);
    soup_session_set_proxy_resolver (self->streams, NULL);
  }
  return self;
}

const char *
yqq_authority_connection_get_address (YqqAuthorityConnection *self)
{
  return self->address;
}

gboolean
yqq_authority_connection_get_online (YqqAuthorityConnection *self)
{
  return self->online;
}

void
yqq_authority_connection_set_device_key (YqqAuthorityConnection *self, YqqKey *key)
{
  YqqKey *old = self->device_key;
  self->device_key = key != NULL ? yqq_key_ref (key) : NULL;
  g_clear_pointer (&old, yqq_key_unref);
}

YqqKey *
yqq_authority_connection_get_device_key (YqqAuthorityConnection *self)
{
  return self->device_key;
}

void
yqq_authority_connection_set_clock (YqqAuthorityConnection *self, YqqClock *clock)
{
  yqq_clock_ref (clock);
  yqq_clock_unref (self->clock);
  self->clock = clock;
}

void
yqq_authority_connection_set_timeout (YqqAuthorityConnection *self, guint seconds)
{
  self->timeout_s = seconds;
}

void
yqq_authority_connection_send_async (YqqAuthorityConnection *self,
                                     const char *method,
                                     const char *path,
                                     JsonObject *body,
                                     YqqRequestAuthentication authentication,
                                     gsize max_answer,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;
  g_autoptr (SoupMessage) message = build (self, method, path, body, authentication, &error);
  if (message == NULL)
    g_task_return_error (task, error);
  else
    dispatch (g_steal_pointer (&task), self->requests, message, YQQ_ANSWER_OBJECT, max_answer,
              self->timeout_s);
}

JsonObject *
yqq_authority_connection_send_finish (YqqAuthorityConnection *self,
                                      GAsyncResult *result,
                                      GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
yqq_authority_connection_get_bytes_async (YqqAuthorityConnection *self,
                                          const char *path,
                                          gsize max_answer,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;
  g_autoptr (SoupMessage) message = build (self, "GET", path, NULL, YQQ_REQUEST_SIGNED, &error);
  if (message == NULL)
    g_task_return_error (task, error);
  else
    dispatch (g_steal_pointer (&task), self->requests, message, YQQ_ANSWER_BYTES, max_answer, 0);
}

GBytes *
yqq_authority_connection_get_bytes_finish (YqqAuthorityConnection *self,
                                           GAsyncResult *result,
                                           GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
yqq_authority_connection_open_stream_async (YqqAuthorityConnection *self,
                                            const char *path,
                                            const char *last_event_id,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;
  g_autoptr (SoupMessage) message = build (self, "GET", path, NULL, YQQ_REQUEST_SIGNED, &error);
  if (message == NULL) {
    g_task_return_error (task, error);
    return;
  }
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  soup_message_headers_replace (headers, "Accept", "text/event-stream");
  if (last_event_id != NULL && *last_event_id != '\0')
    soup_message_headers_replace (headers, "Last-Event-ID", last_event_id);
  dispatch (g_steal_pointer (&task), self->streams, message, YQQ_ANSWER_STREAM, 0, self->timeout_s);
}

GInputStream *
yqq_authority_connection_open_stream_finish (YqqAuthorityConnection *self,
                                             GAsyncResult *result,
                                             GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
