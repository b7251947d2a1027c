# SPDX-License-Identifier: GPL-3.0-or-later
"""The face in the application by keys alone, as somebody does who hears what the page says: set up, logged in and a
new PIN set with it, others and nobody before the camera, and withdrawn. The camera shows a recorded man who does
what he is asked (face_camera.py)."""

import json
import os
import subprocess
import time

from application import around
from desktop import is_sensitive
from accessibility import Gone
from face_camera import FaceCamera
from keyboard import Keyboard
from session import TimedOut
from tap import run_tests
from workplace import HOME, PIN, Workplace

NEW_PIN = "830472"
# As the demonstration's, with as many tries as a busy machine may need, and with something to choose also where the
# face is no way.
TRIES = 20
POLICY = {"version": 1, "device": {"min_days": 0}, "face": {"tries": TRIES}, "purposes": {
    "log-in": [["staff-code"], ["device", "face"]],
    "new-pin": [["staff-code"], ["device", "face"], ["device", "staff-code"]]}}
CONSENT = {
    "Purpose": "To verify you on this computer, together with the computer itself, where your authority takes that: "
               "for a new PIN, for example. Nothing else is done with it.",
    "What is kept": "Numbers computed from three pictures of your face. The pictures themselves are forgotten at "
                    "once.",
    "Where": "On this computer only, sealed with a key in your keyring. The authority is told that a face is set up, "
             "and the result of each check; never the face.",
    "For how long": "Until it expires, you log out here, or you withdraw your consent. Withdraw consent and delete, "
                    "on this page, erases it at once.",
}
AGREED = "I agree that numbers computed from my face are kept on this computer for this."
# What the page asks, and what the man then does.
ASKED = {"Look straight into the camera": "look-straight", "Blink": "blink", "Nod": "nod",
         "Turn your head to the left": "turn-left", "Turn your head to the right": "turn-right"}
LOOK_EVERY_S = 1
LONG = 120  # a busy machine looks at few pictures a second


class Desk(Keyboard, Workplace):
    """With somebody to play before its camera; whole pages fit into the window."""

    def prepare(self):
        self.camera = FaceCamera(self)
        self.data = os.path.join(self.env["XDG_DATA_HOME"], "yueqiqian", "authority")
        os.makedirs(self.data, mode=0o700)
        with open(os.path.join(self.data, "identity-policy.json"), "w", encoding="utf-8") as file:
            json.dump(POLICY, file)
        super().prepare()

    def start_app(self):
        self.app.camera = self.camera.path
        super().start_app()
        self.resize(*self.size)
        self.xdotool("mousemove", 300, 300)  # within every window that opens

    def hears(self, *texts):
        """One of these is said of what has the focus, the only thing that is spoken when a page changes."""
        words = [self.app.words(text) for text in texts]
        self._await(lambda: getattr(self.focus(), "name", None) in words, f"to hear one of {words}", LONG)

    def enter(self, pin):
        self.focused()
        self.keys(*pin, "Return")

    def open_settings(self, name):
        self.keys("ctrl+comma")
        self.app.see(("settings", "Signing"))
        self.come_to_window(2)
        self.press(name)
        self.come_to_window(1)

    def perform_until(self, text):
        """Does what the page asks, as soon as it asks it; where a busy machine has not seen it in time, again."""
        words = {self.app.words(asked): order for asked, order in ASKED.items()}
        end = time.monotonic() + LONG
        while not self.app.sees(text):
            if time.monotonic() > end:
                raise TimedOut(f"the camera's person did what was asked, and yet not: {text}\n{self.tree()}")
            if self.app.sees("Not all was done in time"):
                self.press("Try again")
            task = self.look("label", where=lambda one: one.name in words)
            if task:
                self._follow(task, words)

    def _follow(self, task, words):
        """For a while by the task's name alone: a look at everything would be late on a busy machine."""
        until = time.monotonic() + LOOK_EVERY_S
        try:
            while time.monotonic() < until:
                self.camera.play(words.get(task.name_now, self.camera.playing))
                time.sleep(0.03)
        except Gone:
            pass

    def let_log_in_expire(self):
        """While the person is there, who then looks what is new."""
        self.age_log_ins()
        self.keys("F5")
        self.app.see("Please log in again", seconds=20)

    def audit(self, act):
        """What the authority has recorded of that kind, the last one last."""
        record = os.path.join(self.directory, "record.json")
        subprocess.run(["yqq-authority", "audit", "export", "--data", self.data, record], env=self.env, check=True,
                       timeout=60, stdout=subprocess.DEVNULL)
        with open(record, encoding="utf-8") as file:
            entries = [json.loads(line) for line in file if f'"act":"{act}"' in line]
        os.remove(record)
        return entries

    def person(self):
        people = self.pc.call("GET", "/v1/demonstration")["people"]
        return next(one for one in people if one["role"] == "employee")


def what_is_kept_where_and_how_it_is_erased_is_heard_before_anything_is_set_up():
    desk.focused()
    desk.open_settings("Face")
    desk.app.see("Use your face to show who you are", seconds=20)
    for title, words in CONSENT.items():
        desk.app.see(words)
        row = desk.go_to(desk.app.words(title))
        assert row.description_now == desk.app.words(words), row.description_now


def nothing_is_set_up_without_the_consent():
    agree = desk.find("push button", desk.app.words("Agree and set up"))
    assert not is_sensitive(agree)
    desk.go_to(desk.app.words(AGREED), role="check box")
    desk.keys("space")
    desk.press("Agree and set up")


def who_sets_it_up_shows_who_they_are_by_another_way():
    desk.app.see("Before your face is set up: show that it is you.", seconds=20)
    desk.hears("PIN")
    desk.keys("Return")
    desk.app.see("Enter your PIN")
    desk.enter(PIN)


def each_picture_is_asked_for_aloud():
    desk.hears("No face can be seen")
    desk.app.see("No face can be seen")
    desk.camera.play("enrol-look-straight")
    desk.hears("Turn your head a little to the left")
    desk.camera.play("enrol-turn-left")
    desk.hears("Turn your head a little to the right")
    desk.app.see("Turn your head a little to the right")
    desk.camera.play("enrol-turn-right")
    desk.app.see("Your face is set up on this computer", seconds=LONG)
    assert desk.focused().name == desk.app.words("Set up on")
    assert desk.focused().description_now
    desk.keys("Escape")


def whose_log_in_has_expired_is_offered_the_face():
    desk.camera.play("nobody")
    desk.app.see("Scan to sign")
    desk.let_log_in_expire()
    desk.press("Log in again")
    person = desk.person()
    desk.find(containing=desk.app.words("Welcome back, %s") % (person["name"][0] + "*" * (len(person["name"]) - 1)),
              seconds=20)
    assert not desk.look(containing=person["name"]), "the name is told to whoever looks"
    desk.hears("Document number")
    desk.type(person["id_number"])
    desk.go_to(desk.app.words("I have read the agreement and accept it"), role="check box")
    desk.keys("space")
    desk.go_to(desk.app.words("Other ways to log in"))
    desk.go_to(desk.app.words("Log in with your face"), key="shift+Tab")
    desk.keys("Return")
    desk.app.see("Show that it is you, and you are logged in on this computer.", seconds=20)


def who_does_what_is_asked_is_logged_in_where_they_were():
    desk.hears("No face can be seen")
    desk.camera.play("look-straight")
    desk.hears(*(asked for asked, order in ASKED.items() if order != "look-straight"))
    desk.perform_until("You are logged in on this computer.")
    desk.press("Back to Yueqiqian")
    desk._await(lambda: desk.title == desk.app.words(HOME) and desk.app.cards(), "the certificates", 20)
    assert not desk.app.sees("Please log in again")


def the_authority_has_recorded_face_and_device():
    assert proofs("log-in")[-1] == ["device", "face"], proofs("log-in")


def proofs(purpose):
    """By which methods it was proven that it is the person, each time."""
    entries = [entry["detail"] for entry in desk.audit("identity-satisfied")]
    assert all(entry["device"] for entry in entries), entries
    return [sorted(entry["methods"]) for entry in entries if entry["purpose"] == purpose]


def choose_new_pin():
    desk.open_settings("PIN settings")
    desk.press("Forgotten the PIN")
    repeat_new_pin()


def repeat_new_pin():
    desk.app.see("Choose a new PIN", seconds=20)
    desk.enter(NEW_PIN)
    desk.app.see("Enter the same PIN again")
    desk.enter(NEW_PIN)
    desk.app.see("Show that it is you. Then the new PIN is set and your certificates are made anew.", seconds=20)


def somebody_else_gets_no_new_pin_and_stands_before_the_next_step():
    desk.camera.play("other")
    choose_new_pin()
    desk.press("Face")
    desk.hears("Try again")
    desk.app.see("The face was not recognized")
    assert desk.app.words("The face was not recognized") in desk.focused().description_now
    desk.find("label", desk.app.catalogue.ngettext("%d try left", "%d tries left", TRIES - 1) % (TRIES - 1))
    names = [one.name for one in desk.around()]
    for label in ("Cancel", "Other ways"):
        assert desk.app.words(label) in names, names


def where_nobody_is_the_page_says_so_and_escape_leads_back():
    desk.camera.play("nobody")
    desk.press("Try again")
    desk.hears("No face can be seen")
    desk.app.see("No face can be seen")
    desk.keys("Escape")
    desk.app.see("Choose a new PIN")
    assert proofs("new-pin") == []


def a_forgotten_pin_is_set_anew_with_the_face():
    repeat_new_pin()
    desk.press("Face")
    desk.perform_until("New PIN set")
    desk.hears("Done")
    desk.keys("Return")
    desk._await(lambda: desk.title == desk.app.words(HOME) and desk.app.cards(), "the certificates", 20)
    assert proofs("new-pin") == [["device", "face"]]


def the_consent_is_withdrawn_and_the_face_erased():
    desk.open_settings("Face")
    desk.app.see("Your face is set up on this computer", seconds=20)
    desk.press("Withdraw consent and delete")
    desk.app.see("Your consent is withdrawn, and what was kept of your face is erased", seconds=20)
    desk.hears("Purpose")
    desk.app.see("Use your face to show who you are")
    assert len(desk.audit("face-remove")) == 1
    assert not is_sensitive(desk.find("push button", desk.app.words("Agree and set up")))


def it_is_then_not_offered_any_more_and_the_reason_is_heard():
    choose_new_pin()
    desk.hears("Code from the service desk")
    desk.find("label", desk.app.words("Not possible now"))
    row = desk.go_to(desk.app.words("Face"))
    assert row.role == "list item" and not desk.look("push button", containing=desk.app.words("Face"))
    reason = desk.app.words("No face has been set up on this computer. Set it up in the settings.")
    assert row.description_now == reason, row.description_now
    desk.keys("Escape")


TESTS = [
    what_is_kept_where_and_how_it_is_erased_is_heard_before_anything_is_set_up,
    nothing_is_set_up_without_the_consent,
    who_sets_it_up_shows_who_they_are_by_another_way,
    each_picture_is_asked_for_aloud,
    whose_log_in_has_expired_is_offered_the_face,
    who_does_what_is_asked_is_logged_in_where_they_were,
    the_authority_has_recorded_face_and_device,
    somebody_else_gets_no_new_pin_and_stands_before_the_next_step,
    where_nobody_is_the_page_says_so_and_escape_leads_back,
    a_forgotten_pin_is_set_anew_with_the_face,
    the_consent_is_withdrawn_and_the_face_erased,
    it_is_then_not_offered_any_more_and_the_reason_is_heard,
]

if __name__ == "__main__":
    with Desk(width=960, height=1100) as desk:
        run_tests("/end-to-end/app-face", TESTS)
