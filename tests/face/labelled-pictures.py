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


def is_cloned(url, clone):
    """Nobody is asked for a name or password: what is asked for is public, or is not there."""
    env = {**os.environ, "GIT_TERMINAL_PROMPT": "0"}
    command = ["git", "clone", "--quiet", "--no-checkout", url, clone]
    return subprocess.run(command, env=env, stdin=subprocess.DEVNULL, check=False).returncode == 0


def check_out(source, clone, into):
    """The folder of a source at its commit."""
    url, commit, folder = source
    if clone is None:
        clone = os.path.join(into, "clone")
        if not is_cloned(url, clone):
            sys.exit(f"The labelled pictures could not be fetched: {url} cannot be cloned from here. Nothing was kept. "
                     "Try again when there is a network, or name a folder of your own, with a folder a person in it: "
                     "./dev accuracy FOLDER")
    archive = subprocess.run(["git", "-C", clone, "archive", commit, folder], stdout=subprocess.PIPE, check=False)
    if archive.returncode != 0:
        sys.exit(f"{clone} has no commit {commit}. Nothing was kept. Name a folder of your own: ./dev accuracy FOLDER")
    subprocess.run(["tar", "-x", "-C", into], input=archive.stdout, check=True)
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
    with tempfile.TemporaryDirectory() as into:
        whole = os.path.join(into, "pictures")  # the target is there when it is whole, or not at all
        for number, (source, clone, people) in enumerate(sources):
            place = os.path.join(into, str(number))
            os.makedirs(place)
            for person, pictures in people(check_out(source, clone, place)):
                folder = os.path.join(whole, person)
                os.makedirs(folder, exist_ok=True)
                for picture in pictures:
                    shutil.copy(picture, folder)
        shutil.move(whole, target)


if __name__ == "__main__":
    main()
