/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq-authority person link|unlink */
#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "authority/command/command.h"
#include "authority/link-desk.h"
#include "base/clock.h"

static gboolean
do_link (YqqDatabase *database, gpointer data, GError **error)
{
  return yqq_desk_link_account (database, data, yqq_clock_get_unix_ms (yqq_clock_get_system ()),
                                error);
}

static gboolean
do_unlink (YqqDatabase *database, gpointer data, GError **error)
{
  return yqq_desk_unlink_account (database, data, yqq_clock_get_unix_ms (yqq_clock_get_system ()),
                                  error);
}

static int
run (int argc, char **argv, const char *summary, gboolean with_account, const char *done)
{
  g_autofree char *data = NULL, *type = NULL, *number = NULL, *issuer = NULL, *account = NULL;
  int exit_code;
  const GOptionEntry entries[] = {
      {"id-type", 0, 0, G_OPTION_ARG_STRING, &type, N_ ("Kind of their document (resident-id)"),
       N_ ("KIND")},
      {"id", 0, 0, G_OPTION_ARG_STRING, &number, N_ ("Number of their document"), N_ ("NUMBER")},
      {"issuer", 0, 0, G_OPTION_ARG_STRING, &issuer,
       N_ ("The provider's address as in the identity policy"), N_ ("ADDRESS")},
      {with_account ? "account" : NULL, 0, 0, G_OPTION_ARG_STRING, &account,
       N_ ("What the provider calls them: the claim of the identity policy (sub)"), N_ ("TEXT")},
      {NULL},
  };
  if (!yqq_command_parse (argc, argv, summary, entries, &data, NULL, &exit_code))
    return exit_code;
  YqqDeskAccount entry = {type != NULL ? type : "resident-id", number, issuer, account};
  exit_code = yqq_command_with_database (data, with_account ? do_link : do_unlink, &entry);
  if (exit_code == YQQ_EXIT_OK)
    printf ("%s\n", done);
  return exit_code;
}

int
yqq_command_person_link (int argc, char **argv)
{
  return run (argc, argv,
              _ ("Says which account at the OpenID Connect provider is a person's, in the place of "
                 "the one they had. Only for a person whose document you have seen."),
              TRUE, _ ("The account is linked."));
}

int
yqq_command_person_unlink (int argc, char **argv)
{
  return run (argc, argv, _ ("Takes a person's account at the OpenID Connect provider away."),
              FALSE, _ ("The account is linked no more."));
}
