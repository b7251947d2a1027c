/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/bounded-file.h"

GBytes *
yqq_bounded_file_read (const char *path, gsize limit, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  if (stream == NULL)
    return NULL;
  g_autofree guint8 *bytes = g_malloc (limit + 1);
  gsize size;
  if (!g_input_stream_read_all (G_INPUT_STREAM (stream), bytes, limit + 1, &size, NULL, error))
    return NULL;
  if (size <= limit)
    return g_bytes_new (bytes, size);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
               "%s is over %" G_GSIZE_FORMAT " bytes", path, limit);
  return NULL;
}
