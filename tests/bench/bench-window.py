# SPDX-License-Identifier: GPL-3.0-or-later
"""First frame and memory of the application beside an empty libadwaita window, on one virtual screen:
bench-window.py EMPTY-WINDOW APPLICATION"""

import ctypes
import json
import statistics
import sys
import time

from desktop import Desktop, wait_until

RUNS = 7
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


def measure(desktop, screen, program):
    """(milliseconds to the first frame, MiB a second later) of one start."""
    wait_until(lambda: not screen.is_painted(), "a bare screen")
    started = time.monotonic()
    process = desktop.start([program])
    wait_until(screen.is_painted, f"the first frame of {program}", every=0.001)
    milliseconds = (time.monotonic() - started) * 1000
    time.sleep(1)
    megabytes = resident_megabytes(process.pid)
    desktop.end(process)
    return milliseconds, megabytes


def main(empty, application):
    with Desktop() as desktop:
        screen = Screen(desktop.env["DISPLAY"])
        measure(desktop, screen, empty)  # warms the caches of fonts and icons
        measure(desktop, screen, application)
        runs = [(measure(desktop, screen, application), measure(desktop, screen, empty)) for _ in range(RUNS)]
    kept = True
    for what, unit, index in (("first frame", "ms", 0), ("memory after start", "MiB", 1)):
        ours = statistics.median(run[0][index] for run in runs)
        peer = statistics.median(run[1][index] for run in runs)
        kept = kept and ours <= MOST * peer
        print(json.dumps({"what": what, "ours": ours, "peer": "empty libadwaita window", "peer_value": peer,
                          "unit": unit, "limit": f"≤ {MOST} ×"}, ensure_ascii=False), flush=True)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
