/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/notice-watch.h"

#include "app/error-text.h"
#include "app/notice-entry.h"

struct _YqqNoticeWatch {
  GObject parent;

  YqqWorkspace *workspace;
  YqqRecords *records;
  GListStore *notices;
  gint64 unseen;
  gint64 last; /* the newest sequence that is here */
  gboolean loaded;
  gboolean busy; /* the workspace was, when it changed last */
  GError *trouble;
  GCancellable *asking; /* NULL: nobody asks now */
  guint timer;
};

G_DEFINE_FINAL_TYPE (YqqNoticeWatch, yqq_notice_watch, G_TYPE_OBJECT)

enum { CHANGED, ARRIVED, SIGNALS };

static guint signals[SIGNALS];

static void
tell_changed (YqqNoticeWatch *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
on_time (gpointer user_data)
{
  YqqNoticeWatch *self = user_data;
  self->timer = 0;
  yqq_notice_watch_poll (self);
  return G_SOURCE_REMOVE;
}

static void
wait_for_next (YqqNoticeWatch *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add_seconds (YQQ_NOTICE_WATCH_INTERVAL_S, on_time, self);
}

static void
stop (YqqNoticeWatch *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
}

/* Oldest first, as they come. */
static void
add (YqqNoticeWatch *self, GPtrArray *notices)
{
  gboolean first = !self->loaded;
  for (guint i = 0; i < notices->len; i++) {
    const YqqNotice *notice = notices->pdata[i];
    if (notice->sequence <= self->last)
      continue;
    g_autoptr (YqqNoticeEntry) entry = yqq_notice_entry_new (notice);
    self->last = notice->sequence;
    g_list_store_insert (self->notices, 0, entry);
    if (!first && !notice->seen)
      g_signal_emit (self, signals[ARRIVED], 0, notice);
  }
}

/* They may have been seen on another device. */
static void
set_all_seen (YqqNoticeWatch *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->notices)); i++) {
    g_autoptr (YqqNoticeEntry) entry = g_list_model_get_item (G_LIST_MODEL (self->notices), i);
    yqq_notice_entry_set_seen (entry, TRUE);
  }
}

static void
take (YqqNoticeWatch *self, const YqqNotices *answer)
{
  add (self, answer->notices);
  self->loaded = TRUE;
  self->unseen = answer->unseen;
  if (answer->unseen == 0)
    set_all_seen (self);
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqNoticeWatch) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqNotices) answer =
      yqq_records_fetch_notices_finish (YQQ_RECORDS (source), result, &error);
  if (g_task_get_cancellable (G_TASK (result)) != self->asking)
    return; /* somebody else's */
  g_clear_object (&self->asking);
  g_clear_error (&self->trouble);
  if (answer)
    take (self, answer);
  else
    self->trouble = g_steal_pointer (&error);
  wait_for_next (self);
  tell_changed (self);
}

static void
on_phase_changed (YqqNoticeWatch *self)
{
  stop (self);
  self->last = 0;
  self->unseen = 0;
  self->loaded = FALSE;
  g_clear_error (&self->trouble);
  g_list_store_remove_all (self->notices);
  yqq_notice_watch_poll (self);
  tell_changed (self);
}

/* Whoever has the rest fetched anew wants notices too: an act is followed by that. */
static void
on_workspace_changed (YqqNoticeWatch *self)
{
  gboolean busy = yqq_workspace_get_busy (self->workspace);
  if (self->busy && !busy)
    yqq_notice_watch_poll (self);
  self->busy = busy;
}

static void
yqq_notice_watch_dispose (GObject *object)
{
  YqqNoticeWatch *self = YQQ_NOTICE_WATCH (object);
  stop (self);
  g_clear_object (&self->workspace);
  g_clear_object (&self->records);
  g_clear_object (&self->notices);
  g_clear_error (&self->trouble);
  G_OBJECT_CLASS (yqq_notice_watch_parent_class)->dispose (object);
}

static void
yqq_notice_watch_class_init (YqqNoticeWatchClass *class)
{
  G_OBJECT_CLASS (class)->dispose = yqq_notice_watch_dispose;
  signals[CHANGED] = g_signal_new ("changed", YQQ_TYPE_NOTICE_WATCH, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[ARRIVED] = g_signal_new ("arrived", YQQ_TYPE_NOTICE_WATCH, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
yqq_notice_watch_init (YqqNoticeWatch *self)
{
  self->notices = g_list_store_new (YQQ_TYPE_NOTICE_ENTRY);
}

YqqNoticeWatch *
yqq_notice_watch_new (YqqWorkspace *workspace, YqqRecords *records)
{
  YqqNoticeWatch *self = g_object_new (YQQ_TYPE_NOTICE_WATCH, NULL);
  self->workspace = g_object_ref (workspace);
  self->records = g_object_ref (records);
  g_signal_connect_object (workspace, "phase-changed", G_CALLBACK (on_phase_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "changed", G_CALLBACK (on_workspace_changed), self,
                           G_CONNECT_SWAPPED);
  yqq_notice_watch_poll (self);
  return self;
}

GListModel *
yqq_notice_watch_get_notices (YqqNoticeWatch *self)
{
  return G_LIST_MODEL (self->notices);
}

gint64
yqq_notice_watch_get_unseen (YqqNoticeWatch *self)
{
  return self->unseen;
}

gboolean
yqq_notice_watch_get_loaded (YqqNoticeWatch *self)
{
  return self->loaded;
}

const GError *
yqq_notice_watch_get_trouble (YqqNoticeWatch *self)
{
  return self->trouble;
}

void
yqq_notice_watch_poll (YqqNoticeWatch *self)
{
  if (yqq_workspace_get_phase (self->workspace) != YQQ_PHASE_LOGGED_IN || self->asking)
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  self->asking = g_cancellable_new ();
  yqq_records_fetch_notices_async (self->records, self->last, self->asking, on_fetched,
                                   g_object_ref (self));
}

/* What could not be told is told the next time: here they have been seen. */
static void
on_seen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  if (!yqq_records_see_notices_finish (YQQ_RECORDS (source), result, &error) &&
      !yqq_error_text_is_cancelled (error))
    g_debug ("The authority was not told which notices were seen: %s", error->message);
}

void
yqq_notice_watch_see_all (YqqNoticeWatch *self)
{
  if (self->unseen == 0 || self->last == 0)
    return;
  self->unseen = 0;
  set_all_seen (self);
  yqq_records_see_notices_async (self->records, self->last, NULL, on_seen, NULL);
  tell_changed (self);
}
