/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/oidc-prompt.h"

#include <glib/gi18n.h>

#include "cli/command.h"
#include "cli/failure.h"
#include "cli/wait.h"
#include "identity/oidc-prover.h"
#include "qr/qr-code.h"

static void
print_code (GVariant *detail)
{
  const char *address = "", *code = "", *whole = NULL;
  g_autoptr (GVariantDict) dict = g_variant_dict_new (detail);
  g_variant_dict_lookup (dict, "address", "&s", &address);
  g_variant_dict_lookup (dict, "code", "&s", &code);
  g_variant_dict_lookup (dict, "whole-address", "&s", &whole);
  g_autoptr (YqqQrCode) qr = yqq_qr_code_new (whole != NULL ? whole : address, NULL);
  g_autofree char *picture = qr != NULL ? yqq_qr_code_to_text (qr) : g_strdup ("");
  g_printerr ("%s", picture);
  g_printerr (_ ("Scan this with your telephone, or open %s there; it has to show %s.\n"), address,
              code);
}

static void
on_progress (YqqIdentityProver *prover, const char *state, GVariant *detail, gpointer user_data)
{
  if (g_str_equal (state, YQQ_OIDC_STATE_OPEN_BROWSER))
    g_printerr (_ ("Log in in the browser of this computer:\n%s\n"),
                g_variant_get_string (detail, NULL));
  else if (g_str_equal (state, YQQ_OIDC_STATE_USER_CODE))
    print_code (detail);
}

static YqqOidcWay
choose_way (const YqqIdentityTask *task)
{
  gboolean phones = task->offer != NULL &&
                    json_object_get_boolean_member_with_default (task->offer, "device_flow", FALSE);
  gboolean desktop = g_getenv ("DISPLAY") != NULL || g_getenv ("WAYLAND_DISPLAY") != NULL;
  return phones && !desktop ? YQQ_OIDC_WAY_PHONE : YQQ_OIDC_WAY_BROWSER;
}

/* What went wrong at the provider is not the authority's. */
static int
report (const GError *error)
{
  if (error->domain != YQQ_OIDC_ERROR)
    return yqq_failure_report (error);
  g_printerr (_ ("yqq: the log in at your organisation came to nothing: %s\n"), error->message);
  return g_error_matches (error, YQQ_OIDC_ERROR, YQQ_OIDC_ERROR_OFFLINE) ? YQQ_EXIT_UNAVAILABLE
                                                                         : YQQ_EXIT_NO;
}

JsonObject *
yqq_oidc_prompt (const YqqIdentityTask *task, int *exit_code)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *place = NULL;
  g_autoptr (YqqOidcProver) made = yqq_oidc_prover_new (choose_way (task), NULL);
  YqqIdentityProver *prover = YQQ_IDENTITY_PROVER (made);
  g_signal_connect (prover, "progress", G_CALLBACK (on_progress), NULL);
  yqq_identity_prover_prove_async (prover, task, yqq_wait_get_cancellable (), yqq_wait_note_result,
                                   &place);
  g_autoptr (GAsyncResult) result = yqq_wait_for (&place);
  JsonObject *evidence = yqq_identity_prover_prove_finish (prover, result, &error);
  if (evidence == NULL)
    *exit_code = report (error);
  return evidence;
}
