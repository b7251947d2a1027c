/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/usage-filter.h"

#include <glib/gi18n.h>
#include <string.h>

void
yqq_usage_filter_clear (YqqUsageFilter *self)
{
  g_clear_pointer (&self->words, g_free);
  g_clear_pointer (&self->relying_party, g_free);
  g_clear_pointer (&self->signer, g_free);
  self->since_ms = 0;
}

void
yqq_usage_filter_set_text (YqqUsageFilter *self, const char *text)
{
  g_free (self->words);
  self->words = text ? g_utf8_casefold (text, -1) : NULL;
}

static void
replace (char **place, const char *text)
{
  g_free (*place);
  *place = g_strdup (text);
}

void
yqq_usage_filter_set_relying_party (YqqUsageFilter *self, const char *relying_party)
{
  replace (&self->relying_party, relying_party);
}

void
yqq_usage_filter_set_signer (YqqUsageFilter *self, const char *signer)
{
  replace (&self->signer, signer);
}

static GDateTime *
find_beginning (YqqUsageTime time, GDateTime *now)
{
  g_autoptr (GDateTime) midnight =
      g_date_time_new_local (g_date_time_get_year (now), g_date_time_get_month (now),
                             g_date_time_get_day_of_month (now), 0, 0, 0);
  switch (time) {
  case YQQ_USAGE_TIME_ALL:
    return NULL;
  case YQQ_USAGE_TIME_TODAY:
    return g_steal_pointer (&midnight);
  case YQQ_USAGE_TIME_WEEK:
    return g_date_time_add_days (midnight, -6);
  case YQQ_USAGE_TIME_MONTH:
    return g_date_time_add_days (midnight, -29);
  case YQQ_USAGE_TIME_YEAR:
    return g_date_time_new_local (g_date_time_get_year (now), 1, 1, 0, 0, 0);
  }
  g_return_val_if_reached (NULL);
}

void
yqq_usage_filter_set_time (YqqUsageFilter *self, YqqUsageTime time, gint64 now_ms)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (now_ms / 1000);
  g_autoptr (GDateTime) beginning = find_beginning (time, now);
  self->since_ms = beginning ? g_date_time_to_unix (beginning) * 1000 : 0;
}

gboolean
yqq_usage_filter_is_open (const YqqUsageFilter *self)
{
  return !(self->words && *self->words) && !self->relying_party && !self->signer &&
         self->since_ms == 0;
}

static gboolean
has_every_word (const char *key, const char *words)
{
  g_auto (GStrv) each = g_strsplit_set (words, " \t\n", -1);
  for (char **word = each; *word; word++)
    if (**word && !strstr (key, *word))
      return FALSE;
  return TRUE;
}

gboolean
yqq_usage_filter_matches (const YqqUsageFilter *self, YqqUsageEntry *entry)
{
  const YqqUsageRecord *record = yqq_usage_entry_get_record (entry);
  if (record->signed_at_ms < self->since_ms)
    return FALSE;
  if (self->relying_party && g_strcmp0 (self->relying_party, record->relying_party) != 0)
    return FALSE;
  if (self->signer && g_strcmp0 (self->signer, record->signer) != 0)
    return FALSE;
  return !self->words || has_every_word (yqq_usage_entry_get_key (entry), self->words);
}

const char *
yqq_usage_time_get_name (YqqUsageTime time)
{
  switch (time) {
  case YQQ_USAGE_TIME_ALL:
    return _ ("Any time");
  case YQQ_USAGE_TIME_TODAY:
    return _ ("Today");
  case YQQ_USAGE_TIME_WEEK:
    return _ ("Last 7 days");
  case YQQ_USAGE_TIME_MONTH:
    return _ ("Last 30 days");
  case YQQ_USAGE_TIME_YEAR:
    return _ ("This year");
  }
  g_return_val_if_reached ("");
}

static const char *
get_relying_party (const YqqUsageRecord *record)
{
  return record->relying_party;
}

static const char *
get_signer (const YqqUsageRecord *record)
{
  return record->signer;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (*(const char *const *)a, *(const char *const *)b);
}

static GStrv
collect (GListModel *entries, const char *(*get) (const YqqUsageRecord *record))
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  for (guint i = 0; i < g_list_model_get_n_items (entries); i++) {
    g_autoptr (YqqUsageEntry) entry = g_list_model_get_item (entries, i);
    const char *text = get (yqq_usage_entry_get_record (entry));
    if (text && g_hash_table_add (known, (gpointer)text))
      g_ptr_array_add (found, g_strdup (text));
  }
  g_ptr_array_sort (found, compare);
  g_ptr_array_add (found, NULL);
  return (GStrv)g_ptr_array_free (g_steal_pointer (&found), FALSE);
}

GStrv
yqq_usage_collect_relying_parties (GListModel *entries)
{
  return collect (entries, get_relying_party);
}

GStrv
yqq_usage_collect_signers (GListModel *entries)
{
  return collect (entries, get_signer);
}
