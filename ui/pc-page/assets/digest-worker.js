/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads one file piece by piece beside the page and tells both of its digests, and how far it is. */
import { Sha256 } from './sha256.js';
import { Sm3 } from './sm3.js';

const PIECE = 1 << 20;
/* Up to here the file is also kept whole, so that the browser's own SHA-256 can do it in one go. */
const WHOLE = 32 << 20;

async function digest(file) {
  const native = Boolean(self.crypto?.subtle) && file.size <= WHOLE;
  const whole = native ? new Uint8Array(file.size) : null;
  const sm3 = new Sm3();
  const sha256 = native ? null : new Sha256();
  for (let at = 0; at < file.size; at += PIECE) {
    const piece = new Uint8Array(await file.slice(at, at + PIECE).arrayBuffer());
    sm3.update(piece);
    sha256?.update(piece);
    whole?.set(piece, at);
    self.postMessage({ done: Math.min(at + PIECE, file.size), total: file.size });
  }
  const sha = native ? new Uint8Array(await self.crypto.subtle.digest('SHA-256', whole)) : sha256.finish();
  self.postMessage({ sm3: sm3.finish(), sha256: sha });
}

self.addEventListener('message', (event) => {
  digest(event.data).catch(() => self.postMessage({ failed: true }));
});
