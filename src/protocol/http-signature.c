/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/http-signature.h"

#include <string.h>

#include "base/encoding.h"
#include "protocol/message-reader.h"

#define LABEL "yqq"
#define COMPONENTS "(\"@method\" \"@path\" \"@query\" \"content-digest\")"
#define INPUT_PREFIX LABEL "=" COMPONENTS ";created="
#define KEYID_PREFIX ";keyid=\""
#define NONCE_PREFIX "\";nonce=\""
#define INPUT_SUFFIX "\""
#define SIGNATURE_SIZE 64
#define DIGEST_SIZE 32
#define DIGEST_PREFIX "sha-256="
#define MAX_TARGET_LENGTH 2048

static const char base64url_letters[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

static gboolean
fail (GError **error, const char *message)
{
  yqq_protocol_error_set (error, YQQ_PROTOCOL_ERROR_MALFORMED, NULL, message);
  return FALSE;
}

/* Moves *text over prefix. */
static gboolean
skip (const char **text, const char *prefix)
{
  if (!g_str_has_prefix (*text, prefix))
    return FALSE;
  *text += strlen (prefix);
  return TRUE;
}

/* Copies exactly length characters of base64url and moves *text over them. */
static gboolean
take_letters (const char **text, gsize length, char *value)
{
  if (strspn (*text, base64url_letters) != length)
    return FALSE;
  memcpy (value, *text, length);
  value[length] = '\0';
  *text += length;
  return TRUE;
}

/* Seconds: one form a number, no sign, no leading zero. */
static gboolean
take_seconds (const char **text, gint64 *value)
{
  gsize length = strspn (*text, "0123456789");
  if (length == 0 || length > 11 || (*text)[0] == '0')
    return FALSE;
  *value = g_ascii_strtoll (*text, NULL, 10);
  *text += length;
  return TRUE;
}

gboolean
yqq_http_signature_params_init (YqqHttpSignatureParams *params,
                                gint64 created,
                                const char *keyid,
                                const char *nonce,
                                GError **error)
{
  YqqHttpSignatureParams made = {.created = created};
  if (created <= 0 || created > G_GINT64_CONSTANT (99999999999) ||
      !take_letters (&keyid, YQQ_HTTP_SIGNATURE_KEYID_LENGTH, made.keyid) || *keyid != '\0' ||
      !take_letters (&nonce, YQQ_HTTP_SIGNATURE_NONCE_LENGTH, made.nonce) || *nonce != '\0')
    return fail (error, "not the parameters of a request's signature");
  *params = made;
  return TRUE;
}

static char *
format_params (const YqqHttpSignatureParams *params)
{
  return g_strdup_printf (COMPONENTS ";created=%" G_GINT64_FORMAT KEYID_PREFIX "%s" NONCE_PREFIX
                                     "%s" INPUT_SUFFIX,
                          params->created, params->keyid, params->nonce);
}

char *
yqq_http_signature_format_input (const YqqHttpSignatureParams *params)
{
  g_autofree char *text = format_params (params);
  return g_strconcat (LABEL "=", text, NULL);
}

gboolean
yqq_http_signature_parse_input (const char *header, YqqHttpSignatureParams *params, GError **error)
{
  YqqHttpSignatureParams made = {0};
  if (strnlen (header, YQQ_HTTP_SIGNATURE_MAX_HEADER + 1) > YQQ_HTTP_SIGNATURE_MAX_HEADER)
    return fail (error, "Signature-Input is too long");
  const char *rest = header;
  if (!skip (&rest, INPUT_PREFIX) || !take_seconds (&rest, &made.created) ||
      !skip (&rest, KEYID_PREFIX) ||
      !take_letters (&rest, YQQ_HTTP_SIGNATURE_KEYID_LENGTH, made.keyid) ||
      !skip (&rest, NONCE_PREFIX) ||
      !take_letters (&rest, YQQ_HTTP_SIGNATURE_NONCE_LENGTH, made.nonce) ||
      !g_str_equal (rest, INPUT_SUFFIX))
    return fail (error, "Signature-Input has not the one shape that is taken");
  *params = made;
  return TRUE;
}

/* prefix:base64: as a structured field's byte sequence (RFC 8941 section 3.3.5) */
static char *
format_bytes (const char *prefix, GBytes *bytes)
{
  g_autofree char *text =
      yqq_base64_encode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return g_strconcat (prefix, ":", text, ":", NULL);
}

static GBytes *
parse_bytes (const char *header, const char *prefix, gsize size, GError **error)
{
  gsize length = strnlen (header, YQQ_HTTP_SIGNATURE_MAX_HEADER + 1);
  const char *text = header;
  g_autoptr (GBytes) bytes = NULL;
  if (length <= YQQ_HTTP_SIGNATURE_MAX_HEADER && skip (&text, prefix) && skip (&text, ":") &&
      g_str_has_suffix (text, ":"))
    bytes = yqq_base64_decode (text, (gssize)strlen (text) - 1, NULL);
  if (bytes == NULL || g_bytes_get_size (bytes) != size) {
    fail (error, "a header of the request's signature is malformed");
    return NULL;
  }
  return g_steal_pointer (&bytes);
}

char *
yqq_http_signature_format (GBytes *signature)
{
  return format_bytes (LABEL "=", signature);
}

GBytes *
yqq_http_signature_parse (const char *header, GError **error)
{
  return parse_bytes (header, LABEL "=", SIGNATURE_SIZE, error);
}

char *
yqq_content_digest_format (GBytes *sha256)
{
  return format_bytes (DIGEST_PREFIX, sha256);
}

GBytes *
yqq_content_digest_parse (const char *header, GError **error)
{
  return parse_bytes (header, DIGEST_PREFIX, DIGEST_SIZE, error);
}

/* Nothing that could begin a line of its own in the signature base. */
static gboolean
is_visible (const char *text)
{
  gsize length = strnlen (text, MAX_TARGET_LENGTH + 1);
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isgraph (text[i]))
      return FALSE;
  return length <= MAX_TARGET_LENGTH;
}

static gboolean
is_method (const char *method)
{
  gsize length = strnlen (method, 17);
  return length > 0 && length <= 16 && strspn (method, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == length;
}

GBytes *
yqq_http_signature_build_base (const YqqHttpSignatureParams *params,
                               const char *method,
                               const char *path,
                               const char *query,
                               const char *content_digest,
                               GError **error)
{
  const char *sent_query = query != NULL ? query : "";
  if (!is_method (method) || path[0] != '/' || !is_visible (path) || strchr (path, '?') != NULL ||
      !is_visible (sent_query) || !is_visible (content_digest)) {
    fail (error, "a request that could not have been sent");
    return NULL;
  }
  g_autofree char *text = format_params (params);
  g_autofree char *base = g_strdup_printf ("\"@method\": %s\n"
                                           "\"@path\": %s\n"
                                           "\"@query\": ?%s\n"
                                           "\"content-digest\": %s\n"
                                           "\"@signature-params\": %s",
                                           method, path, sent_query, content_digest, text);
  gsize length = strlen (base);
  return g_bytes_new_take (g_steal_pointer (&base), length);
}
