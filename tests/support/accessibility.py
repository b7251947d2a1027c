# SPDX-License-Identifier: GPL-3.0-or-later
"""What a screen reader meets of the programs on a desktop, asked of the accessibility bus itself.

Not by libatspi: it keeps lists of children, so that what appears in the middle of a page is never met and
its neighbour twice, and it asks one thing at a time, each of which waits for a frame of a busy program. Here
all that is on one level of the tree is asked at once, and nothing is kept from one look to the next."""

import gi
gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib

REGISTRY = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
ACCESSIBLE = "org.a11y.atspi.Accessible"
COMPONENT = "org.a11y.atspi.Component"
TEXT = "org.a11y.atspi.Text"
PROPERTIES = "org.freedesktop.DBus.Properties"
IN_WINDOW = 1  # coordinates count from the window's corner
PATIENCE_MS = 60000
# Those of AT-SPI that matter here, and the words of its roles that GTK gives.
STATES = {"checked": 4, "focused": 12, "sensitive": 24, "visible": 30}
ROLES = {2: "alert", 7: "check box", 11: "combo box", 14: "desktop frame", 16: "dialog", 20: "filler", 23: "frame",
         27: "image", 29: "label", 31: "list", 32: "list item", 33: "menu", 34: "menu bar", 35: "menu item",
         37: "page tab", 38: "page tab list", 39: "panel", 40: "password text", 42: "progress bar",
         43: "push button", 44: "radio button", 48: "scroll bar", 49: "scroll pane", 50: "separator", 51: "slider",
         52: "spin button", 54: "status bar", 55: "table", 56: "table cell", 61: "text", 62: "toggle button",
         63: "tool bar", 64: "tool tip", 65: "tree", 69: "window", 75: "application", 79: "entry", 83: "heading",
         85: "section", 88: "link", 129: "switch"}


class Gone(Exception):
    """What was asked is not there any more."""


class Accessible:
    """A widget as it was when it was met; what it does, it does now."""

    def __init__(self, bus, reference, parent):
        self.bus = bus
        self.reference = reference
        self.parent = parent
        self.children = []
        self.name = self.role = ""
        self.states = 0

    def take(self, item):
        """What a program's cache tells of it."""
        self.name, self.role, self.states = item[6], ROLES.get(item[7], f"role {item[7]}"), as_number(item[9])

    def has(self, state):
        return bool(self.states >> STATES[state] & 1)

    def walk(self, depth=0):
        """Itself and all below it, as a reader goes through them; with the depth."""
        yield self, depth
        for child in self.children:
            yield from child.walk(depth + 1)

    def line(self):
        """Itself, its parent … up to the window."""
        line, one = [], self
        while one is not None and one.role not in ("application", "desktop frame", ""):
            line.append(one)
            one = one.parent
        return line

    def activate(self):
        """Does the first action: click, toggle or activate."""
        if not self._ask("org.a11y.atspi.Action", "DoAction", "(i)", 0):
            raise AssertionError(f"{self.name!r} did not take the action")

    def set_text(self, text):
        self._ask("org.a11y.atspi.EditableText", "SetTextContents", "(s)", text)

    @property
    def name_now(self):
        """What it is called at this moment, which costs one question instead of a look at the whole desktop."""
        return self._ask(PROPERTIES, "Get", "(ss)", ACCESSIBLE, "Name")

    @property
    def description(self):
        """What is said of it beside its name."""
        return self._ask(PROPERTIES, "Get", "(ss)", ACCESSIBLE, "Description")

    @property
    def text(self):
        """What an entry holds."""
        return self._ask(TEXT, "GetText", "(ii)", 0, self._ask(PROPERTIES, "Get", "(ss)", TEXT, "CharacterCount"))

    def look_again(self):
        """Its states as they are now."""
        self.states = as_number(self._ask(ACCESSIBLE, "GetState", None))
        return self

    def _ask(self, *call):
        answer, = self.bus.ask_all([(self.reference, *call)])
        if answer is None:
            raise Gone(f"{self.role} {self.name!r} is not there any more")
        return answer[0]


class FocusWatch:
    """Hears where the focus goes, as a screen reader does."""

    def __init__(self, bus):
        self.bus, self.newest, self.context = bus, None, GLib.MainContext.new()
        self.context.push_thread_default()
        bus.connection.signal_subscribe(None, "org.a11y.atspi.Event.Object", "StateChanged", None, "focused",
                                        Gio.DBusSignalFlags.NONE, self._on_state_changed)
        self.context.pop_thread_default()

    def _on_state_changed(self, _connection, program, path, _interface, _signal, parameters):
        if parameters.unpack()[1]:
            self.newest = (program, path)

    def take(self):
        """What has come to have the focus since the last call, without its line; None where it is where it was."""
        while self.context.iteration(False):
            pass
        reference, self.newest = self.newest, None
        if reference is None:
            return None
        name, role, states = self.bus.ask_all([(reference, PROPERTIES, "Get", "(ss)", ACCESSIBLE, "Name"),
                                               (reference, ACCESSIBLE, "GetRole", None),
                                               (reference, ACCESSIBLE, "GetState", None)])
        if name is None or role is None or states is None:
            return None
        one = Accessible(self.bus, reference, None)
        one.name, one.role, one.states = name[0], ROLES.get(role[0], f"role {role[0]}"), as_number(states[0])
        return one if one.has("focused") else None


class AccessibilityBus:
    def __init__(self, session_bus):
        self.connection = connect(connect(session_bus).call_sync(
            "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None, 0, PATIENCE_MS,
            None).unpack()[0])

    def ask_all(self, calls):
        """Makes the calls (reference, interface, method, signature, arguments…) together; None where one failed."""
        answers, left = [None] * len(calls), len(calls)
        context = GLib.MainContext.new()
        context.push_thread_default()

        def on_answer(connection, result, index):
            nonlocal left
            left -= 1
            try:
                answers[index] = connection.call_finish(result).unpack()
            except GLib.Error:
                pass  # it went away while it was looked at
        try:
            for index, ((name, path), interface, method, signature, *arguments) in enumerate(calls):
                packed = GLib.Variant(signature, tuple(arguments)) if signature else None
                self.connection.call(name, path, interface, method, packed, None, Gio.DBusCallFlags.NONE,
                                     PATIENCE_MS, None, on_answer, index)
            while left > 0:
                context.iteration(True)
        finally:
            context.pop_thread_default()
        return answers

    def look(self):
        """The whole desktop as it is now, without what is hidden."""
        desktop = Accessible(self, REGISTRY, None)
        desktop.role = "desktop frame"
        level = [desktop]
        while level:
            level = self._meet_children(level)
        self._read(desktop)
        return desktop

    def find_focus(self):
        """What has the focus, of all that has been met before, as it is now but without its line; or None. Much
        quicker than a look."""
        programs, = self.ask_all([(REGISTRY, ACCESSIBLE, "GetChildren", None)])
        for item in self._ask_caches([tuple(program) for program in (programs[0] if programs else [])]):
            one = Accessible(self, tuple(item[0]), None)
            one.take(item)
            if one.has("focused"):
                return one
        return None

    def _ask_caches(self, programs):
        answers = self.ask_all([((name, "/org/a11y/atspi/cache"), "org.a11y.atspi.Cache", "GetItems", None)
                                for name, _path in programs])
        return [item for answer in answers if answer for item in answer[0]]

    def _meet_children(self, level):
        """Asks the accessibles of a level for those below; GTK makes these when they are first asked for."""
        answers = self.ask_all([(one.reference, ACCESSIBLE, "GetChildren", None) for one in level])
        for one, answer in zip(level, answers):
            one.children = [Accessible(self, tuple(child), one) for child in (answer[0] if answer else [])]
        return [child for one in level for child in one.children]

    def _read(self, desktop):
        """Reads the names, roles and states, which each program tells of all that was met in one answer."""
        told = {tuple(item[0]): item for item in self._ask_caches([one.reference for one in desktop.children])}
        for one, _depth in list(desktop.walk()):
            item = told.get(one.reference)
            if item:
                one.take(item)
            if one.parent and (not item or one.role != "application" and not one.has("visible")):
                one.parent.children.remove(one)

    def on_screen(self, accessibles, desktop):
        """Which of them a person sees. GTK 4.8 calls every page of a stack visible, shown or not. So ask the
        window what it has where they are: themselves, a part of them, or, where they take no pointer, something
        that they are a part of."""
        by_reference = {one.reference: one for one, _depth in desktop.walk()}
        lines = [one.line() for one in accessibles]
        boxes = self.ask_all([(one.reference, COMPONENT, "GetExtents", "(u)", IN_WINDOW) for one in accessibles])
        there = self.ask_all([call for line, box in zip(lines, boxes) for call in points(line, box)])
        seen = []
        for index, (one, line, box) in enumerate(zip(accessibles, lines, boxes)):
            found = [by_reference.get(tuple(answer[0])) for answer in there[2 * index:2 * index + 2] if answer]
            found = next((each for each in found if each is not None), None)
            if len(line) < 2 or box is None or (is_area(box) and found is not None and
                                                (found in line or one in found.line())):
                seen.append(one)
        return seen


def points(line, box):
    """Asks the window for what is in the middle of a box, and left of it: of a text inside an entry GTK gives
    nothing, and the box leaves out the padding, where it is the entry."""
    x, y, width, height = box[0] if box else (0, 0, 0, 0)
    window = line[-1].reference if line else REGISTRY
    return [(window, COMPONENT, "GetAccessibleAtPoint", "(iiu)", left, y + height // 2, IN_WINDOW)
            for left in (x + width // 2, x - 3)]


def is_area(box):
    return box[0][2] > 0 and box[0][3] > 0


def as_number(words):
    return words[0] | words[1] << 32


def connect(address):
    flags = Gio.DBusConnectionFlags
    return Gio.DBusConnection.new_for_address_sync(
        address, flags.AUTHENTICATION_CLIENT | flags.MESSAGE_BUS_CONNECTION, None, None)
