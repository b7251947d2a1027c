/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq certificate export: an installed certificate with its chain, as PEM. Never the key. */
#include <glib/gi18n.h>

#include "cli/command.h"
#include "cli/grants.h"

static char *algorithm_nick;
static char *output;

static const GOptionEntry entries[] = {
    {"algorithm", 0, 0, G_OPTION_ARG_STRING, &algorithm_nick, N_ ("sm2-sm3 or p256-sha256"),
     "NAME"},
    {"output", 'o', 0, G_OPTION_ARG_FILENAME, &output,
     N_ ("Write to this file instead of the terminal"), "FILE.pem"},
    {NULL},
};

static char *
build_pem (YqqCredential *credential)
{
  g_autoptr (GPtrArray) chain =
      yqq_x509_list_new_from_der (yqq_credential_get_chain (credential), NULL);
  g_autofree char *own = yqq_x509_to_pem (yqq_credential_get_certificate (credential));
  g_autoptr (GString) text = g_string_new (own);
  for (guint i = 0; chain != NULL && i < chain->len; i++) {
    g_autofree char *pem = yqq_x509_to_pem (chain->pdata[i]);
    g_string_append (text, pem);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static int
write_out (const char *pem)
{
  g_autoptr (GError) error = NULL;
  if (output == NULL)
    g_print ("%s", pem);
  else if (!g_file_set_contents (output, pem, -1, &error)) {
    g_printerr (_ ("yqq: the file could not be written: %s\n"), error->message);
    return YQQ_EXIT_UNAVAILABLE;
  }
  return YQQ_EXIT_OK;
}

static int export(YqqWorkplace *workplace, const char *code, YqqAlgorithm algorithm)
{
  int exit_code = YQQ_EXIT_NO;
  g_autoptr (GPtrArray) grants = yqq_grants_fetch (workplace, &exit_code);
  YqqGrant *grant = grants != NULL ? yqq_grants_find (grants, code) : NULL;
  if (grant == NULL)
    return exit_code;
  YqqCredential *credential = yqq_grants_find_credential (workplace, grant, algorithm);
  if (credential == NULL) {
    g_printerr (_ ("yqq: this certificate is not installed here; “yqq certificate install” does "
                   "that\n"));
    return YQQ_EXIT_NO;
  }
  g_autofree char *pem = build_pem (credential);
  return write_out (pem);
}

int
yqq_command_certificate_export (int argc, char **argv)
{
  int exit_code = YQQ_EXIT_OK;
  YqqAlgorithm algorithm;
  if (!yqq_command_parse ("[CODE]", N_ ("Writes a certificate and its chain as PEM."), entries,
                          &argc, &argv) ||
      argc > 2 || !yqq_grants_read_algorithm (algorithm_nick, &algorithm))
    return YQQ_EXIT_USAGE;
  g_autoptr (YqqWorkplace) workplace = yqq_workplace_open (NULL, TRUE, &exit_code);
  return workplace != NULL ? export(workplace, argv[1], algorithm) : exit_code;
}
