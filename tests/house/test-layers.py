# SPDX-License-Identifier: GPL-3.0-or-later
"""The layers of src/: the tree keeps to the table, and a tree that does not is caught."""

import os
import re
import sys
import tempfile

import layers
from tap import run_tests

ROOT = sys.argv[1]


def violations(**files):
    """What is found in a tree made of these files; "scan__a_c" is src/scan/a.c."""
    with tempfile.TemporaryDirectory() as root:
        for name, text in files.items():
            folder, rest = name.split("__")
            path = os.path.join(root, "src", folder, re.sub(r"_(c|h|build)$", r".\1", rest))
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
        return layers.find_violations(root)


def the_tree_keeps_to_the_table():
    found = layers.find_violations(ROOT)
    assert not found, "\n".join(found)


def every_folder_below_is_named_before_it_is_used():
    seen = set()
    for folder, allowed in layers.MAY_INCLUDE.items():
        assert allowed <= seen, f"{folder} may include what comes after it: {allowed - seen}"
        seen.add(folder)


def the_readme_shows_the_same_table():
    readme = layers.read(os.path.join(ROOT, "src/README.md"))
    shown = {}
    for folder, allowed in re.findall(r"^\| `(\w+)` \| ([^|]*) \|", readme, re.MULTILINE):
        words = set(re.findall(r"\w+", allowed))
        if words & {"everything", "but"}:
            words = set(layers.MAY_INCLUDE) - {"authority", "cli", "app"} - words
        shown[folder] = words
    assert shown == layers.MAY_INCLUDE, {
        folder: (shown.get(folder), allowed) for folder, allowed in layers.MAY_INCLUDE.items()
        if shown.get(folder) != allowed}


def what_the_table_allows_is_not_reported():
    assert violations(scan__a_c='#include "scan/a.h"\n#include <zbar.h>\n#include "base/clock.h"\n#include <stdio.h>\n',
                      scan__meson_build="zbar_dep = dependency('zbar')\nx = [base_dep]\n") == []


def an_include_from_a_layer_above_is_reported():
    assert violations(scan__a_c='#include "link/session-link.h"\n') == \
        ['src/scan/a.c: "link/session-link.h": scan may not include link']


def the_app_may_not_include_crypto():
    assert len(violations(app__a_c=' #  include "crypto/key.h"\n')) == 1


def a_library_outside_its_layer_is_reported():
    assert violations(wallet__a_c="#include <openssl/evp.h>\n") == \
        ["src/wallet/a.c: <openssl/evp.h>: OpenSSL belongs to crypto"]
    for folder, header in (("client", "gtk/gtk.h"), ("link", "libsoup/soup.h"), ("app", "libsecret/secret.h"),
                           ("cli", "sqlite3.h"), ("app", "gst/gst.h"), ("qr", "zbar.h"), ("scan", "qrencode.h"), ("cli", "adwaita.h"), ("app", "event2/http.h")):
        assert len(violations(**{f"{folder}__a_h": f"#include <{header}>\n"})) == 1, header


def json_glibs_parser_is_used_in_base_only():
    assert violations(base__a_c="json_parser_new ();\n") == []
    assert len(violations(protocol__a_c="json_parser_new ();\n")) == 1
    assert len(violations(client__a_c="json_from_string (text, NULL);\n")) == 1


def nothing_that_a_person_looks_at_sleeps():
    assert len(violations(link__a_c="g_usleep (1000);\n")) == 1


def a_library_nobody_has_placed_is_reported():
    assert len(violations(base__a_c="#include <curl/curl.h>\n")) == 1
    assert len(violations(base__meson_build="dependency('libcurl')\n")) == 1


def an_include_without_its_folder_is_reported():
    assert len(violations(base__a_c='#include "clock.h"\n')) == 1


def a_dependency_of_meson_outside_its_layer_is_reported():
    assert len(violations(app__meson_build="openssl = dependency('openssl')\n")) == 1
    assert len(violations(scan__meson_build="x = static_library('x', dependencies: [base_dep, wallet_dep])\n")) == 1


def a_folder_outside_the_table_is_reported():
    assert len(violations(misc__a_c="#include <stdio.h>\n")) == 1


run_tests("/house/layers", [
    the_tree_keeps_to_the_table,
    every_folder_below_is_named_before_it_is_used,
    the_readme_shows_the_same_table,
    what_the_table_allows_is_not_reported,
    an_include_from_a_layer_above_is_reported,
    the_app_may_not_include_crypto,
    a_library_outside_its_layer_is_reported,
    json_glibs_parser_is_used_in_base_only,
    nothing_that_a_person_looks_at_sleeps,
    a_library_nobody_has_placed_is_reported,
    an_include_without_its_folder_is_reported,
    a_dependency_of_meson_outside_its_layer_is_reported,
    a_folder_outside_the_table_is_reported,
])
