/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the scan and the connection: the check code where one is needed, then waiting for the person
 * to look, enter the PIN, and be connected. */
import { h } from './dom.js';
import { button, countdown, hero, message, problemText, spinner } from './parts.js';
import { checkCodeBoxes } from './part-check-code.js';
import { documentsPart } from './part-documents.js';
import { say } from './live.js';
import { t } from './i18n.js';

function checkCodePart(session) {
  const error = message();
  const tries = session.now.checkCode.triesLeft;
  const boxes = checkCodeBoxes(async (digits) => {
    error.show(null);
    boxes.enable(false);
    try {
      await session.sendCheckCode(digits);
    } catch (problem) {
      boxes.enable(true);
      if (problem.code !== 'session-closed')
        error.show(problemText(problem));
      element.querySelector('#check-tries')?.remove();
      boxes.clear();
    }
  });
  const element = h('div', { class: 'check-code' }, boxes.element,
    tries !== null && h('p', { class: 'hint', id: 'check-tries' }, t('check.tries', { tries })), error.element);
  return { element, boxes };
}

const needsCode = ({ state, checkCode }) => state === 'scanned' && checkCode.required && !checkCode.passed;

function words(now) {
  if (now.state === 'confirmed')
    return 'confirmed';
  return needsCode(now) ? 'check' : 'scanned';
}

export function scannedView(page) {
  const { session } = page;
  const which = words(session.now);
  const left = countdown('wait.left');
  const documents = documentsPart(session);
  const check = which === 'check' ? checkCodePart(session) : null;
  const tick = () => left.update(session.now.expiresAt);
  const element = h('div', { class: 'columns' },
    h('section', { class: 'main' },
      hero({ tone: 'wait', title: t(`${which}.title`), lead: t(`${which}.lead`), mark: check ? null : spinner() }),
      check?.element,
      left.element,
      h('div', { class: 'buttons' }, button(t('action.cancel'), 'close', { click: () => page.end() }))),
    h('aside', { class: 'side' }, documents.element));
  tick();
  if (which === 'scanned' && session.now.checkCode.passed)
    say(t('check.passed'));
  return { element, tick, update: documents.update, focus: check ? check.boxes.focus : null };
}

/* The view is made anew when its question changes. */
export function scannedKey(now) {
  return `scanned-${words(now)}`;
}
