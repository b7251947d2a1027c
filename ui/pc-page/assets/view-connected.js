/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Connected: with whom, the choice of a certificate, signing, what came of it, and the way out. */
import { h, setText } from './dom.js';
import { button, countdown, message, spinner } from './parts.js';
import { certificatesPart } from './part-certificates.js';
import { documentsPart } from './part-documents.js';
import { focusHeading } from './live.js';
import { icon } from './icons.js';
import { resultsPart } from './part-results.js';
import { t } from './i18n.js';

function heading(session) {
  const { state, person } = session.now;
  const name = person ?? t('connected.somebody');
  if (state === 'suspended')
    return { tone: 'wait', title: t('suspended.title'), lead: t('suspended.lead', { name }) };
  if (session.requests.open)
    return { tone: 'good', title: t('signing.title'), lead: t('signing.lead', { name }) };
  const next = session.requests.signedCount > 0 ? 'connected.next' : 'connected.lead';
  return { tone: 'good', title: t('connected.title', { name }), lead: t(next) };
}

function header(page) {
  const { session } = page;
  const title = h('h1', {});
  const lead = h('p', { class: 'lead' });
  const left = countdown('suspended.left');
  const mark = h('span', { class: 'hero-mark' });
  const element = h('header', {}, mark, h('div', { class: 'banner-words' }, title, lead, left.element),
    button(t('action.disconnect'), null, { class: 'danger', id: 'disconnect', click: () => page.end() }));
  let shown = null;
  const update = () => {
    const { tone, ...words } = heading(session);
    element.className = `banner banner-${tone}`;
    if (shown !== tone)
      mark.replaceChildren(tone === 'wait' ? spinner() : icon('shield'));
    shown = tone;
    setText(title, words.title);
    setText(lead, words.lead);
    left.update(session.now.state === 'suspended' ? session.now.expiresAt : null);
  };
  return { element, update };
}

function sessionFacts(page) {
  const { session } = page;
  const idle = countdown('facts.time');
  const absolute = countdown('facts.time');
  const count = h('span', { class: 'tabular' });
  const person = h('strong', {});
  const row = (term, value) => h('div', {}, h('dt', {}, term), h('dd', {}, value));
  const element = h('section', { class: 'card', 'aria-labelledby': 'facts-title' },
    h('h2', { id: 'facts-title' }, t('facts.title')),
    h('dl', { class: 'facts facts-wide' },
      row(t('facts.with'), person),
      row(t('facts.idle'), idle.element), row(t('facts.absolute'), absolute.element),
      row(t('facts.signatures'), count)),
    h('p', { class: 'hint' }, t('facts.hint')));
  const update = () => {
    idle.update(session.now.idleAt);
    absolute.update(session.now.absoluteAt);
    setText(person, session.now.person ?? '–');
    setText(count, t('facts.count', { used: session.now.signatures, limit: session.now.signatureLimit ?? '–' }));
  };
  return { element, update };
}

function signPart(page) {
  const { session, chosen } = page;
  const error = message();
  const submit = h('button', { type: 'submit', class: 'primary' });
  const certificates = certificatesPart(session, chosen, () => error.show(null));
  const onSubmit = (event) => {
    event.preventDefault();
    const certificate = session.certificates?.find((one) => one.fingerprint === chosen.fingerprint);
    error.show(certificate ? null : t('certificates.choose'));
    if (certificate && !session.requests.open) {
      session.sign(certificate);
      focusHeading(form.closest('main'));
    }
    if (!certificate)
      form.querySelector('input')?.focus();
  };
  const form = h('form', { class: 'card', novalidate: true, submit: onSubmit }, certificates.element, error.element, submit);
  const update = () => {
    certificates.update();
    form.hidden = Boolean(session.requests.open);
    submit.disabled = session.now.state === 'suspended';
    setText(submit, t(session.requests.signedCount > 0 ? 'sign.again' : 'sign.submit', { count: session.record.documents.length }));
  };
  return { element: form, update };
}

export function connectedView(page) {
  const { session } = page;
  const parts = { head: header(page), facts: sessionFacts(page), sign: signPart(page), results: resultsPart(page), documents: documentsPart(session) };
  const update = () => Object.values(parts).forEach((part) => part.update());
  const tick = () => {
    parts.head.update();
    parts.facts.update();
  };
  const element = h('div', { class: 'columns' },
    h('section', { class: 'main' }, parts.head.element, parts.results.element, parts.sign.element),
    h('aside', { class: 'side' }, parts.facts.element, parts.documents.element));
  update();
  return { element, update, tick };
}
