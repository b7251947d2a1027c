# SPDX-License-Identifier: GPL-3.0-or-later
"""The page without a mouse, by a screen reader, enlarged, and in every state legible."""
import re
import unittest

from selenium.webdriver.common.keys import Keys

from page_test import PageTest
from stand_in import CERTIFICATES

# Everything a person can act on has a name, ids are used once, labels point somewhere, headings descend.
AUDIT = '''
const shown = (e) => e.checkVisibility({ visibilityProperty: true });
const nameOf = (e) => {
  const by = (e.getAttribute('aria-labelledby') ?? '').split(' ').filter(Boolean).map((id) => document.getElementById(id)?.textContent).join(' ');
  return (by || e.getAttribute('aria-label') || [...(e.labels ?? [])].map((l) => l.textContent).join(' ') || e.getAttribute('alt') || e.textContent || '').trim();
};
const faults = [];
const describe = (e) => e.outerHTML.slice(0, 120);
for (const e of document.querySelectorAll('a, button, input, summary, img, progress, [role=group], section[aria-labelledby]'))
  if (shown(e) && !nameOf(e)) faults.push(`no name: ${describe(e)}`);
const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
for (const id of new Set(ids)) if (ids.filter((one) => one === id).length > 1) faults.push(`id twice: ${id}`);
for (const e of document.querySelectorAll('[for], [aria-describedby], [aria-labelledby]'))
  for (const name of ['for', 'aria-describedby', 'aria-labelledby'])
    for (const id of (e.getAttribute(name) ?? '').split(' ').filter(Boolean))
      if (!document.getElementById(id)) faults.push(`${name} leads nowhere: ${describe(e)}`);
if ([...document.querySelectorAll('h1')].filter(shown).length !== 1) faults.push('not exactly one h1');
let level = 0;
for (const e of document.querySelectorAll('main h1, main h2, main h3')) {
  if (!shown(e)) continue;
  if (+e.tagName[1] > level + 1) faults.push(`heading out of order: ${describe(e)}`);
  level = +e.tagName[1];
}
for (const e of document.querySelectorAll('main svg')) if (e.getAttribute('aria-hidden') !== 'true') faults.push(`picture not hidden: ${describe(e)}`);
for (const e of document.querySelectorAll('a, button, summary, main input, main label'))
  if (shown(e) && !e.classList.contains('visually-hidden') && !e.classList.contains('skip') && !e.closest('.file-name')) {
    const box = e.getBoundingClientRect();
    if (e.type !== 'radio' && e.type !== 'checkbox' && (box.height < 24 || box.width < 24)) faults.push(`small: ${describe(e)} ${box.width}x${box.height}`);
  }
return faults;
'''

# Contrast of every piece of text against what is painted behind it (WCAG 2.2 1.4.3).
CONTRAST = '''
const parse = (text) => { const m = text.match(/[\\d.]+/g).map(Number); return { rgb: m.slice(0, 3), a: m[3] ?? 1 }; };
const light = (rgb) => { const [r, g, b] = rgb.map((v) => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
const ground = (e) => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c.a === 1) return c.rgb; } return [255, 255, 255]; };
const faults = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const e = walker.currentNode.parentElement;
  if (!walker.currentNode.textContent.trim() || !e.checkVisibility() || e.closest('.visually-hidden, :disabled, noscript')) continue;
  const a = light(parse(getComputedStyle(e).color).rgb), b = light(ground(e));
  const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  if (ratio < 4.5) faults.push(`${ratio.toFixed(2)} "${walker.currentNode.textContent.trim().slice(0, 30)}" .${e.className}`);
}
return faults;
'''


class Access(PageTest):
    def audit(self, where):
        b = self.browser
        self.assertEqual(b.script(AUDIT), [], where)
        for dark in (False, True):
            for contrast in (False, True):
                b.look(dark=dark, contrast=contrast)
                self.assertEqual(b.script(CONTRAST), [], f'{where}, dark {dark}, contrast {contrast}')
        for width in (320, 360, 640):  # 640 is 1280 at 200 %
            b.look(width, 700)
            self.assertLessEqual(b.script('return document.documentElement.scrollWidth'), max(width, 340), f'{where} at {width}')
        b.look()

    def test_every_state_has_names_order_contrast_and_fits(self):
        b = self.browser
        self.audit('empty')
        b.click('form .primary')
        b.wait_text('请先选择')
        self.audit('with an error')
        self.to_code()
        self.audit('code')
        self.session.scan('123')
        b.wait_view('scanned-check')
        b.keys('9', '9', '9')
        b.wait_text('还可尝试 2 次')
        self.audit('check code')
        self.session.check('123')
        b.wait_view('scanned-scanned')
        self.audit('scanned')
        self.session.connect()
        b.wait(lambda: b.find('.certificate'), 'certificates')
        self.audit('connected')
        self.ask()
        self.session.sign(0)
        b.wait(lambda: b.find('.stamp'), 'a stamp')
        self.audit('signing')
        self.session.sign(1, valid=False, digest=False)
        self.session.complete()
        b.wait_text('签名无效')
        b.script('for (const one of document.querySelectorAll("details")) one.open = true')
        self.audit('signed')
        self.session.move('suspended', lasts=60)
        b.wait_text('正在重新连接')
        self.audit('suspended')
        self.session.move('closed', 'lost')
        b.wait_view('ended')
        self.audit('ended')
        b.click('nav a[href="#verify"]')
        b.wait_view('verify')
        self.audit('verify')
        b.click('#language')
        self.audit('verify in English')
        b.click('#language')

    def focused(self):
        return self.browser.script('''const e = document.activeElement;
            return e.id || e.className.baseVal || e.className || e.getAttribute('href') || e.tagName;''')

    def tab_to(self, *wanted, limit=40):
        for _ in range(limit):
            self.browser.keys(Keys.TAB)
            if self.focused() in wanted:
                return
        self.fail(f'no way to {wanted} by the keyboard, at {self.focused()}')

    def test_the_whole_way_can_be_gone_by_the_keyboard(self):
        b = self.browser
        b.keys(Keys.TAB)
        self.assertEqual(self.focused(), 'skip')
        self.tab_to('files')
        self.choose()
        b.wait(lambda: len(b.all('.digests')) == 2, 'digests')
        self.tab_to('purpose')
        b.keys('合同签署', Keys.TAB, Keys.TAB, Keys.TAB, Keys.TAB, Keys.SPACE)
        self.assertEqual(self.focused(), 'let-view')
        self.assertTrue(b.find('#let-view').is_selected())
        self.tab_to('primary')
        b.keys(Keys.ENTER)
        b.wait_view('code')
        self.session.scan('042')
        b.wait_view('scanned-check')
        self.assertEqual(self.focused(), 'digit-1')
        b.keys('0', '5', Keys.BACKSPACE, Keys.BACKSPACE, '4', '2')
        b.wait_view('scanned-scanned')
        self.session.confirm()
        self.session.connect()
        b.wait(lambda: b.find('.certificate'), 'certificates')
        self.tab_to(f'certificate-{CERTIFICATES[0]["fingerprint"][:16]}')
        b.keys(Keys.ARROW_DOWN)
        self.assertTrue(b.all('.certificate input')[1].is_selected())
        self.tab_to('primary')
        b.keys(Keys.ENTER)
        b.wait(lambda: self.session.requests, 'a sign request')
        self.assertEqual(list(self.session.requests.values())[0]['frame']['certificate'], CERTIFICATES[1]['fingerprint'])
        self.session.sign_all()
        b.wait(lambda: b.find('.result-save button'), 'signatures')
        self.tab_to('disconnect', limit=60)
        b.keys(Keys.ENTER)
        b.wait_view('ended')

    def test_focus_follows_the_state_and_is_shown(self):
        b = self.browser
        self.to_code()
        for move, view in ((lambda: self.session.scan(), 'scanned-scanned'), (lambda: self.session.confirm(), 'scanned-confirmed'),
                           (lambda: self.session.connect(), 'connected'), (lambda: self.session.move('closed', 'idle'), 'ended')):
            move()
            b.wait_view(view)
            self.assertEqual(b.script('return document.activeElement.tagName'), 'H1', view)
        b.keys(Keys.TAB)
        self.assertNotEqual(b.script('return getComputedStyle(document.activeElement).outlineStyle'), 'none')

    def test_the_focus_is_not_lost_while_signatures_come_in(self):
        b = self.browser
        self.to_connected()
        self.ask()
        b.find('#disconnect').send_keys('')
        b.script('document.getElementById("disconnect").focus()')
        self.session.sign_all()
        b.wait(lambda: len(b.all('.stamp')) == 2, 'stamps')
        self.assertEqual(self.focused(), 'disconnect')

    def test_states_are_spoken_once_each(self):
        b = self.browser
        b.script('''window.said = []; new MutationObserver(() => {
            const text = document.getElementById('live').textContent; if (text) window.said.push(text); })
            .observe(document.getElementById('live'), { childList: true, characterData: true, subtree: true });''')
        self.to_connected()
        self.ask()
        self.session.sign_all()
        b.wait(lambda: '签名已完成' in b.script('return said'), 'completion is spoken')
        self.session.move('closed', 'idle')
        b.wait_view('ended')
        b.wait(lambda: '长时间无操作，连接已断开' in b.script('return said'), 'the end is spoken')
        said = b.script('return said')
        for words in ('请用粤企签扫描二维码', '已扫码', '正在建立连接……', '已连接 · 陈**'):
            self.assertIn(words, said)
        self.assertFalse([words for words in said if re.search(r'\d:\d\d', words)], 'countdowns are not spoken')

    def test_nothing_moves_where_that_is_not_wanted(self):
        b = self.browser
        self.to_scanned()
        self.assertEqual(b.script('return getComputedStyle(document.querySelector(".spinner-arc")).animationName'), 'none')
        b.look(motion=True)
        self.assertEqual(b.script('return getComputedStyle(document.querySelector(".spinner-arc")).animationName'), 'turn')
        b.look()


class OpenPage(PageTest):
    def test_a_code_opened_in_the_browser_is_explained_and_offers_the_application(self):
        b = self.browser
        b.driver.get(self.server.origin + '/S/1.MFRGGZDF.AAAQ.NBSWY3DP')
        b.wait(lambda: b.find('#open').is_displayed(), 'the link')
        self.assertEqual(b.find('#open').get_attribute('href').split('?')[0], 'yqq:1.MFRGGZDF.AAAQ.NBSWY3DP')
        b.wait_text('请用粤企签打开这个二维码')
        b.wait_text('Open this code with Yueqiqian')
        self.assertEqual(b.script(AUDIT.replace("e.closest('.file-name')", 'true')), [])
        self.assertEqual(b.script(CONTRAST), [])
        self.assertEqual(b.complaints(), [])

    def test_an_address_that_is_no_code_offers_nothing(self):
        self.browser.driver.get(self.server.origin + '/S/else')
        self.browser.wait_text('请用粤企签打开这个二维码')
        self.assertFalse(self.browser.find('#open').is_displayed())


if __name__ == '__main__':
    unittest.main()
