/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one session of this tab, kept by the browser until the tab is closed, so that a reload loses
 * neither the connection nor a signature. */

const KEY = 'yqq-session';

export function loadSession() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY));
  } catch {
    return null;
  }
}

/* A full or forbidden storage costs the resuming only, so it is not an error. */
export function saveSession(record) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(record));
  } catch { /* the session goes on */ }
}

export function forgetSession() {
  try {
    sessionStorage.removeItem(KEY);
  } catch { /* nothing was kept */ }
}
