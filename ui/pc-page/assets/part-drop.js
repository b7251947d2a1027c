/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A place to drop files on that is also the button to choose them with. */
import { h } from './dom.js';
import { icon } from './icons.js';
import { t } from './i18n.js';

/* onFiles gets an array of File, never empty. */
export function dropZone({ id, multiple = true, accept, title, hint, onFiles }) {
  const input = h('input', {
    type: 'file', id, class: 'visually-hidden', multiple, accept, 'aria-describedby': `${id}-hint`,
    change: () => {
      if (input.files.length > 0)
        onFiles([...input.files]);
      input.value = '';
    },
  });
  const zone = h('div', { class: 'drop' }, input,
    h('label', { for: id }, icon('add'), h('span', { class: 'drop-title' }, title),
      h('span', { class: 'drop-hint', id: `${id}-hint` }, hint ?? t('drop.hint'))));
  const over = (is) => zone.classList.toggle('drop-over', is);
  zone.addEventListener('dragover', (event) => { event.preventDefault(); over(true); });
  zone.addEventListener('dragleave', () => over(false));
  zone.addEventListener('drop', (event) => {
    event.preventDefault();
    event.stopPropagation();
    over(false);
    if (event.dataTransfer.files.length > 0)
      onFiles([...event.dataTransfer.files]);
  });
  return zone;
}
