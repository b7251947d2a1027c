/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "identity/oidc-provider.h"

#include "base/json.h"
#include "identity/oidc-settings.h"

#define ISSUER "https://id.example.cn/realms/a"
#define SETTINGS "\"name\":\"统一认证\",\"issuer\":\"" ISSUER "\",\"client_id\":\"desktop\""
#define ENDPOINTS                                                                                  \
  "\"authorization_endpoint\":\"https://id.example.cn/auth?kind=a\","                              \
  "\"token_endpoint\":\"https://id.example.cn/token\","                                            \
  "\"jwks_uri\":\"https://keys.example.cn/jwks\""
#define ABILITIES                                                                                  \
  "\"response_types_supported\":[\"code id_token\",\"code\"],"                                     \
  "\"id_token_signing_alg_values_supported\":[\"PS256\",\"RS256\"]"
#define DOCUMENT "\"issuer\":\"" ISSUER "\"," ENDPOINTS "," ABILITIES

static YqqOidcSettings *
read_settings (const char *text, GError **error)
{
  g_autoptr (JsonObject) json = yqq_json_parse (text, -1, 0, NULL);
  g_assert_nonnull (json);
  return yqq_oidc_settings_from_json (json, error);
}

static void
settings_have_a_claim_without_being_told (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqOidcSettings) settings = read_settings ("{" SETTINGS "}", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (settings->person_claim, ==, "sub");
  g_assert_false (settings->claim_is_document);
  g_assert_false (settings->device_flow);
  g_assert_null (settings->jwks_file);
}

static void
settings_say_everything (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqOidcSettings) settings =
      read_settings ("{" SETTINGS ",\"device_flow\":true,\"person_claim\":\"id_number\","
                     "\"jwks_file\":\"/etc/jwks.json\"}",
                     &error);
  g_assert_no_error (error);
  g_assert_true (settings->device_flow);
  g_assert_true (settings->claim_is_document);
  g_assert_cmpstr (settings->jwks_file, ==, "/etc/jwks.json");
  g_autoptr (YqqOidcSettings) copy = yqq_oidc_settings_copy (settings);
  g_autoptr (JsonObject) offer = yqq_oidc_settings_to_offer (copy);
  g_autofree char *text = yqq_json_to_string (offer);
  g_assert_cmpstr (text, ==, "{" SETTINGS ",\"device_flow\":true}");
}

/* How a claim is read is said apart from how it is called. */
static void
what_a_claim_is_can_be_said (void)
{
  g_autoptr (YqqOidcSettings) number = read_settings (
      "{" SETTINGS ",\"person_claim\":\"cn_id\",\"person_claim_is\":\"id-number\"}", NULL);
  g_autoptr (YqqOidcSettings) name = read_settings (
      "{" SETTINGS ",\"person_claim\":\"id_number\",\"person_claim_is\":\"link\"}", NULL);
  g_assert_true (number->claim_is_document);
  g_assert_false (name->claim_is_document);
}

static void
wrong_settings_name_the_member (void)
{
  const char *const wrong[][2] = {
      {"{\"issuer\":\"" ISSUER "\",\"client_id\":\"a\"}", "\"name\""},
      {"{\"name\":\"a\",\"client_id\":\"a\"}", "\"issuer\""},
      {"{\"name\":\"a\",\"issuer\":\"" ISSUER "\",\"client_id\":\"\"}", "\"client_id\""},
      {"{\"name\":\"a\",\"issuer\":\"http://id.example.cn\",\"client_id\":\"a\"}", "\"issuer\""},
      {"{\"name\":\"a\",\"issuer\":\"" ISSUER "?a=b\",\"client_id\":\"a\"}", "\"issuer\""},
      {"{" SETTINGS ",\"device_flow\":1}", "\"device_flow\""},
      {"{" SETTINGS ",\"person_claim\":\"\"}", "\"person_claim\""},
      {"{" SETTINGS ",\"person_claim_is\":\"name\"}", "\"person_claim_is\""},
      {"{" SETTINGS ",\"jwks_file\":\"jwks.json\"}", "\"jwks_file\""},
  };
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GError) error = NULL;
    g_assert_null (read_settings (wrong[i][0], &error));
    g_assert_error (error, YQQ_OIDC_ERROR, YQQ_OIDC_ERROR_INVALID);
    g_assert_true (g_str_has_prefix (error->message, wrong[i][1]));
  }
}

static void
only_what_nobody_can_listen_in_on_is_safe (void)
{
  g_assert_true (yqq_oidc_is_safe_uri ("https://id.example.cn:8443/a?b=c"));
  g_assert_true (yqq_oidc_is_safe_uri ("http://127.0.0.1:8080/"));
  g_assert_true (yqq_oidc_is_safe_uri ("http://localhost:8080/"));
  g_assert_true (yqq_oidc_is_safe_uri ("http://[::1]:8080/"));
  const char *const unsafe[] = {
      "",
      "https://",
      "https:///path",
      "id.example.cn",
      "http://id.example.cn/",
      "http://127.0.0.1.example.cn/",
      "http://localhost.example.cn/",
      "https://user@id.example.cn/",
      "https://user:password@id.example.cn/",
      "https://id.example.cn/#a",
      "file:///etc/passwd",
      "javascript:alert(1)",
      "https://id.example.cn:99999/",
  };
  for (guint i = 0; i < G_N_ELEMENTS (unsafe); i++)
    g_assert_false (yqq_oidc_is_safe_uri (unsafe[i]));
  g_autofree char *rest = g_strnfill (YQQ_OIDC_MAX_URI, 'a');
  g_autofree char *too_long = g_strconcat ("https://id.example.cn/", rest, NULL);
  g_assert_false (yqq_oidc_is_safe_uri (too_long));
}

static YqqOidcProvider *
read_document (const char *text, GError **error)
{
  g_autoptr (JsonObject) json = yqq_json_parse (text, -1, 0, NULL);
  g_assert_nonnull (json);
  return yqq_oidc_provider_parse (json, ISSUER, error);
}

static void
a_provider_says_where_it_is_asked (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqOidcProvider) provider =
      read_document ("{" DOCUMENT ",\"device_authorization_endpoint\":\"https://id.example.cn/d\","
                     "\"code_challenge_methods_supported\":[\"plain\",\"S256\"],"
                     "\"authorization_response_iss_parameter_supported\":true}",
                     &error);
  g_assert_no_error (error);
  g_assert_cmpstr (provider->authorization_endpoint, ==, "https://id.example.cn/auth?kind=a");
  g_assert_cmpstr (provider->jwks_uri, ==, "https://keys.example.cn/jwks");
  g_assert_cmpstr (provider->device_authorization_endpoint, ==, "https://id.example.cn/d");
  g_assert_true (provider->names_itself);
  g_autoptr (YqqOidcProvider) silent = read_document ("{" DOCUMENT "}", &error);
  g_assert_no_error (error);
  g_assert_null (silent->device_authorization_endpoint);
  g_assert_false (silent->names_itself);
}

static void
check_refused (const char *text, int code)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (read_document (text, &error));
  g_assert_error (error, YQQ_OIDC_ERROR, code);
}

static void
a_provider_that_is_not_the_one_or_not_safe_is_refused (void)
{
  check_refused ("{\"issuer\":\"" ISSUER "/\"," ENDPOINTS "," ABILITIES "}",
                 YQQ_OIDC_ERROR_BAD_ANSWER);
  check_refused ("{" ENDPOINTS "," ABILITIES "}", YQQ_OIDC_ERROR_BAD_ANSWER);
  check_refused ("{\"issuer\":\"" ISSUER "\"," ABILITIES "}", YQQ_OIDC_ERROR_BAD_ANSWER);
  check_refused ("{" DOCUMENT ",\"device_authorization_endpoint\":\"http://id.example.cn/d\"}",
                 YQQ_OIDC_ERROR_BAD_ANSWER);
}

static void
a_provider_that_cannot_do_it_safely_is_refused (void)
{
  check_refused ("{" DOCUMENT ",\"code_challenge_methods_supported\":[\"plain\"]}",
                 YQQ_OIDC_ERROR_UNSUPPORTED);
  check_refused ("{\"issuer\":\"" ISSUER "\"," ENDPOINTS "}", YQQ_OIDC_ERROR_UNSUPPORTED);
  check_refused ("{\"issuer\":\"" ISSUER "\"," ENDPOINTS ",\"response_types_supported\":[\"code\"],"
                 "\"id_token_signing_alg_values_supported\":[\"none\",\"HS256\"]}",
                 YQQ_OIDC_ERROR_UNSUPPORTED);
  check_refused ("{\"issuer\":\"" ISSUER "\"," ENDPOINTS
                 ",\"response_types_supported\":[\"id_token\"],"
                 "\"id_token_signing_alg_values_supported\":[\"RS256\"]}",
                 YQQ_OIDC_ERROR_UNSUPPORTED);
}

#define ADD(test) g_test_add_func ("/identity/oidc-provider/" #test, test)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD (settings_have_a_claim_without_being_told);
  ADD (settings_say_everything);
  ADD (what_a_claim_is_can_be_said);
  ADD (wrong_settings_name_the_member);
  ADD (only_what_nobody_can_listen_in_on_is_safe);
  ADD (a_provider_says_where_it_is_asked);
  ADD (a_provider_that_is_not_the_one_or_not_safe_is_refused);
  ADD (a_provider_that_cannot_do_it_safely_is_refused);
  return g_test_run ();
}
