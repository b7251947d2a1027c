/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq-authority reviewer add|list|remove */
#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "authority/command/command.h"
#include "authority/reviewer-desk.h"
#include "base/clock.h"

typedef struct {
  YqqDeskReviewer entry;
  gboolean changed;
} Naming;

static gboolean
do_add (YqqDatabase *database, gpointer data, GError **error)
{
  Naming *naming = data;
  return yqq_desk_add_reviewer (database, &naming->entry,
                                yqq_clock_get_unix_ms (yqq_clock_get_system ()), &naming->changed,
                                error);
}

static gboolean
do_remove (YqqDatabase *database, gpointer data, GError **error)
{
  Naming *naming = data;
  return yqq_desk_remove_reviewer (database, &naming->entry,
                                   yqq_clock_get_unix_ms (yqq_clock_get_system ()), error);
}

static int
run (int argc, char **argv, const char *summary, YqqDatabaseWork work, gboolean *changed)
{
  g_autofree char *data = NULL, *enterprise = NULL, *type = NULL, *number = NULL;
  int exit_code;
  const GOptionEntry entries[] = {
      {"enterprise", 0, 0, G_OPTION_ARG_STRING, &enterprise,
       N_ ("Credit code or id of the enterprise"), N_ ("CODE")},
      {"id-type", 0, 0, G_OPTION_ARG_STRING, &type, N_ ("Kind of their document (resident-id)"),
       N_ ("KIND")},
      {"id", 0, 0, G_OPTION_ARG_STRING, &number, N_ ("Number of their document"), N_ ("NUMBER")},
      {NULL},
  };
  if (!yqq_command_parse (argc, argv, summary, entries, &data, NULL, &exit_code))
    return exit_code;
  Naming naming = {.entry = {enterprise, type != NULL ? type : "resident-id", number}};
  exit_code = yqq_command_with_database (data, work, &naming);
  *changed = naming.changed;
  return exit_code;
}

int
yqq_command_reviewer_add (int argc, char **argv)
{
  gboolean changed;
  int exit_code = run (
      argc, argv,
      _ ("Makes a person who has a grant of an enterprise a reviewer at its service desk: they "
         "confirm in person who people are. Nobody confirms themselves."),
      do_add, &changed);
  if (exit_code == YQQ_EXIT_OK)
    printf ("%s\n", changed ? _ ("They are a reviewer now.") : _ ("They were a reviewer already."));
  return exit_code;
}

int
yqq_command_reviewer_remove (int argc, char **argv)
{
  gboolean changed;
  int exit_code = run (argc, argv,
                       _ ("Takes the service desk away from a reviewer, at once; their grant "
                          "stays."),
                       do_remove, &changed);
  if (exit_code == YQQ_EXIT_OK)
    printf ("%s\n", _ ("They are a reviewer no more."));
  return exit_code;
}

static gboolean
do_list (YqqDatabase *database, gpointer data, GError **error)
{
  GPtrArray **list = data;
  *list = yqq_desk_list_reviewers (database, error);
  return *list != NULL;
}

int
yqq_command_reviewer_list (int argc, char **argv)
{
  g_autofree char *data = NULL;
  g_autoptr (GPtrArray) list = NULL;
  int exit_code;
  const GOptionEntry entries[] = {{NULL}};
  if (!yqq_command_parse (argc, argv, _ ("Lists the reviewers, with the enterprise they sign for."),
                          entries, &data, NULL, &exit_code))
    return exit_code;
  exit_code = yqq_command_with_database (data, do_list, &list);
  for (guint i = 0; exit_code == YQQ_EXIT_OK && i < list->len; i++) {
    const YqqReviewerListing *line = g_ptr_array_index (list, i);
    printf ("%s\t%s\t%s\n", line->name, line->id_number, line->enterprise);
  }
  return exit_code;
}
