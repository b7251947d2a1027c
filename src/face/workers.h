/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spreads pieces of work over this thread and helpers that wait for it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define YQQ_WORKERS_MAX 4

typedef struct _YqqWorkers YqqWorkers;

/* worker is below yqq_workers_get_count: who has scratch memory has one for each. */
typedef void (*YqqWork) (gpointer data, guint piece, guint worker);

/* count threads together with the one that calls (1 to YQQ_WORKERS_MAX); all of them run when it
 * returns, so that a sandbox may be entered. */
YqqWorkers *yqq_workers_new (guint count);
guint yqq_workers_get_count (const YqqWorkers *self);

/* Does work for every piece below n_pieces, in any order, and returns when all are done. One call
 * at a time. A helper that comes late does not delay it. */
void yqq_workers_run (YqqWorkers *self, guint n_pieces, YqqWork work, gpointer data);

void yqq_workers_free (YqqWorkers *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqWorkers, yqq_workers_free)

G_END_DECLS
