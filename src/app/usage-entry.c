/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/usage-entry.h"

struct _YqqUsageEntry {
  GObject parent;

  YqqUsageRecord *record;
  char *key;
};

G_DEFINE_FINAL_TYPE (YqqUsageEntry, yqq_usage_entry, G_TYPE_OBJECT)

static void
yqq_usage_entry_finalize (GObject *object)
{
  YqqUsageEntry *self = YQQ_USAGE_ENTRY (object);
  g_clear_pointer (&self->record, yqq_usage_record_free);
  g_free (self->key);
  G_OBJECT_CLASS (yqq_usage_entry_parent_class)->finalize (object);
}

static void
yqq_usage_entry_class_init (YqqUsageEntryClass *class)
{
  G_OBJECT_CLASS (class)->finalize = yqq_usage_entry_finalize;
}

static void
yqq_usage_entry_init (YqqUsageEntry *self)
{
}

YqqUsageEntry *
yqq_usage_entry_new (const YqqUsageRecord *record)
{
  YqqUsageEntry *self = g_object_new (YQQ_TYPE_USAGE_ENTRY, NULL);
  g_autofree char *text =
      g_strjoin ("\n", record->name, record->relying_party, record->domain, record->signer,
                 record->enterprise_name, record->purpose, NULL);
  self->record = yqq_usage_record_copy (record);
  self->key = g_utf8_casefold (text, -1);
  return self;
}

const YqqUsageRecord *
yqq_usage_entry_get_record (YqqUsageEntry *self)
{
  return self->record;
}

const char *
yqq_usage_entry_get_key (YqqUsageEntry *self)
{
  return self->key;
}
