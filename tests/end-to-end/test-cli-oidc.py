# SPDX-License-Identifier: GPL-3.0-or-later
"""Logging in at one's organisation, whole: a real provider, the real authority, yqq and a real Chromium."""

import json
import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))

from browser import browse
from oidc_provider import CLIENT, OidcProvider
from pc import Pc
from selenium.webdriver.common.by import By
from session import Session, wait_until
from tap import run_tests
from terminal import run, start_authority

LONG_S = 90


def write_policy(session, provider):
    path = os.path.join(session.directory, "policy.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"version": 1, "purposes": {"log-in": [["oidc"], ["staff-code"]]},
                   "oidc": {"name": "企业统一认证", "issuer": provider.issuer, "client_id": CLIENT, "device_flow": True}}, file)
    return path


def staff(session, *words):
    data = os.path.join(session.env["XDG_DATA_HOME"], "yueqiqian", "authority")
    return subprocess.run(["yqq-authority", *words, f"--data={data}"], env=session.env, timeout=60,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def person_of(pc, role="employee"):
    return next(person for person in Pc.call(pc, "GET", "/v1/demonstration")["people"] if person["role"] == role)


def begin(session, person, **environment):
    return session.start(["yqq", "log-in", "--name", person["name"], "--id-number", person["id_number"]],
                         env={**session.env, **environment})


def address_of(session, process, pattern):
    return wait_until(lambda: re.search(pattern, session.output_of(process)), "an address", LONG_S).group(1)


def press(driver, selector):
    wait_until(lambda: driver.find_elements(By.CSS_SELECTOR, selector), f"{selector} on the page", LONG_S)
    driver.find_element(By.CSS_SELECTOR, selector).click()


def people_log_in_at_their_organisation():
    with OidcProvider() as provider, Session() as session, browse(session) as driver:
        checked = staff(session, "identity", "check", write_policy(session, provider))
        assert checked.returncode == 0, checked.stdout
        pc, _ = start_authority(session, "--identity-policy", write_policy(session, provider))
        person = person_of(pc)

        stranger = begin(session, person, DISPLAY=":none")
        driver.get(address_of(session, stranger, r"\n(http://127.0.0.1\S+)"))
        press(driver, "#as-li")
        assert stranger.wait(LONG_S) == 1, session.output_of(stranger)

        linked = staff(session, "person", "link", "--id", person["id_number"], "--issuer", provider.issuer, "--account", "li")
        assert linked.returncode == 0, linked.stdout
        known = begin(session, person, DISPLAY=":none")
        driver.get(address_of(session, known, r"\n(http://127.0.0.1\S+)"))
        press(driver, "#as-li")
        assert known.wait(LONG_S) == 0, session.output_of(known)
        listed, _ = run(session, "certificate", "list", "--json")
        assert json.loads(listed.splitlines()[0])["kind"] == "employee", listed
        run(session, "log-out")

        phone = begin(session, person)
        driver.get(address_of(session, phone, r"(http://127.0.0.1\S+/device)"))
        code = re.search(r"([A-Z]{4}-[A-Z]{4})", session.output_of(phone)).group(1)
        field = wait_until(lambda: driver.find_elements(By.NAME, "user_code"), "the code's field", LONG_S)[0]
        field.send_keys(code)
        press(driver, "button[type=submit]")
        press(driver, "button[autofocus]")
        press(driver, "#as-li")
        assert phone.wait(LONG_S) == 0, session.output_of(phone)


run_tests("/end-to-end/cli-oidc", [people_log_in_at_their_organisation])
