/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The relay between a PC and a device: all scan sessions, on the http thread alone, without locks
 * and without sockets. */
#pragma once

#include "authority/relay/journal.h"
#include "authority/relay/registry.h"
#include "base/clock.h"
#include "protocol/session.h"

G_BEGIN_DECLS

#define YQQ_RELAY_TICK_MS 250
#define YQQ_RELAY_POLL_MAX_SECONDS 25
#define YQQ_RELAY_KEEP_ENDED_MS 120000 /* an ended session's results can be fetched that long */
#define YQQ_RELAY_MAX_SESSIONS 20000
#define YQQ_RELAY_MAX_SUPPLIED_BYTES (512 * 1024 * 1024) /* documents of all sessions */
#define YQQ_RELAY_CREATIONS_PER_PARTY 10                 /* a second */
#define YQQ_RELAY_CREATIONS_PER_ADDRESS 5                /* a second */

typedef struct _YqqRelay YqqRelay;

/* origin: what codes carry and "aud" must be, e.g. "http://127.0.0.1:8765". */
YqqRelay *yqq_relay_new (const char *origin,
                         YqqClock *clock,
                         YqqRelayRegistry *registry,
                         YqqRelayJournal *journal);
/* Ends every stream and answers every poll. No journal callback and no check may be outstanding. */
void yqq_relay_free (YqqRelay *self);

/* Runs work in some thread, and then done on the http thread; both are given data. */
typedef void (*YqqRelayRun) (gpointer runner,
                             GSourceOnceFunc work,
                             GSourceOnceFunc done,
                             gpointer data);
/* Who verifies signatures beside the http thread; without one they are verified on it. */
void yqq_relay_set_runner (YqqRelay *self, YqqRelayRun run, gpointer runner);
/* TRUE while signatures are being verified. */
gboolean yqq_relay_is_checking (YqqRelay *self);

/* Lets go of every session: streams end, polls are answered, and whoever asks again is told what
 * would be told after a restart. Nothing may be begun afterwards. */
void yqq_relay_end (YqqRelay *self);
/* To be called every YQQ_RELAY_TICK_MS: codes, time limits, presence, polls. */
void yqq_relay_tick (YqqRelay *self);
/* Sessions in memory, ended ones included. */
guint yqq_relay_get_n_sessions (YqqRelay *self);

/* Who speaks: a relying party by its session token, or a device that has been authenticated. */
typedef struct {
  const char *token; /* NULL: a device, or nobody ("token-invalid") */
  const char *device_id;
  const char *person_id;
} YqqRelayCaller;

/* Comes exactly once, maybe before the call returns: answer (borrowed) with its HTTP status, or
 * problem, a YQQ_PROBLEM_ERROR. */
typedef void (*YqqRelayReply) (guint status,
                               JsonObject *answer,
                               const GError *problem,
                               gpointer user_data);

/* POST /v1/sessions. address: the client's, for its rate; NULL (Unix socket): no rate. */
void yqq_relay_create_session (YqqRelay *self,
                               const char *jws,
                               const char *address,
                               YqqRelayReply reply,
                               gpointer user_data);
/* POST /pc/sessions: the authority's own relying party; `scanned` is answered here. */
void yqq_relay_create_own_session (YqqRelay *self,
                                   const YqqPcSessionRequest *request,
                                   const char *address,
                                   YqqRelayReply reply,
                                   gpointer user_data);
/* POST /v1/sessions/{sid}/claim */
void yqq_relay_claim (YqqRelay *self,
                      const char *session_id,
                      const YqqRelayCaller *caller,
                      const YqqSessionClaim *claim,
                      YqqRelayReply reply,
                      gpointer user_data);
/* POST /v1/sessions/{id}/frames, of either side. */
void yqq_relay_post_frame (YqqRelay *self,
                           const char *session_id,
                           const YqqRelayCaller *caller,
                           JsonObject *frame,
                           YqqRelayReply reply,
                           gpointer user_data);

/* The answers to GET; each is NULL with a YQQ_PROBLEM_ERROR. */
JsonObject *yqq_relay_get_session (YqqRelay *self,
                                   const char *session_id,
                                   const YqqRelayCaller *caller,
                                   GError **error);
/* {"text","step","valid_until","svg"} */
JsonObject *yqq_relay_get_code (YqqRelay *self,
                                const char *session_id,
                                const YqqRelayCaller *caller,
                                GError **error);
JsonObject *yqq_relay_get_certificates (YqqRelay *self,
                                        const char *session_id,
                                        const YqqRelayCaller *caller,
                                        GError **error);
JsonObject *yqq_relay_get_result (YqqRelay *self,
                                  const char *session_id,
                                  const YqqRelayCaller *caller,
                                  const char *request_id,
                                  GError **error);

/* PUT …/documents/{document}, of the relying party only; body is kept by reference. */
JsonObject *yqq_relay_put_document (YqqRelay *self,
                                    const char *session_id,
                                    const YqqRelayCaller *caller,
                                    const char *document,
                                    GBytes *body,
                                    GError **error);
/* GET …/documents/{document}, of either side. Owned. */
GBytes *yqq_relay_dup_document (YqqRelay *self,
                                const char *session_id,
                                const YqqRelayCaller *caller,
                                const char *document,
                                GError **error);

/* Where the events of one side go; the functions are given target. */
typedef struct {
  void (*send) (gpointer target, GBytes *event); /* the text of one whole event */
  void (*close) (gpointer target); /* last call: flush, end; the relay has let go of it */
} YqqRelaySink;

typedef struct _YqqRelayStream YqqRelayStream;

/* Would a stream be given? To be asked before the answer's head is sent. after: the Last-Event-ID,
 * 0 for none. session-closed where the session has ended and nothing after `after` is left to tell.
 */
gboolean yqq_relay_check_stream (YqqRelay *self,
                                 const char *session_id,
                                 const YqqRelayCaller *caller,
                                 gint64 after,
                                 GError **error);
/* Sends what is kept after `after`, then everything that happens. A side has one stream: an earlier
 * one is closed. NULL if it was closed again at once (or check would fail). sink is static. */
YqqRelayStream *yqq_relay_open_stream (YqqRelay *self,
                                       const char *session_id,
                                       const YqqRelayCaller *caller,
                                       gint64 after,
                                       const YqqRelaySink *sink,
                                       gpointer target);
/* The client has gone: close is not called any more, stream is freed. Not after close was called.
 */
void yqq_relay_drop_stream (YqqRelay *self, YqqRelayStream *stream);

typedef struct _YqqRelayPoll YqqRelayPoll;

/* GET …/events?after=&wait=: replies at once if there is anything, else when there is or after
 * wait_seconds. NULL if the reply has already come. */
YqqRelayPoll *yqq_relay_poll (YqqRelay *self,
                              const char *session_id,
                              const YqqRelayCaller *caller,
                              gint64 after,
                              guint wait_seconds,
                              YqqRelayReply reply,
                              gpointer user_data);
/* The client has gone: no reply comes any more. Not after the reply. */
void yqq_relay_cancel_poll (YqqRelay *self, YqqRelayPoll *poll);

/* Which sessions yqq_relay_end_sessions means by id. */
typedef enum {
  YQQ_RELAY_SCOPE_PERSON,
  YQQ_RELAY_SCOPE_DEVICE,
  YQQ_RELAY_SCOPE_RELYING_PARTY,
  YQQ_RELAY_SCOPE_CERTIFICATE, /* a fingerprint that the session was confirmed with */
} YqqRelayScope;

/* Closes the sessions that something outside has happened to: GRANT_CHANGED, DEVICE_REVOKED … */
void yqq_relay_end_sessions (YqqRelay *self,
                             YqqRelayScope scope,
                             const char *id,
                             YqqSessionReason reason);

G_END_DECLS
