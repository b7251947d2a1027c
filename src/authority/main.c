/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq-authority: the service itself, or one command on its data. */
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "authority/command/command.h"

static void
set_up_language (void)
{
  const char *directory = g_getenv ("YQQ_LOCALEDIR");
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, directory != NULL ? directory : LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

int
main (int argc, char **argv)
{
  set_up_language ();
  g_set_prgname ("yqq-authority");
  return yqq_command_run (argc, argv);
}
