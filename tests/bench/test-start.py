# SPDX-License-Identifier: GPL-3.0-or-later
"""What the first page must not cost, told by what the process has taken on beside an empty libadwaita window:
test-start.py EMPTY-WINDOW APPLICATION"""

import os
import sys

from desktop import Desktop, wait_until
from tap import run_tests


def libraries_of(process):
    with open(f"/proc/{process.pid}/maps", encoding="utf-8") as maps:
        return {line.split()[-1] for line in maps if ".so" in line}


class FirstPage:
    """The application at rest on the page to log in: its libraries, those of an empty window too, and its cache."""

    def __init__(self, empty, application):
        with Desktop() as desktop:
            app = desktop.start([application])
            wait_until(lambda: "PC page:" in desktop.output_of(app), "the authority", seconds=60)
            desktop.find("push button", "请登录", seconds=60)
            self.libraries = libraries_of(app)
            self.cached = sorted(os.listdir(desktop.env["XDG_CACHE_HOME"]))
            desktop.end(app)
            peer = desktop.start([empty])
            desktop.find("frame", seconds=60)
            self.peers = libraries_of(peer)


def main(*programs):
    page = FirstPage(*programs)

    def is_drawn_without_an_svg_library():
        beyond = page.libraries - page.peers
        assert not [name for name in beyond if "librsvg" in name or "pixbufloader" in name], beyond

    def does_not_start_gstreamer():
        assert not [name for name in page.libraries if "/gstreamer-1.0/" in name], page.libraries
        assert not [name for name in page.cached if name.startswith("gstreamer")], page.cached

    run_tests("/app/first-page", [is_drawn_without_an_svg_library, does_not_start_gstreamer])


if __name__ == "__main__":
    main(*sys.argv[1:])
