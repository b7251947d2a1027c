/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Supplying documents so that the person can look at them: only where the person at this page asked
 * for it, and only within the authority's limits. */
import { call } from './authority.js';

export const LIMIT_EACH = 8 * 1024 * 1024;
export const LIMIT_ALL = 32 * 1024 * 1024;

/* Which of these sizes fit: in order, as long as there is room. */
export function fitting(sizes) {
  let room = LIMIT_ALL;
  return sizes.map((size) => {
    const fits = size <= LIMIT_EACH && size <= room;
    room -= fits ? size : 0;
    return fits;
  });
}

async function supply(session, document, file) {
  document.upload = 'sending';
  try {
    const path = `${session.base}/documents/${encodeURIComponent(document.id)}`;
    const answer = await call('PUT', path, { token: session.record.token, body: file, raw: true, patience: 120_000 });
    /* What the authority holds must be what is going to be signed. */
    const same = answer.digests?.sm3 === document.digests.sm3 && answer.digests?.['sha-256'] === document.digests['sha-256'];
    document.supplied = same;
    document.upload = same ? 'done' : 'failed';
  } catch {
    document.upload = 'failed';
  }
}

export async function uploadDocuments(session, files, changed) {
  const wanted = session.record.documents.filter((document) => files.has(document.id));
  const fits = fitting(wanted.map((document) => document.size));
  for (const [i, document] of wanted.entries()) {
    if (session.ended)
      return;
    if (fits[i])
      await supply(session, document, files.get(document.id));
    else
      document.upload = 'too-large';
    changed();
  }
}
