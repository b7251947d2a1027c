# SPDX-License-Identifier: GPL-3.0-or-later
"""The way from files to signatures, and what the page says to the authority on it."""
import base64
import hashlib
import time
import unittest
import zipfile
from pathlib import Path

from page_test import FILES, PageTest
from stand_in import CERTIFICATES, Problem, fake_cms, verification


def b64(algorithm, content):
    return base64.b64encode(hashlib.new(algorithm, content).digest()).decode()


class Flow(PageTest):
    def saved(self, name):
        path = self.browser.downloads / name
        return self.browser.wait(lambda: path.is_file() and path.stat().st_size > 0 and path, f'{name} is saved')

    def test_the_request_names_every_file_with_both_digests_and_uploads_nothing(self):
        self.to_code()
        expected = [{'id': f'file-{i}', 'name': name, 'size': len(content), 'digests': {'sm3': b64('sm3', content), 'sha-256': b64('sha256', content)}}
                    for i, (name, content) in enumerate(FILES.items(), 1)]
        self.assertEqual(self.session.payload, {'purpose': '合同签署', 'documents': expected})
        self.assertEqual(self.session.documents, {})

    def test_what_is_missing_is_said_at_the_button(self):
        b = self.browser
        b.click('form .primary')
        b.wait_text('请先选择要签名的文件')
        self.choose()
        b.wait(lambda: len(b.all('.digests')) == 2, 'digests')
        b.click('form .primary')
        b.wait_text('请填写用途')
        self.assertEqual(b.script('return document.activeElement.id'), 'purpose')
        b.click('.chip')
        b.click('form .primary')
        b.wait_view('code')
        self.assertEqual(self.session.payload['purpose'], '合同签署')

    def test_files_can_be_removed_and_are_limited_to_32(self):
        b = self.browser
        self.choose()
        b.click('.file button')
        b.wait(lambda: len(b.all('.file')) == 1, 'one file left')
        self.assertEqual(b.script('return document.activeElement.id'), 'files')
        b.script('''const data = new DataTransfer();
            for (let i = 0; i < 40; i++) data.items.add(new File(['x' + i], `f${i}.txt`));
            document.querySelector('.drop').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));''')
        b.wait_text('一次最多签署 32 个文件，有 9 个没有添加')
        self.assertEqual(len(b.all('.file')), 32)

    def test_files_dropped_beside_the_zone_are_taken_too(self):
        b = self.browser
        b.script('''const data = new DataTransfer(); data.items.add(new File(['x'], 'beside.txt'));
            document.querySelector('footer').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));''')
        b.wait_text('beside.txt')

    def test_a_file_that_cannot_be_read_is_told_and_stops_nothing_else(self):
        b = self.browser
        b.script('''const data = new DataTransfer(); data.items.add(new File(['x'], 'good.txt'));
            const event = new DragEvent('drop', { bubbles: true, cancelable: true });
            Object.defineProperty(event, 'dataTransfer', { value: { files: [...data.files, { name: 'folder', size: 4096 }] } });
            document.querySelector('.drop').dispatchEvent(event);''')
        b.wait_text('无法读取这个文件')
        b.click('form .primary')
        b.wait_text('有文件无法读取，请移除后再继续')
        b.click('.file-failed button')
        b.wait(lambda: not b.find('.file-failed'), 'the bad one is gone')

    def test_documents_are_supplied_only_when_ticked_and_then_their_digest_is_left_out(self):
        self.browser.click('#let-view')
        self.to_connected()
        self.browser.wait_text('签名人可以查看内容')
        self.browser.wait(lambda: len(self.session.documents) == 2, 'both are there')
        self.assertEqual(list(self.session.documents.values()), list(FILES.values()))
        frame = self.ask()
        self.assertEqual([sorted(d) for d in frame['documents']], [['id', 'name', 'size']] * 2)

    def test_a_document_too_large_to_view_is_signed_by_its_digest(self):
        b = self.browser
        b.click('#let-view')
        (Path(self.folder.name) / 'large.bin').write_bytes(bytes(9 << 20))
        self.to_connected(names=['large.bin'])
        b.wait_text('超过可查看的大小')
        self.assertEqual(self.session.documents, {})
        self.assertEqual(self.ask()['documents'][0]['digest'], b64('sm3', bytes(9 << 20)))

    def test_the_code_is_large_and_renewed_and_its_link_is_the_one_of_this_moment(self):
        b = self.browser
        self.to_code()
        first = b.find('.qr').get_attribute('src')
        self.assertGreaterEqual(b.find('.qr').size['width'], 280)
        b.wait(lambda: b.find('.qr').get_attribute('src') != first, 'a new code')
        link = b.find('a.button').get_attribute('href')
        self.assertRegex(link, rf'^yqq:1\.{self.session.id}\.[A-Z2-7]+\.[A-Z2-7]+\?a=http%3A%2F%2F127')
        b.wait(lambda: b.find('a.button').get_attribute('href') != link, 'a new link')
        b.look(360, 740)
        self.assertGreaterEqual(b.find('.qr').size['width'], 280)
        self.assertLessEqual(b.script('return document.documentElement.scrollWidth'), 360)
        b.look()

    def test_a_check_code_is_asked_for_where_the_camera_was_not_used(self):
        b = self.browser
        self.to_scanned('042')
        b.wait_text('可尝试 3 次')
        b.keys('9', '9', '9')
        b.wait_text('校验码不正确，还可尝试 2 次')
        b.wait(lambda: b.script('return document.activeElement.id') == 'digit-1', 'the first box is ready again')
        b.keys('0', '4', '2')
        b.wait_view('scanned-scanned')
        self.assertEqual([f['code'] for f in self.session.frames], ['999', '042'])

    def test_a_check_code_can_be_pasted(self):
        self.to_scanned('731')
        self.browser.script('''const data = new DataTransfer(); data.setData('text', ' 7 3 1 ');
            document.querySelector('#digit-1').dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));''')
        self.browser.wait_view('scanned-scanned')

    def test_each_certificate_signs_by_its_own_digest(self):
        self.to_connected()
        for index, algorithm in ((0, 'sm3'), (1, 'sha256')):
            frame = self.ask(index)
            self.assertEqual(frame['certificate'], CERTIFICATES[index]['fingerprint'])
            self.assertEqual(frame['algorithm'], CERTIFICATES[index]['algorithm'])
            self.assertEqual([d['digest'] for d in frame['documents']], [b64(algorithm, c) for c in FILES.values()])
            self.session.sign_all()
            self.browser.wait(lambda: len(self.browser.all('.stamp')) == 2 * (index + 1), 'stamps')
        self.assertEqual([f['seq'] for f in self.session.frames], [1, 2])
        self.assertEqual(len({f['request_id'] for f in self.session.frames}), 2)

    def test_no_certificate_is_chosen_for_the_person_unless_it_is_the_only_one(self):
        b = self.browser
        self.to_connected()
        b.click('form .primary')
        b.wait_text('请先选择一张证书')
        self.assertEqual(self.session.requests, {})

    def test_the_only_certificate_is_chosen(self):
        self.server.certificates = CERTIFICATES[:1]
        self.to_connected()
        self.browser.click('form .primary')
        self.browser.wait(lambda: self.session.requests, 'a sign request')

    def test_no_certificate_at_all_says_what_to_do(self):
        self.server.certificates = []
        self.to_connected()
        self.browser.wait_text('没有可用的证书')

    def test_each_file_shows_how_far_it_is(self):
        b = self.browser
        self.to_connected()
        self.ask()
        b.wait_text('等待粤企签')
        self.session.sign(0)
        b.wait(lambda: len(b.all('.stamp')) == 1, 'the first is stamped')
        b.wait_text('1 / 2')
        self.assertEqual(len(b.all('.pill-wait')), 1)
        self.session.sign(1)
        self.session.complete()
        b.wait(lambda: len(b.all('.stamp')) == 2, 'both are stamped')
        b.wait_text('岭南示范科技有限公司 · 陈雨桐 签署于')
        self.assertIn('2 / 100', b.text())

    def test_a_result_shows_every_check_and_the_signer(self):
        self.to_signed()
        self.browser.click('.verification summary')
        for words in ('签名有效', '签名值正确', '文件与签名一致', '证书由受信任的机构签发', '证书在有效期内', '91440101MA5CULYK08', '5F3A9C01D2E84B7710AA45DE98C3B216'):
            self.browser.wait_text(words, '.results')

    def test_signatures_are_saved_one_by_one_and_all_together(self):
        b = self.browser
        self.to_signed()
        wanted = [base64.b64decode(s['signature']) for s in list(self.session.requests.values())[0]['signatures']]
        b.click('.result-save button')
        self.assertEqual(self.saved('合同-2026-001.pdf.p7s').read_bytes(), wanted[0])
        self.ask(1)
        self.session.sign_all()
        b.wait(lambda: len(b.all('.result-save button')) == 4, 'four signatures')
        b.click('#save-all')
        archive = b.wait(lambda: list(b.downloads.glob('签名-*.zip')), 'the archive')[0]
        time.sleep(0.2)
        self.assertEqual(sorted(zipfile.ZipFile(archive).namelist()),
                         sorted(f'{name}{n}.p7s' for name in FILES for n in ('', '.2')))
        self.assertEqual(zipfile.ZipFile(archive).read('附件一 设备清单.xlsx.p7s'), wanted[1])

    def test_a_signature_by_another_certificate_is_not_accepted(self):
        self.to_connected(names=list(FILES)[:1])
        self.ask(0)
        self.session.sign(0, signer=verification(CERTIFICATES[1])['signer'])
        self.session.complete()
        self.browser.wait_text('证书不符')
        self.browser.wait_text('不是用所选证书作出的')
        self.assertIsNone(self.browser.find('.stamp'))
        self.assertIsNone(self.browser.find('.result-save button'))

    def test_an_invalid_signature_is_called_invalid(self):
        self.to_connected(names=list(FILES)[:1])
        self.ask()
        self.session.sign(0, valid=False, chain=False)
        self.session.complete()
        self.browser.wait_text('签名无效')
        self.assertIsNone(self.browser.find('.stamp'))
        self.assertIsNone(self.browser.find('.result-save button'))

    def test_disconnecting_after_signing_says_done_and_keeps_the_signatures(self):
        b = self.browser
        self.to_signed()
        b.click('#disconnect')
        b.wait_view('ended')
        self.assertEqual(self.session.frames[-1]['type'], 'close')
        self.assertEqual(self.session.frames[-1]['reason'], 'done')
        b.wait_text('签名完成，连接已断开')
        self.assertEqual(len(b.all('.result-save button')), 2)

    def test_starting_over_asks_before_unsaved_signatures_are_lost(self):
        b = self.browser
        self.to_signed()
        b.click('#disconnect')
        b.wait_view('ended')
        b.script('[...document.querySelectorAll("main button")].find((e) => e.textContent === "重新开始").click()')
        b.wait_text('签名还没有保存', 'dialog')
        b.click('dialog .primary')
        b.wait(lambda: not b.find('dialog'), 'the question is gone')
        b.click('#save-all')
        b.script('[...document.querySelectorAll("main button")].find((e) => e.textContent === "重新开始").click()')
        b.wait_view('prepare')
        self.assertEqual(b.script('return sessionStorage.length'), 0)
        self.assertEqual(len(b.all('.file')), 0)

    def test_the_language_can_be_changed_anywhere_and_loses_nothing(self):
        b = self.browser
        self.to_connected()
        b.all('.certificate label')[1].click()
        b.click('#language')
        b.wait_text('Choose a certificate')
        self.assertTrue(b.all('.certificate input')[1].is_selected())
        self.assertEqual(b.script('return document.documentElement.lang'), 'en-GB')
        b.driver.refresh()
        b.wait_text('Connected')
        b.click('#language')
        b.wait_text('已连接')

    def test_the_demonstration_is_marked_and_only_it(self):
        self.assertTrue(self.browser.find('#demonstration').is_displayed())
        self.server.demonstration = False
        self.browser.driver.refresh()
        self.browser.wait_text('岭南示范签名服务', 'footer')
        self.assertFalse(self.browser.find('#demonstration').is_displayed())

    def test_a_refused_beginning_says_why(self):
        self.choose()
        b = self.browser
        b.wait(lambda: len(b.all('.digests')) == 2, 'digests')
        b.click('.chip')
        self.server.begin_problem = Problem('rate-limited', retry_after=7)
        b.click('form .primary')
        b.wait_text('请 7 秒后重试')
        self.server.begin_problem = Problem('unheard-of')
        b.click('form .primary')
        b.wait_text('代码：unheard-of')
        self.server.begin_problem = None
        b.click('form .primary')
        b.wait_view('code')

    def test_the_browser_has_nothing_to_complain_of(self):
        self.to_signed()
        self.assertEqual(self.browser.complaints(), [])


class Verify(PageTest):
    def verify(self, signature):
        b = self.browser
        path = b.downloads / '合同-2026-001.pdf.p7s'
        path.write_bytes(signature)
        b.click('nav a[href="#verify"]')
        b.wait_view('verify')
        b.find('#verify-files').send_keys('\n'.join([self.paths()[0], str(path)]))
        b.click('form .primary')

    def test_a_file_and_its_signature_are_judged(self):
        for algorithm, digest in (('sm2-sm3', 'sm3'), ('p256-sha256', 'sha256')):
            signature = fake_cms(algorithm)
            self.verify(signature)
            self.browser.wait_text('签名有效', '.verdict')
            self.assertEqual(self.server.asked_to_verify.pop(), {
                'signature': base64.b64encode(signature).decode(), 'digest': b64(digest, list(FILES.values())[0])})

    def test_a_bad_signature_shows_which_check_failed(self):
        self.server.verdict = {'valid': False, 'digest': False}
        self.verify(fake_cms('sm2-sm3'))
        self.browser.wait_text('签名无效', '.verdict')
        self.browser.wait_text('文件被改动，或选错了文件')
        self.assertEqual(len(self.browser.all('.check-bad')), 1)

    def test_what_is_no_signature_is_told_before_anything_is_asked(self):
        self.verify(b'not a signature')
        self.browser.wait_text('这不是可识别的签名文件')
        self.assertNotIn('/v1/verify', self.server.seen)

    def test_looking_at_verification_does_not_leave_the_session(self):
        b = self.browser
        self.to_connected()
        b.click('nav a[href="#verify"]')
        b.wait_view('verify')
        self.session.move('closed', 'idle')
        b.click('nav a[href="#sign"]')
        b.wait_view('ended')


if __name__ == '__main__':
    unittest.main()
