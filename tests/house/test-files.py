# SPDX-License-Identifier: GPL-3.0-or-later
"""The shape of the files of src/, and that a file out of shape is caught."""

import sys

import files
from tap import run_tests

ROOT = sys.argv[1]
GOOD_HEADER = files.SPDX + "/* A clock that tests can move. */\n#pragma once\n"


def every_file_of_the_tree_is_in_shape():
    found = files.find_faults(ROOT)
    assert not found, "\n".join(found)


def faults(name, text):
    return list(files.check_file(name, text))


def a_good_file_is_not_reported():
    assert faults("a.h", GOOD_HEADER) == []
    assert faults("a.c", files.SPDX + '#include "base/a.h"\n') == []


def a_file_without_its_licence_line_is_reported():
    assert len(faults("a.c", "int a;\n")) == 1


def a_header_without_its_sentence_is_reported():
    assert len(faults("a.h", files.SPDX + "#pragma once\nint a;\n")) == 1


def a_file_that_is_too_long_is_reported():
    assert len(faults("a.c", files.SPDX + "\n" * files.MOST_LINES)) == 1


def work_left_for_later_is_reported():
    assert len(faults("a.c", files.SPDX + "/* TO" + "DO: more */\n")) == 1


run_tests("/house/files", [
    every_file_of_the_tree_is_in_shape,
    a_good_file_is_not_reported,
    a_file_without_its_licence_line_is_reported,
    a_header_without_its_sentence_is_reported,
    a_file_that_is_too_long_is_reported,
    work_left_for_later_is_reported,
])
