# SPDX-License-Identifier: GPL-3.0-or-later
"""Which folder of src/ may include which, and which library belongs to which layer. src/README.md shows the
same table to people; a change of the house changes both in the same commit, and says why."""

import os
import re

_EVERYTHING = "base model crypto qr scan protocol audit identity face wallet client link"

MAY_INCLUDE = {folder: set(allowed.split()) for folder, allowed in {
    "base": "",
    "model": "base",
    "crypto": "base model",
    "qr": "base",
    "scan": "base",
    "protocol": "base model",
    "audit": "base model crypto protocol",
    "identity": "base model crypto protocol",
    "face": "base",
    "wallet": "base model crypto",
    "client": "base model crypto protocol audit identity wallet",
    "link": "base model crypto protocol identity wallet client",
    "authority": "base model crypto protocol audit identity qr",
    "cli": _EVERYTHING,
    "app": _EVERYTHING.replace("crypto ", ""),
}.items()}

# Library → (the beginning of its headers, the names meson knows it by, the folders it is pinned to)
LIBRARIES = {
    "GLib": ("glib|gio/|gobject/|gmodule", "glib-2.0 gobject-2.0 gio-2.0 gio-unix-2.0 gmodule-2.0", None),
    "OpenSSL": ("openssl/", "openssl libcrypto libssl", "crypto"),
    "json-glib": ("json-glib/", "json-glib-1.0", None),  # its values everywhere, its parser: PINNED_CALLS
    "libfido2": ("fido\\.h|fido/", "libfido2", "identity"),
    "libsecret": ("libsecret/", "libsecret-1", "wallet"),
    "zbar": ("zbar", "zbar", "scan"),
    "GStreamer": ("gst/", "gstreamer-1.0 gstreamer-app-1.0 gstreamer-video-1.0", "scan"),
    "libportal": ("libportal", "libportal libportal-gtk4", "scan"),
    "GdkPixbuf": ("gdk-pixbuf/", "gdk-pixbuf-2.0", "scan app"),
    "libqrencode": ("qrencode.h", "libqrencode", "qr"),
    "libsoup": ("libsoup/", "libsoup-3.0", "identity client"),
    "libevent": ("event2/|event.h|evhttp.h",
                 "libevent libevent_core libevent_extra libevent_openssl libevent_pthreads", "authority"),
    "SQLite": ("sqlite3", "sqlite3", "authority"),
    "GTK": ("gtk/|gdk/|gsk/|graphene|pango/|cairo", "gtk4 gtk4-x11 gtk4-wayland graphene-1.0 pango cairo", "app"),
    "libadwaita": ("adwaita.h", "libadwaita-1", "app"),
}

# Calls pinned to a folder although their library is not, with the reason.
PINNED_CALLS = [
    (re.compile(r"\bjson_(?:parser_|from_string|reader_)|\bJsonParser\b"), "base",
     "json-glib's parser crashes on deep nesting; outside text goes through base/json.h"),
    (re.compile(r"\bsleep \(|\busleep \(|\bg_usleep \("), "authority cli",
     "nothing sleeps on a main loop"),
]

# What the C library, POSIX and Linux bring is free to use everywhere; meson knows it by these names.
SYSTEM_DEPENDENCIES = {"threads", "dl", "m"}
SYSTEM_HEADER = re.compile(r"""(?:(?:sys|netinet|arpa|linux|net)/[\w.]+|
    (?:aio|assert|ctype|dirent|endian|errno|fcntl|float|getopt|grp|inttypes|langinfo|libintl|limits|locale|math|
       malloc|netdb|poll|pthread|pwd|sched|semaphore|setjmp|signal|spawn|stdalign|stdarg|stdatomic|stdbool|stddef|
       stdint|stdio|stdlib|string|strings|sysexits|syslog|termios|time|uchar|unistd|wchar|wctype)\.h)$""", re.VERBOSE)

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^">]+)[">]', re.MULTILINE)
DEPENDENCY = re.compile(r"\bdependency\s*\(\s*'([^']+)'|\bfind_library\s*\(\s*'([^']+)'")
OWN_DEPENDENCY = re.compile(r"\b([a-z]+)_(?:dep|lib)\b")
COMMENT = re.compile(r"#.*")


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def library_of_header(header):
    for library, (beginnings, _names, _folders) in LIBRARIES.items():
        if re.match(f"(?:{beginnings})", header):
            return library
    return None


def library_of_dependency(name):
    for library, (_beginnings, names, _folders) in LIBRARIES.items():
        if name in names.split():
            return library
    return None


def is_pinned_elsewhere(library, folder):
    folders = LIBRARIES[library][2]
    return folders is not None and folder not in folders.split()


def check_include(folder, kind, name):
    """What is wrong with an #include in a file of a folder, or None."""
    if kind == "<":
        if SYSTEM_HEADER.match(name):
            return None
        library = library_of_header(name)
        if library is None:
            return f"<{name}> belongs to no library of tests/house/layers.py"
        if is_pinned_elsewhere(library, folder):
            return f"<{name}>: {library} belongs to {LIBRARIES[library][2]}"
        return None
    if "/" not in name:
        return f'"{name}" is included without its folder'
    other = name.split("/")[0]
    if other != folder and other not in MAY_INCLUDE[folder]:
        return f'"{name}": {folder} may not include {other}'
    return None


def check_calls(folder, text):
    for call, folders, reason in PINNED_CALLS:
        found = call.search(text)
        if found and folder not in folders.split():
            yield f"{found.group()}: {reason}"


def check_meson(folder, text):
    """What is wrong with the dependencies of a folder's meson.build."""
    text = COMMENT.sub("", text)
    for names in DEPENDENCY.findall(text):
        name = names[0] or names[1]
        library = library_of_dependency(name)
        if library is None:
            if name not in SYSTEM_DEPENDENCIES:
                yield f"dependency '{name}' is no library of tests/house/layers.py"
        elif is_pinned_elsewhere(library, folder):
            yield f"dependency '{name}': {library} belongs to {LIBRARIES[library][2]}"
    for other in OWN_DEPENDENCY.findall(text):
        if other in MAY_INCLUDE and other != folder and other not in MAY_INCLUDE[folder]:
            yield f"{other}_dep: {folder} may not use {other}"


def source_files(root, endings=(".c", ".h")):
    """(folder, path) of every source file under root/src, in order."""
    for folder in sorted(os.listdir(os.path.join(root, "src"))):
        for directory, _folders, names in sorted(os.walk(os.path.join(root, "src", folder))):
            for name in sorted(names):
                if name.endswith(endings):
                    yield folder, os.path.join(directory, name)


def find_violations(root):
    """Every breach of the table in a tree, as "path: what"."""
    found = []
    for folder, path in source_files(root, (".c", ".h", "meson.build")):
        shown = os.path.relpath(path, root)
        if folder not in MAY_INCLUDE:
            found.append(f"{shown}: src/{folder} is not in the table of tests/house/layers.py")
        elif path.endswith("meson.build"):
            found += [f"{shown}: {what}" for what in check_meson(folder, read(path))]
        else:
            text = read(path)
            wrong = [check_include(folder, kind, name) for kind, name in INCLUDE.findall(text)]
            found += [f"{shown}: {what}" for what in [*wrong, *check_calls(folder, text)] if what]
    return found
