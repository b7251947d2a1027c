/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells when the person has left: screen locked, computer about to sleep, nothing done for long. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Signal: left (reason: "locked", "suspended" or "idle"). Listens to the desktop's screen saver and
 * to logind; where neither is there, only idleness is noticed. */
#define YQQ_TYPE_SESSION_GUARD (yqq_session_guard_get_type ())
G_DECLARE_FINAL_TYPE (YqqSessionGuard, yqq_session_guard, YQQ, SESSION_GUARD, GObject)

/* Notices idleness only, until it has its buses. */
YqqSessionGuard *yqq_session_guard_new (void);
/* Once: listens to these from now on; one that is NULL is not listened to. */
void yqq_session_guard_listen (YqqSessionGuard *self,
                               GDBusConnection *session_bus,
                               GDBusConnection *system_bus);
/* Listens to the application's session bus and to the system's, as soon as that is reached. */
void yqq_session_guard_find_buses (YqqSessionGuard *self);
/* Keys and the pointer in this window are use. */
void yqq_session_guard_follow (YqqSessionGuard *self, GtkWindow *window);

/* While it watches, nothing done for idle_ms (0: however long) is told, and going to sleep waits a
 * moment for us. */
void yqq_session_guard_watch (YqqSessionGuard *self, guint idle_ms);
void yqq_session_guard_rest (YqqSessionGuard *self);
/* Something was done: the idle time begins anew. */
void yqq_session_guard_touch (YqqSessionGuard *self);
/* What had to be done before sleeping is done. */
void yqq_session_guard_let_sleep (YqqSessionGuard *self);

G_END_DECLS
