/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/session-state.h"

#include "model/nick-table.h"

static const char *const state_nicks[YQQ_SESSION_STATE_COUNT] = {
    [YQQ_SESSION_STATE_CREATED] = "created",     [YQQ_SESSION_STATE_SCANNED] = "scanned",
    [YQQ_SESSION_STATE_CONFIRMED] = "confirmed", [YQQ_SESSION_STATE_CONNECTED] = "connected",
    [YQQ_SESSION_STATE_SIGNING] = "signing",     [YQQ_SESSION_STATE_SUSPENDED] = "suspended",
    [YQQ_SESSION_STATE_CLOSED] = "closed",       [YQQ_SESSION_STATE_EXPIRED] = "expired",
    [YQQ_SESSION_STATE_REJECTED] = "rejected",
};

static const char *const reason_nicks[YQQ_SESSION_REASON_COUNT] = {
    [YQQ_SESSION_REASON_USER] = "user",
    [YQQ_SESSION_REASON_PC] = "pc",
    [YQQ_SESSION_REASON_IDLE] = "idle",
    [YQQ_SESSION_REASON_ABSOLUTE] = "absolute",
    [YQQ_SESSION_REASON_LIMIT] = "limit",
    [YQQ_SESSION_REASON_LOST] = "lost",
    [YQQ_SESSION_REASON_GRANT_CHANGED] = "grant-changed",
    [YQQ_SESSION_REASON_DEVICE_REVOKED] = "device-revoked",
    [YQQ_SESSION_REASON_PIN_REPLACED] = "pin-replaced",
    [YQQ_SESSION_REASON_PIN_CHANGED] = "pin-changed",
    [YQQ_SESSION_REASON_RELYING_PARTY_WITHDRAWN] = "relying-party-withdrawn",
    [YQQ_SESSION_REASON_AUTHORITY_RESTARTED] = "authority-restarted",
    [YQQ_SESSION_REASON_LOCKED] = "locked",
    [YQQ_SESSION_REASON_SUSPENDED] = "suspended",
    [YQQ_SESSION_REASON_EXIT] = "exit",
    [YQQ_SESSION_REASON_DONE] = "done",
    [YQQ_SESSION_REASON_CHECK_CODE] = "check-code",
    [YQQ_SESSION_REASON_CODE] = "code",
    [YQQ_SESSION_REASON_CLAIM] = "claim",
};

static const char *const via_nicks[YQQ_CLAIM_VIA_COUNT] = {
    [YQQ_CLAIM_VIA_CAMERA] = "camera", [YQQ_CLAIM_VIA_SCREEN] = "screen",
    [YQQ_CLAIM_VIA_IMAGE] = "image",   [YQQ_CLAIM_VIA_PASTE] = "paste",
    [YQQ_CLAIM_VIA_DROP] = "drop",     [YQQ_CLAIM_VIA_LINK] = "link",
};

/* What happens in which states (a bit for each), and what follows. */
typedef struct {
  YqqSessionMessage message;
  guint states;
  YqqSessionState next;
} Transition;

#define IN(state) (1u << YQQ_SESSION_STATE_##state)
#define WAITING (IN (CREATED) | IN (SCANNED) | IN (CONFIRMED))
#define CLAIMED (IN (SCANNED) | IN (CONFIRMED) | IN (CONNECTED) | IN (SIGNING) | IN (SUSPENDED))
#define OPEN (IN (CREATED) | CLAIMED)
#define GO(message, states, next)                                                                  \
  {                                                                                                \
    YQQ_SESSION_MESSAGE_##message, states, YQQ_SESSION_STATE_##next                                \
  }

static const Transition transitions[] = {
    GO (CLAIM, IN (CREATED), SCANNED),
    GO (REQUEST, IN (SCANNED), SCANNED),
    GO (CHECK_CODE, IN (SCANNED), SCANNED),
    GO (TRIES_USED_UP, IN (SCANNED), REJECTED),
    GO (CONFIRM, IN (SCANNED), CONFIRMED),
    GO (REJECT, IN (SCANNED) | IN (CONFIRMED), REJECTED),
    GO (TIME_OUT, WAITING, EXPIRED),
    GO (OPEN, IN (CONFIRMED), CONNECTED),
    GO (SIGN, IN (CONNECTED) | IN (SIGNING), SIGNING),
    GO (SIGNED, IN (SIGNING), SIGNING),
    GO (REFUSE, IN (SIGNING), SIGNING),
    GO (ALL_ANSWERED, IN (SIGNING), CONNECTED),
    GO (PEER_ABSENT, IN (CONNECTED) | IN (SIGNING), SUSPENDED),
    GO (RESUME, IN (SUSPENDED), CONNECTED),
    GO (RESUME_SIGNING, IN (SUSPENDED), SIGNING),
    GO (CLOSE, OPEN, CLOSED),
    GO (DISCONNECT, CLAIMED, CLOSED),
    GO (END, OPEN, CLOSED),
};

gboolean
yqq_session_state_accepts (YqqSessionState state, YqqSessionMessage message, YqqSessionState *next)
{
  for (guint i = 0; i < G_N_ELEMENTS (transitions); i++) {
    const Transition *transition = &transitions[i];
    if (transition->message != message || (transition->states & (1u << state)) == 0)
      continue;
    if (next != NULL)
      *next = transition->next;
    return TRUE;
  }
  return FALSE;
}

gboolean
yqq_session_state_is_open (YqqSessionState state)
{
  return ((1u << state) & OPEN) != 0;
}

const char *
yqq_session_state_to_nick (YqqSessionState state)
{
  g_return_val_if_fail ((guint)state < YQQ_SESSION_STATE_COUNT, NULL);
  return state_nicks[state];
}

gboolean
yqq_session_state_from_nick (const char *nick, YqqSessionState *state)
{
  return yqq_nick_table_find (state_nicks, YQQ_SESSION_STATE_COUNT, nick, (guint *)state);
}

const char *
yqq_session_reason_to_nick (YqqSessionReason reason)
{
  g_return_val_if_fail ((guint)reason < YQQ_SESSION_REASON_COUNT, NULL);
  return reason_nicks[reason];
}

gboolean
yqq_session_reason_from_nick (const char *nick, YqqSessionReason *reason)
{
  return yqq_nick_table_find (reason_nicks, YQQ_SESSION_REASON_COUNT, nick, (guint *)reason);
}

const char *
yqq_claim_via_to_nick (YqqClaimVia via)
{
  g_return_val_if_fail ((guint)via < YQQ_CLAIM_VIA_COUNT, NULL);
  return via_nicks[via];
}

gboolean
yqq_claim_via_from_nick (const char *nick, YqqClaimVia *via)
{
  return yqq_nick_table_find (via_nicks, YQQ_CLAIM_VIA_COUNT, nick, (guint *)via);
}

gboolean
yqq_claim_via_needs_check_code (YqqClaimVia via)
{
  return via != YQQ_CLAIM_VIA_CAMERA;
}
