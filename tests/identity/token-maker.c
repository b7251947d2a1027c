/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "token-maker.h"

#include <string.h>

#include "base/encoding.h"
#include "base/json.h"

#define COORDINATE 32

JsonObject *
token_maker_jwks (YqqKey *key, const char *kid)
{
  gsize size;
  const guint8 *spki = g_bytes_get_data (yqq_key_get_public (key), &size);
  g_autofree char *x = yqq_base64url_encode (spki + size - 2 * COORDINATE, COORDINATE);
  g_autofree char *y = yqq_base64url_encode (spki + size - COORDINATE, COORDINATE);
  JsonObject *jwk = json_object_new ();
  json_object_set_string_member (jwk, "kty", "EC");
  json_object_set_string_member (jwk, "crv", "P-256");
  json_object_set_string_member (jwk, "x", x);
  json_object_set_string_member (jwk, "y", y);
  json_object_set_string_member (jwk, "use", "sig");
  json_object_set_string_member (jwk, "alg", "ES256");
  if (kid != NULL)
    json_object_set_string_member (jwk, "kid", kid);
  JsonArray *keys = json_array_new ();
  json_array_add_object_element (keys, jwk);
  JsonObject *jwks = json_object_new ();
  json_object_set_array_member (jwks, "keys", keys);
  return jwks;
}

JsonObject *
token_maker_claims (gint64 now_ms)
{
  JsonObject *claims = json_object_new ();
  json_object_set_string_member (claims, "iss", TOKEN_ISSUER);
  json_object_set_string_member (claims, "aud", TOKEN_CLIENT);
  json_object_set_string_member (claims, "nonce", TOKEN_NONCE);
  json_object_set_string_member (claims, "sub", "li");
  json_object_set_int_member (claims, "iat", now_ms / 1000);
  json_object_set_int_member (claims, "exp", now_ms / 1000 + 3600);
  json_object_set_int_member (claims, "auth_time", now_ms / 1000);
  return claims;
}

char *
token_maker_sign (YqqKey *key, const char *kid, JsonObject *claims)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) header = json_object_new ();
  json_object_set_string_member (header, "alg", "ES256");
  json_object_set_string_member (header, "typ", "JWT");
  if (kid != NULL)
    json_object_set_string_member (header, "kid", kid);
  g_autofree char *header_text = yqq_json_to_string (header);
  g_autofree char *claims_text = yqq_json_to_string (claims);
  g_autofree char *first = yqq_base64url_encode (header_text, strlen (header_text));
  g_autofree char *second = yqq_base64url_encode (claims_text, strlen (claims_text));
  g_autofree char *text = g_strconcat (first, ".", second, NULL);
  g_autoptr (GBytes) message = g_bytes_new_static (text, strlen (text));
  g_autoptr (GBytes) signature = yqq_key_sign_raw (key, message, &error);
  g_assert_no_error (error);
  g_autofree char *third =
      yqq_base64url_encode (g_bytes_get_data (signature, NULL), g_bytes_get_size (signature));
  return g_strconcat (text, ".", third, NULL);
}
