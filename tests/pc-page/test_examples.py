# SPDX-License-Identifier: GPL-3.0-or-later
"""Every step of data/examples/ against the real authority, with a real device on the other side."""
import json
import os
import subprocess
import tempfile
import threading
import time
import unittest
from pathlib import Path

from real_authority import SOURCE, Authority
from device import Device

EXAMPLES = SOURCE / 'data' / 'examples'
FILES = {'投标文件.txt': '岭南示范科技有限公司的投标文件\n'.encode() * 40, 'price list.csv': b'item,price\nseal,100\n'}
NAME, DOMAIN = '示范电子招标平台', 'sign.example.cn'


class Watcher:
    """04-watch-events.sh, kept running; the events it prints, read."""

    def __init__(self, environment, *last):
        self.process = subprocess.Popen([EXAMPLES / '04-watch-events.sh', *last], env=environment, stdout=subprocess.PIPE, text=True,
                                        start_new_session=True)
        self.events = []
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        for line in self.process.stdout:
            if line.startswith('data: '):
                self.events.append(json.loads(line[6:]))

    def wait_for(self, kind, seconds=20, **members):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for event in self.events:
                if event['type'] == kind and all(event.get(name) == value for name, value in members.items()):
                    return event
            time.sleep(0.02)
        raise AssertionError(f'no {kind} among {self.events}')

    def stop(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, 15)
        self.process.wait(10)
        self.process.stdout.close()


class Examples(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.authority = Authority()
        cls.device = Device(cls.authority.origin)
        cls.folder = tempfile.TemporaryDirectory(prefix='yqq-examples-')
        cls.here = Path(cls.folder.name)
        for name, content in FILES.items():
            (cls.here / name).write_bytes(content)
        cls.files = [str(cls.here / name) for name in FILES]
        cls.environment = {**os.environ, 'AUTHORITY': cls.authority.origin, 'STATE': str(cls.here / 'state'), 'LC_ALL': 'C.UTF-8'}
        cls.run_step('01-make-key.sh')
        cls.run_step('02-register.sh', NAME, DOMAIN, data=cls.authority.invite(NAME, DOMAIN) + '\n')

    @classmethod
    def tearDownClass(cls):
        cls.device.close()
        cls.authority.remove()
        cls.folder.cleanup()

    @classmethod
    def run_step(cls, name, *arguments, data='', code=0):
        done = subprocess.run([EXAMPLES / name, *arguments], env=cls.environment, input=data, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == code, f'{name}: {done.returncode}\n{done.stdout}\n{done.stderr}'
        return done.stdout if code == 0 else done.stderr

    def watch(self, *last):
        watcher = Watcher(self.environment, *last)
        self.addCleanup(watcher.stop)
        return watcher

    def test_the_whole_way(self):
        session = self.run_step('03-open-session.sh', '投标文件', *self.files).strip()
        events = self.watch()
        events.wait_for('code')
        svg = self.here / 'code.svg'
        text = self.run_step('05-show-code.sh', str(svg)).strip()
        self.assertIn(f'/S/1.{session}.', text)
        self.assertTrue(svg.read_text().startswith('<svg'))

        digits = self.device.claim(text, via='image')['check_code']
        scanned = events.wait_for('scanned')
        self.assertTrue(scanned['check_code_required'])
        self.run_step('06-answer-scan.sh', scanned['nonce'], '投标文件', *self.files)
        request = self.device.wait_for('request')
        self.assertEqual((request['relying_party']['name'], request['purpose']), (NAME, '投标文件'))
        self.assertEqual([document['name'] for document in request['documents']], list(FILES))
        self.assertIn('check-code-wrong', self.run_step('07-check-code.sh', '000' if digits != '000' else '001', code=1))
        self.run_step('07-check-code.sh', digits)
        self.device.confirm()
        events.wait_for('connected')

        row = self.run_step('08-list-certificates.sh').splitlines()[0].split('\t')
        self.assertEqual(row[:2], [self.device.fingerprint, 'p256-sha256'])
        asked = self.run_step('09-ask-to-sign.sh', row[0], *self.files).strip()
        self.device.sign(FILES)
        self.assertEqual(events.wait_for('completed')['state'], 'signed')
        printed = self.run_step('10-fetch-signatures.sh', asked, str(self.here / 'signed'))
        self.assertEqual(printed.count(' valid '), 2)
        self.run_step('11-close-session.sh', 'done')
        self.assertEqual(events.wait_for('state', state='closed')['reason'], 'done')
        self.assertEqual(events.process.wait(10), 0)

        for name in FILES:
            found = json.loads(self.run_step('12-verify.sh', str(self.here / name), str(self.here / 'signed' / f'{name}.p7s')))
            self.assertEqual(found['signer']['fingerprint'], self.device.fingerprint)
        wrong = self.here / 'changed.txt'
        wrong.write_bytes(b'changed')
        self.run_step('12-verify.sh', str(wrong), str(self.here / 'signed' / f'{list(FILES)[0]}.p7s'), code=1)

    def test_events_go_on_after_the_last_one_seen(self):
        self.run_step('03-open-session.sh', '续传', *self.files)
        first = self.watch()
        last = first.wait_for('code')['seq']
        first.stop()
        self.device.claim(self.run_step('05-show-code.sh').strip())
        events = self.watch(str(last))
        events.wait_for('scanned')
        self.assertGreater(events.events[0]['seq'], last)
        self.run_step('11-close-session.sh', 'user')
        self.assertEqual(self.device.wait_for('state', state='closed')['reason'], 'pc')

    def in_state(self, name):
        """From here on another relying party, with a key of its own."""
        was = self.environment
        type(self).environment = {**was, 'STATE': str(self.here / name)}
        self.addCleanup(setattr, type(self), 'environment', was)
        self.run_step('01-make-key.sh')
        return self.here / name

    def test_a_request_by_another_key_is_refused(self):
        other = self.in_state('other')
        (other / 'relying-party.json').write_text((self.here / 'state' / 'relying-party.json').read_text())
        self.assertIn('request-invalid', self.run_step('03-open-session.sh', '冒名', *self.files, code=1))

    def test_an_invitation_is_good_once_and_for_its_name_only(self):
        invitation = self.authority.invite('另一个平台', 'other.example.cn') + '\n'
        self.in_state('second')
        self.assertIn('malformed', self.run_step('02-register.sh', '冒名平台', 'other.example.cn', data=invitation, code=1))
        self.run_step('02-register.sh', '另一个平台', 'other.example.cn', data=invitation)
        self.assertIn('token-invalid', self.run_step('02-register.sh', '另一个平台', 'other.example.cn', data=invitation, code=1))

    def test_every_step_is_on_the_page_that_explains_them(self):
        page = (EXAMPLES.parent / 'relying-party.md').read_text()
        for script in EXAMPLES.glob('*.sh'):
            if script.name != 'common.sh':
                self.assertIn(script.name, page)
                self.assertTrue(os.access(script, os.X_OK), script.name)


if __name__ == '__main__':
    unittest.main()
