# SPDX-License-Identifier: GPL-3.0-or-later
"""labelled-pictures.py TARGET [FACE_API_JS DEEPFACE]: pictures of people, a folder a person, for measure-face-accuracy.
They are the test data of two projects at fixed commits, cloned from GitHub unless clones are given; nothing of them
is in this repository."""

import csv
import os
import shutil
import subprocess
import sys
import tempfile

FACE_API_JS = ("https://github.com/justadudewhohacks/face-api.js", "a86f011d72124e5fb93e59d5c4ab98f699dd5c9c",
               "examples/images")
DEEPFACE = ("https://github.com/serengil/deepface", "243209fd7b46ecdecf72665cc25219f6e8181f25",
            "tests/unit/dataset")


def check_out(source, clone, into):
    """The folder of a source at its commit."""
    url, commit, folder = source
    if clone is None:
        clone = os.path.join(into, "clone")
        subprocess.run(["git", "clone", "--quiet", "--no-checkout", url, clone], check=True)
    archive = subprocess.Popen(["git", "-C", clone, "archive", commit, folder], stdout=subprocess.PIPE)
    subprocess.run(["tar", "-x", "-C", into], stdin=archive.stdout, check=True)
    if archive.wait() != 0:
        sys.exit(f"{clone} has no commit {commit}")
    return os.path.join(into, folder)


def people_of_folders(folder):
    """face-api.js: a folder a person, actors of a series."""
    for person in sorted(os.listdir(folder)):
        path = os.path.join(folder, person)
        if os.path.isdir(path):
            yield person, [os.path.join(path, name) for name in sorted(os.listdir(path))]


def people_of_pairs(folder):
    """deepface: pairs of pictures that show the same person, or do not."""
    person_of = {}
    with open(os.path.join(folder, "master.csv"), encoding="utf-8") as file:
        for row in csv.DictReader(file):
            pair = [row["file_x"], row["file_y"]]
            sets = [person_of.setdefault(name, {name}) for name in pair]
            if row["Decision"] == "Yes":
                both = sets[0] | sets[1]
                person_of.update({name: both for name in both})
    for names in sorted({tuple(sorted(names)) for names in person_of.values()}):
        yield os.path.splitext(names[0])[0], [os.path.join(folder, name) for name in names]


def main():
    target, *clones = sys.argv[1:]
    clones = clones or [None, None]
    sources = ((FACE_API_JS, clones[0], people_of_folders), (DEEPFACE, clones[1], people_of_pairs))
    for source, clone, people in sources:
        with tempfile.TemporaryDirectory() as into:
            for person, pictures in people(check_out(source, clone, into)):
                folder = os.path.join(target, person)
                os.makedirs(folder, exist_ok=True)
                for picture in pictures:
                    shutil.copy(picture, folder)


if __name__ == "__main__":
    main()
