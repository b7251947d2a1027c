/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text inside the QR code of a scan session, in both its forms. */
#pragma once

#include "protocol/error.h"

G_BEGIN_DECLS

#define YQQ_QR_PAYLOAD_MAX_LENGTH 512
#define YQQ_QR_SID_SIZE 16
#define YQQ_QR_MAC_SIZE 8

typedef struct {
  char *origin; /* lower case, "https://sign.example.cn" or "http://127.0.0.1:8765"; never NULL */
  char *session_id; /* base32 of sid: the name the session has in paths */
  guint8 sid[YQQ_QR_SID_SIZE];
  guint16 step;
  guint8 mac[YQQ_QR_MAC_SIZE];
} YqqQrPayload;

/* Reads `HTTPS://<HOST>/S/1.<SID>.<STEP>.<MAC>` (HTTP:// for loopback hosts only; scheme, host and
 * path in either case, base32 in upper case) or `yqq:1.<SID>.<STEP>.<MAC>?a=<origin>`. White space
 * around it is ignored. Errors: TOO_LARGE, NOT_OURS (some other QR code),
 * UNSUPPORTED_VERSION (`2.…`), MALFORMED (ours but damaged). */
YqqQrPayload *yqq_qr_payload_parse (const char *text, GError **error);

/* Compares the payload's origin with the authority this device belongs to;
 * YQQ_PROTOCOL_ERROR_OTHER_AUTHORITY. */
gboolean yqq_qr_payload_check_origin (const YqqQrPayload *self, const char *origin, GError **error);

/* The upper-case URL that stays in the QR code's alphanumeric mode. */
char *yqq_qr_payload_format_url (const YqqQrPayload *self);
/* The yqq: link. */
char *yqq_qr_payload_format_link (const YqqQrPayload *self);

/* SID ‖ STEP (big endian), over which the MAC is made: 18 bytes. */
void yqq_qr_payload_get_mac_input (const YqqQrPayload *self, guint8 input[YQQ_QR_SID_SIZE + 2]);

YqqQrPayload *yqq_qr_payload_new (const char *origin,
                                  const guint8 sid[YQQ_QR_SID_SIZE],
                                  guint16 step,
                                  const guint8 mac[YQQ_QR_MAC_SIZE]);
YqqQrPayload *yqq_qr_payload_copy (const YqqQrPayload *self);
void yqq_qr_payload_free (YqqQrPayload *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqQrPayload, yqq_qr_payload_free)

/* TRUE for "https://host[:port]" and, for loopback hosts, "http://host[:port]"; lower case. */
gboolean yqq_origin_is_valid (const char *origin);

G_END_DECLS
