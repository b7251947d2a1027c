/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq staff confirm: a reviewer has seen somebody with their document, and gives them a code. */
#include <glib/gi18n.h>

#include "base/json.h"
#include "cli/act-options.h"
#include "cli/command.h"
#include "cli/staff-person.h"
#include "identity/policy.h"

static YqqStaffPerson person;
static char *purpose;

static const GOptionEntry entries[] = {
    YQQ_STAFF_PERSON_OPTIONS (person),
    {"purpose", 0, 0, G_OPTION_ARG_STRING, &purpose,
     N_ ("What the code is for: log-in, new-pin, unlock, transfer, enrol-face, enrol-key or "
         "link-account "
         "(log-in)"),
     "PURPOSE"},
    {NULL},
};

/* NULL after having said what is missing. */
static YqqPersonQuery *
read_query (void)
{
  if (purpose == NULL)
    purpose = g_strdup (YQQ_IDENTITY_PURPOSE_LOG_IN);
  if (!yqq_identity_purpose_is_known (purpose)) {
    g_printerr (_ ("yqq: a code has no purpose “%s”; see --help\n"), purpose);
    return NULL;
  }
  return yqq_staff_person_read (&person);
}

/* The code alone on standard output. */
static int
report (const YqqActResult *result)
{
  if (result->staff_code == NULL) {
    g_printerr (_ ("yqq: the code was told already; confirm again to make another\n"));
    return YQQ_EXIT_NO;
  }
  if (yqq_act_options_get ()->as_json) {
    g_autoptr (JsonObject) object = yqq_act_result_to_json (result);
    g_autofree char *line = yqq_json_to_string (object);
    g_print ("%s\n", line);
    return YQQ_EXIT_OK;
  }
  g_print ("%s\n", result->staff_code);
  g_printerr (
      _ ("Good for 30 minutes, once; an earlier code for the same does not count any more. It is "
         "not shown again.\n"));
  return YQQ_EXIT_OK;
}

static int
confirm (YqqEnterpriseDesk *desk, const YqqPersonQuery *query)
{
  int exit_code = YQQ_EXIT_NO;
  g_autoptr (YqqFoundPerson) found = yqq_staff_person_find (desk, query, &exit_code);
  if (found == NULL)
    return exit_code;
  if (!yqq_staff_person_ask ())
    return YQQ_EXIT_NO;
  g_autoptr (YqqEnterpriseAct) act =
      yqq_enterprise_act_new (YQQ_ACT_IDENTITY_CONFIRM, yqq_enterprise_desk_get_id (desk));
  act->subject = g_strdup (found->person);
  act->document = query->id_type;
  act->purpose = g_strdup (purpose);
  g_autoptr (YqqActResult) result = yqq_enterprise_desk_perform (desk, act, &exit_code);
  return result != NULL ? report (result) : exit_code;
}

int
yqq_command_staff_confirm (int argc, char **argv)
{
  int exit_code = YQQ_EXIT_USAGE;
  if (!yqq_act_options_parse (
          YQQ_ACT_OPTIONS_ACT, "",
          N_ ("Confirms, as a reviewer, who somebody is whose document you have "
              "seen, and makes a one-time code for them."),
          entries, &argc, &argv))
    return YQQ_EXIT_USAGE;
  g_autoptr (YqqPersonQuery) query = read_query ();
  if (query == NULL)
    return YQQ_EXIT_USAGE;
  g_autoptr (YqqEnterpriseDesk) desk = yqq_enterprise_desk_open (YQQ_ROLE_REVIEWER, &exit_code);
  return desk != NULL ? confirm (desk, query) : exit_code;
}
