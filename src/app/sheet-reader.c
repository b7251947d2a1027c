/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sheet-reader.h"

G_DEFINE_QUARK (yqq - sheet - error - quark, yqq_sheet_error)

typedef struct {
  GFile *file;
  gint64 certificate_not_after_ms;
  gint64 now_ms;
} Reading;

static void
reading_free (Reading *self)
{
  g_object_unref (self->file);
  g_free (self);
}

/* At most one byte more than a sheet may have, whatever size the file says it is. */
static GBytes *
load (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  if (!stream)
    return NULL;
  g_autofree char *buffer = g_malloc (YQQ_GRANT_SHEET_MAX_BYTES + 1);
  gsize size = 0;
  if (!g_input_stream_read_all (G_INPUT_STREAM (stream), buffer, YQQ_GRANT_SHEET_MAX_BYTES + 1,
                                &size, cancellable, error))
    return NULL;
  return g_bytes_new (buffer, size);
}

static gboolean
is_too_large (GFile *file, GCancellable *cancellable)
{
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                                  G_FILE_QUERY_INFO_NONE, cancellable, NULL);
  return info && g_file_info_get_size (info) > YQQ_GRANT_SHEET_MAX_BYTES;
}

static YqqSheetError
find_code (const GError *fault)
{
  switch ((YqqModelError)fault->code) {
  case YQQ_MODEL_ERROR_SHEET_TOO_LARGE:
    return YQQ_SHEET_ERROR_TOO_LARGE;
  case YQQ_MODEL_ERROR_SHEET_QUOTE:
    return YQQ_SHEET_ERROR_QUOTE;
  case YQQ_MODEL_ERROR_SHEET_COLUMNS:
    return YQQ_SHEET_ERROR_COLUMNS;
  case YQQ_MODEL_ERROR_EMPTY:
    return YQQ_SHEET_ERROR_EMPTY;
  default:
    return YQQ_SHEET_ERROR_NOT_TEXT;
  }
}

static GPtrArray *
read_rows (const Reading *reading, GBytes *bytes, GError **error)
{
  g_autoptr (GError) fault = NULL;
  g_autoptr (GPtrArray) rows =
      yqq_grant_sheet_read (bytes, reading->certificate_not_after_ms, reading->now_ms, &fault);
  if (rows && rows->len > 0)
    return g_steal_pointer (&rows);
  if (rows)
    g_set_error_literal (error, YQQ_SHEET_ERROR, YQQ_SHEET_ERROR_EMPTY, "no row is filled in");
  else
    g_set_error_literal (error, YQQ_SHEET_ERROR, (int)find_code (fault), fault->message);
  return NULL;
}

static GPtrArray *
read_file (const Reading *reading, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) fault = NULL;
  g_autoptr (GBytes) bytes =
      is_too_large (reading->file, cancellable) ? NULL : load (reading->file, cancellable, &fault);
  if (bytes && g_bytes_get_size (bytes) <= YQQ_GRANT_SHEET_MAX_BYTES)
    return read_rows (reading, bytes, error);
  if (g_error_matches (fault, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&fault));
  else if (fault)
    g_set_error_literal (error, YQQ_SHEET_ERROR, YQQ_SHEET_ERROR_UNREADABLE, fault->message);
  else
    g_set_error (error, YQQ_SHEET_ERROR, YQQ_SHEET_ERROR_TOO_LARGE, "over %d bytes",
                 YQQ_GRANT_SHEET_MAX_BYTES);
  return NULL;
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *rows = read_file (data, cancellable, &error);
  if (rows)
    g_task_return_pointer (task, rows, (GDestroyNotify)g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
yqq_sheet_reader_read_async (GFile *file,
                             gint64 certificate_not_after_ms,
                             gint64 now_ms,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Reading *reading = g_new (Reading, 1);
  *reading = (Reading){g_object_ref (file), certificate_not_after_ms, now_ms};
  g_task_set_source_tag (task, yqq_sheet_reader_read_async);
  g_task_set_task_data (task, reading, (GDestroyNotify)reading_free);
  g_task_run_in_thread (task, read_in_thread);
}

GPtrArray *
yqq_sheet_reader_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
