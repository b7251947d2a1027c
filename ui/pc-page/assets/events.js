/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happens in a session, as it happens: a stream that resumes where it broke, or long polls where
 * something on the way lets no stream through. */
import { EventStreamReader } from './event-stream.js';
import { call, Problem, problemOf, send } from './authority.js';

const SILENCE = 40_000; /* the authority says something every 15 s */
const PAUSES = [300, 1000, 2000, 4000];
const POLL_SECONDS = 25;

const rest = (ms, signal) => new Promise((resolve) => {
  const timer = setTimeout(resolve, ms);
  signal.addEventListener('abort', () => { clearTimeout(timer); resolve(); }, { once: true });
  window.addEventListener('online', resolve, { once: true, signal });
});

export class EventFeed {
  #abort = new AbortController();
  #polling = false;
  #silent = 0;
  #failures = 0;

  /* onEvent gets each new event once, in order; onCondition `live` or `lost`; onProblem the answer
   * after which asking again is of no use. after is the sequence number of the last event known. */
  constructor({ path, token, after = 0, onEvent, onCondition, onProblem }) {
    Object.assign(this, { path, token, after, onEvent, onCondition, onProblem });
  }

  start() {
    this.#run();
    return this;
  }

  stop() {
    this.#abort.abort();
  }

  async #run() {
    const { signal } = this.#abort;
    while (!signal.aborted) {
      let more = false;
      try {
        more = await (this.#polling ? this.#poll(signal) : this.#stream(signal));
      } catch (error) {
        if (signal.aborted)
          return;
        if (error instanceof Problem && error.status >= 400 && error.status < 500 && error.status !== 429) {
          this.onProblem(error);
          return;
        }
        this.onCondition('lost');
      }
      if (!more && !signal.aborted)
        await rest(PAUSES[Math.min(this.#failures++, PAUSES.length - 1)], signal);
    }
  }

  #deliver(event) {
    if (!(event.seq > this.after))
      return;
    this.after = event.seq;
    this.onEvent(event);
  }

  #answered() {
    this.#failures = 0;
    this.onCondition('live');
  }

  async #stream(signal) {
    const silence = new AbortController();
    const headers = { Accept: 'text/event-stream' };
    if (this.after > 0)
      headers['Last-Event-ID'] = String(this.after);
    const response = await send(this.path, {
      token: this.token, headers, patience: 2 ** 31 - 1, signal: AbortSignal.any([signal, silence.signal]),
    });
    if (response.status === 406 || (response.ok && !response.headers.get('Content-Type')?.startsWith('text/event-stream'))) {
      this.#polling = true;
      return false;
    }
    if (!response.ok)
      throw await problemOf(response);
    this.#answered();
    await this.#read(response.body.getReader(), silence);
    return false;
  }

  async #read(source, silence) {
    const reader = new EventStreamReader();
    let heard = 0;
    let timer;
    try {
      for (;;) {
        timer = setTimeout(() => silence.abort(new Error('silence')), SILENCE);
        const { done, value } = await source.read();
        clearTimeout(timer);
        if (done)
          break;
        heard += value.length;
        reader.push(value).forEach((event) => this.#deliver(event.data));
      }
    } finally {
      clearTimeout(timer);
      /* Something between us and the authority keeps the stream to itself. */
      this.#silent = heard > 0 ? 0 : this.#silent + 1;
      this.#polling = this.#silent >= 2;
    }
  }

  async #poll(signal) {
    const path = `${this.path}?after=${this.after}&wait=${POLL_SECONDS}`;
    const answer = await call('GET', path, { token: this.token, patience: (POLL_SECONDS + 10) * 1000, signal });
    this.#answered();
    answer.events.forEach((event) => this.#deliver(event));
    return answer.events.length > 0;
  }
}
