/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What this thread has worked so far: a budget of it is worth the same on a machine that is busy
 * with other things. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Microseconds; only differences mean anything. About 0.3 µs to ask. */
gint64 yqq_work_time_get (void);

/* Whether the thread's work has reached this time. */
gboolean yqq_work_time_is_over (gint64 deadline_us);

G_END_DECLS
