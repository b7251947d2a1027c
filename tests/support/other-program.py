# SPDX-License-Identifier: GPL-3.0-or-later
"""Another program of the desktop: puts something on the clipboard and lets it be dragged out of its window.

    other-program.py text TEXT | file PATH | picture PATH.png"""

import sys

import gi
gi.require_version("Gdk", "4.0")
gi.require_version("Gtk", "4.0")
from gi.repository import Gdk, Gio, GObject, Gtk


def content(kind, what):
    if kind == "text":
        return Gdk.ContentProvider.new_for_value(what)
    if kind == "file":
        return Gdk.ContentProvider.new_for_value(Gdk.FileList.new_from_list([Gio.File.new_for_path(what)]))
    # As a Gdk.Texture, and not as the kind of one that it is, which has no serialiser.
    return Gdk.ContentProvider.new_for_value(GObject.Value(Gdk.Texture, Gdk.Texture.new_from_filename(what)))


def on_activate(application, kind, what):
    provider = content(kind, what)
    window = Gtk.ApplicationWindow(application=application, title="Other program", default_width=160,
                                   default_height=160)
    source = Gtk.DragSource(actions=Gdk.DragAction.COPY)
    source.connect("prepare", lambda *_: provider)
    handle = Gtk.Label(label="Drag me")
    handle.add_controller(source)
    window.set_child(handle)
    window.get_clipboard().set_content(provider)
    window.present()


application = Gtk.Application(application_id="cn.yueqiqian.OtherProgram", flags=Gio.ApplicationFlags.NON_UNIQUE)
application.connect("activate", on_activate, *sys.argv[1:3])
sys.exit(application.run([]))
