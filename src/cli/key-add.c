/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq key add: registers a security key for the person, after their identity was verified. */
#include <glib/gi18n.h>

#include "cli/command.h"
#include "cli/failure.h"
#include "cli/fido2-prompt.h"
#include "cli/keys.h"
#include "cli/wait.h"
#include "identity/policy.h"

static const GOptionEntry entries[] = {
    YQQ_KEYS_IDENTITY_OPTIONS,
    {"key-pin-fd", 0, 0, G_OPTION_ARG_INT, &yqq_keys_sources.key_pin_fd,
     N_ ("Read the security key's own PIN from this file descriptor instead of asking"), "FD"},
    {NULL},
};

static GPtrArray *
dup_credentials (GPtrArray *keys)
{
  GPtrArray *credentials = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  for (guint i = 0; i < keys->len; i++)
    g_ptr_array_add (
        credentials,
        g_bytes_ref (((const YqqAuthenticatorView *)g_ptr_array_index (keys, i))->credential));
  return credentials;
}

static int
bring (YqqWorkplace *workplace,
       const char *challenge_id,
       JsonObject *registration,
       const char *label)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *place = NULL;
  yqq_add_authenticator_async (workplace->connection, challenge_id, registration, label,
                               yqq_wait_get_cancellable (), yqq_wait_note_result, &place);
  g_autoptr (GAsyncResult) result = yqq_wait_for (&place);
  g_autoptr (YqqAuthenticatorView) key = yqq_add_authenticator_finish (result, &error);
  if (key == NULL)
    return yqq_failure_report (error);
  g_print ("%s\n", key->id);
  g_printerr (_ ("The security key is registered. It is asked for before a new PIN and before an "
                 "office is handed on.\n"));
  return YQQ_EXIT_OK;
}

static int
add (YqqWorkplace *workplace, const char *label)
{
  int exit_code = YQQ_EXIT_OK;
  g_autoptr (GPtrArray) keys = yqq_keys_fetch (workplace, &exit_code);
  g_autoptr (YqqIdentityCase) proven =
      keys != NULL ? yqq_prove_case (workplace, YQQ_IDENTITY_PURPOSE_ENROL_KEY, NULL,
                                     &yqq_keys_sources, &exit_code)
                   : NULL;
  if (proven == NULL)
    return exit_code;
  g_autoptr (GPtrArray) known = dup_credentials (keys);
  g_autoptr (JsonObject) registration =
      yqq_fido2_prompt (proven->task, known, yqq_keys_sources.key_pin_fd, &exit_code);
  return registration != NULL ? bring (workplace, proven->task->challenge_id, registration, label)
                              : exit_code;
}

int
yqq_command_key_add (int argc, char **argv)
{
  int exit_code = YQQ_EXIT_OK;
  if (!yqq_command_parse ("NAME",
                          N_ ("Registers a security key (FIDO2) for you under a name of yours."),
                          entries, &argc, &argv))
    return YQQ_EXIT_USAGE;
  if (argc != 2) {
    g_printerr (_ ("yqq: say what the key is to be called\n"));
    return YQQ_EXIT_USAGE;
  }
  if (!yqq_keys_check_label (argv[1]))
    return YQQ_EXIT_USAGE;
  g_autoptr (YqqWorkplace) workplace = yqq_workplace_open (NULL, TRUE, &exit_code);
  return workplace != NULL ? add (workplace, argv[1]) : exit_code;
}
