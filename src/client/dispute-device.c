/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/dispute-device.h"

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (JsonObject) answer =
      yqq_authority_connection_send_finish (YQQ_AUTHORITY_CONNECTION (source), result, &error);
  if (answer == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

void
yqq_dispute_device_async (YqqAuthorityConnection *connection,
                          const char *device_id,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autofree char *id = g_uri_escape_string (device_id, NULL, FALSE);
  g_autofree char *path = g_strdup_printf ("/v1/me/devices/%s/dispute", id);
  yqq_authority_connection_send_async (connection, "POST", path, json_object_new (),
                                       YQQ_REQUEST_SIGNED, 0, cancellable, on_answer,
                                       g_task_new (connection, cancellable, callback, user_data));
}

gboolean
yqq_dispute_device_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
