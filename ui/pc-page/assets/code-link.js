/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two forms of a code's text: the address in the QR code, and the link that opens the application. */

/* https://HOST/S/1.SID.STEP.MAC, in any case, → yqq:1.SID.STEP.MAC?a=ORIGIN; null for anything else. */
export function linkOf(address, origin) {
  const [, code] = /^https?:\/\/[^/]+\/s\/(1\.[A-Z2-7]+\.[A-Z2-7]+\.[A-Z2-7]+)$/i.exec(address ?? '') ?? [];
  return code ? `yqq:${code.toUpperCase()}?a=${encodeURIComponent(origin)}` : null;
}
