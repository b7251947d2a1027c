# SPDX-License-Identifier: GPL-3.0-or-later
"""The page as the real authority serves it, with a real device on the other side: every state that can be had in
seconds, and signatures that openssl finds good."""
import json
import subprocess
import tempfile
import unittest
import urllib.request
from pathlib import Path

from real_authority import Authority
from browser import Browser
from device import Device, Refused
from page_test import FILES


class WithAuthority(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.authority = Authority()
        cls.device = Device(cls.authority.origin)
        cls.browser = Browser()
        cls.folder = tempfile.TemporaryDirectory(prefix='yqq-files-')
        for name, content in FILES.items():
            (Path(cls.folder.name) / name).write_bytes(content)
        with urllib.request.urlopen(cls.authority.origin + '/v1/authority') as answer:
            roots = json.load(answer)['roots']
        cls.roots = Path(cls.folder.name) / 'roots.pem'
        cls.roots.write_text('\n'.join(roots))

    @classmethod
    def tearDownClass(cls):
        cls.browser.quit()
        cls.device.close()
        cls.authority.remove()
        cls.folder.cleanup()

    def setUp(self):
        b = self.browser
        b.forget_session(self.authority.origin)
        b.complaints()
        b.open(self.authority.origin + '/#sign')
        b.wait_view('prepare')

    def tearDown(self):
        """Sessions are few a second and address: none stays open behind a test."""
        if self.browser.find('#disconnect'):
            self.browser.click('#disconnect')
            self.browser.wait_view('ended')

    def to_code(self, names=FILES, let_view=False):
        b = self.browser
        b.find('#files').send_keys('\n'.join(str(Path(self.folder.name) / name) for name in names))
        b.wait(lambda: len(b.all('.digests')) == len(names), 'digests')
        b.click('.chip')
        if let_view:
            b.click('#let-view')
        b.click('form .primary')
        b.wait_view('code')
        b.wait(lambda: b.find('.qr').is_displayed(), 'the code')

    def code(self):
        return self.browser.wait(lambda: (self.browser.find('a.button').get_attribute('href') or '').startswith('yqq:')
                                 and self.browser.find('a.button').get_attribute('href'), 'a link')

    def to_connected(self, **rest):
        self.to_code(**rest)
        self.device.claim(self.code())
        self.browser.wait_view('scanned-scanned')
        self.device.confirm()
        self.browser.wait_view('connected')
        self.browser.wait(lambda: self.browser.find('.certificate'), 'certificates')

    def sign(self):
        b = self.browser
        b.wait(lambda: b.find('.certificate label').is_displayed(), 'certificates to choose from')
        b.click('form .primary')  # the only certificate is chosen

    def saved(self, name):
        path = self.browser.downloads / name
        return self.browser.wait(lambda: path.is_file() and path.stat().st_size > 0 and path, f'{name} is saved')

    def test_files_are_signed_and_the_signatures_are_good(self):
        b = self.browser
        self.to_connected()
        b.wait_text('机构证书')
        self.sign()
        b.wait_text('正在签名')
        self.device.sign(FILES)
        b.wait(lambda: len(b.all('.stamp')) == 2, 'two stamps')
        b.wait(lambda: len(b.all('.result-save button')) == 2, 'two signatures')
        b.wait_text('2 / 100')
        for button, name in zip(b.all('.result-save button'), FILES):
            b.script('arguments[0].click()', button)
            done = subprocess.run(['openssl', 'cms', '-verify', '-binary', '-inform', 'DER', '-in', str(self.saved(name + '.p7s')),
                                   '-content', str(Path(self.folder.name) / name), '-CAfile', str(self.roots), '-purpose', 'any', '-out', '/dev/null'],
                                  capture_output=True, text=True, check=False)
            self.assertEqual(done.returncode, 0, done.stderr)
        b.click('#disconnect')
        b.wait_view('ended')
        b.wait_text('签名完成，连接已断开')
        self.assertEqual(self.device.wait_for('state', state='closed')['reason'], 'done')
        self.assertEqual(b.complaints(), [])
        self.verify(list(FILES)[0])

    def verify(self, name):
        b = self.browser
        b.click('nav a[href="#verify"]')
        b.wait_view('verify')
        other = Path(self.folder.name) / 'changed.pdf'
        other.write_bytes(FILES[name] + b'.')
        for path, words in ((Path(self.folder.name) / name, '签名有效'), (other, '文件与签名不一致')):
            b.find('#verify-files').send_keys(f'{path}\n{b.downloads / (name + ".p7s")}')
            b.click('form .primary')
            b.wait_text(words, '.verdict')

    def test_a_link_needs_the_check_code_that_the_device_shows(self):
        b = self.browser
        self.to_code()
        digits = self.device.claim(self.code(), via='link')['check_code']
        b.wait_view('scanned-check')
        b.wait_text('可尝试 3 次')
        b.keys(*('999' if digits != '999' else '998'))
        b.wait_text('校验码不正确，还可尝试 2 次')
        with self.assertRaises(Refused) as refused:
            self.device.confirm()
        self.assertEqual(refused.exception.code, 'check-code-required')
        b.wait(lambda: b.find('#digit-1').is_enabled(), 'another try')
        b.keys(*digits)
        b.wait_view('scanned-scanned')
        self.device.confirm()
        b.wait_view('connected')

    def test_three_wrong_check_codes_reject_it(self):
        b = self.browser
        self.to_code()
        digits = self.device.claim(self.code(), via='paste')['check_code']
        b.wait_view('scanned-check')
        for left in (2, 1, 0):
            b.wait(lambda: b.find('#digit-1').is_enabled(), 'a try')
            b.keys(*('111' if digits != '111' else '112'))
            if left:
                b.wait_text(f'还可尝试 {left} 次')
        b.wait_view('ended')
        self.assertEqual(b.text('main h1'), '校验码错误次数过多')

    def test_the_person_can_reject_refuse_and_disconnect(self):
        b = self.browser
        self.to_code()
        self.device.claim(self.code())
        self.device.frame('reject')
        b.wait_view('ended')
        self.assertEqual(b.text('main h1'), '签名人拒绝了连接')
        b.click('main .primary')
        b.wait_view('code')
        self.device.claim(self.code())
        self.device.confirm()
        b.wait(lambda: b.find('.certificate'), 'certificates')
        self.sign()
        self.device.frame('refuse', request_id=self.device.wait_for('sign')['request_id'], reason='user')
        b.wait_text('签名人在粤企签中拒绝了这次签名')
        self.device.frame('disconnect', reason='locked')
        b.wait_view('ended')
        self.assertEqual(b.text('main h1'), '签名人的设备已锁屏')

    def test_documents_are_supplied_for_the_person_to_see(self):
        b = self.browser
        self.to_connected(let_view=True)
        b.wait(lambda: len(b.all('.upload-done')) == 2, 'both are there')
        self.sign()
        event = self.device.sign(FILES)
        self.assertEqual([document['supplied'] for document in event['documents']], [True, True])
        b.wait(lambda: len(b.all('.stamp')) == 2, 'stamps')

    def test_a_reload_goes_on_where_it_was(self):
        b = self.browser
        self.to_connected()
        self.sign()
        b.wait_text('正在签名')
        b.driver.refresh()
        b.wait_text('正在签名')
        self.device.sign(FILES)
        b.wait(lambda: len(b.all('.result-save button')) == 2, 'signatures')

    def test_many_files_with_long_names_fit_into_one_session(self):
        names = {f'{i:02}{"很长的文件名" * 12}.pdf': bytes([i]) * 100 for i in range(32)}
        for name, content in names.items():
            (Path(self.folder.name) / name).write_bytes(content)
        self.to_connected(names=names)
        self.assertEqual(len(self.device.wait_for('request')['documents']), 32)
        self.sign()
        self.device.sign({name[:37] + '…' + name[-12:]: content for name, content in names.items()})
        self.browser.wait(lambda: len(self.browser.all('.stamp')) == 32, '32 stamps', 30)

    def test_a_restart_of_the_authority_is_told_as_what_it_is(self):
        b = self.browser
        self.to_connected()
        self.authority.kill()
        b.wait_text('与签名服务的连接中断，正在重新连接', '#notice')
        self.authority.start()
        b.wait_view('ended')
        self.assertEqual(b.text('main h1'), '签名服务重新启动，连接已结束')

    def test_a_code_opened_in_the_browser_is_explained(self):
        b = self.browser
        self.to_code()
        link = self.code()
        b.driver.get(self.authority.origin + '/S/' + link.removeprefix('yqq:').partition('?')[0])
        b.wait(lambda: b.find('#open').is_displayed(), 'the link to the application')
        self.assertEqual(b.find('#open').get_attribute('href'), link)
        self.assertEqual(b.complaints(), [])


if __name__ == '__main__':
    unittest.main()
