/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"

#include <glib/gi18n.h>

gboolean
yqq_command_parse (const char *usage,
                   const char *summary,
                   const GOptionEntry *entries,
                   int *argc,
                   char ***argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (usage);
  g_autoptr (GError) error = NULL;
  g_option_context_set_summary (context, _ (summary));
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (g_option_context_parse (context, argc, argv, &error))
    return TRUE;
  g_printerr ("yqq: %s\n", error->message);
  g_printerr (_ ("Try “%s --help”.\n"), g_get_prgname ());
  return FALSE;
}
