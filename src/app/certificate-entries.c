/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/certificate-entries.h"

static GPtrArray *
collect_installed (YqqWallet *wallet, const char *grant_id)
{
  GListModel *credentials = yqq_wallet_get_credentials (wallet);
  GPtrArray *installed =
      g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_installed_certificate_free);
  for (guint i = 0; i < g_list_model_get_n_items (credentials); i++) {
    g_autoptr (YqqCredential) each = g_list_model_get_item (credentials, i);
    if (!g_str_equal (yqq_credential_get_grant_id (each), grant_id))
      continue;
    YqqInstalledCertificate *certificate = yqq_installed_certificate_new (
        yqq_credential_get_algorithm (each), yqq_credential_get_fingerprint (each),
        yqq_credential_get_serial (each), yqq_credential_get_issuer (each),
        yqq_credential_get_not_before (each), yqq_credential_get_not_after (each));
    certificate->stale = yqq_wallet_is_stale (wallet, each);
    g_ptr_array_add (installed, certificate);
  }
  return installed;
}

GPtrArray *
yqq_certificate_entries_collect (GPtrArray *grants, YqqWallet *wallet, gint64 now_ms)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < grants->len; i++) {
    YqqGrant *grant = grants->pdata[i];
    g_autoptr (GPtrArray) installed = collect_installed (wallet, yqq_grant_get_id (grant));
    g_ptr_array_add (entries, yqq_certificate_entry_new (grant, installed,
                                                         yqq_wallet_get_pin_set (wallet), now_ms));
  }
  return entries;
}
