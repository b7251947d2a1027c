# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws every state in both languages, light and dark, on a phone and on a PC, for people to look at
(build/screens), and makes sure that each was really drawn."""
import os
import unittest
from pathlib import Path

from page_test import PageTest
from stand_in import fake_cms

SCREENS = Path(os.environ.get('YQQ_SCREENS', '/tmp/yqq-screens'))
LOOKS = [('pc-light', 1280, 800, False), ('pc-dark', 1280, 800, True), ('phone-light', 360, 740, False), ('phone-dark', 360, 740, True)]


class Looks(PageTest):
    def draw(self, name):
        b = self.browser
        for look, width, height, dark in LOOKS:
            b.look(width, height, dark)
            path = SCREENS / self.language / f'{look}-{name}.png'
            b.picture(str(path))
            self.assertGreater(path.stat().st_size, 8000, path)
        b.look(1280, 800)

    def states(self):
        b = self.browser
        self.draw('01-empty')
        b.click('form .primary')
        b.wait(lambda: b.find('.message-stop').is_displayed(), 'an error')
        self.draw('02-missing')
        self.choose()
        b.wait(lambda: len(b.all('.digests')) == 2, 'digests')
        b.script('document.querySelector(".digests").open = true')
        self.draw('03-files')
        b.click('#let-view')
        self.begin()
        self.draw('04-code')
        self.session.scan('042')
        b.wait_view('scanned-check')
        b.keys('9', '9', '9')
        b.wait(lambda: b.find('.message-stop').is_displayed(), 'wrong')
        self.draw('05-check-code')
        self.session.check('042')
        b.wait_view('scanned-scanned')
        self.draw('06-scanned')
        self.session.confirm()
        b.wait_view('scanned-confirmed')
        self.draw('07-confirmed')
        self.session.connect()
        b.wait(lambda: b.find('.certificate'), 'certificates')
        b.all('.certificate label')[0].click()
        self.draw('08-connected')
        b.click('form .primary')
        b.wait(lambda: self.session.requests, 'a request')
        self.session.sign(0)
        b.wait(lambda: b.find('.result-save'), 'the first')
        self.draw('09-signing')
        self.session.sign(1)
        self.session.complete()
        b.wait(lambda: len(b.all('.result-save')) == 2, 'both')
        b.script('document.querySelector(".verification").open = true')
        self.draw('10-signed')
        self.ask(2)
        self.session.sign(0, valid=False, chain=False, validity=False)
        self.session.complete('refused', 'user')
        b.wait(lambda: b.find('.pill-stop'), 'an invalid one')
        self.draw('11-refused')
        self.session.move('suspended', lasts=60)
        b.wait(lambda: b.find('.banner-wait'), 'suspended')
        self.draw('12-suspended')
        self.session.move('connected')
        b.wait(lambda: b.find('.banner-good'), 'connected again')
        self.server.deaf = True
        b.wait(lambda: b.find('#notice .message').is_displayed(), 'lost')
        self.draw('13-lost')
        self.server.deaf = False
        b.wait(lambda: not b.find('#notice .message').is_displayed(), 'back')
        b.click('#disconnect')
        b.wait_view('ended')
        self.draw('14-done')
        b.click('main > .columns > .main > .buttons button')
        b.wait(lambda: b.find('dialog'), 'a question')
        self.draw('15-unsaved')
        b.click('dialog .danger')
        b.wait_view('prepare')

    def begin(self):
        self.browser.click('.chip')
        self.browser.click('form .primary')
        self.browser.wait_view('code')
        self.browser.wait(lambda: self.browser.find('.qr').is_displayed(), 'the code')

    def ends(self):
        b = self.browser
        self.choose()
        b.wait(lambda: len(b.all('.digests')) == 2, 'digests')
        self.begin()
        for state, reason in (('expired', 'code'), ('rejected', 'check-code'), ('closed', 'authority-restarted'), ('closed', 'user')):
            self.session.move(state, reason)
            b.wait_view('ended')
            self.draw(f'16-{state}-{reason}')
            b.click('main .primary')
            b.wait_view('code')

    def verification(self):
        b = self.browser
        b.click('nav a[href="#verify"]')
        b.wait_view('verify')
        self.draw('17-verify-empty')
        path = b.downloads / '合同-2026-001.pdf.p7s'
        path.write_bytes(fake_cms('sm2-sm3'))
        for name, verdict in (('18-valid', {}), ('19-invalid', {'valid': False, 'digest': False})):
            self.server.verdict = verdict
            b.find('#verify-files').send_keys('\n'.join([self.paths()[0], str(path)]))
            b.click('form .primary')
            b.wait(lambda: b.find('.verdict'), 'a verdict')
            self.draw(name)

    def every_state(self):
        self.states()
        self.ends()
        self.verification()
        self.browser.driver.get(self.server.origin + '/S/1.MFRGGZDF.AAAQ.NBSWY3DP')
        self.draw('20-open')

    def test_every_state_in_chinese(self):
        self.language = 'zh'
        self.every_state()

    def test_every_state_in_english(self):
        self.language = 'en'
        self.browser.open(self.server.origin + '/?lang=en')
        self.every_state()


if __name__ == '__main__':
    unittest.main()
