# SPDX-License-Identifier: GPL-3.0-or-later
"""The counting behind the last line of ./dev test."""

import importlib.util
import io
import json
import os
import tempfile
from contextlib import redirect_stdout

from tap import run_tests

HERE = os.path.dirname(os.path.abspath(__file__))
_spec = importlib.util.spec_from_file_location("sum_tests", os.path.join(HERE, "sum-tests.py"))
sum_tests = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(sum_tests)


def last_line(*tests, more=()):
    with tempfile.TemporaryDirectory() as directory, redirect_stdout(io.StringIO()) as output:
        log = os.path.join(directory, "testlog.json")
        with open(log, "w", encoding="utf-8") as file:
            file.writelines(json.dumps(test) + "\n" for test in tests)
        code = sum_tests.main([log, *more])
    return output.getvalue().splitlines()[-1], code


def tap(result, *lines):
    return {"name": "t", "result": result, "stdout": "\n".join(["TAP version 13", *lines])}


def each_test_of_a_program_counts():
    assert last_line(tap("OK", "1..2", "ok 1 /a", "ok 2 /b"), {"name": "x", "result": "OK"}) == \
        ("3 passed, 0 failed", 0)


def a_failure_is_counted_once():
    assert last_line(tap("ERROR", "ok 1 /a", "not ok 2 /b", "1..2")) == ("1 passed, 1 failed", 1)


def a_program_that_dies_after_good_tests_has_failed():
    assert last_line(tap("ERROR", "1..3", "ok 1 /a")) == ("1 passed, 1 failed", 1)


def a_time_limit_passed_is_a_failure():
    assert last_line({"name": "x", "result": "TIMEOUT", "stdout": ""}) == ("0 passed, 1 failed", 1)


def a_test_that_skipped_itself_has_failed():
    assert last_line(tap("OK", "1..2", "ok 1 /a # SKIP no camera", "ok 2 /b")) == ("1 passed, 1 failed", 1)
    assert last_line({"name": "x", "result": "SKIP", "stdout": ""}) == ("0 passed, 1 failed", 1)


def no_tests_at_all_is_a_failure():
    assert last_line() == ("0 passed, 1 failed", 1)


def a_build_that_broke_is_a_failure():
    assert last_line({"name": "x", "result": "OK"}, more=["the build"]) == ("1 passed, 1 failed", 1)


run_tests("/support/sum-tests", [
    each_test_of_a_program_counts,
    a_failure_is_counted_once,
    a_program_that_dies_after_good_tests_has_failed,
    a_time_limit_passed_is_a_failure,
    a_test_that_skipped_itself_has_failed,
    no_tests_at_all_is_a_failure,
    a_build_that_broke_is_a_failure,
])
