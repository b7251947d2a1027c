/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One session with a person's device, from the QR code to its end. Dispatches `change`, whose detail
 * says what changed; holds no elements. */
import { call, Problem } from './authority.js';
import { applyEvent, applySummary, isEnded, newSessionState } from './session-state.js';
import { EventFeed } from './events.js';
import { FrameSender } from './frames.js';
import { SignRequests } from './sign-requests.js';
import { forgetSession, loadSession, saveSession } from './saved-session.js';
import { holdSession } from './one-tab.js';
import { uploadDocuments } from './upload.js';

/* The authority waits 45 s for a side and 60 s more: after that nobody is there to come back to. */
export const LOST_AFTER = 105_000;

/* Ends whose words are the page's own: the authority cannot say them any more. */
const END_OF_PROBLEM = { 'token-invalid': 'gone', 'not-found': 'gone', 'code-unknown': 'gone', 'code-expired': 'gone' };

export class Session extends EventTarget {
  condition = 'live';
  lostSince = null;
  code = null; /* {text, svg} of this moment, while created */
  certificates = null;
  certificatesProblem = null;
  #lostTimer = null;
  #forgotten = false;

  constructor(record) {
    super();
    this.record = record;
    this.base = `/v1/sessions/${encodeURIComponent(record.id)}`;
    const { token } = record;
    this.frames = new FrameSender({
      path: `${this.base}/frames`, token, last: record.lastFrame, onNumber: (n) => { record.lastFrame = n; this.#save(); },
    });
    this.requests = new SignRequests({
      record, base: this.base, token, frames: this.frames, changed: (what) => this.#changed(what),
    });
  }

  /* documents: [{id, title, name, size, digests}], title for this page alone; files: Map of id → File to let the person
   * see, may be empty. Throws Problem. */
  static async create({ purpose, documents, files }) {
    const wire = documents.map(({ id, name, size, digests }) => ({ id, name, size, digests }));
    const answer = await call('POST', '/pc/sessions', { body: { purpose, documents: wire } });
    const record = {
      id: answer.session_id,
      token: answer.session_token,
      purpose,
      documents: documents.map((document) => ({ ...document, supplied: false, upload: files.has(document.id) ? 'waiting' : null })),
      lastFrame: 0,
      lastEvent: 0,
      requests: [],
      now: { ...newSessionState(), expiresAt: answer.expires_at, signatureLimit: answer.signature_limit },
    };
    const session = new Session(record);
    session.#save();
    holdSession(record.id);
    session.#open();
    uploadDocuments(session, files, () => session.#changed('upload'));
    return session;
  }

  /* The session this tab had before it was loaded again, or null; onElsewhere is called where another
   * tab has it. */
  static async resume(onElsewhere) {
    const record = loadSession();
    if (!record?.id)
      return null;
    if (!(await holdSession(record.id))) {
      forgetSession();
      onElsewhere();
      return null;
    }
    const session = new Session(record);
    record.documents.filter((d) => d.upload && d.upload !== 'done').forEach((d) => { d.upload = 'failed'; });
    if (!isEnded(record.now))
      await session.#catchUp();
    return session;
  }

  get now() {
    return this.record.now;
  }

  get ended() {
    return isEnded(this.now);
  }

  async #catchUp() {
    try {
      this.record.now = applySummary(this.now, await call('GET', this.base, { token: this.record.token }));
      this.#save();
    } catch (problem) {
      if (!problem.isTransport) {
        this.#endBecause(problem);
        return;
      }
    }
    if (this.ended)
      return;
    this.#open();
    if (this.now.state === 'connected' || this.now.state === 'signing')
      this.loadCertificates();
    this.requests.recover();
  }

  #open() {
    this.feed = new EventFeed({
      path: `${this.base}/events`,
      token: this.record.token,
      after: this.record.lastEvent,
      onEvent: (event) => this.#onEvent(event),
      onCondition: (condition) => this.#onCondition(condition),
      onProblem: (problem) => this.#endBecause(problem),
    }).start();
  }

  #save() {
    if (!this.#forgotten)
      saveSession(this.record);
  }

  #changed(what) {
    this.#save();
    this.dispatchEvent(new CustomEvent('change', { detail: what }));
  }

  #onEvent(event) {
    this.record.lastEvent = event.seq;
    if (event.type === 'code')
      this.#onCode(event);
    else if (event.type === 'signed')
      this.requests.onSigned(event);
    else if (event.type === 'completed')
      this.requests.onCompleted(event);
    else
      this.#apply(applyEvent(this.now, event), event.type);
  }

  #apply(next, what) {
    const before = this.now.state;
    this.record.now = next;
    if (next.state === 'connected' && before !== 'connected' && !this.certificates)
      this.loadCertificates();
    if (isEnded(next))
      this.#stop();
    this.#changed(what);
  }

  #onCondition(condition) {
    if (condition === this.condition)
      return;
    this.condition = condition;
    clearTimeout(this.#lostTimer);
    this.lostSince = condition === 'lost' ? Date.now() : null;
    if (condition === 'lost')
      this.#lostTimer = setTimeout(() => this.#end('unreachable'), LOST_AFTER);
    else
      this.requests.recover();
    this.#changed('condition');
  }

  #endBecause(problem) {
    if (problem.code === 'session-closed')
      this.#apply({ ...this.now, state: problem.members.state ?? 'closed', reason: problem.members.reason ?? null }, 'state');
    else
      this.#end(END_OF_PROBLEM[problem.code] ?? 'unreachable');
  }

  #end(reason) {
    this.#apply({ ...this.now, state: 'closed', reason }, 'state');
  }

  #stop() {
    clearTimeout(this.#lostTimer);
    this.feed?.stop();
    this.requests.endOpen();
    this.code = null;
    this.condition = 'live';
  }

  /* The text of the newest code is good for a link at once, its drawing follows. */
  async #onCode(event) {
    this.code = { text: event.text, svg: this.code?.svg ?? null };
    this.#changed('code');
    const drawn = await call('GET', `${this.base}/code`, { token: this.record.token }).catch(() => null);
    if (drawn && this.now.state === 'created')
      this.code = { text: drawn.text, svg: drawn.svg };
    this.#changed('code');
  }

  async sendCheckCode(digits) {
    await this.frames.send({ type: 'check-code', code: digits });
  }

  async loadCertificates() {
    this.certificatesProblem = null;
    try {
      const answer = await call('GET', `${this.base}/certificates`, { token: this.record.token });
      this.certificates = answer.certificates;
    } catch (problem) {
      this.certificatesProblem = problem;
    }
    this.#changed('certificates');
  }

  /* Asks for a signature of every document by that certificate. */
  sign({ fingerprint, algorithm, kind, enterprise, person }) {
    return this.requests.ask({ fingerprint, algorithm, kind, enterprise, person });
  }

  /* Ends the session from this side. If nobody can be told, it ends here all the same: the other side
   * finds out by its own time limit. */
  async close() {
    const reason = this.requests.signedCount > 0 ? 'done' : 'user';
    try {
      await this.frames.send({ type: 'close', reason });
    } catch (problem) {
      if (problem instanceof Problem && problem.code === 'session-closed') {
        this.#endBecause(problem);
        return;
      }
    }
    if (!this.ended)
      this.#end(reason === 'done' ? 'done' : 'pc');
  }

  /* Another session takes this one's place in the tab. */
  retire() {
    this.#stop();
    this.#forgotten = true;
  }

  /* This tab forgets the session and its signatures. */
  forget() {
    this.retire();
    forgetSession();
  }
}
