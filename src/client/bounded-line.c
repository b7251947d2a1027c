/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/bounded-line.h"

#include <string.h>

static void on_filled (GObject *source, GAsyncResult *result, gpointer user_data);

/* The first size bytes of what is buffered. */
static char *
take (GBufferedInputStream *stream, gsize size)
{
  char *text = g_malloc (size + 1);
  gsize taken = g_buffered_input_stream_peek (stream, text, 0, size);
  text[taken] = '\0';
  g_input_stream_skip (G_INPUT_STREAM (stream), taken, NULL, NULL); /* from the buffer alone */
  return text;
}

static void
answer (GTask *task, gsize size, gboolean whole)
{
  GBufferedInputStream *stream = g_task_get_source_object (task);
  char *text = take (stream, size);
  if (whole && g_str_has_suffix (text, "\n"))
    text[strlen (text) - 1] = '\0';
  g_task_set_task_data (task, GINT_TO_POINTER (whole), NULL);
  g_task_return_pointer (task, text, g_free);
}

/* FALSE if more has to be read first. */
static gboolean
answer_from_buffer (GTask *task)
{
  GBufferedInputStream *stream = g_task_get_source_object (task);
  gsize available;
  const char *bytes = g_buffered_input_stream_peek_buffer (stream, &available);
  const char *end = available > 0 ? memchr (bytes, '\n', available) : NULL;
  gboolean full = available == g_buffered_input_stream_get_buffer_size (stream);
  if (end == NULL && !full)
    return FALSE;
  answer (task, end != NULL ? (gsize)(end - bytes) + 1 : available, end != NULL);
  return TRUE;
}

static void
fill (GTask *task)
{
  g_buffered_input_stream_fill_async (g_task_get_source_object (task), -1, G_PRIORITY_DEFAULT,
                                      g_task_get_cancellable (task), on_filled,
                                      g_object_ref (task));
}

static void
on_filled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GBufferedInputStream *stream = G_BUFFERED_INPUT_STREAM (source);
  GError *error = NULL;
  gssize size = g_buffered_input_stream_fill_finish (stream, result, &error);
  gsize rest = g_buffered_input_stream_get_available (stream);
  if (size < 0)
    g_task_return_error (task, error);
  else if (size == 0 && rest == 0)
    g_task_return_pointer (task, NULL, NULL);
  else if (size == 0)
    answer (task, rest, TRUE); /* the last line has no end */
  else if (!answer_from_buffer (task))
    fill (task);
}

GBufferedInputStream *
yqq_bounded_line_stream_new (GInputStream *base, gsize limit)
{
  return G_BUFFERED_INPUT_STREAM (g_buffered_input_stream_new_sized (base, limit));
}

void
yqq_bounded_line_read_async (GBufferedInputStream *stream,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (stream, cancellable, callback, user_data);
  if (!answer_from_buffer (task))
    fill (task);
}

char *
yqq_bounded_line_read_finish (GAsyncResult *result, gboolean *whole, GError **error)
{
  GTask *task = G_TASK (result);
  if (whole != NULL)
    *whole = GPOINTER_TO_INT (g_task_get_task_data (task));
  return g_task_propagate_pointer (task, error);
}
