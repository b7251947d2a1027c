/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-logind.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixfdlist.h>
#include <unistd.h>

#define NAME "org.freedesktop.login1"
#define PATH "/org/freedesktop/login1"

static const char introspection[] =
    "<node><interface name='org.freedesktop.login1.Manager'><method name='Inhibit'>"
    "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>"
    "<arg type='s' direction='in'/><arg type='h' direction='out'/></method></interface></node>";

static void
forget_delay (FakeLogind *self)
{
  if (self->delay >= 0)
    close (self->delay);
  self->delay = -1;
}

/* The other end of the pipe is the delay: whoever was given it lets go by closing it. */
static void
on_called (GDBusConnection *connection,
           const char *sender,
           const char *path,
           const char *interface,
           const char *method,
           GVariant *arguments,
           GDBusMethodInvocation *invocation,
           gpointer user_data)
{
  FakeLogind *self = user_data;
  const char *what;
  const char *mode;
  int ends[2];
  g_variant_get (arguments, "(&s&s&s&s)", &what, NULL, NULL, &mode);
  g_assert_cmpstr (what, ==, "sleep");
  g_assert_cmpstr (mode, ==, "delay");
  g_assert_cmpint (pipe2 (ends, O_CLOEXEC | O_NONBLOCK), ==, 0);
  forget_delay (self);
  self->delay = ends[0];
  g_autoptr (GUnixFDList) list = g_unix_fd_list_new_from_array (&ends[1], 1);
  g_dbus_method_invocation_return_value_with_unix_fd_list (invocation, g_variant_new ("(h)", 0),
                                                           list);
}

static GDBusConnection *
connect_to_bus (FakeLogind *self)
{
  g_autoptr (GError) error = NULL;
  GDBusConnection *connection =
      g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (self->bus),
                                              G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                  G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                              NULL, NULL, &error);
  g_assert_no_error (error);
  return connection;
}

static void
take_name (FakeLogind *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_sync (
      self->connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
      "RequestName", g_variant_new ("(su)", NAME, 0), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL,
      &error);
  g_assert_no_error (error);
}

void
fake_logind_start (FakeLogind *self)
{
  static const GDBusInterfaceVTable table = {.method_call = on_called};
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (introspection, NULL);
  self->delay = -1;
  self->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (self->bus);
  self->connection = connect_to_bus (self);
  self->client = connect_to_bus (self);
  self->registration = g_dbus_connection_register_object (
      self->connection, PATH, node->interfaces[0], &table, self, NULL, NULL);
  g_assert_cmpuint (self->registration, >, 0);
  take_name (self);
}

static void
close_connection (GDBusConnection **connection)
{
  g_dbus_connection_close_sync (*connection, NULL, NULL);
  g_clear_object (connection);
}

void
fake_logind_stop (FakeLogind *self)
{
  g_dbus_connection_unregister_object (self->connection, self->registration);
  close_connection (&self->client);
  close_connection (&self->connection);
  forget_delay (self);
  g_test_dbus_stop (self->bus);
  g_clear_object (&self->bus);
}

static void
emit (FakeLogind *self, const char *path, const char *interface, const char *name, GVariant *value)
{
  g_autoptr (GError) error = NULL;
  g_dbus_connection_emit_signal (self->connection, NULL, path, interface, name, value, &error);
  g_assert_no_error (error);
}

void
fake_logind_lock (FakeLogind *self)
{
  emit (self, PATH "/session/_31", NAME ".Session", "Lock", NULL);
}

void
fake_logind_prepare_for_sleep (FakeLogind *self, gboolean begins)
{
  emit (self, PATH, NAME ".Manager", "PrepareForSleep", g_variant_new ("(b)", begins));
}

void
fake_logind_save_screen (FakeLogind *self, const char *interface, gboolean active)
{
  emit (self, "/ScreenSaver", interface, "ActiveChanged", g_variant_new ("(b)", active));
}

gboolean
fake_logind_is_delayed (FakeLogind *self)
{
  char byte;
  return self->delay >= 0 && read (self->delay, &byte, 1) < 0 && errno == EAGAIN;
}
