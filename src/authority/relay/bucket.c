/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/relay/bucket.h"

/* One token a second is one thousandth of a token a millisecond. */
static gint64
count_tokens (const YqqBucket *self, guint rate, gint64 now_ms)
{
  gint64 full = (gint64)rate * 1000;
  if (self->filled_at_ms == 0)
    return full;
  return MIN (full, self->tokens_thousandth + (now_ms - self->filled_at_ms) * rate);
}

gboolean
yqq_bucket_take (YqqBucket *self, guint rate, gint64 now_ms)
{
  if (now_ms < self->filled_at_ms) /* somebody has set the clock back */
    self->filled_at_ms = now_ms;
  gint64 tokens = count_tokens (self, rate, now_ms);
  if (tokens < 1000)
    return FALSE;
  self->tokens_thousandth = tokens - 1000;
  self->filled_at_ms = now_ms;
  return TRUE;
}

gboolean
yqq_bucket_is_empty (const YqqBucket *self, guint rate, gint64 now_ms)
{
  return count_tokens (self, rate, now_ms) < 1000;
}

gboolean
yqq_bucket_is_full (const YqqBucket *self, guint rate, gint64 now_ms)
{
  return count_tokens (self, rate, now_ms) == (gint64)rate * 1000;
}
