/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq scan: the decoded text of every QR code in the given pictures. */
#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <stdio.h>

#include "base/json.h"
#include "cli/command.h"
#include "scan/image.h"

static gboolean text_only;
static gboolean as_json;

static const GOptionEntry entries[] = {
    {"text", 't', 0, G_OPTION_ARG_NONE, &text_only,
     N_ ("Print the texts alone, without the names of the pictures"), NULL},
    {"json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_ ("Print one JSON object a code"), NULL},
    {NULL},
};

static void
print_json (const char *path, YqqQrReading *reading)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *name = g_filename_display_name (path);
  json_object_set_string_member (object, "picture", name);
  if (reading->text != NULL)
    json_object_set_string_member (object, "text", reading->text);
  yqq_json_set_bytes (object, "bytes", reading->bytes);
  g_autofree char *line = yqq_json_to_string (object);
  g_print ("%s\n", line);
}

/* The bytes as they are: a code that holds no text still goes through a pipe unharmed. */
static void
print_plain (const char *path, YqqQrReading *reading, gboolean with_name)
{
  gsize size;
  const char *bytes = g_bytes_get_data (reading->bytes, &size);
  g_autofree char *name = g_filename_display_name (path);
  if (with_name)
    printf ("%s: ", name);
  fwrite (bytes, 1, size, stdout);
  putchar ('\n');
}

static const char *
explain (const GError *error)
{
  switch (error->code) {
  case YQQ_SCAN_ERROR_NO_CODE:
    return _ ("there is no QR code in it that can be read; take a sharper or larger picture");
  case YQQ_SCAN_ERROR_TOO_LARGE:
    return _ ("the picture is too large; cut it down to the code");
  case YQQ_SCAN_ERROR_NO_FILE:
    return _ ("there is no such file, or it may not be read");
  default:
    return _ ("it is not a picture, or a damaged one");
  }
}

static gboolean
scan_one (const char *path, gboolean with_name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) readings = yqq_scan_image_file (path, &error);
  if (readings == NULL) {
    g_autofree char *name = g_filename_display_name (path);
    g_printerr ("yqq scan: %s: %s\n", name, explain (error));
    return FALSE;
  }
  for (guint i = 0; i < readings->len; i++) {
    if (as_json)
      print_json (path, readings->pdata[i]);
    else
      print_plain (path, readings->pdata[i], with_name);
  }
  return TRUE;
}

int
yqq_command_scan (int argc, char **argv)
{
  if (!yqq_command_parse ("IMAGE…", N_ ("Prints what the QR codes in the pictures say."), entries,
                          &argc, &argv))
    return YQQ_EXIT_USAGE;
  if (argc < 2) {
    g_printerr (_ ("yqq: name at least one picture\n"));
    return YQQ_EXIT_USAGE;
  }
  gboolean all = TRUE;
  for (int i = 1; i < argc; i++)
    all = scan_one (argv[i], argc > 2 && !text_only) && all;
  return all ? YQQ_EXIT_OK : YQQ_EXIT_NO;
}
