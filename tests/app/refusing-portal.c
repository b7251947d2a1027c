/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "refusing-portal.h"

#include "scan/portal-request.h"

#define SANDBOX "SNAP"
#define REFUSED 1

static const char introspection[] =
    "<node><interface name='org.freedesktop.portal.Camera'><method name='AccessCamera'>"
    "<arg type='a{sv}' direction='in'/><arg type='o' direction='out'/></method></interface></node>";

struct _RefusingPortal {
  GTestDBus *bus;
  GDBusConnection *connection;
  GDBusNodeInfo *node;
  char *outside; /* the bus that was there before */
  guint name;
  gboolean named;
  guint asked;
};

static void
on_call (GDBusConnection *connection,
         const char *sender,
         const char *path,
         const char *interface,
         const char *method,
         GVariant *parameters,
         GDBusMethodInvocation *invocation,
         gpointer user_data)
{
  RefusingPortal *self = user_data;
  const char *token = "";
  g_autoptr (GVariant) options = g_variant_get_child_value (parameters, 0);
  g_variant_lookup (options, "handle_token", "&s", &token);
  g_autofree char *name = g_strdelimit (g_strdup (sender + 1), ".", '_');
  g_autofree char *request = g_strdup_printf (YQQ_PORTAL_PATH "/request/%s/%s", name, token);
  self->asked++;
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", request));
  g_dbus_connection_emit_signal (connection, sender, request, "org.freedesktop.portal.Request",
                                 "Response", g_variant_new ("(ua{sv})", REFUSED, NULL), NULL);
}

static void
on_named (GDBusConnection *connection, const char *name, gpointer user_data)
{
  ((RefusingPortal *)user_data)->named = TRUE;
}

static void
serve (RefusingPortal *self)
{
  static const GDBusInterfaceVTable calls = {on_call};
  g_autoptr (GError) error = NULL;
  g_dbus_connection_register_object (self->connection, YQQ_PORTAL_PATH, self->node->interfaces[0],
                                     &calls, self, NULL, &error);
  g_assert_no_error (error);
  self->name = g_bus_own_name_on_connection (
      self->connection, YQQ_PORTAL_NAME, G_BUS_NAME_OWNER_FLAGS_NONE, on_named, NULL, self, NULL);
  while (!self->named)
    g_main_context_iteration (NULL, TRUE);
}

RefusingPortal *
refusing_portal_new (void)
{
  RefusingPortal *self = g_new0 (RefusingPortal, 1);
  g_autoptr (GError) error = NULL;
  self->outside = g_strdup (g_getenv ("DBUS_SESSION_BUS_ADDRESS"));
  self->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (self->bus);
  self->node = g_dbus_node_info_new_for_xml (introspection, &error);
  g_assert_no_error (error);
  self->connection =
      g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (self->bus),
                                              G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                  G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                              NULL, NULL, &error);
  g_assert_no_error (error);
  serve (self);
  g_setenv (SANDBOX, "yes", TRUE);
  return self;
}

void
refusing_portal_free (RefusingPortal *self)
{
  g_unsetenv (SANDBOX);
  g_bus_unown_name (self->name);
  g_dbus_connection_close_sync (self->connection, NULL, NULL);
  g_clear_object (&self->connection);
  g_dbus_node_info_unref (self->node);
  g_test_dbus_down (self->bus);
  g_object_unref (self->bus);
  if (self->outside != NULL)
    g_setenv ("DBUS_SESSION_BUS_ADDRESS", self->outside, TRUE);
  g_free (self->outside);
  g_free (self);
}

guint
refusing_portal_get_asked (RefusingPortal *self)
{
  return self->asked;
}
