# SPDX-License-Identifier: GPL-3.0-or-later
"""What the PC page says when the application is gone for good: it waits, it says for how long, it ends. The
authority's clock is put forwards for that, nobody waits out the time."""

from application import Application
from browser import browse
from lasting import LastingPlace, session_of
from pc_page import PcPage
from tap import run_tests

ABSENT_MS = 45_000  # protocol/session-state.h: without stream or poll, suspended
LOST_MS = 60_000  # suspended that long, closed


def an_application_that_was_killed_is_waited_for_and_then_given_up():
    with browse(place) as driver:
        page = PcPage(driver, place.app.origin)
        place.connect_page(page)
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
    with LastingPlace() as place:
        run_tests("/end-to-end/lost-device", [
            an_application_that_was_killed_is_waited_for_and_then_given_up,
            whoever_starts_again_in_time_finds_no_session_and_the_pc_waits_on,
        ])
