# SPDX-License-Identifier: GPL-3.0-or-later
"""The application itself opens, shows its first pages and ends when it is told to: also under the sanitizers."""

import os
import signal

from desktop import Desktop
from tap import run_tests

BUILD = os.environ["YQQ_BUILD_DIR"]
PROGRAM = os.path.join(BUILD, "src/app/yueqiqian")
SANITIZER = "ERROR: AddressSanitizer"


def end(desktop, program):
    """Ends the program as a session's end does; it must not die of anything else."""
    program.send_signal(signal.SIGTERM)
    code = program.wait(timeout=60)
    output = desktop.output_of(program)
    assert SANITIZER not in output and "runtime error" not in output, output
    assert code == 0, f"ended with {code}: {output}"


def it_shows_its_first_page_and_the_way_in():
    program = desktop.start([PROGRAM, "--authority", "https://127.0.0.1:9"])
    desktop.find("alert", containing="The authority cannot be reached", seconds=60)
    desktop.press("push button", "Connect to another authority", seconds=60)
    desktop.find("push button", "Connect", seconds=60)
    end(desktop, program)


def told_to_end_at_once_it_ends():
    program = desktop.start([PROGRAM])
    desktop.find("frame", seconds=60)
    end(desktop, program)


with Desktop(language="en") as desktop:
    run_tests("/app/program", [
        it_shows_its_first_page_and_the_way_in,
        told_to_end_at_once_it_ends,
    ])
