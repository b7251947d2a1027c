/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One scan session at the authority, as the rest of the relay reaches it. */
#pragma once

#include "authority/relay/relay.h"
#include "protocol/session.h"

G_BEGIN_DECLS

typedef struct _YqqRelaySession YqqRelaySession;

typedef enum {
  YQQ_RELAY_SIDE_RELYING_PARTY,
  YQQ_RELAY_SIDE_DEVICE,
} YqqRelaySide;

YqqRelaySession *yqq_relay_session_ref (YqqRelaySession *self);
void yqq_relay_session_unref (YqqRelaySession *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqRelaySession, yqq_relay_session_unref)

/* Whether the bearer token is the one this session's relying party was given. */
gboolean yqq_relay_session_check_token (YqqRelaySession *self, const char *token);
/* Whether the device is the one that claimed it. */
gboolean yqq_relay_session_is_device (YqqRelaySession *self, const char *device_id);

/* Takes the session for a device if the code is right, fresh and unused. The same claim again gives
 * the same answer. */
void yqq_relay_session_claim (YqqRelaySession *self,
                              const YqqRelayCaller *device,
                              const YqqSessionClaim *claim,
                              YqqRelayReply reply,
                              gpointer data);

/* Takes one frame of a side. */
void yqq_relay_session_take_frame (YqqRelaySession *self,
                                   YqqRelaySide side,
                                   JsonObject *frame,
                                   YqqRelayReply reply,
                                   gpointer data);

/* Owned answers, or NULL with a YQQ_PROBLEM_ERROR. */
JsonObject *yqq_relay_session_view (YqqRelaySession *self);
JsonObject *yqq_relay_session_get_code (YqqRelaySession *self, GError **error);
JsonObject *yqq_relay_session_get_certificates (YqqRelaySession *self, GError **error);
JsonObject *
yqq_relay_session_get_result (YqqRelaySession *self, const char *request_id, GError **error);
JsonObject *yqq_relay_session_supply_document (YqqRelaySession *self,
                                               const char *document_id,
                                               GBytes *content,
                                               GError **error);
/* Borrowed. */
GBytes *
yqq_relay_session_get_document (YqqRelaySession *self, const char *document_id, GError **error);

G_END_DECLS
