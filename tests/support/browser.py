# SPDX-License-Identifier: GPL-3.0-or-later
"""Chromium without a window for the PC page, with a profile of its own and no way out of this machine.

    with browse(desktop) as page:
        page.get(address)
"""

import contextlib
import os

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

FLAGS = [
    "--headless",
    "--no-sandbox",  # Chromium refuses to start as root with it; the page is our own
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
    "--force-color-profile=srgb",
]


@contextlib.contextmanager
def browse(session, width=1280, height=900, language="zh-CN", dark=False):
    """A selenium driver; what the page downloads lies in driver.downloads."""
    profile = os.path.join(session.directory, f"chromium-{len(os.listdir(session.directory))}")
    downloads = os.path.join(profile, "downloads")
    os.makedirs(downloads)
    options = Options()
    options.binary_location = "/usr/bin/chromium"
    for flag in FLAGS + [f"--user-data-dir={profile}", f"--window-size={width},{height}", f"--lang={language}"]:
        options.add_argument(flag)
    if dark:
        options.add_argument("--force-dark-mode")
        options.add_argument("--blink-settings=preferredColorScheme=0")
    options.add_experimental_option("prefs", {
        "download.default_directory": downloads,
        "download.prompt_for_download": False,
        "intl.accept_languages": language,
    })
    driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver", env=session.env,
                                                              log_path=os.path.join(profile, "driver.log")))
    driver.downloads = downloads
    try:
        yield driver
    finally:
        driver.quit()
