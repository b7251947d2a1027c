/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes as the texts the wire and people use. */

export function toBase64(bytes) {
  let text = '';
  for (const byte of bytes)
    text += String.fromCharCode(byte);
  return btoa(text);
}

export function fromBase64(text) {
  return Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
}

export function toHex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/* An identifier of our own making: 128 random bits. */
export function randomId(prefix) {
  return prefix + toHex(crypto.getRandomValues(new Uint8Array(16)));
}
