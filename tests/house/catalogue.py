# SPDX-License-Identifier: GPL-3.0-or-later
"""The catalogue of po/: "catalogue.py update" writes POTFILES, the template and zh_CN.po anew from the
sources (./dev po); the functions say what a catalogue lacks. Entries are sorted by file and carry no line
numbers, so that two branches rarely touch the same lines."""

import os
import re
import subprocess
import sys
import tempfile

LANGUAGES = ["zh_CN"]
MARKED = re.compile(r"(?<![\w>])(?:N?C?_|ngettext|g_dngettext|g_dpgettext2?|NC_)\s*\(\s*[\"(\w]|\btranslatable=\"(?:yes|true|1)\"")
DATES = ('"POT-Creation-Date:', '"PO-Revision-Date:', '"Report-Msgid-Bugs-To:')  # every merge would touch them
COMMENT = re.compile(r"/\*.*?\*/|<!--.*?-->", re.DOTALL)
XGETTEXT = ["xgettext", "--force-po", "--from-code=UTF-8", "--keyword=_", "--keyword=N_", "--keyword=C_:1c,2", "--keyword=NC_:1c,2",
            "--keyword=ngettext:1,2", "--keyword=g_dngettext:2,3", "--keyword=g_dpgettext2:2c,3", "--add-comments=Translators",
            "--flag=_:1:pass-c-format", "--flag=N_:1:pass-c-format", "--flag=ngettext:1:pass-c-format",
            "--flag=ngettext:2:pass-c-format", "--package-name=yueqiqian",
            "--copyright-holder=The authors of Yueqiqian Desktop"]


class ToolFailed(Exception):
    pass


def run(*argv, cwd=None):
    done = subprocess.run(argv, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode != 0:
        raise ToolFailed(f"{argv[0]}: {done.stderr}")
    return done


def has_strings(path):
    with open(path, encoding="utf-8") as file:
        return bool(MARKED.search(COMMENT.sub("", file.read())))


def files_with_strings(root):
    """Every file that shows something to people, in order."""
    found = []
    for top, endings in (("data", (".desktop.in", ".metainfo.xml.in")), ("src", (".c", ".h")), ("ui", (".ui", ".blp"))):
        for directory, _folders, names in os.walk(os.path.join(root, top)):
            for name in names:
                path = os.path.join(directory, name)
                if name.endswith(endings) and (top == "data" or has_strings(path)):
                    found.append(os.path.relpath(path, root))
    return sorted(found)


def listed_files(root):
    with open(os.path.join(root, "po/POTFILES"), encoding="utf-8") as file:
        return [line.strip() for line in file if line.strip() and not line.startswith("#")]


def extract(root, files, template):
    """Writes the template with the places of its strings: they sort the catalogue."""
    listing = template + ".files"
    with open(listing, "w", encoding="utf-8") as file:
        file.write("\n".join(files) + "\n")
    run(*XGETTEXT, f"--files-from={listing}", f"--directory={root}", f"--output={template}", cwd=root)


def merge(catalogue, template, output):
    """The catalogue with the template's strings and no others, nothing guessed, no dates."""
    run("msguniq", "--use-first", "--force-po", "--no-wrap", "-o", output, catalogue)
    run("msgmerge", "--quiet", "--no-fuzzy-matching", "--force-po", "--no-wrap", "--sort-by-file", "-o", output,
        output, template)
    run("msgattrib", "--no-obsolete", "--force-po", "--no-location", "--no-wrap", "-o", output, output)
    with open(output, encoding="utf-8") as file:
        lines = [line for line in file if not line.startswith(DATES)]
    with open(output, "w", encoding="utf-8") as file:
        file.writelines(lines)


def missing_translations(catalogue):
    """The first lines of what is untranslated or fuzzy."""
    left = run("msgattrib", "--untranslated", "--no-wrap", catalogue).stdout + \
        run("msgattrib", "--only-fuzzy", "--no-wrap", catalogue).stdout
    return [line for line in left.splitlines() if line.startswith("msgid ") and line != 'msgid ""']


def string_ids(catalogue):
    """Every (context, msgid) of a catalogue, as text."""
    plain = run("msgattrib", "--no-obsolete", "--no-location", "--no-wrap", catalogue).stdout
    entries = (re.findall(r'^(msgctxt .*|msgid .*(?:\n".*)*)', block, re.MULTILINE) for block in plain.split("\n\n"))
    return {tuple(entry) for entry in entries if entry and entry != ['msgid ""']}


def find_faults(root):
    """What the catalogues of a tree lack, a sentence each; ./dev po mends all but the translating."""
    faults = []
    listed, wanted = listed_files(root), files_with_strings(root)
    faults += [f"po/POTFILES does not list {name}" for name in wanted if name not in listed]
    faults += [f"po/POTFILES lists {name}, which has nothing to translate" for name in listed if name not in wanted]
    with tempfile.TemporaryDirectory() as directory:
        template = os.path.join(directory, "yueqiqian.pot")
        extract(root, wanted, template)
        for language in LANGUAGES:
            catalogue = os.path.join(root, "po", f"{language}.po")
            try:
                run("msgfmt", "--check", "-o", os.devnull, catalogue)
            except ToolFailed as error:
                return faults + [str(error)]
            merged = os.path.join(directory, f"{language}.po")
            merge(catalogue, template, merged)
            faults += [f"{language}: not translated: {name}" for name in missing_translations(merged)]
            faults += [f"{language}: no longer used: {' '.join(name)}"
                       for name in sorted(string_ids(catalogue) - string_ids(merged))]
    return faults


def update(root):
    """Writes POTFILES and the catalogues; gives what is left to translate."""
    left = []
    files = files_with_strings(root)
    with open(os.path.join(root, "po/POTFILES"), "w", encoding="utf-8") as file:
        file.write("".join(f"{name}\n" for name in files))
    with tempfile.TemporaryDirectory() as directory:
        template = os.path.join(directory, "yueqiqian.pot")
        extract(root, files, template)
        for language in LANGUAGES:
            catalogue = os.path.join(root, "po", f"{language}.po")
            merge(catalogue, template, catalogue + ".new")
            os.replace(catalogue + ".new", catalogue)
            left += [f"{language}: not translated: {name}" for name in missing_translations(catalogue)]
    return left


if __name__ == "__main__":
    if sys.argv[1:] != ["update"]:
        sys.exit("catalogue.py update")
    for line in update(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))):
        print(line)
