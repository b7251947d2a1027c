/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/usage-history.h"

#include "app/usage-entry.h"

struct _YqqUsageHistory {
  GObject parent;

  YqqRecords *records;
  char *enterprise_id;
  GListStore *entries;
  char *next; /* NULL: from the beginning, or complete */
  gboolean complete;
  gboolean busy;
  guint wanted; /* entries that are fetched without asking again */
  GError *trouble;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (YqqUsageHistory, yqq_usage_history, G_TYPE_OBJECT)

enum { CHANGED, SIGNALS };

static guint signals[SIGNALS];

static void fetch_page (YqqUsageHistory *self);

static void
take_page (YqqUsageHistory *self, YqqUsageRecords *page)
{
  guint count = g_list_model_get_n_items (G_LIST_MODEL (self->entries));
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < page->records->len; i++)
    g_ptr_array_add (entries, yqq_usage_entry_new (page->records->pdata[i]));
  g_list_store_splice (self->entries, count, 0, entries->pdata, entries->len);
  g_free (self->next);
  self->next = g_steal_pointer (&page->next);
  self->complete = self->next == NULL;
  if (!self->complete && count + entries->len < self->wanted)
    fetch_page (self);
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqUsageHistory) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqUsageRecords) page =
      yqq_records_fetch_history_finish (YQQ_RECORDS (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->busy = FALSE;
  if (page)
    take_page (self, page);
  else
    self->trouble = g_steal_pointer (&error);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
fetch_page (YqqUsageHistory *self)
{
  self->busy = TRUE;
  g_clear_error (&self->trouble);
  yqq_records_fetch_history_async (self->records, self->enterprise_id, self->next,
                                   self->cancellable, on_fetched, g_object_ref (self));
}

static void
yqq_usage_history_dispose (GObject *object)
{
  YqqUsageHistory *self = YQQ_USAGE_HISTORY (object);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->records);
  g_clear_object (&self->entries);
  g_clear_error (&self->trouble);
  g_clear_pointer (&self->next, g_free);
  g_clear_pointer (&self->enterprise_id, g_free);
  G_OBJECT_CLASS (yqq_usage_history_parent_class)->dispose (object);
}

static void
yqq_usage_history_class_init (YqqUsageHistoryClass *class)
{
  G_OBJECT_CLASS (class)->dispose = yqq_usage_history_dispose;
  signals[CHANGED] = g_signal_new ("changed", YQQ_TYPE_USAGE_HISTORY, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
yqq_usage_history_init (YqqUsageHistory *self)
{
  self->entries = g_list_store_new (YQQ_TYPE_USAGE_ENTRY);
  self->cancellable = g_cancellable_new ();
  self->wanted = YQQ_USAGE_HISTORY_AT_ONCE;
}

YqqUsageHistory *
yqq_usage_history_new (YqqRecords *records, const char *enterprise_id)
{
  YqqUsageHistory *self = g_object_new (YQQ_TYPE_USAGE_HISTORY, NULL);
  self->records = g_object_ref (records);
  self->enterprise_id = g_strdup (enterprise_id);
  fetch_page (self);
  return self;
}

GListModel *
yqq_usage_history_get_entries (YqqUsageHistory *self)
{
  return G_LIST_MODEL (self->entries);
}

gboolean
yqq_usage_history_get_busy (YqqUsageHistory *self)
{
  return self->busy;
}

gboolean
yqq_usage_history_get_complete (YqqUsageHistory *self)
{
  return self->complete;
}

const GError *
yqq_usage_history_get_trouble (YqqUsageHistory *self)
{
  return self->trouble;
}

void
yqq_usage_history_fetch_more (YqqUsageHistory *self)
{
  if (self->busy || self->complete)
    return;
  self->wanted =
      g_list_model_get_n_items (G_LIST_MODEL (self->entries)) + YQQ_USAGE_HISTORY_AT_ONCE;
  fetch_page (self);
  g_signal_emit (self, signals[CHANGED], 0);
}
