/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq-authority relying-party invite|list|withdraw, demonstration create */
#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "authority/command/command.h"
#include "authority/demonstration.h"
#include "authority/relying-party-desk.h"
#include "authority/store/audit.h"
#include "authority/store/relying-parties.h"
#include "base/clock.h"

static gint64
now (void)
{
  return yqq_clock_get_unix_ms (yqq_clock_get_system ());
}

typedef struct {
  const char *name;
  GStrv domains;
  char *token;
} Inviting;

static gboolean
do_invite (YqqDatabase *database, gpointer data, GError **error)
{
  Inviting *inviting = data;
  inviting->token = yqq_relying_party_invite (
      database, inviting->name, (const char *const *)inviting->domains, now (), error);
  return inviting->token != NULL;
}

int
yqq_command_relying_party_invite (int argc, char **argv)
{
  g_autofree char *data = NULL, *name = NULL;
  g_auto (GStrv) domains = NULL;
  int exit_code;
  const GOptionEntry entries[] = {
      {"name", 0, 0, G_OPTION_ARG_STRING, &name, N_ ("The name that signers will be shown"),
       N_ ("NAME")},
      {"domain", 0, 0, G_OPTION_ARG_STRING_ARRAY, &domains,
       N_ ("A host name of its pages; may be given up to 8 times"), N_ ("HOST")},
      {NULL},
  };
  if (!yqq_command_parse (argc, argv,
                          _ ("Invites a PC web system: prints the token it registers with, once, "
                             "within seven days."),
                          entries, &data, NULL, &exit_code))
    return exit_code;
  Inviting inviting = {name, domains, NULL};
  exit_code = yqq_command_with_database (data, do_invite, &inviting);
  if (exit_code == YQQ_EXIT_OK)
    printf ("%s\n", inviting.token);
  g_free (inviting.token);
  return exit_code;
}

static gboolean
do_list (YqqDatabase *database, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) parties = yqq_relying_parties_list (database, error);
  if (parties == NULL)
    return FALSE;
  for (guint i = 0; i < parties->len; i++) {
    const YqqRelyingPartyRecord *party = g_ptr_array_index (parties, i);
    g_autofree char *domains = g_strjoinv (" ", party->domains);
    printf ("%s\t%s\t%s\t%s\n", party->id, party->name, domains,
            party->withdrawn ? _ ("withdrawn") : _ ("registered"));
  }
  return TRUE;
}

int
yqq_command_relying_party_list (int argc, char **argv)
{
  g_autofree char *data = NULL;
  int exit_code;
  const GOptionEntry entries[] = {{NULL}};
  if (!yqq_command_parse (argc, argv, _ ("Lists relying parties: id, name, domains, state."),
                          entries, &data, NULL, &exit_code))
    return exit_code;
  return yqq_command_with_database (data, do_list, NULL);
}

typedef struct {
  const char *id;
  gboolean found;
} Withdrawing;

static gboolean
do_withdraw (YqqDatabase *database, gpointer data, GError **error)
{
  Withdrawing *withdrawing = data;
  return yqq_relying_parties_withdraw (database, withdrawing->id, &withdrawing->found, error) &&
         (!withdrawing->found || yqq_audit_add (database, "staff", "relying-party-withdraw",
                                                withdrawing->id, now (), error));
}

int
yqq_command_relying_party_withdraw (int argc, char **argv)
{
  g_autofree char *data = NULL, *id = NULL;
  int exit_code;
  const GOptionEntry entries[] = {{NULL}};
  if (!yqq_command_parse (argc, argv,
                          _ ("Withdraws a relying party by its id: it gets no new sessions."),
                          entries, &data, &id, &exit_code))
    return exit_code;
  if (id == NULL) {
    yqq_command_complain (_ ("Say which one: its id is in the list."));
    return YQQ_EXIT_USAGE;
  }
  Withdrawing withdrawing = {id, FALSE};
  exit_code = yqq_command_with_database (data, do_withdraw, &withdrawing);
  if (exit_code == YQQ_EXIT_OK && !withdrawing.found) {
    yqq_command_complain (_ ("There is no relying party “%s”."), id);
    exit_code = YQQ_EXIT_FAILED;
  }
  return exit_code;
}

static gboolean
do_demonstration (YqqDatabase *database, gpointer data, GError **error)
{
  return yqq_demonstration_create (database, now (), error);
}

int
yqq_command_demonstration_create (int argc, char **argv)
{
  g_autofree char *data = NULL;
  int exit_code;
  const GOptionEntry entries[] = {{NULL}};
  if (!yqq_command_parse (
          argc, argv,
          _ ("Makes the demonstration's fictional enterprises and people, all marked "
             "演示; what is there already stays."),
          entries, &data, NULL, &exit_code))
    return exit_code;
  return yqq_command_with_database (data, do_demonstration, NULL);
}
