/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq-authority grant add, person code */
#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "authority/command/command.h"
#include "authority/registration-desk.h"
#include "base/clock.h"
#include "identity/policy.h"

typedef struct {
  YqqDeskGrant entry;
  char *code;
  gboolean made;
} Granting;

static gboolean
do_grant (YqqDatabase *database, gpointer data, GError **error)
{
  Granting *granting = data;
  return yqq_desk_add_grant (database, &granting->entry,
                             yqq_clock_get_unix_ms (yqq_clock_get_system ()), &granting->code,
                             &granting->made, error);
}

int
yqq_command_grant_add (int argc, char **argv)
{
  g_autofree char *data = NULL, *enterprise = NULL, *name = NULL, *type = NULL;
  g_autofree char *number = NULL, *phone = NULL, *kind = NULL;
  int years = 1, exit_code;
  const GOptionEntry entries[] = {
      {"enterprise", 0, 0, G_OPTION_ARG_STRING, &enterprise,
       N_ ("Credit code or id of the enterprise"), N_ ("CODE")},
      {"name", 0, 0, G_OPTION_ARG_STRING, &name, N_ ("Name of the person"), N_ ("NAME")},
      {"id-type", 0, 0, G_OPTION_ARG_STRING, &type, N_ ("Kind of their document (resident-id)"),
       N_ ("KIND")},
      {"id", 0, 0, G_OPTION_ARG_STRING, &number, N_ ("Number of their document"), N_ ("NUMBER")},
      {"phone", 0, 0, G_OPTION_ARG_STRING, &phone, N_ ("Their mobile phone"), N_ ("NUMBER")},
      {"kind", 0, 0, G_OPTION_ARG_STRING, &kind,
       N_ ("Which certificate: enterprise or employee (employee)"), N_ ("KIND")},
      {"years", 0, 0, G_OPTION_ARG_INT, &years, N_ ("How long the grant lasts (1)"), N_ ("N")},
      {NULL},
  };
  if (!yqq_command_parse (argc, argv, _ ("Lets a person use an enterprise's certificate."), entries,
                          &data, NULL, &exit_code))
    return exit_code;
  Granting granting = {.entry = {
                           .enterprise = enterprise,
                           .person = {name, type != NULL ? type : "resident-id", number, phone},
                           .kind = kind != NULL ? kind : "employee",
                           .years = years,
                       }};
  exit_code = yqq_command_with_database (data, do_grant, &granting);
  if (exit_code == YQQ_EXIT_OK)
    printf ("%s %s\n", granting.code, granting.made ? _ ("granted") : _ ("was granted already"));
  g_free (granting.code);
  return exit_code;
}

typedef struct {
  const char *id_type;
  const char *id_number;
  const char *purpose;
  char *code;
} Coding;

static gboolean
do_code (YqqDatabase *database, gpointer data, GError **error)
{
  Coding *coding = data;
  coding->code = yqq_desk_make_code (database, coding->id_type, coding->id_number, coding->purpose,
                                     yqq_clock_get_unix_ms (yqq_clock_get_system ()), error);
  return coding->code != NULL;
}

int
yqq_command_person_code (int argc, char **argv)
{
  g_autofree char *data = NULL, *type = NULL, *number = NULL, *purpose = NULL;
  int exit_code;
  const GOptionEntry entries[] = {
      {"id-type", 0, 0, G_OPTION_ARG_STRING, &type, N_ ("Kind of their document (resident-id)"),
       N_ ("KIND")},
      {"id", 0, 0, G_OPTION_ARG_STRING, &number, N_ ("Number of their document"), N_ ("NUMBER")},
      {"purpose", 0, 0, G_OPTION_ARG_STRING, &purpose,
       N_ ("What the code is for: log-in, new-pin, unlock, transfer, enrol-face, enrol-key or "
           "link-account "
           "(log-in)"),
       N_ ("PURPOSE")},
      {NULL},
  };
  if (!yqq_command_parse (
          argc, argv,
          _ ("Makes a one-time code that shows who somebody is; it is good for 24 hours. Give it "
             "only to the person whose document you have seen."),
          entries, &data, NULL, &exit_code))
    return exit_code;
  Coding coding = {type != NULL ? type : "resident-id", number,
                   purpose != NULL ? purpose : YQQ_IDENTITY_PURPOSE_LOG_IN, NULL};
  exit_code = yqq_command_with_database (data, do_code, &coding);
  if (exit_code == YQQ_EXIT_OK)
    printf ("%s\n", coding.code);
  g_free (coding.code);
  return exit_code;
}
