/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq-authority person trust */
#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "authority/command/command.h"
#include "authority/dispute-desk.h"
#include "base/clock.h"

typedef struct {
  const char *id_type;
  const char *id_number;
} Document;

static gboolean
do_lift (YqqDatabase *database, gpointer data, GError **error)
{
  const Document *document = data;
  return yqq_desk_lift_dispute (database, document->id_type, document->id_number,
                                yqq_clock_get_unix_ms (yqq_clock_get_system ()), error);
}

int
yqq_command_person_trust (int argc, char **argv)
{
  g_autofree char *data = NULL, *type = NULL, *number = NULL;
  int exit_code;
  const GOptionEntry entries[] = {
      {"id-type", 0, 0, G_OPTION_ARG_STRING, &type, N_ ("Kind of their document (resident-id)"),
       N_ ("KIND")},
      {"id", 0, 0, G_OPTION_ARG_STRING, &number, N_ ("Number of their document"), N_ ("NUMBER")},
      {NULL},
  };
  if (!yqq_command_parse (argc, argv,
                          _ ("Lets every way of verifying a person count again who has said “That "
                             "was not me”. Only for a person whose document you have seen, and "
                             "whose accounts and devices are in their own hands again."),
                          entries, &data, NULL, &exit_code))
    return exit_code;
  Document entry = {type != NULL ? type : "resident-id", number};
  exit_code = yqq_command_with_database (data, do_lift, &entry);
  if (exit_code == YQQ_EXIT_OK)
    printf ("%s\n", _ ("Every way counts again."));
  return exit_code;
}
