/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq key rename: gives one of the person's security keys another name. */
#include <glib/gi18n.h>

#include "cli/command.h"
#include "cli/failure.h"
#include "cli/keys.h"
#include "cli/wait.h"

static const GOptionEntry entries[] = {{NULL}};

static int
rename_key (YqqWorkplace *workplace, const char *name, const char *label)
{
  int exit_code = YQQ_EXIT_OK;
  g_autoptr (GError) error = NULL;
  GAsyncResult *place = NULL;
  g_autoptr (GPtrArray) keys = yqq_keys_fetch (workplace, &exit_code);
  if (keys == NULL)
    return exit_code;
  const YqqAuthenticatorView *key = yqq_keys_find (keys, name);
  if (key == NULL)
    return YQQ_EXIT_NO;
  yqq_rename_authenticator_async (workplace->connection, key->id, label,
                                  yqq_wait_get_cancellable (), yqq_wait_note_result, &place);
  g_autoptr (GAsyncResult) result = yqq_wait_for (&place);
  if (!yqq_rename_authenticator_finish (result, &error))
    return yqq_failure_report (error);
  g_printerr (_ ("The security key is called “%s” now.\n"), label);
  return YQQ_EXIT_OK;
}

int
yqq_command_key_rename (int argc, char **argv)
{
  int exit_code = YQQ_EXIT_OK;
  if (!yqq_command_parse ("KEY NAME", N_ ("Gives one of your security keys another name."), entries,
                          &argc, &argv))
    return YQQ_EXIT_USAGE;
  if (argc != 3) {
    g_printerr (_ ("yqq: name the key, and what it is to be called\n"));
    return YQQ_EXIT_USAGE;
  }
  if (!yqq_keys_check_label (argv[2]))
    return YQQ_EXIT_USAGE;
  g_autoptr (YqqWorkplace) workplace = yqq_workplace_open (NULL, TRUE, &exit_code);
  return workplace != NULL ? rename_key (workplace, argv[1], argv[2]) : exit_code;
}
