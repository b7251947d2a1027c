/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each request for signatures with its files: how far it is, what came of it, and the files to save. */
import { h } from './dom.js';
import { button, fileName, message, pill, spinner } from './parts.js';
import { firstOf, t } from './i18n.js';
import { icon, seal } from './icons.js';
import { isOpen } from './sign-requests.js';
import { namedSignatures, saveAll, saveSignature } from './download.js';
import { verificationDetails, verificationPill, verificationSentence } from './part-verification.js';

function itemState(request, item) {
  if (item.state === 'signed' || item.state === 'invalid')
    return verificationPill(item.verification);
  if (item.state === 'mismatch')
    return pill('stop', 'stop', t('result.mismatch'));
  if (isOpen(request))
    return h('span', { class: 'pill pill-wait' }, spinner(), h('span', {}, t(`result.${request.state}`)));
  return pill('plain', 'close', t('result.unsigned'));
}

function saveButton(named, onSaved) {
  return button(t('result.save'), 'download', {
    class: 'small', 'aria-label': t('result.save-label', { name: named.name }),
    click: () => { saveSignature(named); onSaved(); },
  });
}

const stamped = new Set(); /* a stamp comes down once */

function mark(item, key) {
  if (item.state !== 'signed')
    return icon('file');
  const fresh = !stamped.has(key);
  stamped.add(key);
  return seal(fresh ? 'stamp stamp-fresh' : 'stamp');
}

function itemRow(request, item, named, page) {
  const key = `${request.id}/${item.document}`;
  return h('li', { class: 'result', 'data-item': key }, mark(item, key),
    h('div', { class: 'file-body' },
      h('div', { class: 'result-head' }, fileName(item.name), itemState(request, item)),
      item.verification && h('p', { class: 'file-status' }, verificationSentence(item.verification)),
      item.state === 'mismatch' && h('p', { class: 'file-status' }, t('result.mismatch-hint')),
      item.verification && verificationDetails(item.verification)),
    named && h('div', { class: 'result-save' }, saveButton(named, page.onSaved)));
}

function requestNote(request) {
  if (isOpen(request))
    return null;
  const note = message('warn');
  if (request.state === 'refused')
    note.show(firstOf([`refused.${request.reason}`, 'refused.other']));
  else if (request.state === 'failed')
    note.show(firstOf([`problem.${request.reason}`, 'problem.other'], { code: request.reason, seconds: 5 }));
  return note.element;
}

function requestPart(request, named, page) {
  const { enterprise, algorithm, kind } = request.certificate;
  const total = request.items.length;
  const done = request.items.filter((item) => item.state !== 'waiting').length;
  return h('section', { class: 'request', 'data-request': request.id },
    h('h3', {}, enterprise.name, h('span', { class: 'tag' }, t(`kind.${kind}`)), h('span', { class: 'tag' }, t(`algorithm.${algorithm}`))),
    isOpen(request) && h('div', { class: 'request-progress' },
      h('progress', { max: total, value: done, 'aria-label': t('result.progress-label') }),
      h('span', { class: 'tabular' }, t('result.progress', { done, total }))),
    isOpen(request) && h('p', { class: 'hint' }, t('result.look')),
    requestNote(request),
    h('ul', { class: 'results' }, request.items.map((item) => itemRow(request, item, named.find((one) => one.item === item), page))));
}

/* Newest first; absent while nothing was asked for. */
export function resultsPart(page, weight = null) {
  const { session } = page;
  const box = h('section', { class: 'card', 'aria-labelledby': 'results-title' });
  let shown = '';
  const update = () => {
    const { requests } = session.record;
    /* A rebuild would close what the person has opened: only when there is something new. */
    const next = JSON.stringify(requests);
    box.hidden = requests.length === 0;
    if (next === shown)
      return;
    shown = next;
    const details = () => [...box.querySelectorAll('.verification')].map((one) => [one, one.closest('.result').dataset.item]);
    const open = new Set(details().filter(([one]) => one.open).map(([, item]) => item));
    const named = namedSignatures(requests);
    const archive = t('result.archive', { date: new Date().toISOString().slice(0, 10) });
    const all = button(t('result.save-all'), 'download', { class: weight, id: 'save-all', click: () => { saveAll(named, archive); page.onSaved(); } });
    box.replaceChildren(
      h('div', { class: 'card-head' }, h('h2', { id: 'results-title' }, t('result.title')), named.length > 0 ? all : ''),
      ...[...requests].reverse().map((request) => requestPart(request, named, page)));
    details().forEach(([one, item]) => { one.open = open.has(item); });
  };
  update();
  return { element: box, update };
}
