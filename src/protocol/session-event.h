/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the authority tells the two sides of a session as it happens. */
#pragma once

#include "model/relying-party.h"
#include "protocol/device-frame.h"
#include "protocol/session-document.h"
#include "protocol/session-state.h"
#include "protocol/verification.h"

G_BEGIN_DECLS

#define YQQ_SESSION_EVENT_MAX_BYTES (64 * 1024)

typedef enum {
  YQQ_SESSION_EVENT_STATE,
  YQQ_SESSION_EVENT_CODE,
  YQQ_SESSION_EVENT_SCANNED,
  YQQ_SESSION_EVENT_CHECK_CODE,
  YQQ_SESSION_EVENT_CONNECTED,
  YQQ_SESSION_EVENT_REQUEST,
  YQQ_SESSION_EVENT_SIGN,
  YQQ_SESSION_EVENT_SIGNED,
  YQQ_SESSION_EVENT_COMPLETED,
  YQQ_SESSION_EVENT_PEER,
} YqqSessionEventType;
#define YQQ_SESSION_EVENT_TYPE_COUNT 10

const char *yqq_session_event_type_to_nick (YqqSessionEventType type);
gboolean yqq_session_event_type_from_nick (const char *nick, YqqSessionEventType *type);

/* One event; the members beyond the first three belong to the types named beside them. Times are
 * unix milliseconds, 0 where there is none. */
typedef struct {
  YqqSessionEventType type;
  gint64 seq;
  gint64 at_ms;

  YqqSessionState state;          /* state, completed's is request_state */
  YqqSessionReason reason;        /* state */
  gint64 expires_at_ms;           /* state: created, scanned, confirmed */
  gint64 idle_at_ms;              /* state */
  gint64 absolute_at_ms;          /* state */
  guint signatures;               /* state */
  guint signature_limit;          /* state */
  char *text;                     /* code */
  guint step;                     /* code */
  gint64 valid_until_ms;          /* code */
  char *nonce;                    /* scanned: base64 as the device sent it */
  gboolean check_code_required;   /* scanned */
  gint tries_left;                /* scanned, check-code */
  gboolean passed;                /* check-code */
  char *person_name_masked;       /* connected, to the relying party */
  YqqRelyingParty *relying_party; /* connected to the device, request */
  char *purpose;                  /* request */
  char *jws;                      /* request */
  GPtrArray *documents;           /* request, sign: YqqDocumentReference */
  char *request_id;               /* sign, signed, completed */
  char *certificate;              /* sign: fingerprint */
  YqqAlgorithm algorithm;         /* sign */
  gboolean by_value;              /* sign: signatures may be delivered by their value */
  char *document;                 /* signed */
  YqqVerification *verification;  /* signed */
  gboolean signed_all;            /* completed: TRUE signed, FALSE refused */
  YqqRefusal refusal;             /* completed: why it was refused */
  gboolean present;               /* peer */
} YqqSessionEvent;

YqqSessionEvent *yqq_session_event_new (YqqSessionEventType type);
/* type is read from the object's own member. YQQ_PROTOCOL_ERROR_MALFORMED. */
YqqSessionEvent *yqq_session_event_from_json (JsonObject *object, GError **error);
JsonObject *yqq_session_event_to_json (const YqqSessionEvent *self);
void yqq_session_event_free (YqqSessionEvent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqSessionEvent, yqq_session_event_free)

/* The answer to a long poll: {"events":[…],"state"}. events: YqqSessionEvent. */
GPtrArray *
yqq_session_events_from_json (JsonObject *object, YqqSessionState *state, GError **error);

G_END_DECLS
