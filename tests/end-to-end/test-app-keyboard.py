# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job by keys alone: no pointer, no action of a screen reader; on every page something has the focus."""

import os

from application import FIRST_LOG_IN
from pc import Pc
from session import SOURCE, wait_until
from tap import run_tests
from workplace import PIN, Workplace

OTHER_PROGRAM = os.path.join(SOURCE, "tests", "support", "other-program.py")
MOST_TABS = 40
SIGNER = "演示员工周杰"  # of the demonstration: may use the enterprise certificate


def focused(seconds=10):
    """What has the focus, and a person sees it."""
    return place.find(where=lambda one: one.has("focused"), seconds=seconds)


def go_to(name, key="Tab"):
    """Tabs to what has this name or part of it; on the way the focus is never lost."""
    met = []
    for _ in range(MOST_TABS):
        here = focused().name
        met.append(here)
        if name in here:
            return
        place.keys(key)
    raise AssertionError(f"no way to {name!r} by {key}, only to {met}")


def press(name, **options):
    go_to(place.app.words(name).split("%s")[0], **options)
    place.keys("Return")


def enter_pin():
    focused()
    place.keys(*PIN)
    place.keys("Return")


def logging_in_takes_keys_only():
    place.find("push button", place.app.words(FIRST_LOG_IN), seconds=20)
    press(FIRST_LOG_IN)
    place.app.see("Demonstration people", seconds=20)
    # Of an entry's row the focus is not told: what is typed arrives there.
    place.keys("x")
    name = place.find("text", place.app.words("Name"))
    wait_until(lambda: name.text == "x", "the letter in the first field")
    place.keys("shift+Tab")
    go_to(place.app.words("Log in as %s") % SIGNER, key="shift+Tab")
    place.keys("Return")
    press("Back to Yueqiqian")
    place.app.see("Enterprise certificate", seconds=20)
    focused()


def a_certificate_is_installed_by_keys_only():
    press("Enterprise certificate")
    place.app.see("Keys on this computer")
    press("Install certificate")
    place.app.see("Set a PIN")
    enter_pin()
    place.app.see("Enter the same PIN again")
    enter_pin()
    place.app.see("Keys on this computer", seconds=20)
    press("Install certificate")
    place.app.see("Enter your PIN")
    enter_pin()
    place.app.see("Ready to sign: scan the QR code on the PC.", seconds=30)
    focused()


def a_link_is_pasted_and_signed_by_keys_only():
    place.ask()
    place.keys("ctrl+shift+q")
    place.app.see("Is the code on this very screen, in a picture or in a message?")
    focused()
    other = place.start(["/usr/bin/python3", OTHER_PROGRAM, "text", place.pc.link()])
    window = place.xdotool("search", "--sync", "--onlyvisible", "--name", "Other program").split()[0]
    place.xdotool("windowmove", "--sync", window, 1020, 100)
    # A window manager would give the keys back to the window that the person goes on with.
    place.xdotool("search", "--onlyvisible", "--name", place.app.words("Yueqiqian"), "windowfocus")

    def pasted():
        place.keys("ctrl+v")
        return place.app.sees("Type these digits on the PC page")
    wait_until(pasted, "the request", 20, every=2)
    place.end(other)
    focused()
    place.pc.frame(type="check-code", code=place.app.check_code)
    place.app.see("The check code was right")
    press("Continue")
    place.app.see("Enter your PIN")
    enter_pin()
    place.pc.wait_for("connected")
    place.app.see("Nothing signed yet. Each signature appears here as it happens.")
    assert place.sign(algorithm="sm2-sm3")["state"] == "signed"


def disconnecting_takes_keys_only():
    press("Disconnect")
    place.app.see("Summary")
    press("Done")
    place.app.see("Enterprise certificate")
    focused()


class Desk(Workplace):
    """As a new person finds it: nobody is logged in."""

    def prepare(self):
        self.app.start()
        self.pc = Pc(self.app.origin)
        self.xdotool("mousemove", 480, 400)


if __name__ == "__main__":
    with Desk(width=1280) as place:
        run_tests("/end-to-end/app-keyboard", [
            logging_in_takes_keys_only,
            a_certificate_is_installed_by_keys_only,
            a_link_is_pasted_and_signed_by_keys_only,
            disconnecting_takes_keys_only,
        ])
