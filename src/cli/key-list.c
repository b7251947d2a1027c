/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq key list: the person's security keys. */
#include <glib/gi18n.h>

#include "cli/command.h"
#include "cli/keys.h"

static gboolean as_json;

static const GOptionEntry entries[] = {
    {"json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_ ("Print one JSON object a key"), NULL},
    {NULL},
};

int
yqq_command_key_list (int argc, char **argv)
{
  int exit_code = YQQ_EXIT_OK;
  if (!yqq_command_parse ("", N_ ("Lists your security keys."), entries, &argc, &argv))
    return YQQ_EXIT_USAGE;
  g_autoptr (YqqWorkplace) workplace = yqq_workplace_open (NULL, TRUE, &exit_code);
  g_autoptr (GPtrArray) keys = workplace != NULL ? yqq_keys_fetch (workplace, &exit_code) : NULL;
  if (keys == NULL)
    return exit_code;
  yqq_keys_print (keys, as_json);
  if (keys->len == 0 && !as_json)
    g_printerr (_ ("yqq: no security key is registered for you; “yqq key add” does that\n"));
  return YQQ_EXIT_OK;
}
