/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crypto/jws.h"

#include <string.h>

#include "base/encoding.h"
#include "base/json.h"
#include "crypto/internal.h"

#define MAX_KID 128
#define SIGNATURE_CHARACTERS 86 /* 64 bytes in base64url */

static const struct {
  const char *name;
  gsize max_bytes;
  gboolean may_be_unnamed;
} types[YQQ_JWS_TYPE_COUNT] = {
    [YQQ_JWS_SESSION_REQUEST] = {"yqq-session-request+jwt", 16 * 1024, TRUE},
    [YQQ_JWS_ACT] = {"yqq-act+jwt", 1024 * 1024, FALSE},
    [YQQ_JWS_AUDIT_EXPORT] = {"yqq-audit-export+jwt", 16 * 1024, FALSE},
    [YQQ_JWS_AUDIT_HEAD] = {"yqq-audit-head+jwt", 16 * 1024, FALSE},
};

const char *
yqq_jws_type_get_name (YqqJwsType type)
{
  return types[type].name;
}

gsize
yqq_jws_type_get_max_bytes (YqqJwsType type)
{
  return types[type].max_bytes;
}

static const char *
algorithm_name (YqqAlgorithm algorithm)
{
  return algorithm == YQQ_ALGORITHM_SM2_SM3 ? "SM2" : "ES256";
}

static char *
encode_header (YqqKey *key, YqqJwsType type, const char *kid)
{
  g_autoptr (JsonObject) header = json_object_new ();
  json_object_set_string_member (header, "alg", algorithm_name (yqq_key_get_algorithm (key)));
  if (kid != NULL)
    json_object_set_string_member (header, "kid", kid);
  json_object_set_string_member (header, "typ", types[type].name);
  g_autofree char *text = yqq_json_to_string (header);
  return yqq_base64url_encode (text, strlen (text));
}

char *
yqq_jws_sign (YqqKey *key, YqqJwsType type, const char *kid, GBytes *payload, GError **error)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (payload, &size);
  if (size > types[type].max_bytes ||
      (kid != NULL && (!g_utf8_validate (kid, -1, NULL) || g_utf8_strlen (kid, -1) > MAX_KID))) {
    yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_MALFORMED, "too long for a JWS");
    return NULL;
  }
  g_autofree char *header = encode_header (key, type, kid);
  g_autofree char *body = yqq_base64url_encode (data, size);
  g_autofree char *text = g_strconcat (header, ".", body, NULL);
  if (strlen (text) + 1 + SIGNATURE_CHARACTERS > types[type].max_bytes) {
    yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_MALFORMED, "too long for a JWS");
    return NULL;
  }
  g_autoptr (GBytes) message = g_bytes_new_static (text, strlen (text));
  g_autoptr (GBytes) signature = yqq_key_sign_raw (key, message, error);
  if (signature == NULL)
    return NULL;
  g_autofree char *encoded =
      yqq_base64url_encode (g_bytes_get_data (signature, NULL), g_bytes_get_size (signature));
  return g_strconcat (text, ".", encoded, NULL);
}

/* Every member has to be one we understand: an unknown one might change what the signature means.
 */
static gboolean
check_members (JsonObject *header, GError **error)
{
  g_autoptr (GList) members = json_object_get_members (header);
  for (GList *l = members; l != NULL; l = l->next)
    if (strcmp (l->data, "alg") != 0 && strcmp (l->data, "kid") != 0 &&
        strcmp (l->data, "typ") != 0)
      return yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_UNSUPPORTED,
                                "the JWS header has a member we don't know");
  return TRUE;
}

static gboolean
check_type (JsonObject *header, YqqJwsType type, GError **error)
{
  const char *name = NULL;
  if (types[type].may_be_unnamed && !json_object_has_member (header, "typ"))
    return TRUE;
  if (!yqq_json_read_string (header, "typ", strlen (types[type].name), &name, NULL) ||
      strcmp (name, types[type].name) != 0)
    return yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_UNSUPPORTED, "the JWS is of another type");
  return TRUE;
}

static JsonObject *
parse_header (const char *text, gsize length, YqqJwsType type, GError **error)
{
  g_autoptr (GBytes) bytes = yqq_base64url_decode (text, (gssize)length, NULL);
  g_autoptr (JsonObject) header = bytes != NULL
                                      ? yqq_json_parse (g_bytes_get_data (bytes, NULL),
                                                        (gssize)g_bytes_get_size (bytes), 0, NULL)
                                      : NULL;
  const char *kid = NULL;
  if (header == NULL || (json_object_has_member (header, "kid") &&
                         !yqq_json_read_string (header, "kid", MAX_KID, &kid, NULL))) {
    yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_MALFORMED, "the JWS has no proper header");
    return NULL;
  }
  if (!check_members (header, error) || !check_type (header, type, error))
    return NULL;
  return g_steal_pointer (&header);
}

/* Finds the two dots of compact. */
static gboolean
split (const char *compact,
       gsize max_bytes,
       const char **payload,
       const char **signature,
       GError **error)
{
  const char *first = NULL, *second = NULL;
  if (strnlen (compact, max_bytes + 1) <= max_bytes)
    first = strchr (compact, '.');
  if (first != NULL)
    second = strchr (first + 1, '.');
  if (second == NULL || strchr (second + 1, '.') != NULL)
    return yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_MALFORMED, "not a compact JWS");
  *payload = first + 1;
  *signature = second + 1;
  return TRUE;
}

static gboolean
check_algorithm (JsonObject *header, YqqPublicKey *key, GError **error)
{
  const char *name = NULL;
  if (!yqq_json_read_string (header, "alg", 16, &name, NULL) ||
      strcmp (name, algorithm_name (yqq_public_key_get_algorithm (key))) != 0)
    return yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_UNSUPPORTED,
                              "the JWS is not signed with its key's own algorithm");
  return TRUE;
}

GBytes *
yqq_jws_verify (const char *compact, YqqJwsType type, YqqPublicKey *key, GError **error)
{
  const char *payload, *signature;
  if (!split (compact, types[type].max_bytes, &payload, &signature, error))
    return NULL;
  g_autoptr (JsonObject) header =
      parse_header (compact, (gsize)(payload - compact) - 1, type, error);
  if (header == NULL || !check_algorithm (header, key, error))
    return NULL;
  g_autoptr (GBytes) body = yqq_base64url_decode (payload, signature - payload - 1, NULL);
  g_autoptr (GBytes) raw = yqq_base64url_decode (signature, -1, NULL);
  if (body == NULL || raw == NULL) {
    yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_MALFORMED, "not a compact JWS");
    return NULL;
  }
  g_autoptr (GBytes) message = g_bytes_new (compact, (gsize)(signature - compact) - 1);
  return yqq_public_key_verify_raw (key, message, raw, error) ? g_steal_pointer (&body) : NULL;
}

char *
yqq_jws_peek_kid (const char *compact, YqqJwsType type, GError **error)
{
  const char *payload, *signature, *kid = NULL;
  if (!split (compact, types[type].max_bytes, &payload, &signature, error))
    return NULL;
  g_autoptr (JsonObject) header =
      parse_header (compact, (gsize)(payload - compact) - 1, type, error);
  if (header == NULL)
    return NULL;
  if (!yqq_json_read_string (header, "kid", MAX_KID, &kid, NULL)) {
    yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_MALFORMED, "the JWS does not name its key");
    return NULL;
  }
  return g_strdup (kid);
}
