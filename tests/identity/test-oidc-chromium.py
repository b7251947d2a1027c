# SPDX-License-Identifier: GPL-3.0-or-later
"""OpenID Connect from end to end: a certified provider, a real Chromium, our device's half and our authority's."""

import contextlib
import functools
import json
import socket
import subprocess
import sys
import urllib.parse

from browser import browse
from oidc_provider import CLIENT, LineReader, OidcProvider
from selenium.webdriver.common.by import By
from session import Session, wait_until
from tap import run_tests

PROGRAM = sys.argv[1]
LONG_S = 60
ACCOUNTS = {"li": {"id_number": "44010119900101123X"}, "wang": {"id_number": "440101198001011234"}}


class Person:
    """Our two halves (tests/identity/oidc-person.c)."""

    def __init__(self, issuer, **settings):
        section = {"name": "企业统一认证", "issuer": issuer, "client_id": CLIENT, "device_flow": True, **settings}
        self.process = subprocess.Popen(["setpriv", "--pdeathsig", "KILL", PROGRAM, json.dumps(section)],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.reader = LineReader(self.process.stdout)

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        self.process.stdin.close()
        try:
            code = self.process.wait(LONG_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            code = self.process.wait()
        self.process.stdout.close()
        assert kind is not None or code == 0, f"ended with {code}"

    def tell(self, **command):
        self.process.stdin.write(json.dumps(command) + "\n")
        self.process.stdin.flush()

    def hear(self, seconds=LONG_S):
        return self.reader.next(seconds)

    def begin(self, way="browser", nonce="nonce-1", purpose="log-in"):
        """Has the evidence made; gives what the person is shown."""
        self.tell(do="prove", way=way, nonce=nonce, purpose=purpose)
        assert self.hear() == {"state": "contacting"}
        return self.hear()

    def check(self, evidence, nonce="nonce-1", purpose="log-in", person="person-li", **more):
        self.tell(do="check", nonce=nonce, purpose=purpose, person=person, evidence=evidence, **more)
        return self.hear()


def press(driver, selector):
    wait_until(lambda: driver.find_elements(By.CSS_SELECTOR, selector), f"{selector} on the page", LONG_S)
    driver.find_element(By.CSS_SELECTOR, selector).click()


def log_in(driver, person, account="li", **task):
    """Through the browser; gives the evidence."""
    shown = person.begin(**task)
    driver.get(shown["address"])
    press(driver, f"#as-{account}")
    evidence = person.hear()
    assert "evidence" in evidence, evidence
    return evidence["evidence"]


def domain(answer):
    return answer.get("domain", "").replace("-error-quark", "").replace("yqq-", ""), answer.get("code")


def allow_on_phone(driver):
    press(driver, "button[autofocus]")
    press(driver, "#as-li")


def answer_of(answer):
    return answer.get("domain"), answer.get("code")


# The codes of identity/oidc-error.h, identity/error.h and GIO.
OFFLINE, UNSUPPORTED, DENIED = ("oidc", 0), ("oidc", 2), ("oidc", 3)
INVALID, EXPIRED, NOT_LINKED = ("identity", 0), ("identity", 1), ("identity", 4)
CANCELLED = ("other", 19)


class World:
    """The provider and the browser that the tests share, for each takes long to start on a busy machine."""

    def __init__(self, session, driver):
        self.session = session
        self.driver = driver
        self.provider = None

    @contextlib.contextmanager
    def with_provider(self, **options):
        """Another provider for a while, or one that is stopped or turned in a test."""
        kept = self.provider
        with OidcProvider(accounts=ACCOUNTS, **options) as self.provider:
            yield
        self.provider = kept

    def person(self, **settings):
        return Person(self.provider.issuer, **settings)


def known_by_document(world):
    return world.person(person_claim="id_number")


def is_listening(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def port_of(shown):
    redirect = urllib.parse.parse_qs(urllib.parse.urlsplit(shown["address"]).query)["redirect_uri"][0]
    return urllib.parse.urlsplit(redirect).port


def page(driver):
    wait_until(lambda: driver.find_elements(By.TAG_NAME, "main"), "our page", LONG_S)
    return driver.find_element(By.TAG_NAME, "main").text


def a_person_logs_in_in_the_browser(world):
    with known_by_document(world) as person:
        shown = person.begin()
        assert shown["state"] == "open-browser", shown
        world.driver.get(shown["address"])
        press(world.driver, "#as-li")
        evidence = person.hear()["evidence"]
        assert page(world.driver).startswith("You are logged in\n"), page(world.driver)
        assert not is_listening(port_of(shown))
        assert person.check(evidence)["person"] == "person-li"


def the_provider_lets_people_log_in_anew_each_time(world):
    with known_by_document(world) as person:
        log_in(world.driver, person)
        log_in(world.driver, person, nonce="nonce-2")  # presses on the page that asks who somebody is


def a_telephone_logs_in_with_the_code_it_is_shown(world):
    with known_by_document(world) as person:
        shown = person.begin(way="phone")
        assert shown["state"] == "user-code" and shown["code"], shown
        world.driver.get(shown["address"])
        wait_until(lambda: shown["code"] in world.driver.find_element(By.TAG_NAME, "body").text, "the code", LONG_S)
        allow_on_phone(world.driver)
        assert person.check(person.hear()["evidence"])["person"] == "person-li"


def saying_no_is_told_apart(world):
    with world.person() as person:
        world.driver.get(person.begin()["address"])
        press(world.driver, "#refuse")
        assert answer_of(person.hear()) == DENIED
        assert page(world.driver).startswith("You are not logged in\n"), page(world.driver)
        world.driver.get(person.begin(way="phone", nonce="nonce-2")["address"])
        press(world.driver, "button[name=abort]")
        assert answer_of(person.hear()) == DENIED


def a_token_is_good_for_its_own_task_person_and_ten_minutes(world):
    with known_by_document(world) as person:
        evidence = log_in(world.driver, person)
        assert answer_of(person.check(evidence, nonce="nonce-2")) == INVALID
        assert answer_of(person.check(evidence, purpose="new-pin")) == INVALID
        assert answer_of(person.check(evidence, person="person-wang")) == INVALID
        assert answer_of(person.check(evidence, later_ms=11 * 60_000)) == EXPIRED
        assert person.check(evidence, later_ms=8 * 60_000)["person"] == "person-li"
        other = log_in(world.driver, person, account="wang", nonce="nonce-3")
        assert answer_of(person.check(other, nonce="nonce-3")) == INVALID


def an_account_is_linked_when_staff_vouch_and_stays_linked(world):
    with world.person() as person:
        first = log_in(world.driver, person)
        assert answer_of(person.check(first)) == NOT_LINKED
        assert person.check(first, vouched=True)["person"] == "person-li"
        second = log_in(world.driver, person, nonce="nonce-2")
        assert answer_of(person.check(second, nonce="nonce-2", person="person-wang", vouched=True)) == INVALID
        assert person.check(second, nonce="nonce-2")["person"] == "person-li"


def giving_up_stops_listening(world):
    with world.person() as person:
        for way in ("browser", "phone"):
            shown = person.begin(way=way, nonce=way)
            person.tell(do="cancel")
            assert answer_of(person.hear()) == CANCELLED
            assert way == "phone" or not is_listening(port_of(shown))


def an_answer_that_nobody_asked_for_changes_nothing(world):
    with known_by_document(world) as person:
        shown = person.begin()
        world.driver.get(f"http://127.0.0.1:{port_of(shown)}/?code=stolen&state=guessed")
        assert page(world.driver).startswith("This page is not for here\n"), page(world.driver)
        world.driver.get(shown["address"])
        press(world.driver, "#as-li")
        assert person.check(person.hear()["evidence"])["person"] == "person-li"


def a_telephone_log_in_that_is_bound_to_nothing_is_not_evidence(world):
    with world.with_provider(device_nonce=False), world.person() as person:
        world.driver.get(person.begin(way="phone")["address"])
        allow_on_phone(world.driver)
        assert answer_of(person.hear()) == UNSUPPORTED


def keys_are_fetched_anew_and_kept_when_the_provider_is_gone(world):
    with world.with_provider(algorithm="ES256"), known_by_document(world) as person:
        assert person.check(log_in(world.driver, person))["person"] == "person-li"
        world.provider.rotate()
        person.tell(do="pass", ms=10_000)
        evidence = log_in(world.driver, person, nonce="nonce-2")
        assert person.check(evidence, nonce="nonce-2") == {"person": "person-li", "waited": True}
        world.provider.stop()
        assert person.check(evidence, nonce="nonce-2") == {"person": "person-li", "waited": False}
        person.tell(do="prove", way="browser", nonce="nonce-3", purpose="log-in")
        assert person.hear() == {"state": "contacting"}
        assert answer_of(person.hear()) == OFFLINE


TESTS = [
    a_person_logs_in_in_the_browser,
    the_provider_lets_people_log_in_anew_each_time,
    a_telephone_logs_in_with_the_code_it_is_shown,
    saying_no_is_told_apart,
    a_token_is_good_for_its_own_task_person_and_ten_minutes,
    an_account_is_linked_when_staff_vouch_and_stays_linked,
    giving_up_stops_listening,
    an_answer_that_nobody_asked_for_changes_nothing,
    a_telephone_log_in_that_is_bound_to_nothing_is_not_evidence,
    keys_are_fetched_anew_and_kept_when_the_provider_is_gone,
]


def in_world(test, world):
    bound = functools.partial(test, world)
    bound.__name__ = test.__name__
    return bound


with Session(keyring="no-bus") as its_session, browse(its_session) as its_driver:
    its_world = World(its_session, its_driver)
    with its_world.with_provider():
        run_tests("/identity/oidc-chromium", [in_world(test, its_world) for test in TESTS])
