/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose live sessions have to end, told from whichever process to all of them. */
#pragma once

#include "authority/store/database.h"

G_BEGIN_DECLS

/* How long one is kept: every process reads them many times in that time. */
#define YQQ_CLOSINGS_KEEP_MS (60 * 60 * G_GINT64_CONSTANT (1000))

typedef struct {
  gint64 sequence;
  char *person_id;
  char *reason; /* nick of a YqqSessionReason */
} YqqClosing;

void yqq_closing_free (YqqClosing *self);

/* Inside a writing transaction. */
gboolean yqq_closings_add (YqqDatabase *database,
                           const char *person_id,
                           const char *reason,
                           gint64 now_ms,
                           GError **error);

/* Forgets those that were kept long enough. Inside a writing transaction, every now and then. */
gboolean yqq_closings_purge (YqqDatabase *database, gint64 now_ms, GError **error);

/* The number of the newest one there has been, 0 for none. */
gboolean yqq_closings_get_last (YqqDatabase *database, gint64 *sequence, GError **error);

/* YqqClosing after that number, oldest first. */
GPtrArray *yqq_closings_list (YqqDatabase *database, gint64 after, GError **error);

G_END_DECLS
