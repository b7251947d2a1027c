/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq grant reveal: an authorised user's numbers in full; the authority records who looked. */
#include <glib/gi18n.h>

#include "base/json.h"
#include "cli/act-options.h"
#include "cli/command.h"
#include "cli/enterprise-desk.h"
#include "cli/failure.h"
#include "cli/question.h"
#include "cli/wait.h"
#include "client/reveal-user.h"

static int
reveal (YqqEnterpriseDesk *desk, const char *grant)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *place = NULL;
  yqq_reveal_user_async (desk->workplace->connection, yqq_enterprise_desk_get_id (desk), grant,
                         yqq_wait_get_cancellable (), yqq_wait_note_result, &place);
  g_autoptr (GAsyncResult) result = yqq_wait_for (&place);
  g_autoptr (YqqRevealedUser) user = yqq_reveal_user_finish (result, &error);
  if (user == NULL)
    return yqq_failure_report (error);
  if (yqq_act_options_get ()->as_json) {
    g_autoptr (JsonObject) object = yqq_revealed_user_to_json (user);
    g_autofree char *line = yqq_json_to_string (object);
    g_print ("%s\n", line);
    return YQQ_EXIT_OK;
  }
  g_print ("%s\t%s\n", _ ("Document number"), user->id_number);
  if (user->phone != NULL)
    g_print ("%s\t%s\n", _ ("Mobile phone"), user->phone);
  return YQQ_EXIT_OK;
}

static int
find_and_reveal (YqqEnterpriseDesk *desk, const char *code)
{
  int exit_code = YQQ_EXIT_NO;
  g_autoptr (GPtrArray) users = yqq_enterprise_desk_fetch_users (desk, &exit_code);
  const YqqAuthorisedUser *user =
      users != NULL ? yqq_enterprise_desk_find_user (users, code) : NULL;
  if (user == NULL)
    return exit_code;
  g_printerr ("%s %s\n", user->code, user->name);
  if (!yqq_question_ask (_ ("The authority records that you looked. Go on? [y/N]")))
    return YQQ_EXIT_NO;
  return yqq_enterprise_desk_enter_pin (desk, &exit_code) ? reveal (desk, user->grant) : exit_code;
}

int
yqq_command_grant_reveal (int argc, char **argv)
{
  int exit_code = YQQ_EXIT_USAGE;
  if (!yqq_act_options_parse (YQQ_ACT_OPTIONS_ACT, "CODE",
                              N_ ("Shows an authorised user's numbers in full, which is recorded."),
                              NULL, &argc, &argv))
    return YQQ_EXIT_USAGE;
  if (argc != 2) {
    g_printerr (_ ("yqq: give one code; “yqq grant list” shows them\n"));
    return YQQ_EXIT_USAGE;
  }
  g_autoptr (YqqEnterpriseDesk) desk =
      yqq_enterprise_desk_open (YQQ_ROLE_ADMINISTRATOR | YQQ_ROLE_LEGAL_REPRESENTATIVE, &exit_code);
  return desk != NULL ? find_and_reveal (desk, argv[1]) : exit_code;
}
