/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes down what has run out of time, or lost its ground: offers of an office, and acts that
 * waited for somebody. */
#pragma once

#include "authority/store/database.h"

G_BEGIN_DECLS

/* Ends some of them, tells those whom they concern and records it; *more tells whether there may be
 * others. Inside a writing transaction. */
gboolean yqq_overdue_end (YqqDatabase *database, gint64 now_ms, gboolean *more, GError **error);

G_END_DECLS
