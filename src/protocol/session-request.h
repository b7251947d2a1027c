/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a relying party signs to open a session: the payload of the session request's JWS. */
#pragma once

#include "protocol/session-document.h"
#include "protocol/session-state.h"

G_BEGIN_DECLS

#define YQQ_SESSION_PURPOSE_MAX_LENGTH 100
#define YQQ_SESSION_REQUEST_TYP "yqq-session-request+jwt"
#define YQQ_SESSION_REQUEST_SKEW_S 30 /* how far iat may lie in the future */

typedef struct {
  char *issuer;      /* iss: relying party id */
  char *audience;    /* aud: the authority's origin */
  gint64 issued_at;  /* iat, unix seconds */
  gint64 expires_at; /* exp, at most 60 s later */
  char *id;          /* jti */
  char *purpose;
  GPtrArray *documents; /* YqqDocumentReference, 0 to 32 */
  char *session_id;     /* sid; NULL in the first request */
  char *nonce;          /* base64 as the device sent it; NULL in the first request */
} YqqSessionRequest;

/* payload: at most 12 KB. YQQ_PROTOCOL_ERROR MALFORMED or TOO_LARGE. */
YqqSessionRequest *yqq_session_request_parse (GBytes *payload, GError **error);
GBytes *yqq_session_request_to_bytes (const YqqSessionRequest *self);

/* Is it from that relying party, for this authority, now, and (session_id and nonce both NULL:
 * must be absent) for that session? MISMATCH names the member, EXPIRED says too old or too early.
 */
gboolean yqq_session_request_check (const YqqSessionRequest *self,
                                    const char *issuer,
                                    const char *audience,
                                    gint64 now_ms,
                                    const char *session_id,
                                    const char *nonce,
                                    GError **error);

YqqSessionRequest *yqq_session_request_copy (const YqqSessionRequest *self);
void yqq_session_request_free (YqqSessionRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqSessionRequest, yqq_session_request_free)

G_END_DECLS
