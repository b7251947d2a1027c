/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a message from outside was not taken. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define YQQ_PROTOCOL_ERROR (yqq_protocol_error_quark ())
GQuark yqq_protocol_error_quark (void);

typedef enum {
  YQQ_PROTOCOL_ERROR_MALFORMED,
  YQQ_PROTOCOL_ERROR_TOO_LARGE,
  YQQ_PROTOCOL_ERROR_NOT_OURS,            /* a QR code, but not one of a scan session */
  YQQ_PROTOCOL_ERROR_OTHER_AUTHORITY,     /* ours, but of another authority than this device's */
  YQQ_PROTOCOL_ERROR_UNSUPPORTED_VERSION, /* ours, of a version this program does not know */
  YQQ_PROTOCOL_ERROR_MISMATCH,            /* well formed, but meant for someone or something else */
  YQQ_PROTOCOL_ERROR_EXPIRED,             /* well formed, but its time is over or has not come */
} YqqProtocolError;

/* The member of the message that is to blame, borrowed from error, or NULL. */
const char *yqq_protocol_error_get_member (const GError *error);

G_END_DECLS
