/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The signatures asked for in a session: each request names one certificate and every document, and
 * its results are kept with it. */
import { call, Problem } from './authority.js';
import { randomId } from './encoding.js';

const DIGEST = { 'sm2-sm3': 'sm3', 'p256-sha256': 'sha-256' };

export const isOpen = (request) => request.state === 'sending' || request.state === 'waiting';
export const isSigned = (item) => item.state === 'signed';

/* Documents the authority holds are digested there; of the others it gets the digest. */
function asFrame(request, documents) {
  return {
    type: 'sign',
    request_id: request.id,
    certificate: request.certificate.fingerprint,
    algorithm: request.certificate.algorithm,
    documents: documents.map(({ id, name, size, supplied, digests }) => (supplied
      ? { id, name, size }
      : { id, name, size, digest: digests[DIGEST[request.certificate.algorithm]] })),
  };
}

export class SignRequests {
  #reading = new Map(); /* request → whether to read once more */

  /* record.requests and record.documents are the session's; changed is told of every change. */
  constructor({ record, base, token, frames, changed }) {
    Object.assign(this, { record, base, token, frames, changed });
  }

  find(id) {
    return this.record.requests.find((request) => request.id === id);
  }

  get open() {
    return this.record.requests.find(isOpen) ?? null;
  }

  get signedCount() {
    return this.record.requests.flatMap((request) => request.items).filter(isSigned).length;
  }

  async ask(certificate) {
    const request = {
      id: randomId('r-'),
      certificate,
      state: 'sending',
      reason: null,
      items: this.record.documents.map(({ id, title }) => ({ document: id, name: title, state: 'waiting' })),
    };
    this.record.requests.push(request);
    this.changed('requests');
    await this.#send(request);
  }

  async #send(request) {
    try {
      const answer = await this.frames.send(asFrame(request, this.record.documents));
      if (answer.unknown)
        await this.#read(request).catch((problem) => { throw problem.status === 404 ? new Problem('unanswered') : problem; });
      if (request.state === 'sending')
        request.state = 'waiting';
    } catch (problem) {
      request.state = 'failed'; /* what was asked for may be asked for again */
      request.reason = problem.code ?? 'internal';
    }
    this.changed('requests');
  }

  /* After a reload it is unknown how far a request came: the authority knows. */
  async recover() {
    for (const request of this.record.requests.filter((r) => isOpen(r) || r.items.some((i) => isSigned(i) && !i.signature))) {
      const known = await this.#read(request).then(() => true, (problem) => problem.status !== 404);
      if (!known && isOpen(request))
        await this.#send(request);
    }
  }

  onSigned(event) {
    const request = this.find(event.request_id);
    const item = request?.items.find((one) => one.document === event.document);
    if (!item)
      return;
    this.#accept(request, item, event);
    this.changed('signed');
    this.#readSoon(request);
  }

  onCompleted(event) {
    const request = this.find(event.request_id);
    if (!request)
      return;
    request.state = event.state;
    request.reason = event.reason ?? null;
    this.changed('completed');
    this.#readSoon(request);
  }

  /* When the session ends, what was not signed yet will not be. */
  endOpen() {
    for (const request of this.record.requests.filter(isOpen)) {
      request.state = 'refused';
      request.reason = 'ended';
    }
  }

  /* A signature by another certificate than the one chosen is no signature of ours. */
  #accept(request, item, { verification, signature }) {
    const other = verification?.signer?.fingerprint !== request.certificate.fingerprint;
    item.state = other ? 'mismatch' : verification.valid ? 'signed' : 'invalid';
    item.verification = verification;
    if (signature && isSigned(item))
      item.signature = signature;
  }

  async #readSoon(request) {
    if (this.#reading.has(request)) {
      this.#reading.set(request, true);
      return;
    }
    do {
      this.#reading.set(request, false);
      await this.#read(request).catch(() => {});
    } while (this.#reading.get(request));
    this.#reading.delete(request);
  }

  async #read(request) {
    const answer = await call('GET', `${this.base}/requests/${encodeURIComponent(request.id)}`, { token: this.token });
    for (const result of answer.signatures ?? []) {
      const item = request.items.find((one) => one.document === result.document);
      if (item)
        this.#accept(request, item, result);
    }
    if (isOpen(request))
      request.state = answer.state;
    request.reason = answer.reason ?? request.reason;
    this.changed('requests');
  }
}
