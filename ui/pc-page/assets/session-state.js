/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page knows of a session, and how each event of the authority changes it. No I/O. */

export const ENDED = ['closed', 'expired', 'rejected'];

export function newSessionState() {
  return {
    state: 'created',
    reason: null,
    person: null,
    checkCode: { required: false, passed: false, triesLeft: null },
    expiresAt: null,
    idleAt: null,
    absoluteAt: null,
    signatures: 0,
    signatureLimit: null,
    peerPresent: true,
  };
}

export function isEnded(state) {
  return ENDED.includes(state.state);
}

/* A session that has ended stays ended as it did; what comes late changes nothing. */
function applyState(now, event) {
  if (isEnded(now))
    return now;
  return {
    ...now,
    state: event.state ?? now.state,
    reason: event.reason ?? null,
    expiresAt: event.expires_at ?? null,
    idleAt: event.idle_at ?? now.idleAt,
    absoluteAt: event.absolute_at ?? now.absoluteAt,
    signatures: event.signatures ?? now.signatures,
    signatureLimit: event.signature_limit ?? now.signatureLimit,
  };
}

const APPLY = {
  state: applyState,
  scanned: (now, event) => ({
    ...now,
    checkCode: {
      required: Boolean(event.check_code_required), passed: false, triesLeft: event.tries_left ?? null,
    },
  }),
  'check-code': (now, event) => ({
    ...now,
    checkCode: { ...now.checkCode, passed: Boolean(event.passed), triesLeft: event.tries_left ?? null },
  }),
  connected: (now, event) => ({ ...now, person: event.person?.name_masked ?? now.person }),
  peer: (now, event) => ({ ...now, peerPresent: Boolean(event.present) }),
};

export function applyEvent(now, event) {
  return APPLY[event.type]?.(now, event) ?? now;
}

/* The answer of GET /v1/sessions/{id}: where the events of a while ago are no longer kept. */
export function applySummary(now, summary) {
  const next = applyState(now, summary);
  return {
    ...next,
    person: summary.person?.name_masked ?? next.person,
    checkCode: { ...next.checkCode, required: summary.check_code_required ?? next.checkCode.required },
  };
}
