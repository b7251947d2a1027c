# SPDX-License-Identifier: GPL-3.0-or-later
"""Security keys in a terminal: registered, named, used, taken out by oneself and by a reviewer."""

import json
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))

from pc import Pc
from security_key import SecurityKeys
from session import Session
from tap import run_tests
from terminal import install, log_in, run, start_authority

PIN = "830517"
LINE = PIN.encode() + b"\n"
KEY_PIN = "letters-1234"


def pipe(text):
    reader, writer = os.pipe()
    os.write(writer, text)
    os.close(writer)
    return reader


def run_with(keys, *argv, expected=0, **secrets):
    """yqq beside the keys; secrets: what stands on --<name>-fd. (What it printed, what it complained.)"""
    given = {name: pipe(text) for name, text in secrets.items()}
    options = [text for name, fd in given.items() for text in (f"--{name.replace('_', '-')}-fd", str(fd))]
    try:
        done = subprocess.run(["yqq", *argv, *options], env=keys.env(), stdin=subprocess.DEVNULL, timeout=60,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, pass_fds=given.values())
    finally:
        for fd in given.values():
            os.close(fd)
    assert done.returncode == expected, (argv, done.returncode, done.stdout, done.stderr)
    return done.stdout, done.stderr


def listed(session):
    return [json.loads(line) for line in run(session, "key", "list", "--json")[0].splitlines()]


def person(pc, role):
    return next(one for one in Pc.call(pc, "GET", "/v1/demonstration")["people"] if one["role"] == role)


def as_code(pc, role):
    return person(pc, role)["staff_code"].encode() + b"\n"


def a_key_is_registered_renamed_and_taken_out():
    with Session(language="en") as session:
        keys = SecurityKeys(session)
        pc, _ = start_authority(session)
        log_in(session, pc)
        install(session, "sm2-sm3", PIN)
        _, said = run(session, "key", "list")
        assert "yqq key add" in said, said
        key = keys.plug_in("blue")
        key.touch()
        out, said = run_with(keys, "key", "add", "office", pin=LINE)
        assert "Touch your security key." in said, said
        assert [(one["id"], one["label"]) for one in listed(session)] == [(out.strip(), "office")]
        key.touch()
        _, said = run_with(keys, "key", "add", "again", pin=LINE, expected=1)
        assert "registered already" in said, said
        run(session, "key", "rename", "office", "at home")
        run(session, "key", "rename", "office", "elsewhere", expected=1)
        run(session, "key", "rename", "at home", " blanks ", expected=2)
        assert [one["label"] for one in listed(session)] == ["at home"]
        run_with(keys, "key", "remove", "at home", code=b"00000000\n", expected=1)
        assert len(listed(session)) == 1
        run_with(keys, "key", "remove", "at home", code=as_code(pc, "employee"))
        assert not listed(session)


def the_keys_own_pin_is_asked_for_until_it_is_right():
    with Session(language="en") as session:
        keys = SecurityKeys(session)
        pc, _ = start_authority(session)
        log_in(session, pc)
        key = keys.plug_in("green", KEY_PIN)
        key.touch()
        _, said = run_with(keys, "key", "add", "green", code=as_code(pc, "employee"),
                           key_pin=b"wrong-one\n" + KEY_PIN.encode() + b"\n")
        assert "7 tries are left" in said, said
        for secret in (KEY_PIN, "wrong-one"):
            assert secret not in said, said
        assert [one["label"] for one in listed(session)] == ["green"]
        _, said = run_with(keys, "key", "add", "another", code=as_code(pc, "employee"), key_pin=b"", expected=3)
        assert len(listed(session)) == 1


def who_registered_a_key_needs_it_to_hand_the_office_on():
    with Session(language="en") as session:
        keys = SecurityKeys(session)
        pc, _ = start_authority(session)
        log_in(session, pc, "administrator")
        for line in run(session, "certificate", "list", "--json")[0].splitlines():
            run(session, "certificate", "install", json.loads(line)["code"], "--pin-fd", "30", pin=LINE)
        key = keys.plug_in("blue")
        key.touch()
        run_with(keys, "key", "add", "office", pin=LINE)
        enterprise = json.loads(run(session, "certificate", "list", "--json")[0].splitlines()[0])["credit_code"]
        users = [json.loads(line) for line in
                 run(session, "grant", "list", "--json", "--enterprise", enterprise)[0].splitlines()]
        receiver = next(user for user in users if not user["me"] and user["state"] in ("active", "pending-install"))
        key.touch()
        _, said = run_with(keys, "transfer", "offer", receiver["code"], "--enterprise", enterprise, "--yes", pin=LINE * 2)
        assert "Touch your security key." in said, said
        assert listed(session)[0].get("used_at"), listed(session)


def a_lost_key_is_taken_out_by_a_reviewer():
    with Session(language="en") as session:
        keys = SecurityKeys(session)
        pc, _ = start_authority(session)
        visitor = person(pc, "employee")
        log_in(session, pc)
        for name in ("first", "second"):
            key = keys.plug_in(name)
            key.touch()
            run_with(keys, "key", "add", name, code=as_code(pc, "employee"))
            key.take_out()
        run(session, "log-out")
        log_in(session, pc, "reviewer")
        install(session, "sm2-sm3", PIN)
        of = ("--name", visitor["name"], "--id", visitor["id_number"], "--yes")
        out, said = run_with(keys, "staff", "remove-key", *of, pin=LINE, expected=1)
        assert "first" in out and "second" in out and "--key" in said, (out, said)
        run_with(keys, "staff", "remove-key", *of, "--key", "third", pin=LINE, expected=1)
        run_with(keys, "staff", "remove-key", *of, "--key", "first", pin=LINE)
        _, said = run_with(keys, "staff", "remove-key", *of, pin=LINE)
        assert "second" in said, said
        _, said = run_with(keys, "staff", "remove-key", *of, pin=LINE, expected=1)
        assert "no security key is registered" in said, said
        run(session, "log-out")
        log_in(session, pc)
        assert not listed(session)


if __name__ == "__main__":
    run_tests("/end-to-end/cli-key", [
        a_key_is_registered_renamed_and_taken_out,
        the_keys_own_pin_is_asked_for_until_it_is_right,
        who_registered_a_key_needs_it_to_hand_the_office_on,
        a_lost_key_is_taken_out_by_a_reviewer,
    ])
