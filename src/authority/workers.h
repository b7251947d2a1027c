/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A few threads for what takes the processor long, so that the loop's thread never does. */
#pragma once

#include "authority/http/loop.h"

G_BEGIN_DECLS

typedef struct _YqqWorkers YqqWorkers;

YqqWorkers *yqq_workers_new (YqqLoop *loop);
/* Waits for what was begun. */
void yqq_workers_free (YqqWorkers *self);

/* Calls work in one of the threads and then done on the loop's, both with data. workers: a
 * YqqWorkers; the form is that of YqqRelayRun. */
void yqq_workers_run (gpointer workers, GSourceOnceFunc work, GSourceOnceFunc done, gpointer data);

G_END_DECLS
