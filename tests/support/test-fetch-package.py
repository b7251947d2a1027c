# SPDX-License-Identifier: GPL-3.0-or-later
"""The fetching of pinned packages, which ./dev models and the tests of faces rest on."""

import base64
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile

from tap import run_tests

PROGRAM = os.path.join(os.path.dirname(os.path.abspath(__file__)), "fetch-package.py")
CONTENTS = b"a model"


def make_package(directory):
    """A package in directory, and a manifest that pins it."""
    os.mkdir(os.path.join(directory, "registry"))
    path = os.path.join(directory, "registry", "package.tgz")
    with tarfile.open(path, "w:gz") as archive:
        for name, contents in (("package/model/m.onnx", CONTENTS), ("package/index.js", b"not wanted")):
            entry = tarfile.TarInfo(name)
            entry.size = len(contents)
            archive.addfile(entry, io.BytesIO(contents))
    with open(path, "rb") as file:
        integrity = "sha512-" + base64.b64encode(hashlib.sha512(file.read()).digest()).decode()
    return {"package": "p", "version": "1", "url": "file://" + path, "integrity": integrity,
            "files": [{"file": "m.onnx", "path": "package/model/m.onnx",
                       "sha256": hashlib.sha256(CONTENTS).hexdigest()}]}


def fetch(change=None, twice=False):
    """What is in the target afterwards, the exit code, and what was said."""
    with tempfile.TemporaryDirectory() as directory:
        manifest, target = make_package(directory), os.path.join(directory, "target")
        if change is not None:
            change(manifest)
        path = os.path.join(directory, "manifest.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(manifest, file)
        for _time in range(2 if twice else 1):
            done = subprocess.run([sys.executable, PROGRAM, path, target], capture_output=True, text=True,
                                  check=False)
            shutil.rmtree(os.path.join(directory, "registry"), ignore_errors=True)
        return sorted(os.listdir(target)) if os.path.isdir(target) else [], done.returncode, done.stderr


def only_what_the_manifest_names_is_kept():
    files, code, _said = fetch()
    assert (files, code) == (["m.onnx"], 0)


def what_is_there_is_not_fetched_again():
    files, code, said = fetch(twice=True)  # the package is gone the second time
    assert (files, code, said) == (["m.onnx"], 0, "")


def another_package_is_refused():
    files, code, said = fetch(lambda manifest: manifest.update(integrity="sha512-AAAA"))
    assert files == [] and code == 1 and "not the pinned package" in said, said


def another_file_is_refused():
    files, code, said = fetch(lambda manifest: manifest["files"][0].update(sha256="0" * 64))
    assert files == [] and code == 1 and "not the pinned file" in said, said


def a_failing_download_fails_and_says_so():
    files, code, said = fetch(lambda manifest: manifest.update(url="file:///nonexistent.tgz"))
    assert files == [] and code == 1 and "Could not fetch" in said, said


run_tests("/support/fetch-package", [
    only_what_the_manifest_names_is_kept, what_is_there_is_not_fetched_again, another_package_is_refused,
    another_file_is_refused, a_failing_download_fails_and_says_so,
])
