# SPDX-License-Identifier: GPL-3.0-or-later
"""Chromium with the PC page, and the few things every test does with it."""
import os
import shutil
import tempfile
import time
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By

FLAGS = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update',
         '--disable-sync', '--no-first-run', '--force-color-profile=srgb', '--hide-scrollbars']


class Browser:
    def __init__(self, width=1280, height=900, dark=False, contrast=False, motion=False):
        self.home = tempfile.mkdtemp(prefix='yqq-page-')
        self.downloads = Path(self.home) / 'downloads'
        self.downloads.mkdir()
        options = Options()
        options.binary_location = '/usr/bin/chromium'
        for flag in FLAGS + [f'--user-data-dir={self.home}/profile', f'--window-size={width},{height}']:
            options.add_argument(flag)
        options.add_experimental_option('prefs', {'download.default_directory': str(self.downloads),
                                                  'profile.default_content_setting_values.automatic_downloads': 1})
        options.set_capability('goog:loggingPrefs', {'browser': 'ALL'})
        self.driver = webdriver.Chrome(service=Service('/usr/bin/chromedriver'), options=options)
        self.look(width, height, dark, contrast, motion)

    def look(self, width=1280, height=900, dark=False, contrast=False, motion=False):
        self.command('Emulation.setDeviceMetricsOverride', width=width, height=height, deviceScaleFactor=1, mobile=False)
        self.command('Emulation.setEmulatedMedia', features=[
            {'name': 'prefers-color-scheme', 'value': 'dark' if dark else 'light'},
            {'name': 'prefers-contrast', 'value': 'more' if contrast else 'no-preference'},
            {'name': 'prefers-reduced-motion', 'value': 'no-preference' if motion else 'reduce'}])

    def command(self, name, **arguments):
        return self.driver.execute_cdp_cmd(name, arguments)

    def open(self, address):
        self.driver.get(address)
        self.wait(lambda: self.find('main > *'), 'the page shows a view')

    def forget_session(self, origin):
        """What the page keeps of its session, while no page is there that could keep it again."""
        self.driver.get(origin + '/healthz')
        self.script('sessionStorage.clear()')

    def find(self, selector):
        found = self.driver.find_elements(By.CSS_SELECTOR, selector)
        return found[0] if found else None

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def text(self, selector='main'):
        return self.script('const e = document.querySelector(arguments[0]); return e ? e.innerText : ""', selector)

    def script(self, source, *arguments):
        return self.driver.execute_script(source, *arguments)

    def asynchronous(self, body, *arguments):
        """body is an async function's; gives what it returns."""
        return self.driver.execute_async_script(
            'const done = arguments[arguments.length - 1]; const given = [...arguments].slice(0, -1);'
            f'(async (...given) => {{ {body} }})(...given).then((v) => done({{ value: v }}), (e) => done({{ error: String(e.stack ?? e) }}));',
            *arguments)

    def wait(self, condition, what, seconds=20):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                value = condition()
                if value:
                    return value
            except Exception:  # the page is being rebuilt under the question
                pass
            time.sleep(0.04)
        raise AssertionError(f'not within {seconds} s: {what}; the page says:\n{self.text("body")}\n{self.complaints()}')

    def wait_view(self, name):
        self.wait(lambda: self.script('return document.getElementById("main").dataset.view') == name, f'the view {name}')

    def wait_text(self, words, selector='main'):
        self.wait(lambda: words in self.text(selector), f'"{words}" in {selector}')

    def click(self, selector):
        self.wait(lambda: self.find(selector), f'{selector} is there')
        self.script('arguments[0].scrollIntoView({block: "center"})', self.find(selector))
        self.find(selector).click()

    def keys(self, *keys):
        webdriver.ActionChains(self.driver).send_keys(*keys).perform()

    def complaints(self):
        """What the browser itself found wrong, a refused script or style among it."""
        return [entry['message'] for entry in self.driver.get_log('browser') if entry['level'] in ('SEVERE', 'WARNING')]

    def picture(self, path):
        """The whole page, not only the window."""
        import base64
        os.makedirs(os.path.dirname(path), exist_ok=True)
        size = self.script('return [document.documentElement.clientWidth, document.documentElement.scrollHeight]')
        shot = self.command('Page.captureScreenshot', format='png', captureBeyondViewport=True,
                            clip={'x': 0, 'y': 0, 'width': size[0], 'height': size[1], 'scale': 1})
        Path(path).write_bytes(base64.b64decode(shot['data']))

    def quit(self):
        self.driver.quit()
        shutil.rmtree(self.home, ignore_errors=True)
