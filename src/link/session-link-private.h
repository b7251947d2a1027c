/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The link's inside, shared by the files that make it up. */
#pragma once

#include "client/event-listener.h"
#include "link/document-signer.h"
#include "link/frame-sender.h"
#include "link/session-link.h"

G_BEGIN_DECLS

struct _YqqSessionLink {
  GObject parent;

  YqqAuthorityConnection *connection;
  YqqWallet *wallet;
  YqqClock *clock;
  YqqPinGate *gate;

  char *session_id;
  char *nonce; /* base64, as the relying party signs it */
  YqqEventListener *listener;
  YqqFrameSender *sender;
  YqqUnlockedVault *vault;            /* NULL unless connected, or about to be */
  YqqDocumentSigner *document_signer; /* NULL until something is signed, and once it is over */
  GQueue to_sign;                     /* YqqSignatureRecord, approved, in order */
  GQueue to_deliver;                  /* made signatures that wait for a frame; …-signing.c */
  guint delivering;                   /* frames of signatures on their way */
  gboolean confirming;
  guint tick;
  gint64 active_at; /* monotonic ms of the last frame of either side */
  gint64 opened_at; /* monotonic ms at which the vault was opened */

  YqqSessionState state;
  YqqRelyingParty *relying_party;
  char *purpose;
  char *check_code;
  gboolean check_passed;
  GListStore *documents;
  GListStore *signatures;
  GHashTable *document_digests; /* "id\nnick\nhex\nname" of what the request named */
  GHashTable *mismatched;       /* ids of documents that were supplied as others */
  gint64 expires_at;
  gint64 idle_at;
  gint64 absolute_at;
  gint64 connected_at;
  guint signature_count;
  guint signature_limit;
  char *close_reason;
  YqqApproval approval;
  gboolean peer_present;
  gboolean online;
};

/* Properties, in the order of their installation; 0 is none. */
enum {
  YQQ_LINK_PROP_STATE = 1,
  YQQ_LINK_PROP_RELYING_PARTY,
  YQQ_LINK_PROP_PURPOSE,
  YQQ_LINK_PROP_CHECK_CODE,
  YQQ_LINK_PROP_CHECK_PASSED,
  YQQ_LINK_PROP_READY,
  YQQ_LINK_PROP_DOCUMENTS,
  YQQ_LINK_PROP_SIGNATURES,
  YQQ_LINK_PROP_EXPIRES_AT,
  YQQ_LINK_PROP_IDLE_AT,
  YQQ_LINK_PROP_ABSOLUTE_AT,
  YQQ_LINK_PROP_CONNECTED_AT,
  YQQ_LINK_PROP_SIGNATURE_COUNT,
  YQQ_LINK_PROP_SIGNATURE_LIMIT,
  YQQ_LINK_PROP_CLOSE_REASON,
  YQQ_LINK_PROP_APPROVAL,
  YQQ_LINK_PROP_PEER_PRESENT,
  YQQ_LINK_PROP_ONLINE,
  YQQ_LINK_PROP_MISMATCHED,
  YQQ_LINK_N_PROPS
};

void yqq_session_link_notify (YqqSessionLink *self, guint property);
void yqq_session_link_set_time (YqqSessionLink *self, guint property, gint64 *place, gint64 value);
void yqq_session_link_set_state (YqqSessionLink *self, YqqSessionState state);

/* Starts hearing and enforcing once the session is claimed. */
void yqq_session_link_listen (YqqSessionLink *self);
/* Something was sent or asked: the idle time starts anew. */
void yqq_session_link_touch (YqqSessionLink *self);
void yqq_session_link_wipe (YqqSessionLink *self);
/* Ends the link here: wipes, stops hearing, tells. Nothing happens the second time. */
void yqq_session_link_close (YqqSessionLink *self, YqqSessionState state, const char *reason);
/* Closes the link if error says that the session has ended; TRUE then. */
gboolean yqq_session_link_close_by_error (YqqSessionLink *self, const GError *error);
/* Tells the authority that this side ends it, then closes. */
void yqq_session_link_end (YqqSessionLink *self, YqqSessionReason reason, const char *shown);

/* Forgets what waits to be signed or delivered. */
void yqq_session_link_clear_signing (YqqSessionLink *self);
/* Puts an approved record into the queue of the signer. */
void yqq_session_link_sign (YqqSessionLink *self, YqqSignatureRecord *record);
/* The authority has it: told by its answer or by the event, whichever comes first. */
void
yqq_session_link_mark_signed (YqqSessionLink *self, YqqSignatureRecord *record, gint64 time_ms);
void yqq_session_link_refuse_request (YqqSessionLink *self,
                                      const char *request_id,
                                      YqqRefusal refusal,
                                      YqqSignatureState state,
                                      const char *reason);

/* TRUE if one of the documents (YqqDocumentReference) was supplied as another. */
gboolean yqq_session_link_has_mismatch (YqqSessionLink *self, GPtrArray *documents);

void yqq_session_link_on_event (YqqSessionLink *self, YqqSessionEvent *event);

G_END_DECLS
