# SPDX-License-Identifier: GPL-3.0-or-later
"""An account at one's organisation linked in the application: a real provider, the log in in a real Chromium."""

import json
import os
import re

from application import around
from browser import browse
from form import FormFilling
from oidc_provider import CLIENT, OidcProvider
from selenium.webdriver.common.by import By
from session import wait_until
from tap import run_tests
from workplace import PIN, Workplace

NAME = "企业统一认证"
LONG_S = 90


class Desk(FormFilling, Workplace):
    """At an authority that takes the organisation's log in."""

    def prepare(self):
        data = os.path.join(self.env["XDG_DATA_HOME"], "yueqiqian", "authority")
        os.makedirs(data, mode=0o700)
        with open(os.path.join(data, "identity-policy.json"), "w", encoding="utf-8") as file:
            json.dump({"version": 1, "purposes": {"new-pin": [["staff-code"], ["oidc"]]}, "device": {"min_days": 0},
                       "oidc": {"name": NAME, "issuer": provider.issuer, "client_id": CLIENT, "device_flow": True}},
                      file)
        super().prepare()
        self.resize(960, 1380)  # whole pages: what is scrolled away is not on the screen

    def open_accounts(self):
        self.keys("ctrl+comma")
        self.press("push button", containing=self.app.words("Log-in methods"))  # said twice: the row names it too

    def press_with(self, label, value):
        self.press("push button", self.app.words(label) % value, seconds=20)

    def person(self):
        people = self.pc.call("GET", "/v1/demonstration")["people"]
        return next(one for one in people if one["role"] == "employee")


def press(driver, selector):
    wait_until(lambda: driver.find_elements(By.CSS_SELECTOR, selector), f"{selector} on the page", LONG_S)
    driver.find_element(By.CSS_SELECTOR, selector).click()


def log_in_on_a_telephone(account):
    """With the code that the application shows."""
    desk.app.press("Use a telephone")
    code = desk.find(where=lambda one: re.fullmatch(r"[A-Z]{4}-[A-Z]{4}", one.name), seconds=LONG_S).name
    with browse(desk) as driver:
        driver.get(provider.issuer + "/device")
        field = wait_until(lambda: driver.find_elements(By.NAME, "user_code"), "the code's field", LONG_S)[0]
        field.send_keys(code)
        press(driver, "button[type=submit]")
        press(driver, "button[autofocus]")
        press(driver, f"#as-{account}")
        desk.find(containing=desk.app.words("Linked accounts"), seconds=LONG_S)


def an_account_is_linked_after_the_pin_on_this_computer():
    desk.open_accounts()
    desk.app.see("You have no account linked.")
    desk.press_with("Link your account at %s", NAME)
    desk.app.see("Before an account is linked to you")
    desk.press("push button", containing=desk.app.words("PIN"))
    desk.app.confirm_pin(PIN)
    desk.app.see("Log in at %s", seconds=20)
    log_in_on_a_telephone("li")
    desk.find("push button", desk.app.words("Unlink the account at %s") % NAME)


def the_person_reads_that_it_was_linked():
    desk.press("push button", containing=desk.app.words("Notices"))
    desk.find(containing=desk.app.words("An account was linked to you"), seconds=40)
    desk.find(containing=NAME)
    desk.find("push button", containing=desk.app.words("That was not me"))


def it_is_unlinked_with_a_code_of_the_service_desk():
    desk.go_home()
    desk.open_accounts()
    desk.press_with("Unlink the account at %s", NAME)
    desk.app.see("Before an account is unlinked from you")
    desk.app.press("Code from the service desk")
    desk.find("text", desk.app.words("One-time staff code (8 digits)")).set_text(desk.person()["staff_code"])
    desk.app.press("Confirm")
    desk.app.see("You have no account linked.", seconds=20)
    desk.press("push button", containing=desk.app.words("Notices"))
    desk.find(containing=around(desk.app.words("An account was unlinked from you")), seconds=40)


if __name__ == "__main__":
    with OidcProvider() as provider, Desk() as desk:
        run_tests("/end-to-end/app-accounts", [
            an_account_is_linked_after_the_pin_on_this_computer,
            the_person_reads_that_it_was_linked,
            it_is_unlinked_with_a_code_of_the_service_desk,
        ])
