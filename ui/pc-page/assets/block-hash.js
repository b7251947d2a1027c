/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What SHA-256 and SM3 share: 64-byte blocks, 32-bit words, big-endian length padding. */

export class BlockHash {
  #block = new Uint8Array(64);
  #view = new DataView(this.#block.buffer);
  #filled = 0;
  #length = 0; /* bytes so far; exact up to 2^53 */

  constructor(initial) {
    this.state = Int32Array.from(initial);
  }

  /* Subclasses mix the sixteen words at offset of view into this.state. */
  compress(_view, _offset) {
    throw new Error('a hash must say how it compresses');
  }

  update(bytes) {
    this.#length += bytes.length;
    let at = 0;
    if (this.#filled > 0) {
      at = Math.min(64 - this.#filled, bytes.length);
      this.#block.set(bytes.subarray(0, at), this.#filled);
      this.#filled += at;
      if (this.#filled < 64)
        return this;
      this.compress(this.#view, 0);
      this.#filled = 0;
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (; at + 64 <= bytes.length; at += 64)
      this.compress(view, at);
    this.#block.set(bytes.subarray(at), 0);
    this.#filled = bytes.length - at;
    return this;
  }

  finish() {
    const bits = this.#length * 8;
    const tail = new Uint8Array(this.#filled < 56 ? 64 - this.#filled : 128 - this.#filled);
    tail[0] = 0x80;
    const view = new DataView(tail.buffer);
    view.setUint32(tail.length - 8, Math.floor(bits / 0x100000000));
    view.setUint32(tail.length - 4, bits >>> 0);
    this.update(tail);

    const digest = new Uint8Array(this.state.length * 4);
    const out = new DataView(digest.buffer);
    this.state.forEach((word, i) => out.setInt32(i * 4, word));
    return digest;
  }
}
