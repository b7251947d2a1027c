/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frames a relying party sends into a session. */
#pragma once

#include "protocol/session-document.h"
#include "protocol/session-state.h"

G_BEGIN_DECLS

#define YQQ_CHECK_CODE_LENGTH 3
#define YQQ_SESSION_REQUEST_MAX_LENGTH (12 * 1024) /* a compact JWS inside a frame */
#define YQQ_FINGERPRINT_LENGTH 64

typedef enum {
  YQQ_RELYING_PARTY_FRAME_REQUEST,
  YQQ_RELYING_PARTY_FRAME_CHECK_CODE,
  YQQ_RELYING_PARTY_FRAME_SIGN,
  YQQ_RELYING_PARTY_FRAME_CLOSE,
} YqqRelyingPartyFrameType;
#define YQQ_RELYING_PARTY_FRAME_TYPE_COUNT 4

const char *yqq_relying_party_frame_type_to_nick (YqqRelyingPartyFrameType type);

typedef struct {
  YqqRelyingPartyFrameType type;
  gint64 seq;                           /* from 1 */
  char *jws;                            /* request */
  char code[YQQ_CHECK_CODE_LENGTH + 1]; /* check-code: three digits */
  char *request_id;                     /* sign */
  char *certificate;                    /* sign: fingerprint */
  YqqAlgorithm algorithm;               /* sign */
  GPtrArray *documents;                 /* sign: YqqDocumentReference, 1 to 32 */
  YqqSessionReason reason;              /* close: DONE, or USER where none is given */
} YqqRelyingPartyFrame;

YqqRelyingPartyFrame *yqq_relying_party_frame_from_json (JsonObject *object, GError **error);
JsonObject *yqq_relying_party_frame_to_json (const YqqRelyingPartyFrame *self);
/* The transition-table message this frame is. */
YqqSessionMessage yqq_relying_party_frame_get_message (const YqqRelyingPartyFrame *self);
void yqq_relying_party_frame_free (YqqRelyingPartyFrame *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqRelyingPartyFrame, yqq_relying_party_frame_free)

/* 64 lower-case hexadecimal characters. */
gboolean yqq_fingerprint_is_valid (const char *text);

G_END_DECLS
