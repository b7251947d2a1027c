# SPDX-License-Identifier: GPL-3.0-or-later
"""The steps of the tour: each timed, each with its pictures, all told in tour.json."""

import contextlib
import json
import os
import sys
import time


class Steps:
    """folder receives NN-name.png and tour.json, which is written anew after every step so that a
    tour that fails leaves what it had."""

    def __init__(self, folder):
        self.folder = folder
        self.done = []
        self.pictures = 0
        os.makedirs(folder, exist_ok=True)

    @contextlib.contextmanager
    def step(self, title):
        entry = {"step": title, "pictures": []}
        self.done.append(entry)
        began = time.monotonic()
        try:
            yield entry
            entry["result"] = "ok"
        except BaseException as error:
            entry["result"] = "failed"
            entry["error"] = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise
        finally:
            entry["milliseconds"] = round((time.monotonic() - began) * 1000)
            self._tell(entry)
            self.write()

    def picture(self, name, take):
        """take(path) makes the picture; it is listed with the step that is under way."""
        self.pictures += 1
        file = f"{self.pictures:02}-{name}.png"
        take(os.path.join(self.folder, file))
        self.done[-1]["pictures"].append(file)

    def write(self, **more):
        result = "ok" if all(entry.get("result") == "ok" for entry in self.done) else "failed"
        story = {"result": result, "milliseconds": sum(entry["milliseconds"] for entry in self.done),
                 "steps": self.done, **more}
        with open(os.path.join(self.folder, "tour.json"), "w", encoding="utf-8") as file:
            json.dump(story, file, ensure_ascii=False, indent=1)
            file.write("\n")

    def _tell(self, entry):
        print(f"{entry['milliseconds']:6} ms  {entry['result']:6}  {entry['step']}", flush=True)
        if entry["result"] == "failed":
            print(f"           {entry['error']}", file=sys.stderr, flush=True)
