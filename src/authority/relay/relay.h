/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All scan sessions that are open at this authority. Everything happens on one thread. */
#pragma once

#include "authority/relay/journal.h"
#include "authority/relay/registry.h"
#include "authority/relay/session.h"
#include "protocol/session.h"

G_BEGIN_DECLS

/* How often yqq_relay_tick has to be called. */
#define YQQ_RELAY_TICK_MS 250

/* Sessions created a second: by one relying party, from one address. */
#define YQQ_RELAY_CREATIONS_PER_RELYING_PARTY 10
#define YQQ_RELAY_CREATIONS_PER_ADDRESS 5

/* An ended session is remembered so long, so that its results can still be fetched. */
#define YQQ_RELAY_REMEMBER_MS (10 * 60 * 1000)

/* Open sessions at most. */
#define YQQ_RELAY_MAX_SESSIONS 20000

YqqRelay *yqq_relay_new (const char *origin,
                         YqqClock *clock,
                         YqqRelayRegistry *registry,
                         YqqRelayJournal *journal);
/* Ends the listeners of all sessions. */
void yqq_relay_free (YqqRelay *self);

/* Opens a session for a relying party's signed request (compact JWS). peer is the client's address
 * or NULL. The answer is a YqqSessionCreated. Problems: rate-limited, relying-party-unknown,
 * request-invalid, malformed. */
void yqq_relay_open (YqqRelay *self,
                     const char *jws,
                     const char *peer,
                     YqqRelayReply reply,
                     gpointer data);

/* The same for the page that the authority serves: it signs the requests itself. */
void yqq_relay_open_own (YqqRelay *self,
                         const YqqPcSessionRequest *request,
                         const char *peer,
                         YqqRelayReply reply,
                         gpointer data);

/* Borrowed; NULL if there is none, or it has been forgotten. */
YqqRelaySession *yqq_relay_find (YqqRelay *self, const char *session_id);

/* Does what time demands: new codes, expiries, absences. */
void yqq_relay_tick (YqqRelay *self);

/* Closes every session of a device (revoked, or its grants have changed). */
void yqq_relay_end_device (YqqRelay *self, const char *device_id, YqqSessionReason reason);

/* Open sessions. */
guint yqq_relay_count (YqqRelay *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqRelay, yqq_relay_free)

G_END_DECLS
