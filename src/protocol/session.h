/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The requests and answers about a session that are neither frames nor events. */
#pragma once

#include "protocol/session-document.h"
#include "protocol/session-result.h"
#include "protocol/session-state.h"

G_BEGIN_DECLS

/* POST /v1/sessions → */
typedef struct {
  char *session_id;
  char *session_token;
  YqqSessionState state;
  gint64 expires_at_ms;
  guint idle_seconds;
  guint absolute_seconds;
  guint signature_limit;
} YqqSessionCreated;

YqqSessionCreated *yqq_session_created_from_json (JsonObject *object, GError **error);
JsonObject *yqq_session_created_to_json (const YqqSessionCreated *self);
void yqq_session_created_free (YqqSessionCreated *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqSessionCreated, yqq_session_created_free)

/* POST /pc/sessions: a payload without the parts the authority fills in itself. */
typedef struct {
  char *purpose;
  GPtrArray *documents; /* YqqDocumentReference */
} YqqPcSessionRequest;

YqqPcSessionRequest *yqq_pc_session_request_from_json (JsonObject *object, GError **error);
JsonObject *yqq_pc_session_request_to_json (const YqqPcSessionRequest *self);
void yqq_pc_session_request_free (YqqPcSessionRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqPcSessionRequest, yqq_pc_session_request_free)

/* GET /v1/sessions/{id} → */
typedef struct {
  char *session_id;
  YqqSessionState state;
  YqqSessionReason reason;
  gint64 expires_at_ms; /* 0: none */
  gint64 idle_at_ms;    /* 0: none */
  guint signatures;
  guint signature_limit;
  char *person_name_masked; /* NULL before the scan */
  gboolean check_code_required;
} YqqSessionView;

YqqSessionView *yqq_session_view_from_json (JsonObject *object, GError **error);
JsonObject *yqq_session_view_to_json (const YqqSessionView *self);
void yqq_session_view_free (YqqSessionView *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqSessionView, yqq_session_view_free)

/* POST /v1/sessions/{sid}/claim */
typedef struct {
  guint step;
  GBytes *mac;   /* 8 bytes */
  GBytes *nonce; /* 16 to 32 bytes */
  YqqClaimVia via;
} YqqSessionClaim;

YqqSessionClaim *yqq_session_claim_from_json (JsonObject *object, GError **error);
JsonObject *yqq_session_claim_to_json (const YqqSessionClaim *self);
void yqq_session_claim_free (YqqSessionClaim *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqSessionClaim, yqq_session_claim_free)

/* → */
typedef struct {
  YqqSessionState state;
  char *check_code; /* three digits, NULL where none is needed */
  gint64 expires_at_ms;
} YqqSessionClaimed;

YqqSessionClaimed *yqq_session_claimed_from_json (JsonObject *object, GError **error);
JsonObject *yqq_session_claimed_to_json (const YqqSessionClaimed *self);
void yqq_session_claimed_free (YqqSessionClaimed *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqSessionClaimed, yqq_session_claimed_free)

/* POST …/frames → {"state","seq"} */
typedef struct {
  YqqSessionState state;
  gint64 seq;
} YqqFrameAccepted;

gboolean
yqq_frame_accepted_from_json (JsonObject *object, YqqFrameAccepted *answer, GError **error);
JsonObject *yqq_frame_accepted_to_json (const YqqFrameAccepted *answer);

/* PUT …/documents/{document} → {"id","size","digests":{…}} */
JsonObject *yqq_document_supplied_to_json (const YqqDocumentReference *document);
YqqDocumentReference *yqq_document_supplied_from_json (JsonObject *object, GError **error);

G_END_DECLS
