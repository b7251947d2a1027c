# SPDX-License-Identifier: GPL-3.0-or-later
"""yqq and yqq-authority in a terminal of a session, as a test uses them."""

import json
import os
import subprocess

from pc import Pc
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
