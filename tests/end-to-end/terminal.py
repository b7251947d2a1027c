# SPDX-License-Identifier: GPL-3.0-or-later
"""yqq and yqq-authority in a terminal of a session, as a test uses them."""

import base64
import json
import os
import re
import subprocess

from pc import Pc, document
from session import wait_until


def run(session, *argv, pin=None, expected=0):
    """yqq with the PIN (or a staff code) on descriptor 3; (what it printed, what it complained)."""
    options = {}
    if pin is not None:
        reader, writer = os.pipe()
        os.write(writer, pin)
        os.close(writer)
        os.dup2(reader, 30)
        options["pass_fds"] = (30,)
    done = subprocess.run(["yqq", *argv], env=session.env, stdin=subprocess.DEVNULL, timeout=60,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)
    out, err = done.stdout.decode(), done.stderr.decode()
    assert done.returncode == expected, f"yqq {argv}: {done.returncode}\n{out}\n{err}"
    return out, err


def start_authority(session, *options):
    process = session.start(["yqq-authority", "--embedded", "--demonstration", *options], stdin=subprocess.PIPE)
    ready = wait_until(lambda: "origin" in session.output_of(process) and session.output_of(process),
                       "the authority", 30)
    line = json.loads(next(line for line in ready.splitlines() if "origin" in line))
    return Pc(line["origin"]), process


def install(session, algorithm, pin):
    """Makes a key and installs the first certificate of whoever is logged in; gives its grant."""
    grant = json.loads(run(session, "certificate", "list", "--json")[0].splitlines()[0])
    run(session, "certificate", "install", grant["code"], "--algorithm", algorithm, "--pin-fd", "30",
        pin=pin.encode() + b"\n")
    return grant


def withdraw(session):
    """Staff withdraw the authority's own page from the register."""
    data = os.path.join(session.env["XDG_DATA_HOME"], "yueqiqian", "authority")
    staff = ["yqq-authority", "relying-party"]
    listed = subprocess.run([*staff, "list", f"--data={data}"], env=session.env, check=True, stdout=subprocess.PIPE,
                            text=True, timeout=30).stdout
    subprocess.run([*staff, "withdraw", f"--data={data}", listed.split()[0]], env=session.env, check=True, timeout=30)


def log_in(session, pc, role="employee"):
    people = Pc.call(pc, "GET", "/v1/demonstration")["people"]
    person = next(person for person in people if person["role"] == role)
    run(session, "log-in", "--name", person["name"], "--id-number", person["id_number"],
        "--code-fd", "30", pin=person["staff_code"].encode() + b"\n")


def connect(session, pc, pin, *options):
    """yqq connect on the code of now, the check code typed; the process that goes on."""
    reader, writer = os.pipe()
    os.write(writer, pin)
    os.close(writer)
    os.dup2(reader, 30)
    process = session.start(["yqq", "connect", "--yes", "--json", "--pin-fd", "30", *options, pc.link()],
                            pass_fds=(30,))
    def read_code():
        return re.search(r'"code":"(\d{3})"', session.output_of(process))
    code = wait_until(read_code, f"the check code in {process.log}", 20).group(1)
    pc.frame(type="check-code", code=code)
    pc.wait_for("connected")
    return process


def sign(pc, certificate, algorithm, content):
    """The PC asks for the content's signature, which is the session's document; gives the signature."""
    name = {"sm2-sm3": "sm3"}.get(algorithm, "sha-256")
    pc.frame(type="sign", request_id=algorithm, certificate=certificate["fingerprint"], algorithm=algorithm,
             documents=[{"id": "a", "name": "合同.txt", "size": len(content),
                         "digest": document(content)["digests"][name]}])
    pc.wait_for("completed")
    result = pc.call("GET", f"{pc.path}/requests/{algorithm}")
    assert result["state"] == "signed", result
    return base64.b64decode(result["signatures"][0]["signature"])
