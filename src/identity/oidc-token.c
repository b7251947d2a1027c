/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "identity/oidc-token.h"

#include <string.h>

#include "base/encoding.h"
#include "base/json.h"
#include "crypto/foreign-jws.h"

#define MAX_AUDIENCES 16
#define MAX_TEXT 2048
#define MAX_SECONDS G_GINT64_CONSTANT (253402300799) /* the end of the year 9999 */

char *
yqq_oidc_nonce (GBytes *binding)
{
  return yqq_base64url_encode (g_bytes_get_data (binding, NULL), g_bytes_get_size (binding));
}

static gboolean
refuse (GError **error, int code, const char *message)
{
  g_set_error_literal (error, YQQ_OIDC_ERROR, code, message);
  return FALSE;
}

/* Whole seconds, as ms; some write them with a fraction (NumericDate, RFC 7519 2). */
static gboolean
read_time (JsonObject *claims, const char *name, gint64 *ms)
{
  JsonNode *node = json_object_get_member (claims, name);
  double seconds = 0;
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) ||
      (json_node_get_value_type (node) != G_TYPE_INT64 &&
       json_node_get_value_type (node) != G_TYPE_DOUBLE))
    return FALSE;
  seconds = json_node_get_double (node);
  if (!(seconds >= 0 && seconds <= (double)MAX_SECONDS))
    return FALSE;
  *ms = (gint64)seconds * 1000;
  return TRUE;
}

static gboolean
says (JsonObject *claims, const char *name, const char *expected)
{
  const char *value = NULL;
  return yqq_json_read_string (claims, name, MAX_TEXT, &value, NULL) &&
         strcmp (value, expected) == 0;
}

/* One audience, as text or alone in a list; or several, of which we are the authorised party. */
static gboolean
is_for (JsonObject *claims, const char *client_id)
{
  g_auto (GStrv) audiences = NULL;
  if (json_object_has_member (claims, "azp") && !says (claims, "azp", client_id))
    return FALSE;
  if (says (claims, "aud", client_id))
    return TRUE;
  if (!yqq_json_read_strings (claims, "aud", MAX_AUDIENCES, MAX_TEXT, &audiences, NULL) ||
      !g_strv_contains ((const char *const *)audiences, client_id))
    return FALSE;
  return g_strv_length (audiences) == 1 || json_object_has_member (claims, "azp");
}

static gboolean
check_times (JsonObject *claims, gint64 now_ms, GError **error)
{
  gint64 issued_ms, expires_ms, logged_in_ms, not_before_ms = 0;
  if (!read_time (claims, "iat", &issued_ms) || !read_time (claims, "exp", &expires_ms))
    return refuse (error, YQQ_OIDC_ERROR_INVALID, "the token does not say from when it is");
  logged_in_ms = issued_ms;
  if (json_object_has_member (claims, "auth_time") &&
      !read_time (claims, "auth_time", &logged_in_ms))
    return refuse (error, YQQ_OIDC_ERROR_INVALID, "the token does not say when somebody logged in");
  if (json_object_has_member (claims, "nbf") && !read_time (claims, "nbf", &not_before_ms))
    return refuse (error, YQQ_OIDC_ERROR_INVALID, "the token does not say from when it is good");
  if (issued_ms > now_ms + YQQ_OIDC_SKEW_MS || logged_in_ms > now_ms + YQQ_OIDC_SKEW_MS ||
      not_before_ms > now_ms + YQQ_OIDC_SKEW_MS)
    return refuse (error, YQQ_OIDC_ERROR_INVALID, "the token is from the future");
  if (expires_ms <= now_ms - YQQ_OIDC_SKEW_MS || issued_ms < now_ms - YQQ_OIDC_TOKEN_MS)
    return refuse (error, YQQ_OIDC_ERROR_EXPIRED, "the token is too old");
  if (logged_in_ms < now_ms - YQQ_OIDC_TOKEN_MS)
    return refuse (error, YQQ_OIDC_ERROR_EXPIRED, "the person logged in too long ago");
  return TRUE;
}

static JsonObject *
read_claims (const YqqForeignJws *jws, GError **error)
{
  return yqq_json_parse (g_bytes_get_data (jws->payload, NULL),
                         (gssize)g_bytes_get_size (jws->payload), 0, error);
}

gboolean
yqq_oidc_token_carries (const char *compact, const char *nonce)
{
  g_autoptr (YqqForeignJws) jws = yqq_foreign_jws_parse (compact, NULL);
  g_autoptr (JsonObject) claims = jws != NULL ? read_claims (jws, NULL) : NULL;
  return claims != NULL && says (claims, "nonce", nonce);
}

static JsonObject *
open_token (const char *compact, YqqOidcKeys *keys, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (YqqForeignJws) jws = yqq_foreign_jws_parse (compact, &local);
  if (jws == NULL) {
    refuse (error, YQQ_OIDC_ERROR_INVALID, local->message);
    return NULL;
  }
  YqqJwk *key = yqq_oidc_keys_find (keys, jws->kid, jws->algorithm);
  if (key == NULL) {
    refuse (error, YQQ_OIDC_ERROR_UNKNOWN_KEY, "the token is signed with a key we don't know");
    return NULL;
  }
  JsonObject *claims = NULL;
  if (yqq_foreign_jws_verify (jws, key, &local))
    claims = read_claims (jws, &local);
  if (claims == NULL)
    refuse (error, YQQ_OIDC_ERROR_INVALID, local->message);
  return claims;
}

char *
yqq_oidc_token_check (const char *compact,
                      YqqOidcKeys *keys,
                      const YqqOidcExpectation *expected,
                      GError **error)
{
  const char *person = NULL;
  const char *problem = NULL;
  g_autoptr (JsonObject) claims = open_token (compact, keys, error);
  if (claims == NULL)
    return NULL;
  if (!says (claims, "iss", expected->issuer))
    problem = "the token is another issuer's";
  else if (!is_for (claims, expected->client_id))
    problem = "the token is for another client";
  else if (!says (claims, "nonce", expected->nonce))
    problem = "the token was not made for this task";
  if (problem != NULL) {
    refuse (error, YQQ_OIDC_ERROR_INVALID, problem);
    return NULL;
  }
  if (!check_times (claims, expected->now_ms, error))
    return NULL;
  if (!yqq_json_read_string (claims, expected->person_claim, YQQ_OIDC_MAX_CLAIM, &person, NULL) ||
      *person == '\0') {
    refuse (error, YQQ_OIDC_ERROR_INVALID, "the token does not have the claim that names a person");
    return NULL;
  }
  return g_strdup (person);
}
