# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose authorisation is taken away while they are connected: the session ends at once, in the application and
on the PC page, and both say why. The administrator sits at another computer. The idle limit ends it too."""

import time

from browser import browse
from lasting import LastingPlace, session_of
from pc_page import PcPage
from session import Session
from tap import run_tests
from terminal import install, log_in, run
from workplace import ALGORITHM, PIN

IDLE_MS = 300_000  # protocol/session-state.h: with nothing signed or asked, closed


class Computer(Session):
    """Another computer: a home and a keyring of its own, the same authority, a terminal."""

    def __init__(self, role):
        super().__init__()
        self.role = role

    def set_up(self):
        super().set_up()
        self.env["YQQ_AUTHORITY"] = f"unix:{place.socket}"
        log_in(self, place.pc, self.role)

    def act(self, what, *more):
        run(self, "grant", what, place.grant["code"], *more, "--enterprise", place.grant["credit_code"],
            "--yes", "--pin-fd", "30", pin=PIN.encode() + b"\n")


def see_that_it_ended(page, pc, title, sentence, page_title):
    """How many milliseconds after the answer to what ended it the application was seen to say so."""
    answered = time.monotonic()
    place.app.see(title)
    took = (time.monotonic() - answered) * 1000
    place.app.see(sentence)
    page.wait_view("ended")
    page.wait(lambda: page_title in page.text, "why it has ended")
    assert pc.call("GET", pc.path)["state"] == "closed"
    return took


def ends_when(what):
    """A session of the PC page, connected, and then what ends it: because the authorisation has changed."""
    page.begin_anew()
    place.connect_page(page)
    pc = session_of(page)
    what()
    took = see_that_it_ended(page, pc, "Disconnected: your permission has changed",
                             "The administrator has changed or cancelled it. Look at the certificate's page.",
                             "签名人的证书授权已变更")
    assert pc.call("GET", pc.path)["reason"] == "grant-changed"
    print(f"# the application said so {took:.0f} ms after the answer, the look at its screen included", flush=True)
    place.finish()


def suspending_ends_the_session_that_is_connected():
    ends_when(lambda: office.act("suspend"))


def whoever_was_resumed_connects_again_and_is_disconnected_when_nothing_happens():
    office.act("resume", "--permission", "enterprise-certificate")
    page.begin_anew()
    place.connect_page(page)
    pc = session_of(page)
    place.let_pass(IDLE_MS - 60_000)
    assert pc.call("GET", pc.path)["state"] == "connected"
    place.let_pass(60_000)
    see_that_it_ended(page, pc, "Disconnected: nothing happened for too long",
                      "The session ended by itself so that nobody else can sign. Scan again to go on.",
                      "长时间无操作，连接已断开")
    assert pc.call("GET", pc.path)["reason"] == "idle"
    place.finish()


def a_new_key_in_a_terminal_ends_the_session_of_the_key_that_it_replaces():
    ends_when(lambda: install(place, ALGORITHM, PIN))


def cancelling_ends_the_session_that_is_connected():
    place.end(place.app.process, 20)
    place.start_app()
    ends_when(lambda: office.act("cancel", "--reason", "left"))


if __name__ == "__main__":
    with LastingPlace() as place, Computer("administrator") as office, browse(place) as driver:
        install(office, ALGORITHM, PIN)
        page = PcPage(driver, place.app.origin)
        run_tests("/end-to-end/app-authorisation", [
            suspending_ends_the_session_that_is_connected,
            whoever_was_resumed_connects_again_and_is_disconnected_when_nothing_happens,
            a_new_key_in_a_terminal_ends_the_session_of_the_key_that_it_replaces,
            cancelling_ends_the_session_that_is_connected,
        ])
