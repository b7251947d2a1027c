/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The states of a scan session: one transition table, with its limits beside it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define YQQ_SESSION_CODE_STEP_MS 2000
#define YQQ_SESSION_CODE_MAX_AGE_MS 6000
#define YQQ_SESSION_CREATED_MS 120000
#define YQQ_SESSION_SCANNED_MS 120000
#define YQQ_SESSION_CONFIRMED_MS 60000
#define YQQ_SESSION_IDLE_MS 300000
#define YQQ_SESSION_ABSOLUTE_MS 1800000
#define YQQ_SESSION_ABSENT_MS 45000 /* without stream or poll: suspended */
#define YQQ_SESSION_LOST_MS 60000   /* suspended that long: closed */
#define YQQ_SESSION_HEARTBEAT_MS 15000
#define YQQ_SESSION_EVENT_KEEP_MS 60000
#define YQQ_SESSION_EVENT_KEEP_COUNT 64
#define YQQ_SESSION_SIGNATURE_LIMIT 100
#define YQQ_SESSION_MAX_OPEN_REQUESTS 64
#define YQQ_SESSION_MAX_DOCUMENTS 32 /* in one request */
#define YQQ_SESSION_MAX_DOCUMENT_BYTES (8 * 1024 * 1024)
#define YQQ_SESSION_MAX_DOCUMENTS_BYTES (32 * 1024 * 1024)
#define YQQ_SESSION_MAX_FRAME_BYTES (16 * 1024)
#define YQQ_SESSION_FRAMES_PER_SECOND 20
#define YQQ_SESSION_FAILED_CLAIMS 5
#define YQQ_SESSION_CHECK_CODE_TRIES 3
#define YQQ_SESSION_REQUEST_LIFETIME_S 60

typedef enum {
  YQQ_SESSION_STATE_CREATED,
  YQQ_SESSION_STATE_SCANNED,
  YQQ_SESSION_STATE_CONFIRMED,
  YQQ_SESSION_STATE_CONNECTED,
  YQQ_SESSION_STATE_SIGNING,
  YQQ_SESSION_STATE_SUSPENDED,
  YQQ_SESSION_STATE_CLOSED,
  YQQ_SESSION_STATE_EXPIRED,
  YQQ_SESSION_STATE_REJECTED,
} YqqSessionState;
#define YQQ_SESSION_STATE_COUNT 9

const char *yqq_session_state_to_nick (YqqSessionState state);
gboolean yqq_session_state_from_nick (const char *nick, YqqSessionState *state);
/* FALSE for closed, expired and rejected. */
gboolean yqq_session_state_is_open (YqqSessionState state);

/* Everything that can happen to a session. */
typedef enum {
  /* frames of the relying party */
  YQQ_SESSION_MESSAGE_REQUEST,
  YQQ_SESSION_MESSAGE_CHECK_CODE,
  YQQ_SESSION_MESSAGE_SIGN,
  YQQ_SESSION_MESSAGE_CLOSE,
  /* the device's claim and frames */
  YQQ_SESSION_MESSAGE_CLAIM,
  YQQ_SESSION_MESSAGE_CONFIRM,
  YQQ_SESSION_MESSAGE_REJECT,
  YQQ_SESSION_MESSAGE_SIGNED,
  YQQ_SESSION_MESSAGE_REFUSE,
  YQQ_SESSION_MESSAGE_DISCONNECT,
  /* what the authority sees */
  YQQ_SESSION_MESSAGE_OPEN,           /* confirmed, and the relying party is there */
  YQQ_SESSION_MESSAGE_ALL_ANSWERED,   /* no request is open any more */
  YQQ_SESSION_MESSAGE_PEER_ABSENT,    /* a side has been away for YQQ_SESSION_ABSENT_MS */
  YQQ_SESSION_MESSAGE_RESUME,         /* both are back, nothing is open */
  YQQ_SESSION_MESSAGE_RESUME_SIGNING, /* both are back, requests are open */
  YQQ_SESSION_MESSAGE_TIME_OUT,       /* created, scanned or confirmed for too long */
  YQQ_SESSION_MESSAGE_TRIES_USED_UP,  /* the check code was wrong too often */
  YQQ_SESSION_MESSAGE_END,            /* idle, absolute, limit, lost, grant changed … */
} YqqSessionMessage;
#define YQQ_SESSION_MESSAGE_COUNT 18

/* TRUE if message fits state; then *next (may be NULL) is the state that follows. */
gboolean
yqq_session_state_accepts (YqqSessionState state, YqqSessionMessage message, YqqSessionState *next);

/* Why a session ended. */
typedef enum {
  YQQ_SESSION_REASON_NONE,
  YQQ_SESSION_REASON_USER,
  YQQ_SESSION_REASON_PC,
  YQQ_SESSION_REASON_IDLE,
  YQQ_SESSION_REASON_ABSOLUTE,
  YQQ_SESSION_REASON_LIMIT,
  YQQ_SESSION_REASON_LOST,
  YQQ_SESSION_REASON_GRANT_CHANGED,
  YQQ_SESSION_REASON_DEVICE_REVOKED,
  YQQ_SESSION_REASON_PIN_REPLACED,
  YQQ_SESSION_REASON_PIN_CHANGED,
  YQQ_SESSION_REASON_RELYING_PARTY_WITHDRAWN,
  YQQ_SESSION_REASON_AUTHORITY_RESTARTED,
  YQQ_SESSION_REASON_LOCKED,
  YQQ_SESSION_REASON_SUSPENDED,
  YQQ_SESSION_REASON_EXIT,
  YQQ_SESSION_REASON_DONE,
  YQQ_SESSION_REASON_CHECK_CODE, /* rejected */
  YQQ_SESSION_REASON_CODE,       /* expired before a scan */
  YQQ_SESSION_REASON_CLAIM,      /* expired between scan and connection */
} YqqSessionReason;
#define YQQ_SESSION_REASON_COUNT 20

/* NULL for NONE. */
const char *yqq_session_reason_to_nick (YqqSessionReason reason);
gboolean yqq_session_reason_from_nick (const char *nick, YqqSessionReason *reason);

/* How the code came to the device; only the camera needs no check code. */
typedef enum {
  YQQ_CLAIM_VIA_CAMERA,
  YQQ_CLAIM_VIA_SCREEN,
  YQQ_CLAIM_VIA_IMAGE,
  YQQ_CLAIM_VIA_PASTE,
  YQQ_CLAIM_VIA_DROP,
  YQQ_CLAIM_VIA_LINK,
} YqqClaimVia;
#define YQQ_CLAIM_VIA_COUNT 6

const char *yqq_claim_via_to_nick (YqqClaimVia via);
gboolean yqq_claim_via_from_nick (const char *nick, YqqClaimVia *via);
gboolean yqq_claim_via_needs_check_code (YqqClaimVia via);

G_END_DECLS
