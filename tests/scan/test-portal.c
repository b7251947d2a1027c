/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The portals as the screen and the camera use them, against a small portal of our own that stands
 * on a private bus. */
#include <gio/gunixfdlist.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "scan/camera-portal.h"
#include "scan/portal-request.h"
#include "scan/screen.h"
#include "scene.h"

static const char introspection[] =
    "<node>"
    "<interface name='org.freedesktop.portal.Screenshot'>"
    "<method name='Screenshot'><arg type='s' direction='in'/><arg type='a{sv}' direction='in'/>"
    "<arg type='o' direction='out'/></method></interface>"
    "<interface name='org.freedesktop.portal.Camera'>"
    "<method name='AccessCamera'><arg type='a{sv}' direction='in'/>"
    "<arg type='o' direction='out'/></method>"
    "<method name='OpenPipeWireRemote'><arg type='a{sv}' direction='in'/>"
    "<arg type='h' direction='out'/></method></interface>"
    "<interface name='org.freedesktop.portal.Request'><method name='Close'/></interface>"
    "</node>";

#define PATIENCE_MS 60000

typedef enum { ANSWERS, REFUSES, FAILS, KEEPS_SILENT } Manner;

/* Lives on a connection of its own, in the test's own main loop. */
typedef struct {
  GTestDBus *bus;
  GDBusConnection *connection;
  GDBusNodeInfo *node;
  guint name;
  gboolean named;
  Manner manner;
  gboolean old_path; /* chooses the request's path itself, as portals before 0.9 did */
  char *directory, *picture;
  char *parent_window;
  guint asked, closed;
  GAsyncResult *result;
} Portal;

static void
on_request_call (GDBusConnection *connection,
                 const char *sender,
                 const char *path,
                 const char *interface,
                 const char *method,
                 GVariant *parameters,
                 GDBusMethodInvocation *invocation,
                 gpointer user_data)
{
  ((Portal *)user_data)->closed++;
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static void
respond (Portal *portal, const char *sender, const char *path)
{
  g_autofree char *uri = g_filename_to_uri (portal->picture, NULL, NULL);
  GVariantBuilder results;
  g_variant_builder_init (&results, G_VARIANT_TYPE_VARDICT);
  if (portal->manner == ANSWERS)
    g_variant_builder_add (&results, "{sv}", "uri", g_variant_new_string (uri));
  guint response = portal->manner == ANSWERS ? 0 : portal->manner == REFUSES ? 1 : 2;
  g_dbus_connection_emit_signal (portal->connection, sender, path, "org.freedesktop.portal.Request",
                                 "Response", g_variant_new ("(ua{sv})", response, &results), NULL);
}

static char *
choose_path (Portal *portal, const char *sender, GVariant *options)
{
  const char *token;
  g_assert_true (g_variant_lookup (options, "handle_token", "&s", &token));
  if (portal->old_path)
    return g_strdup (YQQ_PORTAL_PATH "/request/old/style");
  g_autofree char *name = g_strdup (sender + 1);
  return g_strdup_printf (YQQ_PORTAL_PATH "/request/%s/%s", g_strdelimit (name, ".", '_'), token);
}

static void
open_remote (GDBusMethodInvocation *invocation)
{
  int ends[2];
  g_assert_cmpint (pipe (ends), ==, 0);
  g_assert_cmpint (write (ends[1], "pipewire", 8), ==, 8);
  close (ends[1]);
  g_autoptr (GUnixFDList) descriptors = g_unix_fd_list_new_from_array (ends, 1);
  g_dbus_method_invocation_return_value_with_unix_fd_list (invocation, g_variant_new ("(h)", 0),
                                                           descriptors);
}

static void
on_portal_call (GDBusConnection *connection,
                const char *sender,
                const char *path,
                const char *interface,
                const char *method,
                GVariant *parameters,
                GDBusMethodInvocation *invocation,
                gpointer user_data)
{
  static const GDBusInterfaceVTable requests = {on_request_call};
  Portal *portal = user_data;
  if (g_str_equal (method, "OpenPipeWireRemote")) {
    open_remote (invocation);
    return;
  }
  g_autoptr (GVariant) options = NULL;
  if (g_str_equal (method, "Screenshot")) {
    g_clear_pointer (&portal->parent_window, g_free);
    g_variant_get (parameters, "(s@a{sv})", &portal->parent_window, &options);
  } else {
    g_variant_get (parameters, "(@a{sv})", &options);
  }
  g_autofree char *request = choose_path (portal, sender, options);
  GDBusInterfaceInfo *info =
      g_dbus_node_info_lookup_interface (portal->node, "org.freedesktop.portal.Request");
  g_dbus_connection_register_object (connection, request, info, &requests, portal, NULL, NULL);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", request));
  portal->asked++;
  if (portal->manner != KEEPS_SILENT)
    respond (portal, sender, request);
}

static void
on_named (GDBusConnection *connection, const char *name, gpointer user_data)
{
  ((Portal *)user_data)->named = TRUE;
}

static void
serve (Portal *portal)
{
  static const GDBusInterfaceVTable calls = {on_portal_call};
  for (guint i = 0; i < 2; i++) {
    g_autoptr (GError) error = NULL;
    g_dbus_connection_register_object (portal->connection, YQQ_PORTAL_PATH,
                                       portal->node->interfaces[i], &calls, portal, NULL, &error);
    g_assert_no_error (error);
  }
  portal->name =
      g_bus_own_name_on_connection (portal->connection, YQQ_PORTAL_NAME,
                                    G_BUS_NAME_OWNER_FLAGS_NONE, on_named, NULL, portal, NULL);
  while (!portal->named)
    g_main_context_iteration (NULL, TRUE);
}

static void
set_up (Portal *portal, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  portal->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (portal->bus);
  portal->node = g_dbus_node_info_new_for_xml (introspection, &error);
  g_assert_no_error (error);
  portal->connection =
      g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (portal->bus),
                                              G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                  G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                              NULL, NULL, &error);
  g_assert_no_error (error);
  portal->directory = g_dir_make_tmp ("yqq-portal-XXXXXX", &error);
  g_assert_no_error (error);
  portal->picture = g_build_filename (portal->directory, "Screenshot 1.png", NULL);
  if (user_data == NULL)
    serve (portal);
}

static void
tear_down (Portal *portal, gconstpointer user_data)
{
  g_clear_object (&portal->result);
  if (portal->name != 0)
    g_bus_unown_name (portal->name);
  g_dbus_connection_close_sync (portal->connection, NULL, NULL);
  g_clear_object (&portal->connection);
  g_dbus_node_info_unref (portal->node);
  g_test_dbus_down (portal->bus);
  g_object_unref (portal->bus);
  g_remove (portal->picture);
  g_assert_cmpint (g_rmdir (portal->directory), ==, 0);
  g_free (portal->picture);
  g_free (portal->directory);
  g_free (portal->parent_window);
}

static void
on_done (GObject *object, GAsyncResult *result, gpointer user_data)
{
  ((Portal *)user_data)->result = g_object_ref (result);
}

static void
draw (Portal *portal, const char *text)
{
  g_autoptr (Scene) scene = scene_new (1280, 800, 1);
  scene_add_clutter (scene, 200);
  if (text != NULL)
    scene_draw_upright (scene, text, 700, 300, 5);
  scene_save_png (scene, portal->picture);
}

static GPtrArray *
scan_screen (Portal *portal, guint limit_ms, GCancellable *cancellable, GError **error)
{
  yqq_scan_screen_async ("x11:1c0ffee", limit_ms, cancellable, on_done, portal);
  while (portal->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return yqq_scan_screen_finish (portal->result, error);
}

static gboolean
is_gone (Portal *portal)
{
  gint64 deadline = g_get_monotonic_time () + 5 * G_USEC_PER_SEC;
  while (g_file_test (portal->picture, G_FILE_TEST_EXISTS) && g_get_monotonic_time () < deadline)
    g_main_context_iteration (NULL, FALSE);
  return !g_file_test (portal->picture, G_FILE_TEST_EXISTS);
}

static void
the_code_on_the_screen_is_read_and_the_picture_deleted (Portal *portal, gconstpointer user_data)
{
  draw (portal, "ON SCREEN");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) readings = scan_screen (portal, PATIENCE_MS, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (readings->len, ==, 1);
  YqqQrReading *reading = g_ptr_array_index (readings, 0);
  g_assert_cmpstr (reading->text, ==, "ON SCREEN");
  g_assert_cmpstr (portal->parent_window, ==, "x11:1c0ffee");
  g_assert_true (is_gone (portal));
}

/* When the other side has subscribed to the path it was told is not seen from here. */
static gboolean
on_time_to_respond (gpointer data)
{
  Portal *portal = data;
  if (portal->asked > 0)
    respond (portal, NULL, YQQ_PORTAL_PATH "/request/old/style");
  return G_SOURCE_CONTINUE;
}

static void
a_portal_that_names_the_request_itself_is_understood (Portal *portal, gconstpointer user_data)
{
  portal->old_path = TRUE;
  portal->manner = KEEPS_SILENT;
  yqq_scan_screen_async ("", PATIENCE_MS, NULL, on_done, portal);
  draw (portal, "OLD");
  while (portal->asked == 0)
    g_main_context_iteration (NULL, TRUE);
  portal->manner = ANSWERS;
  guint again = g_timeout_add (100, on_time_to_respond, portal);
  while (portal->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (again);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) readings = yqq_scan_screen_finish (portal->result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (readings->len, ==, 1);
  g_assert_true (is_gone (portal));
}

static void
a_screen_without_a_code_leaves_no_picture_either (Portal *portal, gconstpointer user_data)
{
  draw (portal, NULL);
  g_autoptr (GError) error = NULL;
  g_assert_null (scan_screen (portal, PATIENCE_MS, NULL, &error));
  g_assert_error (error, YQQ_SCAN_ERROR, YQQ_SCAN_ERROR_NO_CODE);
  g_assert_true (is_gone (portal));
}

static void
a_refusal_is_told_from_a_failure (Portal *portal, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  portal->manner = REFUSES;
  g_assert_null (scan_screen (portal, PATIENCE_MS, NULL, &error));
  g_assert_error (error, YQQ_SCAN_ERROR, YQQ_SCAN_ERROR_CANCELLED);
  g_clear_error (&error);
  g_clear_object (&portal->result);
  portal->manner = FAILS;
  g_assert_null (scan_screen (portal, PATIENCE_MS, NULL, &error));
  g_assert_error (error, YQQ_SCAN_ERROR, YQQ_SCAN_ERROR_NO_PORTAL);
}

static void
a_silent_portal_is_given_up_and_the_question_taken_back (Portal *portal, gconstpointer user_data)
{
  portal->manner = KEEPS_SILENT;
  g_autoptr (GError) error = NULL;
  g_assert_null (scan_screen (portal, 1500, NULL, &error));
  g_assert_error (error, YQQ_SCAN_ERROR, YQQ_SCAN_ERROR_NO_PORTAL);
  while (portal->closed == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (portal->closed, ==, 1);
}

typedef struct {
  Portal *portal;
  GCancellable *cancellable;
} Change;

static gboolean
on_change_of_mind (gpointer data)
{
  Change *change = data;
  if (change->portal->asked > 0)
    g_cancellable_cancel (change->cancellable);
  return change->portal->asked == 0;
}

static void
cancelling_takes_the_question_back (Portal *portal, gconstpointer user_data)
{
  portal->manner = KEEPS_SILENT;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Change change = {portal, cancellable};
  g_timeout_add (20, on_change_of_mind, &change);
  g_autoptr (GError) error = NULL;
  g_assert_null (scan_screen (portal, PATIENCE_MS, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  while (portal->closed == 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
a_bus_without_a_portal_says_so_at_once (Portal *portal, gconstpointer user_data)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;
  g_assert_null (scan_screen (portal, 60000, NULL, &error));
  g_assert_error (error, YQQ_SCAN_ERROR, YQQ_SCAN_ERROR_NO_PORTAL);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_USEC_PER_SEC);
}

static int
open_camera (Portal *portal, guint limit_ms, GError **error)
{
  yqq_camera_portal_open_async (limit_ms, NULL, on_done, portal);
  while (portal->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return yqq_camera_portal_open_finish (portal->result, error);
}

static void
an_allowed_camera_gives_a_connection (Portal *portal, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  int descriptor = open_camera (portal, PATIENCE_MS, &error);
  g_assert_no_error (error);
  char greeting[8];
  g_assert_cmpint (read (descriptor, greeting, 8), ==, 8);
  g_assert_cmpmem (greeting, 8, "pipewire", 8);
  close (descriptor);
}

static void
a_refused_camera_is_denied (Portal *portal, gconstpointer user_data)
{
  portal->manner = REFUSES;
  g_autoptr (GError) error = NULL;
  g_assert_cmpint (open_camera (portal, PATIENCE_MS, &error), ==, -1);
  g_assert_error (error, YQQ_SCAN_ERROR, YQQ_SCAN_ERROR_CAMERA_DENIED);
}

static void
an_unanswered_camera_dialog_ends_after_its_time (Portal *portal, gconstpointer user_data)
{
  portal->manner = KEEPS_SILENT;
  g_autoptr (GError) error = NULL;
  g_assert_cmpint (open_camera (portal, 400, &error), ==, -1);
  g_assert_error (error, YQQ_SCAN_ERROR, YQQ_SCAN_ERROR_NO_CAMERA);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name) g_test_add ("/scan/portal/" #name, Portal, NULL, set_up, name, tear_down)
  ADD (the_code_on_the_screen_is_read_and_the_picture_deleted);
  ADD (a_portal_that_names_the_request_itself_is_understood);
  ADD (a_screen_without_a_code_leaves_no_picture_either);
  ADD (a_refusal_is_told_from_a_failure);
  ADD (a_silent_portal_is_given_up_and_the_question_taken_back);
  ADD (cancelling_takes_the_question_back);
  ADD (an_allowed_camera_gives_a_connection);
  ADD (a_refused_camera_is_denied);
  ADD (an_unanswered_camera_dialog_ends_after_its_time);
#undef ADD
  g_test_add ("/scan/portal/a_bus_without_a_portal_says_so_at_once", Portal, "no portal", set_up,
              a_bus_without_a_portal_says_so_at_once, tear_down);
  return g_test_run ();
}
