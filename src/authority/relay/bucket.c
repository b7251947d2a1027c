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

void
yqq_bucket_charge (YqqBucket *self, guint rate, guint used, gint64 now_ms)
{
  if (now_ms < self->filled_at_ms) /* somebody has set the clock back */
    self->filled_at_ms = now_ms;
  self->tokens_thousandth = count_tokens (self, rate, now_ms) - (gint64)used * 1000;
  self->filled_at_ms = now_ms;
}

gboolean
yqq_bucket_take (YqqBucket *self, guint rate, gint64 now_ms)
{
  if (now_ms < self->filled_at_ms)
    self->filled_at_ms = now_ms;
  if (yqq_bucket_is_empty (self, rate, now_ms))
    return FALSE;
  yqq_bucket_charge (self, rate, 1, now_ms);
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
