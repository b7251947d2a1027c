/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/screen.h"

#include "scan/image.h"
#include "scan/portal-request.h"

#define SCREENSHOT_INTERFACE "org.freedesktop.portal.Screenshot"

static void
on_deleted (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  if (!g_file_delete_finish (G_FILE (object), result, &error))
    g_debug ("the screenshot stays where the desktop put it: %s", error->message);
}

static void
on_read (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *readings = yqq_scan_image_finish (result, &error);
  /* Whatever else is on the person's screen is not to stay behind, code or no code. */
  g_file_delete_async (g_task_get_task_data (task), G_PRIORITY_DEFAULT, NULL, on_deleted, NULL);
  if (readings != NULL)
    g_task_return_pointer (task, readings, (GDestroyNotify)g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
on_screenshot_taken (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GVariant) results = yqq_portal_request_finish (result, &error);
  if (results == NULL) {
    g_task_return_error (task, error);
    return;
  }
  const char *uri = NULL;
  g_variant_lookup (results, "uri", "&s", &uri);
  g_autofree char *path = uri != NULL ? g_filename_from_uri (uri, NULL, NULL) : NULL;
  if (path == NULL) {
    g_task_return_new_error (task, YQQ_SCAN_ERROR, YQQ_SCAN_ERROR_NO_PORTAL,
                             "the portal gave no picture");
    return;
  }
  g_task_set_task_data (task, g_file_new_for_path (path), g_object_unref);
  yqq_scan_image_file_async (path, g_task_get_cancellable (task), on_read, g_object_ref (task));
}

void
yqq_scan_screen_async (const char *parent_window,
                       guint time_limit_ms,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, yqq_scan_screen_async);
  yqq_portal_request_async (SCREENSHOT_INTERFACE, "Screenshot", parent_window, time_limit_ms,
                            cancellable, on_screenshot_taken, g_object_ref (task));
}

GPtrArray *
yqq_scan_screen_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, yqq_scan_screen_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
