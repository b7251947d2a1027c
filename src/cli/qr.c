/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq qr: a text as a QR code, on the terminal or as an SVG file. */
#include <glib/gi18n.h>

#include "cli/command.h"
#include "qr/qr-code.h"

static char *output;

static const GOptionEntry entries[] = {
    {"output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_ ("Write an SVG picture to this file"),
     "FILE.svg"},
    {NULL},
};

static int
write_svg (YqqQrCode *code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *svg = yqq_qr_code_to_svg (code);
  if (g_file_set_contents (output, svg, -1, &error))
    return YQQ_EXIT_OK;
  g_printerr (_ ("yqq: the picture could not be written: %s\n"), error->message);
  return YQQ_EXIT_UNAVAILABLE;
}

static int
print_text (YqqQrCode *code)
{
  g_autofree char *text = yqq_qr_code_to_text (code);
  g_print ("%s", text);
  return YQQ_EXIT_OK;
}

int
yqq_command_qr (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  if (!yqq_command_parse ("TEXT", N_ ("Draws TEXT as a QR code."), entries, &argc, &argv))
    return YQQ_EXIT_USAGE;
  if (argc != 2) {
    g_printerr (_ ("yqq: give one text (quote it if it holds spaces)\n"));
    return YQQ_EXIT_USAGE;
  }
  g_autoptr (YqqQrCode) code = yqq_qr_code_new (argv[1], &error);
  if (code == NULL) {
    g_printerr (_ ("yqq: the text does not fit in a QR code; use a shorter one\n"));
    return YQQ_EXIT_NO;
  }
  return output != NULL ? write_svg (code) : print_text (code);
}
