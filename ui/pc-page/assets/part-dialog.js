/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One question before something is lost. */
import { h } from './dom.js';
import { t } from './i18n.js';

/* Gives true where the person goes on all the same; Escape and the default button stay. */
export function confirmLeaving(count) {
  return new Promise((resolve) => {
    const close = (value) => h('button', { type: 'button', class: value === 'leave' ? 'danger' : 'primary', click: () => dialog.close(value) }, t(`leave.${value}`));
    const dialog = h('dialog', { 'aria-labelledby': 'leave-title', close: () => { dialog.remove(); resolve(dialog.returnValue === 'leave'); } },
      h('h2', { id: 'leave-title' }, t('leave.title')),
      h('p', {}, t('leave.words', { count })),
      h('div', { class: 'buttons' }, close('stay'), close('leave')));
    document.body.append(dialog);
    dialog.showModal();
  });
}
