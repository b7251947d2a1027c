/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A session belongs to one tab: a duplicated tab has a copy of what the first one keeps, and two streams
 * of one side would end each other for ever. */

const PATIENCE = 2000; /* the page before a reload may still be letting go */

/* Gives true once this tab holds the session, until it is closed; false where another one has it.
 * Without Web Locks (no secure context) every tab may. */
export function holdSession(id) {
  if (!navigator.locks)
    return Promise.resolve(true);
  return new Promise((resolve) => {
    const signal = AbortSignal.timeout(PATIENCE);
    navigator.locks.request(`yqq-session-${id}`, { signal }, () => {
      resolve(true);
      return new Promise(() => {});
    }).catch(() => resolve(false));
  });
}
