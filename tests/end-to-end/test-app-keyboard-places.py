# SPDX-License-Identifier: GPL-3.0-or-later
"""Every other place of the application by keys alone: each is gone around by Tab, so nothing in it lacks a name or
is out of reach; and the service desk, where a reviewer confirms somebody."""

from keyboard import Keyboard
from pc import Pc
from session import wait_until
from tap import run_tests
from terminal import install, log_in, run, start_authority
from workplace import ALGORITHM, PIN, Workplace

FIRST = "演示科技（广东）有限公司"
USER = "演示员工何静"  # the last one of the list: it gives the focus back to the row that had it
PAD = "Entered %u of %u digits"  # what the PIN pad is called


def leave():
    place.keys("Escape")
    place.focused()


def a_certificate_and_its_use_are_gone_around():
    place.arrives_at(FIRST)
    place.go_around()
    place.keys("Return")
    place.app.see("Keys on this computer")
    place.go_around()
    leave()
    place.press("Usage record")
    place.go_around()
    leave()


def the_scanner_is_gone_around():
    place.keys("ctrl+shift+q")
    place.app.see("Is the code on this very screen, in a picture or in a message?")
    place.go_around()
    leave()


def what_the_authorised_users_lead_to_is_gone_around():
    place.press("Change enterprise")
    place.app.see("For which enterprise do you work now?", seconds=20)
    place.arrives_at(FIRST)
    place.keys("Return")
    place.arrives_at(FIRST + ", ")
    place.press("Authorised users")
    place.find(containing=USER, seconds=20)
    place.go_around()
    place.press("Add user")
    place.app.see("Will take %d of the quota, %d left")
    place.go_around()
    leave()
    place.press("Change authorisation: %s", USER)
    place.find(containing=USER, seconds=20)
    place.go_around()
    leave()
    place.press("Cancel authorisation: %s", USER)
    place.app.see("The quota is not given back.", seconds=20)
    place.go_around()
    leave()
    place.press("Acts on %s", USER)
    place.arrives_at("Change authorisation…")
    place.press("Leaves the enterprise…", key="Down")
    place.wait_gone("menu item")
    place.find(containing=USER, seconds=20)
    place.go_around()
    leave()


def what_is_done_to_many_is_gone_around():
    for entry in ("Import many…", "Act on many…", "Transfer the administrator's office…", "Waiting for a second person"):
        place.press("More for many users")
        place.arrives_at("Import many…")
        place.press(entry, key="Down")
        place.wait_gone("menu item")
        place.go_around()
        leave()
    leave()


def who_sits_at_the_service_desk_confirms_somebody():
    visitor = place.person("employee")
    place.sit_down("reviewer")
    place.arrives_at("演示政务服务中心")
    place.press("Service desk")
    place.arrives_at("Name")
    place.go_around()
    place.press("Confirm identity")
    place.app.see("Enter the name as it is on the document.")
    place.arrives_at("Name")
    place.type(visitor["name"])
    wait_until(lambda: place.find("text", place.app.words("Name")).text == visitor["name"], "the name in its field", 20)
    place.go_to(place.app.words("Document number"))
    place.type(visitor["id_number"])
    place.go_to(place.app.words("I have the person and their original document before me"))
    place.keys("space")
    place.press("Confirm identity")
    place.app.see("Enter your PIN", seconds=20)
    place.arrives_at(PAD)
    place.go_around()
    place.keys(*PIN, "Return")
    place.app.see("Give them this code. It is shown once, here, and kept nowhere.", seconds=30)
    place.arrives_at("Print a slip")
    place.go_around()
    place.press("Next person")
    place.arrives_at("Name")


class Office(Keyboard, Workplace):
    """Of the administrator, with a certificate installed; later of others."""

    def prepare(self):
        pc, authority = start_authority(self)
        log_in(self, pc, role="administrator")
        install(self, ALGORITHM, PIN)
        authority.stdin.close()
        authority.wait(20)
        self.start_app()
        self.fill_screen()

    def person(self, role):
        people = self.pc.call("GET", "/v1/demonstration")["people"]
        return next(one for one in people if one["role"] == role)

    def sit_down(self, role):
        """Somebody else at the same computer, with a certificate of theirs."""
        self.app.stop()
        run(self, "log-out")
        self.app.start()
        log_in(self, Pc(self.app.origin), role)
        install(self, ALGORITHM, PIN)
        self.app.stop()
        self.start_app()
        self.fill_screen()


if __name__ == "__main__":
    with Office(width=960, height=1380) as place:
        run_tests("/end-to-end/app-keyboard-places", [
            a_certificate_and_its_use_are_gone_around,
            the_scanner_is_gone_around,
            what_the_authorised_users_lead_to_is_gone_around,
            what_is_done_to_many_is_gone_around,
            who_sits_at_the_service_desk_confirms_somebody,
        ])
