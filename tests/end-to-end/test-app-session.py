# SPDX-License-Identifier: GPL-3.0-or-later
"""Sessions that do not go the straight way: refused, left alone, with the authority or the application killed."""

import os
import signal

from desktop import wait_until
from tap import run_tests
from workplace import HOME, PARTY, PIN, Workplace


def state():
    return place.pc.call("GET", place.pc.path, wanted=(200, 410))["state"]


def send_authority(sent):
    found = place.app.authority_pids()
    assert found, "no authority runs"
    for pid in found:
        os.kill(pid, sent)


def see_that_it_came_back():
    """The application starts its authority anew; the sessions of the old one are over, and so are their keys."""
    place.app.see("Disconnected: the authority was restarted", seconds=30)
    place.app.see("What was signed is kept. Scan again to go on.")
    assert state() == "closed"
    place.finish()


def refusing_tells_the_pc_and_signs_nothing():
    place.claim()
    place.find("label", PARTY)
    place.find("label", "127.0.0.1")
    place.app.press("Refuse")
    assert place.pc.wait_for("state", lambda event: event["state"] == "rejected")
    place.app.see("You have refused. The PC was told, and nothing was signed.")
    assert state() == "rejected"
    place.finish()
    place.pc.call("GET", place.pc.path + "/certificates", wanted=(409, 410))


def the_badge_leads_back_to_the_connected_page():
    place.connect()
    title = place.title
    place.app.press("Back")
    place.app.open_certificate()
    assert place.title != title
    place.app.press_containing("Connected")
    place.app.see("Nothing signed yet. Each signature appears here as it happens.")
    assert place.title == title
    assert place.sign()["state"] == "signed"
    place.app.press("Disconnect")
    place.app.see("You have disconnected. Your keys are locked again.")
    place.finish()


def locking_the_screen_ends_the_session_and_locks_the_application():
    place.connect()
    place.emit("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver.ActiveChanged", "true")
    place.app.see("Yueqiqian Desktop is locked")
    wait_until(lambda: state() == "closed", "the end at the authority")
    place.app.see("Enter your PIN")
    place.app.enter_pin(PIN)
    place.app.press("Unlock")
    wait_until(lambda: place.title == place.app.words(HOME), "the certificates' page")


def an_authority_killed_while_connected_is_told_and_another_session_works():
    place.connect()
    send_authority(signal.SIGKILL)
    see_that_it_came_back()
    place.connect()
    assert place.sign()["state"] == "signed"
    place.app.press("Disconnect")
    place.app.see("Summary")
    place.finish()


def an_authority_killed_while_it_checks_the_pin_is_told_and_nothing_hangs():
    place.claim()
    place.app.press("Continue")
    place.app.see("Enter your PIN")
    send_authority(signal.SIGSTOP)
    place.app.confirm_pin(PIN)
    send_authority(signal.SIGKILL)
    see_that_it_came_back()


def an_application_killed_while_connected_starts_again_without_its_session():
    place.connect()
    place.app.process.kill()
    place.app.process.wait(10)
    wait_until(lambda: not place.app.authority_pids(), "the end of its authority", 20)
    place.start_app()
    assert not place.app.sees("Connected")
    place.connect()
    assert place.sign()["state"] == "signed"


if __name__ == "__main__":
    with Workplace() as place:
        run_tests("/end-to-end/app-session", [
            refusing_tells_the_pc_and_signs_nothing,
            the_badge_leads_back_to_the_connected_page,
            locking_the_screen_ends_the_session_and_locks_the_application,
            an_authority_killed_while_connected_is_told_and_another_session_works,
            an_authority_killed_while_it_checks_the_pin_is_told_and_nothing_hangs,
            an_application_killed_while_connected_starts_again_without_its_session,
        ])
