/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "oidc-support.h"

#include <glib/gstdio.h>

#include "base/encoding.h"
#include "base/json.h"
#include "identity/oidc-token.h"

void
oidc_write_keys (OidcFixture *self, const char *kid)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) jwks = token_maker_jwks (self->key, kid);
  g_autofree char *text = yqq_json_to_string (jwks);
  g_file_set_contents (self->keys_file, text, -1, &error);
  g_assert_no_error (error);
}

void
oidc_set_up (OidcFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  self->clock = yqq_clock_new_manual (OIDC_START_MS);
  self->directory = g_dir_make_tmp ("yqq-provider-XXXXXX", &error);
  g_assert_no_error (error);
  self->keys_file = g_build_filename (self->directory, "jwks.json", NULL);
  self->key = yqq_key_generate (YQQ_ALGORITHM_P256_SHA256);
  oidc_write_keys (self, "key-1");
  g_autofree char *policy = g_strdup_printf (
      "{\"version\":1,\"purposes\":{\"log-in\":[[\"staff-code\"],[\"oidc\"]],"
      "\"new-pin\":[[\"oidc\"],[\"staff-code\"]]},\"device\":{\"min_days\":0},\"oidc\":{\"name\":"
      "\"统一认证\","
      "\"issuer\":\"" TOKEN_ISSUER "\",\"client_id\":\"" TOKEN_CLIENT "\",\"device_flow\":true,"
      "\"jwks_file\":\"%s\"%s}}",
      self->keys_file, (const char *)data);
  self->authority = test_authority_new_with_policy (self->clock, policy);
  self->device = test_log_in (self->authority, 0);
}

void
oidc_tear_down (OidcFixture *self, gconstpointer data)
{
  test_device_free (self->device);
  test_authority_free (self->authority);
  yqq_key_unref (self->key);
  g_remove (self->keys_file);
  g_rmdir (self->directory);
  g_free (self->keys_file);
  g_free (self->directory);
  yqq_clock_unref (self->clock);
}

char *
oidc_make_evidence (OidcFixture *self,
                    TestAnswer *challenge,
                    TestDevice *device,
                    const char *purpose,
                    const char *claim,
                    const char *account,
                    const char *kid)
{
  g_autoptr (GBytes) bytes =
      yqq_base64_decode (test_answer_get_text (challenge, "nonce"), -1, NULL);
  g_autofree char *thumbprint = yqq_key_thumbprint (device->key);
  g_autoptr (YqqIdentityTask) task =
      yqq_identity_task_new (test_answer_get_text (challenge, "challenge_id"), bytes, purpose, NULL,
                             NULL, thumbprint, NULL);
  g_autoptr (GBytes) binding = yqq_identity_task_dup_binding (task);
  g_autofree char *nonce = yqq_oidc_nonce (binding);
  g_autoptr (JsonObject) claims = token_maker_claims (yqq_clock_get_unix_ms (self->clock));
  json_object_set_string_member (claims, "nonce", nonce);
  json_object_set_string_member (claims, claim, account);
  g_autofree char *token = token_maker_sign (self->key, kid, claims);
  return g_strdup_printf ("{\"id_token\":\"%s\"}", token);
}
