/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq staff remove-key: a reviewer takes out a security key that its person has lost. */
#include <glib/gi18n.h>

#include "base/json.h"
#include "cli/act-options.h"
#include "cli/command.h"
#include "cli/keys.h"
#include "cli/staff-person.h"

static YqqStaffPerson person;
static char *key_name;

static const GOptionEntry entries[] = {
    YQQ_STAFF_PERSON_OPTIONS (person),
    {"key", 0, 0, G_OPTION_ARG_STRING, &key_name,
     N_ ("Which of their keys, by its id or name; may be left out where there is only one"), "KEY"},
    {NULL},
};

/* Borrowed from keys; NULL after having listed them. */
static const YqqAuthenticatorView *
choose (GPtrArray *keys)
{
  if (keys->len == 0) {
    g_printerr (_ ("yqq: no security key is registered for this person\n"));
    return NULL;
  }
  if (key_name != NULL)
    return yqq_keys_find (keys, key_name);
  if (keys->len == 1)
    return g_ptr_array_index (keys, 0);
  yqq_keys_print (keys, yqq_act_options_get ()->as_json);
  g_printerr (_ ("yqq: there are several keys; say with --key which one\n"));
  return NULL;
}

static int
report (const YqqActResult *result, const char *label)
{
  if (yqq_act_options_get ()->as_json) {
    g_autoptr (JsonObject) object = yqq_act_result_to_json (result);
    g_autofree char *line = yqq_json_to_string (object);
    g_print ("%s\n", line);
  }
  g_printerr (_ ("The security key “%s” is taken out; its person is told.\n"), label);
  return YQQ_EXIT_OK;
}

static int
take_out (YqqEnterpriseDesk *desk, const YqqPersonQuery *query)
{
  int exit_code = YQQ_EXIT_NO;
  g_autoptr (YqqFoundPerson) found = yqq_staff_person_find (desk, query, &exit_code);
  const YqqAuthenticatorView *key = found != NULL ? choose (found->authenticators) : NULL;
  if (key == NULL || !yqq_staff_person_ask ())
    return exit_code;
  g_autoptr (YqqEnterpriseAct) act =
      yqq_enterprise_act_new (YQQ_ACT_AUTHENTICATOR_REMOVE, yqq_enterprise_desk_get_id (desk));
  act->subject = g_strdup (key->id);
  act->document = query->id_type;
  g_autoptr (YqqActResult) result = yqq_enterprise_desk_perform (desk, act, &exit_code);
  return result != NULL ? report (result, key->label) : exit_code;
}

int
yqq_command_staff_remove_key (int argc, char **argv)
{
  int exit_code = YQQ_EXIT_USAGE;
  if (!yqq_act_options_parse (YQQ_ACT_OPTIONS_ACT, "",
                              N_ ("Takes out, as a reviewer, a security key that somebody has lost "
                                  "whose document you have seen."),
                              entries, &argc, &argv))
    return YQQ_EXIT_USAGE;
  g_autoptr (YqqPersonQuery) query = yqq_staff_person_read (&person);
  if (query == NULL)
    return YQQ_EXIT_USAGE;
  g_autoptr (YqqEnterpriseDesk) desk = yqq_enterprise_desk_open (YQQ_ROLE_REVIEWER, &exit_code);
  return desk != NULL ? take_out (desk, query) : exit_code;
}
