# SPDX-License-Identifier: GPL-3.0-or-later
"""Tests as functions whose names are sentences, told in TAP: run_tests("/house/layers", [a_test, …])."""

import sys
import traceback


def run_tests(path, tests):
    """Runs each function; an exception is a failure. Ends the program."""
    failed = 0
    print(f"1..{len(tests)}", flush=True)
    for number, test in enumerate(tests, 1):
        try:
            test()
            outcome = "ok"
        except Exception:
            failed += 1
            outcome = "not ok"
            print(f"{test.__name__}: {traceback.format_exc()}", file=sys.stderr, flush=True)  # meson shows it
        print(f"{outcome} {number} {path}/{test.__name__}", flush=True)
    sys.exit(1 if failed else 0)
