# SPDX-License-Identifier: GPL-3.0-or-later
"""with-keyring with libsecret against the real daemon: each state answers as facts about it say."""

import os
import subprocess

from tap import run_tests

HERE = os.path.dirname(os.path.abspath(__file__))

# What runs inside: stores a secret, reads it back, and tells what happened.
INSIDE = """
import gi
gi.require_version("Secret", "1")
from gi.repository import GLib, Secret
schema = Secret.Schema.new("cn.yueqiqian.test", Secret.SchemaFlags.NONE, {"name": Secret.SchemaAttributeType.STRING})
try:
    Secret.password_store_sync(schema, {"name": "a"}, Secret.COLLECTION_DEFAULT, "a", "s3cret", None)
    print("stored", Secret.password_lookup_sync(schema, {"name": "a"}, None))
except GLib.Error as error:
    print("refused", error.domain, error.code)
"""


def outcome(*arguments):
    # libsecret 0.20.5 logs a critical of its own when it stores into a locked collection.
    env = {name: value for name, value in os.environ.items() if name != "G_DEBUG"}
    run = subprocess.run([os.path.join(HERE, "with-keyring"), *arguments], env=env,
                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return run.stdout.strip(), run.returncode


def inside(state):
    return outcome(f"--{state}", "/usr/bin/python3", "-c", INSIDE)[0]


def an_unlocked_keyring_stores_and_gives_back():
    assert inside("unlocked") == "stored s3cret", inside("unlocked")


def a_locked_keyring_refuses_to_store():
    assert inside("locked") == "refused secret-error 2", inside("locked")


def without_a_service_the_bus_says_that_it_is_unknown():
    assert inside("absent") == "refused g-dbus-error-quark 2", inside("absent")


def without_a_bus_there_is_no_connection():
    assert inside("no-bus").startswith("refused g-io-error-quark"), inside("no-bus")


def the_exit_code_is_that_of_the_program():
    assert outcome("sh", "-c", "exit 7") == ("", 7)


def the_home_is_a_new_one_and_gone_afterwards():
    home, _code = outcome("--absent", "sh", "-c", "echo $HOME $XDG_DATA_HOME")
    first, second = home.split()
    assert first.startswith("/tmp/yqq-") and second.startswith(first), home
    assert not os.path.exists(first)


def nothing_that_it_started_is_left_behind():
    bus, _code = outcome("--unlocked", "sh", "-c", "echo $YQQ_SESSION_DIRECTORY; sleep 600 >/dev/null 2>&1 &")
    mark = f"YQQ_SESSION_DIRECTORY={bus}".encode()
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/environ", "rb") as file:
                assert mark not in file.read().split(b"\0"), f"process {name} is left"
        except OSError:
            continue


if __name__ == "__main__":
    run_tests("/support/keyring", [
        an_unlocked_keyring_stores_and_gives_back,
        a_locked_keyring_refuses_to_store,
        without_a_service_the_bus_says_that_it_is_unknown,
        without_a_bus_there_is_no_connection,
        the_exit_code_is_that_of_the_program,
        the_home_is_a_new_one_and_gone_afterwards,
        nothing_that_it_started_is_left_behind,
    ])
