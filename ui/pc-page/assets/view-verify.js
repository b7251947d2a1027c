/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checking a signature: a file and its .p7s, digested here, judged by the authority. */
import { h, replace } from './dom.js';
import { button, fileName, hero, message, problemText } from './parts.js';
import { asPercent, t } from './i18n.js';
import { call } from './authority.js';
import { digestFile } from './digests.js';
import { dropZone } from './part-drop.js';
import { icon } from './icons.js';
import { peekDigest, signatureBytes } from './cms-peek.js';
import { say } from './live.js';
import { toBase64 } from './encoding.js';
import { verificationDetails, verificationPill, verificationSentence } from './part-verification.js';

const isSignature = (file) => /\.(p7s|p7m|p7b|sig)$/i.test(file.name);

/* Throws a key of the dictionary where the two files are not what they should be, or Problem. */
async function verify({ file, signature }, onProgress) {
  const der = signatureBytes(new Uint8Array(await signature.arrayBuffer()));
  const algorithm = der && peekDigest(der);
  if (!algorithm)
    throw 'verify.not-a-signature';
  const digests = await digestFile(file, { onProgress }).catch(() => { throw 'files.failed'; });
  return call('POST', '/v1/verify', { body: { signature: toBase64(der), digest: toBase64(digests[algorithm]) } });
}

function resultCard(file, verification) {
  return h('section', { class: `card verdict verdict-${verification.valid ? 'good' : 'stop'}`, 'aria-labelledby': 'verdict-title' },
    h('div', { class: 'result-head' }, h('h2', { id: 'verdict-title', tabindex: '-1' }, fileName(file.name)), verificationPill(verification)),
    h('p', {}, verificationSentence(verification)),
    h('p', { class: 'hint' }, t(verification.valid ? 'verify.valid-hint' : 'verify.invalid-hint')),
    verificationDetails(verification, { open: true }));
}

export function verifyView() {
  const chosen = { file: null, signature: null };
  const error = message();
  const verdict = h('div', { class: 'stack' });
  const picked = h('ul', { class: 'files' });

  const slot = (kind, iconName) => {
    const file = chosen[kind];
    const remove = file && button(t('files.remove'), 'close', {
      class: 'quiet icon-only', 'aria-label': t('files.remove-label', { name: file.name }), click: () => { chosen[kind] = null; show(); },
    });
    return h('li', { class: file ? 'file' : 'file file-missing' }, icon(iconName),
      h('div', { class: 'file-body' }, h('span', { class: 'slot' }, t(`verify.slot-${kind}`)),
        file ? fileName(file.name, file.size) : h('span', { class: 'file-status' }, t(`verify.no-${kind}`))), remove);
  };
  const show = () => {
    replace(picked, slot('file', 'file'), slot('signature', 'signature'));
    replace(verdict);
  };
  const add = (files) => {
    for (const file of files)
      chosen[isSignature(file) ? 'signature' : 'file'] = file;
    error.show(null);
    show();
    if (chosen.file && chosen.signature)
      submit.focus();
  };
  const onSubmit = async (event) => {
    event.preventDefault();
    const lack = ['file', 'signature'].find((kind) => !chosen[kind]);
    error.show(lack && t(`verify.no-${lack}`));
    if (lack)
      return;
    submit.disabled = true;
    const onProgress = (part) => { submit.textContent = t('files.working', { part: asPercent(part) }); };
    try {
      const result = await verify(chosen, onProgress);
      replace(verdict, resultCard(chosen.file, result));
      verdict.querySelector('h2').focus();
      say(t(result.valid ? 'verify.valid' : 'verify.invalid'));
    } catch (problem) {
      error.show(typeof problem === 'string' ? t(problem) : problemText(problem));
    }
    submit.disabled = false;
    submit.textContent = t('verify.submit');
  };
  const submit = h('button', { type: 'submit', class: 'primary' }, t('verify.submit'));

  show();
  const element = h('form', { class: 'narrow', novalidate: true, submit: onSubmit },
    hero({ title: t('verify.title'), lead: t('verify.lead') }),
    dropZone({ id: 'verify-files', title: t('verify.drop'), hint: t('verify.drop-hint'), onFiles: add }),
    picked, error.element, h('div', { class: 'buttons' }, submit), verdict);
  return { element, onDrop: add };
}
