/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Before the QR code: which files, what for, and whether the signer may look into them. */
import { h, setText } from './dom.js';
import { button, fileName, hero, hexadecimal, message, problemText } from './parts.js';
import { asPercent, t } from './i18n.js';
import { dropZone } from './part-drop.js';
import { FILES, PURPOSE_LENGTH } from './draft.js';
import { icon } from './icons.js';
import { say } from './live.js';
import { toHex } from './encoding.js';

const EXAMPLES = ['purpose.contract', 'purpose.filing', 'purpose.tender'];

function digestRows(item) {
  return h('details', { class: 'digests' }, h('summary', {}, t('files.digests')),
    h('dl', { class: 'facts' },
      h('div', {}, h('dt', {}, 'SM3'), h('dd', {}, hexadecimal(toHex(item.sm3)))),
      h('div', {}, h('dt', {}, 'SHA-256'), h('dd', {}, hexadecimal(toHex(item.sha256))))));
}

function fileRow(item, onRemove) {
  const status = h('p', { class: 'file-status' });
  const bar = h('progress', { max: 1, value: 0, 'aria-label': t('files.working-label', { name: item.file.name }) });
  const body = h('div', { class: 'file-body' }, fileName(item.file.name, item.file.size), bar, status);
  const remove = button(t('files.remove'), 'close', {
    class: 'quiet icon-only', 'aria-label': t('files.remove-label', { name: item.file.name }), click: onRemove,
  });
  const element = h('li', { class: 'file' }, icon('file'), body, remove);
  let shown = null;
  const update = () => {
    bar.value = item.progress;
    bar.hidden = item.state !== 'working' && item.state !== 'waiting';
    setText(status, t(`files.${item.state}`, { part: asPercent(item.progress) }));
    element.classList.toggle('file-failed', item.state === 'failed');
    if (shown !== item.state && item.state === 'ready')
      status.replaceWith(digestRows(item));
    shown = item.state;
  };
  update();
  return { element, update };
}

function purposeField(draft, onEdit) {
  const input = h('input', {
    type: 'text', id: 'purpose', maxlength: PURPOSE_LENGTH, autocomplete: 'off', 'aria-describedby': 'purpose-hint',
    placeholder: t('purpose.placeholder'), input: () => { draft.purpose = input.value; onEdit(); },
  });
  input.value = draft.purpose;
  const examples = EXAMPLES.map((key) => h('button', {
    type: 'button', class: 'chip', click: () => { input.value = t(key); draft.purpose = input.value; onEdit(); input.focus(); },
  }, t(key)));
  return h('div', { class: 'field' },
    h('label', { for: 'purpose' }, t('purpose.label')),
    input,
    h('p', { class: 'hint', id: 'purpose-hint' }, t('purpose.hint')),
    h('div', { class: 'chips', role: 'group', 'aria-label': t('purpose.examples') }, examples));
}

function viewChoice(draft) {
  const box = h('input', { type: 'checkbox', id: 'let-view', 'aria-describedby': 'let-view-hint', change: () => { draft.letView = box.checked; } });
  box.checked = draft.letView;
  return h('div', { class: 'choice' }, box, h('div', {},
    h('label', { for: 'let-view' }, t('view.label')),
    h('p', { class: 'hint', id: 'let-view-hint' }, t('view.hint'))));
}

/* What is still missing, in words; null when nothing is. */
function missing(draft) {
  if (draft.items.length === 0)
    return 'prepare.no-files';
  if (draft.items.some((item) => item.state === 'failed'))
    return 'prepare.failed-files';
  if (!draft.ready)
    return 'prepare.digesting';
  return draft.purpose.trim() ? null : 'prepare.no-purpose';
}

export function prepareView(page) {
  const { draft } = page;
  const rows = new Map();
  const list = h('ul', { class: 'files', 'aria-label': t('files.list') });
  const error = message();
  const tooMany = message('warn');

  const add = (files) => {
    const over = draft.add(files);
    error.show(null);
    tooMany.show(over > 0 ? t('files.too-many', { limit: FILES, over }) : null);
    say(t('files.added', { count: files.length - over }));
  };
  const submit = h('button', { type: 'submit', class: 'primary' }, t('prepare.submit'));
  const onSubmit = async (event) => {
    event.preventDefault();
    const lack = missing(draft);
    error.show(lack && t(lack));
    if (lack === 'prepare.no-purpose')
      form.querySelector('#purpose').focus();
    if (lack)
      return;
    submit.disabled = true;
    await page.begin().catch((problem) => error.show(problemText(problem)));
    submit.disabled = false;
  };
  const form = h('form', { class: 'card', novalidate: true, submit: onSubmit },
    purposeField(draft, () => error.show(null)), viewChoice(draft), error.element, submit);

  const update = () => {
    const gone = [...rows.keys()].filter((item) => !draft.items.includes(item));
    gone.forEach((item) => { rows.get(item).element.remove(); rows.delete(item); });
    for (const item of draft.items.filter((one) => !rows.has(one))) {
      rows.set(item, fileRow(item, () => { draft.remove(item); element.querySelector('#files').focus(); }));
      list.append(rows.get(item).element);
    }
    rows.forEach((row) => row.update());
    list.hidden = rows.size === 0;
    if (!missing(draft))
      error.show(null);
  };

  const element = h('div', { class: 'columns' },
    h('section', { class: 'main' },
      hero({ title: t('prepare.title'), lead: t('prepare.lead') }),
      dropZone({ id: 'files', title: t('drop.files'), onFiles: add }), tooMany.element, list),
    h('aside', { class: 'side' }, form,
      h('ol', { class: 'how', 'aria-label': t('how.title') }, ['how.scan', 'how.choose', 'how.save'].map((key) => h('li', {}, t(key))))));
  update();
  return { element, update, onDrop: add };
}

