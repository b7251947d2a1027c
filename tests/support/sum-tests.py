# SPDX-License-Identifier: GPL-3.0-or-later
"""Adds up the tests of one or more runs of meson: sum-tests.py TESTLOG.json… prints every failure,
then "N passed, N failed" alone on the last line. In a TAP program each of its tests counts. A test that
skipped itself has failed: it was not run. An argument that is no file is a thing that failed as a whole."""

import json
import os
import re
import sys

TAP_PLAN = re.compile(r"^1\.\.\d+", re.MULTILINE)
TAP_LINE = re.compile(r"^(not )?ok\b[ \d]*(.*)$", re.MULTILINE)


def count_test(test):
    """(passed, [failure…]) of one line of meson's log."""
    output = test.get("stdout") or ""
    passed, failures = 0, []
    if TAP_PLAN.search(output):
        for is_bad, name in TAP_LINE.findall(output):
            if is_bad or re.search(r"# *skip", name, re.IGNORECASE):
                failures.append(f"{test['name']}: {name.strip()}")
            else:
                passed += 1
    elif test["result"] == "OK":
        passed = 1
    if test["result"] != "OK" and not failures:
        failures.append(f"{test['name']}: {test['result'].lower()}")
    return passed, failures


def count_log(path):
    if not os.path.exists(path):
        return 0, [f"{path} failed"]
    passed, failures = 0, []
    with open(path, encoding="utf-8") as log:
        for line in log:
            one_passed, one_failures = count_test(json.loads(line))
            passed += one_passed
            failures += [f"{failure} ({path.split('/')[0]})" for failure in one_failures]
    return (passed, failures) if passed or failures else (0, [f"{path} holds no test"])


def main(paths):
    passed, failures = 0, []
    for path in paths:
        one_passed, one_failures = count_log(path)
        passed += one_passed
        failures += one_failures
    for failure in failures:
        print(f"failed: {failure}")
    print(f"{passed} passed, {len(failures)} failed", flush=True)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
