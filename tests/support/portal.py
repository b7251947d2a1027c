# SPDX-License-Identifier: GPL-3.0-or-later
"""A desktop's portal as a sandboxed program meets it: portal.py [FILE]
The person answers no when asked for the camera, and chooses FILE (or nothing) when asked for one.
Prints what it was asked."""

import pathlib
import sys

import gi
gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib

PATH = "/org/freedesktop/portal/desktop"
DONE, REFUSED = 0, 1
INTERFACES = Gio.DBusNodeInfo.new_for_xml("""<node><interface name='org.freedesktop.portal.Camera'>
<method name='AccessCamera'><arg type='a{sv}' direction='in'/><arg type='o' direction='out'/></method>
<property name='IsCameraPresent' type='b' access='read'/></interface>
<interface name='org.freedesktop.portal.FileChooser'>
<method name='OpenFile'><arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='a{sv}' direction='in'/>
<arg type='o' direction='out'/></method></interface></node>""").interfaces


def answer(method):
    if method == "OpenFile" and len(sys.argv) > 1:
        return DONE, {"uris": GLib.Variant("as", [pathlib.Path(sys.argv[1]).absolute().as_uri()])}
    return REFUSED, {}


def on_call(connection, sender, _path, _interface, method, parameters, invocation):
    print(method, flush=True)
    token = parameters.unpack()[-1]["handle_token"]
    request = f"{PATH}/request/{sender[1:].replace('.', '_')}/{token}"
    invocation.return_value(GLib.Variant("(o)", (request,)))
    connection.emit_signal(sender, request, "org.freedesktop.portal.Request", "Response",
                           GLib.Variant("(ua{sv})", answer(method)))


bus = Gio.bus_get_sync(Gio.BusType.SESSION)
for interface in INTERFACES:
    bus.register_object(PATH, interface, on_call, lambda *_: GLib.Variant("b", True), None)
Gio.bus_own_name_on_connection(bus, "org.freedesktop.portal.Desktop", Gio.BusNameOwnerFlags.NONE, None, None)
GLib.MainLoop().run()
