/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SM3 (GB/T 32905-2016), which no browser has of its own. */
import { BlockHash } from './block-hash.js';

const INITIAL = [
  0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e,
];

const left = (x, n) => (x << n) | (x >>> (32 - n));

/* T(j) <<< (j mod 32), GB/T 32905 4.2 and 5.3.3 */
const T = Int32Array.from({ length: 64 }, (_, j) => left(j < 16 ? 0x79cc4519 : 0x7a879d8a, j % 32));

const W = new Int32Array(68);

/* GB/T 32905 5.3.2 */
function expand(view, offset) {
  for (let j = 0; j < 16; j++)
    W[j] = view.getInt32(offset + j * 4);
  for (let j = 16; j < 68; j++) {
    const x = W[j - 16] ^ W[j - 9] ^ left(W[j - 3], 15);
    W[j] = x ^ left(x, 15) ^ left(x, 23) ^ left(W[j - 13], 7) ^ W[j - 6];
  }
}

export class Sm3 extends BlockHash {
  constructor() {
    super(INITIAL);
  }

  /* GB/T 32905 5.3.3 */
  compress(view, offset) {
    expand(view, offset);
    const s = this.state;
    let [a, b, c, d, e, f, g, h] = s;
    for (let j = 0; j < 64; j++) {
      const a12 = left(a, 12);
      const ss1 = left((a12 + e + T[j]) | 0, 7);
      const ff = j < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
      const gg = j < 16 ? e ^ f ^ g : (e & f) | (~e & g);
      const tt1 = (ff + d + (ss1 ^ a12) + (W[j] ^ W[j + 4])) | 0;
      const tt2 = (gg + h + ss1 + W[j]) | 0;
      d = c;
      c = left(b, 9);
      b = a;
      a = tt1;
      h = g;
      g = left(f, 19);
      f = e;
      e = tt2 ^ left(tt2, 9) ^ left(tt2, 17);
    }
    s[0] ^= a;
    s[1] ^= b;
    s[2] ^= c;
    s[3] ^= d;
    s[4] ^= e;
    s[5] ^= f;
    s[6] ^= g;
    s[7] ^= h;
  }
}
