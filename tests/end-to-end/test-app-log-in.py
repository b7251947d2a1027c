# SPDX-License-Identifier: GPL-3.0-or-later
"""Logging in as the guide has it: the form, who is logged in, for which enterprise; and anew when it has expired."""

from application import around
from pc import Pc
from session import wait_until
from tap import run_tests
from workplace import Workplace

PERSON = "演示管理员林晓"  # belongs to two enterprises
FIRST, SECOND = "演示科技（广东）有限公司", "演示文创（深圳）有限公司"
KEPT = {"GSETTINGS_BACKEND": "keyfile"}  # what is remembered outlives the application


def people():
    return Pc(place.app.origin).call("GET", "/v1/demonstration")["people"]


def see_only(enterprise):
    """The certificates of this enterprise, whose name stands above them."""
    place.find("label", enterprise, seconds=20)
    place._await(lambda: place.app.cards() and all(card.name.startswith(enterprise) for card in place.app.cards()),
                 f"the certificates of {enterprise} alone", 20)


def what_is_missing_is_said_on_the_button_and_beside_the_fields():
    place.app.open_log_in()
    # Below the demonstration's people, where the focus leads to.
    place.find("push button", containing=around(place.app.words("Still missing: %s")), on_screen=False).activate()
    for sentence in ("Enter your name.", "Enter the number of your identity document.",
                     "Without the agreement you cannot log in."):
        place.find(containing=place.app.words(sentence), on_screen=False)


def whoever_has_logged_in_is_told_who_they_are():
    place.find("push button", containing=place.app.words("Log in as %s") % PERSON, on_screen=False).activate()
    place.app.see("You are logged in on this computer.", seconds=20)
    place.find("label", PERSON)
    place.find("push button", place.app.words("Back to Yueqiqian"), where=lambda one: one.has("focused"))


def who_belongs_to_several_enterprises_says_for_which():
    place.app.return_from_log_in(SECOND)
    see_only(SECOND)


def the_enterprise_can_be_changed_above_the_certificates():
    place.app.press("Change enterprise")
    place.app.see("For which enterprise do you work now?")
    place.press("push button", containing=FIRST)
    see_only(FIRST)


def it_is_remembered_when_the_application_starts_again():
    assert place.app.stop() == 0, place.app.output
    place.app.start(env=KEPT)
    see_only(FIRST)


def let_log_in_expire():
    """While no authority runs."""
    assert place.app.stop() == 0, place.app.output
    place.age_log_ins()
    place.app.start(env=KEPT)


def whose_log_in_has_expired_is_greeted_and_not_named():
    let_log_in_expire()
    place.app.press("Log in again", seconds=20)
    place.find(containing=place.app.words("Welcome back, %s") % (PERSON[0] + "*" * (len(PERSON) - 1)))
    assert not place.look(containing=PERSON), "the name is told to whoever looks"
    assert not place.app.sees("One-time staff code (8 digits)")
    place.app.press_containing("Still missing: %s")
    place.app.see("Enter the number of your identity document.")


def accept_agreement():
    """As keys do: a check box has no action of its own that a screen reader could take."""
    def reached():
        place.keys("Tab")
        return place.look("check box", where=lambda one: one.has("focused"))
    wait_until(reached, "the agreement by Tab", 20, every=0.3)
    place.keys("space")
    place.find("push button", place.app.words("Log in again"))


def logging_in_anew_leads_back_and_keeps_everything():
    person = next(person for person in people() if person["name"] == PERSON)
    place.find("text", place.app.words("Document number")).set_text(person["id_number"])
    accept_agreement()
    place.app.press("Log in again")
    place.app.see("Show that it is you, and you are logged in on this computer.")
    place.find("text", place.app.words("One-time staff code (8 digits)")).set_text(person["staff_code"])
    place.app.press("Confirm")
    place.app.see("You are logged in on this computer.", seconds=20)
    place.app.press("Back to Yueqiqian")
    see_only(FIRST)


class Desk(Workplace):
    """As a new person finds it: nobody is logged in."""

    def prepare(self):
        self.app.start(env=KEPT)


if __name__ == "__main__":
    with Desk() as place:
        run_tests("/end-to-end/app-log-in", [
            what_is_missing_is_said_on_the_button_and_beside_the_fields,
            whoever_has_logged_in_is_told_who_they_are,
            who_belongs_to_several_enterprises_says_for_which,
            the_enterprise_can_be_changed_above_the_certificates,
            it_is_remembered_when_the_application_starts_again,
            whose_log_in_has_expired_is_greeted_and_not_named,
            logging_in_anew_leads_back_and_keeps_everything,
        ])
