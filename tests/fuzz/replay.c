/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gives a fuzz target every file of its corpus once, and says so in TAP: replay FILE|DIRECTORY...
 */
#include <glib.h>

#include "fuzz.h"

static guint replayed;

static void
replay_file (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;
  gsize size;
  if (!g_file_get_contents (path, &content, &size, &error))
    g_error ("%s", error->message);
  /* Exactly as many bytes as there are, so that a sanitizer sees one too many being read. */
  g_autofree uint8_t *data = g_memdup2 (content, size);
  LLVMFuzzerTestOneInput (data, size);
  g_print ("ok %u - %s\n", ++replayed, name);
}

static void
replay_directory (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (path, 0, &error);
  const char *name;
  if (dir == NULL)
    g_error ("%s", error->message);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *file = g_build_filename (path, name, NULL);
    replay_file (file);
  }
}

int
main (int argc, char **argv)
{
  for (int i = 1; i < argc; i++)
    if (g_file_test (argv[i], G_FILE_TEST_IS_DIR))
      replay_directory (argv[i]);
    else
      replay_file (argv[i]);
  if (replayed == 0)
    g_print ("Bail out! the corpus is empty\n");
  g_print ("1..%u\n", replayed);
  return replayed == 0;
}
