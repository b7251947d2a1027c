/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crypto/foreign-jws.h"

#include <string.h>

#include "base/encoding.h"
#include "base/json.h"
#include "crypto/internal.h"

static gboolean
read_header (YqqForeignJws *self, JsonObject *header, GError **error)
{
  const char *algorithm = NULL, *kid = NULL, *type = NULL;
  if (!yqq_json_read_string (header, "alg", 32, &algorithm, NULL) ||
      (yqq_json_has (header, "kid") &&
       !yqq_json_read_string (header, "kid", YQQ_JWK_MAX_KID, &kid, NULL)))
    return yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_MALFORMED, "the token has no proper header");
  if (!yqq_jwk_algorithm_from_name (algorithm, &self->algorithm))
    return yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_UNSUPPORTED,
                              "the token is signed with an algorithm we don't take");
  if (json_object_has_member (header, "crit") || json_object_has_member (header, "b64"))
    return yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_UNSUPPORTED,
                              "the token asks for something we don't know");
  if (json_object_has_member (header, "typ") &&
      (!yqq_json_read_string (header, "typ", 8, &type, NULL) ||
       g_ascii_strcasecmp (type, "JWT") != 0))
    return yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_UNSUPPORTED, "the token is of another type");
  self->kid = g_strdup (kid);
  return TRUE;
}

static JsonObject *
parse_header (const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = yqq_base64url_decode (text, -1, NULL);
  JsonObject *header = bytes != NULL ? yqq_json_parse (g_bytes_get_data (bytes, NULL),
                                                       (gssize)g_bytes_get_size (bytes), 0, NULL)
                                     : NULL;
  if (header == NULL)
    yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_MALFORMED, "the token has no proper header");
  return header;
}

static gboolean
read_parts (YqqForeignJws *self, const char *compact, char **parts, GError **error)
{
  g_autoptr (JsonObject) header = parse_header (parts[0], error);
  if (header == NULL || !read_header (self, header, error))
    return FALSE;
  self->payload = yqq_base64url_decode (parts[1], -1, NULL);
  self->signature = yqq_base64url_decode (parts[2], -1, NULL);
  self->message = g_bytes_new (compact, strlen (parts[0]) + 1 + strlen (parts[1]));
  return (self->payload != NULL && self->signature != NULL) ||
         yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_MALFORMED, "the token is not base64url");
}

YqqForeignJws *
yqq_foreign_jws_parse (const char *compact, GError **error)
{
  gboolean fits = strnlen (compact, YQQ_FOREIGN_JWS_MAX_BYTES + 1) <= YQQ_FOREIGN_JWS_MAX_BYTES;
  g_auto (GStrv) parts = fits ? g_strsplit (compact, ".", 4) : NULL;
  if (parts == NULL || g_strv_length (parts) != 3) {
    yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_MALFORMED, "not a compact JWS");
    return NULL;
  }
  YqqForeignJws *self = g_new0 (YqqForeignJws, 1);
  if (!read_parts (self, compact, parts, error))
    g_clear_pointer (&self, yqq_foreign_jws_free);
  return self;
}

void
yqq_foreign_jws_free (YqqForeignJws *self)
{
  g_free (self->kid);
  g_clear_pointer (&self->payload, g_bytes_unref);
  g_clear_pointer (&self->message, g_bytes_unref);
  g_clear_pointer (&self->signature, g_bytes_unref);
  g_free (self);
}

gboolean
yqq_foreign_jws_verify (const YqqForeignJws *self, YqqJwk *key, GError **error)
{
  if (yqq_jwk_get_algorithm (key) != self->algorithm)
    return yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_UNSUPPORTED,
                              "the token is not signed with its key's own algorithm");
  return yqq_jwk_verify (key, self->message, self->signature, error);
}
