/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/command/command.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "authority/authority.h"

typedef struct {
  const char *noun;
  const char *verb; /* NULL: the noun stands alone */
  int (*run) (int argc, char **argv);
} Command;

static const Command commands[] = {
    {"audit", "export", yqq_command_audit_export},
    {"enterprise", "add", yqq_command_enterprise_add},
    {"enterprise", "list", yqq_command_enterprise_list},
    {"enterprise", "two-person", yqq_command_enterprise_two_person},
    {"administrator", "add", yqq_command_administrator_add},
    {"legal-representative", "add", yqq_command_legal_representative_add},
    {"grant", "add", yqq_command_grant_add},
    {"identity", "check", yqq_command_identity_check},
    {"person", "code", yqq_command_person_code},
    {"person", "link", yqq_command_person_link},
    {"person", "trust", yqq_command_person_trust},
    {"person", "unlink", yqq_command_person_unlink},
    {"relying-party", "invite", yqq_command_relying_party_invite},
    {"relying-party", "list", yqq_command_relying_party_list},
    {"relying-party", "withdraw", yqq_command_relying_party_withdraw},
    {"reviewer", "add", yqq_command_reviewer_add},
    {"reviewer", "list", yqq_command_reviewer_list},
    {"reviewer", "remove", yqq_command_reviewer_remove},
    {"demonstration", "create", yqq_command_demonstration_create},
    {"seed", NULL, yqq_command_seed},
};

void
yqq_command_complain (const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  g_autofree char *sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  fprintf (stderr, "yqq-authority: %s\n", sentence);
}

char *
yqq_command_default_data (void)
{
  return g_build_filename (g_get_user_data_dir (), "yueqiqian", "authority", NULL);
}

gboolean
yqq_command_parse (int argc,
                   char **argv,
                   const char *summary,
                   const GOptionEntry *entries,
                   char **data,
                   char **rest,
                   int *exit_code)
{
  const GOptionEntry common[] = {
      {"data", 0, 0, G_OPTION_ARG_FILENAME, data, N_ ("Directory of the authority's data"),
       N_ ("DIR")},
      {NULL},
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, summary);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, common, GETTEXT_PACKAGE);
  g_autoptr (GError) error = NULL;
  *exit_code = YQQ_EXIT_USAGE;
  if (!g_option_context_parse (context, &argc, &argv, &error)) {
    yqq_command_complain ("%s", error->message);
    return FALSE;
  }
  if (argc > (rest != NULL ? 2 : 1)) {
    yqq_command_complain (_ ("“%s” was not understood. See --help."), argv[rest != NULL ? 2 : 1]);
    return FALSE;
  }
  if (rest != NULL && argc > 1)
    *rest = g_strdup (argv[1]);
  return TRUE;
}

int
yqq_command_with_database (const char *data, YqqDatabaseWork work, gpointer user_data)
{
  g_autofree char *fallback = data == NULL ? yqq_command_default_data () : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqDatabase) database =
      yqq_authority_open_database (data != NULL ? data : fallback, &error);
  if (g_error_matches (error, YQQ_STORE_ERROR, YQQ_STORE_ERROR_NEWER_SCHEMA)) {
    yqq_command_complain (_ ("These data were written by a newer version of this program. Nothing "
                             "was changed; use that version."));
    return YQQ_EXIT_FAILED;
  }
  if (database != NULL && yqq_database_transact (database, work, user_data, &error))
    return YQQ_EXIT_OK;
  yqq_command_complain (_ ("%s Nothing was changed."), error->message);
  return YQQ_EXIT_FAILED;
}

static void
list_commands (void)
{
  printf ("%s\n\n", _ ("Usage: yqq-authority [OPTION…] | COMMAND [OPTION…]"));
  printf ("%s\n\n", _ ("Without a command the authority serves; see yqq-authority serve --help."));
  printf ("%s\n", _ ("Commands, each with --help:"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    printf ("  %s%s%s\n", commands[i].noun, commands[i].verb != NULL ? " " : "",
            commands[i].verb != NULL ? commands[i].verb : "");
}

static int
run_named (int argc, char **argv)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++) {
    const Command *command = &commands[i];
    if (strcmp (argv[1], command->noun) != 0)
      continue;
    guint words = command->verb != NULL ? 2 : 1;
    if (words == 2 && (argc < 3 || strcmp (argv[2], command->verb) != 0))
      continue;
    return command->run (argc - (int)words, argv + words);
  }
  yqq_command_complain (_ ("There is no command “%s”. See yqq-authority --help."), argv[1]);
  return YQQ_EXIT_USAGE;
}

int
yqq_command_run (int argc, char **argv)
{
  if (argc < 2 || strcmp (argv[1], "--help") == 0 || strcmp (argv[1], "-h") == 0) {
    list_commands ();
    return argc < 2 ? YQQ_EXIT_USAGE : YQQ_EXIT_OK;
  }
  if (strcmp (argv[1], "--version") == 0) {
    printf ("yqq-authority %s\n", YQQ_VERSION);
    return YQQ_EXIT_OK;
  }
  if (strcmp (argv[1], "serve") == 0)
    return yqq_command_serve (argc - 1, argv + 1);
  if (argv[1][0] == '-')
    return yqq_command_serve (argc, argv);
  return run_named (argc, argv);
}
