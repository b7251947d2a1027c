/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq-authority identity check, and the policy file that serving reads */
#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "authority/command/command.h"
#include "identity/policy-file.h"

#define FILE_NAME "identity-policy.json"

static void
complain_about (const char *path, GPtrArray *faults)
{
  for (guint i = 0; i < faults->len; i++) {
    const YqqPolicyFault *fault = faults->pdata[i];
    if (*fault->path == '\0')
      yqq_command_complain ("%s: %s", path, fault->sentence);
    else
      yqq_command_complain ("%s: %s: %s", path, fault->path, fault->sentence);
  }
}

/* *policy is NULL where the file is not there and need not be. */
static gboolean
read_file (const char *path, gboolean needed, YqqIdentityPolicy **policy)
{
  g_autofree char *text = NULL;
  gsize length;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) faults = yqq_policy_faults_new ();
  *policy = NULL;
  if (!g_file_get_contents (path, &text, &length, &error)) {
    if (!needed && g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
      return TRUE;
    yqq_command_complain (_ ("The identity policy cannot be read: %s"), error->message);
    return FALSE;
  }
  *policy = yqq_identity_policy_parse (text, (gssize)length, faults);
  complain_about (path, faults);
  return *policy != NULL;
}

gboolean
yqq_command_read_identity_policy (const char *file,
                                  const char *data,
                                  YqqIdentityPolicy **policy,
                                  int *exit_code)
{
  g_autofree char *own = g_build_filename (data, FILE_NAME, NULL);
  if (read_file (file != NULL ? file : own, file != NULL, policy))
    return TRUE;
  yqq_command_complain (_ ("Nothing was started: correct the identity policy first. “yqq-authority "
                           "identity check” shows whether it is right."));
  *exit_code = YQQ_EXIT_FAILED;
  return FALSE;
}

static char *
write_ways (GPtrArray *ways)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < ways->len; i++) {
    GStrv way = g_ptr_array_index (ways, i);
    g_ptr_array_add (texts, way[0] != NULL ? g_strjoinv (" + ", way) : g_strdup (_ ("(nothing)")));
  }
  g_ptr_array_add (texts, NULL);
  return g_strjoinv (" | ", (GStrv)texts->pdata);
}

static void
show (YqqIdentityPolicy *policy)
{
  for (const char *const *purpose = yqq_identity_purposes_list (); *purpose != NULL; purpose++) {
    g_autofree char *ways = write_ways (yqq_identity_policy_get_ways (policy, *purpose));
    const char *const *factors = yqq_identity_policy_get_second_factors (policy, *purpose);
    g_autofree char *factor = g_strjoinv (" + ", (GStrv)factors);
    printf ("%-11s %s", *purpose, ways);
    if (factors[0] != NULL)
      printf (_ ("; and %s where it is registered"), factor);
    printf ("\n");
  }
}

int
yqq_command_identity_check (int argc, char **argv)
{
  g_autofree char *data = NULL, *file = NULL, *own = NULL;
  g_autoptr (YqqIdentityPolicy) policy = NULL;
  int exit_code;
  const GOptionEntry entries[] = {{NULL}};
  if (!yqq_command_parse (
          argc, argv,
          _ ("Reads a policy file (that of the data, where none is named) and shows "
             "which methods count for what, or what is wrong in it."),
          entries, &data, &file, &exit_code))
    return exit_code;
  if (file == NULL) {
    g_autofree char *fallback = data == NULL ? yqq_command_default_data () : NULL;
    own = g_build_filename (data != NULL ? data : fallback, FILE_NAME, NULL);
  }
  if (!read_file (file != NULL ? file : own, file != NULL, &policy))
    return YQQ_EXIT_FAILED;
  if (policy == NULL) {
    printf (_ ("There is no %s: this is built in.\n"), own);
    policy = yqq_identity_policy_new_default ();
  }
  show (policy);
  return YQQ_EXIT_OK;
}
