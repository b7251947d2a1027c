# SPDX-License-Identifier: GPL-3.0-or-later
"""A test case with one browser, a fresh stand-in for each test, and the steps of a session by name."""
import tempfile
import unittest
from pathlib import Path

from browser import Browser
from stand_in import StandIn

FILES = {'合同-2026-001.pdf': b'%PDF-1.7 contract' * 9000, '附件一 设备清单.xlsx': b'PK\3\4 list' * 300}


class PageTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.browser = Browser()
        cls.folder = tempfile.TemporaryDirectory(prefix='yqq-files-')
        for name, content in FILES.items():
            (Path(cls.folder.name) / name).write_bytes(content)

    @classmethod
    def tearDownClass(cls):
        cls.browser.quit()
        cls.folder.cleanup()

    def setUp(self):
        self.server = StandIn()
        self.browser.complaints()
        self.browser.open(self.server.origin + '/')

    def tearDown(self):
        self.server.stop()

    @property
    def session(self):
        return self.server.session

    def paths(self, names=FILES):
        return [str(Path(self.folder.name) / name) for name in names]

    def choose(self, names=FILES, selector='#files'):
        self.browser.wait(lambda: self.browser.find(selector), 'the page')
        self.browser.find(selector).send_keys('\n'.join(self.paths(names)))

    def to_code(self, names=FILES, purpose='合同签署'):
        b = self.browser
        self.choose(names)
        b.wait(lambda: len(b.all('.digests')) == len(names), 'all digests')
        b.find('#purpose').clear()
        b.find('#purpose').send_keys(purpose)
        b.click('form .primary')
        b.wait_view('code')
        b.wait(lambda: b.find('.qr').is_displayed(), 'the code is drawn')

    def to_scanned(self, check_code=None, **rest):
        self.to_code(**rest)
        self.session.scan(check_code)
        self.browser.wait_view('scanned-check' if check_code else 'scanned-scanned')

    def to_connected(self, **rest):
        self.to_scanned(**rest)
        self.session.confirm()
        self.browser.wait_view('scanned-confirmed')
        self.session.connect()
        self.browser.wait_view('connected')
        self.browser.wait(lambda: self.browser.find('.certificate') or self.browser.find('.empty'), 'certificates')

    def ask(self, certificate=0):
        """Asks for signatures; gives the frame the authority got."""
        before = len(self.session.requests)
        self.browser.wait(lambda: self.browser.find('.certificate label').is_displayed(), 'certificates to choose from')
        self.browser.all('.certificate label')[certificate].click()
        self.browser.click('form .primary')
        self.browser.wait(lambda: len(self.session.requests) > before, 'a sign request')
        return list(self.session.requests.values())[-1]['frame']

    def to_signed(self, certificate=0, **rest):
        self.to_connected(**rest)
        self.ask(certificate)
        self.session.sign_all()
        self.browser.wait(lambda: len(self.browser.all('.stamp')) == len(self.session.payload['documents']), 'stamps')
        self.browser.wait(lambda: self.browser.find('.result-save button'), 'signatures to save')
