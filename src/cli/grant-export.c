/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq grant export: the authorised users as CSV, with the numbers masked. */
#include <glib/gi18n.h>

#include "base/csv.h"
#include "cli/act-options.h"
#include "cli/command.h"
#include "cli/enterprise-desk.h"
#include "cli/output.h"
#include "cli/user-text.h"

#define BYTE_ORDER_MARK "\xef\xbb\xbf" /* spreadsheets take it for UTF-8 only so */

static char *output;

static const GOptionEntry entries[] = {
    {"output", 'o', 0, G_OPTION_ARG_FILENAME, &output,
     N_ ("Write to this file instead of the terminal"), "FILE.csv"},
    {NULL},
};

static void
append_user (GString *csv, const YqqAuthorisedUser *user)
{
  g_autofree char *created = yqq_user_text_dup_day (user->created_at_ms);
  g_autofree char *until = yqq_user_text_dup_day (user->not_after_ms);
  g_autofree char *permissions =
      yqq_user_text_dup_permissions ((const char *const *)user->permissions);
  yqq_csv_append_row (
      csv, (const char *const[]){user->code, user->name, yqq_user_text_id_type (user->id_type),
                                 user->id_number_masked,
                                 user->phone_masked != NULL ? user->phone_masked : "",
                                 yqq_user_text_kind (user->kind), yqq_user_text_state (user->state),
                                 permissions, created, until, NULL});
}

static int
export_users (GPtrArray *users)
{
  g_autoptr (GString) csv = g_string_new (BYTE_ORDER_MARK);
  yqq_csv_append_row (csv, (const char *const[]){_ ("Code"), _ ("Name"), _ ("Document type"),
                                                 _ ("Document number"), _ ("Mobile phone"),
                                                 _ ("Kind"), _ ("State"), _ ("Permissions"),
                                                 _ ("Given"), _ ("Valid until"), NULL});
  for (guint i = 0; i < users->len; i++)
    append_user (csv, users->pdata[i]);
  return yqq_output_write (output, csv->str, csv->len);
}

int
yqq_command_grant_export (int argc, char **argv)
{
  int exit_code = YQQ_EXIT_USAGE;
  if (!yqq_act_options_parse (YQQ_ACT_OPTION_ENTERPRISE, "",
                              N_ ("Writes the authorised users as CSV, with the numbers masked."),
                              entries, &argc, &argv))
    return YQQ_EXIT_USAGE;
  g_autoptr (YqqEnterpriseDesk) desk =
      yqq_enterprise_desk_open (YQQ_ROLE_ADMINISTRATOR | YQQ_ROLE_LEGAL_REPRESENTATIVE, &exit_code);
  g_autoptr (GPtrArray) users =
      desk != NULL ? yqq_enterprise_desk_fetch_users (desk, &exit_code) : NULL;
  return users != NULL ? export_users (users) : exit_code;
}
