/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The documents of the session beside its state, with what is known of each. */
import { h } from './dom.js';
import { icon } from './icons.js';
import { fileName, hexadecimal } from './parts.js';
import { fromBase64, toHex } from './encoding.js';
import { t } from './i18n.js';

function documentRow(document) {
  const hex = (name) => hexadecimal(toHex(fromBase64(document.digests[name])));
  return h('li', { class: 'file' }, icon('file'),
    h('div', { class: 'file-body' },
      fileName(document.title, document.size),
      document.upload && h('p', { class: `file-status upload-${document.upload}` }, t(`upload.${document.upload}`)),
      h('details', { class: 'digests' }, h('summary', {}, t('files.digests')),
        h('dl', { class: 'facts' },
          h('div', {}, h('dt', {}, 'SM3'), h('dd', {}, hex('sm3'))),
          h('div', {}, h('dt', {}, 'SHA-256'), h('dd', {}, hex('sha-256')))))));
}

export function documentsPart(session, title = 'documents.title') {
  const list = h('ul', { class: 'files' });
  const update = () => {
    const open = [...list.querySelectorAll('details')].map((one) => one.open);
    list.replaceChildren(...session.record.documents.map(documentRow));
    list.querySelectorAll('details').forEach((one, i) => { one.open = open[i] ?? false; });
  };
  update();
  const { purpose, documents } = session.record;
  const element = h('section', { class: 'card', 'aria-labelledby': 'documents-title' },
    h('h2', { id: 'documents-title' }, t(title, { count: documents.length })),
    h('p', { class: 'purpose' }, t('documents.purpose', { purpose })), list);
  return { element, update };
}
