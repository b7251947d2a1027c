/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a signature is worth, in words first and in all its checks below. */
import { h } from './dom.js';
import { icon } from './icons.js';
import { facts, hexadecimal, pill } from './parts.js';
import { asTime, t } from './i18n.js';

const CHECKS = ['signature', 'digest', 'chain', 'validity'];

function check(name, passed) {
  return h('li', { class: passed ? 'check-good' : 'check-bad' }, icon(passed ? 'check' : 'stop'),
    h('span', {}, t(`verify.${name}.${passed ? 'good' : 'bad'}`)));
}

export function verificationPill({ valid }) {
  return valid ? pill('good', 'check', t('verify.valid')) : pill('stop', 'stop', t('verify.invalid'));
}

/* One sentence: who signed, for which enterprise, when. */
export function verificationSentence({ signer, signed_at: at }) {
  return t('verify.sentence', { name: signer?.name || '–', enterprise: signer?.enterprise || '–', time: asTime(at) });
}

export function verificationDetails(verification, { open = false } = {}) {
  const signer = verification.signer ?? {};
  return h('details', { class: 'verification', open },
    h('summary', {}, t('verify.details')),
    h('ul', { class: 'checks' }, CHECKS.map((name) => check(name, Boolean(verification[name])))),
    facts([
      [t('verify.enterprise'), signer.enterprise],
      [t('verify.credit-code'), signer.credit_code && h('span', { class: 'tabular' }, signer.credit_code)],
      [t('verify.signer'), signer.name],
      [t('verify.time'), verification.signed_at && asTime(verification.signed_at)],
      [t('verify.serial'), signer.serial && hexadecimal(signer.serial.toUpperCase())],
      [t('verify.fingerprint'), signer.fingerprint && hexadecimal(signer.fingerprint.toUpperCase())],
    ]));
}
