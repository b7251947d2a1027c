/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/http/device-authentication.h"

#include <string.h>

#include "authority/authorisation.h"
#include "authority/http/nonce-cache.h"
#include "crypto/digest.h"
#include "protocol/http-signature.h"
#include "protocol/problem.h"

struct _YqqDeviceAuthentication {
  YqqClock *clock;
  guint log_in_days;
  YqqNonceCache *nonces;
};

YqqDeviceAuthentication *
yqq_device_authentication_new (YqqClock *clock, guint log_in_days)
{
  YqqDeviceAuthentication *self = g_new0 (YqqDeviceAuthentication, 1);
  self->clock = yqq_clock_ref (clock);
  self->log_in_days = log_in_days;
  self->nonces = yqq_nonce_cache_new (clock);
  return self;
}

void
yqq_device_authentication_free (YqqDeviceAuthentication *self)
{
  yqq_clock_unref (self->clock);
  yqq_nonce_cache_free (self->nonces);
  g_free (self);
}

static gboolean
refuse (YqqProblemCode code, const char *detail, GError **error)
{
  yqq_problem_error_set (error, code, "%s", detail);
  return FALSE;
}

static gboolean
parse (YqqHttpRequest *request, YqqHttpSignatureParams *params, GBytes **signature, GError **error)
{
  const char *input = yqq_http_request_get_header (request, "Signature-Input");
  const char *header = yqq_http_request_get_header (request, "Signature");
  if (input == NULL || header == NULL ||
      yqq_http_request_get_header (request, "Content-Digest") == NULL)
    return refuse (YQQ_PROBLEM_SIGNATURE_MISSING, "the request is not signed", error);
  if (!yqq_http_signature_parse_input (input, params, NULL))
    return refuse (YQQ_PROBLEM_SIGNATURE_INVALID, "Signature-Input is not of our shape", error);
  g_autoptr (GBytes) bytes = yqq_http_signature_parse (header, NULL);
  if (bytes == NULL)
    return refuse (YQQ_PROBLEM_SIGNATURE_INVALID, "Signature is not of our shape", error);
  *signature = g_steal_pointer (&bytes);
  return TRUE;
}

static gboolean
check_body (YqqHttpRequest *request, GError **error)
{
  g_autoptr (GBytes) told =
      yqq_content_digest_parse (yqq_http_request_get_header (request, "Content-Digest"), NULL);
  g_autoptr (GBytes) digest =
      yqq_digest (YQQ_DIGEST_ALGORITHM_SHA256, yqq_http_request_get_body (request));
  if (told == NULL || !g_bytes_equal (told, digest))
    return refuse (YQQ_PROBLEM_SIGNATURE_INVALID, "Content-Digest is not the body's", error);
  return TRUE;
}

static gboolean
check_signature (YqqDeviceAuthentication *self,
                 YqqHttpRequest *request,
                 const YqqHttpSignatureParams *params,
                 GBytes *signature,
                 YqqPublicKey *key,
                 GError **error)
{
  g_autoptr (GBytes) base = yqq_http_signature_build_base (
      params, yqq_http_request_get_method (request), yqq_http_request_get_path (request),
      yqq_http_request_get_query (request), yqq_http_request_get_header (request, "Content-Digest"),
      NULL);
  if (base == NULL || yqq_public_key_get_algorithm (key) != YQQ_ALGORITHM_P256_SHA256 ||
      !yqq_public_key_verify_raw (key, base, signature, NULL))
    return refuse (YQQ_PROBLEM_SIGNATURE_INVALID, "the signature does not verify", error);
  if (!check_body (request, error))
    return FALSE;
  gint64 now = yqq_clock_get_unix_ms (self->clock) / 1000;
  if (ABS (now - params->created) > YQQ_HTTP_SIGNATURE_MAX_SKEW_SECONDS)
    return refuse (YQQ_PROBLEM_SIGNATURE_EXPIRED, "created is too far from our clock", error);
  return yqq_nonce_cache_take (self->nonces, params->keyid, params->nonce, params->created, error);
}

gboolean
yqq_device_authentication_check (YqqDeviceAuthentication *self,
                                 YqqHttpRequest *request,
                                 YqqDatabase *reader,
                                 gboolean late,
                                 GError **error)
{
  YqqHttpSignatureParams params;
  g_autoptr (GBytes) signature = NULL;
  g_autoptr (YqqDevice) device = NULL;
  if (!parse (request, &params, &signature, error) ||
      !yqq_devices_find (reader, params.keyid, &device, error) ||
      !yqq_authorise_device (device, error))
    return FALSE;
  g_autoptr (YqqPublicKey) key = yqq_public_key_new (device->public_key, error);
  if (key == NULL || !check_signature (self, request, &params, signature, key, error))
    return FALSE;
  gint64 now_ms = yqq_clock_get_unix_ms (self->clock);
  if (!late && !yqq_authorise_log_in (device, self->log_in_days, now_ms, error))
    return FALSE;
  yqq_http_request_take_device (request, g_steal_pointer (&device));
  return TRUE;
}

gboolean
yqq_device_authentication_check_key (YqqDeviceAuthentication *self,
                                     YqqHttpRequest *request,
                                     YqqPublicKey *key,
                                     GError **error)
{
  YqqHttpSignatureParams params;
  g_autoptr (GBytes) signature = NULL;
  if (!parse (request, &params, &signature, error))
    return FALSE;
  g_autofree char *thumbprint = yqq_public_key_thumbprint (key);
  if (strcmp (thumbprint, params.keyid) != 0)
    return refuse (YQQ_PROBLEM_SIGNATURE_INVALID, "keyid is not the key's", error);
  return check_signature (self, request, &params, signature, key, error);
}
