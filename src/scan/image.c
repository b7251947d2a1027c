/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/image.h"

#include "scan/picture.h"
#include "scan/qr-reader.h"

/* What a camera's frame measures: the size for which the reader is made. */
#define FRAME_SIDE 1280

typedef struct {
  char *path;
  GBytes *bytes;
  guint width, height; /* 0: bytes are a file's */
  gsize stride;
} Source;

static void
source_free (Source *source)
{
  g_free (source->path);
  g_clear_pointer (&source->bytes, g_bytes_unref);
  g_free (source);
}

/* Reads within the limit: a file's size may change, and a device or pipe has none. */
static GBytes *
read_file (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info (
      file, G_FILE_ATTRIBUTE_STANDARD_TYPE, G_FILE_QUERY_INFO_NONE, cancellable, &local_error);
  gboolean regular = info != NULL && g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR;
  g_autoptr (GFileInputStream) stream =
      regular ? g_file_read (file, cancellable, &local_error) : NULL;
  g_autoptr (GBytes) bytes = NULL;
  if (stream != NULL)
    bytes = g_input_stream_read_bytes (G_INPUT_STREAM (stream), YQQ_PICTURE_MAX_BYTES + 1,
                                       cancellable, &local_error);
  if (bytes != NULL)
    return g_steal_pointer (&bytes);
  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    g_set_error (error, YQQ_SCAN_ERROR, YQQ_SCAN_ERROR_NO_FILE, "%s",
                 local_error != NULL ? local_error->message : "this is not a file");
  return NULL;
}

static void
read_at_scale (GPtrArray *all, YqqQrReader *reader, const YqqGreyImage *image)
{
  g_autoptr (GPtrArray) found =
      yqq_qr_reader_read (reader, image->pixels, image->width, image->height, image->width);
  for (guint i = 0; i < found->len; i++) {
    YqqQrReading *reading = yqq_qr_reading_copy (g_ptr_array_index (found, i));
    yqq_qr_reading_scale (reading, 1. / image->width, 1. / image->height);
    yqq_qr_reading_add_unique (all, reading);
  }
}

/* A large photograph reads best at a camera's size, a small code on a large screenshot only at full
 * size; both are always tried, so that "several codes" does not depend on chance. */
static GPtrArray *
read_image (const YqqGreyImage *image, GError **error)
{
  g_autoptr (GPtrArray) readings =
      g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_qr_reading_free);
  g_autoptr (YqqQrReader) reader = yqq_qr_reader_new ();
  read_at_scale (readings, reader, image);
  double scale = (double)FRAME_SIDE / MAX (image->width, image->height);
  if (scale < 1) {
    g_autoptr (YqqGreyImage) scaled = yqq_grey_image_scale (
        image, MAX (1, (guint)(image->width * scale)), MAX (1, (guint)(image->height * scale)));
    read_at_scale (readings, reader, scaled);
  }
  if (readings->len > 0)
    return g_steal_pointer (&readings);
  g_set_error (error, YQQ_SCAN_ERROR, YQQ_SCAN_ERROR_NO_CODE, "no QR code in the picture");
  return NULL;
}

static GPtrArray *
read_source (const Source *source, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) bytes = source->path != NULL ? read_file (source->path, cancellable, error)
                                                  : g_bytes_ref (source->bytes);
  if (bytes == NULL)
    return NULL;
  g_autoptr (YqqGreyImage) image =
      source->stride > 0
          ? yqq_picture_from_pixels (bytes, source->width, source->height, source->stride, 4, error)
          : yqq_picture_load (bytes, error);
  if (image == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  return read_image (image, error);
}

static void
read_in_thread (GTask *task, gpointer object, gpointer source, GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *readings = read_source (source, cancellable, &error);
  if (readings != NULL)
    g_task_return_pointer (task, readings, (GDestroyNotify)g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
start (Source *source, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, start);
  g_task_set_task_data (task, source, (GDestroyNotify)source_free);
  g_task_run_in_thread (task, read_in_thread);
}

GPtrArray *
yqq_scan_image_file (const char *path, GError **error)
{
  Source source = {.path = (char *)path};
  return read_source (&source, NULL, error);
}

GPtrArray *
yqq_scan_image_bytes (GBytes *bytes, GError **error)
{
  Source source = {.bytes = bytes};
  return read_source (&source, NULL, error);
}

GPtrArray *
yqq_scan_image_rgba (GBytes *rgba, guint width, guint height, gsize stride, GError **error)
{
  g_return_val_if_fail (stride > 0, NULL);
  Source source = {.bytes = rgba, .width = width, .height = height, .stride = stride};
  return read_source (&source, NULL, error);
}

void
yqq_scan_image_file_async (const char *path,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  Source *source = g_new0 (Source, 1);
  source->path = g_strdup (path);
  start (source, cancellable, callback, user_data);
}

void
yqq_scan_image_bytes_async (GBytes *bytes,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  Source *source = g_new0 (Source, 1);
  source->bytes = g_bytes_ref (bytes);
  start (source, cancellable, callback, user_data);
}

void
yqq_scan_image_rgba_async (GBytes *rgba,
                           guint width,
                           guint height,
                           gsize stride,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (stride > 0);
  Source *source = g_new0 (Source, 1);
  *source =
      (Source){.bytes = g_bytes_ref (rgba), .width = width, .height = height, .stride = stride};
  start (source, cancellable, callback, user_data);
}

GPtrArray *
yqq_scan_image_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, start), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
