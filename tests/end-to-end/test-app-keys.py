# SPDX-License-Identifier: GPL-3.0-or-later
"""A security key in the application: registered, asked for before a new PIN, lost, and taken out by a reviewer."""

from application import Application, around
from form import FormFilling
from pc import Pc
from security_key import SecurityKeys
from tap import run_tests
from terminal import install, log_in, run
from workplace import PIN, Workplace

NEW_PIN = "830472"
LABEL = "办公室"


class Desk(FormFilling, Workplace):
    """With a place to plug security keys into."""

    def prepare(self):
        self.security_keys = SecurityKeys(self)
        super().prepare()

    def start_app(self):
        self.app = Application(self, "--demonstration")
        self.app.start(env=self.security_keys.env())
        self.pc = Pc(self.app.origin)
        self.resize(960, 1380)  # whole pages: what is scrolled away is not on the screen

    def restart_as(self, role):
        """Somebody else sits down at the same computer."""
        self.app.stop()
        run(self, "log-out")
        self.start_app()
        log_in(self, self.pc, role)
        self.app.stop()
        self.start_app()

    def open_keys(self):
        self.keys("ctrl+comma")
        self.press("push button", containing=self.app.words("Security keys"))  # said twice: the row names it too
        self.app.see("Register another key")

    def person(self, role):
        people = self.pc.call("GET", "/v1/demonstration")["people"]
        return next(one for one in people if one["role"] == role)

    def sees_notice(self, title, *values):
        self.press("push button", containing=self.app.words("Notices"))
        self.find(containing=around(self.app.words(title)), seconds=40)
        for value in values:
            self.find(containing=value)


def a_key_is_registered_after_the_pin_and_a_touch():
    desk.wait_ready()
    desk.open_keys()
    desk.app.see("You have no security key registered.")
    desk.key = desk.security_keys.plug_in("blue")
    desk.type_into("What you call it, for example “Office”", LABEL)
    desk.app.press("Register the key")
    desk.app.see("Before a new security key is registered for you")
    desk.app.press("PIN")
    desk.app.confirm_pin(PIN)
    desk.app.see("Touch your security key", seconds=20)
    desk.key.touch()
    desk.find("push button", containing=desk.app.words("Take out %s") % LABEL, seconds=20)
    desk.app.see("Registered %s, not used yet")


def the_person_reads_that_a_key_was_registered():
    desk.sees_notice("A security key was registered for you", LABEL, desk.app.words("That was not me"))


def a_new_pin_asks_for_the_key_as_well():
    desk.go_home()
    desk.claim()
    desk.app.press("Continue")
    desk.app.press("Forgotten your PIN?")
    desk.app.press("Set a new PIN")
    desk.app.see("Choose a new PIN")
    desk.app.enter_pin(NEW_PIN)
    desk.app.press("Continue")
    desk.app.see("Enter the same PIN again")
    desk.app.enter_pin(NEW_PIN)
    desk.app.press("Continue")
    desk.find("text", desk.app.words("One-time staff code (8 digits)")).set_text(desk.person("employee")["staff_code"])
    desk.app.press("Confirm")
    desk.app.see("Touch your security key", seconds=20)
    assert not desk.app.sees("New PIN set"), "the code alone has set a new PIN"
    desk.key.touch()
    desk.app.see("New PIN set", seconds=60)
    desk.app.press("Done")
    desk.sees_notice("A new PIN was set")


def without_the_key_there_is_no_new_pin():
    desk.go_home()
    desk.key.take_out()
    desk.claim()
    desk.app.press("Continue")
    desk.app.press("Forgotten your PIN?")
    desk.app.press("Set a new PIN")
    desk.app.see("Choose a new PIN")
    desk.app.enter_pin(PIN)
    desk.app.press("Continue")
    desk.app.see("Enter the same PIN again")
    desk.app.enter_pin(PIN)
    desk.app.press("Continue")
    desk.find("text", desk.app.words("One-time staff code (8 digits)")).set_text(desk.person("employee")["staff_code"])
    desk.app.press("Confirm")
    desk.app.see("No security key is plugged into this computer.", seconds=20)
    desk.go_home()


def a_reviewer_takes_the_lost_key_out():
    visitor = desk.person("employee")
    desk.restart_as("reviewer")
    install(desk, "sm2-sm3", PIN)
    desk.app.stop()
    desk.start_app()
    desk.wait_ready()
    desk.press("push button", desk.app.words("Service desk"), seconds=20)
    desk.type_into("Name", visitor["name"])
    desk.type_into("Document number", visitor["id_number"])
    desk.choose("What for", 7)
    desk.check("I have the person and their original document before me")
    desk.app.press("Confirm identity")
    desk.press("push button", desk.app.words("Remove %s") % LABEL, seconds=20)
    desk.app.confirm_pin(PIN)
    desk.app.see("The security key is removed", seconds=30)


def its_person_is_told_who_did_it_and_has_no_key_any_more():
    desk.restart_as("employee")
    reviewer = desk.person("reviewer")["name"]
    desk.find(containing=desk.app.words("Certificates"), seconds=20)
    desk.sees_notice("You were logged in on another computer")
    desk.find(containing=(desk.app.words("%s has taken out a security key of yours") % reviewer))
    desk.app.press_containing("To the security keys")
    desk.app.see("You have no security key registered.", seconds=20)


if __name__ == "__main__":
    with Desk() as desk:
        run_tests("/end-to-end/app-keys", [
            a_key_is_registered_after_the_pin_and_a_touch,
            the_person_reads_that_a_key_was_registered,
            a_new_pin_asks_for_the_key_as_well,
            without_the_key_there_is_no_new_pin,
            a_reviewer_takes_the_lost_key_out,
            its_person_is_told_who_did_it_and_has_no_key_any_more,
        ])
