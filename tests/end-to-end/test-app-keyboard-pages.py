# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages that show who somebody is, and those around them, by keys alone and as a screen reader is told them."""

import json
import os

from application import FIRST_LOG_IN
from keyboard import Keyboard
from oidc_provider import CLIENT, OidcProvider
from pc import Pc
from tap import run_tests
from workplace import PIN, Workplace

PERSON = "演示管理员林晓"  # belongs to two enterprises
FIRST, SECOND = "演示科技（广东）有限公司", "演示文创（深圳）有限公司"
ORGANISATION = "企业统一认证"
WRONG, WEAK, OTHER_PIN, LATER_PIN = "194628", "123456", "830472", "417293"
PAD = "Entered %u of %u digits"  # what the PIN pad is called
WHICH_ENTERPRISE = "For which enterprise do you work now?"


def tries_left(count):
    return place.app.catalogue.ngettext("%d try left", "%d tries left", count) % count


def enter(pin):
    place.arrives_at(PAD)
    place.keys(*pin, "Return")


def choose_pin(pin):
    place.app.see("Choose a new PIN", seconds=20)
    enter(pin)
    place.app.see("Enter the same PIN again")
    enter(pin)


def open_settings(row):
    place.keys("ctrl+comma")
    place.app.see("Lock without use after", seconds=20)
    place.come_to_window(2)
    place.press(row)
    place.come_to_window(1)


def open_pin_settings(row):
    open_settings("PIN settings")
    place.app.see("You know the old one. Your certificates stay as they are.", seconds=20)
    place.arrives_at("Change the PIN")
    place.press(row)


def logging_in_leads_to_the_choice_of_the_enterprise():
    place.go_around()
    place.press(FIRST_LOG_IN)
    place.app.see("Demonstration people", seconds=20)
    place.arrives_at("Name")
    place.go_around()
    place.go_to(place.app.words("Log in as %s") % PERSON, key="shift+Tab")
    place.keys("Return")
    place.app.see("You are logged in on this computer.", seconds=20)
    place.arrives_at("Back to Yueqiqian")
    place.go_around()
    place.keys("Return")
    place.app.see(WHICH_ENTERPRISE, seconds=20)
    place.arrives_at(FIRST)
    place.go_around()


def the_enterprise_is_chosen_and_changed():
    place.go_to(SECOND)
    place.keys("Return")
    place.arrives_at(SECOND + ", ")  # its certificate's card
    place.go_around()
    place.press("Change enterprise")
    place.app.see(WHICH_ENTERPRISE, seconds=20)
    place.arrives_at(FIRST)
    place.keys("Escape")
    place.arrives_at(SECOND + ", ")
    place.press("Change enterprise")
    place.app.see(WHICH_ENTERPRISE, seconds=20)
    place.arrives_at(FIRST)
    place.press("All enterprises")
    place.arrives_at(FIRST + ", ")
    place.go_around()


def the_settings_lead_to_the_first_pin():
    place.keys("ctrl+comma")
    place.app.see("Lock without use after", seconds=20)
    place.come_to_window(2)
    place.go_around()
    place.keys("Escape")
    place.come_to_window(1)
    place.arrives_at(FIRST)
    open_settings("PIN settings")
    place.app.see("Set a PIN", seconds=20)
    place.arrives_at(PAD)
    place.go_around()
    enter(WEAK)
    place.app.see("Digits in a row are guessed at once. Choose another PIN.")
    enter(PIN)
    place.app.see("Enter the same PIN again")
    enter(WRONG)
    place.app.see("The two were different, so nothing was set. Choose your PIN once more.")
    enter(PIN)
    place.app.see("Enter the same PIN again")
    enter(PIN)
    place.arrives_at(FIRST)


def who_knows_the_pin_changes_it():
    open_settings("PIN settings")
    place.app.see("You know the old one. Your certificates stay as they are.", seconds=20)
    place.arrives_at("Change the PIN")
    place.go_around()
    place.press("Change the PIN")
    place.app.see("Enter your old PIN")
    place.arrives_at(PAD)
    place.go_around()
    enter(WRONG)
    place.app.see("Choose a new PIN")
    enter(WEAK)
    place.app.see("Digits in a row are guessed at once. Choose another PIN.")
    choose_pin(OTHER_PIN)
    place.find(containing=tries_left(4), seconds=30)
    place.app.see("Enter your old PIN")
    enter(PIN)  # the new one is kept meanwhile
    place.app.see("PIN changed", seconds=60)
    place.arrives_at("Done")
    place.keys("Return")
    place.arrives_at(FIRST)


def who_has_forgotten_it_is_asked_who_they_are():
    open_pin_settings("Forgotten the PIN")
    place.app.see("Choose a new PIN")
    place.arrives_at(PAD)
    place.go_around()
    choose_pin(LATER_PIN)
    place.app.see("Choose how", seconds=20)
    place.arrives_at("Code from the service desk")
    place.go_around()
    place.keys("Return")


def a_wrong_staff_code_is_told_and_can_be_left():
    place.app.see("Staff give you the code after they have seen your document. It can be used once.")
    place.arrives_at("One-time staff code (8 digits)")
    place.go_around()
    place.type("12345678")
    place.keys("Return")
    place.app.see("The staff code is wrong", seconds=30)
    place.app.see("Check the eight digits, or ask the staff for a new code.")
    place.arrives_at("Try again")
    place.go_around()
    place.press("Other ways")
    place.app.see("Choose how")
    place.arrives_at("Code from the service desk")


def the_organisations_log_in_can_be_begun_and_left():
    place.press("Your organisation's log in")
    place.find(containing=place.app.words("Log in at %s") % ORGANISATION)
    place.arrives_at("Open the browser")
    place.press("Use a telephone")
    place.app.see("QR code of the address to open on the telephone", seconds=30)
    place.arrives_at("Cancel")
    place.go_around()
    place.keys("Return")
    place.arrives_at("Open the browser")
    place.keys("Return")
    place.app.see("Copy the address", seconds=30)
    place.arrives_at("Cancel")
    place.go_around()
    place.keys("Escape")
    place.arrives_at(PAD)  # where the new PIN was chosen
    place.keys("Escape")


def the_right_one_sets_the_new_pin():
    open_pin_settings("Forgotten the PIN")
    choose_pin(LATER_PIN)
    place.app.see("Choose how", seconds=20)
    place.arrives_at("Code from the service desk")
    place.keys("Return")
    place.arrives_at("One-time staff code (8 digits)")
    place.type(place.person()["staff_code"])
    place.keys("Return")
    place.app.see("New PIN set", seconds=60)
    place.arrives_at("Done")
    place.go_around()
    place.keys("Return")
    place.arrives_at(FIRST)


def what_is_locked_opens_with_the_pin():
    place.keys("ctrl+l")
    place.app.see("Yueqiqian Desktop is locked")
    place.arrives_at(PAD)
    place.go_around()
    enter(WRONG)
    place.app.see("Wrong PIN", seconds=30)
    place.find(containing=tries_left(4))
    place.press("Unlock in another way")
    place.app.see("Show that it is you, and the application is unlocked.")
    place.arrives_at("One-time staff code (8 digits)")
    place.keys("Escape")
    enter(LATER_PIN)
    place.arrives_at(FIRST)


def an_account_is_linked_after_the_pin():
    open_settings("Log-in methods")
    place.app.see("You have no account linked.", seconds=20)
    place.arrives_at("Link your account at %s", ORGANISATION)
    place.go_around()
    place.keys("Return")
    place.app.see("Before an account is linked to you", seconds=20)
    place.press("PIN", role="push button")
    place.app.see("Enter your PIN")
    place.arrives_at(PAD)
    place.go_around()
    enter(WRONG)
    place.app.see("Wrong PIN", seconds=30)
    enter(LATER_PIN)
    place.find(containing=place.app.words("Log in at %s") % ORGANISATION, seconds=20)
    place.arrives_at("Open the browser")
    place.go_around()
    place.keys("Escape")
    place.arrives_at(FIRST)


def the_keys_page_is_gone_around():
    open_settings("Security keys")
    place.app.see("You have no security key registered.", seconds=20)
    place.go_around()
    place.keys("Escape")
    place.arrives_at(FIRST)


def a_notice_is_read_and_its_question_answered():
    place.press("Notices")
    place.app.see("A new PIN was set", seconds=40)
    place.press("That was not me")
    place.app.see("Was that not you?")
    place.come_to_window(2)
    place.arrives_at("It was me")
    place.go_around()
    place.keys("Escape")
    place.come_to_window(1)
    place.arrives_at("That was not me")
    place.go_around()
    place.keys("Escape")
    place.arrives_at(FIRST)


def whose_log_in_has_expired_logs_in_again():
    place.let_log_in_expire()
    place.arrives_at("Log in again")
    place.keys("Return")
    place.app.see("Welcome back, %s", seconds=20)
    place.arrives_at("Document number")
    place.go_around()
    place.press("Still missing: %s")
    place.app.see("Enter the number of your identity document.")
    place.arrives_at("Document number")
    place.type(place.person()["id_number"])
    place.go_to(place.app.words("I have read the agreement and accept it"), role="check box")
    place.keys("space")
    place.press("Log in again")
    place.app.see("Show that it is you, and you are logged in on this computer.")
    place.arrives_at("One-time staff code (8 digits)")
    place.go_around()
    place.type(place.person()["staff_code"])
    place.keys("Return")
    place.app.see("You are logged in on this computer.", seconds=30)
    place.arrives_at("Back to Yueqiqian")


class Desk(Keyboard, Workplace):
    """As a new person finds it: nobody is logged in, at an authority that takes the organisation's log in."""

    def prepare(self):
        data = os.path.join(self.env["XDG_DATA_HOME"], "yueqiqian", "authority")
        os.makedirs(data, mode=0o700)
        with open(os.path.join(data, "identity-policy.json"), "w", encoding="utf-8") as file:
            json.dump({"version": 1, "purposes": {"new-pin": [["staff-code"], ["oidc"]]}, "device": {"min_days": 0},
                       "oidc": {"name": ORGANISATION, "issuer": provider.issuer, "client_id": CLIENT,
                                "device_flow": True}}, file)
        self.begin()

    def begin(self):
        self.app.start()
        self.pc = Pc(self.app.origin)
        self.fill_screen()

    def person(self):
        people = self.pc.call("GET", "/v1/demonstration")["people"]
        return next(one for one in people if one["name"] == PERSON)

    def let_log_in_expire(self):
        """While no authority runs."""
        assert self.app.stop() == 0, self.app.output
        self.age_log_ins()
        self.begin()


if __name__ == "__main__":
    with OidcProvider() as provider, Desk(width=960, height=1380) as place:
        run_tests("/end-to-end/app-keyboard-pages", [
            logging_in_leads_to_the_choice_of_the_enterprise,
            the_enterprise_is_chosen_and_changed,
            the_settings_lead_to_the_first_pin,
            who_knows_the_pin_changes_it,
            who_has_forgotten_it_is_asked_who_they_are,
            a_wrong_staff_code_is_told_and_can_be_left,
            the_organisations_log_in_can_be_begun_and_left,
            the_right_one_sets_the_new_pin,
            what_is_locked_opens_with_the_pin,
            an_account_is_linked_after_the_pin,
            the_keys_page_is_gone_around,
            a_notice_is_read_and_its_question_answered,
            whose_log_in_has_expired_logs_in_again,
        ])
