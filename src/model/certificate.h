/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A certificate the authority has issued under a grant, as bytes and facts; nothing is verified
 * here. */
#pragma once

#include <glib-object.h>

#include "model/algorithm.h"

G_BEGIN_DECLS

typedef enum {
  YQQ_ISSUED_STATE_ACTIVE,
  YQQ_ISSUED_STATE_SUPERSEDED,
  YQQ_ISSUED_STATE_REVOKED,
} YqqIssuedState;

/* "active", "superseded", "revoked". */
const char *yqq_issued_state_to_nick (YqqIssuedState state);
gboolean yqq_issued_state_from_nick (const char *nick, YqqIssuedState *state);

#define YQQ_TYPE_CERTIFICATE (yqq_certificate_get_type ())
G_DECLARE_FINAL_TYPE (YqqCertificate, yqq_certificate, YQQ, CERTIFICATE, GObject)

/* fingerprint: lower-case hexadecimal SHA-256 of der. chain: GBytes, the issuing certificate first;
 * copied by reference. Times are unix milliseconds. Properties carry the same names. */
YqqCertificate *yqq_certificate_new (const char *fingerprint,
                                     YqqAlgorithm algorithm,
                                     GBytes *der,
                                     GPtrArray *chain,
                                     gint64 not_before_ms,
                                     gint64 not_after_ms,
                                     YqqIssuedState state,
                                     gboolean this_device);

const char *yqq_certificate_get_fingerprint (YqqCertificate *self);
YqqAlgorithm yqq_certificate_get_algorithm (YqqCertificate *self);
GBytes *yqq_certificate_get_der (YqqCertificate *self);
GPtrArray *yqq_certificate_get_chain (YqqCertificate *self);
gint64 yqq_certificate_get_not_before_ms (YqqCertificate *self);
gint64 yqq_certificate_get_not_after_ms (YqqCertificate *self);
YqqIssuedState yqq_certificate_get_state (YqqCertificate *self);
gboolean yqq_certificate_get_this_device (YqqCertificate *self);

G_END_DECLS
