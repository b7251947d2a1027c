# SPDX-License-Identifier: GPL-3.0-or-later
"""Who somebody is, in a terminal: the policy file, logging in by it and again, and an act that asks for the PIN."""

import json
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))

from pc import Pc
from session import Session
from tap import run_tests
from terminal import log_in, run, start_authority

PIN = b"830517\n"
SERVICE_DESK = "12440000YQDEM0033X"  # of the demonstration


def check(session, text):
    """What yqq-authority says of a policy: its exit code, what it printed, what it complained."""
    with tempfile.TemporaryDirectory() as directory:
        path = os.path.join(directory, "policy.json")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        env = {**session.env, "LC_ALL": "C.UTF-8", "LANGUAGE": ""}
        done = subprocess.run(["yqq-authority", "identity", "check", path], env=env, timeout=30,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        return done.returncode, done.stdout, done.stderr.replace(path, "FILE")


def a_policy_is_shown_or_its_faults_are_explained():
    with Session() as session:
        code, out, _ = check(session, '{"version":1,"purposes":{"new-pin":[["staff-code"],["device","face"]]}}')
        lines = dict(line.split(" ", 1) for line in out.splitlines())
        assert code == 0 and "staff-code | device + face; and fido2" in lines["new-pin"], out
        assert "(nothing)" in lines["transfer"], out
        code, out, complained = check(session, '{"version":1,"purposes":{"unlock":[["face"]]},"log-in":{"days":0}}')
        assert code == 1 and out == "", (code, out)
        assert "FILE: purposes.unlock[0]: “face” cannot stand here without another method" in complained, complained
        assert "FILE: log-in.days: A whole number from 1 to 3650 is needed here." in complained, complained


def write_policy(session, policy):
    data = os.path.join(session.env["XDG_DATA_HOME"], "yueqiqian", "authority")
    os.makedirs(data, mode=0o700, exist_ok=True)
    with open(os.path.join(data, "identity-policy.json"), "w", encoding="utf-8") as file:
        json.dump({"version": 1, **policy}, file)
    return data


def an_authority_does_not_start_with_a_policy_that_is_wrong():
    with Session() as session:
        write_policy(session, {"purposes": {"log-in": []}})
        done = subprocess.run(["yqq-authority", "--embedded", "--demonstration"], env=session.env, timeout=60,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert done.returncode == 1 and done.stdout == "", done
        assert "purposes.log-in" in done.stderr, done.stderr


def what_a_terminal_cannot_do_is_named_and_stores_nothing():
    with Session() as session:
        write_policy(session, {"purposes": {"log-in": [["face", "staff-code"]]}})
        pc, _ = start_authority(session)
        person = Pc.call(pc, "GET", "/v1/demonstration")["people"][0]
        _, said = run(session, "log-in", "--name", person["name"], "--id-number", person["id_number"],
                      "--code-fd", "30", pin=person["staff_code"].encode() + b"\n", expected=1)
        assert said.strip(), said
        run(session, "certificate", "list", expected=3)


def a_log_in_is_renewed_and_keeps_what_was_there():
    with Session() as session:
        pc, _ = start_authority(session)
        log_in(session, pc)
        code = json.loads(run(session, "certificate", "list", "--json")[0].splitlines()[0])["code"]
        run(session, "certificate", "install", code, "--pin-fd", "30", pin=PIN)
        before = run(session, "certificate", "list", "--json")[0]
        person = next(person for person in Pc.call(pc, "GET", "/v1/demonstration")["people"]
                      if person["role"] == "employee")
        again = ("log-in", "--name", person["name"], "--id-number", person["id_number"], "--code-fd", "30")
        _, said = run(session, *again, pin=person["staff_code"].encode() + b"\n", expected=1)
        assert "--again" in said, said
        run(session, *again, "--again", pin=person["staff_code"].encode() + b"\n")
        assert run(session, "certificate", "list", "--json")[0] == before


def restart_with(session, authority, ways):
    """The authority goes on with these ways to a new PIN; what it is, and its process."""
    if authority:
        authority.stdin.close()
        assert authority.wait(30) == 0
    write_policy(session, {"purposes": {"new-pin": ways}, "device": {"min_days": 0}, "second-factor": {}, "oidc": {
        "name": "n", "issuer": "https://127.0.0.1:1", "client_id": "c"}})
    return start_authority(session)


def make_code(pc):
    return next(person for person in Pc.call(pc, "GET", "/v1/demonstration")["people"]
                if person["role"] == "employee")["staff_code"].encode()


def a_disabled_method_sets_no_new_pin_and_what_remains_is_said():
    new_pin, another = b"274913\n", b"583026\n"
    anew = ("pin", "new", "--code-fd", "30", "--pin-fd", "30")
    with Session() as session:
        pc, authority = restart_with(session, None, [["staff-code"], ["device", "face"]])
        log_in(session, pc)
        code = json.loads(run(session, "certificate", "list", "--json")[0].splitlines()[0])["code"]
        run(session, "certificate", "install", code, "--pin-fd", "30", pin=PIN)
        # The staff code and whatever a terminal can do is disabled: nothing remains, and whom to turn to is said.
        for ways in ([["device", "face"]], [["fido2", "device"]], [["fido2", "staff-code"]]):
            pc, authority = restart_with(session, authority, ways)
            _, said = run(session, *anew, pin=make_code(pc) + b"\n" + new_pin, expected=1)
            assert "服务台" in said, said
        # Another way remains, which leads elsewhere: the code is not taken for it.
        pc, authority = restart_with(session, authority, [["oidc"]])
        _, said = run(session, *anew, pin=make_code(pc) + b"\n" + new_pin, expected=3)
        assert "yqq" in said, said
        # The old PIN is still the one.
        pc, authority = restart_with(session, authority, [["staff-code"]])
        run(session, "certificate", "install", code, "--algorithm", "p256-sha256", "--pin-fd", "30", pin=new_pin,
            expected=4)
        run(session, "certificate", "install", code, "--algorithm", "p256-sha256", "--pin-fd", "30", pin=PIN)
        said, _ = run(session, *anew, pin=make_code(pc) + b"\n" + another)
        assert said.strip(), said
        listed = json.loads(run(session, "certificate", "list", "--json")[0].splitlines()[0])
        assert listed["code"] == code, listed


def a_transfer_asks_for_the_pin_where_the_policy_does():
    with Session() as session:
        data = write_policy(session, {"purposes": {"transfer": [["pin"]]}})
        pc, _ = start_authority(session)
        log_in(session, pc, "administrator")
        for line in run(session, "certificate", "list", "--json")[0].splitlines():
            run(session, "certificate", "install", json.loads(line)["code"], "--pin-fd", "30", pin=PIN)
        enterprise = json.loads(run(session, "certificate", "list", "--json")[0].splitlines()[0])["credit_code"]
        users = [json.loads(line) for line in
                 run(session, "grant", "list", "--json", "--enterprise", enterprise)[0].splitlines()]
        receiver = next(user for user in users if not user["me"] and user["state"] in ("active", "pending-install"))
        options = ("--enterprise", enterprise, "--yes", "--pin-fd", "30")
        run(session, "transfer", "offer", receiver["code"], *options, pin=PIN, expected=4)
        run(session, "transfer", "offer", receiver["code"], *options, pin=PIN + b"111111\n", expected=4)
        offered, _ = run(session, "transfer", "offer", receiver["code"], *options, pin=PIN * 3)
        assert offered.strip(), offered
        record = os.path.join(session.env["XDG_DATA_HOME"], "record.json")
        subprocess.run(["yqq-authority", "audit", "export", "--data", data, record], env=session.env, check=True,
                       timeout=60, stdout=subprocess.DEVNULL)
        with open(record, encoding="utf-8") as file:
            text = file.read()
        assert '"identity-used"' in text and '"purpose":"transfer"' in text, text[-2000:]


def a_reviewer_gives_a_code_and_its_person_logs_in_with_it():
    with Session() as session:
        pc, _ = start_authority(session)
        people = Pc.call(pc, "GET", "/v1/demonstration")["people"]
        visitor = next(person for person in people if person["role"] == "employee")
        reviewer = next(person for person in people if person["role"] == "reviewer")
        log_in(session, pc, "reviewer")
        code = json.loads(run(session, "certificate", "list", "--json")[0].splitlines()[0])["code"]
        run(session, "certificate", "install", code, "--pin-fd", "30", pin=PIN)
        confirm = ("staff", "confirm", "--yes", "--pin-fd", "30")
        of = lambda person: ("--name", person["name"], "--id", person["id_number"])
        _, said = run(session, *confirm, *of(reviewer), pin=PIN, expected=1)
        assert "yqq: " in said, said
        run(session, *confirm, "--name", "无此人", "--id", visitor["id_number"], pin=PIN, expected=1)
        out, said = run(session, *confirm, *of(visitor), pin=PIN)
        code = out.strip()
        assert len(code) == 8 and code.isdigit() and code not in said, (out, said)
        run(session, "log-out")
        run(session, "log-in", "--name", visitor["name"], "--id-number", visitor["id_number"], "--code-fd", "30",
            pin=code.encode() + b"\n")
        _, said = run(session, *confirm, *of(reviewer), pin=PIN, expected=1)
        assert "服务台" in said, said
        data = os.path.join(session.env["XDG_DATA_HOME"], "yueqiqian", "authority")
        record = os.path.join(session.env["XDG_DATA_HOME"], "record.json")

        def export(*options):
            subprocess.run(["yqq-authority", "audit", "export", "--data", data, *options, record], env=session.env,
                           check=True, timeout=60, stdout=subprocess.DEVNULL)
            with open(record, encoding="utf-8") as file:
                return file.read()

        used, signed = export(), export("--enterprise", SERVICE_DESK)
        actor = json.loads(next(line for line in signed.splitlines() if '"identity-confirm"' in line))["actor"]
        assert f'"confirmed_by":"{actor}"' in used, used[-2000:]
        for text in (used, signed):
            assert visitor["id_number"] not in text and code not in text, text[-2000:]


if __name__ == "__main__":
    run_tests("/end-to-end/cli-identity", [
        a_policy_is_shown_or_its_faults_are_explained,
        an_authority_does_not_start_with_a_policy_that_is_wrong,
        what_a_terminal_cannot_do_is_named_and_stores_nothing,
        a_log_in_is_renewed_and_keeps_what_was_there,
        a_disabled_method_sets_no_new_pin_and_what_remains_is_said,
        a_transfer_asks_for_the_pin_where_the_policy_does,
        a_reviewer_gives_a_code_and_its_person_logs_in_with_it,
    ])
