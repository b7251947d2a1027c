/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asking the authority that served this page; its interface is data/authority-api.md. */

const PATIENCE = 20_000;

/* An answer that is not success (RFC 9457), or none at all: code is `offline` or `timed-out` then. */
export class Problem extends Error {
  constructor(code, status = 0, members = {}) {
    super(code);
    this.code = code;
    this.status = status;
    this.members = members;
  }

  /* Nothing was decided by the authority: the same may be asked again. */
  get isTransport() {
    return this.code === 'offline' || this.code === 'timed-out' || (this.status >= 502 && this.status <= 504);
  }
}

export async function problemOf(response) {
  const members = await response.json().catch(() => ({}));
  const code = String(members.type ?? '').replace(/^urn:yqq:problem:/, '') || 'internal';
  if (!members.retry_after && response.headers.get('Retry-After'))
    members.retry_after = Number(response.headers.get('Retry-After'));
  return new Problem(code, response.status, members);
}

/* Throws Problem, or the reason of signal when that was aborted. */
export async function send(path, { method = 'GET', token, headers = {}, body, patience = PATIENCE, signal } = {}) {
  const time = AbortSignal.timeout(patience);
  const until = signal ? AbortSignal.any([signal, time]) : time;
  try {
    return await fetch(path, {
      method,
      body,
      signal: until,
      headers: token ? { ...headers, Authorization: `Bearer ${token}` } : headers,
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
    });
  } catch (error) {
    if (signal?.aborted)
      throw signal.reason;
    throw new Problem(time.aborted || error.name === 'TimeoutError' ? 'timed-out' : 'offline');
  }
}

/* One question and its JSON answer; body is sent as JSON, or as it is where raw says so. */
export async function call(method, path, { body, raw = false, ...rest } = {}) {
  const response = await send(path, {
    method,
    body: body === undefined || raw ? body : JSON.stringify(body),
    headers: body === undefined || raw ? {} : { 'Content-Type': 'application/json' },
    ...rest,
  });
  if (!response.ok)
    throw await problemOf(response);
  return response.json().catch(() => {
    throw new Problem('offline');
  });
}
