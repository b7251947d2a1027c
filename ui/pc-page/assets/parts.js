/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small pieces several views are made of. */
import { h, setText, svg } from './dom.js';
import { icon } from './icons.js';
import { asSize, firstOf, t } from './i18n.js';
import { asCountdown, secondsUntil } from './clock.js';

export function button(words, iconName, attributes) {
  return h('button', { type: 'button', ...attributes }, iconName && icon(iconName), h('span', {}, words));
}

/* The state in one sentence, what to do about it under it. tone: plain, wait, good, warn, stop. */
export function hero({ tone = 'plain', title, lead, mark }) {
  return h('header', { class: `hero hero-${tone}` }, mark,
    h('h1', {}, title),
    lead && h('p', { class: 'lead' }, lead));
}

export function pill(tone, iconName, words) {
  return h('span', { class: `pill pill-${tone}` }, icon(iconName), h('span', {}, words));
}

/* An error or a hint that needs reading: hidden while it has no words. */
export function message(tone = 'stop') {
  const words = h('span', {});
  const element = h('p', { class: `message message-${tone}`, role: tone === 'stop' ? 'alert' : 'status', hidden: true },
    icon(tone === 'stop' ? 'stop' : 'warning'), words);
  const show = (text) => {
    element.hidden = !text;
    setText(words, text ?? '');
  };
  return { element, show };
}

/* The sentence for a problem the authority answered with. */
export function problemText(problem) {
  const seconds = problem.members?.retry_after ?? 5;
  return firstOf([`problem.${problem.code}`, 'problem.other'], { code: problem.code, seconds, tries: problem.members?.tries_left });
}

/* "还剩 1:35" until a time of the authority; update() each second. Spoken only where it is read. */
export function countdown(key = 'wait.left') {
  const words = h('span', { class: 'tabular' });
  const element = h('p', { class: 'countdown', role: 'timer' }, icon('clock'), words);
  const update = (until) => {
    const seconds = secondsUntil(until);
    element.hidden = seconds === null;
    if (seconds !== null)
      setText(words, t(key, { time: asCountdown(seconds) }));
  };
  return { element, update };
}

export function spinner() {
  return svg('svg', { class: 'spinner', viewBox: '0 0 48 48', 'aria-hidden': 'true' },
    svg('circle', { class: 'spinner-track', cx: 24, cy: 24, r: 20 }),
    svg('circle', { class: 'spinner-arc', cx: 24, cy: 24, r: 20, pathLength: 100 }));
}

/* Term and description, two by two; without a description the pair is left out. */
export function facts(pairs, className = 'facts') {
  return h('dl', { class: className }, pairs.filter(([, value]) => value).map(([term, value]) => h('div', {},
    h('dt', {}, term), h('dd', {}, value))));
}

/* A long hexadecimal text in groups of four: readable, and it breaks anywhere. */
export function hexadecimal(text) {
  return h('code', { class: 'hex' }, text.match(/.{1,4}/g).flatMap((group) => [group, h('wbr', {})]));
}

export function fileName(name, size) {
  return h('span', { class: 'file-name' },
    h('span', { class: 'file-title' }, name),
    size === undefined ? null : h('span', { class: 'file-size' }, asSize(size)));
}
