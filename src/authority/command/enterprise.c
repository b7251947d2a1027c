/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq-authority enterprise add|list|two-person */
#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "authority/command/command.h"
#include "authority/registration-desk.h"
#include "authority/store/quota.h"
#include "base/clock.h"

typedef struct {
  YqqDeskEnterprise entry;
  char *id;
  gboolean made;
} Adding;

static gboolean
do_add (YqqDatabase *database, gpointer data, GError **error)
{
  Adding *adding = data;
  return yqq_desk_add_enterprise (database, &adding->entry,
                                  yqq_clock_get_unix_ms (yqq_clock_get_system ()), &adding->id,
                                  &adding->made, error);
}

int
yqq_command_enterprise_add (int argc, char **argv)
{
  g_autofree char *data = NULL, *name = NULL, *code = NULL, *representative = NULL;
  g_autofree char *administrator = NULL, *type = NULL, *number = NULL, *phone = NULL;
  int quota = 10, years = 1, exit_code;
  const GOptionEntry entries[] = {
      {"name", 0, 0, G_OPTION_ARG_STRING, &name, N_ ("Name of the enterprise"), N_ ("NAME")},
      {"credit-code", 0, 0, G_OPTION_ARG_STRING, &code, N_ ("Its unified social credit code"),
       N_ ("CODE")},
      {"legal-representative", 0, 0, G_OPTION_ARG_STRING, &representative,
       N_ ("Name of its legal representative"), N_ ("NAME")},
      {"administrator", 0, 0, G_OPTION_ARG_STRING, &administrator,
       N_ ("Name of its certificate administrator"), N_ ("NAME")},
      {"administrator-id-type", 0, 0, G_OPTION_ARG_STRING, &type,
       N_ ("Kind of the administrator's document (resident-id)"), N_ ("KIND")},
      {"administrator-id", 0, 0, G_OPTION_ARG_STRING, &number,
       N_ ("Number of the administrator's document"), N_ ("NUMBER")},
      {"phone", 0, 0, G_OPTION_ARG_STRING, &phone, N_ ("The administrator's mobile phone"),
       N_ ("NUMBER")},
      {"quota", 0, 0, G_OPTION_ARG_INT, &quota, N_ ("How many users may be authorised (10)"),
       N_ ("N")},
      {"years", 0, 0, G_OPTION_ARG_INT, &years, N_ ("How long the certificate lasts (1)"),
       N_ ("N")},
      {NULL},
  };
  if (!yqq_command_parse (argc, argv, _ ("Registers an enterprise with its administrator."),
                          entries, &data, NULL, &exit_code))
    return exit_code;
  Adding adding = {
      .entry = {
          .name = name,
          .credit_code = code,
          .legal_representative = representative,
          .administrator = {administrator, type != NULL ? type : "resident-id", number, phone},
          .quota = quota,
          .years = years,
      }};
  exit_code = yqq_command_with_database (data, do_add, &adding);
  if (exit_code == YQQ_EXIT_OK)
    printf ("%s %s\n", adding.id, adding.made ? _ ("registered") : _ ("was registered already"));
  g_free (adding.id);
  return exit_code;
}

static gboolean
do_list (YqqDatabase *database, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) enterprises = yqq_enterprises_list (database, error);
  if (enterprises == NULL)
    return FALSE;
  for (guint i = 0; i < enterprises->len; i++) {
    YqqEnterprise *enterprise = g_ptr_array_index (enterprises, i);
    gint64 total, taken;
    if (!yqq_quota_read (database, yqq_enterprise_get_id (enterprise), &total, &taken, error))
      return FALSE;
    printf ("%s\t%s\t%s\t%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT "\n",
            yqq_enterprise_get_id (enterprise), yqq_enterprise_get_credit_code (enterprise),
            yqq_enterprise_get_name (enterprise), taken, total);
  }
  return TRUE;
}

int
yqq_command_enterprise_list (int argc, char **argv)
{
  g_autofree char *data = NULL;
  int exit_code;
  const GOptionEntry entries[] = {{NULL}};
  if (!yqq_command_parse (argc, argv,
                          _ ("Lists enterprises: id, credit code, name, quota taken and in all."),
                          entries, &data, NULL, &exit_code))
    return exit_code;
  return yqq_command_with_database (data, do_list, NULL);
}

typedef struct {
  const char *enterprise;
  gboolean changed;
} Ending;

static gboolean
do_end_rule (YqqDatabase *database, gpointer data, GError **error)
{
  Ending *ending = data;
  return yqq_desk_end_two_person (database, ending->enterprise,
                                  yqq_clock_get_unix_ms (yqq_clock_get_system ()), &ending->changed,
                                  error);
}

/* Only off: turning the rule on is the enterprise's own act. */
int
yqq_command_enterprise_two_person (int argc, char **argv)
{
  g_autofree char *data = NULL, *enterprise = NULL, *state = NULL;
  int exit_code;
  const GOptionEntry entries[] = {
      {"enterprise", 0, 0, G_OPTION_ARG_STRING, &enterprise,
       N_ ("Credit code or id of the enterprise"), N_ ("CODE")},
      {NULL},
  };
  if (!yqq_command_parse (argc, argv,
                          _ ("off: turns an enterprise's two-person rule off, for the case that "
                             "nobody is left to approve."),
                          entries, &data, &state, &exit_code))
    return exit_code;
  if (g_strcmp0 (state, "off") != 0) {
    yqq_command_complain (
        _ ("Say “off”: only the enterprise itself turns the two-person rule on."));
    return YQQ_EXIT_USAGE;
  }
  Ending ending = {.enterprise = enterprise};
  exit_code = yqq_command_with_database (data, do_end_rule, &ending);
  if (exit_code == YQQ_EXIT_OK)
    printf ("%s\n", ending.changed ? _ ("The two-person rule is off.")
                                   : _ ("The two-person rule was off already."));
  return exit_code;
}
