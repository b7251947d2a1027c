/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/session-keeper.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/accessible.h"
#include "app/session-guard.h"

/* Longer than a person waits for a window to close. */
#define FAREWELL_MS 2000

struct _YqqSessionKeeper {
  GObject parent;

  YqqWorkspace *workspace;
  YqqSettings *settings;
  YqqSessionGuard *guard;
  YqqScanSession *watched; /* only compared */
  guint signature_count;
};

typedef struct {
  GCallback done;
  GObject *data; /* kept: a window may be gone before its session is */
  guint timer;
  GCancellable *cancellable;
} Farewell;

G_DEFINE_FINAL_TYPE (YqqSessionKeeper, yqq_session_keeper, G_TYPE_OBJECT)

static YqqScanSession *
get_open (YqqSessionKeeper *self)
{
  YqqScanSession *session = yqq_workspace_get_session (self->workspace);
  return session && yqq_scan_session_get_open (session) ? session : NULL;
}

static void
on_parted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Farewell *farewell = user_data;
  yqq_scan_session_finish (YQQ_SCAN_SESSION (source), result, NULL); /* it is over here anyway */
  g_clear_handle_id (&farewell->timer, g_source_remove);
  if (farewell->done)
    ((void (*) (gpointer))farewell->done) (farewell->data);
  g_object_unref (farewell->cancellable);
  g_clear_object (&farewell->data);
  g_free (farewell);
}

static gboolean
on_farewell_too_long (gpointer user_data)
{
  Farewell *farewell = user_data;
  farewell->timer = 0;
  g_cancellable_cancel (farewell->cancellable);
  return G_SOURCE_REMOVE;
}

static void
on_left (YqqSessionKeeper *self, const char *reason)
{
  YqqAdministration *administration = yqq_workspace_get_administration (self->workspace);
  if (administration)
    yqq_administration_forget_pin (administration);
  yqq_session_keeper_end (self, reason, G_CALLBACK (yqq_session_guard_let_sleep), self->guard);
}

static void
watch (YqqSessionKeeper *self)
{
  yqq_session_guard_watch (self->guard, yqq_settings_get_idle_minutes (self->settings) * 60000);
}

static void
on_workspace_changed (YqqSessionKeeper *self)
{
  YqqScanSession *open = get_open (self);
  YqqSessionView view = {0};
  if (open)
    yqq_scan_session_view (open, &view);
  if (open != self->watched && open)
    watch (self);
  else if (open != self->watched)
    yqq_session_guard_rest (self->guard);
  else if (open && view.signature_count != self->signature_count)
    yqq_session_guard_touch (self->guard); /* the person is busy on the PC */
  self->watched = open;
  self->signature_count = view.signature_count;
}

static void
on_settings_changed (YqqSessionKeeper *self)
{
  if (get_open (self))
    watch (self);
}

static void
yqq_session_keeper_dispose (GObject *object)
{
  YqqSessionKeeper *self = YQQ_SESSION_KEEPER (object);
  g_clear_object (&self->guard);
  g_clear_object (&self->workspace);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (yqq_session_keeper_parent_class)->dispose (object);
}

static void
yqq_session_keeper_class_init (YqqSessionKeeperClass *class)
{
  G_OBJECT_CLASS (class)->dispose = yqq_session_keeper_dispose;
}

static void
yqq_session_keeper_init (YqqSessionKeeper *self)
{
}

YqqSessionKeeper *
yqq_session_keeper_new (YqqWorkspace *workspace, YqqSettings *settings)
{
  YqqSessionKeeper *self = g_object_new (YQQ_TYPE_SESSION_KEEPER, NULL);
  self->workspace = g_object_ref (workspace);
  self->settings = g_object_ref (settings);
  self->guard = yqq_session_guard_new ();
  g_signal_connect_object (self->guard, "left", G_CALLBACK (on_left), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "changed", G_CALLBACK (on_workspace_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed", G_CALLBACK (on_settings_changed), self,
                           G_CONNECT_SWAPPED);
  return self;
}

void
yqq_session_keeper_listen (YqqSessionKeeper *self)
{
  yqq_session_guard_find_buses (self->guard);
}

static void
on_close_confirmed (YqqSessionKeeper *self, const char *response, GtkWidget *dialog)
{
  GtkWindow *window = gtk_window_get_transient_for (GTK_WINDOW (dialog));
  if (g_str_equal (response, "disconnect"))
    yqq_session_keeper_end (self, "exit", G_CALLBACK (gtk_window_destroy), window);
}

static gboolean
on_close_request (YqqSessionKeeper *self, GtkWindow *window)
{
  if (!get_open (self))
    return GDK_EVENT_PROPAGATE;
  GtkWidget *dialog = adw_message_dialog_new (
      window, _ ("Disconnect and close?"),
      _ ("The PC is still connected. Closing ends the session; what was signed is kept."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("Stay connected"),
                                    "disconnect", _ ("Disconnect and close"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "disconnect",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_close_confirmed), self,
                           G_CONNECT_SWAPPED);
  yqq_accessible_present_dialog (ADW_MESSAGE_DIALOG (dialog));
  return GDK_EVENT_STOP;
}

void
yqq_session_keeper_guard_window (YqqSessionKeeper *self, GtkWindow *window)
{
  yqq_session_guard_follow (self->guard, window);
  g_signal_connect_object (window, "close-request", G_CALLBACK (on_close_request), self,
                           G_CONNECT_SWAPPED);
}

void
yqq_session_keeper_end (YqqSessionKeeper *self, const char *reason, GCallback done, gpointer data)
{
  YqqScanSession *session = get_open (self);
  if (!session) {
    if (done)
      ((void (*) (gpointer))done) (data);
    return;
  }
  Farewell *farewell = g_new0 (Farewell, 1);
  farewell->done = done;
  g_set_object (&farewell->data, data);
  farewell->cancellable = g_cancellable_new ();
  farewell->timer = g_timeout_add (FAREWELL_MS, on_farewell_too_long, farewell);
  yqq_scan_session_disconnect_async (session, reason, farewell->cancellable, on_parted, farewell);
}
