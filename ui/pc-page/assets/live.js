/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saying to a screen reader what has changed on the page. */

const region = () => document.getElementById('live');

/* Emptied first: the same sentence twice is two pieces of news. */
export function say(text) {
  const target = region();
  target.textContent = '';
  setTimeout(() => { target.textContent = text; }, 60);
}

/* After a change of view the heading is where reading goes on. */
export function focusHeading(root) {
  const heading = root.querySelector('h1');
  heading?.setAttribute('tabindex', '-1');
  heading?.focus({ preventScroll: true });
  window.scrollTo({ top: 0 });
}
