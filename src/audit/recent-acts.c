/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audit/recent-acts.h"

/* Twice what an act's clock and the record's may be apart, and something. */
#define KEPT_MS (15 * 60 * G_GINT64_CONSTANT (1000))
#define SWEEP_AT 1024

struct _YqqRecentActs {
  GHashTable *times; /* act id → gint64 */
  guint sweep_at;
};

YqqRecentActs *
yqq_recent_acts_new (void)
{
  YqqRecentActs *self = g_new0 (YqqRecentActs, 1);
  self->times = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->sweep_at = SWEEP_AT;
  return self;
}

void
yqq_recent_acts_free (YqqRecentActs *self)
{
  g_hash_table_unref (self->times);
  g_free (self);
}

static gboolean
is_old (gpointer key, gpointer value, gpointer now_ms)
{
  gint64 apart = *(gint64 *)now_ms - *(gint64 *)value;
  return apart > KEPT_MS || apart < -KEPT_MS;
}

gboolean
yqq_recent_acts_add (YqqRecentActs *self, const char *act_id, gint64 at_ms)
{
  if (g_hash_table_size (self->times) >= self->sweep_at) {
    g_hash_table_foreach_remove (self->times, is_old, &at_ms);
    self->sweep_at = MAX (SWEEP_AT, g_hash_table_size (self->times) * 2);
  }
  gint64 *time = g_new (gint64, 1);
  *time = at_ms;
  return g_hash_table_insert (self->times, g_strdup (act_id), time);
}
