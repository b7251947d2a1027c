/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Three boxes for the digits the application shows; they send themselves when the last is typed. */
import { h } from './dom.js';
import { t } from './i18n.js';

const DIGITS = 3;

/* onComplete gets the digits; clear() empties the boxes for another try. */
export function checkCodeBoxes(onComplete) {
  const boxes = Array.from({ length: DIGITS }, (_, i) => h('input', {
    type: 'text', inputmode: 'numeric', pattern: '[0-9]', maxlength: 1, autocomplete: 'one-time-code', class: 'digit',
    id: `digit-${i + 1}`, 'aria-label': t('check.digit', { n: i + 1, of: DIGITS }),
    input: () => typed(i), keydown: (event) => moved(event, i), paste: (event) => pasted(event),
    focus: () => boxes[i].select(),
  }));

  const complete = () => {
    const digits = boxes.map((box) => box.value).join('');
    if (digits.length === DIGITS)
      onComplete(digits);
  };
  const typed = (i) => {
    boxes[i].value = boxes[i].value.replace(/\D/g, '').slice(-1);
    if (boxes[i].value && i + 1 < DIGITS)
      boxes[i + 1].focus();
    complete();
  };
  const moved = (event, i) => {
    const back = event.key === 'ArrowLeft' || (event.key === 'Backspace' && !boxes[i].value);
    const to = back ? i - 1 : event.key === 'ArrowRight' ? i + 1 : i;
    if (to !== i && boxes[to]) {
      event.preventDefault();
      boxes[to].focus();
    }
  };
  const pasted = (event) => {
    event.preventDefault();
    const digits = event.clipboardData.getData('text').replace(/\D/g, '').slice(0, DIGITS);
    [...digits].forEach((digit, i) => { boxes[i].value = digit; });
    boxes[Math.min(digits.length, DIGITS - 1)].focus();
    complete();
  };

  return {
    element: h('div', { class: 'digits', role: 'group', 'aria-label': t('check.label') }, boxes),
    clear: () => { boxes.forEach((box) => { box.value = ''; }); boxes[0].focus(); },
    enable: (is) => boxes.forEach((box) => { box.disabled = !is; }),
    focus: () => boxes[0].focus(),
  };
}
