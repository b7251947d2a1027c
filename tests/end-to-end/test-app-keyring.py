# SPDX-License-Identifier: GPL-3.0-or-later
"""The application where its keyring is locked, empty or not there at all."""

import subprocess

from application import FIRST_LOG_IN, Application
from desktop import Desktop, TimedOut, is_sensitive, wait_until
from keyboard import Keyboard
from tap import run_tests
from workplace import Workplace

PROMPTER = {"org.gnome.keyring.SystemPrompter": "/usr/libexec/gcr-prompter"}  # GNOME Shell's without the shell
COLLECTION = "/org/freedesktop/secrets/collection/login"


class Desk(Desktop, Keyboard):
    """Pressed also by a screen reader's action; gone around by keys."""


class LockedDesk(Workplace, Keyboard):
    pass


def is_locked(session):
    return "true" in session.call("org.freedesktop.secrets", COLLECTION, "org.freedesktop.DBus.Properties.Get",
                                  "org.freedesktop.Secret.Collection", "Locked")


def an_empty_keyring_asks_to_log_in():
    with Desktop(width=960, height=680) as desktop:
        app = Application(desktop, "--demonstration").start()
        desktop.find("push button", app.words(FIRST_LOG_IN), seconds=20)
        assert not app.sees("Your keyring is locked") and not app.sees("There is no keyring")


def prompts(place):
    """The windows in which the keyring asks for its password."""
    found = subprocess.run(["xdotool", "search", "--onlyvisible", "--class", "gcr-prompter"], env=place.env,
                           stdout=subprocess.PIPE, text=True, timeout=30, check=False)
    return found.stdout.split()


def answer_prompt(place, *keys):
    """Until it is gone: what is typed before the window has the keyboard is lost."""
    def answered():
        window = prompts(place)[0]
        place.xdotool("mousemove", "--window", window, 20, 20)
        for each in keys:
            place.xdotool(*each)
        try:
            return wait_until(lambda: window not in prompts(place), "the end of the prompt", 3)
        except TimedOut:
            return False
    wait_until(lambda: prompts(place), "the keyring's prompt", 20)
    wait_until(answered, "the answer to the keyring's prompt", 30)


def a_locked_keyring_is_told_apart_and_opens_by_its_password():
    with LockedDesk(services=PROMPTER) as place:
        place.end(place.app.process)
        place.lock_keyring()
        place.app.start()
        place.app.see("Your keyring is locked", seconds=20)
        place.app.see("Your keys and certificates are safe inside. Unlock it with the password of your "
                      "computer account to go on.")
        assert not place.look("push button", place.app.words(FIRST_LOG_IN)), "asks to log in"
        place.go_around()
        place.go_to(place.app.words("Unlock"))
        place.keys("Return")
        answer_prompt(place, ("key", "Escape"))
        place.find("push button", place.app.words("Unlock"), where=is_sensitive)
        assert is_locked(place)
        place.app.press("Unlock")
        answer_prompt(place, ("key", "ctrl+a"), ("type", place.keyring_password), ("key", "Return"))
        place.wait_ready()


def an_absent_keyring_has_its_own_page_and_remedy():
    with Desk(width=960, height=680, keyring="absent") as desktop:
        app = desktop.app = Application(desktop, "--demonstration").start()
        app.see("There is no keyring", seconds=20)
        desktop.find(containing="gnome-keyring")
        app.see("sudo apt install gnome-keyring")
        assert not desktop.look("push button", app.words(FIRST_LOG_IN)), "asks to log in"
        desktop.fill_screen()
        desktop.go_around()
        desktop.start_keyring()
        app.press("Try again")
        desktop.find("push button", app.words(FIRST_LOG_IN), seconds=20)


if __name__ == "__main__":
    run_tests("/end-to-end/app-keyring", [
        an_empty_keyring_asks_to_log_in,
        a_locked_keyring_is_told_apart_and_opens_by_its_password,
        an_absent_keyring_has_its_own_page_and_remedy,
    ])
