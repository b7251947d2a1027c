# SPDX-License-Identifier: GPL-3.0-or-later
"""Forms filled in as a person does it who has a keyboard and a screen to go by."""

MOST_TABS = 40


class FormFilling:
    """For a Desktop that has an Application as its app."""

    def has_focus(self, name):
        """Of a text's row the focus is not told: then nothing has it."""
        one = self.look(where=lambda one: one.has("focused"))
        return one is not None and name in one.name

    def tab_to(self, name):
        for _ in range(MOST_TABS):
            if self.has_focus(name):
                return
            self.keys("Tab")
        raise AssertionError(f"no way to {name!r}")

    def type_into(self, row, text):
        self.find("text", self.app.words(row)).set_text(text)

    def choose(self, row, steps):
        """The choice so many steps below the present one of a row's list."""
        self.tab_to(self.app.words(row))
        self.keys("Return")
        self.find("list item", where=lambda one: one.has("focused"))
        self.keys(*["Down"] * steps, "Return")

    def check(self, row):
        """GTK 4.8 offers a screen reader no action for a check box: by its key."""
        self.tab_to(self.app.words(row))
        self.keys("space")
