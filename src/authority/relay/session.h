/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One scan session at the authority, as the routes reach it. */
#pragma once

#include "authority/relay/event-queue.h"
#include "base/clock.h"
#include "protocol/session.h"

G_BEGIN_DECLS

typedef struct _YqqRelay YqqRelay;
typedef struct _YqqRelaySession YqqRelaySession;

typedef enum {
  YQQ_RELAY_SIDE_RELYING_PARTY,
  YQQ_RELAY_SIDE_DEVICE,
} YqqRelaySide;

/* Who claims a session; the texts are copied. */
typedef struct {
  const char *device_id;
  const char *person_id;
  const char *person_name_masked;
} YqqRelayDevice;

/* The one answer to a call: at once or later, once what it says is durable. Either answer
 * (borrowed) or error (YQQ_PROBLEM_ERROR). */
typedef void (*YqqRelayReply) (JsonObject *answer, const GError *error, gpointer data);

const char *yqq_relay_session_get_id (YqqRelaySession *self);
YqqSessionState yqq_relay_session_get_state (YqqRelaySession *self);

/* Whether the bearer token (may be NULL) is the one this session's relying party was given. */
gboolean yqq_relay_session_check_token (YqqRelaySession *self, const char *token);
/* Whether the device is the one that claimed it. */
gboolean yqq_relay_session_is_device (YqqRelaySession *self, const char *device_id);

/* Takes the session for a device if the code is right, fresh and unused. The same claim again gives
 * the same answer. The answer is a YqqSessionClaimed. */
void yqq_relay_session_claim (YqqRelaySession *self,
                              const YqqRelayDevice *device,
                              const YqqSessionClaim *claim,
                              YqqRelayReply reply,
                              gpointer data);

/* Takes one frame of a side. The answer is a YqqFrameAccepted. */
void yqq_relay_session_take_frame (YqqRelaySession *self,
                                   YqqRelaySide side,
                                   JsonObject *frame,
                                   YqqRelayReply reply,
                                   gpointer data);

/* A stream: events after the number, then whatever comes; see YqqRelayListener. */
void yqq_relay_session_listen (YqqRelaySession *self,
                               YqqRelaySide side,
                               gint64 after,
                               const YqqRelayListener *listener,
                               gpointer data);
void yqq_relay_session_leave (YqqRelaySession *self, YqqRelaySide side, gpointer data);

/* A long poll: the answer comes when there is an event after the number, the session has ended, or
 * wait_ms have passed. One a side: an earlier one is answered at once. */
void yqq_relay_session_poll (YqqRelaySession *self,
                             YqqRelaySide side,
                             gint64 after,
                             guint wait_ms,
                             YqqRelayReply reply,
                             gpointer data);

/* Owned answers, or NULL with a YQQ_PROBLEM_ERROR. */
JsonObject *yqq_relay_session_view (YqqRelaySession *self);
JsonObject *yqq_relay_session_get_code (YqqRelaySession *self, GError **error);
JsonObject *yqq_relay_session_get_certificates (YqqRelaySession *self, GError **error);
JsonObject *
yqq_relay_session_get_result (YqqRelaySession *self, const char *request_id, GError **error);

/* Keeps a document for the signer to look at. The answer is a YqqDocumentReference's digests. */
JsonObject *yqq_relay_session_supply_document (YqqRelaySession *self,
                                               const char *document_id,
                                               GBytes *content,
                                               GError **error);
/* Borrowed; NULL with document-unknown. */
GBytes *
yqq_relay_session_get_document (YqqRelaySession *self, const char *document_id, GError **error);

G_END_DECLS
