/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Does every hour what the time brings about: people are told that a grant is about to end (its
 * holder at 30, 14, 7 and 1 days before; the enterprise's administrators on such a day once, how
 * many do within 30 days), what has waited too long for somebody ends, and old notices go. */
#pragma once

#include "authority/store/writer.h"
#include "base/clock.h"

G_BEGIN_DECLS

#define YQQ_REMINDERS_INTERVAL_MS (3600 * 1000)

typedef struct _YqqReminders YqqReminders;

YqqReminders *yqq_reminders_new (YqqWriter *writer, YqqClock *clock);
/* After the writer has stopped. */
void yqq_reminders_free (YqqReminders *self);

/* Looks whether the next round is due (the first one is at once) and hands it to the writer, a few
 * grants at a time so that nobody waits long behind it. On the http thread, every now and then. */
void yqq_reminders_tick (YqqReminders *self);

/* One piece of a round: the grants that are nearest to their end. *more tells whether there may be
 * others. Inside a writing transaction. */
gboolean yqq_reminders_give (YqqDatabase *database, gint64 now_ms, gboolean *more, GError **error);

G_END_DECLS
