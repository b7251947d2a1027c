/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a provider says of itself and its keys, and what an authority offers of it. */
#include "base/json.h"
#include "fuzz.h"
#include "identity/oidc-keys.h"
#include "identity/oidc-provider.h"
#include "identity/oidc-settings.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) keys_error = NULL, provider_error = NULL, settings_error = NULL;
  g_autoptr (JsonObject) json =
      yqq_json_parse ((const char *)data, (gssize)size, YQQ_OIDC_MAX_ANSWER, NULL);
  if (json == NULL)
    return 0;
  g_autoptr (YqqOidcKeys) keys = yqq_oidc_keys_parse (json, &keys_error);
  g_assert_true ((keys == NULL) == (keys_error != NULL));
  g_autoptr (YqqOidcProvider) provider =
      yqq_oidc_provider_parse (json, "https://id.example.cn", &provider_error);
  g_assert_true ((provider == NULL) == (provider_error != NULL));
  g_autoptr (YqqOidcSettings) settings = yqq_oidc_settings_from_json (json, &settings_error);
  g_assert_true ((settings == NULL) == (settings_error != NULL));
  if (settings != NULL) {
    g_autoptr (JsonObject) offer = yqq_oidc_settings_to_offer (settings);
    g_autoptr (YqqOidcSettings) again = yqq_oidc_settings_from_json (offer, NULL);
    g_assert_nonnull (again);
  }
  return 0;
}
