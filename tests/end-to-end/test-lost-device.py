# SPDX-License-Identifier: GPL-3.0-or-later
"""What the PC page says when the application is gone for good: it waits, it says for how long, it ends. The
authority's clock is put forwards for that, nobody waits out the time."""

import json
import os
import subprocess

from application import Application
from browser import browse
from pc import Pc
from pc_page import PcPage
from session import build_directory, wait_until
from tap import run_tests
from terminal import install, log_in
from workplace import ALGORITHM, CONTRACT, PIN, Workplace

ABSENT_MS = 45_000  # protocol/session-state.h: without stream or poll, suspended
LOST_MS = 60_000  # suspended that long, closed


class Place(Workplace):
    """At an authority that outlives the application, with a clock that can be put forwards."""

    def prepare(self):
        data = os.path.join(self.env["XDG_DATA_HOME"], "yueqiqian", "authority")
        where = os.path.join(self.env["XDG_RUNTIME_DIR"], "yueqiqian", "authority.sock")
        self.authority = self.start([os.path.join(build_directory(), "tests/end-to-end/authority-with-clock"), data, where],
                                    stdin=subprocess.PIPE)
        told = wait_until(lambda: "origin" in self.output_of(self.authority) and self.output_of(self.authority),
                          "the authority", 30)
        log_in(self, Pc(json.loads(told.splitlines()[0])["origin"]))
        install(self, ALGORITHM, PIN)
        self.start_app()

    def let_pass(self, milliseconds):
        self.authority.stdin.write(b"%d\n" % milliseconds)
        self.authority.stdin.flush()


def session_of(page):
    """The page's session, to hear beside it what the authority tells it."""
    pc = Pc(page.origin)
    saved = json.loads(page.driver.execute_script("return Object.values(sessionStorage)[0]"))
    pc.token, pc.path = saved["token"], f"/v1/sessions/{saved['id']}"
    return pc


def connect(page):
    contract = os.path.join(place.directory, "contract.txt")
    with open(contract, "wb") as file:
        file.write(CONTRACT)
    page.choose([contract], "合同签署")
    page.make_code()
    place.open_link(page.link)
    place.app.see("Type these digits on the PC page", seconds=20)
    page.type_check_code(place.app.check_code)
    place.app.see("The check code was right")
    place.app.press("Continue")
    place.app.confirm_pin(PIN)
    page.wait_view("connected")
    page.wait(lambda: page.all("form .primary"), "the way to sign")


def an_application_that_was_killed_is_waited_for_and_then_given_up():
    with browse(place) as driver:
        page = PcPage(driver, place.app.origin)
        connect(page)
        pc = session_of(page)
        place.app.process.kill()
        place.app.process.wait(10)
        pc.wait_for("peer", lambda event: not event["present"])
        assert pc.call("GET", pc.path)["state"] == "connected"
        assert "正在重新连接" not in page.text
        place.let_pass(ABSENT_MS)
        page.wait(lambda: "正在重新连接" in page.text, "what a suspended session is called")
        page.wait(lambda: "后仍未恢复，连接将结束" in page.text, "until when it waits")
        assert not page.find("form .primary").is_enabled()
        place.let_pass(LOST_MS)
        page.wait_view("ended")
        page.wait(lambda: "与签名人的连接丢失" in page.text, "why it has ended")
        assert "没有产生任何签名" in page.text, page.text
        assert pc.call("GET", pc.path)["reason"] == "lost"


def whoever_starts_again_in_time_finds_no_session_and_the_pc_waits_on():
    """The keys were in the memory of the one that was killed: the session cannot be taken up again."""
    place.app = Application(place, "--demonstration")
    place.start_app()
    place.connect()
    place.app.process.kill()
    place.app.process.wait(10)
    place.pc.wait_for("peer", lambda event: not event["present"])
    place.let_pass(ABSENT_MS)
    assert place.pc.wait_for("state", lambda event: event["state"] == "suspended")
    place.start_app()
    assert not place.app.sees("Connected")


if __name__ == "__main__":
    with Place() as place:
        run_tests("/end-to-end/lost-device", [
            an_application_that_was_killed_is_waited_for_and_then_given_up,
            whoever_starts_again_in_time_finds_no_session_and_the_pc_waits_on,
        ])
