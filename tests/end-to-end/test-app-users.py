# SPDX-License-Identifier: GPL-3.0-or-later
"""An administrator's work on authorised users, with the screen to go by: add, suspend, resume, cancel."""

from application import Application
from desktop import Desktop
from keyboard import Keyboard
from form import FormFilling
from tap import run_tests
from terminal import install, log_in, start_authority
from workplace import PIN

NAME = "孙新员工"
NUMBER = "440106199003076729"


class Office(FormFilling, Desktop, Keyboard):
    """The administrator of the demonstration's enterprises at their desk, with the first one's certificate."""

    def set_up(self):
        super().set_up()
        self.app = Application(self, "--demonstration")
        pc, authority = start_authority(self)
        log_in(self, pc, role="administrator")
        install(self, "sm2-sm3", PIN)
        authority.stdin.close()
        authority.wait(20)
        self.app.start()
        self.find(containing=self.app.words("Valid"), seconds=30)
        self.resize(960, 1380)  # whole pages: what is scrolled away is not on the screen

    def enter_pin(self):
        self.app.confirm_pin(PIN)


def the_users_are_found_from_the_certificate():
    office.app.open_certificate(0)
    office.tab_to(office.app.words("Authorised users"))
    office.keys("Return")
    office.find(containing="演示员工黄敏", seconds=20)
    office.app.see("Quota of %d, %d left")


def adding_tells_what_is_missing_and_what_it_will_take():
    office.press("push button", office.app.words("Add user"))
    office.app.see("Will take %d of the quota, %d left")
    office.type_into("Name", NAME)
    office.type_into("Document number", NUMBER)
    office.type_into("Mobile number", "13912345678")
    office.choose("Document type", 1)
    office.choose("Years of validity", 1)
    office.check("Enterprise certificate")
    office.press("push button", office.app.words("Add authorisation"), seconds=15)
    office.enter_pin()
    office.app.see("Tell them how to begin. Nothing here is secret.", seconds=30)
    office.go_around()
    office.press("push button", office.app.words("Done"), seconds=20)
    office.find(containing=NAME, seconds=20)


def suspending_and_resuming_ask_for_no_pin_again():
    office.press("push button", containing=office.app.words("Change authorisation: %s").replace("%s", NAME))
    office.check("Can be set later")
    office.press("push button", office.app.words("Suspend for now"))
    office.press("push button", containing=office.app.words("Change authorisation: %s").replace("%s", NAME),
                 seconds=20)
    office.check("Enterprise certificate")
    office.press("push button", office.app.words("Resume"))
    office.find("push button", office.app.words("Add user"), seconds=20)


def cancelling_asks_for_reason_name_and_pin():
    office.press("push button", containing=office.app.words("Cancel authorisation: %s").replace("%s", NAME),
                 seconds=20)
    office.app.see("The quota is not given back.")
    office.choose("Reason", 1)
    office.type_into("The person’s name, typed once more", NAME)
    office.press("push button", office.app.words("Cancel authorisation"), seconds=15)
    office.enter_pin()
    office.find("push button", office.app.words("Add user"), seconds=30)
    office.find(containing=office.app.words("cancelled on %s").replace("%s", "").strip(), seconds=20)


if __name__ == "__main__":
    with Office(width=960, height=1400) as office:
        run_tests("/end-to-end/app-users", [
            the_users_are_found_from_the_certificate,
            adding_tells_what_is_missing_and_what_it_will_take,
            suspending_and_resuming_ask_for_no_pin_again,
            cancelling_asks_for_reason_name_and_pin,
        ])
