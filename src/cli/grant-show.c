/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq grant show: one authorised user in full, with the numbers masked. */
#include <glib/gi18n.h>

#include "base/json.h"
#include "cli/act-options.h"
#include "cli/command.h"
#include "cli/enterprise-desk.h"
#include "cli/user-text.h"

static void
print_text (const YqqAuthorisedUser *user)
{
  g_autofree char *created = yqq_user_text_dup_day (user->created_at_ms);
  g_autofree char *until = yqq_user_text_dup_day (user->not_after_ms);
  g_autofree char *permissions =
      yqq_user_text_dup_permissions ((const char *const *)user->permissions);
  g_print ("%s\t%s\n", _ ("Code"), user->code);
  g_print ("%s\t%s\n", _ ("Name"), user->name);
  g_print ("%s\t%s\n", _ ("Document type"), yqq_user_text_id_type (user->id_type));
  g_print ("%s\t%s\n", _ ("Document number"), user->id_number_masked);
  if (user->phone_masked != NULL)
    g_print ("%s\t%s\n", _ ("Mobile phone"), user->phone_masked);
  g_print ("%s\t%s\n", _ ("Kind"), yqq_user_text_kind (user->kind));
  g_print ("%s\t%s\n", _ ("State"), yqq_user_text_state (user->state));
  g_print ("%s\t%s\n", _ ("Permissions"), permissions);
  g_print ("%s\t%s\n", _ ("Given"), created);
  g_print ("%s\t%s\n", _ ("Valid until"), until);
  if (user->cancelled_at_ms != 0) {
    g_autofree char *cancelled = yqq_user_text_dup_day (user->cancelled_at_ms);
    g_print ("%s\t%s\n", _ ("Cancelled"), cancelled);
  }
}

static int
show (YqqEnterpriseDesk *desk, const char *code)
{
  int exit_code = YQQ_EXIT_NO;
  g_autoptr (GPtrArray) users = yqq_enterprise_desk_fetch_users (desk, &exit_code);
  const YqqAuthorisedUser *user =
      users != NULL ? yqq_enterprise_desk_find_user (users, code) : NULL;
  if (user == NULL)
    return exit_code;
  if (!yqq_act_options_get ()->as_json) {
    print_text (user);
    return YQQ_EXIT_OK;
  }
  g_autoptr (JsonObject) object = yqq_authorised_user_to_json (user);
  g_autofree char *line = yqq_json_to_string (object);
  g_print ("%s\n", line);
  return YQQ_EXIT_OK;
}

int
yqq_command_grant_show (int argc, char **argv)
{
  int exit_code = YQQ_EXIT_USAGE;
  if (!yqq_act_options_parse (YQQ_ACT_OPTIONS_QUESTION, "CODE", N_ ("Shows one authorised user."),
                              NULL, &argc, &argv))
    return YQQ_EXIT_USAGE;
  if (argc != 2) {
    g_printerr (_ ("yqq: give one code; “yqq grant list” shows them\n"));
    return YQQ_EXIT_USAGE;
  }
  g_autoptr (YqqEnterpriseDesk) desk =
      yqq_enterprise_desk_open (YQQ_ROLE_ADMINISTRATOR | YQQ_ROLE_LEGAL_REPRESENTATIVE, &exit_code);
  return desk != NULL ? show (desk, argv[1]) : exit_code;
}
