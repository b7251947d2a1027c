/* SPDX-License-Identifier: GPL-3.0-or-later */
/* HTTP message signatures (RFC 9421) in the one shape that devices use, without the cryptography.
 */
#pragma once

#include "protocol/error.h"

G_BEGIN_DECLS

#define YQQ_HTTP_SIGNATURE_MAX_HEADER 512
#define YQQ_HTTP_SIGNATURE_MAX_SKEW_SECONDS 300
#define YQQ_HTTP_SIGNATURE_NONCE_LENGTH 22 /* base64url of 16 bytes */
#define YQQ_HTTP_SIGNATURE_KEYID_LENGTH 43 /* base64url of SHA-256 */

typedef struct {
  gint64 created; /* unix seconds */
  char keyid[YQQ_HTTP_SIGNATURE_KEYID_LENGTH + 1];
  char nonce[YQQ_HTTP_SIGNATURE_NONCE_LENGTH + 1];
} YqqHttpSignatureParams;

/* Fills in params from texts of exactly the right shape; MALFORMED otherwise. */
gboolean yqq_http_signature_params_init (YqqHttpSignatureParams *params,
                                         gint64 created,
                                         const char *keyid,
                                         const char *nonce,
                                         GError **error);

/* The value of Signature-Input. */
char *yqq_http_signature_format_input (const YqqHttpSignatureParams *params);
/* Takes only the fixed shape: those components in that order, those parameters in that order. */
gboolean
yqq_http_signature_parse_input (const char *header, YqqHttpSignatureParams *params, GError **error);

/* The value of Signature from the 64 bytes r‖s, and back. */
char *yqq_http_signature_format (GBytes *signature);
GBytes *yqq_http_signature_parse (const char *header, GError **error);

/* The value of Content-Digest from the 32 bytes of a SHA-256, and back. */
char *yqq_content_digest_format (GBytes *sha256);
GBytes *yqq_content_digest_parse (const char *header, GError **error);

/* The signature base (RFC 9421 section 2.5), the bytes to be signed. method in upper case; path
 * absolute and exactly as sent; query without its "?", NULL or "" for none; content_digest as the
 * header has it. MALFORMED for a method, path or query that could not have been sent. */
GBytes *yqq_http_signature_build_base (const YqqHttpSignatureParams *params,
                                       const char *method,
                                       const char *path,
                                       const char *query,
                                       const char *content_digest,
                                       GError **error);

G_END_DECLS
