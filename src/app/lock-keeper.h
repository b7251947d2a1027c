/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Locks the application when the person has left it: idle, screen locked, asleep, or by hand. */
#pragma once

#include <gtk/gtk.h>

#include "app/session-keeper.h"
#include "app/settings.h"
#include "app/workspace.h"

G_BEGIN_DECLS

#define YQQ_TYPE_LOCK_KEEPER (yqq_lock_keeper_get_type ())
G_DECLARE_FINAL_TYPE (YqqLockKeeper, yqq_lock_keeper, YQQ, LOCK_KEEPER, GObject)

/* A session that is open when the application locks is ended by sessions, with the reason. */
YqqLockKeeper *
yqq_lock_keeper_new (YqqWorkspace *workspace, YqqSettings *settings, YqqSessionKeeper *sessions);

/* Begins to listen to the desktop (connects to the buses). */
void yqq_lock_keeper_listen (YqqLockKeeper *self);

/* Keys and pointer in this window count as use. */
void yqq_lock_keeper_guard_window (YqqLockKeeper *self, GtkWindow *window);

/* Locks now (reason: idle, locked, suspended); nothing where nobody is logged in. */
void yqq_lock_keeper_lock (YqqLockKeeper *self, const char *reason);

G_END_DECLS
