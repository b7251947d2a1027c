# SPDX-License-Identifier: GPL-3.0-or-later
"""A private desktop for end-to-end tests: screen, bus, keyring, accessibility, all gone afterwards.

    with Desktop() as desktop:
        desktop.start(["yueqiqian", "--demonstration"])
        desktop.press("push button", "登录")
        desktop.find("label", containing="已连接")
        desktop.screenshot("connected.png")

One Desktop a process: libatspi keeps the first bus it met. Run with /usr/bin/python3, whose packages these
are. Without a window manager windows open in the upper left corner and keys go where the pointer is."""

import os
import subprocess
import time
import warnings

# libatspi, which this process uses, warns of windows that are still being built. The programs under test
# die of their own criticals all the same (see set_up).
STRICT = os.environ.pop("G_DEBUG", None) is not None

import gi
gi.require_version("Atspi", "2.0")
from gi.repository import GLib

from session import Session, TimedOut, wait_until

warnings.filterwarnings("ignore", category=DeprecationWarning, message="Atspi.*")

__all__ = ["Desktop", "TimedOut", "wait_until", "write_atomically"]

STACK_PAGE = "GtkStackPage"  # the name of those that have no title
ACCESSIBILITY = {"org.a11y.Bus": "/usr/libexec/at-spi-bus-launcher"}


class Desktop(Session):
    """width × height pixels of screen; failures (a directory) receives a screenshot, the accessible
    tree and the programs' output when the with-block ends by an exception."""

    def __init__(self, width=1280, height=1024, services=None, failures=None, **options):
        super().__init__(services={**ACCESSIBILITY, **(services or {})}, **options)
        self.size = (width, height)
        self.failures = failures or os.environ.get("YQQ_TEST_OUTPUT")
        self._old_environ = None

    def set_up(self):
        self._start_screen()
        super().set_up()
        if STRICT:
            self.env["G_DEBUG"] = "fatal-criticals"
        # libatspi reads the environment of the process it runs in.
        self._old_environ = dict(os.environ)
        for name in ("DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"):
            os.environ[name] = self.env[name]

    def __exit__(self, kind, value, trace):
        if kind is not None and self.failures:
            self._keep_evidence()
        super().__exit__(kind, value, trace)

    def stop(self):
        if self._old_environ is not None:
            os.environ.clear()
            os.environ.update(self._old_environ)
            self._old_environ = None
        super().stop()

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

    def find(self, role=None, name=None, containing=None, within=None, seconds=10, **options):
        """The first accessible on the screen of this role (AT-SPI's words: "push button", "label", "text"
        …) and of exactly this name, or with this text in its name. on_screen=False finds also what is on
        a page not shown, covered or scrolled out."""
        return self._await(lambda: self.look(role, name, containing, within, **options),
                           f"{role or 'anything'} {name or containing or ''!r}", seconds)

    def look(self, *criteria, **options):
        """As find(), but what is there now, or None."""
        return next(self.look_for_all(*criteria, **options), None)

    def look_for_all(self, role=None, name=None, containing=None, within=None, on_screen=True):
        for accessible in self._walk(within, on_screen):
            if (role is None or _role(accessible) == role) and \
               (name is None or _name(accessible) == name) and \
               (containing is None or containing in _name(accessible)) and \
               (not on_screen or is_on_screen(accessible)):
                yield accessible

    def wait_gone(self, role=None, name=None, containing=None, seconds=10):
        self._await(lambda: self.look(role, name, containing) is None, f"no {role} {name or containing!r}", seconds)

    def press(self, role=None, name=None, containing=None, within=None, seconds=10):
        """Finds something that can be pressed now and presses it."""
        def ready():
            found = self.look(role, name, containing, within)
            return found if found is not None and is_sensitive(found) else None
        found = self._await(ready, f"{role} {name or containing!r} to press", seconds)
        activate(found)
        return found

    def set_text(self, accessible, text):
        accessible.get_editable_text_iface().set_text_contents(text)

    def tree(self):
        """Everything a screen reader could meet, a line each, for the report of a failure."""
        lines = []
        for accessible, depth in _walk_deep(_registry(), 0):
            mark = "" if is_on_screen(accessible) else " (not on the screen)"
            lines.append(f"{'  ' * depth}{_role(accessible)} {_name(accessible)!r}{mark}")
        return "\n".join(lines)

    def _await(self, condition, what, seconds):
        try:
            return wait_until(condition, what, seconds)
        except TimedOut as error:
            raise TimedOut(f"{error}\n{self.tree()}") from None

    def _walk(self, within, on_screen):
        for accessible, _depth in _walk_deep(within or _registry(), 0, on_screen):
            yield accessible


def _registry():
    from gi.repository import Atspi  # here, not above: it connects to the bus when it is loaded
    desktop = Atspi.get_desktop(0)
    desktop.set_cache_mask(Atspi.Cache.NONE)
    desktop.clear_cache()  # libatspi keeps lists of children all the same, and mixes them up
    return desktop


def _walk_deep(accessible, depth, on_screen=False):
    """Leaves out what is hidden and skips what goes away while it is looked at: D-Bus answers with an
    error then. on_screen: also leaves out the pages that a stack does not show, which would cost most
    of the time."""
    try:
        count = accessible.get_child_count()
    except GLib.Error:
        return
    if depth > 1 and not _has_state(accessible, "VISIBLE"):
        return
    if on_screen and _name(accessible) == STACK_PAGE and not is_on_screen(accessible):
        return
    yield accessible, depth
    for i in range(count):
        try:
            child = accessible.get_child_at_index(i)
        except GLib.Error:
            return
        if child is not None:
            yield from _walk_deep(child, depth + 1, on_screen)


def _name(accessible):
    try:
        return accessible.get_name() or ""
    except GLib.Error:
        return ""


def _role(accessible):
    try:
        return accessible.get_role_name()
    except GLib.Error:
        return ""


def _has_state(accessible, name):
    from gi.repository import Atspi
    try:
        return accessible.get_state_set().contains(getattr(Atspi.StateType, name))
    except GLib.Error:
        return False


def _ancestors(accessible):
    """The accessible itself, its parent … up to the window."""
    line = []
    while accessible is not None and _role(accessible) not in ("application", "desktop frame", ""):
        line.append(accessible)
        accessible = accessible.get_parent()
    return line


def is_on_screen(accessible):
    """GTK 4.8 calls every page of a stack visible, shown or not. So ask the window what it has where we
    are: ourselves, a part of us, or, where we take no pointer, something that we are a part of."""
    try:
        line = _ancestors(accessible)
        component = accessible.get_component_iface()
        if len(line) < 2 or component is None:
            return True
        there = _pick(line[-1].get_component_iface(), component.get_extents(1))
        return there is not None and (there in line or accessible in _ancestors(there))
    except GLib.Error:
        return False


def _pick(window, box):
    """What the window has in the middle of a box in its coordinates. GTK gives nothing for a widget that no
    reader has met yet, such as the text inside an entry; the box leaves out the padding, and there it is
    the entry."""
    if box.width <= 0 or box.height <= 0:
        return None
    y = box.y + box.height // 2
    return window.get_accessible_at_point(box.x + box.width // 2, y, 1) or \
        window.get_accessible_at_point(box.x - 3, y, 1)


def is_sensitive(accessible):
    return _has_state(accessible, "SENSITIVE")


def is_checked(accessible):
    return _has_state(accessible, "CHECKED")


def activate(accessible):
    """Does an accessible's first action: click, toggle or activate."""
    if not accessible.get_action_iface().do_action(0):
        raise AssertionError(f"{_name(accessible)!r} did not take the action")


def text_of(accessible):
    """What an entry holds."""
    text = accessible.get_text_iface()
    return text.get_text(0, text.get_character_count())


def write_atomically(path, data):
    """A reader of path meets the old bytes or the new ones; also how a picture comes before a file camera."""
    part = f"{path}.part"
    with open(part, "wb") as file:
        file.write(data)
    os.replace(part, path)


def pause_for_animation():
    """A page slides in for a quarter of a second; pictures wait that long."""
    time.sleep(0.4)
