/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page itself: which view is shown when, in which language, and what is said of it. */
import { call } from './authority.js';
import { chooseLanguage, language, loadLanguage, t, translatePage } from './i18n.js';
import { codeView } from './view-code.js';
import { connectedView } from './view-connected.js';
import { Draft } from './draft.js';
import { showable } from './document-name.js';
import { endedView, endedWords } from './view-ended.js';
import { focusHeading, say } from './live.js';
import { message } from './parts.js';
import { prepareView } from './view-prepare.js';
import { scannedKey, scannedView } from './view-scanned.js';
import { asCountdown, setAuthorityTime } from './clock.js';
import { LOST_AFTER, Session } from './session.js';
import { setText } from './dom.js';
import { showSteps } from './steps.js';
import { verifyView } from './view-verify.js';

const main = document.getElementById('main');
const lost = message('warn');
const elsewhere = message('warn');

const page = {
  authority: null,
  draft: null,
  session: null,
  chosen: { fingerprint: null },
  saved: true, /* no signature that was not saved to disk */
  onSaved: () => { page.saved = true; },
  begin, end, again, startOver,
};

let view = null;
let key = null;

/* What is to be seen now: a key that changes when another view must be built, and its builder. */
function wanted() {
  if (location.hash === '#verify')
    return ['verify', verifyView];
  if (!page.session)
    return ['prepare', prepareView];
  const { state } = page.session.now;
  if (page.session.ended)
    return ['ended', endedView];
  if (state === 'created')
    return ['code', codeView];
  if (state === 'scanned' || state === 'confirmed')
    return [scannedKey(page.session.now), scannedView];
  return ['connected', connectedView];
}

function show({ rebuild = false, focus = true } = {}) {
  const [next, build] = wanted();
  if (next === key && !rebuild) {
    view.update?.();
    return;
  }
  const changed = next !== key;
  key = next;
  view = build(page);
  main.replaceChildren(view.element);
  main.dataset.view = next;
  showSteps(next, page.session?.requests.signedCount);
  showTabs();
  if (!changed || !focus)
    return;
  focusHeading(main);
  view.focus?.();
  say(main.querySelector('h1').textContent);
}

function showTabs() {
  for (const tab of document.querySelectorAll('nav a'))
    if ((location.hash === '#verify') === (tab.hash === '#verify'))
      tab.setAttribute('aria-current', 'page');
    else
      tab.removeAttribute('aria-current');
}

function showLost() {
  const { session } = page;
  const since = session && !session.ended ? session.lostSince : null;
  const left = since === null ? 0 : Math.max(0, Math.ceil((since + LOST_AFTER - Date.now()) / 1000));
  lost.show(since === null ? null : t('lost.words', { time: asCountdown(left) }));
}

function showAuthority() {
  const { authority } = page;
  document.getElementById('demonstration').hidden = !authority?.demonstration;
  setText(document.getElementById('authority'), authority ? t('footer.authority', { name: authority.name, origin: authority.origin }) : '');
}

const SPOKEN = {
  'check-code': () => !page.session.now.checkCode.passed && page.session.now.checkCode.triesLeft !== null
    && t('problem.check-code-wrong', { tries: page.session.now.checkCode.triesLeft }),
  connected: () => t('connected.title', { name: page.session.now.person }),
  signed: () => t('say.signed', { count: page.session.requests.signedCount }),
  completed: () => t(page.session.record.requests.at(-1)?.state === 'refused' ? 'say.refused' : 'say.completed'),
  condition: () => t(page.session.condition === 'lost' ? 'say.lost' : 'say.back'),
};

function follow(session) {
  page.session = session;
  page.saved = true;
  session.addEventListener('change', ({ detail }) => {
    if (page.session !== session)
      return;
    if (detail === 'signed')
      page.saved = false;
    show();
    showLost();
    const words = SPOKEN[detail]?.();
    if (words)
      say(words);
    if (detail === 'state' && session.ended)
      say(endedWords(session.now).title);
  });
  show();
}

/* Throws Problem. */
async function begin() {
  const { purpose, documents, shown } = page.draft;
  await loadAuthority();
  elsewhere.show(null);
  follow(await Session.create({ purpose: showable(purpose.trim()), documents, files: shown }));
}

async function end() {
  for (const one of main.querySelectorAll('#disconnect'))
    one.disabled = true;
  await page.session.close();
}

/* A new code for the same documents; throws Problem. */
async function again() {
  const { purpose, documents } = page.session.record;
  await loadAuthority();
  const next = await Session.create({ purpose, documents, files: page.draft.shown });
  page.session.retire();
  follow(next);
}

function startOver() {
  page.session.forget();
  page.session = null;
  page.saved = true;
  page.chosen = { fingerprint: null };
  newDraft();
  show();
}

function newDraft() {
  const draft = new Draft();
  page.draft = draft;
  draft.addEventListener('change', () => {
    if (page.draft === draft && key === 'prepare')
      view.update();
  });
}

async function loadAuthority() {
  try {
    page.authority = await call('GET', '/v1/authority');
    setAuthorityTime(page.authority.time);
  } catch { /* what is asked next says that nobody answers */ }
  showAuthority();
}

function translate() {
  translatePage();
  showAuthority();
  if (view)
    show({ rebuild: true });
}

function listen() {
  document.getElementById('language').addEventListener('click', () => {
    chooseLanguage(language() === 'zh' ? 'en' : 'zh');
    translate();
  });
  window.addEventListener('hashchange', () => show());
  /* A file that misses the drop zone must not replace the page. */
  document.addEventListener('dragover', (event) => event.preventDefault());
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    if (event.dataTransfer?.files.length > 0)
      view?.onDrop?.([...event.dataTransfer.files]);
  });
  window.addEventListener('beforeunload', (event) => {
    if (!page.saved)
      event.preventDefault();
  });
  setInterval(() => { view?.tick?.(); showLost(); }, 1000);
}

async function start() {
  loadLanguage();
  translatePage();
  document.getElementById('notice').append(lost.element, elsewhere.element);
  listen();
  newDraft();
  await loadAuthority();
  const session = await Session.resume(() => elsewhere.show(t('elsewhere.words')));
  if (session)
    follow(session);
  show({ focus: false });
}

start();
