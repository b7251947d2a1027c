/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/http/rate-limit.h"

#include "protocol/problem.h"

/* Clients remembered at most; past it, those whose bucket is full again are forgotten. */
#define MAX_CLIENTS 10000

typedef struct {
  double tokens;
  gint64 at_ms;
} Bucket;

struct _YqqRateLimit {
  YqqClock *clock;
  double per_second;
  guint burst;
  GHashTable *buckets;
};

YqqRateLimit *
yqq_rate_limit_new (YqqClock *clock, double per_second, guint burst)
{
  YqqRateLimit *self = g_new0 (YqqRateLimit, 1);
  self->clock = yqq_clock_ref (clock);
  self->per_second = per_second;
  self->burst = burst;
  self->buckets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
yqq_rate_limit_free (YqqRateLimit *self)
{
  yqq_clock_unref (self->clock);
  g_hash_table_unref (self->buckets);
  g_free (self);
}

static void
refill (YqqRateLimit *self, Bucket *bucket)
{
  gint64 now = yqq_clock_get_monotonic_ms (self->clock);
  bucket->tokens += (double)(now - bucket->at_ms) * self->per_second / 1000.0;
  bucket->tokens = MIN (bucket->tokens, (double)self->burst);
  bucket->at_ms = now;
}

static gboolean
is_full (gpointer key, gpointer value, gpointer data)
{
  YqqRateLimit *self = data;
  Bucket *bucket = value;
  refill (self, bucket);
  return bucket->tokens >= self->burst;
}

static Bucket *
find_bucket (YqqRateLimit *self, const char *client)
{
  Bucket *bucket = g_hash_table_lookup (self->buckets, client);
  if (bucket == NULL) {
    if (g_hash_table_size (self->buckets) >= MAX_CLIENTS)
      g_hash_table_foreach_remove (self->buckets, is_full, self);
    bucket = g_new0 (Bucket, 1);
    bucket->tokens = self->burst;
    bucket->at_ms = yqq_clock_get_monotonic_ms (self->clock);
    g_hash_table_insert (self->buckets, g_strdup (client), bucket);
  }
  refill (self, bucket);
  return bucket;
}

gboolean
yqq_rate_limit_check (YqqRateLimit *self, const char *client, GError **error)
{
  double missing = client != NULL ? 1.0 - find_bucket (self, client)->tokens : 0;
  if (missing <= 0)
    return TRUE;
  double seconds = missing / self->per_second;
  gint64 whole = (gint64)seconds;
  yqq_problem_error_set (error, YQQ_PROBLEM_RATE_LIMITED, NULL)->retry_after =
      whole + ((double)whole < seconds ? 1 : 0);
  return FALSE;
}

gboolean
yqq_rate_limit_take (YqqRateLimit *self, const char *client, GError **error)
{
  if (!yqq_rate_limit_check (self, client, error))
    return FALSE;
  if (client != NULL)
    find_bucket (self, client)->tokens -= 1.0;
  return TRUE;
}

void
yqq_rate_limit_charge (YqqRateLimit *self, const char *client, guint many)
{
  Bucket *bucket = find_bucket (self, client);
  bucket->tokens = MAX (bucket->tokens - many, -(double)self->burst);
}
