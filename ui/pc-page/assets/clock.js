/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The authority's time, which all limits are given in, whatever this computer's clock says. */

let ahead = 0; /* milliseconds the authority's clock is ahead of ours */

export function setAuthorityTime(text) {
  const there = Date.parse(text);
  if (Number.isFinite(there))
    ahead = there - Date.now();
}

export function authorityNow() {
  return Date.now() + ahead;
}

/* Seconds left until an RFC 3339 time, never below zero; null where there is no such time. */
export function secondsUntil(text) {
  const end = Date.parse(text ?? '');
  return Number.isFinite(end) ? Math.max(0, Math.round((end - authorityNow()) / 1000)) : null;
}

/* 95 → "1:35" */
export function asCountdown(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
