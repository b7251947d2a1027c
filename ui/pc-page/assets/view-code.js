/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The QR code of this moment, how long it will be there, and the ways round a camera. */
import { h, svg } from './dom.js';
import { button, countdown, hero, message } from './parts.js';
import { documentsPart } from './part-documents.js';
import { linkOf } from './code-link.js';
import { say } from './live.js';
import { secondsUntil } from './clock.js';
import { t } from './i18n.js';

const LIFE = 120; /* seconds a code may wait to be scanned */

/* A frame round the code that empties as time runs out. */
function ring() {
  const shape = { x: 2, y: 2, width: 116, height: 116, rx: 9, pathLength: 100 };
  const arc = svg('rect', { class: 'ring-arc', ...shape });
  const element = svg('svg', { class: 'ring', viewBox: '0 0 120 120', 'aria-hidden': 'true' },
    svg('rect', { class: 'ring-track', ...shape }), arc);
  const update = (until) => {
    const left = secondsUntil(until) ?? LIFE;
    arc.setAttribute('stroke-dashoffset', String(100 - Math.min(100, (left / LIFE) * 100)));
    element.classList.toggle('ring-late', left <= 20);
  };
  return { element, update };
}

function otherWays(page, session) {
  const link = () => linkOf(session.code?.text, page.authority?.origin ?? location.origin);
  const hint = message('warn');
  const copied = message('warn');
  const open = h('a', { class: 'button', href: '#', click: (event) => {
    const now = link();
    if (now)
      open.href = now;
    else
      event.preventDefault();
    hint.show(t('code.open-hint'));
  } }, t('code.open'));
  const copy = button(t('code.copy'), 'copy', { click: async () => {
    const now = link();
    const done = now && await navigator.clipboard?.writeText(now).then(() => true, () => false);
    copied.show(t(done ? 'code.copied' : 'code.copy-failed'));
    say(t(done ? 'code.copied' : 'code.copy-failed'));
  } });
  const element = h('section', { class: 'card', 'aria-labelledby': 'ways-title' },
    h('h2', { id: 'ways-title' }, t('code.ways')),
    h('p', { class: 'hint' }, t('code.ways-hint')),
    h('div', { class: 'buttons' }, open, copy), hint.element, copied.element);
  return { element, update: () => { open.href = link() ?? '#'; } };
}

export function codeView(page) {
  const { session } = page;
  const picture = h('img', { class: 'qr', alt: t('code.alt'), width: 296, height: 296, hidden: true });
  const frame = ring();
  const left = countdown('code.left');
  const ways = otherWays(page, session);
  const documents = documentsPart(session);
  let drawn = null;

  const draw = async () => {
    if (!session.code?.svg || session.code.svg === drawn)
      return;
    drawn = session.code.svg;
    picture.src = `data:image/svg+xml,${encodeURIComponent(drawn)}`;
    picture.hidden = false;
  };
  const tick = () => {
    left.update(session.now.expiresAt);
    frame.update(session.now.expiresAt);
  };
  const update = () => {
    draw();
    ways.update();
    documents.update();
    tick();
  };
  const element = h('div', { class: 'columns' },
    h('section', { class: 'main' },
      hero({ title: t('code.title'), lead: t('code.lead') }),
      h('div', { class: 'qr-box' }, frame.element, h('div', { class: 'qr-paper' }, h('span', { class: 'qr-wait' }, t('code.drawing')), picture)),
      left.element,
      h('div', { class: 'buttons centre' }, button(t('action.cancel'), 'close', { click: () => page.end() }))),
    h('aside', { class: 'side' }, ways.element, documents.element));
  update();
  return { element, update, tick };
}
