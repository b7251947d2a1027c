/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one thread that writes: what waits together is committed together. */
#pragma once

#include "authority/store/database.h"

G_BEGIN_DECLS

/* Items in one commit at most. */
#define YQQ_WRITER_MAX_BATCH 256
/* A commit takes no further item after so long, so that other processes get at the database. */
#define YQQ_WRITER_MAX_MS 50

/* One item's work, on the writer's thread, inside a transaction and a savepoint of its own: FALSE
 * undoes this item alone. It may run again after an undone attempt, so it sets its results afresh
 * and touches nothing but the database and data. */
typedef gboolean (*YqqWriterWork) (YqqDatabase *database, gpointer data, GError **error);

/* Told once an item: error NULL means that it is on the disk. */
typedef void (*YqqWriterDone) (const GError *error, gpointer data);

/* Carries func (data) to the thread that wants to be told. */
typedef void (*YqqWriterDeliver) (gpointer target, GSourceOnceFunc func, gpointer data);

typedef struct _YqqWriter YqqWriter;

/* Takes the connection over. Completions go through deliver (target, …), in the order in which the
 * items were submitted. */
YqqWriter *yqq_writer_new (YqqDatabase *connection, YqqWriterDeliver deliver, gpointer target);

/* From any thread. data stays the caller's and must live until done has been called. */
void yqq_writer_submit (YqqWriter *self, YqqWriterWork work, YqqWriterDone done, gpointer data);

/* Writes everything submitted so far, then ends the thread and frees the writer. */
void yqq_writer_stop (YqqWriter *self);

G_END_DECLS
