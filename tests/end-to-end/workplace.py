# SPDX-License-Identifier: GPL-3.0-or-later
"""A desk in working order: somebody is logged in with a certificate, the application is open, a PC stands by.

    with Workplace() as place:
        place.ask("合同签署")
        place.open_link()

The first steps are taken in a terminal, which the application shares keyring and authority with: the tour
takes them by hand. Tests of one Workplace start from the certificates' page (go_home)."""

import contextlib
import os
import sqlite3

from application import Application
from desktop import Desktop
from pc import Pc, document
from terminal import install, log_in, start_authority

PIN = "830517"
CONTRACT = "合同正文\n".encode()
ALGORITHM = "p256-sha256"
PARTY = "粤企签 PC 签名页"  # what the authority has registered for its own page
HOME = "Certificates"
NINETY_ONE_DAYS_MS = 91 * 24 * 60 * 60 * 1000


class Workplace(Desktop):
    def __init__(self, width=960, height=680, **options):
        super().__init__(width=width, height=height, **options)
        self.app = self.pc = None

    def age_log_ins(self):
        """Everybody's last log in at the application's own authority becomes older than a log in counts."""
        path = os.path.join(self.env["XDG_DATA_HOME"], "yueqiqian", "authority", "authority.db")
        assert os.path.exists(path), os.listdir(os.path.dirname(path))
        with contextlib.closing(sqlite3.connect(path, timeout=30)) as database, database:
            database.execute("UPDATE devices SET verified_at = verified_at - ?", (NINETY_ONE_DAYS_MS,))

    def set_up(self):
        super().set_up()
        self.app = Application(self, "--demonstration")
        self.prepare()

    def prepare(self):
        _pc, authority = start_authority(self)
        log_in(self, _pc)
        install(self, ALGORITHM, PIN)
        authority.stdin.close()
        authority.wait(20)
        self.start_app()

    def start_app(self):
        self.app.start()
        self.pc = Pc(self.app.origin)
        self.wait_ready()

    def wait_ready(self):
        """Until the certificates can be used: scanning says otherwise that there are none."""
        self.find(containing=self.app.words("Valid"), seconds=20)

    def ask(self, purpose="合同签署"):
        """The PC opens a session and listens, as its page does."""
        self.pc.open([document(CONTRACT)], purpose)
        self.pc.call("GET", self.pc.path + "/events?after=0&wait=0")

    def open_link(self, link=None):
        """As a click on the PC page's link does: by a second start, which hands it over and ends."""
        second = Application(self, "--demonstration").start(link or self.pc.link())
        assert second.process.wait(30) == 0, second.output

    def claim(self):
        """Up to the confirm page with its check code typed on the PC."""
        self.go_home()
        self.ask()
        self.open_link()
        self.app.see("Type these digits on the PC page", seconds=20)
        self.pc.frame(type="check-code", code=self.app.check_code)
        self.app.see("The check code was right")

    def connect(self):
        self.claim()
        self.app.press("Continue")
        self.app.confirm_pin(PIN)
        self.pc.wait_for("connected")
        self.app.see("Nothing signed yet. Each signature appears here as it happens.")

    def finish(self):
        """Leaves the summary; GTK lets a button look pressed for a while before it acts."""
        self.app.press("Done")
        self._await(lambda: self.title == self.app.words(HOME), "the certificates' page", 10)

    def sign(self, algorithm=ALGORITHM):
        """Asks for the contract's signature with the first certificate; gives the request's result."""
        certificate = self.pc.call("GET", self.pc.path + "/certificates")["certificates"][0]
        digest = document(CONTRACT)["digests"][{"sm2-sm3": "sm3"}.get(algorithm, "sha-256")]
        self.pc.frame(type="sign", request_id=algorithm, certificate=certificate["fingerprint"],
                      algorithm=algorithm, documents=[{"id": "a", "name": "合同.txt", "size": len(CONTRACT),
                                                       "digest": digest}])
        self.pc.wait_for("completed")
        return self.pc.call("GET", f"{self.pc.path}/requests/{algorithm}")

    @property
    def title(self):
        """What the page's header says: in its middle, or at its side while a session's badge needs the room."""
        settings = self.app.words("Settings")

        def is_title(label):
            around_it = {above.name for above in label.line()}
            beside = {one.name for one in label.parent.children if one.role == "push button"}
            return "YqqSidebar" not in around_it and ("AdwWindowTitle" in around_it or settings in beside)
        found = self.look("label", where=is_title)
        return found.name if found else None

    def go_home(self):
        """From wherever the last test has left the application."""
        home = self.app.words(HOME)

        def step():
            if self.title == home and self.app.sees("Scan to sign"):
                return True
            # What is met is pressed at once: it may leave with the page that a press before has left.
            way = self.look("push button", self.app.words("Disconnect")) or \
                self.look("push button", self.app.words("Back"))
            if way:
                with contextlib.suppress(AssertionError):
                    way.activate()
            return False
        self._await(step, "the way home", 30)
