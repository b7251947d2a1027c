/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/request-signer.h"

#include <string.h>

#include "base/encoding.h"
#include "crypto/digest.h"
#include "crypto/random.h"
#include "protocol/http-signature.h"

#define NONCE_SIZE 16

static char *
digest_header (GBytes *body)
{
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) digest = yqq_digest (YQQ_DIGEST_ALGORITHM_SHA256, body != NULL ? body : empty);
  return yqq_content_digest_format (digest);
}

static gboolean
make_params (YqqHttpSignatureParams *params, YqqKey *key, gint64 unix_seconds, GError **error)
{
  guint8 random[NONCE_SIZE];
  yqq_random_bytes (random, sizeof random);
  g_autofree char *nonce = yqq_base64url_encode (random, sizeof random);
  g_autofree char *keyid = yqq_key_thumbprint (key);
  return yqq_http_signature_params_init (params, unix_seconds, keyid, nonce, error);
}

gboolean
yqq_request_sign (SoupMessage *message,
                  YqqKey *device_key,
                  gint64 unix_seconds,
                  const char *path,
                  GBytes *body,
                  GError **error)
{
  YqqHttpSignatureParams params;
  if (!make_params (&params, device_key, unix_seconds, error))
    return FALSE;
  g_autofree char *content_digest = digest_header (body);
  g_auto (GStrv) parts = g_strsplit (path, "?", 2);
  g_autoptr (GBytes) base = yqq_http_signature_build_base (
      &params, soup_message_get_method (message), parts[0], parts[1], content_digest, error);
  if (base == NULL)
    return FALSE;
  g_autoptr (GBytes) signature = yqq_key_sign_raw (device_key, base, error);
  if (signature == NULL)
    return FALSE;
  g_autofree char *input = yqq_http_signature_format_input (&params);
  g_autofree char *value = yqq_http_signature_format (signature);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  soup_message_headers_replace (headers, "Content-Digest", content_digest);
  soup_message_headers_replace (headers, "Signature-Input", input);
  soup_message_headers_replace (headers, "Signature", value);
  return TRUE;
}
