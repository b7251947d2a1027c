/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/session-guard.h"

#include <gio/gunixfdlist.h>
#include <glib/gi18n.h>
#include <unistd.h>

#define LOGIND "org.freedesktop.login1"

struct _YqqSessionGuard {
  GObject parent;

  GDBusConnection *session_bus;
  GDBusConnection *system_bus;
  guint subscriptions[4]; /* two of the session bus, two of the system bus */
  guint idle_ms;
  guint idle_timer;
  gboolean watching;
  int sleep_lock; /* logind's delay inhibitor, -1: none */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (YqqSessionGuard, yqq_session_guard, G_TYPE_OBJECT)

enum { LEFT, SIGNALS };

static guint signals[SIGNALS];

static void
tell_left (YqqSessionGuard *self, const char *reason)
{
  if (self->watching)
    g_signal_emit (self, signals[LEFT], 0, reason);
}

static gboolean
on_idle (gpointer user_data)
{
  YqqSessionGuard *self = user_data;
  self->idle_timer = 0;
  tell_left (self, "idle");
  return G_SOURCE_REMOVE;
}

static void
on_screen_saver_changed (GDBusConnection *bus,
                         const char *sender,
                         const char *path,
                         const char *interface,
                         const char *signal,
                         GVariant *parameters,
                         gpointer user_data)
{
  gboolean active = FALSE;
  if (g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(b)")))
    g_variant_get (parameters, "(b)", &active);
  if (active)
    tell_left (user_data, "locked");
}

static void
on_session_locked (GDBusConnection *bus,
                   const char *sender,
                   const char *path,
                   const char *interface,
                   const char *signal,
                   GVariant *parameters,
                   gpointer user_data)
{
  tell_left (user_data, "locked");
}

static void
on_prepare_for_sleep (GDBusConnection *bus,
                      const char *sender,
                      const char *path,
                      const char *interface,
                      const char *signal,
                      GVariant *parameters,
                      gpointer user_data)
{
  gboolean begins = FALSE;
  if (g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(b)")))
    g_variant_get (parameters, "(b)", &begins);
  if (begins)
    tell_left (user_data, "suspended");
}

static guint
subscribe (YqqSessionGuard *self,
           GDBusConnection *bus,
           const char *sender,
           const char *interface,
           const char *signal,
           GDBusSignalCallback callback)
{
  if (!bus)
    return 0;
  return g_dbus_connection_signal_subscribe (bus, sender, interface, signal, NULL, NULL,
                                             G_DBUS_SIGNAL_FLAGS_NONE, callback, self, NULL);
}

static void
stop_listening (YqqSessionGuard *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->subscriptions); i++) {
    GDBusConnection *bus = i < 2 ? self->session_bus : self->system_bus;
    if (self->subscriptions[i] != 0)
      g_dbus_connection_signal_unsubscribe (bus, self->subscriptions[i]);
    self->subscriptions[i] = 0;
  }
}

static void
on_inhibited (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqSessionGuard) self = user_data;
  g_autoptr (GUnixFDList) descriptors = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_with_unix_fd_list_finish (
      G_DBUS_CONNECTION (source), &descriptors, result, NULL);
  if (!answer || !descriptors || g_unix_fd_list_get_length (descriptors) == 0)
    return;
  yqq_session_guard_let_sleep (self);
  self->sleep_lock = g_unix_fd_list_get (descriptors, 0, NULL);
  if (!self->watching)
    yqq_session_guard_let_sleep (self);
}

static void
delay_sleep (YqqSessionGuard *self)
{
  if (!self->system_bus || self->sleep_lock >= 0)
    return;
  g_dbus_connection_call_with_unix_fd_list (
      self->system_bus, LOGIND, "/org/freedesktop/login1", LOGIND ".Manager", "Inhibit",
      g_variant_new ("(ssss)", "sleep", "Yueqiqian", _ ("Disconnecting from the PC"), "delay"),
      G_VARIANT_TYPE ("(h)"), G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, self->cancellable,
      on_inhibited, g_object_ref (self));
}

static void
yqq_session_guard_dispose (GObject *object)
{
  YqqSessionGuard *self = YQQ_SESSION_GUARD (object);
  yqq_session_guard_rest (self);
  stop_listening (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session_bus);
  g_clear_object (&self->system_bus);
  G_OBJECT_CLASS (yqq_session_guard_parent_class)->dispose (object);
}

static void
yqq_session_guard_class_init (YqqSessionGuardClass *class)
{
  G_OBJECT_CLASS (class)->dispose = yqq_session_guard_dispose;
  signals[LEFT] = g_signal_new ("left", YQQ_TYPE_SESSION_GUARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
yqq_session_guard_init (YqqSessionGuard *self)
{
  self->sleep_lock = -1;
  self->cancellable = g_cancellable_new ();
}

YqqSessionGuard *
yqq_session_guard_new (void)
{
  return g_object_new (YQQ_TYPE_SESSION_GUARD, NULL);
}

void
yqq_session_guard_listen (YqqSessionGuard *self,
                          GDBusConnection *session_bus,
                          GDBusConnection *system_bus)
{
  g_return_if_fail (!self->session_bus && !self->system_bus);
  g_set_object (&self->session_bus, session_bus);
  g_set_object (&self->system_bus, system_bus);
  self->subscriptions[0] = subscribe (self, session_bus, NULL, "org.gnome.ScreenSaver",
                                      "ActiveChanged", on_screen_saver_changed);
  self->subscriptions[1] = subscribe (self, session_bus, NULL, "org.freedesktop.ScreenSaver",
                                      "ActiveChanged", on_screen_saver_changed);
  self->subscriptions[2] =
      subscribe (self, system_bus, LOGIND, LOGIND ".Session", "Lock", on_session_locked);
  self->subscriptions[3] = subscribe (self, system_bus, LOGIND, LOGIND ".Manager",
                                      "PrepareForSleep", on_prepare_for_sleep);
  if (self->watching)
    delay_sleep (self);
}

static void
on_system_bus (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqSessionGuard) self = user_data;
  g_autoptr (GDBusConnection) system_bus = g_bus_get_finish (result, NULL);
  GApplication *application = g_application_get_default ();
  GDBusConnection *session_bus =
      application ? g_application_get_dbus_connection (application) : NULL;
  if (self->cancellable)
    yqq_session_guard_listen (self, session_bus, system_bus);
}

void
yqq_session_guard_find_buses (YqqSessionGuard *self)
{
  g_bus_get (G_BUS_TYPE_SYSTEM, self->cancellable, on_system_bus, g_object_ref (self));
}

static gboolean
on_used (YqqSessionGuard *self)
{
  yqq_session_guard_touch (self);
  return GDK_EVENT_PROPAGATE;
}

static void
follow (YqqSessionGuard *self,
        GtkWindow *window,
        GtkEventController *controller,
        const char *signal)
{
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller, signal, G_CALLBACK (on_used), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (window), controller);
}

void
yqq_session_guard_follow (YqqSessionGuard *self, GtkWindow *window)
{
  follow (self, window, gtk_event_controller_key_new (), "key-pressed");
  follow (self, window, gtk_event_controller_motion_new (), "motion");
}

void
yqq_session_guard_watch (YqqSessionGuard *self, guint idle_ms)
{
  self->idle_ms = idle_ms;
  if (!self->watching) {
    self->watching = TRUE;
    delay_sleep (self);
  }
  yqq_session_guard_touch (self);
}

void
yqq_session_guard_rest (YqqSessionGuard *self)
{
  self->watching = FALSE;
  g_clear_handle_id (&self->idle_timer, g_source_remove);
  yqq_session_guard_let_sleep (self);
}

void
yqq_session_guard_touch (YqqSessionGuard *self)
{
  if (!self->watching)
    return;
  g_clear_handle_id (&self->idle_timer, g_source_remove);
  if (self->idle_ms > 0)
    self->idle_timer = g_timeout_add (self->idle_ms, on_idle, self);
}

void
yqq_session_guard_let_sleep (YqqSessionGuard *self)
{
  if (self->sleep_lock >= 0)
    close (self->sleep_lock);
  self->sleep_lock = -1;
}
