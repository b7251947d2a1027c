# SPDX-License-Identifier: GPL-3.0-or-later
"""The real yqq-authority with demonstration data, on a free port of 127.0.0.1, in a folder of its own."""
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]


def find_built(name):
    return str(Path(os.environ.get('YQQ_BUILD_DIR', SOURCE / 'build')) / 'src' / name)


def find_program():
    return os.environ.get('YQQ_AUTHORITY') or find_built('authority/yqq-authority')


class Authority:
    def __init__(self):
        self.data = tempfile.mkdtemp(prefix='yqq-authority-')
        with socket.socket() as probe:
            probe.bind(('127.0.0.1', 0))
            self.port = probe.getsockname()[1]
        self.origin = f'http://127.0.0.1:{self.port}'
        self.process = None
        self.start()

    def start(self):
        self.log = open(Path(self.data) / 'log', 'ab')
        self.process = subprocess.Popen(
            [find_program(), '--listen', f'127.0.0.1:{self.port}', '--data', self.data + '/data', '--demonstration'],
            stdout=self.log, stderr=self.log, stdin=subprocess.DEVNULL, env={**os.environ, 'LC_ALL': 'C.UTF-8'})
        end = time.monotonic() + 20
        while True:
            try:
                urllib.request.urlopen(self.origin + '/healthz', timeout=2).read()
                return
            except OSError:
                assert self.process.poll() is None and time.monotonic() < end, (Path(self.data) / 'log').read_text()
                time.sleep(0.05)

    def stop(self):
        self.process.terminate()
        code = self.process.wait(20)
        self.log.close()
        return code

    def kill(self):
        self.process.kill()
        self.process.wait(20)
        self.log.close()

    def remove(self):
        if self.process.poll() is None:
            self.stop()
        shutil.rmtree(self.data, ignore_errors=True)

    def invite(self, name, *domains):
        arguments = [find_program(), 'relying-party', 'invite', '--data', self.data + '/data', '--name', name]
        for domain in domains:
            arguments += ['--domain', domain]
        done = subprocess.run(arguments, capture_output=True, text=True, check=True)
        return re.search(r'\S+', done.stdout).group()
