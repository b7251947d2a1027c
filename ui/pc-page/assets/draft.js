/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is being prepared before there is a session: the files with their digests, the purpose, and
 * whether the signer may see the files. Dispatches `change`. */
import { digestFile } from './digests.js';
import { documentName } from './document-name.js';
import { toBase64 } from './encoding.js';

export const FILES = 32;
export const PURPOSE_LENGTH = 60;

export class Draft extends EventTarget {
  purpose = '';
  letView = false;
  items = []; /* {id, file, state: waiting | working | ready | failed, progress, sm3, sha256} */
  #next = 1;
  #working = null;

  #changed() {
    this.dispatchEvent(new Event('change'));
  }

  /* Gives how many did not fit any more. */
  add(files) {
    const taken = [...files].slice(0, FILES - this.items.length);
    for (const file of taken)
      this.items.push({ id: `file-${this.#next++}`, file, state: 'waiting', progress: 0, abort: new AbortController() });
    this.#work();
    this.#changed();
    return files.length - taken.length;
  }

  remove(item) {
    item.abort.abort(new Error('removed'));
    this.items = this.items.filter((one) => one !== item);
    this.#changed();
  }

  get ready() {
    return this.items.length > 0 && this.items.every((item) => item.state === 'ready');
  }

  /* As on the wire, with the file's own name as title. */
  get documents() {
    return this.items.map(({ id, file, sm3, sha256 }) => ({
      id, title: file.name, name: documentName(file.name, this.items.length), size: file.size, digests: { sm3: toBase64(sm3), 'sha-256': toBase64(sha256) },
    }));
  }

  /* The files the signer may see, by their document's id. */
  get shown() {
    return new Map(this.letView ? this.items.map(({ id, file }) => [id, file]) : []);
  }

  async #work() {
    if (this.#working)
      return;
    while ((this.#working = this.items.find((item) => item.state === 'waiting')))
      await this.#digest(this.#working);
  }

  async #digest(item) {
    item.state = 'working';
    try {
      const onProgress = (progress) => { item.progress = progress; this.#changed(); };
      Object.assign(item, await digestFile(item.file, { onProgress, signal: item.abort.signal }), { state: 'ready' });
    } catch {
      item.state = 'failed';
    }
    this.#changed();
  }
}
