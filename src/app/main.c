/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <locale.h>

#include "app/application.h"

int
main (int argc, char **argv)
{
  const char *localedir = g_getenv ("YQQ_LOCALEDIR"); /* a build directory's */
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, localedir ? localedir : LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_autoptr (YqqApplication) application = yqq_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
