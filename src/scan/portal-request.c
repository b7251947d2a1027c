/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/portal-request.h"

#include "scan/scan-error.h"

#define REQUEST_INTERFACE "org.freedesktop.portal.Request"

enum { RESPONSE_DONE = 0, RESPONSE_REFUSED = 1 };

typedef struct {
  char *interface;
  char *method;
  char *parent_window;
  char *token;
  guint time_limit_ms;
  GDBusConnection *connection;
  char *path; /* of the Request object */
  guint subscription;
  GSource *timer;
  GSource *cancelled;
} Request;

static void
stop_waiting (Request *request)
{
  if (request->subscription != 0)
    g_dbus_connection_signal_unsubscribe (request->connection, request->subscription);
  request->subscription = 0;
  GSource **sources[] = {&request->timer, &request->cancelled};
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++) {
    if (*sources[i] != NULL)
      g_source_destroy (*sources[i]);
    g_clear_pointer (sources[i], g_source_unref);
  }
}

static void
request_free (Request *request)
{
  stop_waiting (request);
  g_clear_object (&request->connection);
  g_free (request->interface);
  g_free (request->method);
  g_free (request->parent_window);
  g_free (request->token);
  g_free (request->path);
  g_free (request);
}

/* The task lives as long as something is being waited for; whoever ends it drops that reference.
 * Answers after the end find it completed. */
static void
end (GTask *task, GVariant *results, GError *error)
{
  Request *request = g_task_get_task_data (task);
  if (g_task_get_completed (task) || request->method == NULL) {
    g_clear_pointer (&results, g_variant_unref);
    g_clear_error (&error);
    return;
  }
  g_clear_pointer (&request->method, g_free);
  stop_waiting (request);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, results, (GDestroyNotify)g_variant_unref);
}

static void
end_without_portal (GTask *task, const char *reason)
{
  end (task, NULL,
       g_error_new (YQQ_SCAN_ERROR, YQQ_SCAN_ERROR_NO_PORTAL, "no answer from the portal: %s",
                    reason));
}

static void
on_withdrawn (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GDBusConnection) connection = user_data;
  g_autoptr (GVariant) nothing = g_dbus_connection_call_finish (connection, result, NULL);
}

/* Takes a question back that the person may still be looking at. The connection is kept until that
 * has arrived: it may have no other user. */
static void
withdraw (Request *request)
{
  if (request->connection != NULL && request->path != NULL)
    g_dbus_connection_call (request->connection, YQQ_PORTAL_NAME, request->path, REQUEST_INTERFACE,
                            "Close", NULL, NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL,
                            on_withdrawn, g_object_ref (request->connection));
}

static gboolean
on_time_is_up (gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  withdraw (g_task_get_task_data (task));
  end_without_portal (task, "time is up");
  return G_SOURCE_REMOVE;
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  withdraw (g_task_get_task_data (task));
  end (task, NULL, g_error_new (G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled"));
  return G_SOURCE_REMOVE;
}

static void
on_response (GDBusConnection *connection,
             const char *sender,
             const char *path,
             const char *interface,
             const char *name,
             GVariant *parameters,
             gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ua{sv})"))) {
    end_without_portal (task, "its answer has an unknown form");
    return;
  }
  guint32 response;
  g_autoptr (GVariant) results = NULL;
  g_variant_get (parameters, "(u@a{sv})", &response, &results);
  if (response == RESPONSE_DONE)
    end (task, g_steal_pointer (&results), NULL);
  else if (response == RESPONSE_REFUSED)
    end (task, NULL, g_error_new (YQQ_SCAN_ERROR, YQQ_SCAN_ERROR_CANCELLED, "refused"));
  else
    end_without_portal (task, "it could not do it");
}

/* The portal says who it is by its unique name, so that no other program on the bus can answer. */
static void
subscribe (GTask *task, const char *path)
{
  Request *request = g_task_get_task_data (task);
  if (request->subscription != 0)
    g_dbus_connection_signal_unsubscribe (request->connection, request->subscription);
  g_free (request->path);
  request->path = g_strdup (path);
  request->subscription = g_dbus_connection_signal_subscribe (
      request->connection, YQQ_PORTAL_NAME, REQUEST_INTERFACE, "Response", path, NULL,
      G_DBUS_SIGNAL_FLAGS_NONE, on_response, g_object_ref (task), g_object_unref);
}

static void
on_called (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Request *request = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, &error);
  if (reply == NULL) {
    end_without_portal (task, error->message);
    return;
  }
  const char *path;
  g_variant_get (reply, "(&o)", &path);
  /* Portals older than 0.9 choose a path of their own. */
  if (request->method != NULL && g_strcmp0 (path, request->path) != 0)
    subscribe (task, path);
}

static GVariant *
make_arguments (const Request *request)
{
  GVariantBuilder options;
  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (request->token));
  if (request->parent_window != NULL)
    return g_variant_new ("(sa{sv})", request->parent_window, &options);
  return g_variant_new ("(a{sv})", &options);
}

/* org.freedesktop.portal.Request: the sender's unique name without its colon, dots as underscores
 */
static char *
make_path (GDBusConnection *connection, const char *token)
{
  g_autofree char *sender = g_strdup (g_dbus_connection_get_unique_name (connection) + 1);
  g_strdelimit (sender, ".", '_');
  return g_strdup_printf (YQQ_PORTAL_PATH "/request/%s/%s", sender, token);
}

static void
on_bus (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Request *request = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) connection = g_bus_get_finish (result, &error);
  if (connection == NULL) {
    end_without_portal (task, error->message);
    return;
  }
  if (request->method == NULL)
    return;
  request->connection = g_steal_pointer (&connection);
  g_autofree char *path = make_path (request->connection, request->token);
  subscribe (task, path); /* before the call: the answer may be quick */
  g_dbus_connection_call (request->connection, YQQ_PORTAL_NAME, YQQ_PORTAL_PATH, request->interface,
                          request->method, make_arguments (request), G_VARIANT_TYPE ("(o)"),
                          G_DBUS_CALL_FLAGS_NONE, (int)request->time_limit_ms, NULL, on_called,
                          g_object_ref (task));
}

static GSource *
attach (GTask *task, GSource *source, GSourceFunc callback)
{
  g_source_set_callback (source, callback, g_object_ref (task), g_object_unref);
  g_source_attach (source, g_task_get_context (task));
  return source;
}

void
yqq_portal_request_async (const char *interface,
                          const char *method,
                          const char *parent_window,
                          guint time_limit_ms,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (task, yqq_portal_request_async);
  Request *request = g_new0 (Request, 1);
  g_task_set_task_data (task, request, (GDestroyNotify)request_free);
  request->interface = g_strdup (interface);
  request->method = g_strdup (method);
  request->parent_window = g_strdup (parent_window);
  request->token = g_strdup_printf ("yqq%08x%08x", g_random_int (), g_random_int ());
  request->time_limit_ms = time_limit_ms;
  request->timer = attach (task, g_timeout_source_new (time_limit_ms), on_time_is_up);
  if (cancellable != NULL)
    request->cancelled =
        attach (task, g_cancellable_source_new (cancellable), G_SOURCE_FUNC (on_cancelled));
  g_bus_get (G_BUS_TYPE_SESSION, NULL, on_bus, g_object_ref (task));
}

GVariant *
yqq_portal_request_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, yqq_portal_request_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
