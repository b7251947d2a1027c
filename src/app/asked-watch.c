/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/asked-watch.h"

#include "app/notice-entry.h"
#include "app/notice-text.h"
#include "protocol/problem.h"

struct _YqqAskedWatch {
  GObject parent;

  YqqWorkspace *workspace;
  YqqNoticeWatch *notices;
  YqqAdministration *administration; /* of the enterprise that the candidate is about */
  GHashTable *over;                  /* set of offers' and proposals' ids */
};

G_DEFINE_FINAL_TYPE (YqqAskedWatch, yqq_asked_watch, G_TYPE_OBJECT)

enum { CHANGED, SIGNALS };

static guint signals[SIGNALS];

/* The newest one that is not known to be over. */
static const YqqNotice *
find_candidate (YqqAskedWatch *self)
{
  GListModel *notices = yqq_notice_watch_get_notices (self->notices);
  for (guint i = 0; i < g_list_model_get_n_items (notices); i++) {
    g_autoptr (YqqNoticeEntry) entry = g_list_model_get_item (notices, i);
    const YqqNotice *notice = yqq_notice_entry_get_notice (entry);
    if (yqq_notice_asks (notice) && notice->enterprise && notice->subject &&
        !g_hash_table_contains (self->over, notice->subject))
      return notice; /* the list keeps it */
  }
  return NULL;
}

static gboolean
waits (YqqTransferState state, gint64 expires_at_ms)
{
  return yqq_transfer_state_at (state, expires_at_ms, g_get_real_time () / 1000) ==
         YQQ_TRANSFER_STATE_WAITING;
}

static gboolean
still_waits (const YqqEnterpriseOverview *overview, const char *subject)
{
  for (guint i = 0; i < overview->transfers->len; i++) {
    const YqqTransferView *each = overview->transfers->pdata[i];
    if (g_strcmp0 (each->id, subject) == 0)
      return waits (each->state, each->expires_at_ms);
  }
  for (guint i = 0; i < overview->proposals->len; i++) {
    const YqqProposalView *each = overview->proposals->pdata[i];
    if (g_strcmp0 (each->id, subject) == 0)
      return waits (each->state, each->expires_at_ms);
  }
  return FALSE;
}

static gboolean
is_about (YqqAdministration *administration, const YqqNotice *notice)
{
  return administration &&
         g_str_equal (yqq_administration_get_enterprise_id (administration), notice->enterprise);
}

static gboolean
knows (YqqAskedWatch *self, const YqqNotice *notice)
{
  return is_about (self->administration, notice) &&
         yqq_administration_get_overview (self->administration);
}

/* Only a fresh answer says so: while one is on its way the last one may be from before the offer.
 * An enterprise that shows the person nothing asks them nothing either. */
static gboolean
is_over (YqqAskedWatch *self, const YqqNotice *notice)
{
  if (!is_about (self->administration, notice) ||
      yqq_administration_get_busy (self->administration))
    return FALSE;
  const GError *trouble = yqq_administration_get_trouble (self->administration);
  if (trouble)
    return g_error_matches (trouble, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_NOT_PERMITTED);
  const YqqEnterpriseOverview *overview = yqq_administration_get_overview (self->administration);
  return overview && !still_waits (overview, notice->subject);
}

static void update (YqqAskedWatch *self);

static void
look_after (YqqAskedWatch *self, YqqAdministration *administration)
{
  if (self->administration)
    g_signal_handlers_disconnect_by_func (self->administration, update, self);
  g_set_object (&self->administration, administration);
  if (!administration)
    return;
  g_signal_connect_object (administration, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  yqq_administration_refresh (administration);
}

/* The enterprise that the candidate is about is asked once; another candidate may be of another. */
static void
turn_to (YqqAskedWatch *self, const YqqNotice *candidate)
{
  if (candidate && is_about (self->administration, candidate))
    return;
  g_autoptr (YqqAdministration) administration =
      candidate ? yqq_workspace_dup_administration_of (self->workspace, candidate->enterprise)
                : NULL;
  if (administration || self->administration)
    look_after (self, administration);
}

static void
update (YqqAskedWatch *self)
{
  const YqqNotice *candidate = find_candidate (self);
  while (candidate && is_over (self, candidate)) {
    g_hash_table_add (self->over, g_strdup (candidate->subject));
    candidate = find_candidate (self);
  }
  turn_to (self, candidate);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* A new one is not in the answer that is there. */
static void
on_notices_changed (YqqAskedWatch *self)
{
  const YqqNotice *candidate = find_candidate (self);
  if (candidate && knows (self, candidate) &&
      !still_waits (yqq_administration_get_overview (self->administration), candidate->subject))
    yqq_administration_refresh (self->administration);
  if (g_list_model_get_n_items (yqq_notice_watch_get_notices (self->notices)) == 0)
    g_hash_table_remove_all (self->over); /* somebody else's */
  update (self);
}

static void
yqq_asked_watch_dispose (GObject *object)
{
  YqqAskedWatch *self = YQQ_ASKED_WATCH (object);
  look_after (self, NULL);
  g_clear_object (&self->workspace);
  g_clear_object (&self->notices);
  G_OBJECT_CLASS (yqq_asked_watch_parent_class)->dispose (object);
}

static void
yqq_asked_watch_finalize (GObject *object)
{
  g_hash_table_unref (YQQ_ASKED_WATCH (object)->over);
  G_OBJECT_CLASS (yqq_asked_watch_parent_class)->finalize (object);
}

static void
yqq_asked_watch_class_init (YqqAskedWatchClass *class)
{
  G_OBJECT_CLASS (class)->dispose = yqq_asked_watch_dispose;
  G_OBJECT_CLASS (class)->finalize = yqq_asked_watch_finalize;
  signals[CHANGED] = g_signal_new ("changed", YQQ_TYPE_ASKED_WATCH, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
yqq_asked_watch_init (YqqAskedWatch *self)
{
  self->over = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

YqqAskedWatch *
yqq_asked_watch_new (YqqWorkspace *workspace, YqqNoticeWatch *notices)
{
  YqqAskedWatch *self = g_object_new (YQQ_TYPE_ASKED_WATCH, NULL);
  self->workspace = g_object_ref (workspace);
  self->notices = g_object_ref (notices);
  g_signal_connect_object (notices, "changed", G_CALLBACK (on_notices_changed), self,
                           G_CONNECT_SWAPPED);
  on_notices_changed (self);
  return self;
}

const YqqNotice *
yqq_asked_watch_get (YqqAskedWatch *self)
{
  const YqqNotice *candidate = find_candidate (self);
  return candidate && (!candidate->seen || knows (self, candidate)) ? candidate : NULL;
}

void
yqq_asked_watch_refresh (YqqAskedWatch *self)
{
  update (self);
  if (self->administration)
    yqq_administration_refresh (self->administration);
}
