/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The language of the page: Chinese unless the person chose otherwise. */
import { dictionary } from './dictionary.js';

const KEY = 'yqq-language';
const LOCALES = { zh: 'zh-CN', en: 'en-GB' };

let current = 'zh';

export function language() {
  return current;
}

/* ?lang=en in the address for those who link here; then what was chosen before. */
export function loadLanguage() {
  let kept = null;
  try {
    kept = localStorage.getItem(KEY);
  } catch { /* no storage: Chinese */ }
  const asked = new URLSearchParams(location.search).get('lang');
  current = [asked, kept].find((one) => one in LOCALES) ?? 'zh';
}

export function chooseLanguage(next) {
  current = next;
  try {
    localStorage.setItem(KEY, next);
  } catch { /* it holds until the page is closed */ }
}

export function knows(key) {
  return key in dictionary[current];
}

export function t(key, values = {}) {
  const text = dictionary[current][key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/* The first of these keys that has words. */
export function firstOf(keys, values) {
  return t(keys.find(knows) ?? keys.at(-1), values);
}

/* Elements of index.html carry the key of their words. */
export function translatePage(root = document) {
  document.documentElement.lang = LOCALES[current];
  document.title = t('page.title');
  for (const element of root.querySelectorAll('[data-i18n]'))
    element.textContent = t(element.dataset.i18n);
  for (const element of root.querySelectorAll('[data-i18n-label]'))
    element.setAttribute('aria-label', t(element.dataset.i18nLabel));
}

export function asDate(text) {
  const date = new Date(text);
  return Number.isNaN(date.valueOf()) ? '–' : new Intl.DateTimeFormat(LOCALES[current], { dateStyle: 'medium' }).format(date);
}

export function asTime(text) {
  const date = new Date(text);
  return Number.isNaN(date.valueOf())
    ? '–' : new Intl.DateTimeFormat(LOCALES[current], { dateStyle: 'medium', timeStyle: 'medium' }).format(date);
}

export function asSize(bytes) {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  const number = new Intl.NumberFormat(LOCALES[current], { maximumFractionDigits: 1 }).format(bytes / 1024 ** power);
  return `${number}\u00a0${units[power]}`;
}

export function asPercent(part) {
  return new Intl.NumberFormat(LOCALES[current], { style: 'percent' }).format(part);
}
