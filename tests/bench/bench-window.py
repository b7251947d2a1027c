# SPDX-License-Identifier: GPL-3.0-or-later
"""First frame and memory of the application beside an empty libadwaita window, on one virtual screen:
bench-window.py EMPTY-WINDOW APPLICATION

Both start in turn, each first in every other round, in one environment: the same bus, language, fonts,
icons, and GTK's cairo renderer, since the screen has no GL (GL adds the same 130 MiB to both). Memory is
read of both when they have come to rest. The application then shows what a person finds who opens it for
the first time: the page to log in, with the name of the machine's own authority, which it has started
and asked. A picture of that is left beside the build's logs."""

import ctypes
import json
import os
import statistics
import sys
import time

from desktop import Desktop, wait_until

RUNS = 7
QUIET = 1  # seconds without any work: at rest
MOST = 1.5  # times the empty window
POINT = (400, 400)  # inside both windows
ALL_PLANES = 2 ** 32 - 1
Z_PIXMAP = 2


class Screen:
    """Tells when something has been painted over the black of the bare screen."""

    def __init__(self, display):
        self.x11 = ctypes.CDLL("libX11.so.6")
        for name in ("XOpenDisplay", "XGetImage"):
            getattr(self.x11, name).restype = ctypes.c_void_p
        self.x11.XDefaultRootWindow.restype = ctypes.c_ulong
        self.x11.XGetPixel.restype = ctypes.c_ulong
        self.display = ctypes.c_void_p(self.x11.XOpenDisplay(display.encode()))
        self.root = ctypes.c_ulong(self.x11.XDefaultRootWindow(self.display))

    def is_painted(self):
        image = ctypes.c_void_p(self.x11.XGetImage(self.display, self.root, *POINT, 1, 1,
                                                   ctypes.c_ulong(ALL_PLANES), Z_PIXMAP))
        pixel = self.x11.XGetPixel(image, 0, 0)
        self.x11.XDestroyImage(image)
        return pixel != 0


def resident_megabytes(pid):
    with open(f"/proc/{pid}/status", encoding="utf-8") as status:
        for line in status:
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
    raise AssertionError("no VmRSS")


def processor_time(pid):
    with open(f"/proc/{pid}/stat", encoding="utf-8") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return fields[11], fields[12]  # utime, stime


def wait_for_rest(pid):
    last, since = None, 0

    def rests():
        nonlocal last, since
        now = processor_time(pid), resident_megabytes(pid)
        if now != last:
            last, since = now, time.monotonic()
        return time.monotonic() - since >= QUIET
    wait_until(rests, "a program at rest", seconds=60)


def measure(desktop, screen, program, last_words="", picture=None):
    """(milliseconds to the first frame, MiB at rest) of one start. last_words: what the program prints when
    its first page is complete."""
    wait_until(lambda: not screen.is_painted(), "a bare screen")
    started = time.monotonic()
    process = desktop.start([program])
    wait_until(screen.is_painted, f"the first frame of {program}", seconds=60, every=0.001)
    milliseconds = (time.monotonic() - started) * 1000
    wait_until(lambda: last_words in desktop.output_of(process), f"the first page of {program}", seconds=60)
    wait_for_rest(process.pid)
    megabytes = resident_megabytes(process.pid)
    if picture:
        desktop.screenshot(picture)
    desktop.end(process)
    return milliseconds, megabytes


def compare(desktop, empty, application):
    """A list of (ours, the peer's) measures."""
    screen = Screen(desktop.env["DISPLAY"])

    def ours(picture=None):
        return measure(desktop, screen, application, "PC page:", picture)

    def peers():
        return measure(desktop, screen, empty)
    peers()  # warms the caches of fonts and icons
    ours(os.path.join(os.environ["YQQ_BUILD_DIR"], "meson-logs", "first-page.png"))
    runs = []
    for number in range(RUNS):
        if number % 2:
            runs.append((ours(), peers()))
        else:
            peer = peers()
            runs.append((ours(), peer))
    return runs


def main(empty, application):
    with Desktop() as desktop:
        runs = compare(desktop, empty, application)
    kept = True
    for what, unit, index in (("first frame", "ms", 0), ("memory at the first page", "MiB", 1)):
        ours = statistics.median(run[0][index] for run in runs)
        peer = statistics.median(run[1][index] for run in runs)
        kept = kept and ours <= MOST * peer
        print(json.dumps({"what": what, "ours": ours, "peer": "empty libadwaita window", "peer_value": peer,
                          "unit": unit, "limit": f"≤ {MOST} ×"}, ensure_ascii=False), flush=True)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
