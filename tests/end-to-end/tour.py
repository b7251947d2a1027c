# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job from the first page to the last, with nobody at the keyboard: tour.py [FOLDER]

The real application on a screen, bus and keyring of its own, the real PC page in Chromium, a camera that
sees what Chromium shows. FOLDER (build/tour) receives the numbered pictures, the files signed with their
signatures, the certificates to verify them by, and tour.json. Ends with 1 where a step failed."""

import base64
import os
import shutil
import sys
import traceback

import signatures
from application import FIRST_LOG_IN, Application
from browser import browse
from desktop import Desktop, pause_for_animation, wait_until, write_atomically
from pc_page import PcPage
from session import build_directory
from steps import Steps

PIN = "739164"
PURPOSE = "设备采购合同签署"
CONTRACT, LIST = "设备采购合同（演示）.pdf", "设备清单（演示）.csv"
CONTRACT_PAGE = """<html lang="zh-CN"><meta charset="utf-8"><title>设备采购合同</title>
<h1>设备采购合同（演示）</h1><p>甲方：岭南示范科技有限公司</p><p>乙方：珠江演示贸易有限公司</p>
<p>第一条　乙方向甲方提供附件所列设备，共三种。</p><p>第二条　本合同由双方电子签名后生效。</p>"""
LIST_ROWS = "序号,名称,数量,单价\r\n1,签名服务器,2,68000\r\n2,二维码扫描器,10,420\r\n3,智能密码钥匙,30,85\r\n"


class Tour:
    def __init__(self, folder, desktop, driver):
        self.steps = Steps(folder)
        self.folder = folder
        self.desktop = desktop
        self.driver = driver
        self.app = Application(desktop, "--demonstration")
        self.page = None
        self.files = []

    # --- pictures ----------------------------------------------------------------------------------

    def app_picture(self, name):
        pause_for_animation()
        self.steps.picture(f"app-{name}", self.desktop.screenshot)

    def page_picture(self, name):
        pause_for_animation()
        self.steps.picture(f"pc-{name}", self.page.screenshot)

    # --- the steps, in the order in which they happen ----------------------------------------------

    def start(self):
        with self.steps.step("start the application"):
            self.app.start()
            self.app.see("Your enterprise's certificates and signatures, on this computer")
            self.desktop.find("push button", self.app.words(FIRST_LOG_IN), seconds=20)
            self.app_picture("welcome")
        with self.steps.step("log in"):
            self.app.open_log_in()
            wait_until(lambda: self.app.sees("Log in as %s"), "the demonstration's people")
            self.app_picture("log-in")
            self.app.pick_person()
            self.app.see("Enterprise certificate")
            self.app_picture("certificates")

    def set_pin(self):
        with self.steps.step("open a certificate"):
            self.app.open_certificate()
            self.app_picture("certificate")
        with self.steps.step("set the PIN"):
            self.app.press("Install certificate")
            self.app.see("Set a PIN")
            self.app.enter_pin(PIN[:3])
            self.app_picture("set-pin")
            self.app.press("Clear")
            self.app.set_pin(PIN)
            self.app.see("Keys on this computer")

    def install(self):
        with self.steps.step("install the SM2 certificate"):
            self.app.press("Install certificate")
            self.app.see("Enter your PIN")
            self.app.enter_pin(PIN[:4])
            self.app_picture("pin")
            self.app.enter_pin(PIN[4:])
            self.app.press("Confirm")
            self.wait_installed(1)
            self.app_picture("installed-sm2")
        with self.steps.step("install the P-256 certificate"):
            self.app.press_named("Install %s", self.app.words("P-256 with SHA-256"))
            self.app.confirm_pin(PIN)
            self.wait_installed(2)
            self.app_picture("installed-p256")

    def wait_installed(self, count):
        installed = self.app.words("Installed")
        self.desktop.find(containing=self.app.words("Keys on this computer"), seconds=20)
        wait_until(lambda: len(self.desktop.look_for_all("label", installed)) >= count,
                   f"{count} keys installed", 20)

    def choose_files(self):
        with self.steps.step("choose files on the PC page"):
            self.make_files()
            self.page = PcPage(self.driver, self.app.origin)
            self.page.choose(self.files, PURPOSE)
            self.page_picture("files")
        with self.steps.step("make the QR code"):
            self.page.make_code()
            self.page_picture("code")

    def make_files(self):
        self.driver.get("data:text/html;base64," + base64.b64encode(CONTRACT_PAGE.encode()).decode())
        contract = base64.b64decode(self.driver.execute_cdp_cmd("Page.printToPDF", {})["data"])
        self.files = [os.path.join(self.folder, CONTRACT), os.path.join(self.folder, LIST)]
        for path, content in zip(self.files, (contract, LIST_ROWS.encode())):
            write_atomically(path, content)

    def scan(self):
        with self.steps.step("scan the code with the camera") as entry:
            blank = os.path.join(self.desktop.directory, "desk.png")
            self.desktop.screenshot(blank)
            self.desktop.show_to_camera(blank, self.app.camera)
            self.app.open_scanner()
            self.app.desktop.wait_gone(containing=self.app.words("Starting the camera…"))
            self.app_picture("scanner")
            entry["frames"] = self.show_code_until(lambda: self.app.sees("This web system asks for your signature"))
            self.app_picture("confirm")
            self.page_picture("scanned")

    def show_code_until(self, done):
        """Photographs the page's code as long as it is there, as a camera before the screen would."""
        picture, frames = os.path.join(self.desktop.directory, "code.png"), 0

        def look():
            nonlocal frames
            if self.page.view == "code":
                self.page.code_picture(picture)
                self.desktop.show_to_camera(picture, self.app.camera)
                frames += 1
            return done()
        self.page.wait(look, "the confirm page", 30)
        return frames

    def connect(self):
        with self.steps.step("confirm and enter the PIN"):
            self.app.press("Continue")
            self.app.see("Enter your PIN")
            self.app_picture("confirm-pin")
            self.app.confirm_pin(PIN)
            self.app.see("Nothing signed yet. Each signature appears here as it happens.")
            self.page.wait_view("connected")
            self.app_picture("connected")
            self.page_picture("connected")

    def sign(self, algorithm, count):
        with self.steps.step(f"sign both files ({algorithm})"):
            self.page.sign(algorithm)
            self.page.wait_signed(count)
            good = len(self.page.good_pills())
            assert good == count, f"{good} of {count} signatures verified:\n{self.page.text}"
            self.page_picture(f"signed-{algorithm}")
            signed = self.app.words("Signed")
            wait_until(lambda: len(self.desktop.look_for_all(containing=signed, on_screen=False)) >= count,
                       "the signatures in the application")
            self.app_picture(f"signed-{algorithm}")

    def download(self):
        with self.steps.step("download the signatures") as entry:
            saved = self.page.download_all()
            assert len(saved) == 4, saved
            entry["files"] = [os.path.basename(path) for path in saved]
            self.keep_signatures(saved)

    def keep_signatures(self, saved):
        """The first file keeps its SM2 signature, the second its P-256 one; the other two go beside them."""
        signatures.fetch_roots(self.app.origin, self.folder)
        kept = {}
        for path in saved:
            algorithm = signatures.write_certificates(path, self.folder)
            file = next(file for file in self.files if os.path.basename(path).startswith(os.path.basename(file)))
            kept[file, algorithm] = path
        assert len(kept) == 4, kept
        self.signed = []
        for (file, algorithm), path in kept.items():
            first = (file == self.files[0]) == (algorithm == "sm2-sm3")
            name = f"{file}.p7s" if first else f"{file}.{algorithm}.p7s"
            shutil.copyfile(path, name)
            self.signed.append((algorithm, name, file))

    def disconnect(self):
        with self.steps.step("disconnect on the PC"):
            self.page.disconnect()
            self.page_picture("ended")
            self.app.see("Summary")
            self.app_picture("summary")
            self.app.press("Done")
            self.app.see("Enterprise certificate")

    def second_session(self):
        with self.steps.step("a second session by link, with the check code"):
            self.page.begin_anew()
            self.page.choose(self.files[:1], PURPOSE)
            self.page.make_code()
            second = Application(self.desktop, "--demonstration").start(self.page.link)
            self.app.see("Type these digits on the PC page", seconds=15)
            assert second.process.wait(10) == 0, second.output
            code = self.app.check_code
            self.app_picture("check-code")
            self.page_picture("check-code")
            self.page.type_check_code(code)
            self.page.wait_view("scanned-scanned")
            self.app.see("The check code was right")
            self.app_picture("check-code-right")
        with self.steps.step("sign in the second session and disconnect in the application"):
            self.app.press("Continue")
            self.app.confirm_pin(PIN)
            self.page.wait_view("connected")
            self.page.sign("sm2-sm3")
            self.page.wait_signed(1)
            self.app.press("Disconnect")
            self.app.see("Summary")
            self.page.wait_view("ended")
            self.app_picture("summary-2")
            self.page_picture("ended-2")

    def verify(self):
        with self.steps.step("verify with tools that are not ours") as entry:
            entry["verified"] = []
            for algorithm, signature, file in self.signed:
                signatures.verify_elsewhere(algorithm, signature, file, self.folder)
                entry["verified"].append({
                    "signature": os.path.basename(signature), "algorithm": algorithm,
                    "by": "sm2_verify.py" if algorithm == "sm2-sm3" else "openssl cms"})
        with self.steps.step("verify with yqq") as entry:
            entry["said"] = [signatures.verify_with_yqq(signature, file, self.folder, self.desktop.env)
                             for _algorithm, signature, file in self.signed]

    def stop(self):
        with self.steps.step("leave the application"):
            code = self.app.stop()
            assert code == 0, f"exit code {code}:\n{self.app.output}"
            wait_until(lambda: not self.app.authority_pids(), "the end of the embedded authority")

    def run(self):
        for step in (self.start, self.set_pin, self.install, self.choose_files, self.scan, self.connect,
                     lambda: self.sign("sm2-sm3", 2), lambda: self.sign("p256-sha256", 4), self.download,
                     self.disconnect, self.second_session, self.verify, self.stop):
            step()


def keep_evidence(tour):
    """What the failing step looked like: the screen, the page, the accessible tree, what was written."""
    folder = os.path.join(tour.folder, "failure")
    os.makedirs(folder, exist_ok=True)
    for name, make in (("app.png", lambda path: tour.desktop.screenshot(path)),
                       ("pc-page.png", lambda path: tour.page and tour.page.screenshot(path)),
                       ("tree.txt", lambda path: write_atomically(path, tour.desktop.tree().encode())),
                       ("app.log", lambda path: write_atomically(path, tour.app.output.encode()))):
        try:
            make(os.path.join(folder, name))
        except Exception as error:
            print(f"no {name}: {error}", file=sys.stderr)
    print(f"What it looked like is in {folder}", file=sys.stderr)


def main(folder):
    shutil.rmtree(folder, ignore_errors=True)
    with Desktop(width=960, height=680) as desktop, browse(desktop, width=1200, height=820) as driver:
        tour = Tour(folder, desktop, driver)
        try:
            tour.run()
        except Exception:
            traceback.print_exc()
            keep_evidence(tour)
            return 1
        finally:
            tour.steps.write()
        return 0


if __name__ == "__main__":
    sys.exit(main(os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else os.path.join(build_directory(), "tour"))))
