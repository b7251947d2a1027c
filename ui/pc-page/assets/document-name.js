/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The name a document goes by in a session: one that can be shown, and short enough that the signed
 * request of all of them stays within its 12 KB. */

const LONG = 200;
const SHORT = 50; /* characters, where there are many documents */
const MANY = 8;
const ENDING = 12; /* of a name that is cut, so much of its end stays */

/* The authority takes no character that cannot be seen. */
export const showable = (text) => text.replace(/[\p{C}\u2028\u2029]/gu, '_');

export function documentName(name, count) {
  const characters = [...showable(name).replaceAll('/', '_')];
  const limit = count > MANY ? SHORT : LONG;
  if (characters.length <= limit)
    return characters.join('') || '_';
  return `${characters.slice(0, limit - ENDING - 1).join('')}…${characters.slice(-ENDING).join('')}`;
}
