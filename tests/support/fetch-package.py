# SPDX-License-Identifier: GPL-3.0-or-later
"""fetch-package.py MANIFEST DIRECTORY: fetches the npm package that a manifest names, checks it against the
manifest's hashes, and puts only the manifest's files into the directory. Does nothing where they are there."""

import base64
import hashlib
import io
import json
import os
import subprocess
import sys
import tarfile

MAX_PACKAGE_BYTES = 64 << 20


def sha256_of(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def is_complete(manifest, directory):
    return all(os.path.isfile(os.path.join(directory, entry["file"]))
               and sha256_of(os.path.join(directory, entry["file"])) == entry["sha256"]
               for entry in manifest["files"])


def fetch(manifest):
    """The package's bytes, which are the ones its integrity says (npm's own form: sha512-base64)."""
    answer = subprocess.run(["curl", "--fail", "--silent", "--show-error", "--location", "--retry", "3",
                             "--max-time", "600", "--max-filesize", str(MAX_PACKAGE_BYTES), manifest["url"]],
                            stdout=subprocess.PIPE, check=False)
    if answer.returncode != 0:
        sys.exit(f"Could not fetch {manifest['url']}: curl ended with {answer.returncode}. Nothing was changed; "
                 "try again when there is a network.")
    found = "sha512-" + base64.b64encode(hashlib.sha512(answer.stdout).digest()).decode()
    if found != manifest["integrity"]:
        sys.exit(f"{manifest['url']} is not the pinned package: {found}. Nothing was kept.")
    return answer.stdout


def unpack(manifest, package, directory):
    os.makedirs(directory, exist_ok=True)
    with tarfile.open(fileobj=io.BytesIO(package), mode="r:gz") as archive:
        for entry in manifest["files"]:
            contents = archive.extractfile(entry["path"]).read()
            if hashlib.sha256(contents).hexdigest() != entry["sha256"]:
                sys.exit(f"{entry['path']} is not the pinned file")
            path = os.path.join(directory, entry["file"])
            with open(path + ".new", "wb") as file:
                file.write(contents)
            os.replace(path + ".new", path)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        manifest = json.load(file)
    directory = sys.argv[2]
    if is_complete(manifest, directory):
        return
    print(f"Fetching {manifest['package']} {manifest['version']} into {directory}", file=sys.stderr)
    unpack(manifest, fetch(manifest), directory)


if __name__ == "__main__":
    main()
