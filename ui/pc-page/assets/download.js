/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signatures as files: NAME.p7s beside the file it belongs to. */
import { fromBase64 } from './encoding.js';
import { h } from './dom.js';
import { zip } from './zip.js';

function save(name, blob) {
  const address = URL.createObjectURL(blob);
  h('a', { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/* The first signature of a file is NAME.p7s; further ones, and those of another file of that name, are
 * numbered. Gives [{item, name}] of every item that has its signature. */
export function namedSignatures(requests) {
  const taken = new Set();
  return requests.flatMap((request) => request.items).filter((item) => item.signature).map((item) => {
    let name = `${item.name}.p7s`;
    for (let n = 2; taken.has(name); n++)
      name = `${item.name}.${n}.p7s`;
    taken.add(name);
    return { item, name };
  });
}

export function saveSignature({ item, name }) {
  save(name, new Blob([fromBase64(item.signature)], { type: 'application/pkcs7-signature' }));
}

export function saveAll(named, archive) {
  if (named.length === 1)
    saveSignature(named[0]);
  else
    save(archive, zip(named.map(({ item, name }) => ({ name, bytes: fromBase64(item.signature) }))));
}
