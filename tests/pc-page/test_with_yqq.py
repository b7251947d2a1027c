# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job with nothing but our own parts: the page in Chromium, the real authority, and `yqq` that reads
the code off a picture of the screen."""
import json
import os
import shutil
import subprocess
import tempfile
import threading
import time
import unittest
import urllib.request
from pathlib import Path

from browser import Browser
from page_test import FILES
from real_authority import Authority, find_built

PIN = '283746'


class Yqq:
    """The command line of one person, with a keyring file of its own."""

    def __init__(self):
        self.home = tempfile.mkdtemp(prefix='yqq-home-')
        self.environment = {**os.environ, 'HOME': self.home, 'XDG_DATA_HOME': f'{self.home}/data', 'XDG_CONFIG_HOME': f'{self.home}/config',
                            'XDG_STATE_HOME': f'{self.home}/state', 'XDG_RUNTIME_DIR': self.home, 'LC_ALL': 'C.UTF-8', 'SECRET_BACKEND': 'file',
                            'SECRET_FILE_TEST_PASSWORD': 'test', 'SECRET_FILE_TEST_PATH': f'{self.home}/keyring'}

    def start(self, *arguments, secret=''):
        """FD among the arguments stands for a descriptor that the secret can be read from."""
        read, write = os.pipe()
        os.write(write, f'{secret}\n'.encode())
        os.close(write)
        try:
            return subprocess.Popen([find_built('cli/yqq'), *(str(read) if one == 'FD' else str(one) for one in arguments)],
                                    env=self.environment, pass_fds=[read], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                    stderr=subprocess.PIPE, text=True)
        finally:
            os.close(read)

    def run(self, *arguments, secret=''):
        process = self.start(*arguments, secret=secret)
        out, error = process.communicate(timeout=60)
        assert process.returncode == 0, (arguments, process.returncode, out, error)
        return out

    def remove(self):
        shutil.rmtree(self.home, ignore_errors=True)


class Connection:
    """`yqq connect` as it runs, and the events it tells."""

    def __init__(self, yqq, picture):
        self.process = yqq.start('connect', '--yes', '--json', '--pin-fd', 'FD', picture, secret=PIN)
        self.events = []
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        for line in self.process.stdout:
            if line.startswith('{"'):  # the receipt at the end is laid out over many lines
                self.events.append(json.loads(line))

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait(20)
        self.process.stdout.close()
        self.process.stderr.close()

    def wait_for(self, member, seconds=20):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for event in self.events:
                if event.get(member):
                    return event[member]
            if self.process.poll() is not None:
                break
            time.sleep(0.02)
        raise AssertionError(f'no {member} among {self.events}: {self.process.poll()} {self.process.stderr.read() if self.process.poll() else ""}')


class WithYqq(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.authority = Authority()
        cls.browser = Browser()
        cls.yqq = Yqq()
        cls.folder = Path(tempfile.mkdtemp(prefix='yqq-files-'))
        for name, content in FILES.items():
            (cls.folder / name).write_bytes(content)
        with urllib.request.urlopen(cls.authority.origin + '/v1/demonstration') as answer:
            person = next(one for one in json.load(answer)['people'] if one['role'] == 'administrator')
        cls.yqq.run('log-in', '-a', cls.authority.origin, '-n', person['name'], '-t', person['id_type'], '-i', person['id_number'],
                    '--code-fd', 'FD', secret=person['staff_code'])
        codes = [json.loads(line)['code'] for line in cls.yqq.run('certificate', 'list', '--json').splitlines()]
        for algorithm in ('sm2-sm3', 'p256-sha256'):
            cls.yqq.run('certificate', 'install', codes[0], '--algorithm', algorithm, '--pin-fd', 'FD', secret=PIN)

    @classmethod
    def tearDownClass(cls):
        cls.browser.quit()
        cls.yqq.remove()
        cls.authority.remove()
        shutil.rmtree(cls.folder)

    def to_code(self):
        b = self.browser
        b.forget_session(self.authority.origin)
        b.open(self.authority.origin + '/')
        b.wait_view('prepare')
        b.find('#files').send_keys('\n'.join(str(self.folder / name) for name in FILES))
        b.wait(lambda: len(b.all('.digests')) == 2, 'digests')
        b.click('.chip')
        b.click('form .primary')
        b.wait_view('code')
        b.wait(lambda: b.find('.qr').is_displayed(), 'the code')

    def end(self):
        self.browser.click('main .buttons button')
        self.browser.wait_view('ended')

    def test_the_code_is_read_off_every_look_of_the_page(self):
        b = self.browser
        self.to_code()
        for width, height, dark in ((1280, 800, False), (1280, 800, True), (360, 740, False), (360, 740, True)):
            b.look(width, height, dark)
            picture = self.folder / 'screen.png'
            b.picture(str(picture))
            self.assertRegex(self.yqq.run('scan', '--text', picture), rf'^HTTP://127\.0\.0\.1:{self.authority.port}/S/1\.')
        b.look()
        self.end()

    def test_a_picture_of_the_screen_leads_to_good_signatures_of_both_kinds(self):
        b = self.browser
        self.to_code()
        picture = self.folder / 'screen.png'
        b.picture(str(picture))
        connection = Connection(self.yqq, picture)
        self.addCleanup(connection.stop)
        b.wait_view('scanned-check')
        b.keys(*connection.wait_for('code'))
        b.wait_view('connected')
        b.wait(lambda: len(b.all('.certificate')) == 2, 'two certificates')
        for index in (0, 1):
            b.wait(lambda: b.all('.certificate label')[index].is_displayed(), 'certificates to choose from')
            b.all('.certificate label')[index].click()
            b.click('form .primary')
            b.wait(lambda: len(b.all('.result-save button')) == 2 * (index + 1), 'signatures', 30)
        self.assertEqual(len(b.all('.stamp')), 4)
        for button in b.all('.result-save button'):
            b.script('arguments[0].click()', button)
            time.sleep(0.1)
        b.click('#disconnect')
        b.wait_view('ended')
        self.assertEqual(connection.process.wait(20), 0)
        for name in FILES:
            for number in ('', '.2'):
                path = b.downloads / f'{name}{number}.p7s'
                b.wait(path.is_file, path.name)
                self.yqq.run('verify', path, self.folder / name)
                self.check_on_page(path, self.folder / name)

    def check_on_page(self, signature, file):
        b = self.browser
        b.click('nav a[href="#verify"]')
        b.wait_view('verify')
        b.find('#verify-files').send_keys(f'{file}\n{signature}')
        b.click('form .primary')
        b.wait_text('签名有效', '.verdict')
        b.click('nav a[href="#sign"]')
        b.wait_view('ended')


if __name__ == '__main__':
    unittest.main()
