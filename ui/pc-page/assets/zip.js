/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several small files as one ZIP archive, stored without compression (APPNOTE 6.3): browsers ask before
 * a page may save several files one after the other. */

const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++)
    c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
  return c;
});

function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes)
    crc = CRC[(crc ^ byte) & 0xff] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

function dosTime(date) {
  return {
    time: (date.getHours() << 11) | (date.getMinutes() << 5) | (date.getSeconds() >> 1),
    date: ((date.getFullYear() - 1980) << 9) | ((date.getMonth() + 1) << 5) | date.getDate(),
  };
}

/* Little-endian numbers: [bytes, value] each. */
function record(...fields) {
  const out = new Uint8Array(fields.reduce((sum, [size]) => sum + size, 0));
  const view = new DataView(out.buffer);
  let at = 0;
  for (const [size, value] of fields) {
    if (size === 2)
      view.setUint16(at, value, true);
    else
      view.setUint32(at, value, true);
    at += size;
  }
  return out;
}

const UTF8_NAMES = 0x0800;

/* What the local header and the directory say alike of a file (4.4). */
const common = (when, crc, size, name) => [
  [2, 20], [2, UTF8_NAMES], [2, 0], [2, when.time], [2, when.date], [4, crc], [4, size], [4, size], [2, name.length], [2, 0],
];

/* files: [{name, bytes}], no two of one name. Gives a Blob. */
export function zip(files, now = new Date()) {
  const when = dosTime(now);
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const { name, bytes } of files) {
    const path = new TextEncoder().encode(name);
    const fields = common(when, crc32(bytes), bytes.length, path);
    const header = record([4, 0x04034b50], ...fields);
    parts.push(header, path, bytes);
    directory.push(record([4, 0x02014b50], [2, 20], ...fields, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]), path);
    offset += header.length + path.length + bytes.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = record([4, 0x06054b50], [2, 0], [2, 0], [2, files.length], [2, files.length], [4, size], [4, offset], [2, 0]);
  return new Blob([...parts, ...directory, end], { type: 'application/zip' });
}
