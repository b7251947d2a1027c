/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The certificates the connected person may sign with, one of which is to be chosen; the enterprise's
 * name is the largest thing on each. */
import { h } from './dom.js';
import { button, problemText } from './parts.js';
import { icon } from './icons.js';
import { asDate, t } from './i18n.js';

export const shortFingerprint = (text) => `${text.slice(0, 8)} … ${text.slice(-8)}`.toUpperCase();

function card(certificate, chosen, onChoose) {
  const id = `certificate-${certificate.fingerprint.slice(0, 16)}`;
  const radio = h('input', { type: 'radio', name: 'certificate', id, 'aria-describedby': `${id}-more`, change: () => onChoose(certificate) });
  radio.checked = chosen === certificate.fingerprint;
  return h('div', { class: 'certificate' }, radio,
    h('label', { for: id },
      h('span', { class: 'certificate-name' }, certificate.enterprise.name),
      h('span', { class: 'certificate-kind' },
        h('span', { class: 'tag' }, t(`kind.${certificate.kind}`)),
        h('span', { class: 'tag' }, t(`algorithm.${certificate.algorithm}`)))),
    h('div', { class: 'certificate-more', id: `${id}-more` },
      h('span', {}, t('certificate.holder', { name: certificate.person?.name ?? '–' })),
      h('span', {}, t('certificate.until', { date: asDate(certificate.not_after) })),
      h('span', { class: 'tabular' }, t('certificate.code', { code: certificate.enterprise.credit_code })),
      h('span', { class: 'tabular' }, t('certificate.fingerprint', { fingerprint: shortFingerprint(certificate.fingerprint) }))));
}

function placeholder(session) {
  if (session.certificatesProblem)
    return h('div', { class: 'empty' }, icon('warning'), h('p', {}, problemText(session.certificatesProblem)),
      button(t('action.again'), null, { click: () => session.loadCertificates() }));
  if (!session.certificates)
    return h('p', { class: 'hint', role: 'status' }, t('certificates.loading'));
  return h('div', { class: 'empty' }, icon('warning'), h('p', {}, t('certificates.none')));
}

/* chosen: {fingerprint} kept by the caller over rebuilds. */
export function certificatesPart(session, chosen, onChoose) {
  const box = h('fieldset', { class: 'certificates' });
  const choose = (certificate) => { chosen.fingerprint = certificate.fingerprint; onChoose(); };
  let shown;
  const update = () => {
    if (shown === session.certificates && session.certificates)
      return;
    shown = session.certificates;
    if (shown?.length === 1)
      chosen.fingerprint = shown[0].fingerprint;
    const content = shown?.length ? shown.map((one) => card(one, chosen.fingerprint, choose)) : [placeholder(session)];
    box.replaceChildren(h('legend', {}, t('certificates.title')), ...content);
  };
  update();
  return { element: box, update };
}
