/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/output.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "cli/command.h"

int
yqq_output_write (const char *path, const char *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  if (path == NULL || g_str_equal (path, "-")) {
    if (fwrite (data, 1, size, stdout) == size && fflush (stdout) == 0)
      return YQQ_EXIT_OK;
    g_printerr (_ ("yqq: not everything could be written\n"));
    return YQQ_EXIT_UNAVAILABLE;
  }
  if (g_file_set_contents_full (path, data, (gssize)size, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                &error))
    return YQQ_EXIT_OK;
  g_printerr (_ ("yqq: the file could not be written: %s\n"), error->message);
  return YQQ_EXIT_UNAVAILABLE;
}
