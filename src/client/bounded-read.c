/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/bounded-read.h"

#include "base/secret-bytes.h"
#include "client/client-error.h"

#define CHUNK 16384

typedef struct {
  gsize limit;
  GByteArray *bytes;
  guint8 chunk[CHUNK];
} Reading;

static void
reading_free (Reading *self)
{
  yqq_wipe (self->chunk, sizeof self->chunk);
  g_clear_pointer (&self->bytes, g_byte_array_unref);
  g_free (self);
}

static void on_chunk (GObject *source, GAsyncResult *result, gpointer user_data);

static void
read_next (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);
  g_input_stream_read_async (g_task_get_source_object (task), reading->chunk, CHUNK,
                             G_PRIORITY_DEFAULT, g_task_get_cancellable (task), on_chunk,
                             g_object_ref (task));
}

static void
on_chunk (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Reading *reading = g_task_get_task_data (task);
  GError *error = NULL;
  gssize size = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);
  if (size < 0) {
    g_task_return_error (task, error);
  } else if (size == 0) {
    g_task_return_pointer (task, g_steal_pointer (&reading->bytes),
                           (GDestroyNotify)g_byte_array_unref);
  } else if (reading->bytes->len + (gsize)size > reading->limit) {
    g_task_return_new_error (task, YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_BAD_ANSWER,
                             "the answer is over %" G_GSIZE_FORMAT " bytes", reading->limit);
  } else {
    g_byte_array_append (reading->bytes, reading->chunk, (guint)size);
    read_next (task);
  }
}

void
yqq_bounded_read_async (GInputStream *stream,
                        gsize limit,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (stream, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);
  reading->limit = limit;
  /* Room for an ordinary answer at once: growing would leave copies of it behind. */
  reading->bytes = g_byte_array_sized_new (CHUNK);
  g_task_set_task_data (task, reading, (GDestroyNotify)reading_free);
  read_next (task);
}

GByteArray *
yqq_bounded_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
