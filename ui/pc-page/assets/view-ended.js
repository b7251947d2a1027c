/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The end of a session: why, what was kept, and what to do next. */
import { h } from './dom.js';
import { button, hero, message, problemText } from './parts.js';
import { confirmLeaving } from './part-dialog.js';
import { icon, seal } from './icons.js';
import { documentsPart } from './part-documents.js';
import { firstOf, t } from './i18n.js';
import { resultsPart } from './part-results.js';

const CALM = ['done', 'user', 'pc', 'exit', 'locked', 'suspended', 'idle', 'absolute', 'limit'];

function tone({ state, reason }, signed) {
  if (state === 'closed' && signed > 0 && CALM.includes(reason))
    return 'good';
  return state === 'closed' && CALM.includes(reason) ? 'plain' : 'warn';
}

const MARKS = { good: () => seal('seal hero-seal'), plain: () => icon('link'), warn: () => icon('warning') };

export function endedWords({ state, reason }) {
  return {
    title: firstOf([`ended.${state}.${reason}.title`, `ended.${state}.title`]),
    lead: firstOf([`ended.${state}.${reason}.lead`, `ended.${state}.lead`]),
  };
}

function ways(page, signed) {
  const error = message();
  /* Signatures nobody has saved yet would be gone. */
  const unlessUnsaved = async (act) => {
    if (!page.saved && !(await confirmLeaving(signed)))
      return;
    await act().catch((problem) => error.show(problemText(problem)));
  };
  const same = button(t('ended.same'), null, { class: signed ? null : 'primary', click: () => unlessUnsaved(page.again) });
  const fresh = button(t('ended.fresh'), null, { click: () => unlessUnsaved(async () => page.startOver()) });
  /* Those who signed nothing want the same once more; those who did, to save and go on to other files. */
  return [error.element, h('div', { class: 'buttons' }, signed ? [fresh, same] : [same, fresh])];
}

export function endedView(page) {
  const { session } = page;
  const signed = session.requests.signedCount;
  const results = resultsPart(page, 'primary');
  const { title, lead } = endedWords(session.now);
  const how = tone(session.now, signed);
  const element = h('div', { class: 'columns' },
    h('section', { class: 'main' },
      hero({ tone: how, title, lead, mark: h('span', { class: 'hero-mark' }, MARKS[how]()) }),
      h('p', { class: 'kept' }, t(signed ? 'ended.kept' : 'ended.nothing', { count: signed })),
      results.element,
      ways(page, signed)),
    h('aside', { class: 'side' }, documentsPart(session, 'documents.ended').element));
  return { element, update: results.update };
}
