# SPDX-License-Identifier: GPL-3.0-or-later
"""A security key in software that whole programs find plugged in.

    keys = SecurityKeys(session)          # before the programs start: it changes session.env
    key = keys.plug_in("blue")            # or with a PIN of its own
    key.touch()                           # of a request that waits, or of the next one
    key.take_out()"""

import os
import subprocess

from session import build_directory, wait_until

FOLDER = os.path.join("tests", "support", "software-key")


class SecurityKey:
    def __init__(self, session, path, process):
        self.session, self.path, self.process = session, path, process

    def touch(self):
        self.process.stdin.write(b"u")
        self.process.stdin.flush()

    def take_out(self):
        """As out of the machine: what it holds is gone with it."""
        self.process.stdin.close()
        self.process.wait(10)


class SecurityKeys:
    def __init__(self, session):
        self.session = session
        self.directory = os.path.join(session.directory, "keys")
        os.mkdir(self.directory, 0o700)
        session.env["YQQ_TEST_SECURITY_KEYS"] = self.directory
        self.shim = os.path.join(build_directory(), FOLDER, "plugged-in.so")

    def env(self):
        """For the programs that are to find the keys. The sanitizer's library is not the first one then."""
        options = ":".join(filter(None, (self.session.env.get("ASAN_OPTIONS"), "verify_asan_link_order=0")))
        return {**self.session.env, "LD_PRELOAD": self.shim, "ASAN_OPTIONS": options}

    def plug_in(self, name, pin=None):
        path = os.path.join(self.directory, name)
        argv = [os.path.join(build_directory(), FOLDER, "security-key"), path, name, *([pin] if pin else [])]
        process = self.session.start(argv, stdin=subprocess.PIPE)
        wait_until(lambda: "plugged in" in self.session.output_of(process), "the security key")
        return SecurityKey(self.session, path, process)
