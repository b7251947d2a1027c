/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ends a live session when the person leaves, locks, sleeps or closes the window. */
#pragma once

#include <gtk/gtk.h>

#include "app/settings.h"
#include "app/workspace.h"

G_BEGIN_DECLS

#define YQQ_TYPE_SESSION_KEEPER (yqq_session_keeper_get_type ())
G_DECLARE_FINAL_TYPE (YqqSessionKeeper, yqq_session_keeper, YQQ, SESSION_KEEPER, GObject)

YqqSessionKeeper *yqq_session_keeper_new (YqqWorkspace *workspace, YqqSettings *settings);

/* Begins to listen to the desktop (connects to the buses). */
void yqq_session_keeper_listen (YqqSessionKeeper *self);

/* Closing this window asks first while a session is open; keys and pointer in it count as use. */
void yqq_session_keeper_guard_window (YqqSessionKeeper *self, GtkWindow *window);

/* Ends an open session (reason: exit, idle, locked, suspended, user), then calls done (data),
 * which is an object or NULL: at once where none is open, and in two seconds at the latest. */
void
yqq_session_keeper_end (YqqSessionKeeper *self, const char *reason, GCallback done, gpointer data);

G_END_DECLS
