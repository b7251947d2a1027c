/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/bulk-flow.h"

#include <glib/gi18n.h>
#include <gtk/gtk.h>

#include "app/act-flow.h"
#include "app/csv-export.h"

struct _YqqBulkFlow {
  GObject parent;

  YqqWorkspace *workspace;
  YqqAdministration *administration;
  YqqRouter *router;
  GHashTable *known; /* grant id → YqqBulkRow */
  GListStore *rows;
  YqqBulkAct kind;
  YqqActFlow *act;
  GPtrArray *sent; /* YqqBulkRow, in the order of the act's lines */
};

G_DEFINE_FINAL_TYPE (YqqBulkFlow, yqq_bulk_flow, G_TYPE_OBJECT)

enum { CHANGED, SIGNALS };

static guint signals[SIGNALS];

static void
tell_changed (YqqBulkFlow *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* The same row for a user's life, so that ticks and results outlive a refresh. */
static YqqBulkRow *
dup_row (YqqBulkFlow *self, YqqAuthorisedUserEntry *entry)
{
  const YqqAuthorisedUser *user = yqq_authorised_user_entry_get_user (entry);
  YqqBulkRow *row = g_hash_table_lookup (self->known, user->grant);
  if (row) {
    yqq_bulk_row_set_entry (row, entry);
    return g_object_ref (row);
  }
  row = yqq_bulk_row_new (entry);
  g_signal_connect_object (row, "notify::ticked", G_CALLBACK (tell_changed), self,
                           G_CONNECT_SWAPPED);
  g_hash_table_insert (self->known, g_strdup (user->grant), g_object_ref (row));
  return row;
}

/* A GtkMapListModel of GTK 4.8 shows the next row twice where one is replaced. */
static void
on_users_changed (YqqBulkFlow *self, guint position, guint removed, guint added, GListModel *users)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < added; i++) {
    g_autoptr (YqqAuthorisedUserEntry) entry = g_list_model_get_item (users, position + i);
    g_ptr_array_add (rows, dup_row (self, entry));
  }
  g_list_store_splice (self->rows, position, removed, rows->pdata, rows->len);
}

static void
yqq_bulk_flow_dispose (GObject *object)
{
  YqqBulkFlow *self = YQQ_BULK_FLOW (object);
  g_clear_object (&self->rows);
  g_clear_object (&self->act);
  g_clear_object (&self->workspace);
  g_clear_object (&self->administration);
  g_clear_object (&self->router);
  g_clear_pointer (&self->known, g_hash_table_unref);
  g_clear_pointer (&self->sent, g_ptr_array_unref);
  G_OBJECT_CLASS (yqq_bulk_flow_parent_class)->dispose (object);
}

static void
yqq_bulk_flow_class_init (YqqBulkFlowClass *class)
{
  G_OBJECT_CLASS (class)->dispose = yqq_bulk_flow_dispose;
  signals[CHANGED] = g_signal_new ("changed", YQQ_TYPE_BULK_FLOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
yqq_bulk_flow_init (YqqBulkFlow *self)
{
  self->rows = g_list_store_new (YQQ_TYPE_BULK_ROW);
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

YqqBulkFlow *
yqq_bulk_flow_new (YqqWorkspace *workspace, YqqAdministration *administration, YqqRouter *router)
{
  YqqBulkFlow *self = g_object_new (YQQ_TYPE_BULK_FLOW, NULL);
  self->workspace = g_object_ref (workspace);
  self->administration = g_object_ref (administration);
  self->router = g_object_ref (router);
  GListModel *users = yqq_administration_get_users (administration);
  g_signal_connect_object (users, "items-changed", G_CALLBACK (on_users_changed), self,
                           G_CONNECT_SWAPPED);
  on_users_changed (self, 0, 0, g_list_model_get_n_items (users), users);
  g_signal_connect_object (administration, "changed", G_CALLBACK (tell_changed), self,
                           G_CONNECT_SWAPPED);
  return self;
}

GListModel *
yqq_bulk_flow_get_rows (YqqBulkFlow *self)
{
  return G_LIST_MODEL (self->rows);
}

/* Ticked ones whose user is still there; a user who is gone is not in the list any more. */
static GPtrArray *
collect_ticked (YqqBulkFlow *self)
{
  GPtrArray *ticked = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer row;
  g_hash_table_iter_init (&iter, self->known);
  while (g_hash_table_iter_next (&iter, NULL, &row)) {
    const YqqAuthorisedUser *user =
        yqq_authorised_user_entry_get_user (yqq_bulk_row_get_entry (row));
    if (yqq_bulk_row_get_ticked (row) &&
        yqq_administration_find_user (self->administration, user->grant))
      g_ptr_array_add (ticked, g_object_ref (row));
  }
  return ticked;
}

guint
yqq_bulk_flow_count_ticked (YqqBulkFlow *self)
{
  g_autoptr (GPtrArray) ticked = collect_ticked (self);
  return ticked->len;
}

static GPtrArray *
collect_possible (YqqBulkFlow *self, YqqBulkAct act)
{
  GPtrArray *rows = collect_ticked (self);
  for (guint i = rows->len; i-- > 0;)
    if (yqq_bulk_row_get_obstacle (rows->pdata[i], act))
      g_ptr_array_remove_index (rows, i);
  return rows;
}

guint
yqq_bulk_flow_count_possible (YqqBulkFlow *self, YqqBulkAct act)
{
  g_autoptr (GPtrArray) rows = collect_possible (self, act);
  return rows->len;
}

gboolean
yqq_bulk_flow_has_results (YqqBulkFlow *self)
{
  return self->sent != NULL && self->sent->len > 0 &&
         yqq_bulk_row_get_told (self->sent->pdata[0]) != NULL;
}

void
yqq_bulk_flow_tick (YqqBulkFlow *self, GListModel *rows, gboolean ticked)
{
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++) {
    g_autoptr (YqqBulkRow) row = g_list_model_get_item (rows, i);
    g_signal_handlers_block_by_func (row, tell_changed, self);
    yqq_bulk_row_set_ticked (row, ticked && !yqq_bulk_row_get_obstacle (row, YQQ_BULK_CANCEL));
    g_signal_handlers_unblock_by_func (row, tell_changed, self);
  }
  tell_changed (self);
}

static void
on_done (YqqBulkFlow *self, const YqqActResult *result)
{
  for (guint i = 0; i < self->sent->len; i++) {
    YqqBulkRow *row = self->sent->pdata[i];
    const YqqActLine *line = i < result->lines->len ? result->lines->pdata[i] : NULL;
    if (result->proposal)
      yqq_bulk_row_wait (row);
    else
      yqq_bulk_row_finish (row, self->kind, line);
    yqq_bulk_row_set_ticked (row, FALSE);
  }
  tell_changed (self);
}

/* permissions: NULL where the act gives and takes none. */
static YqqActItem *
create_item (YqqBulkRow *row, const char *const *permissions)
{
  YqqActItem *item = g_new0 (YqqActItem, 1);
  item->grant = g_strdup (yqq_authorised_user_entry_get_user (yqq_bulk_row_get_entry (row))->grant);
  item->permissions = g_strdupv ((GStrv)permissions);
  return item;
}

static YqqEnterpriseAct *
create_act (YqqBulkFlow *self, YqqActKind kind, const char *const *permissions)
{
  YqqEnterpriseAct *act =
      yqq_enterprise_act_new (kind, yqq_administration_get_enterprise_id (self->administration));
  act->whole = FALSE;
  act->items = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_act_item_free);
  for (guint i = 0; i < self->sent->len; i++)
    g_ptr_array_add (act->items, create_item (self->sent->pdata[i], permissions));
  return act;
}

static char *
format_sentence (YqqBulkAct act, guint count)
{
  switch (act) {
  case YQQ_BULK_SUSPEND:
    return g_strdup_printf (ngettext ("Suspend %u grant", "Suspend %u grants", count), count);
  case YQQ_BULK_RESUME:
    return g_strdup_printf (
        ngettext ("Let %u grant be used again", "Let %u grants be used again", count), count);
  case YQQ_BULK_CANCEL:
    return g_strdup_printf (
        ngettext ("Cancel %u grant for ever", "Cancel %u grants for ever", count), count);
  }
  g_return_val_if_reached (NULL);
}

/* Those that the act can be done to; FALSE where it cannot be begun with them. */
static gboolean
collect_sent (YqqBulkFlow *self, YqqBulkAct kind)
{
  g_autoptr (GPtrArray) rows = collect_possible (self, kind);
  if (rows->len == 0 || rows->len > YQQ_ACT_MAX_ITEMS)
    return FALSE;
  g_clear_pointer (&self->sent, g_ptr_array_unref);
  self->sent = g_steal_pointer (&rows);
  self->kind = kind;
  return TRUE;
}

/* Takes act. */
static void
begin (YqqBulkFlow *self, YqqEnterpriseAct *act)
{
  g_autofree char *sentence = format_sentence (self->kind, self->sent->len);
  g_clear_object (&self->act);
  self->act =
      yqq_act_flow_begin (self->workspace, self->administration, self->router, act, sentence);
  if (self->act)
    g_signal_connect_object (self->act, "done", G_CALLBACK (on_done), self, G_CONNECT_SWAPPED);
}

void
yqq_bulk_flow_suspend (YqqBulkFlow *self)
{
  static const char *const none[] = {NULL};
  if (collect_sent (self, YQQ_BULK_SUSPEND))
    begin (self, create_act (self, YQQ_ACT_GRANT_MODIFY, none));
}

void
yqq_bulk_flow_resume (YqqBulkFlow *self, const char *const *permissions)
{
  g_return_if_fail (permissions && permissions[0]);
  if (collect_sent (self, YQQ_BULK_RESUME))
    begin (self, create_act (self, YQQ_ACT_GRANT_MODIFY, permissions));
}

void
yqq_bulk_flow_cancel (YqqBulkFlow *self, YqqCancelReason reason, const char *note)
{
  if (!collect_sent (self, YQQ_BULK_CANCEL))
    return;
  YqqEnterpriseAct *act = create_act (self, YQQ_ACT_GRANT_CANCEL, NULL);
  act->reason = reason;
  act->note = note && *note ? g_strdup (note) : NULL;
  begin (self, act);
}

GBytes *
yqq_bulk_flow_export (YqqBulkFlow *self)
{
  g_autoptr (GListStore) rows = g_list_store_new (YQQ_TYPE_BULK_ROW);
  for (guint i = 0; self->sent && i < self->sent->len; i++)
    g_list_store_append (rows, self->sent->pdata[i]);
  return yqq_csv_export_bulk (G_LIST_MODEL (rows));
}
