# SPDX-License-Identifier: GPL-3.0-or-later
"""A private desktop for end-to-end tests: screen, bus, keyring, accessibility, all gone afterwards.

    with Desktop() as desktop:
        desktop.start(["yueqiqian", "--demonstration"])
        desktop.press("push button", "登录")
        desktop.find("label", containing="已连接")
        desktop.screenshot("connected.png")

Run with /usr/bin/python3, whose packages these are. Without a window manager windows open in the upper left
corner and keys go where the pointer is."""

import functools
import os
import subprocess
import time

from accessibility import AccessibilityBus, Gone
from session import Session, TimedOut, wait_until

__all__ = ["Desktop", "TimedOut", "wait_until", "write_atomically"]

ACCESSIBILITY = {"org.a11y.Bus": "/usr/libexec/at-spi-bus-launcher"}


class Desktop(Session):
    """width × height pixels of screen; failures (a directory) receives a screenshot, the accessible
    tree and the programs' output when the with-block ends by an exception."""

    def __init__(self, width=1280, height=1024, services=None, failures=None, **options):
        super().__init__(services={**ACCESSIBILITY, **(services or {})}, **options)
        self.size = (width, height)
        self.failures = failures or os.environ.get("YQQ_TEST_OUTPUT")

    def set_up(self):
        strict = self.env.pop("G_DEBUG", None)
        self._start_screen()
        super().set_up()
        if strict:  # the programs die of their own criticals, and not of warnings of what an empty desktop lacks
            self.env["G_DEBUG"] = "fatal-criticals"

    @functools.cached_property
    def bus(self):
        """Asked for by those who look only: ./dev run has no need of at-spi2-core."""
        return AccessibilityBus(self.env["DBUS_SESSION_BUS_ADDRESS"])

    def __exit__(self, kind, value, trace):
        if kind is not None and self.failures:
            self._keep_evidence()
        super().__exit__(kind, value, trace)

    def _start_screen(self):
        reader, writer = os.pipe()
        self.start(["Xvfb", "-displayfd", str(writer), "-screen", "0", "{}x{}x24".format(*self.size),
                    "-nolisten", "tcp", "-noreset"], pass_fds=(writer,))
        os.close(writer)
        with os.fdopen(reader) as pipe:
            number = pipe.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start")
        self.env.update({"DISPLAY": f":{number}", "GDK_BACKEND": "x11", "GSK_RENDERER": "cairo",
                         "GDK_DEBUG": "gl-disable"})

    def _keep_evidence(self):
        os.makedirs(self.failures, exist_ok=True)
        try:
            self.screenshot(os.path.join(self.failures, "screen.png"))
            with open(os.path.join(self.failures, "tree.txt"), "w", encoding="utf-8") as file:
                file.write(self.tree())
        except Exception as error:  # the first failure is the one to report
            print(f"# no picture of the failure: {error}")
        for process in self.processes:
            name = os.path.join(self.failures, os.path.basename(process.log))
            write_atomically(name, self.output_of(process).encode())

    # --- pictures, keys and pointer ----------------------------------------------------------------

    def screenshot(self, path):
        """The whole screen as PNG; path holds either the old picture or the new one, never a half."""
        taken = subprocess.run(["import", "-silent", "-window", "root", "png:-"], env=self.env,
                               check=True, stdout=subprocess.PIPE, timeout=30)
        write_atomically(path, taken.stdout)

    def show_to_camera(self, picture, path, size=(1280, 720)):
        """Puts a PNG on a desk-grey frame of the camera's size; path is the file that a file camera plays."""
        frame = subprocess.run(["convert", picture, "-resize", "x{}>".format(size[1] - 80), "-gravity", "center",
                                "-background", "#8a8a8a", "-extent", "{}x{}".format(*size), "png24:-"],
                               env=self.env, check=True, stdout=subprocess.PIPE, timeout=30)
        write_atomically(path, frame.stdout)

    def xdotool(self, *arguments):
        return subprocess.run(["xdotool", *map(str, arguments)], env=self.env, check=True, timeout=30,
                              stdout=subprocess.PIPE, text=True).stdout.strip()

    def click(self, x, y):
        self.xdotool("mousemove", x, y, "click", 1)

    def keys(self, *names):
        """Presses keys (Return, ctrl+comma, 1 …) in the window under the pointer."""
        self.xdotool("key", "--delay", 30, *names)

    def resize(self, width, height):
        """Gives every visible window this size, since no window manager does it."""
        for window in self.xdotool("search", "--onlyvisible", "--name", ".").split():
            self.xdotool("windowsize", window, width, height)

    # --- accessibility ------------------------------------------------------------------------------

    def find(self, role=None, name=None, containing=None, within=None, seconds=20, **options):
        """The first accessible on the screen of this role (AT-SPI's words: "push button", "label", "text"
        …) and of exactly this name, or with this text in its name. on_screen=False finds also what is on
        a page not shown, covered or scrolled out."""
        return self._await(lambda: self.look(role, name, containing, within, **options),
                           f"{role or 'anything'} {name or containing or ''!r}", seconds)

    def look(self, *criteria, **options):
        """As find(), but what is there now, or None."""
        found = self.look_for_all(*criteria, **options)
        return found[0] if found else None

    def look_for_all(self, role=None, name=None, containing=None, within=None, on_screen=True, where=None):
        """where: a function of an accessible, for what role and name cannot tell."""
        desktop = self.bus.look()
        found = [one for one, _depth in desktop.walk()
                 if (role is None or one.role == role) and (name is None or one.name == name) and
                 (containing is None or containing in one.name) and (where is None or where(one)) and
                 (within is None or within.reference in [above.reference for above in one.line()])]
        return self.bus.on_screen(found, desktop) if on_screen else found

    def wait_gone(self, role=None, name=None, containing=None, seconds=20):
        self._await(lambda: self.look(role, name, containing) is None, f"no {role} {name or containing!r}", seconds)

    def press(self, role=None, name=None, containing=None, within=None, seconds=20):
        """Finds something that can be pressed now and presses it; what a list has just replaced, anew."""
        def press_once():
            found = self.look(role, name, containing, within, where=is_sensitive)
            if found is not None:
                found.activate()
            return found
        return self._await(press_once, f"{role} {name or containing!r} to press", seconds)

    def tree(self):
        """Everything a screen reader could meet, a line each, for the report of a failure."""
        desktop = self.bus.look()
        everything = list(desktop.walk())
        seen = {one.reference for one in self.bus.on_screen([one for one, _depth in everything], desktop)}
        return "\n".join(f"{'  ' * depth}{one.role} {one.name!r}" +
                         (" (focused)" if one.has("focused") else "") +
                         ("" if one.reference in seen else " (not on the screen)") for one, depth in everything)

    def _await(self, condition, what, seconds):
        def calm():
            try:
                return condition()
            except Gone:
                return None
        try:
            return wait_until(calm, what, seconds)
        except TimedOut as error:
            raise TimedOut(f"{error}\n{self.tree()}") from None


def is_sensitive(accessible):
    return accessible.has("sensitive")


def write_atomically(path, data):
    """A reader of path meets the old bytes or the new ones; also how a picture comes before a file camera."""
    part = f"{path}.part"
    with open(part, "wb") as file:
        file.write(data)
    os.replace(part, path)


def pause_for_animation():
    """A page slides in for a quarter of a second; pictures wait that long."""
    time.sleep(0.4)
