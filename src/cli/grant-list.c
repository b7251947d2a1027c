/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq grant list: the enterprise's authorised users, and what is left of its quota. */
#include <glib/gi18n.h>

#include "base/json.h"
#include "cli/act-options.h"
#include "cli/act-report.h"
#include "cli/command.h"
#include "cli/enterprise-desk.h"
#include "cli/user-text.h"

static char *state_nick;

static const GOptionEntry entries[] = {
    {"state", 0, 0, G_OPTION_ARG_STRING, &state_nick,
     N_ ("Only those in this state: pending-install, active, suspended, expiring, expired, "
         "cancelled"),
     "STATE"},
    {NULL},
};

static void
print_user (const YqqAuthorisedUser *user)
{
  if (yqq_act_options_get ()->as_json) {
    g_autoptr (JsonObject) object = yqq_authorised_user_to_json (user);
    g_autofree char *line = yqq_json_to_string (object);
    g_print ("%s\n", line);
    return;
  }
  g_autofree char *day = yqq_user_text_dup_day (user->not_after_ms);
  g_autofree char *permissions =
      yqq_user_text_dup_permissions ((const char *const *)user->permissions);
  g_print ("%s\t%s\t%s\t%s\t%s\t%s\t%s\n", user->code, user->name, user->id_number_masked,
           user->phone_masked != NULL ? user->phone_masked : "", yqq_user_text_state (user->state),
           day, permissions);
}

static gboolean
read_state (YqqGrantState *state)
{
  if (state_nick == NULL || yqq_grant_state_from_nick (state_nick, state))
    return TRUE;
  g_printerr (_ ("yqq: there is no state “%s”\n"), state_nick);
  return FALSE;
}

static int
list (YqqEnterpriseDesk *desk, YqqGrantState state)
{
  int exit_code = YQQ_EXIT_OK;
  g_autoptr (YqqEnterpriseOverview) overview =
      yqq_enterprise_desk_fetch_overview (desk, &exit_code);
  g_autoptr (GPtrArray) users =
      overview != NULL ? yqq_enterprise_desk_fetch_users (desk, &exit_code) : NULL;
  if (users == NULL)
    return exit_code;
  for (guint i = 0; i < users->len; i++) {
    const YqqAuthorisedUser *user = users->pdata[i];
    if (state_nick == NULL || user->state == state)
      print_user (user);
  }
  if (!yqq_act_options_get ()->as_json)
    yqq_act_report_quota (&overview->quota);
  return YQQ_EXIT_OK;
}

int
yqq_command_grant_list (int argc, char **argv)
{
  int exit_code = YQQ_EXIT_USAGE;
  YqqGrantState state = YQQ_GRANT_STATE_ACTIVE;
  if (!yqq_act_options_parse (YQQ_ACT_OPTIONS_QUESTION, "",
                              N_ ("Lists an enterprise's authorised users."), entries, &argc,
                              &argv) ||
      !read_state (&state))
    return YQQ_EXIT_USAGE;
  g_autoptr (YqqEnterpriseDesk) desk =
      yqq_enterprise_desk_open (YQQ_ROLE_ADMINISTRATOR | YQQ_ROLE_LEGAL_REPRESENTATIVE, &exit_code);
  return desk != NULL ? list (desk, state) : exit_code;
}
