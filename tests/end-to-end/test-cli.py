# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job in a terminal: yqq against the real authority and a real keyring and a PC by hand."""

import json
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))

from pc import document
from session import Session
from tap import run_tests
from terminal import connect, install, log_in, run, sign, start_authority, withdraw

PIN = b"830517\n"
CONTRACT = "合同正文\n".encode()


def the_main_job_runs_in_a_terminal():
    with Session() as session, tempfile.TemporaryDirectory() as directory:
        pc, _ = start_authority(session)
        log_in(session, pc)
        listed, _ = run(session, "certificate", "list", "--json")
        grant = json.loads(listed.splitlines()[0])
        assert grant["state"] in ("no-pin", "not-installed"), grant
        run(session, "certificate", "install", grant["code"], "--algorithm", "p256-sha256", "--pin-fd", "30", pin=PIN)
        pc.open([document(CONTRACT)])
        pc.call("GET", pc.path + "/events?after=0&wait=0")
        process = connect(session, pc, PIN)
        certificate = pc.call("GET", pc.path + "/certificates")["certificates"][0]
        assert certificate["enterprise"]["name"] == grant["enterprise"]
        signature = sign(pc, certificate, "p256-sha256", CONTRACT)
        pc.frame(type="close", reason="done")
        assert process.wait(20) == 0, session.output_of(process)
        events = [json.loads(line)["event"] for line in session.output_of(process).splitlines()]
        assert events[0] == "check-code" and events[-1] == "end", events

        contract, p7s = os.path.join(directory, "合同.txt"), os.path.join(directory, "合同.txt.p7s")
        open(contract, "wb").write(CONTRACT)
        open(p7s, "wb").write(signature)
        verified, _ = run(session, "verify", "--json", p7s, contract)
        assert json.loads(verified)["valid"] is True
        pem, _ = run(session, "certificate", "export", grant["code"], "--algorithm", "p256-sha256")
        assert pem.count("BEGIN CERTIFICATE") == 3
        check_with_openssl(directory, pem, p7s, contract)
        open(contract, "wb").write(CONTRACT + b"!")
        run(session, "verify", p7s, contract, expected=1)


def check_with_openssl(directory, pem, p7s, contract):
    """Somebody else's program agrees."""
    roots = os.path.join(directory, "roots.pem")
    open(roots, "w", encoding="ascii").write(pem)
    subprocess.run(["openssl", "cms", "-verify", "-inform", "DER", "-in", p7s, "-content", contract, "-binary",
                    "-CAfile", roots, "-purpose", "any", "-out", "/dev/null"], check=True, timeout=20,
                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def what_was_not_announced_is_refused_with_yes():
    with Session() as session:
        pc, _ = start_authority(session)
        log_in(session, pc)
        code = json.loads(run(session, "certificate", "list", "--json")[0].splitlines()[0])["code"]
        run(session, "certificate", "install", code, "--algorithm", "p256-sha256", "--pin-fd", "30", pin=PIN)
        pc.open([document(CONTRACT)])
        pc.call("GET", pc.path + "/events?after=0&wait=0")
        process = connect(session, pc, PIN)
        certificate = pc.call("GET", pc.path + "/certificates")["certificates"][0]
        other = document(b"something else")
        pc.frame(type="sign", request_id="r", certificate=certificate["fingerprint"], algorithm="p256-sha256",
                 documents=[{"id": "a", "name": "x", "size": 1, "digest": other["digests"]["sha-256"]}])
        pc.wait_for("completed")
        assert pc.call("GET", pc.path + "/requests/r")["state"] == "refused"
        process.terminate()
        assert process.wait(20) == 0
        assert pc.call("GET", pc.path)["state"] == "closed"


def a_web_system_withdrawn_while_connected_is_told_as_that():
    with Session() as session:
        pc, _ = start_authority(session)
        log_in(session, pc)
        install(session, "p256-sha256", PIN.decode().strip())
        pc.open([document(CONTRACT)])
        pc.call("GET", pc.path + "/events?after=0&wait=0")
        process = connect(session, pc, PIN)
        withdraw(session)
        assert process.wait(20) == 0, session.output_of(process)
        said = session.output_of(process)
        assert '"close_reason":"relying-party-withdrawn"' in said and "请勿在该处签名" in said, said
        assert pc.call("GET", pc.path)["reason"] == "relying-party-withdrawn"


def a_wrong_pin_costs_a_try_and_says_so():
    with Session() as session:
        pc, _ = start_authority(session)
        log_in(session, pc)
        code = json.loads(run(session, "certificate", "list", "--json")[0].splitlines()[0])["code"]
        _, weak = run(session, "certificate", "install", code, "--pin-fd", "30", pin=b"123456\n", expected=3)
        assert "PIN" in weak
        run(session, "certificate", "install", code, "--pin-fd", "30", pin=PIN)
        for left in (4, 3, 2, 1):
            _, said = run(session, "certificate", "install", code, "--algorithm", "p256-sha256", "--pin-fd", "30",
                          pin=b"194628\n", expected=4)
            assert f"还可尝试 {left} 次" in said, said
        _, said = run(session, "certificate", "install", code, "--algorithm", "p256-sha256", "--pin-fd", "30",
                      pin=b"194628\n", expected=4)
        assert "锁定" in said, said
        _, said = run(session, "certificate", "install", code, "--algorithm", "p256-sha256", "--pin-fd", "30",
                      pin=PIN, expected=4)
        assert "锁定" in said, said


def a_keyring_that_is_locked_or_absent_is_told_apart():
    for state, word in (("locked", "已锁定"), ("absent", "gnome-keyring")):
        with Session(keyring=state) as session:
            session.env["YQQ_AUTHORITY"] = "unix:/nowhere"
            _, said = run(session, "certificate", "list", expected=3)
            assert word in said, said


def without_anybody_logged_in_or_there_it_says_so():
    with Session() as session:
        _, said = run(session, "certificate", "list", expected=3)
        assert "yqq log-in" in said
        _, said = run(session, "log-in", "--authority", "unix:/nowhere", "--name", "x", "--id-number", "1",
                      "--code-fd", "30", pin=b"1\n", expected=3)
        assert "无法连接" in said, said


if __name__ == "__main__":
    run_tests("/end-to-end/cli", [the_main_job_runs_in_a_terminal, what_was_not_announced_is_refused_with_yes,
                                  a_web_system_withdrawn_while_connected_is_told_as_that,
                                  a_wrong_pin_costs_a_try_and_says_so, a_keyring_that_is_locked_or_absent_is_told_apart,
                                  without_anybody_logged_in_or_there_it_says_so])
