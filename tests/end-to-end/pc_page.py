# SPDX-License-Identifier: GPL-3.0-or-later
"""The authority's PC page in a real Chromium, step by step as somebody at that PC takes them."""

import base64
import os

from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.by import By

from desktop import wait_until, write_atomically


class PcPage:
    def __init__(self, driver, origin):
        self.driver = driver
        self.origin = origin
        driver.get(origin + "/")
        self.wait_view("prepare")

    def begin_anew(self):
        """As another PC would, with no session remembered."""
        self.driver.get(self.origin + "/healthz")
        self.driver.execute_script("sessionStorage.clear(); localStorage.clear()")
        self.driver.get(self.origin + "/")
        self.wait_view("prepare")

    # --- looking -----------------------------------------------------------------------------------

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def find(self, selector, seconds=20):
        return self.wait(lambda: self.all(selector), f"{selector} on the PC page", seconds)[0]

    @property
    def view(self):
        return self.driver.execute_script("return document.getElementById('main').dataset.view")

    @property
    def text(self):
        return self.driver.execute_script("return document.body.innerText")

    def wait(self, condition, what, seconds=20):
        def calm():
            try:
                return condition()
            except WebDriverException:  # the page is being rebuilt under the question
                return None
        try:
            return wait_until(calm, what, seconds)
        except AssertionError as error:
            raise AssertionError(f"{error}\nThe PC page says:\n{self.text}") from None

    def wait_view(self, name, seconds=15):
        self.wait(lambda: self.view == name, f"the PC page's view {name}", seconds)

    def screenshot(self, path):
        """The whole page, not only the window."""
        size = self.driver.execute_script(
            "return [document.documentElement.clientWidth, document.documentElement.scrollHeight]")
        shot = self.driver.execute_cdp_cmd("Page.captureScreenshot", {
            "format": "png", "captureBeyondViewport": True,
            "clip": {"x": 0, "y": 0, "width": size[0], "height": size[1], "scale": 1}})
        write_atomically(path, base64.b64decode(shot["data"]))

    # --- doing -------------------------------------------------------------------------------------

    def click(self, selector):
        element = self.find(selector)
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()

    def choose(self, files, purpose):
        self.find("#files").send_keys("\n".join(files))
        self.wait(lambda: len(self.all(".digests")) == len(files), "the files' digests")
        field = self.find("#purpose")
        field.clear()
        field.send_keys(purpose)

    def make_code(self):
        self.click("form .primary")
        self.wait_view("code")
        self.wait(lambda: self.all(".qr")[0].is_displayed(), "the QR code")

    def code_picture(self, path):
        """The code as it is on the page now, paper and all."""
        write_atomically(path, self.find(".qr-paper").screenshot_as_png)

    @property
    def link(self):
        """What the page's own link opens the application with."""
        return self.wait(lambda: next((a.get_attribute("href") for a in self.all("aside a.button")
                                       if a.get_attribute("href").startswith("yqq:")), None), "the page's link")

    def type_check_code(self, digits):
        self.wait_view("scanned-check")
        for number, digit in enumerate(digits, 1):
            self.find(f"#digit-{number}").send_keys(digit)

    def sign(self, algorithm):
        """Chooses the first certificate of this algorithm, asks, and waits for the result."""
        label = {"sm2-sm3": "SM2", "p256-sha256": "P-256"}[algorithm]
        before = len(self.all(".request"))
        self.wait(lambda: self.choose_certificate(label), f"a certificate by {label}")
        self.click("form .primary")
        self.wait(lambda: len(self.all(".request")) > before, "the request for signatures")
        return label

    def choose_certificate(self, label):
        for one in self.all(".certificate label"):
            if label in one.text and one.is_displayed():
                one.click()
                return one
        return None

    def wait_signed(self, count, seconds=20):
        self.wait(lambda: len(self.all(".result-save button")) >= count and not self.all(".request-progress"),
                  f"{count} signatures", seconds)

    def good_pills(self):
        return [pill for pill in self.all(".result .pill") if "pill-good" in pill.get_attribute("class")]

    def download_all(self):
        """Saves each signature by its own button; gives the paths."""
        folder = self.driver.downloads
        for number, one in enumerate(self.all(".result-save button"), 1):
            self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", one)
            one.click()
            self.wait(lambda: len(saved_files(folder)) >= number, f"the download of signature {number}")
        return saved_files(folder)

    def disconnect(self):
        self.click("#disconnect")
        self.wait_view("ended")


def saved_files(folder):
    return sorted(os.path.join(folder, name) for name in os.listdir(folder)
                  if not name.endswith((".crdownload", ".tmp")) and not name.startswith("."))
