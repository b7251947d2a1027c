/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq certificate list: every certificate granted to the person, usable or not. */
#include <glib/gi18n.h>

#include "base/json.h"
#include "cli/command.h"
#include "cli/grants.h"

static gboolean as_json;

static const GOptionEntry entries[] = {
    {"json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_ ("Print one JSON object a certificate"), NULL},
    {NULL},
};

static void
print_line (YqqWorkplace *workplace, YqqGrant *grant, YqqAlgorithm algorithm)
{
  if (as_json) {
    g_autoptr (JsonObject) object = yqq_grants_to_line (workplace, grant, algorithm);
    g_autofree char *line = yqq_json_to_string (object);
    g_print ("%s\n", line);
    return;
  }
  gboolean enterprise = yqq_grant_get_kind (grant) == YQQ_CERTIFICATE_KIND_ENTERPRISE;
  g_print ("%s\t%s\t%s\t%s\t%s\n", yqq_grant_get_code (grant),
           yqq_enterprise_get_name (yqq_grant_get_enterprise (grant)),
           enterprise ? _ ("Enterprise certificate") : _ ("Employee certificate"),
           yqq_algorithm_to_nick (algorithm),
           yqq_grants_state_text (yqq_grants_resolve_state (workplace, grant, algorithm)));
}

/* SM2 is always listed: it is what can be installed; P-256 where it is. */
static void
print_grant (YqqWorkplace *workplace, YqqGrant *grant)
{
  print_line (workplace, grant, YQQ_ALGORITHM_SM2_SM3);
  if (yqq_grants_find_credential (workplace, grant, YQQ_ALGORITHM_P256_SHA256) != NULL)
    print_line (workplace, grant, YQQ_ALGORITHM_P256_SHA256);
}

int
yqq_command_certificate_list (int argc, char **argv)
{
  int exit_code = YQQ_EXIT_OK;
  if (!yqq_command_parse ("", N_ ("Lists the certificates granted to you."), entries, &argc, &argv))
    return YQQ_EXIT_USAGE;
  g_autoptr (YqqWorkplace) workplace = yqq_workplace_open (NULL, TRUE, &exit_code);
  g_autoptr (GPtrArray) grants =
      workplace != NULL ? yqq_grants_fetch (workplace, &exit_code) : NULL;
  if (grants == NULL)
    return exit_code;
  for (guint i = 0; i < grants->len; i++)
    print_grant (workplace, grants->pdata[i]);
  if (grants->len == 0 && !as_json)
    g_printerr (_ ("yqq: no certificate has been granted to you yet; ask your administrator\n"));
  return YQQ_EXIT_OK;
}
