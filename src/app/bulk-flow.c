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
  GtkMapListModel *rows;
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
static gpointer
map_user (gpointer item, gpointer user_data)
{
  YqqBulkFlow *self = user_data;
  g_autoptr (YqqAuthorisedUserEntry) entry = item;
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
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

YqqBulkFlow *
yqq_bulk_flow_new (YqqWorkspace *workspace, YqqAdministration *administration, YqqRouter *router)
{
  YqqBulkFlow *self = g_object_new (YQQ_TYPE_BULK_FLOW, NULL);
  self->workspace = g_object_ref (workspace);
  self->administration = g_object_ref (administration);
  self->router = g_object_ref (router);
  self->rows = gtk_map_list_model_new (g_object_ref (yqq_administration_get_users (administration)),
                                       map_user, self, NULL);
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

static YqqActItem *
create_item (YqqBulkRow *row, YqqBulkAct act)
{
  static const char *const some[] = {YQQ_PERMISSION_ENTERPRISE_CERTIFICATE, NULL};
  static const char *const none[] = {NULL};
  YqqActItem *item = g_new0 (YqqActItem, 1);
  item->grant = g_strdup (yqq_authorised_user_entry_get_user (yqq_bulk_row_get_entry (row))->grant);
  if (act != YQQ_BULK_CANCEL)
    item->permissions = g_strdupv ((GStrv)(act == YQQ_BULK_RESUME ? some : none));
  return item;
}

static YqqEnterpriseAct *
create_act (YqqBulkFlow *self, YqqCancelReason reason, const char *note)
{
  YqqEnterpriseAct *act = yqq_enterprise_act_new (
      self->kind == YQQ_BULK_CANCEL ? YQQ_ACT_GRANT_CANCEL : YQQ_ACT_GRANT_MODIFY,
      yqq_administration_get_enterprise_id (self->administration));
  act->whole = FALSE;
  act->reason = reason;
  act->note = note && *note && self->kind == YQQ_BULK_CANCEL ? g_strdup (note) : NULL;
  act->items = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_act_item_free);
  for (guint i = 0; i < self->sent->len; i++)
    g_ptr_array_add (act->items, create_item (self->sent->pdata[i], self->kind));
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

void
yqq_bulk_flow_begin (YqqBulkFlow *self, YqqBulkAct act, YqqCancelReason reason, const char *note)
{
  g_autoptr (GPtrArray) rows = collect_possible (self, act);
  if (rows->len == 0 || rows->len > YQQ_ACT_MAX_ITEMS)
    return;
  g_autofree char *sentence = format_sentence (act, rows->len);
  g_clear_pointer (&self->sent, g_ptr_array_unref);
  self->sent = g_steal_pointer (&rows);
  self->kind = act;
  g_clear_object (&self->act);
  self->act = yqq_act_flow_begin (self->workspace, self->administration, self->router,
                                  create_act (self, reason, note), sentence);
  if (self->act)
    g_signal_connect_object (self->act, "done", G_CALLBACK (on_done), self, G_CONNECT_SWAPPED);
}

GBytes *
yqq_bulk_flow_export (YqqBulkFlow *self)
{
  g_autoptr (GListStore) rows = g_list_store_new (YQQ_TYPE_BULK_ROW);
  for (guint i = 0; self->sent && i < self->sent->len; i++)
    g_list_store_append (rows, self->sent->pdata[i]);
  return yqq_csv_export_bulk (G_LIST_MODEL (rows));
}
