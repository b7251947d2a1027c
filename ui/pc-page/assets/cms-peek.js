/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which digest a CMS signature was made over, read from its first lines; everything else about it is
 * the authority's to judge. */

const SM3 = '2a811ccf55018311';
const SHA256 = '608648016503040201';
const LIMIT = 64 * 1024;

/* One DER element at offset: {tag, start, end}; null where there is none. */
function element(bytes, offset) {
  if (offset + 2 > bytes.length)
    return null;
  let length = bytes[offset + 1];
  let start = offset + 2;
  if (length & 0x80) {
    const count = length & 0x7f;
    if (count < 1 || count > 3)
      return null;
    length = 0;
    for (let i = 0; i < count; i++)
      length = length * 256 + (bytes[start + i] ?? 0);
    start += count;
  }
  return start + length <= bytes.length ? { tag: bytes[offset], start, end: start + length } : null;
}

/* Steps through the tags one after the other: `in` goes into an element, `over` past it. */
function walk(bytes, steps) {
  let offset = 0;
  let found = null;
  for (const [tag, how] of steps) {
    found = element(bytes, offset);
    if (found?.tag !== tag)
      return null;
    offset = how === 'in' ? found.start : found.end;
  }
  return found;
}

/* PEM or DER in, DER out; null where it is neither. */
export function signatureBytes(bytes) {
  if (bytes.length === 0 || bytes.length > LIMIT)
    return null;
  const text = new TextDecoder().decode(bytes.subarray(0, 11));
  if (text !== '-----BEGIN ')
    return bytes[0] === 0x30 ? bytes : null;
  const [, body] = /-----BEGIN [A-Z0-9 ]+-----([A-Za-z0-9+/=\s]+)-----END/.exec(new TextDecoder().decode(bytes)) ?? [];
  try {
    return Uint8Array.from(atob(body.replace(/\s/g, '')), (c) => c.charCodeAt(0));
  } catch {
    return null;
  }
}

/* `sm3`, `sha256` or null. ContentInfo → SignedData → version → digestAlgorithms (RFC 5652 5.1). */
export function peekDigest(der) {
  const oid = walk(der, [[0x30, 'in'], [0x06, 'over'], [0xa0, 'in'], [0x30, 'in'], [0x02, 'over'], [0x31, 'in'], [0x30, 'in'], [0x06, 'in']]);
  if (!oid)
    return null;
  const hex = Array.from(der.subarray(oid.start, oid.end), (b) => b.toString(16).padStart(2, '0')).join('');
  return { [SM3]: 'sm3', [SHA256]: 'sha256' }[hex] ?? null;
}
