/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "identity/oidc-token.h"

#include "base/json.h"
#include "token-maker.h"

#define NOW_MS G_GINT64_CONSTANT (1767225600000)
#define KID "key-1"

typedef struct {
  YqqKey *key;
  YqqOidcKeys *keys;
  JsonObject *claims;
} Fixture;

static YqqOidcKeys *
keys_of (YqqKey *key, const char *kid)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) jwks = token_maker_jwks (key, kid);
  YqqOidcKeys *keys = yqq_oidc_keys_parse (jwks, &error);
  g_assert_no_error (error);
  return keys;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->key = yqq_key_generate (YQQ_ALGORITHM_P256_SHA256);
  fixture->keys = keys_of (fixture->key, KID);
  fixture->claims = token_maker_claims (NOW_MS);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  yqq_key_unref (fixture->key);
  yqq_oidc_keys_unref (fixture->keys);
  json_object_unref (fixture->claims);
}

static char *
check_compact (Fixture *fixture, const char *compact, const char *person_claim, GError **error)
{
  const YqqOidcExpectation expected = {
      .issuer = TOKEN_ISSUER,
      .client_id = TOKEN_CLIENT,
      .nonce = TOKEN_NONCE,
      .person_claim = person_claim,
      .now_ms = NOW_MS,
  };
  return yqq_oidc_token_check (compact, fixture->keys, &expected, error);
}

/* code -1: it is good. */
static void
check (Fixture *fixture, int code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *compact = token_maker_sign (fixture->key, KID, fixture->claims);
  g_autofree char *person = check_compact (fixture, compact, "sub", &error);
  if (code < 0) {
    g_assert_no_error (error);
    g_assert_cmpstr (person, ==, "li");
  } else {
    g_assert_null (person);
    g_assert_error (error, YQQ_OIDC_ERROR, code);
  }
}

/* The good claims with some of them changed: "{…}", where null leaves one out. */
static void
check_with (Fixture *fixture, const char *changes, int code)
{
  g_test_message ("%s", changes);
  g_autoptr (JsonObject) json = yqq_json_parse (changes, -1, 0, NULL);
  g_autoptr (GList) members = json_object_get_members (json);
  g_clear_pointer (&fixture->claims, json_object_unref);
  fixture->claims = token_maker_claims (NOW_MS);
  for (GList *l = members; l != NULL; l = l->next) {
    if (json_object_get_null_member (json, l->data))
      json_object_remove_member (fixture->claims, l->data);
    else
      json_object_set_member (fixture->claims, l->data, json_object_dup_member (json, l->data));
  }
  check (fixture, code);
}

static void
a_good_token_says_who_it_is (Fixture *fixture, gconstpointer data)
{
  check (fixture, -1);
  check_with (fixture, "{\"aud\":[\"" TOKEN_CLIENT "\"]}", -1);
  check_with (fixture, "{\"azp\":\"" TOKEN_CLIENT "\"}", -1);
  check_with (fixture, "{\"aud\":[\"x\",\"" TOKEN_CLIENT "\"],\"azp\":\"" TOKEN_CLIENT "\"}", -1);
  check_with (fixture, "{\"auth_time\":null}", -1);
  check_with (fixture, "{\"iat\":1767225600.5,\"nbf\":1767225600}", -1);
}

static void
what_is_for_others_is_refused (Fixture *fixture, gconstpointer data)
{
  const char *const changes[] = {
      "{\"iss\":\"https://id.example.cn/\"}",
      "{\"iss\":null}",
      "{\"iss\":[\"" TOKEN_ISSUER "\"]}",
      "{\"aud\":\"other\"}",
      "{\"aud\":[]}",
      "{\"aud\":null}",
      "{\"aud\":[\"x\",\"" TOKEN_CLIENT "\"]}",
      "{\"azp\":\"other\"}",
      "{\"azp\":null,\"aud\":[\"" TOKEN_CLIENT "\",\"x\"]}",
      "{\"nonce\":\"other\"}",
      "{\"nonce\":null}",
      "{\"nonce\":7}",
      "{\"sub\":null}",
      "{\"sub\":\"\"}",
      "{\"sub\":7}",
  };
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    check_with (fixture, changes[i], YQQ_OIDC_ERROR_INVALID);
}

/* Now is 1767225600; ten minutes back and a minute either way are good. */
static void
times_count (Fixture *fixture, gconstpointer data)
{
  check_with (fixture, "{\"iat\":1767225000,\"auth_time\":1767225000}", -1);
  check_with (fixture, "{\"iat\":1767224999}", YQQ_OIDC_ERROR_EXPIRED);
  check_with (fixture, "{\"auth_time\":1767224999}", YQQ_OIDC_ERROR_EXPIRED);
  check_with (fixture, "{\"exp\":1767225541}", -1);
  check_with (fixture, "{\"exp\":1767225540}", YQQ_OIDC_ERROR_EXPIRED);
  check_with (fixture, "{\"iat\":1767225660}", -1);
  check_with (fixture, "{\"iat\":1767225661}", YQQ_OIDC_ERROR_INVALID);
  check_with (fixture, "{\"auth_time\":1767225661}", YQQ_OIDC_ERROR_INVALID);
  check_with (fixture, "{\"nbf\":1767225661}", YQQ_OIDC_ERROR_INVALID);
  const char *const broken[] = {
      "{\"iat\":null}",      "{\"exp\":null}",  "{\"iat\":\"1767225600\"}",
      "{\"exp\":-1}",        "{\"exp\":1e300}", "{\"auth_time\":\"now\"}",
      "{\"nbf\":\"never\"}", "{\"iat\":true}",  "{\"exp\":[1767229200]}",
  };
  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    check_with (fixture, broken[i], YQQ_OIDC_ERROR_INVALID);
}

static void
only_the_providers_own_key_counts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL, unknown = NULL;
  g_autoptr (YqqKey) other = yqq_key_generate (YQQ_ALGORITHM_P256_SHA256);
  g_autofree char *forged = token_maker_sign (other, KID, fixture->claims);
  g_assert_null (check_compact (fixture, forged, "sub", &error));
  g_assert_error (error, YQQ_OIDC_ERROR, YQQ_OIDC_ERROR_INVALID);
  g_autofree char *newer = token_maker_sign (other, "key-2", fixture->claims);
  g_assert_null (check_compact (fixture, newer, "sub", &unknown));
  g_assert_error (unknown, YQQ_OIDC_ERROR, YQQ_OIDC_ERROR_UNKNOWN_KEY);
}

static void
a_token_without_kid_takes_the_only_key_there_is (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *compact = token_maker_sign (fixture->key, NULL, fixture->claims);
  g_autofree char *person = check_compact (fixture, compact, "sub", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (person, ==, "li");
}

static void
another_claim_can_name_the_person (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL, missing = NULL;
  json_object_set_string_member (fixture->claims, "id_number", "44010119900101123X");
  g_autofree char *compact = token_maker_sign (fixture->key, KID, fixture->claims);
  g_autofree char *number = check_compact (fixture, compact, "id_number", &error);
  g_assert_cmpstr (number, ==, "44010119900101123X");
  g_assert_null (check_compact (fixture, compact, "employee", &missing));
  g_assert_error (missing, YQQ_OIDC_ERROR, YQQ_OIDC_ERROR_INVALID);
}

static void
a_device_sees_whether_a_token_carries_its_nonce (Fixture *fixture, gconstpointer data)
{
  g_autofree char *compact = token_maker_sign (fixture->key, KID, fixture->claims);
  g_assert_true (yqq_oidc_token_carries (compact, TOKEN_NONCE));
  g_assert_false (yqq_oidc_token_carries (compact, "other"));
  g_assert_false (yqq_oidc_token_carries ("a.b.c", TOKEN_NONCE));
  json_object_remove_member (fixture->claims, "nonce");
  g_autofree char *bare = token_maker_sign (fixture->key, KID, fixture->claims);
  g_assert_false (yqq_oidc_token_carries (bare, TOKEN_NONCE));
}

static void
check_keys (const char *text, gboolean good)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) json = yqq_json_parse (text, -1, 0, NULL);
  g_autoptr (YqqOidcKeys) keys = yqq_oidc_keys_parse (json, &error);
  g_assert_cmpint (keys != NULL, ==, good);
  if (!good)
    g_assert_error (error, YQQ_OIDC_ERROR, YQQ_OIDC_ERROR_BAD_ANSWER);
}

#define OTHER_KEY "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AA\"}"

static void
a_set_of_keys_skips_what_it_cannot_use (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) jwks = token_maker_jwks (fixture->key, NULL);
  g_autofree char *key = yqq_json_to_string (
      json_array_get_object_element (json_object_get_array_member (jwks, "keys"), 0));
  g_autofree char *mixed = g_strconcat ("{\"keys\":[" OTHER_KEY ",", key, "]}", NULL);
  g_autofree char *twice = g_strconcat ("{\"keys\":[", key, ",", key, "]}", NULL);
  check_keys (mixed, TRUE);
  check_keys ("{\"keys\":[" OTHER_KEY "]}", FALSE);
  check_keys ("{\"keys\":[]}", FALSE);
  check_keys ("{\"keys\":{}}", FALSE);
  check_keys ("{}", FALSE);
  check_keys ("{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}]}", FALSE);
  /* Two that it could be: none is guessed. */
  g_autoptr (JsonObject) json = yqq_json_parse (twice, -1, 0, NULL);
  g_autoptr (YqqOidcKeys) keys = yqq_oidc_keys_parse (json, NULL);
  g_assert_null (yqq_oidc_keys_find (keys, NULL, YQQ_JWK_ES256));
  g_assert_null (yqq_oidc_keys_find (fixture->keys, KID, YQQ_JWK_RS256));
  g_assert_nonnull (yqq_oidc_keys_find (fixture->keys, KID, YQQ_JWK_ES256));
}

#define ADD(test) g_test_add ("/identity/oidc-token/" #test, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD (a_good_token_says_who_it_is);
  ADD (what_is_for_others_is_refused);
  ADD (times_count);
  ADD (only_the_providers_own_key_counts);
  ADD (a_token_without_kid_takes_the_only_key_there_is);
  ADD (another_claim_can_name_the_person);
  ADD (a_device_sees_whether_a_token_carries_its_nonce);
  ADD (a_set_of_keys_skips_what_it_cannot_use);
  return g_test_run ();
}
