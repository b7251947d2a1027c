/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts the device's HTTP message signature (RFC 9421) on a request. */
#pragma once

#include <libsoup/soup.h>

#include "crypto/key.h"

G_BEGIN_DECLS

/* Sets Content-Digest, Signature-Input and Signature for path (with its query) and body (may be
 * NULL). unix_seconds is the time of signing. */
gboolean yqq_request_sign (SoupMessage *message,
                           YqqKey *device_key,
                           gint64 unix_seconds,
                           const char *path,
                           GBytes *body,
                           GError **error);

G_END_DECLS
