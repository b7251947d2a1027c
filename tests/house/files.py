# SPDX-License-Identifier: GPL-3.0-or-later
"""What every file of src/ looks like: a licence line, one sentence, one story, nothing left for later."""

import os
import re

from layers import INCLUDE, read, source_files

SPDX = "/* SPDX-License-Identifier: GPL-3.0-or-later */\n"
MOST_LINES = 450
LEFT_OVER = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
HEADER_COMMENT = re.compile(re.escape(SPDX) + r"\s*(?:#pragma once\s*)?/\*.*?[.:;]", re.DOTALL)


def check_file(path, text):
    if not text.startswith(SPDX):
        yield "does not begin with the SPDX line"
    elif path.endswith(".h") and not HEADER_COMMENT.match(text):
        yield "has no sentence saying what it is, right after the SPDX line"
    if text.count("\n") > MOST_LINES:
        yield f"has over {MOST_LINES} lines: it tells two stories"
    if LEFT_OVER.search(text):
        yield f"has left over work: {LEFT_OVER.search(text).group()}"


def find_faults(root):
    return [f"{os.path.relpath(path, root)} {what}"
            for _folder, path in source_files(root) for what in check_file(path, read(path))]


def find_unused_headers(root):
    """Headers that nothing but their own .c file includes."""
    headers = {os.path.relpath(path, os.path.join(root, "src")) for _folder, path in source_files(root, (".h",))}
    used = set()
    for top in ("src", "tests"):
        for directory, _folders, names in os.walk(os.path.join(root, top)):
            for name in names:
                if name.endswith((".c", ".h")):
                    path = os.path.join(directory, name)
                    own = os.path.relpath(path, os.path.join(root, "src"))[:-2] + ".h"
                    used |= {header for _kind, header in INCLUDE.findall(read(path)) if header != own}
    return sorted(headers - used)
