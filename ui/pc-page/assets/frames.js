/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page's own messages in a session: one after the other, each with the next number, each taken
 * exactly once whatever the connection does. */
import { call } from './authority.js';

const ATTEMPTS = 4;
const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

export class FrameSender {
  #queue = Promise.resolve();

  /* last is the number of the last frame sent; onNumber is told each number before it is used. */
  constructor({ path, token, last = 0, onNumber = () => {} }) {
    Object.assign(this, { path, token, last, onNumber });
  }

  /* Gives the authority's answer, or {seq, unknown: true} where it came but was lost: the frame was
   * judged then, nobody here knows how. Throws Problem. */
  send(frame) {
    const turn = this.#queue.then(() => this.#deliver(frame));
    this.#queue = turn.catch(() => {});
    return turn;
  }

  #next(number) {
    this.last = number;
    this.onNumber(number);
    return number;
  }

  async #deliver(frame) {
    let seq = this.#next(this.last + 1);
    for (let attempt = 1; ; attempt++) {
      try {
        return await call('POST', this.path, { token: this.token, body: { seq, ...frame } });
      } catch (problem) {
        if (attempt >= ATTEMPTS)
          throw problem;
        if (problem.code === 'frame-replayed') {
          /* Our own number is the last one there (browsers repeat a request by themselves when a kept
           * connection breaks under it). */
          if (problem.members.last_seq === seq)
            return { seq, unknown: true };
          seq = this.#next(Math.max(seq, problem.members.last_seq ?? 0) + 1);
        } else if (problem.code === 'frame-rate') {
          await pause(250);
        } else if (problem.isTransport) {
          await pause(400 * attempt);
        } else {
          throw problem;
        }
      }
    }
  }
}
