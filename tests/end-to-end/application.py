# SPDX-License-Identifier: GPL-3.0-or-later
"""The application as a person uses it: its pages by the words on them, in the language that is shown."""

import gettext
import os
import re
import signal

from desktop import is_sensitive
from session import build_directory, wait_until

PROGRAM = "src/app/yueqiqian"
PC_PAGE = "PC page: "
DIGITS = "0123456789"
FIRST_LOG_IN = ("first page", "Log in")


def catalogue(language):
    return gettext.translation("yueqiqian", os.path.join(build_directory(), "po"), [language], fallback=True)


def around(sentence):
    """The longest part of a translated sentence that no value stands in."""
    return max(re.split(r"%(?:\d+\$)?[a-z]+", sentence), key=len)


class Application:
    """The program on a Desktop. Words are given in English and looked for as translated."""

    def __init__(self, desktop, *arguments, camera=None):
        self.desktop = desktop
        self.catalogue = catalogue(desktop.language)
        self.camera = camera or os.path.join(desktop.directory, "camera.png")
        self.process = None
        self.arguments = arguments

    def start(self, *more, env=None):
        """env: changes of its environment, None takes something out."""
        env = {**self.desktop.env, "YQQ_CAMERA_FILE": self.camera, **(env or {})}
        env = {name: value for name, value in env.items() if value is not None}
        program = os.path.join(build_directory(), PROGRAM)
        self.process = self.desktop.start([program, *self.arguments, *more], env=env)
        return self

    @property
    def origin(self):
        """Where the PC page is, as soon as the embedded authority serves it."""
        line = re.compile(f"^{PC_PAGE}(http://[0-9.:]+)/$", re.MULTILINE)

        def told():
            assert self.process.poll() is None, f"the application has ended:\n{self.output}"
            return line.search(self.output)
        return wait_until(told, "the line that names the PC page", 15).group(1)

    @property
    def output(self):
        return self.desktop.output_of(self.process)

    def stop(self):
        """Ends it as a session manager does; gives the exit code."""
        return self.desktop.end(self.process, 10)

    def authority_pids(self):
        """The authority that this application started."""
        found = []
        for pid in self.desktop.marked_processes():
            try:
                with open(f"/proc/{pid}/cmdline", "rb") as file:
                    if os.path.basename(file.read().split(b"\0")[0]) == b"yqq-authority":
                        found.append(pid)
            except OSError:
                continue
        return found

    def kill_authority(self):
        for pid in self.authority_pids():
            os.kill(pid, signal.SIGKILL)

    # --- words on the screen -----------------------------------------------------------------------

    def words(self, text):
        """An English sentence of the sources, or (context, sentence), as it is on the screen."""
        return self.catalogue.gettext(text) if isinstance(text, str) else self.catalogue.pgettext(*text)

    def press(self, label, **options):
        return self.desktop.press("push button", self.words(label), **options)

    def press_containing(self, label, **options):
        return self.desktop.press("push button", containing=around(self.words(label)), **options)

    def see(self, text, seconds=20):
        """Waits until the sentence, or the part of it without values, is on the screen."""
        return self.desktop.find(containing=around(self.words(text)), seconds=seconds)

    def sees(self, text):
        return self.desktop.look(containing=around(self.words(text))) is not None

    # --- the flows ---------------------------------------------------------------------------------

    def open_log_in(self):
        self.press(FIRST_LOG_IN, seconds=20)
        self.see("Demonstration people")

    def log_in(self, person=None):
        """As a person of the demonstration, the first one unless named; ends on the certificates."""
        self.open_log_in()
        self.pick_person(person)

    def pick_person(self, person=None):
        if person:
            self.press_named("Log in as %s", person)
        else:
            self.press_containing("Log in as %s")
        self.desktop.wait_gone(containing=around(self.words("Demonstration people")), seconds=15)
        self.return_from_log_in()

    def return_from_log_in(self, enterprise=None):
        """From the page that says who is logged in; whoever belongs to several enterprises shows all of them,
        unless one is named."""
        self.press("Back to Yueqiqian", seconds=20)
        self.desktop.wait_gone("push button", self.words("Back to Yueqiqian"))
        question, choice = "For which enterprise do you work now?", enterprise or self.words("All enterprises")
        if wait_until(lambda: self.cards() or self.sees(question) and [question], "the certificates") == [question]:
            self.desktop.press("push button", containing=choice)
            self.desktop.wait_gone(containing=self.words(question))

    def press_named(self, label, value):
        return self.desktop.press("push button", containing=re.sub(r"%(?:\d+\$)?s", value, self.words(label)))

    def cards(self):
        """The certificates of the home page, each a button whose name begins with its enterprise."""
        kinds = (self.words("Enterprise certificate"), self.words("Employee certificate"))
        return [found for found in self.desktop.look_for_all("push button")
                if any(kind in (found.name) for kind in kinds)]

    def open_certificate(self, index=0):
        wait_until(lambda: self.cards()[index:index + 1], "a certificate's card")[0].activate()
        self.see("Keys on this computer")

    def enter_pin(self, pin):
        """By the buttons of the pad, one after the other; they are looked for once, since a walk takes time."""
        pad = self.pad()
        for digit in pin:
            pad[digit].activate()

    def pad(self):
        """The pad's buttons on the screen by their digits."""
        def complete():
            buttons = {found.name: found for found in self.desktop.look_for_all(
                "push button", where=lambda one: one.name and one.name in DIGITS)}
            return buttons if len(buttons) == len(DIGITS) and is_sensitive(buttons["0"]) else None
        return wait_until(complete, "the PIN pad")

    def set_pin(self, pin):
        """On the page that asks for a new PIN."""
        self.see("Set a PIN")
        self.enter_pin(pin)
        self.press("Continue")
        self.see("Enter the same PIN again")
        self.enter_pin(pin)
        self.press("Set PIN")
        self.desktop.wait_gone(containing=self.words("Enter the same PIN again"))

    def confirm_pin(self, pin):
        self.see("Enter your PIN")
        self.enter_pin(pin)
        self.press("Confirm")

    def open_scanner(self):
        self.press_containing("Scan to sign")
        self.see("Is the code on this very screen, in a picture or in a message?")

    @property
    def check_code(self):
        """The digits that the confirm page shows, as a screen reader is told them."""
        name = self.see("Check code %s").name
        digits = "".join(filter(str.isdigit, name))
        assert len(digits) == 3, name
        return digits
