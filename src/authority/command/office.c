/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq-authority administrator add, legal-representative add */
#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "authority/command/command.h"
#include "authority/registration-desk.h"
#include "base/clock.h"

typedef struct {
  YqqDeskOfficer entry;
  char *code;
  gboolean made;
} Giving;

static gboolean
do_give (YqqDatabase *database, gpointer data, GError **error)
{
  Giving *giving = data;
  return yqq_desk_add_officer (database, &giving->entry,
                               yqq_clock_get_unix_ms (yqq_clock_get_system ()), &giving->code,
                               &giving->made, error);
}

static int
add_officer (int argc, char **argv, const char *summary, YqqRole role)
{
  g_autofree char *data = NULL, *enterprise = NULL, *name = NULL, *type = NULL;
  g_autofree char *number = NULL, *phone = NULL;
  int exit_code;
  const GOptionEntry entries[] = {
      {"enterprise", 0, 0, G_OPTION_ARG_STRING, &enterprise,
       N_ ("Credit code or id of the enterprise"), N_ ("CODE")},
      {"name", 0, 0, G_OPTION_ARG_STRING, &name, N_ ("Name of the person"), N_ ("NAME")},
      {"id-type", 0, 0, G_OPTION_ARG_STRING, &type, N_ ("Kind of their document (resident-id)"),
       N_ ("KIND")},
      {"id", 0, 0, G_OPTION_ARG_STRING, &number, N_ ("Number of their document"), N_ ("NUMBER")},
      {"phone", 0, 0, G_OPTION_ARG_STRING, &phone, N_ ("Their mobile phone"), N_ ("NUMBER")},
      {NULL},
  };
  if (!yqq_command_parse (argc, argv, summary, entries, &data, NULL, &exit_code))
    return exit_code;
  Giving giving = {.entry = {
                       .enterprise = enterprise,
                       .person = {name, type != NULL ? type : "resident-id", number, phone},
                       .role = role,
                   }};
  exit_code = yqq_command_with_database (data, do_give, &giving);
  if (exit_code == YQQ_EXIT_OK)
    printf ("%s %s\n", giving.code, giving.made ? _ ("granted") : _ ("was granted already"));
  g_free (giving.code);
  return exit_code;
}

int
yqq_command_administrator_add (int argc, char **argv)
{
  return add_officer (argc, argv,
                      _ ("Makes a person an administrator of an enterprise, beside those it has; "
                         "their grant takes nothing from the quota."),
                      YQQ_ROLE_ADMINISTRATOR);
}

int
yqq_command_legal_representative_add (int argc, char **argv)
{
  return add_officer (argc, argv,
                      _ ("Registers the person who is an enterprise's legal representative; their "
                         "grant takes nothing from the quota."),
                      YQQ_ROLE_LEGAL_REPRESENTATIVE);
}
