/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files that make up a session share; nobody else includes this. */
#pragma once

#include "authority/relay/bucket.h"
#include "authority/relay/event-queue.h"
#include "authority/relay/relay.h"
#include "authority/relay/session.h"
#include "authority/relay/sign-request.h"
#include "authority/relay/signature-check.h"
#include "authority/relay/signers.h"
#include "protocol/device-frame.h"
#include "protocol/problem.h"
#include "protocol/qr-payload.h"
#include "protocol/relying-party-frame.h"
#include "protocol/session-request.h"

G_BEGIN_DECLS

/* How long a frame of signatures waits for the one numbered before it, and how many may. */
#define YQQ_RELAY_EARLY_MS 1000
#define YQQ_RELAY_MAX_EARLY 4

/* One side: its events, the frames it has sent, and whether it is there. */
typedef struct {
  YqqEventQueue *events;
  gint64 last_seq;
  YqqBucket frames;
  gint64 seen_at;     /* when it was last known to listen; 0: never */
  YqqRelayPoll *poll; /* borrowed; NULL: nobody polls */
} YqqRelayPeer;

struct _YqqRelaySession {
  guint references;
  YqqRelay *relay; /* borrowed; NULL once the relay has let go of it */
  char *id;
  guint8 sid[YQQ_QR_SID_SIZE];
  char *token;
  char *relying_party_id;
  YqqPcSessionRequest *own; /* the authority's page asked for it: what it wants; else NULL */

  YqqSessionState state;
  YqqSessionReason reason;
  gint64 created_at, expires_at, connected_at, frame_at, suspended_at, ended_at;
  gint64 code_step; /* the last one told; -1 before the first */
  guint failed_claims;

  char *device_id, *person_id, *person_name_masked; /* NULL before the claim */
  gboolean claim_written;                           /* the journal has it */
  GBytes *nonce;
  char check_code[YQQ_CHECK_CODE_LENGTH + 1]; /* "" where none is needed */
  gboolean check_passed;
  guint check_tries;

  gboolean bound;      /* a signed request for this session and nonce has come */
  GStrv certificates;  /* fingerprints the device has offered */
  GPtrArray *requests; /* YqqSignRequest */
  guint signatures;
  GHashTable *documents; /* id → GBytes */
  gsize document_bytes;
  YqqRelayPeer peers[2];
  GQueue early;     /* frames that have overtaken others; frame-order.c */
  GQueue checking;  /* YqqRelayFrame whose signatures are looked at, in order */
  GQueue uncertain; /* YqqRelayFrame that bring again what is on its way into the journal */
};

/* One call waiting for the next event of a side. */
struct _YqqRelayPoll {
  YqqRelaySession *session; /* owned */
  YqqRelaySide side;
  gint64 after;
  gint64 until;
  YqqRelayReply reply;
  gpointer data;
};

/* A frame whose answer may have to wait for the journal. */
typedef struct {
  guint references;
  YqqRelaySession *session; /* owned */
  YqqRelayReply reply;
  gpointer data;
  gint64 seq;
  gboolean deferred; /* the journal's callback will call finish */
  YqqSignRequest *request;
  GPtrArray *offered;   /* YqqDeliveredSignature of the frame */
  GPtrArray *delivered; /* YqqDeliveredSignature, those that are new */
  GPtrArray *checks;    /* YqqSignatureCheck of them */
  guint unchecked;      /* how many of those are not through */
  YqqRefusal refusal;
} YqqRelayFrame;

/* relay.c */
YqqClock *yqq_relay_get_clock (YqqRelay *self);
YqqRelayRegistry *yqq_relay_get_registry (YqqRelay *self);
YqqRelayJournal *yqq_relay_get_journal (YqqRelay *self);
const char *yqq_relay_get_origin (YqqRelay *self);
YqqSigners *yqq_relay_get_signers (YqqRelay *self);
/* Borrowed; NULL if it is not in memory. */
YqqRelaySession *yqq_relay_find_session (YqqRelay *self, const char *session_id);
/* Room for supplied documents, over all sessions. */
gboolean yqq_relay_reserve_bytes (YqqRelay *self, gsize bytes);
void yqq_relay_release_bytes (YqqRelay *self, gsize bytes);
/* The code's MAC of a session and step (security.md): owned, YQQ_QR_MAC_SIZE bytes. */
void yqq_relay_make_mac (YqqRelay *self,
                         const guint8 sid[YQQ_QR_SID_SIZE],
                         guint16 step,
                         guint8 mac[YQQ_QR_MAC_SIZE]);

/* Runs work beside the http thread if there is a runner, then done on it. */
void yqq_relay_run (YqqRelay *self, GSourceOnceFunc work, GSourceOnceFunc done, gpointer data);
void yqq_relay_count_checks (YqqRelay *self, gint more);

/* session.c */
YqqRelaySession *yqq_relay_session_new (YqqRelay *relay, const char *relying_party_id);
/* The relay lets go: listeners are ended, nothing is journalled any more. */
void yqq_relay_session_detach (YqqRelaySession *self);
gint64 yqq_relay_session_now (YqqRelaySession *self);
/* Takes event over, and wakes whoever polls. */
void yqq_relay_session_push (YqqRelaySession *self, YqqRelaySide side, YqqSessionEvent *event);
/* Answers, and lets the journal's hold on frame go. */
void yqq_relay_session_finish_frame (YqqRelayFrame *frame, const GError *error);
/* Judges a device's frame in its turn; takes frame, and this call's hold on pending. */
void yqq_relay_session_judge (YqqRelaySession *self, YqqDeviceFrame *frame, YqqRelayFrame *pending);
/* Answers a frame that is not judged, and lets all of it go. */
void yqq_relay_session_drop_frame (YqqRelayFrame *frame, const GError *error);
/* Appends record; callback, which must finish the frame, may come at once. */
void yqq_relay_session_defer_frame (YqqRelayFrame *frame,
                                    const YqqRelayRecord *record,
                                    YqqRelayCommitted callback);
/* What a frame is answered that could not be written. */
GError *yqq_relay_session_make_write_error (gboolean committed);

/* stream.c */
gboolean yqq_relay_session_is_present (YqqRelaySession *self, YqqRelaySide side);
/* NULL if the session has ended: then the sink was closed after what was left to tell. */
YqqRelayStream *yqq_relay_session_open_stream (YqqRelaySession *self,
                                               YqqRelaySide side,
                                               gint64 after,
                                               const YqqRelaySink *sink,
                                               gpointer target);
/* NULL if the reply has come. */
YqqRelayPoll *yqq_relay_session_poll (YqqRelaySession *self,
                                      YqqRelaySide side,
                                      gint64 after,
                                      guint wait_seconds,
                                      YqqRelayReply reply,
                                      gpointer data);
/* Answers whoever polls, whatever there is to tell. */
void yqq_relay_session_answer_poll (YqqRelaySession *self, YqqRelaySide side);
void yqq_relay_session_tick_polls (YqqRelaySession *self, gint64 now);

/* session-course.c: how it moves from state to state */
/* Moves by a message that fits; ends the session where the table ends it. */
void
yqq_relay_session_move (YqqRelaySession *self, YqqSessionMessage message, YqqSessionReason reason);
void yqq_relay_session_push_state (YqqRelaySession *self, YqqRelaySide side);
/* confirmed → connected as soon as the relying party is there. */
void yqq_relay_session_try_open (YqqRelaySession *self);
/* signing → connected once nothing is asked any more; the limit of signatures ends it. */
void yqq_relay_session_settle (YqqRelaySession *self);
/* Both sides there, or not: connected and suspended follow. */
void yqq_relay_session_check_presence (YqqRelaySession *self);
void yqq_relay_session_tick (YqqRelaySession *self);
void yqq_relay_session_push_code (YqqRelaySession *self);

/* frame-order.c */
/* TRUE if frame is too early and was taken over with pending. */
gboolean
yqq_relay_session_keep_early (YqqRelaySession *self, YqqDeviceFrame *frame, YqqRelayFrame *pending);
/* Judges those whose turn or time has come; all of them once the session has ended. */
void yqq_relay_session_release_early (YqqRelaySession *self);
/* The authority stops. */
void yqq_relay_session_drop_early (YqqRelaySession *self);

/* claim.c, relying-party-frames.c, device-frames.c, signature-frames.c */
/* Binds a signed request to the session; FALSE with request-invalid. */
gboolean yqq_relay_session_bind (YqqRelaySession *self, const char *jws, GError **error);
gboolean yqq_relay_session_take_relying_party_frame (YqqRelaySession *self,
                                                     YqqRelyingPartyFrame *frame,
                                                     YqqRelayFrame *pending,
                                                     GError **error);
gboolean yqq_relay_session_take_device_frame (YqqRelaySession *self,
                                              YqqDeviceFrame *frame,
                                              YqqRelayFrame *pending,
                                              GError **error);
gboolean yqq_relay_session_take_signatures (YqqRelaySession *self,
                                            YqqDeviceFrame *frame,
                                            YqqRelayFrame *pending,
                                            GError **error);
void yqq_relay_session_push_completed (YqqRelaySession *self, YqqSignRequest *request);
YqqSignRequest *yqq_relay_session_find_request (YqqRelaySession *self, const char *request_id);
/* TRUE if the certificate can sign now and the device has offered it. Where it no longer can, the
 * session ends (grant-changed). Problems: certificate-unknown, certificate-unusable. */
gboolean yqq_relay_session_check_certificate (YqqRelaySession *self,
                                              const char *fingerprint,
                                              YqqAlgorithm algorithm,
                                              GError **error);
gboolean yqq_relay_session_refuse_state (YqqRelaySession *self, GError **error);
/* Owned YqqRelayRelyingParty as the person's YqqRelyingParty; NULL if it was withdrawn. */
YqqRelyingParty *yqq_relay_session_dup_relying_party (YqqRelaySession *self);
/* Whether the session was confirmed with that certificate. */
gboolean yqq_relay_session_offers (YqqRelaySession *self, const char *fingerprint);

G_END_DECLS
