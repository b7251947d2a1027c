/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/http/nonce-cache.h"

#include "protocol/http-signature.h"
#include "protocol/problem.h"

/* A request can arrive from this long before its "created" to this long after. */
#define KEEP_SECONDS (2 * YQQ_HTTP_SIGNATURE_MAX_SKEW_SECONDS)

typedef struct {
  gint64 until; /* unix seconds */
  char *name;   /* owned by the table */
} Seen;

struct _YqqNonceCache {
  YqqClock *clock;
  GHashTable *names;
  GQueue order; /* of Seen, the first to be forgotten at the head */
};

YqqNonceCache *
yqq_nonce_cache_new (YqqClock *clock)
{
  YqqNonceCache *self = g_new0 (YqqNonceCache, 1);
  self->clock = yqq_clock_ref (clock);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_queue_init (&self->order);
  return self;
}

void
yqq_nonce_cache_free (YqqNonceCache *self)
{
  g_queue_clear_full (&self->order, g_free);
  g_hash_table_unref (self->names);
  yqq_clock_unref (self->clock);
  g_free (self);
}

/* Kept from the moment of arrival, not from "created", so that the queue stays in order. */
static gint64
forget_old (YqqNonceCache *self)
{
  gint64 now = yqq_clock_get_unix_ms (self->clock) / 1000;
  Seen *oldest;
  while ((oldest = g_queue_peek_head (&self->order)) != NULL && oldest->until < now) {
    g_hash_table_remove (self->names, oldest->name);
    g_free (g_queue_pop_head (&self->order));
  }
  return now;
}

gboolean
yqq_nonce_cache_take (YqqNonceCache *self,
                      const char *key,
                      const char *nonce,
                      gint64 created,
                      GError **error)
{
  gint64 now = forget_old (self);
  if (g_hash_table_size (self->names) >= YQQ_NONCE_CACHE_MAX) {
    yqq_problem_error_set (error, YQQ_PROBLEM_RATE_LIMITED, NULL)->retry_after = 60;
    return FALSE;
  }
  char *name = g_strdup_printf ("%s %s", key, nonce);
  if (g_hash_table_contains (self->names, name)) {
    g_free (name);
    yqq_problem_error_set (error, YQQ_PROBLEM_SIGNATURE_REPLAYED, NULL);
    return FALSE;
  }
  Seen *seen = g_new (Seen, 1);
  seen->until = now + KEEP_SECONDS;
  seen->name = name;
  g_hash_table_add (self->names, name);
  g_queue_push_tail (&self->order, seen);
  return TRUE;
}
