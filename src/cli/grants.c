/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/grants.h"

#include <glib/gi18n.h>

#include "base/clock.h"
#include "cli/command.h"
#include "cli/failure.h"
#include "cli/wait.h"
#include "client/fetch-grants.h"

GPtrArray *
yqq_grants_fetch (YqqWorkplace *workplace, int *exit_code)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *place = NULL;
  yqq_fetch_grants_async (workplace->connection, yqq_wait_get_cancellable (), yqq_wait_note_result,
                          &place);
  g_autoptr (GAsyncResult) result = yqq_wait_for (&place);
  GPtrArray *grants = yqq_fetch_grants_finish (result, &error);
  if (grants == NULL)
    *exit_code = yqq_failure_report (error);
  return grants;
}

YqqGrant *
yqq_grants_find (GPtrArray *grants, const char *code)
{
  if (code == NULL && grants->len == 1)
    return grants->pdata[0];
  for (guint i = 0; code != NULL && i < grants->len; i++)
    if (g_ascii_strcasecmp (yqq_grant_get_code (grants->pdata[i]), code) == 0)
      return grants->pdata[i];
  if (grants->len == 0)
    g_printerr (_ ("yqq: no certificate has been granted to you yet; ask your administrator\n"));
  else if (code == NULL)
    g_printerr (_ ("yqq: you have several certificates; name one by its code\n"));
  else
    g_printerr (_ ("yqq: you have no certificate “%s”; “yqq certificate list” shows the codes\n"),
                code);
  return NULL;
}

YqqCredential *
yqq_grants_find_credential (YqqWorkplace *workplace, YqqGrant *grant, YqqAlgorithm algorithm)
{
  GListModel *credentials = yqq_wallet_get_credentials (workplace->wallet);
  for (guint i = 0; i < g_list_model_get_n_items (credentials); i++) {
    g_autoptr (YqqCredential) credential = g_list_model_get_item (credentials, i);
    if (yqq_credential_get_algorithm (credential) == algorithm &&
        g_str_equal (yqq_credential_get_grant_id (credential), yqq_grant_get_id (grant)))
      return credential;
  }
  return NULL;
}

/* Superseded or revoked at the authority, or unknown there. */
static gboolean
is_withdrawn (YqqGrant *grant, YqqCredential *credential)
{
  YqqCertificate *current =
      yqq_grant_find_certificate (grant, yqq_credential_get_algorithm (credential));
  return current == NULL || !g_str_equal (yqq_certificate_get_fingerprint (current),
                                          yqq_credential_get_fingerprint (credential));
}

YqqCertificateState
yqq_grants_resolve_state (YqqWorkplace *workplace, YqqGrant *grant, YqqAlgorithm algorithm)
{
  YqqCredential *credential = yqq_grants_find_credential (workplace, grant, algorithm);
  YqqCertificateFacts facts = {
      .grant_state = yqq_grant_get_state (grant),
      .grant_not_after_ms = yqq_grant_get_not_after_ms (grant),
      .installed = credential != NULL,
      .withdrawn = credential != NULL && is_withdrawn (grant, credential),
      .certificate_not_after_ms =
          credential != NULL ? yqq_credential_get_not_after (credential) : 0,
      .pin_set = yqq_wallet_get_pin_set (workplace->wallet),
  };
  return yqq_certificate_state_resolve (&facts, yqq_clock_get_unix_ms (yqq_clock_get_system ()));
}

const char *
yqq_grants_state_text (YqqCertificateState state)
{
  switch (state) {
  case YQQ_CERTIFICATE_STATE_NOT_INSTALLED:
    return _ ("Not installed");
  case YQQ_CERTIFICATE_STATE_VALID:
    return _ ("Valid");
  case YQQ_CERTIFICATE_STATE_EXPIRING:
    return _ ("Expires soon");
  case YQQ_CERTIFICATE_STATE_EXPIRED:
    return _ ("Expired");
  case YQQ_CERTIFICATE_STATE_SUSPENDED:
    return _ ("Suspended");
  case YQQ_CERTIFICATE_STATE_CANCELLED:
    return _ ("Cancelled");
  case YQQ_CERTIFICATE_STATE_REINSTALL_REQUIRED:
    return _ ("Must be reinstalled");
  default:
    return _ ("No PIN set");
  }
}

JsonObject *
yqq_grants_to_line (YqqWorkplace *workplace, YqqGrant *grant, YqqAlgorithm algorithm)
{
  YqqEnterprise *enterprise = yqq_grant_get_enterprise (grant);
  YqqCredential *credential = yqq_grants_find_credential (workplace, grant, algorithm);
  JsonObject *line = json_object_new ();
  json_object_set_string_member (line, "code", yqq_grant_get_code (grant));
  json_object_set_string_member (line, "enterprise", yqq_enterprise_get_name (enterprise));
  json_object_set_string_member (line, "credit_code", yqq_enterprise_get_credit_code (enterprise));
  json_object_set_string_member (line, "kind",
                                 yqq_certificate_kind_to_nick (yqq_grant_get_kind (grant)));
  json_object_set_string_member (line, "algorithm", yqq_algorithm_to_nick (algorithm));
  json_object_set_string_member (
      line, "state",
      yqq_certificate_state_to_nick (yqq_grants_resolve_state (workplace, grant, algorithm)));
  if (credential == NULL)
    return line;
  json_object_set_string_member (line, "fingerprint", yqq_credential_get_fingerprint (credential));
  json_object_set_int_member (line, "not_before_ms", yqq_credential_get_not_before (credential));
  json_object_set_int_member (line, "not_after_ms", yqq_credential_get_not_after (credential));
  return line;
}

gboolean
yqq_grants_read_algorithm (const char *nick, YqqAlgorithm *algorithm)
{
  if (yqq_algorithm_from_nick (nick != NULL ? nick : "sm2-sm3", algorithm))
    return TRUE;
  g_printerr (_ ("yqq: the algorithms are sm2-sm3 and p256-sha256\n"));
  return FALSE;
}
