# SPDX-License-Identifier: GPL-3.0-or-later
"""A desktop's portal for the camera, which the person answers with no: what a sandboxed program meets."""

import gi
gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib

PATH = "/org/freedesktop/portal/desktop"
REFUSED = 1
CAMERA = Gio.DBusNodeInfo.new_for_xml("""<node><interface name='org.freedesktop.portal.Camera'>
<method name='AccessCamera'><arg type='a{sv}' direction='in'/><arg type='o' direction='out'/></method>
<property name='IsCameraPresent' type='b' access='read'/></interface></node>""").interfaces[0]


def on_call(connection, sender, _path, _interface, _method, parameters, invocation):
    token = parameters.unpack()[0]["handle_token"]
    request = f"{PATH}/request/{sender[1:].replace('.', '_')}/{token}"
    invocation.return_value(GLib.Variant("(o)", (request,)))
    connection.emit_signal(sender, request, "org.freedesktop.portal.Request", "Response",
                           GLib.Variant("(ua{sv})", (REFUSED, {})))


bus = Gio.bus_get_sync(Gio.BusType.SESSION)
bus.register_object(PATH, CAMERA, on_call, lambda *_: GLib.Variant("b", True), None)
Gio.bus_own_name_on_connection(bus, "org.freedesktop.portal.Desktop", Gio.BusNameOwnerFlags.NONE, None, None)
GLib.MainLoop().run()
