# SPDX-License-Identifier: GPL-3.0-or-later
"""What ./dev accuracy says and leaves behind where the labelled pictures cannot be had."""

import os
import subprocess
import sys
import tempfile

from tap import run_tests

PROGRAM = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "face", "labelled-pictures.py")


def ask(*clones, env=None):
    """The exit code, what was said, and what is left in the folder where the pictures were to be."""
    with tempfile.TemporaryDirectory() as directory:
        target = os.path.join(directory, "labelled")
        done = subprocess.run([sys.executable, PROGRAM, target, *clones], capture_output=True, text=True, check=False,
                              env={**os.environ, **(env or {})})
        return done.returncode, done.stderr, os.listdir(directory)


def a_closed_network_is_told_with_what_to_do_instead():
    closed = {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "url.file:///nonexistent/.insteadOf",
              "GIT_CONFIG_VALUE_0": "https://github.com/"}
    code, said, left = ask(env=closed)
    assert code != 0 and "./dev accuracy FOLDER" in said and "Nothing was kept" in said, said
    assert left == [], left
    assert "Traceback" not in said, said


def a_clone_without_the_commit_is_told_and_leaves_nothing():
    with tempfile.TemporaryDirectory() as empty:
        subprocess.run(["git", "init", "--quiet", empty], check=True)
        code, said, left = ask(empty, empty)
    assert code != 0 and "has no commit" in said and "./dev accuracy FOLDER" in said, said
    assert left == [], left


if __name__ == "__main__":
    run_tests("/support/labelled-pictures", [
        a_closed_network_is_told_with_what_to_do_instead,
        a_clone_without_the_commit_is_told_and_leaves_nothing,
    ])
