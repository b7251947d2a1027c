# SPDX-License-Identifier: GPL-3.0-or-later
"""No header is left over: something besides its own .c file includes it."""

import os
import sys
import tempfile

import files
from tap import run_tests

ROOT = sys.argv[1]


def every_header_of_the_tree_is_included_by_something():
    found = files.find_unused_headers(ROOT)
    assert not found, "\n".join(found)


def a_header_that_only_its_own_file_includes_is_reported():
    with tempfile.TemporaryDirectory() as root:
        os.makedirs(os.path.join(root, "src/base"))
        for name, text in (("a.h", ""), ("a.c", '#include "base/a.h"\n#include "base/b.h"\n'), ("b.h", "")):
            with open(os.path.join(root, "src/base", name), "w", encoding="utf-8") as file:
                file.write(text)
        assert files.find_unused_headers(root) == ["base/a.h"]


run_tests("/house/headers", [
    every_header_of_the_tree_is_included_by_something,
    a_header_that_only_its_own_file_includes_is_reported,
])
