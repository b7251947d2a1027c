/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A token bucket: so many a second, no more than that at once. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  gint64 tokens_thousandth;
  gint64 filled_at_ms;
} YqqBucket;

/* Takes one token of a bucket that holds and gains rate a second; FALSE if it is empty. A bucket of
 * zeroes is a full one. */
gboolean yqq_bucket_take (YqqBucket *self, guint rate, gint64 now_ms);

/* Takes as many as were used, there or not: what is missing has to come in before there is one
 * again. */
void yqq_bucket_charge (YqqBucket *self, guint rate, guint used, gint64 now_ms);

/* TRUE if taking one would fail. */
gboolean yqq_bucket_is_empty (const YqqBucket *self, guint rate, gint64 now_ms);
/* TRUE if nothing has been taken for so long that the bucket is full again. */
gboolean yqq_bucket_is_full (const YqqBucket *self, guint rate, gint64 now_ms);

G_END_DECLS
