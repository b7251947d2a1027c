# SPDX-License-Identifier: GPL-3.0-or-later
"""An account at one's organisation linked and unlinked by its person: a real provider, yqq, a real Chromium."""

import json
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))

from browser import browse
from oidc_provider import CLIENT, OidcProvider
from pc import Pc
from selenium.webdriver.common.by import By
from session import Session, wait_until
from tap import run_tests
from terminal import install, log_in, run, start_authority

PIN = "830517"
LONG_S = 90


def write_policy(session, provider):
    path = os.path.join(session.directory, "policy.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"version": 1, "purposes": {"log-in": [["staff-code"], ["oidc"]]}, "device": {"min_days": 0},
                   "oidc": {"name": "企业统一认证", "issuer": provider.issuer, "client_id": CLIENT}}, file)
    return path


def person_of(pc, role):
    return next(one for one in Pc.call(pc, "GET", "/v1/demonstration")["people"] if one["role"] == role)


def code_of(pc, role):
    """A fresh one: each counts once."""
    return person_of(pc, role)["staff_code"].encode() + b"\n"


def accounts(session):
    return [json.loads(line) for line in run(session, "account", "list", "--json")[0].splitlines()]


def press(driver, selector):
    wait_until(lambda: driver.find_elements(By.CSS_SELECTOR, selector), f"{selector} on the page", LONG_S)
    driver.find_element(By.CSS_SELECTOR, selector).click()


def begin(session, *argv, secret):
    """yqq, which is going to name an address for the browser."""
    reader, writer = os.pipe()
    os.write(writer, secret)
    os.close(writer)
    process = session.start(["yqq", *argv, str(reader)], pass_fds=(reader,), env={**session.env, "DISPLAY": ":none"})
    os.close(reader)
    return process


def log_in_at_provider(session, driver, process, account, expected=0):
    def told():
        return re.search(r"\n(http://127.0.0.1\S+)", session.output_of(process))
    driver.delete_all_cookies()
    driver.get(wait_until(told, "an address", LONG_S).group(1))
    press(driver, f"#as-{account}")
    assert process.wait(LONG_S) == expected, session.output_of(process)


def its_person_links_an_account_and_unlinks_it():
    with OidcProvider() as provider, Session(language="en") as session, browse(session) as driver:
        pc, _ = start_authority(session, "--identity-policy", write_policy(session, provider))
        person = person_of(pc, "employee")
        log_in(session, pc)
        _, said = run(session, "account", "list")
        assert "yqq account link" in said, said
        run(session, "account", "unlink", "--code-fd", "30", pin=code_of(pc, "employee"), expected=1)

        log_in_at_provider(session, driver, begin(session, "account", "link", "--code-fd", secret=code_of(pc, "employee")), "li")
        linked = accounts(session)
        assert [(one["name"], one["issuer"]) for one in linked] == [("企业统一认证", provider.issuer)], linked

        install(session, "sm2-sm3", PIN)
        log_in_at_provider(session, driver, begin(session, "account", "link", "--pin-fd", secret=PIN.encode() + b"\n"), "li")
        assert len(accounts(session)) == 1

        run(session, "log-out")
        back = begin(session, "log-in", "--name", person["name"], "--id-number", person["id_number"], "--code-fd",
                     secret=code_of(pc, "employee"))
        assert back.wait(LONG_S) == 0, session.output_of(back)
        run(session, "account", "unlink", linked[0]["id"], "--code-fd", "30", pin=b"00000000\n", expected=1)
        _, said = run(session, "account", "unlink", linked[0]["id"], "--code-fd", "30", pin=code_of(pc, "employee"))
        assert "linked no more" in said, said
        assert not accounts(session)


def an_account_that_is_somebody_elses_stays_theirs():
    with OidcProvider() as provider, Session(language="en") as session, browse(session) as driver:
        pc, _ = start_authority(session, "--identity-policy", write_policy(session, provider))
        for role, expected in (("employee", 0), ("administrator", 1)):
            log_in(session, pc, role)
            process = begin(session, "account", "link", "--code-fd", secret=code_of(pc, role))
            log_in_at_provider(session, driver, process, "li", expected)
            if expected:
                assert "linked to somebody else" in session.output_of(process), session.output_of(process)
                assert not accounts(session)
            run(session, "log-out")


if __name__ == "__main__":
    run_tests("/end-to-end/cli-account", [
        its_person_links_an_account_and_unlinks_it,
        an_account_that_is_somebody_elses_stays_theirs,
    ])
