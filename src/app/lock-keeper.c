/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/lock-keeper.h"

#include "app/session-guard.h"

#define MINUTE_MS 60000

struct _YqqLockKeeper {
  GObject parent;

  YqqWorkspace *workspace;
  YqqSettings *settings;
  YqqSessionKeeper *sessions;
  YqqSessionGuard *guard;
};

G_DEFINE_FINAL_TYPE (YqqLockKeeper, yqq_lock_keeper, G_TYPE_OBJECT)

static void
watch (YqqLockKeeper *self)
{
  YqqPhase phase = yqq_workspace_get_phase (self->workspace);
  /* Locked, it only holds back the sleep that locked it, until the session has parted. */
  if (phase != YQQ_PHASE_LOCKED)
    yqq_session_guard_rest (self->guard);
  if (phase == YQQ_PHASE_LOGGED_IN)
    yqq_session_guard_watch (self->guard,
                             yqq_settings_get_lock_minutes (self->settings) * MINUTE_MS);
  else if (phase == YQQ_PHASE_LOCKED)
    yqq_session_guard_watch (self->guard, 0);
}

/* What a session signs at the PC is use of the application, too. */
static void
on_workspace_changed (YqqLockKeeper *self)
{
  YqqScanSession *session = yqq_workspace_get_session (self->workspace);
  if (session && yqq_scan_session_get_open (session))
    yqq_session_guard_touch (self->guard);
}

static void
on_left (YqqLockKeeper *self, const char *reason)
{
  yqq_session_keeper_end (self->sessions, reason, G_CALLBACK (yqq_session_guard_let_sleep),
                          self->guard);
  yqq_workspace_lock (self->workspace);
}

static void
yqq_lock_keeper_dispose (GObject *object)
{
  YqqLockKeeper *self = YQQ_LOCK_KEEPER (object);
  g_clear_object (&self->guard);
  g_clear_object (&self->workspace);
  g_clear_object (&self->settings);
  g_clear_object (&self->sessions);
  G_OBJECT_CLASS (yqq_lock_keeper_parent_class)->dispose (object);
}

static void
yqq_lock_keeper_class_init (YqqLockKeeperClass *class)
{
  G_OBJECT_CLASS (class)->dispose = yqq_lock_keeper_dispose;
}

static void
yqq_lock_keeper_init (YqqLockKeeper *self)
{
}

YqqLockKeeper *
yqq_lock_keeper_new (YqqWorkspace *workspace, YqqSettings *settings, YqqSessionKeeper *sessions)
{
  YqqLockKeeper *self = g_object_new (YQQ_TYPE_LOCK_KEEPER, NULL);
  self->workspace = g_object_ref (workspace);
  self->settings = g_object_ref (settings);
  self->sessions = g_object_ref (sessions);
  self->guard = yqq_session_guard_new ();
  g_signal_connect_object (self->guard, "left", G_CALLBACK (on_left), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "phase-changed", G_CALLBACK (watch), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "changed", G_CALLBACK (on_workspace_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed", G_CALLBACK (watch), self, G_CONNECT_SWAPPED);
  watch (self);
  return self;
}

void
yqq_lock_keeper_listen (YqqLockKeeper *self)
{
  yqq_session_guard_find_buses (self->guard);
}

void
yqq_lock_keeper_guard_window (YqqLockKeeper *self, GtkWindow *window)
{
  yqq_session_guard_follow (self->guard, window);
}

void
yqq_lock_keeper_lock (YqqLockKeeper *self, const char *reason)
{
  if (yqq_workspace_get_phase (self->workspace) != YQQ_PHASE_LOGGED_IN)
    return;
  yqq_session_keeper_end (self->sessions, reason, NULL, NULL);
  yqq_workspace_lock (self->workspace);
}
