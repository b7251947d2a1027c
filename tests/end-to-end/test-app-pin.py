# SPDX-License-Identifier: GPL-3.0-or-later
"""The PIN page: what a person who mistypes is told, and what a screen reader is not."""

import os
import re
import subprocess
from collections import Counter

from desktop import is_sensitive
from tap import run_tests
from workplace import Workplace

WRONG = "194628"
NEW_PIN = "830472"
LATER_PIN = "417293"
LAST_PIN = "628039"
CLOCK = re.compile(r"\d:\d\d")


def spoken():
    """Every name on the desktop but the clocks'."""
    return Counter(one.name for one, _depth in place.bus.look().walk() if not CLOCK.search(one.name))


def tries_left(count):
    return place.app.catalogue.ngettext("%d try left", "%d tries left", count) % count


def entered(count):
    return place.app.words("Entered %u of %u digits").replace("%u", str(count), 1).replace("%u", "6", 1)


def open_pin_page():
    place.app.press("Continue")
    place.app.see("Enter your PIN")
    place.app.pad()


def what_is_entered_is_told_by_its_length_alone():
    place.claim()
    open_pin_page()
    before = spoken()
    place.app.enter_pin(WRONG[:3])
    place.find(name=entered(3))
    assert spoken() - before == Counter([entered(3)])
    assert before - spoken() == Counter([entered(0)])
    assert not place.look_for_all(where=lambda one: one.role in ("text", "password text", "entry"))
    place.app.press("Clear")


def the_first_wrong_pin_says_how_many_tries_are_left():
    place.app.confirm_pin(WRONG)
    place.find(containing=tries_left(4))
    place.app.see("Wrong PIN")
    # A screen reader speaks it of what has the focus.
    place.find(where=lambda one: place.app.words("Wrong PIN") in one.description and tries_left(4) in one.description)


def the_tries_left_are_still_right_after_a_step_back():
    place.app.press("One step back")
    place.app.see("This web system asks for your signature")
    open_pin_page()
    place.find(containing=tries_left(4))


def each_wrong_pin_is_counted_down_in_words():
    for left in (3, 2, 1):
        place.app.confirm_pin(WRONG)
        place.find(containing=tries_left(left))
        place.app.see("Wrong PIN")


def the_fifth_locks_and_says_what_to_do_next():
    place.app.confirm_pin(WRONG)
    place.app.see("It was wrong five times, so your keys are locked. They are still here, and nothing was signed.")
    place.app.see("Only a new PIN unlocks them: set one under “Forgotten your PIN?” or in the settings, and show that it is you.")
    place.find(containing=tries_left(0))
    confirm = place.find("push button", place.app.words("Confirm"))
    assert not is_sensitive(confirm), "a locked PIN can still be confirmed"


def a_locked_pin_is_not_asked_for_again():
    place.go_home()
    place.claim()
    place.app.press("Continue")
    place.app.see("It was wrong five times, so your keys are locked. They are still here, and nothing was signed.")
    assert not is_sensitive(place.find(name=entered(0))), "digits can still be entered"
    assert place.pc.call("GET", place.pc.path)["state"] == "scanned"


def choose_new_pin():
    place.app.press("Forgotten your PIN?")
    place.app.press("Set a new PIN")
    place.app.see("Choose a new PIN")
    place.app.enter_pin(NEW_PIN)
    place.app.press("Continue")
    place.app.see("Enter the same PIN again")
    place.app.enter_pin(NEW_PIN)
    place.app.press("Continue")


def verify_identity():
    place.app.see("Show that it is you. Then the new PIN is set and your certificates are made anew.")
    people = place.pc.call("GET", "/v1/demonstration")["people"]
    person = next(person for person in people if person["role"] == "employee")
    place.find("text", place.app.words("One-time staff code (8 digits)")).set_text(person["staff_code"])
    place.app.press("Confirm")


def the_way_out_is_on_the_same_page_and_ends_with_every_certificate_made_anew():
    choose_new_pin()
    verify_identity()
    place.app.see("New PIN set", seconds=60)
    place.app.press("Done")
    place.find(containing=place.app.words("Valid"), seconds=20)


def the_new_pin_signs():
    place.claim()
    place.app.press("Continue")
    place.app.confirm_pin(NEW_PIN)
    place.pc.wait_for("connected")


def open_change():
    place.app.press("Settings")
    place.app.press("PIN settings")
    place.app.press("Change the PIN")
    place.app.see("Enter your old PIN")


def enter(pin, then):
    place.app.enter_pin(pin)
    place.app.press("Continue")
    place.app.see(then)


def who_knows_the_pin_changes_it_without_being_verified():
    open_change()
    enter(NEW_PIN, "Choose a new PIN")
    enter("123456", "Digits in a row are guessed at once. Choose another PIN.")
    enter(NEW_PIN, "That is the PIN you have already. Choose another one.")
    enter(LATER_PIN, "Enter the same PIN again")
    place.app.enter_pin(LATER_PIN)
    place.app.press("Continue")
    place.app.see("PIN changed", seconds=30)
    place.app.press("Done")
    place.find(containing=place.app.words("Valid"), seconds=20)


def that_ended_the_session_and_the_pc_is_told_why():
    state = place.pc.call("GET", place.pc.path)
    assert (state["state"], state["reason"]) == ("closed", "pin-changed"), state


def the_changed_pin_signs_with_the_same_certificate():
    place.claim()
    place.app.press("Continue")
    place.app.confirm_pin(LATER_PIN)
    place.pc.wait_for("connected")
    assert place.sign()["state"] == "signed"


def a_wrong_old_pin_is_told_with_the_tries_left_and_the_way_back_says_that_nothing_was_changed():
    place.go_home()
    open_change()
    enter(WRONG, "Choose a new PIN")
    enter(LAST_PIN, "Enter the same PIN again")
    enter(LAST_PIN, "Enter your old PIN")
    place.find(containing=tries_left(4), seconds=20)
    place.app.press("Back")
    place.app.see("The PIN was not changed: the old one stays.")


def a_change_in_the_terminal_is_noticed_by_the_open_application():
    reader, writer = os.pipe()
    os.write(writer, f"{LATER_PIN}\n".encode())
    os.close(writer)
    other, other_writer = os.pipe()
    os.write(other_writer, f"{LAST_PIN}\n".encode())
    os.close(other_writer)
    done = subprocess.run(["yqq", "pin", "change", f"--pin-fd={reader}", f"--new-pin-fd={other}"],
                          env=place.env, stdin=subprocess.DEVNULL, pass_fds=(reader, other), timeout=60,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    os.close(reader)
    os.close(other)
    assert done.returncode == 0, done.stdout
    place.claim()
    place.app.press("Continue")
    place.app.confirm_pin(LAST_PIN)
    place.pc.wait_for("connected")


def it_stands_in_the_notices_where_it_can_be_disputed():
    place.go_home()
    place.app.press_containing("Notices")
    place.app.see("Your PIN was changed")
    place.app.press_containing("That was not me")
    place.app.see("Was that not you?")
    place.app.press("It was me")


if __name__ == "__main__":
    with Workplace() as place:
        run_tests("/end-to-end/app-pin", [
            what_is_entered_is_told_by_its_length_alone,
            the_first_wrong_pin_says_how_many_tries_are_left,
            the_tries_left_are_still_right_after_a_step_back,
            each_wrong_pin_is_counted_down_in_words,
            the_fifth_locks_and_says_what_to_do_next,
            a_locked_pin_is_not_asked_for_again,
            the_way_out_is_on_the_same_page_and_ends_with_every_certificate_made_anew,
            the_new_pin_signs,
            who_knows_the_pin_changes_it_without_being_verified,
            that_ended_the_session_and_the_pc_is_told_why,
            the_changed_pin_signs_with_the_same_certificate,
            a_wrong_old_pin_is_told_with_the_tries_left_and_the_way_back_says_that_nothing_was_changed,
            a_change_in_the_terminal_is_noticed_by_the_open_application,
            it_stands_in_the_notices_where_it_can_be_disputed,
        ])
