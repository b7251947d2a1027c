/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The time, replaceable in tests. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _YqqClock YqqClock;

/* The machine's clock; borrowed, never freed. */
YqqClock *yqq_clock_get_system (void);

/* A clock for tests that stands at unix_ms until it is advanced. */
YqqClock *yqq_clock_new_manual (gint64 unix_ms);

YqqClock *yqq_clock_ref (YqqClock *self);
void yqq_clock_unref (YqqClock *self);

/* Milliseconds since 1970-01-01T00:00:00Z. */
gint64 yqq_clock_get_unix_ms (YqqClock *self);

/* Milliseconds that never run backwards; only differences mean anything. */
gint64 yqq_clock_get_monotonic_ms (YqqClock *self);

/* Moves a manual clock forwards; may be called from any thread. */
void yqq_clock_advance (YqqClock *self, gint64 milliseconds);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqClock, yqq_clock_unref)

G_END_DECLS
