# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages walked by keys alone, as somebody does who hears them: nothing is pressed by an action of a screen
reader or a pointer; its tree only tells what has the focus and what the page says.

    class Desk(Keyboard, Workplace): …
    desk.press("PIN settings")      # Tab until it has the focus, then Return
    desk.go_around()                # whatever has the focus has a name, and every button is met
"""

import functools
import re
import subprocess

from accessibility import FocusWatch
from application import around
from desktop import is_sensitive
from session import TimedOut, wait_until

MOST_STEPS = 60
MOVED_S = 3
CIRCLES = 3  # a page whose parts come meanwhile is gone around anew
# GTK calls what has no name by the type of the widget.
NAMELESS = re.compile(r"$|(Gtk|Adw|Yqq)[A-Z]\w*$")
USED = ("push button", "toggle button", "check box", "radio button", "combo box", "switch", "text", "link")
# Of the window and not of the page: to GTK these are the window manager's, which has keys of its own for them.
WINDOW_CONTROLS = ("最小化", "最大化", "关闭", "Minimize", "Maximize", "Close")


def can_be_used(one):
    return one.role in USED and is_sensitive(one) and not (
        one.name in WINDOW_CONTROLS and "AdwGizmo" in [above.name for above in one.line()])


def with_name(one):
    assert not NAMELESS.match(one.name), f"{one.role} {one.name!r} has the focus, and no name"
    return one


class Keyboard:
    """For a Desktop that has an Application as its app."""

    def fill_screen(self):
        """A window of the screen's size, with room for whole pages: what is scrolled away is not on the screen. Keys
        go where the pointer is."""
        self.find("push button", seconds=60)
        self.resize(*self.size)
        self.xdotool("mousemove", 150, 150)

    def focus(self):
        """What has the focus now, or None while a page changes. What has just come is met by a look first."""
        return self.bus.find_focus() or self.look(where=lambda one: one.has("focused"))

    def focused(self, seconds=20):
        return with_name(self._await(self.focus, "something that has the focus", seconds))

    def arrives_at(self, label, *values):
        """Waits until this has the focus, which a page that comes has led there."""
        words = self.app.words(label)
        wanted = words % values if values else around(words)

        def arrived():
            one = self.focus()
            return one if one is not None and wanted in one.name else None
        return self._await(arrived, f"the focus on {wanted!r}", 20)

    def come_to_window(self, count):
        """Gives the keys to the uppermost of so many windows, as a window manager does when one comes or goes."""
        def came():
            try:
                found = self.xdotool("search", "--onlyvisible", "--name", ".").split()
                return len(found) == count and self.xdotool("windowfocus", found[-1]) is not None
            except subprocess.CalledProcessError:
                return False  # one went while it was looked at
        wait_until(came, f"{count} windows", 20)

    def step(self, before, key="Tab"):
        """Presses a key that moves the focus from before; gives what has it then. Where there is nothing else, it
        stays."""
        def moved():
            now = self.focus_watch.take()
            return now if now is not None and now.reference != before.reference else None
        self.focus_watch.take()
        self.keys(key)
        try:
            return with_name(wait_until(moved, "the focus to move", MOVED_S, every=0.01))
        except TimedOut:
            return self.focused()

    @functools.cached_property
    def focus_watch(self):
        return FocusWatch(self.bus)

    def go_to(self, name, key="Tab", role=None):
        """Until what has this name, or part of it, has the focus: within a circle, or another where the page leads
        the focus back while its parts come."""
        met, one = [], self.focused()
        while [each.reference for each in met].count(one.reference) < CIRCLES:
            if name in one.name and role in (None, one.role):
                return one
            met.append(one)
            one = self.step(met[-1], key)
        raise AssertionError(f"no way to {name!r} by {key}, only to {[each.name for each in met]}\n{self.tree()}")

    def press(self, label, *values, **options):
        """label: a sentence of the sources; its values, or the part of it that none stand in."""
        words = self.app.words(label)
        self.go_to(words % values if values else around(words), **options)
        self.keys("Return")

    def around(self, key="Tab"):
        """What has the focus one after the other, until one has it again: what scrolls has it only at first."""
        met = [self.focused()]
        for _ in range(MOST_STEPS):
            one = self.step(met[-1], key)
            if one.reference in [each.reference for each in met]:
                return met
            met.append(one)
        raise AssertionError(f"no circle: {[each.name for each in met]}")

    def find_missed(self):
        """What can be used in the window and has not had the focus in a circle, itself or what it consists of."""
        met = self.around()
        references = {one.reference for one in met}
        here = self.look(where=lambda one: one.reference in references)
        return [f"{one.role} {one.name!r}"
                for one in self.look_for_all(within=here and here.line()[-1], where=can_be_used)
                if not any(each.reference in references for each in one.line()) and
                not any(below.reference in references for below, _depth in one.walk())]

    def go_around(self):
        """Everything in the window that can be used is met by Tab, and has a name."""
        for _ in range(CIRCLES):
            missed = self.find_missed()
            if not missed:
                return
        raise AssertionError(f"not met by Tab: {missed}\n{self.tree()}")

    def type(self, text):
        """Into what has the focus; what no key has, by its number, as GTK takes it without an input method."""
        for letter in text:
            if letter.isascii():
                self.xdotool("type", letter)
            else:
                self.keys("ctrl+shift+u", *f"{ord(letter):x}", "space")
