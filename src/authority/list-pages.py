#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the resource list of the PC page's files: list-pages.py FOLDER OUTPUT. A new file of the page is in
the program with the next build; the list is left untouched where nothing has changed."""

import os
import sys
from xml.sax.saxutils import escape

SERVED = (".html", ".js", ".css", ".svg", ".png", ".json", ".txt", ".woff2")


def find_files(folder):
    for directory, folders, names in sorted(os.walk(folder)):
        folders.sort()
        for name in sorted(names):
            if name.endswith(SERVED):
                yield os.path.relpath(os.path.join(directory, name), folder)


def main(folder, output):
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<gresources>",
             '  <gresource prefix="/cn/yueqiqian/authority/pc-page">']
    lines += [f"    <file>{escape(name)}</file>" for name in find_files(folder)]
    lines += ["  </gresource>", "</gresources>", ""]
    text = "\n".join(lines)
    if os.path.exists(output) and open(output, encoding="utf-8").read() == text:
        return
    with open(output, "w", encoding="utf-8") as file:
        file.write(text)


main(*sys.argv[1:])
