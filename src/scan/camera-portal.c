/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/camera-portal.h"

#include <gio/gunixfdlist.h>

#include "scan/portal-request.h"
#include "scan/scan-error.h"

#define CAMERA_INTERFACE "org.freedesktop.portal.Camera"
#define REMOTE_LIMIT_MS 5000

gboolean
yqq_camera_portal_is_needed (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS) || g_getenv ("SNAP") != NULL;
}

/* Refused or left unanswered is the same to the person: it was not allowed. */
static void
return_fault (GTask *task, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_error_copy (error));
  else if (g_error_matches (error, YQQ_SCAN_ERROR, YQQ_SCAN_ERROR_CANCELLED))
    g_task_return_new_error (task, YQQ_SCAN_ERROR, YQQ_SCAN_ERROR_CAMERA_DENIED, "%s",
                             error->message);
  else
    g_task_return_new_error (task, YQQ_SCAN_ERROR, YQQ_SCAN_ERROR_NO_CAMERA, "%s", error->message);
}

static void
on_remote_opened (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GUnixFDList) descriptors = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_with_unix_fd_list_finish (
      G_DBUS_CONNECTION (object), &descriptors, result, &error);
  int descriptor = -1;
  if (reply != NULL) {
    gint32 handle;
    g_variant_get (reply, "(h)", &handle);
    descriptor = descriptors != NULL ? g_unix_fd_list_get (descriptors, handle, &error) : -1;
  }
  if (descriptor >= 0)
    g_task_return_int (task, descriptor);
  else if (error != NULL)
    return_fault (task, error);
  else
    g_task_return_new_error (task, YQQ_SCAN_ERROR, YQQ_SCAN_ERROR_NO_CAMERA,
                             "the portal gave no connection");
}

static void
on_access_answered (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) results = yqq_portal_request_finish (result, &error);
  /* The bus is there: the answer came over it. */
  g_autoptr (GDBusConnection) connection =
      results != NULL ? g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error) : NULL;
  if (connection == NULL) {
    return_fault (task, error);
    return;
  }
  g_dbus_connection_call_with_unix_fd_list (
      connection, YQQ_PORTAL_NAME, YQQ_PORTAL_PATH, CAMERA_INTERFACE, "OpenPipeWireRemote",
      g_variant_new ("(a{sv})", NULL), G_VARIANT_TYPE ("(h)"), G_DBUS_CALL_FLAGS_NONE,
      REMOTE_LIMIT_MS, NULL, g_task_get_cancellable (task), on_remote_opened, g_object_ref (task));
}

void
yqq_camera_portal_open_async (guint time_limit_ms,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, yqq_camera_portal_open_async);
  g_task_set_check_cancellable (task, FALSE); /* a descriptor that was given is not to be lost */
  yqq_portal_request_async (CAMERA_INTERFACE, "AccessCamera", NULL, time_limit_ms, cancellable,
                            on_access_answered, g_object_ref (task));
}

int
yqq_camera_portal_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, yqq_camera_portal_open_async), -1);
  return (int)g_task_propagate_int (G_TASK (result), error);
}
