# SPDX-License-Identifier: GPL-3.0-or-later
"""A desk whose authority outlives the application and has a clock that can be put forwards:

    with LastingPlace() as place, browse(place) as driver:
        page = PcPage(driver, place.app.origin)
        place.connect_page(page)
        place.let_pass(IDLE_MS)
"""

import json
import os
import subprocess

from pc import Pc
from session import build_directory, wait_until
from terminal import install, log_in
from workplace import ALGORITHM, CONTRACT, PIN, Workplace

PROGRAM = "tests/end-to-end/authority-with-clock"


class LastingPlace(Workplace):
    def prepare(self):
        data = os.path.join(self.env["XDG_DATA_HOME"], "yueqiqian", "authority")
        self.socket = os.path.join(self.env["XDG_RUNTIME_DIR"], "yueqiqian", "authority.sock")
        self.authority = self.start([os.path.join(build_directory(), PROGRAM), data, self.socket],
                                    stdin=subprocess.PIPE)
        told = wait_until(lambda: "origin" in self.output_of(self.authority) and self.output_of(self.authority),
                          "the authority", 30)
        self.origin = json.loads(told.splitlines()[0])["origin"]
        log_in(self, Pc(self.origin))
        self.grant = install(self, ALGORITHM, PIN)
        self.start_app()

    def let_pass(self, milliseconds):
        self.authority.stdin.write(b"%d\n" % milliseconds)
        self.authority.stdin.flush()

    def connect_page(self, page):
        """The PC page's session, from its file to where signatures can be asked for."""
        contract = os.path.join(self.directory, "contract.txt")
        with open(contract, "wb") as file:
            file.write(CONTRACT)
        page.choose([contract], "合同签署")
        page.make_code()
        self.open_link(page.link)
        self.app.see("Type these digits on the PC page", seconds=20)
        page.type_check_code(self.app.check_code)
        self.app.see("The check code was right")
        self.app.press("Continue")
        self.app.confirm_pin(PIN)
        page.wait_view("connected")
        page.wait(lambda: page.all("form .primary"), "the way to sign")


def session_of(page):
    """The page's session, to hear beside it what the authority tells it."""
    pc = Pc(page.origin)
    saved = json.loads(page.driver.execute_script("return Object.values(sessionStorage)[0]"))
    pc.token, pc.path = saved["token"], f"/v1/sessions/{saved['id']}"
    return pc
