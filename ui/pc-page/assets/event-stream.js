/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Server-Sent Events (WHATWG HTML 9.2.6) out of the pieces a response arrives in. EventSource itself
 * cannot send the session's token. */

/* No event of a session is larger; more means the other side has lost its way. */
const LIMIT = 64 * 1024;

export class EventStreamReader {
  #decoder = new TextDecoder();
  #rest = '';
  #data = [];
  #id = '';

  /* Gives the events {id, data} that bytes completed; data is the parsed JSON. */
  push(bytes) {
    const text = this.#rest + this.#decoder.decode(bytes, { stream: true });
    const lines = text.split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop();
    if (this.#rest.length > LIMIT)
      throw new Error('an event is too large');
    return lines.map((line) => this.#take(line)).filter(Boolean);
  }

  #take(line) {
    if (line === '')
      return this.#finish();
    const [, field, value] = /^([^:]*):? ?(.*)$/s.exec(line);
    if (field === 'data')
      this.#data.push(value);
    else if (field === 'id')
      this.#id = value;
    return null;
  }

  #finish() {
    if (this.#data.length === 0)
      return null;
    const event = { id: this.#id, data: JSON.parse(this.#data.join('\n')) };
    this.#data = [];
    return event;
  }
}
