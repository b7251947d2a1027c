/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The thread that all of HTTP runs on, and the way other threads hand it work. */
#pragma once

#include <event2/event.h>
#include <glib.h>

G_BEGIN_DECLS

typedef struct _YqqLoop YqqLoop;

/* Fails only where the system has no more descriptors. */
YqqLoop *yqq_loop_new (GError **error);

/* Borrowed; events may be added before start, or on the loop's own thread. */
struct event_base *yqq_loop_get_base (YqqLoop *self);

/* Runs func (data) on the loop's thread, in the order of the calls. From any thread. */
void yqq_loop_post (YqqLoop *self, GSourceOnceFunc func, gpointer data);

/* Calls func every interval_ms on the loop's thread until the loop is freed. */
void yqq_loop_add_timer (YqqLoop *self, guint interval_ms, GSourceOnceFunc func, gpointer data);

/* Begins to run, on a thread of its own. */
void yqq_loop_start (YqqLoop *self);

/* Runs what has been posted so far, lets what has been written leave, then ends the thread. */
void yqq_loop_stop (YqqLoop *self);

/* After stop; the base's other users are gone by then. */
void yqq_loop_free (YqqLoop *self);

G_END_DECLS
