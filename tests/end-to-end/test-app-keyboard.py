# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job by keys alone: no pointer, no action of a screen reader. Every page on the way is gone around."""

import os

from application import FIRST_LOG_IN
from keyboard import Keyboard
from pc import Pc
from session import SOURCE, wait_until
from tap import run_tests
from workplace import PIN, Workplace

OTHER_PROGRAM = os.path.join(SOURCE, "tests", "support", "other-program.py")
SIGNER = "演示员工周杰"  # of the demonstration: may use the enterprise certificate
CONTRACT = "合同.txt"
PAD = "Entered %u of %u digits"  # what the PIN pad is called


def enter_pin():
    place.arrives_at(PAD)
    place.keys(*PIN, "Return")


def another_authority_is_looked_at_and_left():
    place.press("Connect to another authority")
    place.app.see("The service that issues your certificates. Your administrator tells you its address.")
    place.arrives_at("Address, for example https://sign.example.cn")
    place.go_around()
    place.keys("Escape")
    place.app.see("Connect to another authority")
    place.focused()


def logging_in_takes_keys_only():
    place.press(FIRST_LOG_IN)
    place.app.see("Demonstration people", seconds=20)
    place.arrives_at("Name")
    place.go_to(place.app.words("Log in as %s") % SIGNER, key="shift+Tab")
    place.keys("Return")
    place.press("Back to Yueqiqian")
    place.app.see("Enterprise certificate", seconds=20)
    place.focused()


def a_certificate_is_installed_by_keys_only():
    place.press("Enterprise certificate")
    place.app.see("Keys on this computer")
    place.press("Install certificate")
    place.app.see("Set a PIN")
    enter_pin()
    place.app.see("Enter the same PIN again")
    enter_pin()
    place.app.see("Keys on this computer", seconds=20)
    place.press("Install certificate")
    place.app.see("Enter your PIN")
    place.go_around()
    enter_pin()
    place.app.see("Ready to sign: scan the QR code on the PC.", seconds=30)
    place.go_around()


def a_link_is_pasted_and_signed_by_keys_only():
    place.ask()
    place.keys("ctrl+shift+q")
    place.app.see("Is the code on this very screen, in a picture or in a message?")
    place.focused()
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
    place.focused()
    place.pc.frame(type="check-code", code=place.app.check_code)
    place.app.see("The check code was right")
    place.go_around()
    place.press("Continue")
    place.app.see("Enter your PIN")
    place.go_around()
    enter_pin()
    place.pc.wait_for("connected")
    place.app.see("Nothing signed yet. Each signature appears here as it happens.")
    assert place.sign(algorithm="sm2-sm3")["state"] == "signed"
    place.press(CONTRACT)  # opens what is known of the signature
    place.go_around()
    place.press("View")
    place.app.see("The PC has sent its name and digest, but not the document itself. Nothing was signed.")
    place.go_around()
    place.keys("Escape")
    place.arrives_at(CONTRACT)


def disconnecting_takes_keys_only():
    place.press("Disconnect")
    place.app.see("Summary")
    place.go_around()
    place.press("Done")
    place.app.see("Enterprise certificate")
    place.focused()


def the_record_of_the_signature_is_opened_by_keys_only():
    place.press("Usage record")
    place.press(CONTRACT)
    place.find("push button", place.app.words("Save the signature"), seconds=20)
    place.go_around()
    place.keys("Escape")
    place.focused()
    place.keys("Escape")
    place.app.see("Enterprise certificate")


class Desk(Keyboard, Workplace):
    """As a new person finds it: nobody is logged in."""

    def prepare(self):
        self.app.start()
        self.pc = Pc(self.app.origin)
        self.fill_screen()


if __name__ == "__main__":
    with Desk(width=1280, height=1380) as place:
        run_tests("/end-to-end/app-keyboard", [
            another_authority_is_looked_at_and_left,
            logging_in_takes_keys_only,
            a_certificate_is_installed_by_keys_only,
            a_link_is_pasted_and_signed_by_keys_only,
            disconnecting_takes_keys_only,
            the_record_of_the_signature_is_opened_by_keys_only,
        ])
