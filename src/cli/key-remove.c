/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq key remove: takes one of the person's security keys out, after their identity was verified.
 */
#include <glib/gi18n.h>

#include "cli/command.h"
#include "cli/failure.h"
#include "cli/keys.h"
#include "cli/wait.h"
#include "identity/policy.h"

static const GOptionEntry entries[] = {
    YQQ_KEYS_IDENTITY_OPTIONS,
    {NULL},
};

static int
take_out (YqqWorkplace *workplace, const YqqAuthenticatorView *key)
{
  int exit_code = YQQ_EXIT_OK;
  g_autoptr (GError) error = NULL;
  GAsyncResult *place = NULL;
  g_autofree char *identity = yqq_prove_identity (workplace, YQQ_IDENTITY_PURPOSE_ENROL_KEY,
                                                  key->id, &yqq_keys_sources, &exit_code);
  if (identity == NULL)
    return exit_code;
  yqq_remove_authenticator_async (workplace->connection, key->id, identity,
                                  yqq_wait_get_cancellable (), yqq_wait_note_result, &place);
  g_autoptr (GAsyncResult) result = yqq_wait_for (&place);
  if (!yqq_remove_authenticator_finish (result, &error))
    return yqq_failure_report (error);
  g_printerr (_ ("The security key “%s” is taken out; it counts no more.\n"), key->label);
  return YQQ_EXIT_OK;
}

int
yqq_command_key_remove (int argc, char **argv)
{
  int exit_code = YQQ_EXIT_OK;
  if (!yqq_command_parse ("KEY", N_ ("Takes one of your security keys out, by its id or name."),
                          entries, &argc, &argv))
    return YQQ_EXIT_USAGE;
  if (argc != 2) {
    g_printerr (_ ("yqq: name the key; “yqq key list” shows them\n"));
    return YQQ_EXIT_USAGE;
  }
  g_autoptr (YqqWorkplace) workplace = yqq_workplace_open (NULL, TRUE, &exit_code);
  g_autoptr (GPtrArray) keys = workplace != NULL ? yqq_keys_fetch (workplace, &exit_code) : NULL;
  if (keys == NULL)
    return exit_code;
  const YqqAuthenticatorView *key = yqq_keys_find (keys, argv[1]);
  return key != NULL ? take_out (workplace, key) : YQQ_EXIT_NO;
}
