# SPDX-License-Identifier: GPL-3.0-or-later
"""An administrator at the real authority: a sheet with mistakes, and the office handed on to somebody who accepts."""

import json
import os

from application import around
from desktop import write_atomically
from session import wait_until
from tap import run_tests
from terminal import log_in, run, start_authority
from workplace import ALGORITHM, PIN, Workplace

FIRST = "演示科技（广东）有限公司"
ADMINISTRATOR = "演示管理员林晓"
RECEIVER = "演示员工黄敏"
PORTAL = os.path.join(os.environ["YQQ_SOURCE_DIR"], "tests", "support", "portal.py")
SHEET = """姓名,证件类型,证件号码,手机号码,有效年数,权限
孙新一,居民身份证,110105198505051233,13800000001,2,机构证书
孙新二,居民身份证,440524188001010015,1380000,2,机构证书
演示员工周杰,居民身份证,440100190004040040,19900000004,1,
"""


class Office(Workplace):
    """The administrator of two enterprises is logged in, with the first one's certificate installed."""

    def prepare(self):
        pc, authority = start_authority(self)
        log_in(self, pc, role="administrator")
        grants = [json.loads(line) for line in run(self, "certificate", "list", "--json")[0].splitlines()]
        grant = next(grant for grant in grants if FIRST in json.dumps(grant, ensure_ascii=False))
        run(self, "certificate", "install", grant["code"], "--algorithm", ALGORITHM, "--pin-fd", "30",
            pin=PIN.encode() + b"\n")
        authority.stdin.close()
        authority.wait(20)
        self.app.start(env={"GDK_DEBUG": "gl-disable,portals"})
        self.app.origin
        self.wait_ready()

    def choose_enterprise(self):
        self.press("push button", self.app.words("Choose an enterprise"))
        self.find("push button", FIRST, on_screen=False).activate()

    def go(self, place):
        """By the menu of the authorised users."""
        self.press("push button", self.app.words("Authorised users"))
        more = lambda: self.look_for_all("push button", self.app.words("More for many users"))
        wait_until(more, "the menu's button")[-1].activate()
        self.find(name=self.app.words(place), on_screen=False).activate()

    def counted(self, one, many, *numbers):
        """A sentence with numbers, as it is told for the last of them."""
        sentence = self.app.catalogue.ngettext(one, many, numbers[-1])
        for number in numbers:
            sentence = sentence.replace("%u", str(number), 1)
        return sentence


def a_sheet_with_mistakes_is_told_row_by_row():
    sheet = os.path.join(place.directory, "sheet.csv")
    write_atomically(sheet, SHEET.encode("gb18030"))
    place.choose_enterprise()
    place.go("Import many…")
    portal = place.start(["/usr/bin/python3", PORTAL, sheet])
    wait_until(lambda: place.has_bus_name("org.freedesktop.portal.Desktop"), "the portal", 20)
    place.app.press("Choose a sheet")
    place.find(containing=place.counted("%u of %u row is wrong", "%u of %u rows are wrong", 2, 3), seconds=30)
    place.app.see("A mobile number has eleven digits and begins with 13 to 19.")
    place.app.see("This person is authorised here already. Change that authorisation instead.")
    place.app.see("Correct the sheet and choose it again, or give the good rows only.")
    place.end(portal)


def the_good_row_is_given_with_the_pin():
    place.press("check box", place.app.words("Give the good rows only"))
    place.press("push button", place.counted("Authorise %u person", "Authorise %u people", 1))
    place.app.confirm_pin(PIN)
    place.find(containing=place.counted("%u of %u person authorised", "%u of %u people authorised", 1, 3), seconds=30)
    place.app.press("Back")
    place.find(containing="孙新一")


def the_office_is_offered_and_waits():
    place.go("Transfer the administrator's office…")
    place.app.press_named("Hand the administrator's office to %s", RECEIVER)
    place.app.press_containing("Transfer administrator")
    place.app.confirm_pin(PIN)
    place.find(containing=place.app.words("Waits for %s to accept").replace("%s", RECEIVER), seconds=30)
    place.find(containing=place.app.words(("transfer", "Waiting")))


def log_in_as(person):
    place.app.press("Log out")
    place.press("push button", place.app.words("Log out"), within=place.find("dialog"))
    place.app.log_in(person)
    place.find(containing=place.app.words("Certificates"), seconds=20)


def the_receiver_is_told_installs_and_accepts():
    log_in_as(RECEIVER)
    place.app.open_certificate()
    place.app.press_containing("Install")
    place.app.set_pin(PIN)
    place.app.press_containing("Install")
    place.app.confirm_pin(PIN)
    place.app.see("Installed", seconds=30)
    place.press("push button", containing=place.app.words("Notices"))
    # The page of certificates offers it as well, while it slides away.
    place.press("push button", containing=place.app.words("Look at the offer") + ": ", seconds=30)
    place.find(containing=around(place.app.words("%s wants to hand you the administrator's office")), seconds=20)
    place.app.press("Accept")
    place.app.confirm_pin(PIN)
    place.app.see("You are the administrator now", seconds=30)


def the_menus_have_changed_hands():
    place.find("push button", place.app.words("Authorised users"), seconds=30)


if __name__ == "__main__":
    with Office() as place:
        run_tests("/end-to-end/app-offers", [
            a_sheet_with_mistakes_is_told_row_by_row,
            the_good_row_is_given_with_the_pin,
            the_office_is_offered_and_waits,
            the_receiver_is_told_installs_and_accepts,
            the_menus_have_changed_hands,
        ])
