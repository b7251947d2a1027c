# SPDX-License-Identifier: GPL-3.0-or-later
"""The first pages in English, what a screen reader is told, and what logging out leaves."""

import json
import re

from application import FIRST_LOG_IN, Application
from desktop import Desktop
from tap import run_tests
from terminal import run
from workplace import Workplace

CHINESE = re.compile("[\u4e00-\u9fff]")
# What is fictional data and stays as it is registered.
NAMES = re.compile("演示|粤企签")


def spoken(desktop):
    return [one for one, _depth in desktop.bus.look().walk() if one.name]


def in_english_no_chinese_is_left_on_the_first_pages():
    with Desktop(width=960, height=680, language="en") as desktop:
        app = Application(desktop, "--demonstration").start()
        desktop.find("push button", "Log in", seconds=20)
        check_words(desktop)
        app.open_log_in()
        check_words(desktop)
        app.pick_person()
        app.see("Enterprise certificate")
        check_words(desktop)
        app.open_certificate()
        check_words(desktop)


def check_words(desktop):
    left = [one.name for one in spoken(desktop) if CHINESE.search(one.name) and not NAMES.search(one.name)]
    assert not left, left


def no_button_is_met_twice():
    """A button within a button of the same name would be told twice, and take two steps to pass."""
    nested = [one.name for one in spoken(place) if one.role == "push button" and any(
        above.role == "push button" for above in one.line()[1:])]
    assert not nested, nested


def every_button_has_a_name():
    nameless = [one.line()[1].name for one, _depth in place.bus.look().walk() if one.role == "push button" and
                one.name in ("", "GtkButton") and place.bus.on_screen([one], place.bus.look())]
    assert not nameless, nameless


def what_a_picture_of_somebody_says_is_not_said_again():
    place.find("push button", place.app.words("Log out"))
    pictures = [one for one, _depth in place.bus.look().walk() if one.name == "AdwAvatar"]
    assert not pictures, [one.line() for one in pictures]


def a_question_and_its_answers_are_said_once():
    place.app.press("Log out")
    place.app.see("Log out on this computer?")
    dialog = place.find("dialog")
    words = [one.name for one, _depth in dialog.walk() if one.role in ("dialog", "push button")]
    assert words == [place.app.words(text) for text in ("Log out on this computer?", "Cancel", "Log out")], words
    headings = [one for one, _depth in dialog.walk() if one.role == "label" and one.name == words[0]]
    assert not headings, headings
    place.press("push button", place.app.words("Cancel"), within=dialog)
    place._await(lambda: place.look("dialog") is None, "the dialog's end", 10)


def logging_out_clears_what_belonged_to_the_person():
    place.app.press("Log out")
    place.app.see("Log out on this computer?")
    dialog = place.find("dialog")
    person = json.loads(run(place, "certificate", "list", "--json")[0].splitlines()[0])["enterprise"]
    place.press("push button", place.app.words("Log out"), within=dialog)
    place.find("push button", place.app.words(FIRST_LOG_IN), seconds=20)
    place._await(lambda: not any(person in one.name or "****" in one.name for one in spoken(place)),
                 "an application without the person", 10)
    _, said = run(place, "certificate", "list", expected=3)
    assert "yqq log-in" in said, said


if __name__ == "__main__":
    with Workplace() as place:
        run_tests("/end-to-end/app-words", [
            in_english_no_chinese_is_left_on_the_first_pages,
            no_button_is_met_twice,
            every_button_has_a_name,
            what_a_picture_of_somebody_says_is_not_said_again,
            a_question_and_its_answers_are_said_once,
            logging_out_clears_what_belonged_to_the_person,
        ])
