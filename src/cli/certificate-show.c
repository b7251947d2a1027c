/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq certificate show: one certificate in full. */
#include <glib/gi18n.h>

#include "base/json.h"
#include "cli/command.h"
#include "cli/grants.h"

static gboolean as_json;
static char *algorithm_nick;

static const GOptionEntry entries[] = {
    {"algorithm", 0, 0, G_OPTION_ARG_STRING, &algorithm_nick, N_ ("sm2-sm3 or p256-sha256"),
     "NAME"},
    {"json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_ ("Print one JSON object"), NULL},
    {NULL},
};

static void
print_time (const char *label, gint64 unix_ms)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (unix_ms / 1000);
  g_autofree char *text = g_date_time_format (time, "%Y-%m-%d %H:%M %Z");
  g_print ("%s: %s\n", label, text);
}

static void
print_credential (YqqCredential *credential)
{
  YqqX509 *certificate = yqq_credential_get_certificate (credential);
  print_time (_ ("Valid from"), yqq_credential_get_not_before (credential));
  print_time (_ ("Valid until"), yqq_credential_get_not_after (credential));
  g_print (_ ("Holder: %s\n"), yqq_x509_get_person (certificate));
  g_print (_ ("Issuer: %s\n"), yqq_x509_get_issuer (certificate));
  g_print (_ ("Serial number: %s\n"), yqq_x509_get_serial (certificate));
  g_print (_ ("Fingerprint (SHA-256): %s\n"), yqq_x509_get_fingerprint (certificate));
}

static void
print_text (YqqWorkplace *workplace, YqqGrant *grant, YqqAlgorithm algorithm)
{
  YqqEnterprise *enterprise = yqq_grant_get_enterprise (grant);
  YqqCredential *credential = yqq_grants_find_credential (workplace, grant, algorithm);
  g_print ("%s\n", yqq_enterprise_get_name (enterprise));
  g_print (_ ("Code: %s\n"), yqq_grant_get_code (grant));
  g_print (_ ("Credit code: %s\n"), yqq_enterprise_get_credit_code (enterprise));
  g_print (_ ("Algorithm: %s\n"), yqq_algorithm_to_nick (algorithm));
  g_print (_ ("State: %s\n"),
           yqq_grants_state_text (yqq_grants_resolve_state (workplace, grant, algorithm)));
  if (credential != NULL)
    print_credential (credential);
}

static int
show (YqqWorkplace *workplace, const char *code, YqqAlgorithm algorithm)
{
  int exit_code = YQQ_EXIT_NO;
  g_autoptr (GPtrArray) grants = yqq_grants_fetch (workplace, &exit_code);
  YqqGrant *grant = grants != NULL ? yqq_grants_find (grants, code) : NULL;
  if (grant == NULL)
    return exit_code;
  if (as_json) {
    g_autoptr (JsonObject) object = yqq_grants_to_line (workplace, grant, algorithm);
    g_autofree char *line = yqq_json_to_string (object);
    g_print ("%s\n", line);
  } else {
    print_text (workplace, grant, algorithm);
  }
  return YQQ_EXIT_OK;
}

int
yqq_command_certificate_show (int argc, char **argv)
{
  int exit_code = YQQ_EXIT_OK;
  YqqAlgorithm algorithm;
  if (!yqq_command_parse ("[CODE]", N_ ("Shows one certificate."), entries, &argc, &argv) ||
      argc > 2 || !yqq_grants_read_algorithm (algorithm_nick, &algorithm))
    return YQQ_EXIT_USAGE;
  g_autoptr (YqqWorkplace) workplace = yqq_workplace_open (NULL, TRUE, &exit_code);
  return workplace != NULL ? show (workplace, argv[1], algorithm) : exit_code;
}
