/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the person is on the way from files to signatures; an end without any is no step of it. */

const STEP_OF = { prepare: 0, code: 1, 'scanned-check': 1, 'scanned-scanned': 1, 'scanned-confirmed': 1, connected: 2, ended: 3 };

export function showSteps(view, signed) {
  const list = document.getElementById('steps');
  list.hidden = !(view in STEP_OF) || (view === 'ended' && signed === 0);
  [...list.children].forEach((step, i) => {
    step.classList.toggle('step-done', i < STEP_OF[view]);
    if (i === STEP_OF[view])
      step.setAttribute('aria-current', 'step');
    else
      step.removeAttribute('aria-current');
  });
}
