# SPDX-License-Identifier: GPL-3.0-or-later
"""A real OpenID Connect provider for the tests: npm's oidc-provider, pinned by a lock file, fetched once
into the build directory by npm itself, which checks every package's hash.

    with OidcProvider(algorithm="ES256", accounts={"li": {"id_number": "…"}}) as provider:
        provider.issuer"""

import fcntl
import json
import os
import queue
import shutil
import subprocess
import threading

from session import SOURCE, build_directory

HERE = os.path.join(SOURCE, "tests", "support", "oidc-provider")
FILES = ("package.json", "package-lock.json", "provider.js")
CLIENT = "yueqiqian-desktop"
START_S = 120  # a busy machine reads node's modules slowly


def read(path):
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return None


def fetch(build=None):
    """The directory that has the provider, fetched where it is not yet there or not the one of the lock file."""
    directory = os.path.join(build or build_directory(), "oidc-provider")
    os.makedirs(directory, exist_ok=True)
    with open(os.path.join(directory, "lock"), "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # tests run beside each other
        fetched = os.path.join(directory, "fetched")
        if read(fetched) != read(os.path.join(HERE, "package-lock.json")):
            for name in FILES:
                shutil.copy(os.path.join(HERE, name), directory)
            subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
                           cwd=directory, check=True, timeout=600, stdin=subprocess.DEVNULL,
                           stdout=subprocess.DEVNULL)
            shutil.copy(os.path.join(HERE, "package-lock.json"), fetched)
        shutil.copy(os.path.join(HERE, "provider.js"), directory)
    return directory


class LineReader:
    """The lines that a program writes, each within a time."""

    def __init__(self, stream):
        self.lines = queue.Queue()
        self.thread = threading.Thread(target=self._read, args=(stream,), daemon=True)
        self.thread.start()

    def _read(self, stream):
        for line in stream:
            self.lines.put(line)
        self.lines.put("")

    def next(self, seconds):
        try:
            line = self.lines.get(timeout=seconds)
        except queue.Empty:
            raise AssertionError(f"no line within {seconds} s") from None
        assert line, "the program ended"
        return json.loads(line)


class OidcProvider:
    def __init__(self, **options):
        self.options = options
        self.process = None
        self.issuer = None

    def __enter__(self):
        directory = fetch()
        # Dies with this process, and ends by itself with its input.
        self.process = subprocess.Popen(
            ["setpriv", "--pdeathsig", "KILL", "node", "provider.js", json.dumps(self.options)],
            cwd=directory, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.reader = LineReader(self.process.stdout)
        try:
            self.issuer = self.reader.next(START_S)["issuer"]
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, kind, value, trace):
        self.stop()

    def stop(self):
        """Ends it; its address answers no longer."""
        if self.process is None:
            return
        self.process.stdin.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()
        self.process = None

    def tell(self, **command):
        self.process.stdin.write(json.dumps(command) + "\n")
        self.process.stdin.flush()
        self.reader.next(START_S)

    def rotate(self):
        """A new key signs from now on, and the old one is gone."""
        self.tell(rotate=True)


if __name__ == "__main__":
    print(fetch())
